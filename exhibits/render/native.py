"""Bar charts that an Office program can edit, made once with python-pptx for slides and for Word.

A number keeps its words: labels are text ("trên 1.000 mô hình"), open values are hatched, and what
was not reported stands as words without a bar. Nothing in the workbook inside a chart can become a
formula.
"""

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from pptx.chart import xlsx as embedded
from pptx.chart.chart import Chart
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_TICK_LABEL_POSITION
from pptx.enum.dml import MSO_PATTERN
from pptx.slide import Slide
from pptx.util import Emu, Pt
from xlsxwriter import Workbook

from exhibits.render.cells import without_controls
from exhibits.theme import LIGHT, SERIES

_HATCH = {
    "more_than": MSO_PATTERN.WIDE_UPWARD_DIAGONAL,
    "nearly": MSO_PATTERN.WIDE_DOWNWARD_DIAGONAL,
    "about": MSO_PATTERN.DIAGONAL_CROSS,
    "magnitude": MSO_PATTERN.PERCENT_25,
    "range": MSO_PATTERN.WIDE_UPWARD_DIAGONAL,
}


@contextmanager
def no_formulas() -> Iterator[None]:
    """While charts are made: text that starts with "=" stays text in their workbooks."""

    @contextmanager
    def opened(_writer: object, file: io.BytesIO) -> Iterator[tuple[Workbook, object]]:
        plain = dict.fromkeys(
            ("strings_to_formulas", "strings_to_urls", "strings_to_numbers"), False
        )
        book = Workbook(file, {"in_memory": True, **plain})
        yield book, book.add_worksheet()
        book.close()

    usual = embedded._BaseWorkbookWriter._open_worksheet
    embedded._BaseWorkbookWriter._open_worksheet = opened
    try:
        yield
    finally:
        embedded._BaseWorkbookWriter._open_worksheet = usual


def bars(
    slide: Slide, lines: Sequence[dict], unit: str, alt: str, box: tuple[Emu, Emu, Emu, Emu],
    font: str, size: float,
) -> Chart:  # fmt: skip
    """A bar per line (label, value or None, words, qualifier) in `box` (left, top, width,
    height)."""
    data = CategoryChartData(number_format="General")
    data.categories = [_category(line) for line in lines]
    data.add_series(without_controls(unit), [_value(line) for line in lines])
    shape = slide.shapes.add_chart(XL_CHART_TYPE.BAR_CLUSTERED, *box, data)
    shape._element.nvGraphicFramePr.cNvPr.set("descr", without_controls(alt))
    chart = shape.chart
    chart.has_legend = chart.has_title = False
    chart.font.size, chart.font.name = Pt(size), font
    chart.value_axis.visible = chart.value_axis.has_major_gridlines = False
    chart.value_axis.minimum_scale = 0
    # Room for the words outside the longest bar.
    chart.value_axis.maximum_scale = (max((_value(line) or 0) for line in lines) or 1) * 1.6
    chart.category_axis.reverse_order = True
    chart.category_axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    chart.category_axis.format.line.color.rgb = RGBColor.from_string(LIGHT.muted[1:])
    plot = chart.plots[0]
    plot.gap_width = 55
    for place, line in enumerate(lines):
        if _value(line) is not None:
            _bar(plot.series[0].points[place], line, font, size)
    return chart


def _bar(point, line: dict, font: str, size: float) -> None:
    label = point.data_label
    label.position = XL_LABEL_POSITION.OUTSIDE_END
    label.text_frame.word_wrap = False
    write(label.text_frame, str(line["words"]), font, size)
    fill = point.format.fill
    hatch = _HATCH.get(str(line["qualifier"]))
    colour = RGBColor.from_string(SERIES[0][1:])
    if hatch is None:
        fill.solid()
        fill.fore_color.rgb = colour
        return
    fill.patterned()
    fill.pattern = hatch
    fill.fore_color.rgb, fill.back_color.rgb = colour, RGBColor(255, 255, 255)


def write(
    frame, text: str, font: str, size: float, bold: bool = False, colour: str = LIGHT.text
) -> None:
    """Text in Vietnamese into a text frame, all of it in one style."""
    frame.text = without_controls(text)
    for paragraph in frame.paragraphs:
        for run in paragraph.runs:
            run.font.size, run.font.bold, run.font.name = Pt(size), bold, font
            run.font.color.rgb = RGBColor.from_string(colour.removeprefix("#"))
            run._r.get_or_add_rPr().set("lang", "vi-VN")


def _category(line: dict) -> str:
    """The label; with its words where no bar can carry them."""
    label = str(line["label"]).replace("<br>(", " (").replace("<br>", ", ")
    return without_controls(label if _value(line) is not None else f"{label}: {line['words']}")


def _value(line: dict) -> float | None:
    value = line["value"]
    return None if value is None or value != value else float(value)
