"""From rows of the warehouse to the parts every exhibit is made of: table columns, sources, notes.

An exhibit is worked out on rows, not on frames: at some tens of rows a dozen column operations cost
pandas more than everything else a page does.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import partial

import pandas as pd

from exhibits import links, numbers, vi
from exhibits.model import Empty, Exhibit, Field, Note, Source
from warehouse import codes, queries
from warehouse.queries import Row, Rows, View

FIGURE_FIELDS = (
    Field("place", "Đơn vị, cấp"),
    Field("indicator", "Chỉ tiêu"),
    Field("figure", "Số liệu", link="trace"),
    Field("period", "Kỳ"),
    Field("as_printed", "Cụm từ như in"),
    Field("note", "Ghi chú"),
    Field("check", "Đối chiếu", link="trace"),
    Field("cited", "Nguồn"),
    Field("locality", "Địa phương", on_screen=False),
    Field("unit", "Đơn vị", on_screen=False),
    Field("level_name", "Cấp", on_screen=False),
    Field("value", "Giá trị", "number", on_screen=False),
    Field("lower", "Cận dưới", "number", on_screen=False),
    Field("upper", "Cận trên", "number", on_screen=False),
    Field("lower_inclusive_name", "Tính cả cận dưới", on_screen=False),
    Field("upper_inclusive_name", "Tính cả cận trên", on_screen=False),
    Field("denominator", "Mẫu số", "number", on_screen=False),
    Field("qualifier_name", "Mức chính xác", on_screen=False),
    Field("measure_name", "Đơn vị tính", on_screen=False),
    Field("count_name", "Loại số", on_screen=False),
    Field("status_name", "Trạng thái", on_screen=False),
    Field("recipient_name", "Đối tượng", on_screen=False),
    Field("model_status_name", "Trạng thái mô hình", on_screen=False),
    Field("counting_name", "Cấp được đếm", on_screen=False),
    Field("period_from", "Từ ngày", "date", on_screen=False),
    Field("period_to", "Đến ngày", "date", on_screen=False),
    Field("as_of", "Tính đến ngày", "date", on_screen=False),
    Field("basis_name", "Kỳ biết nhờ đâu", on_screen=False),
    Field("observation_id", "Mã số liệu", on_screen=False),
)

_NAMES = {
    "level_name": ("level", codes.LEVEL),
    "recipient_name": ("recipient", codes.RECIPIENT),
    "qualifier_name": ("qualifier", codes.QUALIFIER),
    "measure_name": ("measure_unit", codes.MEASURE_UNIT),
    "count_name": ("count_kind", codes.COUNT_KIND),
    "status_name": ("obs_status", codes.OBS_STATUS),
    "model_status_name": ("model_status", codes.MODEL_STATUS),
    "counting_name": ("counting_level", codes.LEVEL),
    "basis_name": ("period_basis", codes.PERIOD_BASIS),
    "kind_name": ("kind", codes.MODEL_KIND),
    "owner_level_name": ("owner_level", codes.LEVEL),
    "form_name": ("form", codes.COMMENDATION_FORM),
    "authority_kind_name": ("authority_kind", codes.AUTHORITY_KIND),
    "authority_level_name": ("authority_level", codes.LEVEL),
    "frequency_name": ("frequency", codes.FREQUENCY),
    "activity_name": ("activity", codes.ACTIVITY),
}


SEVERITY_SIGN = {"holds": "✓", "note": "•", "warning": "▲"}


def check(row: Row) -> str:
    """What the findings that touch a figure are about: "▲ tổng và các phần"."""
    if not row.get("severity"):
        return ""
    kinds = ", ".join(codes.FINDING_KIND[kind] for kind in row["finding_kinds"])
    return f"{SEVERITY_SIGN[row['severity']]} {kinds}"


def table(found: list[Row], fields: tuple[Field, ...] = ()) -> pd.DataFrame:
    """The rows as an exhibit's table, each value as it is; without rows, the fields' columns."""
    names = None if found else [f.name for f in fields]
    return pd.DataFrame(found, columns=names, dtype="object")


def figure_table(figures: list[Row], reports: list[Row]) -> pd.DataFrame:
    """One row per figure of `queries.figures`, with everything `FIGURE_FIELDS` names."""
    cited = by_id(reports)
    return table([figure(r, cited) for r in figures], FIGURE_FIELDS)


def named(row: Row, *names: str) -> Row:
    """What the row's codes are called in Vietnamese, under the given column names."""
    return {name: _NAMES[name][1].get(row[_NAMES[name][0]], "") for name in names}


_FIGURE_NAMES = tuple(f.name for f in FIGURE_FIELDS if f.name in _NAMES)


def figure(row: Row, reports: Mapping[str, Row]) -> Row:
    """A row of `queries.figures` with everything `FIGURE_FIELDS` names."""
    # The indicator's unit says what a number without its own unit would have counted.
    row = row | {"measure_unit": row["measure_unit"] or row["indicator_unit"]}
    return row | {
        **named(row, *_FIGURE_NAMES),
        "place": place(row),
        "figure": numbers.figure(row),
        "period": numbers.period(row),
        "lower_inclusive_name": _YES_NO[row["lower_inclusive"]],
        "upper_inclusive_name": _YES_NO[row["upper_inclusive"]],
        "cited": cited(row, reports),
        "note": row["note"] or "",
        "check": check(row),
        "trace": links.trace(row["observation_id"]),
    }


def dated(row: Row) -> str:
    """ "11 mô hình · đếm ở cấp huyện · đến 17/05/2023": where no column tells the period."""
    counted = codes.LEVEL.get(row["counting_level"] or "")
    parts = (numbers.figure(row), counted and f"đếm ở {counted}", numbers.period(row))
    return " · ".join(filter(None, parts))


def traces(figures: list[Row]) -> tuple[tuple[str, str], ...]:
    """Words and address of each figure of one cell."""
    return tuple((dated(r), links.trace(r["observation_id"])) for r in figures)


MOST_FIGURES = 1_000
_MOST_REPORTS, _MOST_REPORTS_SHOWN = 200, 20
_MOST_NAMED = 20
_YES_NO = {None: "", True: "có", False: "không"}
# These first words of a name say its level; "Thành phố" does not.
_SAYS_LEVEL = ("Tỉnh", "Huyện", "Xã", "Phường", "Thị trấn", "Chi bộ")


def place(row: Row) -> str:
    """ "Huyện Chi Lăng (thuộc Lạng Sơn)", with the level where the name does not say it."""
    unit, locality = row["unit"], row["locality"]
    level = "" if unit.startswith(_SAYS_LEVEL) else f", {codes.LEVEL[row['level']]}"
    inside = locality is not None and unit.split(" ", 1)[-1] != locality
    return unit + level + (f" (thuộc {locality})" if inside else "")


def cited(row: Row, reports: Mapping[str, Row]) -> str:
    """ "Huyện Sìn Hồ (07/03/2023), ¶15" """
    report = reports[row["source_id"]]
    printed = numbers.day(report["published_on"]) or "không ghi ngày"
    return f"{report['unit']} ({printed}), ¶{row['paragraph']}"


def by_id(reports: list[Row]) -> dict[str, Row]:
    return {report["source_id"]: report for report in reports}


def figures(view: View, topics: tuple[str, ...] = (), own: bool = False) -> Rows:
    """`queries.figures`, no more of them than a page holds."""
    return queries.figures(view, topics, own, most=MOST_FIGURES)


def some_note(found: Rows) -> tuple[Note, ...]:
    """That these are not all figures, and how to see the others."""
    if found.are_all:
        return ()
    told = (numbers.number(len(found)), numbers.number(found.total))
    return (Note(vi.FIRST_FIGURES.format(*told), "missing"),)


def reports(view: View, *found: list[Row]) -> Rows:
    """The reports of the view's localities; where they are too many, those the rows cite."""
    cited = _cited(found)
    if len(cited) > _MOST_REPORTS:  # there are no fewer
        one, kept = queries.together(
            partial(queries.reports, view, most=1), partial(queries.reports, View(), cited)
        )
        return Rows(kept, 0, max(one.total, len(kept)))
    there = queries.reports(view, most=_MOST_REPORTS)
    if there.are_all:
        return there
    kept = queries.reports(View(), cited) if cited else there[:_MOST_REPORTS_SHOWN]
    return Rows(kept, 0, there.total)


def cited_reports(*found: list[Row]) -> Rows:
    """The reports the rows cite."""
    cited = _cited(found)
    return queries.reports(View(), cited) if cited else Rows()


def _cited(found: Iterable[list[Row]]) -> tuple[str, ...]:
    return tuple(sorted({row["source_id"] for rows in found for row in rows}))


def sources_of(found: Iterable[Row], reports: Rows) -> tuple[Source, ...]:
    """The reports with the paragraphs the rows cite; a report they do not cite stands for its
    silence. Where reports are too many to be named, those not cited are counted."""
    paragraphs: dict[str, set[int]] = {}
    for row in found:
        paragraphs.setdefault(row["source_id"], set()).add(int(row["paragraph"]))
    all_named = reports.are_all or not paragraphs
    named = tuple(
        Source(
            report["source_id"],
            report["title"],
            report["unit"],
            report["publisher"],
            report["published_on"],
            tuple(sorted(paragraphs.get(report["source_id"], ()))),
        )
        for report in reports
        if all_named or report["source_id"] in paragraphs
    )
    others = reports.total - len(named)
    if not others:
        return named
    return (*named, Source.document(vi.OTHER_REPORTS.format(numbers.number(others))))


def caveat(reports: Rows) -> Note:
    """What reports of this kind leave out, and that what they leave out is not zero."""
    press, named = sum(r["kind"] == "press" for r in reports), len(reports)
    if not press:
        return Note(vi.ABSENT_CAVEAT)
    said = vi.PRESS_ALL if press == named else vi.PRESS_SOME
    said = vi.PRESS_ONE if named == 1 else said.format(numbers.number(press), numbers.number(named))
    return Note(f"{vi.PRESS_CAVEAT.format(said)} {vi.ABSENT_CAVEAT}")


def cited_only(sources: tuple[Source, ...]) -> tuple[Source, ...]:
    """Only the reports a paragraph is taken from; all of them when none is."""
    return tuple(s for s in sources if s.paragraphs) or sources


def rested_on(found: Rows, reports: Rows) -> tuple[Source, ...]:
    """The reports that rows are counted from; all of them where only some of the rows are here."""
    named = sources_of(found, reports)
    return cited_only(named) if found.are_all else named


def levels(found: Iterable[Row]) -> str:
    """ "cấp huyện, cấp tỉnh" """
    present = {row["level"] for row in found}
    return ", ".join(name for code, name in codes.LEVEL.items() if code in present) or vi.NO_DATA


def units(figures: list[Row]) -> str:
    """Units of measure of the figures, in words."""
    found = dict.fromkeys(r["measure_unit"] or r["indicator_unit"] for r in figures)
    return ", ".join(codes.MEASURE_UNIT[u] for u in found) or vi.NO_DATA


def periods(figures: list[Row]) -> str:
    """The one period of all figures, or that each has its own."""
    said = list(dict.fromkeys(map(numbers.period, figures))) or [vi.NO_DATA]
    return said[0] if len(said) == 1 else vi.MIXED_PERIODS


def numbered(figures: list[Row]) -> list[Row]:
    """Only what a report states as a number."""
    return [r for r in figures if r["obs_status"] == "reported"]


def concerned(reports: Rows, *found: list[Row]) -> Rows:
    """The reports of the localities that the rows speak of."""
    ids = {row["locality_id"] for rows in found for row in rows}
    kept = [report for report in reports if report["unit_id"] in ids]
    return Rows(kept, 0, len(kept) + reports.total - len(reports))


def without_period(
    exhibit: Exhibit | Empty, view: View, why: str = vi.PERIOD_NOT_USED
) -> Exhibit | Empty:
    """The exhibit, saying so when a chosen period cannot narrow it."""
    if isinstance(exhibit, Empty) or not (view.years or view.undated):
        return exhibit
    return replace(exhibit, notes=(*exhibit.notes, Note(why)))


def missing_note(what: str, names: list[str]) -> tuple[Note, ...]:
    if not names:
        return ()
    rest = len(names) - _MOST_NAMED
    more = f" và {rest} nơi khác" if rest > 0 else ""
    said = ", ".join(names[:_MOST_NAMED])
    return (Note(f"Không có số liệu về {what}: {said}{more}.", "missing"),)
