"""Tổng quan: what each locality's report holds, and its main figure per topic."""

from functools import partial

import pandas as pd

from exhibits import charts, vi
from exhibits.catalog import rows
from exhibits.catalog.memory import remembered
from exhibits.model import Empty, Exhibit, Field, Note
from exhibits.theme import STATUS_SIGN
from warehouse import codes, queries
from warehouse.queries import View

MAIN_TOPICS = ("models", "commendations", "study")
# The strongest thing a report says about a topic decides its cell.
_STRENGTH = ("reported", "reported_zero", "mentioned", "instructed", "silent", "not_applicable")


@remembered
def exhibits(view: View) -> list[Exhibit | Empty]:
    """The coverage matrix and the main figures."""
    sources = queries.sources(view)
    if sources.empty:
        return [Empty(vi.PAGES["tong-quan"], vi.EMPTY_ADVICE)]
    coverage, figures = queries.coverage(view), queries.figures(view, MAIN_TOPICS)
    return [
        rows.without_period(matrix(coverage, figures, sources), view),
        main_figures(coverage, figures, sources),
    ]


def cells(coverage: pd.DataFrame) -> pd.DataFrame:
    """One row per locality and main topic: the strongest status among its core indicators."""
    core = coverage[coverage["is_core"] & coverage["topic"].isin(MAIN_TOPICS)]
    core = core.assign(strength=core["status"].map(_STRENGTH.index))
    best = core.sort_values("strength", kind="stable").drop_duplicates(["locality_id", "topic"])
    order = list(dict.fromkeys(coverage["locality_id"]))
    return best.assign(
        place=best["locality_id"].map(order.index),
        topic_place=best["topic"].map(MAIN_TOPICS.index),
    ).sort_values(["place", "topic_place"])


def matrix(coverage: pd.DataFrame, figures: pd.DataFrame, sources: pd.DataFrame) -> Exhibit:
    """Locality × topic: a number, a mention, a zero, an order or silence."""
    found = cells(coverage)
    frame = pd.DataFrame(
        {
            "row": [
                f"{r.locality} ({codes.LEVEL[r.level].removeprefix('cấp ')})"
                for r in found.itertuples()
            ],
            "column": found["topic"].map(_column).tolist(),
            "status": found["status"].tolist(),
            "words": [
                f"<b>{STATUS_SIGN[s]}</b><br>{codes.COVERAGE_STATUS[s]}" for s in found["status"]
            ],
            "hover": [
                f"{r.locality_name}<br>{codes.TOPIC[r.topic]}: {codes.COVERAGE_STATUS[r.status]}"
                for r in found.itertuples()
            ],
        }
    )
    table = found.assign(
        topic_name=found["topic"].map(codes.TOPIC),
        status_name=found["status"].map(codes.COVERAGE_STATUS),
        level_name=found["level"].map(codes.LEVEL),
    )
    counted = int((found["status"] == "reported").sum())
    return Exhibit(
        "tong-quan-bao-phu",
        "Báo cáo nào nêu gì",
        unit="trạng thái của chỉ tiêu chính",
        period="mỗi báo cáo một kỳ",
        level=rows.levels(found),
        table=table,
        fields=(
            Field("locality_name", "Địa phương"),
            Field("level_name", "Cấp"),
            Field("topic_name", "Chủ đề"),
            Field("status_name", "Trạng thái"),
        ),
        sources=rows.sources_of(figures, sources),
        notes=(
            Note(f"{counted} trong {len(found)} ô có số liệu của chính địa phương."),
            Note(vi.PRESS_CAVEAT),
        ),
        chart=partial(charts.matrix, frame, [_column(t) for t in MAIN_TOPICS]),
        alt="Bảng bao phủ. "
        + "; ".join(f"{r.hover}".replace("<br>", ", ") for r in frame.itertuples()),
        show_table=False,
    )


def _column(topic: str) -> str:
    return codes.TOPIC[topic].replace(", ", ",<br>")


def main_figures(coverage: pd.DataFrame, figures: pd.DataFrame, sources: pd.DataFrame) -> Exhibit:
    """One row per core figure of a locality itself; a row of words where there is none."""
    own = figures[(figures["unit_id"] == figures["locality_id"]) & figures["is_core"]]
    numbered = own[own["obs_status"] == "reported"]
    table = rows.figure_table(numbered, sources)
    said = cells(coverage)
    have = set(zip(numbered["locality_id"], numbered["topic"], strict=True))
    absent = said[[(r.locality_id, r.topic) not in have for r in said.itertuples()]]
    words = absent.assign(
        level_name=absent["level"].map(codes.LEVEL),
        # A number the report has, but not in the chosen period, is neither shown nor
        # called silence.
        figure=[
            codes.COVERAGE_STATUS[s] + (vi.OUTSIDE_PERIOD if s.startswith("reported") else "")
            for s in absent["status"]
        ],
        unit=absent["locality_name"],
        place=absent["locality_name"],
    )
    table = pd.concat([table, words], ignore_index=True)
    order = list(dict.fromkeys(coverage["locality_id"]))
    table = table.assign(
        topic_name=table["topic"].map(codes.TOPIC),
        locality_place=table["locality_id"].map(order.index),
        topic_place=table["topic"].map(MAIN_TOPICS.index),
    ).sort_values(["locality_place", "topic_place"], kind="stable")
    text = [
        "recipient_name",
        "period",
        "as_printed",
        "note",
        "cited",
        "counting_name",
        "measure_name",
    ]
    table[text] = table[text].astype("object").fillna("")
    fields = (
        Field("locality", "Địa phương"),
        Field("level_name", "Cấp"),
        Field("topic_name", "Chủ đề"),
        Field("figure", "Số liệu"),
        Field("period", "Kỳ"),
        Field("as_printed", "Cụm từ như in"),
        Field("note", "Ghi chú"),
        Field("cited", "Nguồn"),
    )
    extra = tuple(
        f for f in rows.FIGURE_FIELDS if f.name not in {g.name for g in fields} | {"unit"}
    )
    return Exhibit(
        "tong-quan-so-chinh",
        "Số liệu chính của từng địa phương",
        unit=rows.units(numbered) if len(numbered) else vi.NO_DATA,
        period=vi.MIXED_PERIODS,
        level=rows.levels(said),
        table=table,
        fields=fields + tuple(Field(f.name, f.label, f.kind, on_screen=False) for f in extra),
        sources=rows.sources_of(own, sources),
        notes=(Note(vi.NOT_COMPARED),),
    )
