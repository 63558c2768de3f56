"""May two figures be compared? A verdict with every reason.

Pure functions over figures, no SQL. A verdict is the worst of its reasons, and all reasons are
given. Comparing refuses rather than guesses: an unknown period of a flow, a figure inside another,
an order taken for a result. Symmetric and total: any two figures get a verdict, in either order.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from warehouse import codes
from warehouse.figure import Figure

COMPARABLE, CONDITIONAL, NOT_COMPARABLE = codes.VERDICT


@dataclass(frozen=True)
class Reason:
    """Why a verdict is what it is: the rule's name, how grave it is, a sentence to the reader."""

    rule: str
    level: str
    text: str


@dataclass(frozen=True)
class Verdict:
    """`level` is a code of codes.VERDICT; `reasons`, the gravest first."""

    level: str
    reasons: tuple[Reason, ...]

    @property
    def text(self) -> str:
        return " ".join(reason.text for reason in self.reasons)


def compare(one: Figure, other: Figure) -> Verdict:
    """May these two stand side by side? The same verdict whichever comes first."""
    a, b = sorted((one, other), key=lambda f: (f.unit, f.observation_id))
    if a.observation_id == b.observation_id:
        return _verdict([Reason("same figure", NOT_COMPARABLE, "Đây là cùng một số liệu.")])
    return _verdict([reason for rule in RULES if (reason := rule(a, b))])


def _verdict(reasons: list[Reason]) -> Verdict:
    if not reasons:
        text = "Cùng chỉ tiêu, cùng cấp, cùng kỳ, cùng cách đếm."
        return Verdict(COMPARABLE, (Reason("alike", COMPARABLE, text),))
    gravest = list(reversed(codes.VERDICT))
    ordered = sorted(reasons, key=lambda reason: gravest.index(reason.level))
    return Verdict(ordered[0].level, tuple(ordered))


# ------------------------------------------------------------------------------- rules, in order
# Each looks at a pair in its settled order and says nothing when it has no objection.


def _number(a: Figure, b: Figure) -> Reason | None:
    if a.obs_status == b.obs_status == "reported":
        return None
    said = []
    if ordered := [f.unit for f in (a, b) if f.obs_status == "instructed"]:
        said.append(f"Số của {_and(ordered)} là yêu cầu phải làm, chưa phải kết quả.")
    if silent := [f.unit for f in (a, b) if f.obs_status == "mentioned"]:
        said.append(f"{_and(silent)} chỉ được nhắc tới, không có số.")
    return Reason("number", NOT_COMPARABLE, " ".join(said))


def _indicator(a: Figure, b: Figure) -> Reason | None:
    units = {a.measure_unit, b.measure_unit}
    if "attendances" in units and units & {"persons", "recipients"}:
        text = "Một bên đếm lượt người, một bên đếm người: một người dự nhiều lần là nhiều lượt."
        return Reason("attendances or persons", NOT_COMPARABLE, text)
    if a.indicator_id != b.indicator_id:
        text = f"Hai chỉ tiêu khác nhau: {_low(a.indicator)}; {_low(b.indicator)}."
        return Reason("indicator", NOT_COMPARABLE, text)
    return None


def _measure(a: Figure, b: Figure) -> Reason | None:
    if a.indicator_id != b.indicator_id or None in (a.measure_unit, b.measure_unit):
        return None
    if a.measure_unit == b.measure_unit or a.recipient != b.recipient:
        return None  # what is counted differs with the recipient, which has its own rule
    text = f"Đơn vị tính khác nhau: {_measure_name(a)}; {_measure_name(b)}."
    return Reason("measure", NOT_COMPARABLE, text)


def _count_kind(a: Figure, b: Figure) -> Reason | None:
    if a.count_kind == b.count_kind:
        return None
    kinds = f"{codes.COUNT_KIND[a.count_kind]}; {codes.COUNT_KIND[b.count_kind]}"
    return Reason("count kind", NOT_COMPARABLE, f"Hai loại số khác nhau: {kinds}.")


def _model_status(a: Figure, b: Figure) -> Reason | None:
    statuses = (a.model_status, b.model_status)
    if statuses == (None, None):
        return None
    unstated = [f.unit for f in (a, b) if f.model_status in (None, "unstated")]
    if unstated:
        text = f"{_and(unstated)} không nêu mô hình ở trạng thái nào (đăng ký, duy trì, công nhận)."
        return Reason("model status", CONDITIONAL, text)
    if a.model_status == b.model_status:
        return None
    said = f"{codes.MODEL_STATUS[a.model_status]}; {codes.MODEL_STATUS[b.model_status]}"
    return Reason("model status", NOT_COMPARABLE, f"Trạng thái mô hình khác nhau: {said}.")


def _level(a: Figure, b: Figure) -> Reason | None:
    if a.level == b.level:
        return None
    text = f"{a.unit} là {codes.LEVEL[a.level]}, {b.unit} là {codes.LEVEL[b.level]}."
    return Reason("level", NOT_COMPARABLE, text)


def _containment(a: Figure, b: Figure) -> Reason | None:
    for inner, outer in ((a, b), (b, a)):
        if inner.part_of == outer.observation_id:
            text = f"{inner.words} ({inner.unit}) là một phần của {outer.words} ({outer.unit})."
            return Reason("containment", NOT_COMPARABLE, text)
        if outer.unit_id in inner.inside:
            text = f"{inner.unit} nằm trong {outer.unit}: không phải hai nơi độc lập."
            return Reason("containment", NOT_COMPARABLE, text)
        if outer.unit_id in inner.became:
            text = f"{inner.unit} đã nhập vào {outer.unit}: không phải hai nơi độc lập."
            return Reason("containment", NOT_COMPARABLE, text)
    return None


def _same_unit(a: Figure, b: Figure) -> Reason | None:
    like = a.indicator_id == b.indicator_id and a.when == b.when
    if a.unit_id != b.unit_id or not like:
        return None
    if a.source_id == b.source_id:
        text = "Hai số của cùng một đơn vị, cùng kỳ: là hai nhóm hoặc hai phần, không phải hai nơi."
        return Reason("same unit", NOT_COMPARABLE, text)
    text = "Hai nguồn nói về cùng một đơn vị, cùng kỳ: để đối chiếu, không để xếp hạng."
    return Reason("same unit", CONDITIONAL, text)


def _period(a: Figure, b: Figure) -> Reason | None:
    if a.count_kind != b.count_kind:
        return None  # said by its own rule
    if a.count_kind == "flow":
        return _flow_period(a, b)
    if a.time and a.time == b.time:
        return None
    unknown = [f.unit for f in (a, b) if not f.moment]
    if unknown:
        text = f"Không rõ số của {_and(unknown)} là của thời điểm nào."
        return Reason("period", CONDITIONAL, text)
    text = f"Hai thời điểm khác nhau: {day(a.moment)} và {day(b.moment)}."
    return Reason("period", CONDITIONAL, text)


def _flow_period(a: Figure, b: Figure) -> Reason | None:
    if unknown := [f for f in (a, b) if not f.span]:
        said = "; ".join(dict.fromkeys(f"{f.unit}{_quoted(f.period_text)}" for f in unknown))
        text = f"Không rõ ngày đầu hoặc ngày cuối của kỳ: {said}."
        return Reason("period", NOT_COMPARABLE, text)
    if a.span == b.span:
        return None
    (a_from, a_to), (b_from, b_to) = a.span, b.span
    how = "chồng lên nhau" if a_from <= b_to and b_from <= a_to else "khác nhau"
    text = f"Hai kỳ {how} ({_days(a.span)} và {_days(b.span)}): chỉ so theo bình quân một năm."
    return Reason("period", CONDITIONAL, text)


def _recipient(a: Figure, b: Figure) -> Reason | None:
    if a.recipient == b.recipient or a.indicator_id != b.indicator_id:
        return None
    said = [codes.RECIPIENT.get(f.recipient or "", "không nêu") for f in (a, b)]
    level = CONDITIONAL if None in (a.recipient, b.recipient) else NOT_COMPARABLE
    return Reason("recipient", level, f"Đối tượng khác nhau: {said[0]}; {said[1]}.")


def _counting_level(a: Figure, b: Figure) -> Reason | None:
    if a.counting_level == b.counting_level:
        return None
    if None in (a.counting_level, b.counting_level):
        unstated = a.unit if a.counting_level is None else b.unit
        text = f"{unstated} không nêu đếm ở cấp nào, bên kia đếm riêng một cấp."
        return Reason("counting level", CONDITIONAL, text)
    said = f"{codes.LEVEL[a.counting_level]}; {codes.LEVEL[b.counting_level]}"
    return Reason("counting level", NOT_COMPARABLE, f"Đếm ở hai cấp khác nhau: {said}.")


def _source_kind(a: Figure, b: Figure) -> Reason | None:
    if a.source_kind == b.source_kind:
        return None
    said = f"{codes.SOURCE_KIND[a.source_kind]}; {codes.SOURCE_KIND[b.source_kind]}"
    return Reason("source kind", CONDITIONAL, f"Hai loại nguồn khác nhau: {said}.")


def _validity(a: Figure, b: Figure) -> Reason | None:
    said = []
    for f in (a, b):
        if f.moment and f.valid_to and f.moment > f.valid_to:
            ended = day(f.valid_to)
            said.append(f"Kỳ của {f.unit} kết thúc sau ngày đơn vị thôi tồn tại ({ended}).")
        if f.moment and f.valid_from and f.moment < f.valid_from:
            began = day(f.valid_from)
            said.append(f"Kỳ của {f.unit} kết thúc trước ngày có đơn vị ({began}).")
    for earlier, later in ((a, b), (b, a)):
        if earlier.valid_to and later.valid_from and earlier.valid_to < later.valid_from:
            said.append(
                f"{earlier.unit} (đến {day(earlier.valid_to)}) và {later.unit} "
                f"(từ {day(later.valid_from)}) không cùng tồn tại; quy mô đơn vị đã khác."
            )
    return Reason("validity", CONDITIONAL, " ".join(said)) if said else None


RULES: tuple[Callable[[Figure, Figure], Reason | None], ...] = (
    _number, _indicator, _measure, _count_kind, _model_status, _level, _containment, _same_unit,
    _period, _recipient, _counting_level, _source_kind, _validity,
)  # fmt: skip


# ------------------------------------------------------------------------------- words


def _and(names: list[str]) -> str:
    return " và ".join(dict.fromkeys(names))


def _low(name: str) -> str:
    return name[:1].lower() + name[1:]


def _measure_name(figure: Figure) -> str:
    return codes.MEASURE_UNIT.get(figure.measure_unit or "", "không nêu")


def _quoted(text: str | None) -> str:
    return f" (“{text}”)" if text else ""


def day(value: date) -> str:
    return f"{value:%d/%m/%Y}"


def _days(span: tuple[date, date]) -> str:
    return f"{day(span[0])}–{day(span[1])}"
