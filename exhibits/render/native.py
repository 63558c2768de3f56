"""Charts and tables that an Office program can edit, made with python-pptx; the charts for slides
and for Word.

A number keeps its words: labels are text ("trên 1.000 mô hình"), open values are hatched, and what
was not reported stands as words without a bar. Nothing in the workbook inside a chart can become a
formula.
"""

import io
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from pptx.chart import xlsx as embedded
from pptx.chart.chart import Chart
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_TICK_LABEL_POSITION
from pptx.enum.dml import MSO_PATTERN, MSO_THEME_COLOR
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.shapes.base import BaseShape
from pptx.slide import Slide
from pptx.table import Table, _Cell
from pptx.text.text import TextFrame
from pptx.util import Emu, Inches, Pt
from xlsxwriter import Workbook

from exhibits import tables, wrapping
from exhibits.chart_words import on_one_line
from exhibits.charts import said, value
from exhibits.render.cells import without_controls
from exhibits.theme import LIGHT, SERIES, STRONG

_HATCH = {
    "more_than": MSO_PATTERN.WIDE_UPWARD_DIAGONAL,
    "nearly": MSO_PATTERN.WIDE_DOWNWARD_DIAGONAL,
    "about": MSO_PATTERN.DIAGONAL_CROSS,
    "magnitude": MSO_PATTERN.PERCENT_25,
    "range": MSO_PATTERN.NARROW_HORIZONTAL,
}
THEME_FONT = "+mn-lt"  # whatever the presentation's own theme says
_TABLE_STYLE = "{5E0C2A7D-6B1F-4D38-9A64-7C1D2E3F4A5B}"  # in the template's tableStyles.xml
_INCH = 914_400
_MOST_LABELS, _MOST_WORDS = 0.42, 0.62  # of the width: names of the bars; words beside the longest
_SMALLER = (1, 0.875, 0.75)  # how type shrinks for long words
_GAP = 0.12  # inches between a bar, its name and its words


@contextmanager
def _plain_text(_writer: object, file: io.BytesIO) -> Iterator[tuple[Workbook, object]]:
    """The workbook of a chart, where text that starts with "=" stays text."""
    kept = dict.fromkeys(("strings_to_formulas", "strings_to_urls", "strings_to_numbers"), False)
    book = Workbook(file, {"in_memory": True, **kept})
    yield book, book.add_worksheet()
    book.close()


# For good, and not while a chart is made: two files may be in the making at once.
embedded._BaseWorkbookWriter._open_worksheet = _plain_text


def bars(
    slide: Slide, lines: Sequence[dict], unit: str, alt: str, box: tuple[Emu, Emu, Emu, Emu],
    font: str, size: float, labels: float = 0, beside: float = 0,
) -> Chart:  # fmt: skip
    """A bar per line (label, value or None, words, qualifier; maybe period and scale) in `box`
    (left, top, width, height). With THEME_FONT colours come from the theme too. `labels` is the
    least width, in inches, for the bars' names, `beside` for the words beside the longest: charts
    under each other begin and end at one line."""
    wide = box[2] / _INCH
    left = max(labels, label_room(lines, size, wide))
    data = CategoryChartData(number_format="General")
    smaller = size * _SMALLER[1]
    data.categories = [wrapping.cut(_category(x), smaller, left - _GAP, 2) for x in lines]
    data.add_series(without_controls(unit), [value(line) for line in lines])
    shape = slide.shapes.add_chart(XL_CHART_TYPE.BAR_CLUSTERED, *box, data)
    shape._element.nvGraphicFramePr.cNvPr.set("descr", without_controls(alt))
    chart = shape.chart
    _style(chart, font, _label_size(lines, size, left))
    plot_width = wide - left - _GAP
    _place(chart, left / wide, plot_width / wide)
    words = _Labels(lines, size, plot_width)
    chart.value_axis.maximum_scale = _scale(lines, max(beside, *words.widths), plot_width)
    series = chart.plots[0].series[0]
    for place, (line, text) in enumerate(zip(lines, words.texts, strict=True)):
        if value(line) is not None:
            _bar(series.points[place], line["qualifier"], text, font, words.size)
    return chart


def label_room(lines: Sequence[dict], size: float, wide: float) -> float:
    """Inches for the bars' names, of a chart `wide` inches: what the longest wants, within
    reason."""
    longest = max(wrapping.width(_category(line), size) for line in lines)
    return min(longest + 2 * _GAP, wide * _MOST_LABELS)


def words_room(lines: Sequence[dict], size: float) -> float:
    """Inches the words beside these bars want; 0 where there is no bar."""
    drawn = [line for line in lines if value(line) is not None]
    return max((wrapping.width(said(line), size) + _GAP for line in drawn), default=0)


def table(
    slide: Slide, rows: Sequence[Sequence[str]], shares: Sequence[float], size: float, alt: str,
    name: str, box: tuple[Emu, Emu, Emu, Emu], head: bool = True, names: bool = False,
) -> Table:  # fmt: skip
    """A native table at the top of `box`: rows as tall as their words, or taller to fill it. Its
    first row is a head, its first column names, where that is said."""
    wide = box[2] / _INCH
    strong = [len(shares) if head and y == 0 else int(names) for y in range(len(rows))]
    heights = [
        tables.row_height(row, shares, wide, size, bold)
        for row, bold in zip(rows, strong, strict=True)
    ]
    more = max(0.0, box[3] / _INCH - sum(heights)) / len(rows)
    tall = Inches(sum(heights) + more * len(rows))
    shape = slide.shapes.add_table(len(rows), len(shares), *box[:3], tall)
    describe(shape, alt, name)
    made = shape.table
    made._tbl.tblPr.find(qn("a:tableStyleId")).text = _TABLE_STYLE
    made.horz_banding, made.first_row, made.first_col = False, head, names
    for column, share in zip(made.columns, shares, strict=True):
        column.width = round(box[2] * share)
    side = str(Inches(tables.CELL))
    for row, texts, height in zip(made.rows, rows, heights, strict=True):
        row.height = Inches(height + more)
        for cell, text in zip(row.cells, texts, strict=True):
            say(cell.text_frame, [text], size)
            properties = cell._tc.get_or_add_tcPr()
            for margin in ("marL", "marR", "marT", "marB"):
                properties.set(margin, side)
            properties.set("anchor", "ctr")
    return made


def status(cell: _Cell, code: str) -> None:
    """The ground of a status, and type that can be read on it."""
    cell.fill.solid()
    cell.fill.fore_color.rgb = RGBColor.from_string(LIGHT.status[code][1:])
    if code not in STRONG:
        return
    for paragraph in cell.text_frame.paragraphs:
        for run in paragraph.runs:
            run.font.color.theme_color = MSO_THEME_COLOR.BACKGROUND_1


def say(frame: TextFrame, texts: Sequence[str], size: float | None = None) -> None:
    """Vietnamese paragraphs in the type of the place where they stand."""
    frame.text = without_controls("\n".join(texts))
    for paragraph in frame.paragraphs:
        for run in paragraph.runs:
            properties = run._r.get_or_add_rPr()
            properties.set("lang", "vi-VN")
            if size is not None:
                properties.set("sz", str(round(size * 100)))


def describe(shape: BaseShape, alt: str, name: str) -> None:
    shape.name = without_controls(one_line(name))
    shape._element._nvXxPr.cNvPr.set("descr", without_controls(alt))


def one_line(text: str) -> str:
    """The text on one line."""
    return re.sub(r"\s*[\r\n\t\v\f\u2028\u2029]+\s*", " ", without_controls(text)).strip()


# ------------------------------------------------------------------------------------- the chart


class _Labels:
    """The words beside the bars, all in one size at which the longest of them fits."""

    def __init__(self, lines: Sequence[dict], size: float, plot_width: float) -> None:
        room = plot_width * _MOST_WORDS
        told = [without_controls(said(x)) if value(x) is not None else "" for x in lines]
        sizes = tuple(size * s for s in _SMALLER)
        longest = max(told, key=lambda text: wrapping.width(text, size))
        self.size = wrapping.largest(longest, sizes, room, wrapping.height(1, size))
        self.texts = [wrapping.cut(text, self.size, room, 1) for text in told]
        self.widths = [wrapping.width(text, self.size) + _GAP for text in self.texts]


def _scale(lines: Sequence[dict], words: float, plot_width: float) -> float:
    """Where the hidden axis ends, so that words of so many inches stand inside the chart beside the
    longest bar."""
    longest = max((line.get("scale") or value(line) or 0) for line in lines) or 1
    return longest / (1 - min(words / plot_width, _MOST_WORDS))


def _style(chart: Chart, font: str, size: float) -> None:
    chart.has_legend = chart.has_title = False
    chart.font.size, chart.font.name = Pt(size), font
    chart.font._rPr.set("lang", "vi-VN")
    chart.value_axis.visible = chart.value_axis.has_major_gridlines = False
    chart.value_axis.minimum_scale = 0
    names = chart.category_axis
    names.reverse_order = True
    names.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    line = names.format.line.color
    if font == THEME_FONT:
        line.theme_color = MSO_THEME_COLOR.TEXT_2
    else:
        line.rgb = RGBColor.from_string(LIGHT.muted[1:])
    chart.plots[0].gap_width = 55


def _place(chart: Chart, left: float, wide: float) -> None:
    """The bars' own area, as shares of the chart; and what Office expects but the library leaves
    out or writes otherwise."""
    numbers = {"x": left, "y": 0.02, "w": wide, "h": 0.96}
    edges = "".join(f'<c:{name} val="{share:.5f}"/>' for name, share in numbers.items())
    space = chart._chartSpace
    area = space.find(f".//{qn('c:plotArea')}")
    for layout in area.findall(qn("c:layout")):
        area.remove(layout)
    area.insert(0, parse_xml(
        f'<c:layout {nsdecls("c")}><c:manualLayout><c:layoutTarget val="inner"/>'
        f'<c:xMode val="edge"/><c:yMode val="edge"/>{edges}</c:manualLayout></c:layout>'
    ))  # fmt: skip
    space.find(qn("c:date1904")).addnext(parse_xml(f'<c:lang {nsdecls("c")} val="vi-VN"/>'))
    space.find(qn("c:lang")).addnext(parse_xml(f'<c:roundedCorners {nsdecls("c")} val="0"/>'))
    for tag in ("c:axId", "c:crossAx"):  # the schema knows no negative ones
        for axis in space.iter(qn(tag)):
            axis.set("val", axis.get("val").lstrip("-"))
    for text in space.iter(qn("a:endParaRPr")):
        text.set("lang", "vi-VN")


def _bar(point, qualifier: str | None, text: str, font: str, size: float) -> None:
    label = point.data_label
    label.position = XL_LABEL_POSITION.OUTSIDE_END
    label.text_frame.word_wrap = False
    say(label.text_frame, [text], size)
    for run in label.text_frame.paragraphs[0].runs:
        run.font.name, run.font.bold = font, False
        run.font.color.rgb = RGBColor.from_string(LIGHT.text[1:])
    fill = point.format.fill
    hatch = _HATCH.get(str(qualifier))
    if hatch is None:
        fill.solid()
    else:
        fill.patterned()
        fill.pattern = hatch
        fill.back_color.rgb = RGBColor(255, 255, 255)
    edge = point.format.line.color
    if font == THEME_FONT:
        fill.fore_color.theme_color = edge.theme_color = MSO_THEME_COLOR.ACCENT_1
        for run in label.text_frame.paragraphs[0].runs:
            run.font.color.theme_color = MSO_THEME_COLOR.TEXT_1
    else:
        fill.fore_color.rgb = edge.rgb = RGBColor.from_string(SERIES[0][1:])


def _category(line: dict) -> str:
    """The label; with its words where no bar can carry them."""
    label = on_one_line(str(line["label"]))
    return without_controls(label if value(line) is not None else f"{label}: {said(line)}")


def _label_size(lines: Sequence[dict], size: float, left: float) -> float:
    """Type with which the bars' names take one line; the smaller where they need two."""
    longest = max((_category(line) for line in lines), key=len)
    sizes = tuple(size * s for s in _SMALLER[:2])
    return wrapping.largest(longest, sizes, left - _GAP, wrapping.height(1, size))
