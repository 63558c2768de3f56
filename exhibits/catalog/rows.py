"""From rows of the warehouse to the parts every exhibit is made of: table columns, sources,
notes."""

from collections.abc import Iterable
from dataclasses import replace

import pandas as pd

from exhibits import numbers, vi
from exhibits.model import Empty, Exhibit, Field, Note, Source
from warehouse import codes
from warehouse.queries import View

FIGURE_FIELDS = (
    Field("place", "Đơn vị, cấp"),
    Field("indicator", "Chỉ tiêu"),
    Field("figure", "Số liệu"),
    Field("period", "Kỳ"),
    Field("as_printed", "Cụm từ như in"),
    Field("note", "Ghi chú"),
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


def named(frame: pd.DataFrame, names: Iterable[str]) -> pd.DataFrame:
    """The frame with codes said in Vietnamese under the given column names."""
    return frame.assign(
        **{name: frame[_NAMES[name][0]].map(_NAMES[name][1]).fillna("") for name in names}
    )


def figure_table(frame: pd.DataFrame, sources: pd.DataFrame) -> pd.DataFrame:
    """One row per figure of `queries.figures`, with everything `FIGURE_FIELDS` names."""
    records = frame.to_dict("records")
    # The indicator's unit says what a number without its own unit would have counted.
    table = frame.assign(
        place=place(frame),
        measure_unit=frame["measure_unit"].fillna(frame["indicator_unit"]),
        figure=[numbers.figure(r) for r in records],
        period=[numbers.period(r) for r in records],
        lower_inclusive_name=_yes_no(frame["lower_inclusive"]),
        upper_inclusive_name=_yes_no(frame["upper_inclusive"]),
        cited=cited(frame, sources),
        note=frame["note"].fillna(""),
    )
    return named(table, [n for n in _NAMES if _NAMES[n][0] in frame.columns])


def _yes_no(column: pd.Series) -> list[str]:
    return ["" if pd.isna(v) else "có" if v else "không" for v in column]


# These first words of a name say its level; "Thành phố" does not.
_SAYS_LEVEL = ("Tỉnh", "Huyện", "Xã", "Phường", "Thị trấn", "Chi bộ")


def place(frame: pd.DataFrame) -> list[str]:
    """ "Huyện Chi Lăng (thuộc Lạng Sơn)" for each row, with the level where the name does not say
    it."""
    said = []
    for row in frame.to_dict("records"):
        unit, locality = row["unit"], row["locality"]
        level = "" if unit.startswith(_SAYS_LEVEL) else f", {codes.LEVEL[row['level']]}"
        inside = not pd.isna(locality) and unit.split(" ", 1)[-1] != locality
        said.append(unit + level + (f" (thuộc {locality})" if inside else ""))
    return said


def cited(frame: pd.DataFrame, sources: pd.DataFrame) -> list[str]:
    """ "Huyện Sìn Hồ, 07/03/2023, ¶15" for each row."""
    by_id = {s["source_id"]: s for s in sources.to_dict("records")}
    found = []
    for source_id, paragraph in zip(frame["source_id"], frame["paragraph"], strict=True):
        source = by_id[source_id]
        printed = numbers.day(source["published_on"]) or "không ghi ngày"
        found.append(f"{source['unit']} ({printed}), ¶{paragraph}")
    return found


def sources_of(frame: pd.DataFrame | None, sources: pd.DataFrame) -> tuple[Source, ...]:
    """The reports with the paragraphs `frame` cites; a report it does not cite stands for its
    silence."""
    found = []
    for row in sources.to_dict("records"):
        paragraphs: set[int] = set()
        if frame is not None and len(frame):
            paragraphs = set(frame.loc[frame["source_id"] == row["source_id"], "paragraph"])
        found.append(
            Source(
                row["source_id"],
                row["title"],
                row["unit"],
                None if pd.isna(row["publisher"]) else row["publisher"],
                None if pd.isna(row["published_on"]) else row["published_on"],
                tuple(sorted(int(p) for p in paragraphs)),
            )
        )
    return tuple(found)


def cited_only(sources: tuple[Source, ...]) -> tuple[Source, ...]:
    """Only the reports a paragraph is taken from; all of them when none is."""
    return tuple(s for s in sources if s.paragraphs) or sources


def levels(frame: pd.DataFrame) -> str:
    """ "cấp huyện, cấp tỉnh" """
    present = set(frame["level"])
    return ", ".join(name for code, name in codes.LEVEL.items() if code in present) or vi.NO_DATA


def units(frame: pd.DataFrame) -> str:
    """Units of measure of the figures, in words."""
    found = dict.fromkeys(frame["measure_unit"].fillna(frame["indicator_unit"]))
    return ", ".join(codes.MEASURE_UNIT[u] for u in found) or vi.NO_DATA


def periods(frame: pd.DataFrame) -> str:
    """The one period of all figures, or that each has its own."""
    said = list(dict.fromkeys(numbers.period(r) for r in frame.to_dict("records")))
    return said[0] if len(said) == 1 else vi.MIXED_PERIODS


def concerned(sources: pd.DataFrame, *frames: pd.DataFrame) -> pd.DataFrame:
    """The reports of the localities that the frames speak of."""
    ids = {i for frame in frames for i in frame["locality_id"].dropna()}
    return sources[sources["unit_id"].isin(ids)]


def unreported(lines: pd.DataFrame) -> list[str]:
    """Labels of the lines without a number, unless the number stands in another period."""
    absent = lines["qualifier"].isna() & ~lines["words"].str.endswith(vi.OUTSIDE_PERIOD)
    return list(dict.fromkeys(lines[absent]["label"].str.replace("<br>", " ")))


def without_period(exhibit: Exhibit | Empty, view: View) -> Exhibit | Empty:
    """The exhibit, saying so when a chosen period cannot narrow it."""
    if isinstance(exhibit, Empty) or not (view.years or view.undated):
        return exhibit
    return replace(exhibit, notes=(*exhibit.notes, Note(vi.PERIOD_NOT_USED)))


def missing_note(what: str, names: list[str]) -> tuple[Note, ...]:
    if not names:
        return ()
    return (Note(f"Không có số liệu về {what}: {', '.join(names)}.", "missing"),)


def one_line_each(figures: pd.DataFrame) -> list[dict[str, object]]:
    """Figures to draw: all numbers; a mention only where its unit has no number for that
    indicator."""
    records = figures.to_dict("records")
    numbered = {(r["unit_id"], r["indicator_id"]) for r in records if not pd.isna(r["qualifier"])}
    drawn, seen = [], set()
    for r in records:
        key = (r["unit_id"], r["indicator_id"])
        if pd.isna(r["qualifier"]):
            if key in numbered or key in seen:
                continue
            seen.add(key)
        drawn.append(r)
    return drawn


def absences(
    coverage: pd.DataFrame, figures: pd.DataFrame, indicators: set[str]
) -> list[dict[str, object]]:
    """A line without a number for each locality and indicator that `figures` leaves undrawn.

    Silence is called silence; what the report says for another period is called that.
    """
    drawn = set(zip(figures["unit_id"], figures["indicator_id"], strict=True))
    lines = []
    for r in coverage[coverage["indicator_id"].isin(indicators)].itertuples():
        if (r.locality_id, r.indicator_id) in drawn or r.status == "not_applicable":
            continue
        words = codes.COVERAGE_STATUS[r.status] + (
            "" if r.status == "silent" else vi.OUTSIDE_PERIOD
        )
        lines.append(
            {
                "label": r.locality,
                "level": r.level,
                "indicator": r.indicator,
                "value": None,
                "qualifier": None,
                "words": words,
                "hover": f"<b>{r.locality_name}</b><br>{r.indicator}: {words}",
            }
        )
    return lines


def hover(r: dict[str, object]) -> str:
    """What the pointer says of a figure: everything that must not be lost."""
    lines = [
        f"<b>{r['unit']}</b> · {codes.LEVEL[r['level']]}",
        f"{r['indicator']}: {numbers.figure(r)}",
        f"Như in: “{r['as_printed']}”",
        f"Kỳ: {numbers.period(r)}",
    ]
    if read := numbers.bounds(r):
        lines.append(f"Đọc là: {read}")
    lines.append(f"¶{r['paragraph']}")
    return "<br>".join(lines)


def spoken(title: str, frame: pd.DataFrame) -> str:
    """A bar chart in words, from the same rows."""
    said = [f"{r.panel}, {r.label}: {r.words}".replace("<br>", " ") for r in frame.itertuples()]
    return f"{title}. " + "; ".join(said) + "."
