"""What an exhibit draws, below its table: charts Excel can edit, or a matrix of coloured cells.

A chart takes its numbers and names from cells of the same sheet, so editing a cell edits the chart.
A number keeps its words; what was not reported stands as words without a bar.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from xlsxwriter import Workbook
from xlsxwriter.chart import Chart
from xlsxwriter.worksheet import Worksheet

from exhibits import wrapping
from exhibits.chart_words import on_one_line
from exhibits.charts import Bars, panels, said, value
from exhibits.matrix import Matrix
from exhibits.model import Exhibit
from exhibits.render.cells import without_controls
from exhibits.render.xlsx_cells import FONT, Cell, Columns, Formats, height, put, say, styled
from exhibits.theme import LIGHT, SERIES, STRONG
from warehouse import codes

CHART = "Biểu đồ"
MATRIX = "Bảng tổng hợp"
_CELLS_OF_CHART = (
    "Số liệu của biểu đồ: sửa khung, nhãn, giá trị ở đây thì biểu đồ đổi theo; "
    "chữ ghi trên cột thì sửa ngay ở biểu đồ"
)
_HEADS = ("Khung", "Nhãn", "Giá trị", "Chữ ghi trên cột", "Mức chính xác")
_PANEL, _LABEL, _VALUE, _WORDS, _QUALIFIER = range(len(_HEADS))
# The same meaning as in slides: the hatch leans the way the true value may lie.
_HATCH = {
    "more_than": "wide_upward_diagonal",
    "nearly": "wide_downward_diagonal",
    "about": "outlined_diamond",
    "magnitude": "percent_25",
    "range": "narrow_horizontal",
}
_WHITE = "#FFFFFF"
_ROW, _BAR, _FRAME = 20, 40, 64  # pixels: a row nobody sized, a bar, a panel's title and margins
_CHART_WIDTH, _DOTS = 860, 96  # pixels; of an inch
_NAMES, _LEAST_BARS, _MOST_BARS = 0.33, 0.2, 0.37  # of the width: names of bars, the longest bar
_TYPE = {"name": FONT, "size": 11, "color": LIGHT.text}


@dataclass(frozen=True)
class Place:
    """Where on which sheet a drawing starts, and the widths of the sheet's columns in letters."""

    book: Workbook
    sheet: Worksheet
    row: int
    widths: Sequence[float]
    styles: Formats


def name(exhibit: Exhibit) -> str:
    """What the drawing is called; "" where there is none."""
    if isinstance(exhibit.chart, Bars):
        return CHART
    return MATRIX if isinstance(exhibit.chart, Matrix) else ""


def rows_needed(exhibit: Exhibit) -> int:
    """Rows of the sheet the drawing takes, with its headings."""
    if isinstance(exhibit.chart, Bars):
        by_panel = panels(exhibit.chart.frame.to_dict("records"))
        return sum(map(_chart_rows, by_panel)) + len(exhibit.chart.frame) + 4
    if isinstance(exhibit.chart, Matrix):
        return exhibit.chart.frame["row"].nunique() + 2
    return 0


def columns_needed(exhibit: Exhibit) -> int:
    """Columns of the sheet the drawing needs."""
    if isinstance(exhibit.chart, Bars):
        return len(_HEADS)
    return len(exhibit.chart.columns) + 1 if isinstance(exhibit.chart, Matrix) else 0


def draw(place: Place, exhibit: Exhibit) -> None:
    """The exhibit's drawing, from the place's row down."""
    if isinstance(exhibit.chart, Bars):
        _bars(place, exhibit)
    elif isinstance(exhibit.chart, Matrix):
        _matrix(place, exhibit.chart)


# ------------------------------------------------------------------------------------ bar charts


def _bars(place: Place, exhibit: Exhibit) -> None:
    sheet, styles = place.sheet, place.styles
    by_panel = panels(exhibit.chart.frame.to_dict("records"))
    say(sheet, place.row, 0, CHART, styles["heading"])
    top = place.row + 1
    head = top + sum(map(_chart_rows, by_panel)) + 1
    wide = _bars_width([line for panel in by_panel for line in panel])
    line = head + 1
    for panel in by_panel:
        chart = _chart(place, exhibit.unit, panel, head, line)
        _framed(chart, panel, wide)
        chart.set_size({"width": _CHART_WIDTH, "height": _tall(panel)})
        told = {"object_position": 2, "description": without_controls(exhibit.alt)}
        sheet.insert_chart(top, 0, chart, {"x_offset": 4, "y_offset": 4, **told})
        top += _chart_rows(panel)
        line += len(panel)
    say(sheet, top, 0, _CELLS_OF_CHART, styles["heading"])
    _data(place, head, exhibit.unit, [line for panel in by_panel for line in panel])


def _tall(panel: Sequence[dict]) -> int:
    return _FRAME + _BAR * len(panel)


def _chart_rows(panel: Sequence[dict]) -> int:
    return math.ceil((_tall(panel) + 16) / _ROW)


def _data(place: Place, head: int, unit: str, lines: list[dict]) -> None:
    """The cells that the charts show: one row per bar, or per absence of one."""
    sheet, cells = place.sheet, Columns(place.sheet, place.styles)
    form, heads = place.styles["head"], [*_HEADS]
    heads[_VALUE] = _value_head(unit)
    titles = [styled(cells.text(text), form) for text in heads]
    sheet.set_row(head, height(titles, place.widths))
    put(head, titles)
    for row, line in enumerate(lines, head + 1):
        found = value(line)
        number = (sheet.write_number, found, place.styles["number"])
        shown = [
            cells.text(_flat(line["panel"])),
            cells.text(_category(line)),
            cells.blank if found is None else number,
            cells.text(_flat(said(line))),
            cells.text(codes.QUALIFIER.get(str(line["qualifier"]), "")),
        ]
        sheet.set_row(row, height(shown, place.widths))
        put(row, shown)


def _value_head(unit: str) -> str:
    return _flat(f"{_HEADS[_VALUE]} ({unit})")


def _chart(place: Place, unit: str, panel: Sequence[dict], head: int, first: int) -> Chart:
    """A bar per line of the panel, whose cells stand from row `first` on."""
    chart = place.book.add_chart({"type": "bar"})
    _unwrapped(chart)
    sheet, last = place.sheet.name, first + len(panel) - 1
    labels = [_label(line) for line in panel]
    # Values are given here too: a long workbook no longer has its cells when charts are written.
    chart.add_series(
        {
            "name": [sheet, head, _VALUE],
            "name_data": [_value_head(unit)],
            "categories": [sheet, first, _LABEL, last, _LABEL],
            "categories_data": [_category(line) for line in panel],
            "values": [sheet, first, _VALUE, last, _VALUE],
            "values_data": list(map(value, panel)),
            "points": [_look(line) for line in panel],
            "gap": 55,
            "data_labels": {
                "value": True,
                "position": "outside_end",
                "font": _TYPE,
                "custom": labels,
            },
        }
    )
    title = {**_TYPE, "size": 13, "bold": True}
    named = {"name": [sheet, first, _PANEL], "data": [_flat(panel[0]["panel"])]}
    chart.set_title({**named, "name_font": title})
    return chart


def _bars_width(lines: Sequence[dict]) -> float:
    """What share of a chart's width its longest bar takes: in all charts of an exhibit the same,
    and as much less as the words beside the bars want."""
    words = max(wrapping.width(said(line), _TYPE["size"]) for line in lines) * _DOTS / _CHART_WIDTH
    return min(_MOST_BARS, max(_LEAST_BARS, 1 - _NAMES - words))


def _framed(chart: Chart, panel: Sequence[dict], wide: float) -> None:
    """Axes without a scale, since each bar says its value; the first line on top."""
    chart.set_legend({"none": True})
    line = {"color": LIGHT.muted}
    chart.set_y_axis(
        {
            "reverse": True,
            "num_font": _TYPE,
            "label_position": "low",
            "line": line,
            "major_tick_mark": "none",
            "major_gridlines": {"visible": False},
        }
    )
    chart.set_x_axis({"visible": False, "min": 0, "major_gridlines": {"visible": False}})
    # Names to the left of the bars, words to their right: both need room whatever the values.
    top = (_FRAME - 16) / _tall(panel)
    inner = {"x": _NAMES, "y": top, "width": wide, "height": 1 - top - 0.03}
    chart.set_plotarea({"layout": inner})


def _label(line: dict) -> dict[str, object]:
    """The words of a bar, as text: LibreOffice would show the bare number for words in a cell."""
    if value(line) is None:
        return {"delete": True}
    # XlsxWriter takes "x!A1" for a cell; a blank without width keeps it text.
    return {"value": _flat(said(line)).replace("!", "!\u200b"), "font": _TYPE}


def _unwrapped(chart: Chart) -> None:
    """The words of a bar stay on one line, for which XlsxWriter has no option of its own."""

    def rich(words: str, font: dict, _turned: bool, plain: bool) -> None:
        chart._xml_start_tag("c:rich")
        chart._xml_empty_tag("a:bodyPr", [("wrap", "none")])
        chart._write_a_lst_style()
        chart._write_a_p_rich(words, font, plain)
        chart._xml_end_tag("c:rich")

    chart._write_rich = rich


def _look(line: dict) -> dict[str, object]:
    """How a bar is filled: an open value is hatched."""
    border = {"color": SERIES[0]}
    hatch = _HATCH.get(str(line["qualifier"]))
    if hatch is None or value(line) is None:
        return {"fill": {"color": SERIES[0]}, "border": border}
    pattern = {"pattern": hatch, "fg_color": SERIES[0], "bg_color": _WHITE}
    return {"pattern": pattern, "border": border}


def _category(line: dict) -> str:
    """The label; with its words where no bar can carry them."""
    label = on_one_line(str(line["label"]))
    words = "" if value(line) is not None else f": {said(line)}"
    return _flat(label + words)


# ------------------------------------------------------------------------------------- matrices


def _matrix(place: Place, chart: Matrix) -> None:
    sheet, cells = place.sheet, Columns(place.sheet, place.styles)
    say(sheet, place.row, 0, MATRIX, place.styles["heading"])
    head = place.styles["head"]

    def named(text: str) -> Cell:
        return styled(cells.text(_lines(text)), head)

    looks = {status: _filled(place.book, status) for status in LIGHT.status}
    lines = [[named(""), *map(named, chart.columns)]]
    for name, row in chart.rows():
        filled = [styled(cells.text(_lines(cell["words"])), looks[cell["status"]]) for cell in row]
        lines.append([named(name), *filled])
    for number, line in enumerate(lines, place.row + 1):
        sheet.set_row(number, height(line, place.widths))
        put(number, line)


def _filled(book: Workbook, status: str):
    """A cell of that status; its words carry the meaning, the colour only repeats it."""
    strong = status in STRONG
    return book.add_format(
        {
            "font_name": FONT,
            "font_size": 12,
            "font_color": _WHITE if strong else LIGHT.text,
            "bg_color": LIGHT.status[status],
            "text_wrap": True,
            "valign": "vcenter",
            "align": "center",
            "border": 1,
            "border_color": _WHITE,
            "num_format": "@",
            "quote_prefix": True,
        }
    )


def _lines(text: object) -> str:
    """The text in its lines, without Plotly's marks."""
    plain = str(text).replace("<b>", "").replace("</b>", "")
    return "\n".join(" ".join(line.split()) for line in without_controls(plain).split("<br>"))


def _flat(text: object) -> str:
    """The same in one line."""
    return " ".join(_lines(text).split())
