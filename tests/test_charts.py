"""Charts draw numbers where there are numbers, words where there are none, and say all aloud."""

import json
import re
from dataclasses import dataclass, replace

import pandas as pd
import plotly.graph_objects as go
import pytest
from plotly.io import templates

from exhibits import charts, theme
from exhibits.chart_words import width
from exhibits.matrix import matrix
from exhibits.model import Exhibit
from tests import pages
from warehouse import codes

WIDE, PHONE = theme.of("light"), theme.of("light", 390)
LAYOUTS = {"wide": WIDE, "phone": PHONE, "dark": theme.of("dark")}
LINES = pd.DataFrame(
    [
        ("Cấp tỉnh", "Lạng Sơn", 1000.0, "trên 1.000 mô hình", "more_than", "a"),
        ("Cấp huyện", "Cần Đước", 11.0, "11 mô hình", "exact", "b"),
        ("Cấp huyện", "Yên Định", 700.0, "gần 700", "nearly", "c"),
        ("Cấp huyện", "Sìn Hồ", None, "chỉ nhắc tới", None, "d"),
        ("Cấp huyện", "Quảng Xương", None, "hàng nghìn", "magnitude", "e"),
        ("Cấp xã", "A", 0.0, "0 (không có)", "exact", "f"),
    ],
    columns=["panel", "label", "value", "words", "qualifier", "hover"],
)


@pytest.fixture(params=LAYOUTS.values(), ids=LAYOUTS.keys())
def layout(request: pytest.FixtureRequest) -> theme.Theme:
    return request.param


def texts(figure: go.Figure) -> list[str]:
    """Everything the figure shows as words: beside bars, in cells, on axes, as titles."""
    found = [a.text for a in figure.layout.annotations]
    for axis in [*figure.select_xaxes(), *figure.select_yaxes()]:
        found += list(axis.ticktext or [])
    return [str(text) for text in found]


def bare(text: str) -> str:
    return " ".join(re.sub("<[^>]+>", " ", text).split())


def test_no_bar_for_an_absent_value(layout: theme.Theme) -> None:
    figure = charts.bars(LINES, layout)
    drawn = [list(trace.x) for trace in figure.data]
    assert drawn == [[1000.0], [11.0, 700.0, None, None], [0.0]], "a zero is told from nothing"


def test_every_line_has_its_words_and_label(layout: theme.Theme) -> None:
    shown = [bare(text) for text in texts(charts.bars(LINES, layout))]
    for row in LINES.itertuples():
        assert any(row.words in text for text in shown)
        assert any(row.label in text for text in shown)
        assert any(row.panel in text for text in shown)


def test_open_ended_bars_are_hatched_and_exact_ones_are_not() -> None:
    shapes = [s for trace in charts.bars(LINES, WIDE).data for s in trace.marker.pattern.shape]
    more_than, exact, nearly, absent, magnitude, zero = shapes
    assert exact == absent == zero == ""
    assert len({more_than, nearly, magnitude, ""}) == 4


@pytest.mark.parametrize(
    ("label", "pixels"),  # in the browser, in Source Sans of 16 pixels
    [("Lạng Sơn", 62), ("Quảng Xương  ", 96), ("Sìn Hồ  ", 50), ("Yên Định  ", 66)],
)
def test_labels_are_given_the_room_they_need(label: str, pixels: int) -> None:
    given = width(f"<b>Sìn</b><br>{label}", 16)
    assert pixels <= given <= pixels + 16
    assert width(label, 32) > 2 * pixels
    figure = charts.bars(LINES.assign(label=label), WIDE)
    assert pixels < figure.layout.margin.l == charts.room_beside([label], WIDE, 8)
    assert charts.bars(LINES, PHONE).layout.margin.l == 8, "they stand above the bars"
    endless = charts.bars(LINES.assign(label=label * 99), WIDE).layout.margin.l
    assert endless == WIDE.beside_sidebar // 2, "the bars need the other half"


def test_hatches_tell_every_qualifier_apart() -> None:
    lines = pd.DataFrame(
        {
            "panel": "P", "label": list(codes.QUALIFIER), "value": 1.0, "words": "x",
            "qualifier": list(codes.QUALIFIER), "hover": "h",
        }
    )  # fmt: skip
    (trace,) = charts.bars(lines, WIDE).data
    assert len(set(trace.marker.pattern.shape)) == len(codes.QUALIFIER)


def test_panels_share_no_axis(layout: theme.Theme) -> None:
    figure = charts.bars(LINES, layout)
    assert len({trace.xaxis for trace in figure.data}) == 3
    ranges = [axis.range[1] for axis in figure.select_xaxes()]
    assert ranges[0] > 1000
    assert 700 < ranges[1] < 5000
    assert ranges[2] > 0, "a panel of zeros still has an axis"
    assert all(axis.range[0] == 0 for axis in figure.select_xaxes()), "bars start at zero"


def test_a_bar_with_a_period_of_its_own_says_it(layout: theme.Theme) -> None:
    dated = LINES.assign(period=["2021", "2022", "2023", "", "2020", ""])
    shown = [bare(text) for text in texts(charts.bars(dated, layout))]
    for row in dated.itertuples():
        told = [text for text in shown if row.words in text]
        assert told
        assert all(row.period in text if row.period else text.endswith(row.words) for text in told)
    taller = charts.bars(dated, layout).layout.height - charts.bars(LINES, layout).layout.height
    assert taller == (20 * len(LINES) if layout.narrow else 0), "a second line where it is narrow"


@pytest.mark.parametrize(("tallest", "lines"), [(0, 2), (700, 1)])
def test_long_words_take_a_second_line_but_on_a_slide(tallest: int, lines: int) -> None:
    long = LINES.head(1).assign(period="không rõ kỳ (“Trong 3 năm qua”)")
    shown = texts(charts.bars(long, replace(WIDE, tallest=tallest)))
    (told,) = [text for text in shown if "trên 1.000" in text]
    assert told.count("<br>") + 1 == lines


def test_numbers_on_charts_are_vietnamese(layout: theme.Theme) -> None:
    assert charts.bars(LINES, layout).layout.separators == ",."


@pytest.mark.parametrize("absent", [None, float("nan"), pd.NA])
def test_nothing_is_nothing_whatever_its_name(absent: object) -> None:
    lines = LINES.astype({"value": "object"})
    lines.at[1, "value"] = absent
    assert charts.bars(lines, WIDE).data[1].x[0] is None


CELLS = pd.DataFrame(
    [
        (row, column, status, f"{theme.STATUS_SIGN[status]} {codes.COVERAGE_STATUS[status]}", "h")
        for row, column, status in [
            ("Yên Định", "Mô hình", "reported"),
            ("Yên Định", "Học tập", "mentioned"),
            ("Sìn Hồ", "Mô hình", "silent"),
            ("Sìn Hồ", "Học tập", "reported_zero"),
        ]
    ],
    columns=["row", "column", "status", "words", "hover"],
)


def test_every_cell_of_a_matrix_has_words(layout: theme.Theme) -> None:
    figure = matrix(CELLS, ["Mô hình", "Học tập"], layout)
    shown = [bare(text) for text in texts(figure)]
    assert all(words in shown for words in CELLS["words"])
    assert all(any(name in text for text in shown) for name in [*CELLS["row"], *CELLS["column"]])


def test_cells_stand_where_their_row_and_column_say() -> None:
    figure = matrix(CELLS, ["Mô hình", "Học tập"], WIDE)
    placed = {(a.y, a.x): a.text for a in figure.layout.annotations}
    assert [placed[0, 0], placed[0, 1], placed[1, 0], placed[1, 1]] == list(CELLS["words"])


def test_statuses_have_their_own_colours(layout: theme.Theme) -> None:
    (heat,) = matrix(CELLS, ["Mô hình", "Học tập"], layout).data
    used = {z for row in heat.z for z in row}
    assert len(used) == 4
    assert {colour for _, colour in heat.colorscale} == set(layout.status.values())


# ------------------------------------------------------------------------------ the real charts


@dataclass(frozen=True)
class Drawn:
    """A chart of the pages, on a wide screen and on a phone."""

    exhibit: Exhibit
    wide: go.Figure
    phone: go.Figure


@pytest.fixture(scope="module", params=["everything", "a report without numbers"])
def charted(request: pytest.FixtureRequest, reading: object) -> list[Drawn]:
    shown = pages.every_exhibit(pages.VIEWS[request.param])
    return [Drawn(e, e.chart.figure(WIDE), e.chart.figure(PHONE)) for e in shown if e.chart]


def numbers_in(text: str) -> set[str]:
    return {n.strip(".,") for n in re.findall(r"\d[\d.,]*", bare(text))}


def test_alt_says_every_number_shown(charted: list[Drawn]) -> None:
    assert charted
    for drawn in charted:
        said = numbers_in(drawn.exhibit.alt)
        for text in texts(drawn.wide) + texts(drawn.phone):
            assert numbers_in(text) <= said, f"{drawn.exhibit.exhibit_id}: {text}"
        assert "<" not in drawn.exhibit.alt


def test_every_chart_says_as_much_on_a_phone(charted: list[Drawn]) -> None:
    for drawn in charted:
        phone = " ".join(bare(text) for text in texts(drawn.phone))
        for text in texts(drawn.wide):
            words = [word for word in bare(text).split() if word not in ("–", "·")]
            assert all(word in phone for word in words), drawn.exhibit.exhibit_id


def test_charts_ask_nothing_of_the_internet(charted: list[Drawn]) -> None:
    for drawn in charted:
        assert {trace.type for trace in drawn.wide.data} <= {"bar", "heatmap"}
        assert "http" not in str(drawn.wide.to_dict())


def test_a_province_never_stands_beside_a_district(charted: list[Drawn]) -> None:
    (counts,) = [d for d in charted if d.exhibit.exhibit_id == "mo-hinh-so-luong"]
    panels = [bare(a.text) for a in counts.wide.layout.annotations if a.xref == "paper"]
    levels = set(counts.exhibit.table["level"])
    assert panels == [name.capitalize() for code, name in codes.LEVEL.items() if code in levels]


def test_a_saved_picture_still_says_what_it_shows(charted: list[Drawn]) -> None:
    one = charted[0].exhibit
    small_print = bare(one.figure(WIDE).layout.title.text)
    assert one.title in small_print
    assert bare(one.sources[0].short()) in small_print


def test_only_our_own_marks_are_html() -> None:
    attack = "<a href='http://evil.example/'>x</a><img src=y><b>đậm</b>"
    line = {"panel": attack, "label": attack, "value": 1.0, "words": attack, "qualifier": "exact",
            "hover": f"{attack}<br>dòng hai", "link": None}  # fmt: skip
    told = charts.Bars(pd.DataFrame([line])).figure(theme.LIGHT).to_plotly_json()
    told = str(told)
    assert "<a " not in told
    assert "<img" not in told
    assert "<br>dòng hai" in told
    assert "<b>đậm" in told


def test_above_a_bar_a_long_label_leaves_its_number_a_line_of_its_own() -> None:
    """A phone cut the words of the longest label in a saved page, whose type is wider."""
    long = "Chi bộ Huyện ủy Tràng Định (thuộc Lạng Sơn)"
    for label, between in (("Sìn Hồ", " "), (long, "<br>")):
        line = LINES.iloc[[0]].assign(label=label, words="chỉ nhắc tới", link=None)
        told = charts.Bars(line).figure(PHONE).layout.annotations[-1].text
        assert told.startswith(f"{label}:{between}<b>chỉ nhắc tới</b>")
        assert told.count("<br>") <= 1


def test_plotly_is_told_whether_it_is_the_same_chart() -> None:
    one, other = (charts.Bars(LINES.assign(value=value)) for value in (1.0, 2.0))
    told = [bars.figure(WIDE).layout.datarevision for bars in (one, one, other)]
    assert told[0] == told[1] != told[2]


# ------------------------------------------------------------------------- the grammar of Plotly


def understood(figure: go.Figure) -> bool:
    """Whether Plotly, looking every word up, draws the same; raises for a word it does not know."""
    known, own = (json.loads(f.to_json()) for f in (go.Figure(figure.to_dict()), figure))
    named = own["layout"].pop("template")
    return known["layout"].pop("template") == templates[named].to_plotly_json() and known == own


def test_plotly_knows_every_word_of_every_chart(layout: theme.Theme) -> None:
    """The charts themselves are built without asking it."""
    drawn = [e for view in pages.VIEWS.values() for e in pages.every_exhibit(view) if e.chart]
    assert len({e.exhibit_id for e in drawn}) > 5
    assert all(understood(e.figure(layout)) for e in drawn)


@pytest.mark.parametrize("wrong", [{"hight": 3}, {"height": "tall"}, {"font": {"colour": "red"}}])
def test_a_word_plotly_does_not_know_is_found(wrong: dict[str, object]) -> None:
    figure = charts.drawn([], wrong, (), WIDE)
    with pytest.raises(ValueError, match="Invalid"):
        understood(figure)
