"""Values a report does not print, allowed only where the rules allow, and never without saying so.

28 collectives and 48 persons make 76 commended; 68.132 attendances over 1.275 sessions make 53,4.
Each carries its bounds and what it is derived from; what may not be derived is refused with the
reason.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from warehouse.bounds import Bounds, total
from warehouse.comparability import day
from warehouse.figure import Figure


@dataclass(frozen=True)
class Derived:
    """A value the report does not print: what it is, its bounds, and what it is derived from.

    `measure_unit` is None where a quotient has its own unit or the parts had several.
    """

    what: str
    bounds: Bounds
    text: str
    of: tuple[str, ...]
    measure_unit: str | None = None


TOTAL = "tổng"


@dataclass(frozen=True)
class Refused:
    """Why a value may not be derived."""

    text: str


# Quotients that mean something: attendances per session.
_RATIOS = {("study_attendance", "study_sessions"): "lượt người mỗi hội nghị"}


def divided_with(indicator_id: str) -> tuple[str, ...]:
    """The indicators with which this one makes a quotient, either way."""
    halves = (pair for pair in _RATIOS if indicator_id in pair)
    return tuple(half for pair in halves for half in pair if half != indicator_id)


def added(parts: Sequence[Figure]) -> Derived | Refused:
    """The sum of one unit's figures that a report splits by recipient or by counting level."""
    first = parts[0]
    for part in parts:
        if part.obs_status != "reported" or part.count_kind not in ("stock", "flow"):
            return Refused("Chỉ cộng số đã có, không cộng tỷ lệ, yêu cầu hay chỗ chỉ nhắc tới.")
        if part.unit_id != first.unit_id or part.indicator_id != first.indicator_id:
            return Refused("Chỉ cộng các số của cùng một đơn vị, cùng một chỉ tiêu.")
        if part.source_id != first.source_id or part.when != first.when:
            return Refused("Chỉ cộng các số của cùng một báo cáo, cùng một kỳ.")
        if part.model_status != first.model_status:
            return Refused("Không cộng mô hình ở các trạng thái khác nhau.")
    ids = {part.observation_id for part in parts}
    if len(ids) < len(parts) or any(part.part_of in ids for part in parts):
        return Refused("Không cộng tổng với phần của nó.")
    recipients = [part.recipient for part in parts]
    levels = [part.counting_level for part in parts]
    by_recipient = _told_apart(recipients, "mixed") and len(set(levels)) == 1
    by_level = _told_apart(levels, None) and len(set(recipients)) == 1
    if len(parts) < 2 or not (by_recipient or by_level):
        return Refused("Báo cáo không nói các số này là những nhóm tách rời; có thể trùng nhau.")
    said = " + ".join(part.words for part in parts)
    units = {part.measure_unit for part in parts}
    unit = units.pop() if len(units) == 1 else None
    bounds = total(part.bounds for part in parts)
    return Derived(TOTAL, bounds, f"suy ra từ {said}", tuple(sorted(ids)), unit)


def _told_apart(groups: Sequence[str | None], never: str | None) -> bool:
    return len(set(groups)) == len(groups) and None not in groups and never not in groups


def quotient(whole: Figure, by: Figure) -> Derived | Refused:
    """One figure over another of the same unit, report and period, where that means something."""
    what = _RATIOS.get((whole.indicator_id, by.indicator_id))
    if what is None:
        return Refused("Thương của hai chỉ tiêu này không có nghĩa.")
    alike = whole.unit_id == by.unit_id and whole.source_id == by.source_id
    if not alike or whole.when != by.when or {whole.obs_status, by.obs_status} != {"reported"}:
        return Refused("Chỉ chia hai số đã có của cùng một đơn vị, cùng báo cáo, cùng kỳ.")
    bounds = whole.bounds.over(by.bounds)
    ids = (whole.observation_id, by.observation_id)
    return Derived(what, bounds, f"suy ra từ {whole.words} : {by.words}", ids)


def per_year(figure: Figure) -> Derived | Refused:
    """A flow over whole calendar years, per year."""
    if figure.obs_status != "reported" or figure.count_kind != "flow" or not figure.span:
        return Refused("Chỉ chia theo năm số phát sinh trong một kỳ có ngày đầu, ngày cuối.")
    start, end = figure.span
    if (start.month, start.day, end.month, end.day) != (1, 1, 12, 31):
        return Refused("Kỳ không gồm những năm trọn vẹn.")
    if figure.published_on and figure.published_on < end:
        printed = day(figure.published_on)
        return Refused(f"Báo cáo đăng ngày {printed}, khi kỳ chưa hết; không chia được theo năm.")
    known = figure.published_on or figure.event_on  # a report is printed after what it tells of
    if known is None or known < end:
        return Refused("Không rõ báo cáo đăng ngày nào, nên chưa chắc kỳ đã hết.")
    years = end.year - start.year + 1
    bounds = figure.bounds.over(Bounds(years, years, True, True))
    text = f"suy ra từ {figure.words} trong {years} năm"
    return Derived("bình quân một năm", bounds, text, (figure.observation_id,), figure.measure_unit)


def per_commune(figure: Figure) -> Derived | Refused:
    """A count over the number of communes of its unit."""
    if figure.obs_status != "reported" or figure.count_kind not in ("stock", "flow"):
        return Refused("Chỉ chia số đếm đã có.")
    if not figure.commune_count:
        return Refused("Chưa biết số xã của đơn vị.")
    if figure.commune_year is None:
        return Refused("Không rõ số xã đã biết là của năm nào.")
    if figure.moment and figure.moment.year != figure.commune_year:
        return Refused(f"Số xã đã biết là của năm {figure.commune_year}, không phải của kỳ này.")
    count = figure.commune_count
    bounds = figure.bounds.over(Bounds(count, count, True, True))
    text = f"suy ra từ {figure.words} và {count} xã (năm {figure.commune_year})"
    return Derived("bình quân một xã", bounds, text, (figure.observation_id,), figure.measure_unit)
