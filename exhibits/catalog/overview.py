"""Tổng quan: what each locality's report holds, and its main figure per topic."""

from dataclasses import replace
from functools import partial

from exhibits import links, vi
from exhibits.catalog import reach, rows
from exhibits.catalog.memory import foreseen
from exhibits.matrix import Matrix
from exhibits.model import Empty, Exhibit, Field, Note
from exhibits.theme import STATUS_SIGN
from warehouse import codes, queries
from warehouse.queries import Row, Rows, View

MAIN_TOPICS = ("models", "commendations", "study")
# The strongest thing a report says about a topic decides its cell.
_STRENGTH = ("reported", "reported_zero", "mentioned", "instructed", "silent", "not_applicable")


@foreseen
def exhibits(view: View) -> list[Exhibit | Empty]:
    """The coverage matrix and the main figures."""
    reached = reach.of(view)
    seen = reached.view
    # Of more than a page holds, those the table shows.
    own = reached.figures > rows.MOST_FIGURES
    figures, coverage = queries.together(
        partial(rows.figures, seen, MAIN_TOPICS, own=own), partial(queries.coverage, seen)
    )
    reports = rows.reports(seen, figures)
    if not reports:
        return reached.told([Empty(vi.PAGES["tong-quan"], vi.EMPTY_ADVICE)])
    said = cells(coverage)
    covered = rows.without_period(matrix(said, figures, reports), view)
    main = main_figures(said, figures, reports)
    return [*reached.told([covered], dated=False), *reached.told([main])]


def cells(coverage: list[Row]) -> list[Row]:
    """One row per locality and main topic: the strongest status among its core indicators."""
    best: dict[tuple[str, str], Row] = {}
    localities = dict.fromkeys(r["locality_id"] for r in coverage)
    for r in coverage:
        if r["is_core"] and r["topic"] in MAIN_TOPICS:
            kept = best.setdefault((r["locality_id"], r["topic"]), r)
            if _STRENGTH.index(r["status"]) < _STRENGTH.index(kept["status"]):
                best[r["locality_id"], r["topic"]] = r
    in_order = ((locality, topic) for locality in localities for topic in MAIN_TOPICS)
    return [best[cell] for cell in in_order if cell in best]


def matrix(said: list[Row], figures: Rows, reports: Rows) -> Exhibit:
    """Locality × topic: a number, a mention, a zero, an order or silence."""
    shown = [
        {
            "row": f"{r['locality']} ({codes.LEVEL[r['level']].removeprefix('cấp ')})",
            "column": _column(r["topic"]),
            "status": r["status"],
            "words": f"<b>{STATUS_SIGN[r['status']]}</b><br>{codes.COVERAGE_STATUS[r['status']]}",
            "hover": f"{r['locality_name']}<br>{codes.TOPIC[r['topic']]}: "
            + codes.COVERAGE_STATUS[r["status"]],
            "link": links.trace(r["observation_id"]) if r["observation_id"] else None,
        }
        for r in said
    ]
    table = [
        r
        | {
            "topic_name": codes.TOPIC[r["topic"]],
            "status_name": codes.COVERAGE_STATUS[r["status"]],
            "level_name": codes.LEVEL[r["level"]],
        }
        for r in said
    ]
    counted = sum(r["status"] == "reported" for r in said)
    return Exhibit(
        "tong-quan-bao-phu",
        "Báo cáo nào nêu gì",
        unit="trạng thái của chỉ tiêu chính",
        period="mỗi báo cáo một kỳ",
        level=rows.levels(said),
        table=rows.table(table),
        fields=(
            Field("locality_name", "Địa phương"),
            Field("level_name", "Cấp"),
            Field("topic_name", "Chủ đề"),
            Field("status_name", "Trạng thái"),
        ),
        sources=rows.sources_of(figures, reports),
        notes=(
            Note(f"{counted} trong {len(said)} ô có số liệu của chính địa phương."),
            rows.caveat(reports),
        ),
        chart=Matrix(rows.table(shown), [_column(t) for t in MAIN_TOPICS]),
        alt="Bảng bao phủ. " + "; ".join(r["hover"].replace("<br>", ", ") for r in shown),
        show_table=False,
    )


def _column(topic: str) -> str:
    return codes.TOPIC[topic].replace(", ", ",<br>")


_MAIN_FIELDS = (
    Field("locality", "Địa phương"),
    Field("level_name", "Cấp"),
    Field("topic_name", "Chủ đề"),
    Field("figure", "Số liệu", link="trace"),
    Field("period", "Kỳ"),
    Field("as_printed", "Cụm từ như in"),
    Field("note", "Ghi chú"),
    Field("check", "Đối chiếu", link="trace"),
    Field("cited", "Nguồn"),
)
_FILE_FIELDS = tuple(
    replace(f, on_screen=False)
    for f in rows.FIGURE_FIELDS
    if f.name not in {shown.name for shown in _MAIN_FIELDS} | {"unit"}
)


def main_figures(said: list[Row], figures: Rows, reports: Rows) -> Exhibit:
    """One row per core figure of a locality itself; a row of words where there is none."""
    own = [r for r in figures if r["unit_id"] == r["locality_id"] and r["is_core"]]
    numbered, cited = rows.numbered(own), rows.by_id(reports)
    elsewhere = vi.OUTSIDE_PERIOD if figures.are_all else vi.NOT_HERE
    by_cell: dict[tuple[str, str], list[Row]] = {}
    for r in numbered:
        by_cell.setdefault((r["locality_id"], r["topic"]), []).append(rows.figure(r, cited))
    table = [
        line | {"topic_name": codes.TOPIC[cell["topic"]]}
        for cell in said
        for line in by_cell.get((cell["locality_id"], cell["topic"])) or [_absence(cell, elsewhere)]
    ]
    return Exhibit(
        "tong-quan-so-chinh",
        "Số liệu chính của từng địa phương",
        unit=rows.units(numbered),
        period=vi.MIXED_PERIODS,
        level=rows.levels(said),
        table=rows.table(table),
        fields=_MAIN_FIELDS + _FILE_FIELDS,
        sources=rows.sources_of(own, reports),
        notes=(Note(vi.NOT_COMPARED), *rows.some_note(figures)),
    )


def _absence(cell: Row, elsewhere: str) -> Row:
    """A line of words; a number the report has, but not in the period shown, is neither shown nor
    called silence."""
    words = codes.COVERAGE_STATUS[cell["status"]]
    return {f.name: "" if f.kind == "text" else None for f in rows.FIGURE_FIELDS} | {
        **cell,
        "level_name": codes.LEVEL[cell["level"]],
        "figure": words + (elsewhere if cell["status"].startswith("reported") else ""),
        "unit": cell["locality_name"],
        "place": cell["locality_name"],
        "trace": links.trace(cell["observation_id"]) if cell["observation_id"] else None,
    }
