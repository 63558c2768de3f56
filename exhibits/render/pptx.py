"""Write exhibits as a presentation: 16:9, native charts a reader can edit, native tables.

A number keeps its words: labels are text ("trên 1.000 mô hình"), open values are hatched, and what
was not reported stands as words without a bar. Each slide names its sources and release; the notes
hold phrases and paragraphs. Nothing in an embedded workbook can become a formula.
"""

import io
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from itertools import islice

from pptx import Presentation
from pptx.chart import xlsx as embedded
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_TICK_LABEL_POSITION
from pptx.enum.dml import MSO_PATTERN
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.slide import Slide
from pptx.table import Table
from pptx.util import Emu, Inches, Pt
from xlsxwriter import Workbook

from exhibits import charts, numbers, vi
from exhibits.model import Exhibit, ExhibitError, Field, Stamp
from exhibits.render.cells import without_controls
from exhibits.theme import LIGHT, SERIES

WIDTH, HEIGHT, MARGIN = Inches(13.333), Inches(7.5), Inches(0.6)
_TOP, _ROOM = Inches(1.6), Inches(4.35)  # of a slide, for its chart or table
_BAR, _PANEL = Inches(0.42), Inches(0.62)  # height of a bar, and of a panel around its bars
_MATRIX_ROWS = 8
_LETTER, _LINE = Inches(0.08), Inches(0.185)  # of small type in a table
MOST_SLIDES = 200
Draw = Callable[[Slide], None]
_FONT = "Arial"
_HATCH = {
    "more_than": MSO_PATTERN.WIDE_UPWARD_DIAGONAL,
    "nearly": MSO_PATTERN.WIDE_DOWNWARD_DIAGONAL,
    "about": MSO_PATTERN.DIAGONAL_CROSS,
    "magnitude": MSO_PATTERN.PERCENT_25,
    "range": MSO_PATTERN.WIDE_UPWARD_DIAGONAL,
}


def presentation(exhibits: Sequence[Exhibit], stamp: Stamp) -> bytes:
    """One or more slides for each exhibit, after a title slide; raises ExhibitError past
    MOST_SLIDES."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = WIDTH, HEIGHT
    _about(deck, stamp)
    with _no_formulas():
        _title(deck, stamp)
        for exhibit in exhibits:
            for draw in _slides(exhibit):
                if len(deck.slides) >= MOST_SLIDES:
                    raise ExhibitError(
                        f"more than {MOST_SLIDES} slides; take fewer exhibits or narrow the filters"
                    )
                slide = _slide(deck, exhibit, stamp)
                draw(slide)
    out = io.BytesIO()
    deck.save(out)
    return out.getvalue()


@contextmanager
def _no_formulas() -> Iterator[None]:
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


def _about(deck: Presentation, stamp: Stamp) -> None:
    """Our own words in the file's properties; the library's template carries other people's."""
    properties = deck.core_properties
    properties.title = without_controls(stamp.page)
    properties.author = properties.last_modified_by = vi.APP
    properties.subject = vi.APP_LONG
    properties.keywords = properties.comments = properties.category = ""
    properties.language = "vi-VN"
    made = datetime.combine(stamp.taken_on, datetime.min.time())
    properties.created = properties.modified = made
    properties.revision = 1


def _slides(exhibit: Exhibit) -> list[Draw]:
    """What to draw, a slide each: the chart in parts that stay legible, then the table."""
    found = []
    if isinstance(exhibit.chart, charts.Bars):
        lines = exhibit.chart.frame.to_dict("records")
        found += [_bars_slide(exhibit, part) for part in _panels(lines)]
    elif isinstance(exhibit.chart, charts.Matrix):
        found += [_matrix_slide(exhibit, part) for part in _matrix_rows(exhibit.chart)]
    if exhibit.chart is None and exhibit.show_table and len(exhibit.table):
        found += _table_slides(exhibit)
    return found or [lambda slide: None]


def _parts(rows: Sequence, size: int) -> Iterator[list]:
    rest = iter(rows)
    while part := list(islice(rest, size)):
        yield part


def _panels(lines: list[dict]) -> Iterator[list[list[dict]]]:
    """Whole panels, as many to a slide as stay legible; a long panel goes on on the next."""
    slide, used = [], 0
    panels: dict[str, list[dict]] = {}
    for line in lines:
        panels.setdefault(line["panel"], []).append(line)
    for panel in panels.values():
        for part in _parts(panel, int((_ROOM - _PANEL) // _BAR)):
            if slide and used + _height(part) > _ROOM:
                yield slide
                slide, used = [], 0
            slide.append(part)
            used += _height(part)
    if slide:
        yield slide


def _height(panel: list[dict]) -> int:
    return _PANEL + len(panel) * _BAR


# ------------------------------------------------------------------------------- a slide's frame


def _slide(deck: Presentation, exhibit: Exhibit, stamp: Stamp) -> Slide:
    slide = deck.slides.add_slide(deck.slide_layouts[6])
    inner = WIDTH - 2 * MARGIN
    _text(slide, exhibit.title, MARGIN, Inches(0.35), inner, Inches(0.8), 30, bold=True)
    _text(slide, exhibit.subtitle(), MARGIN, Inches(1.1), inner, Inches(0.4), 14, muted=True)
    caveats = " ".join(note.text for note in exhibit.notes)
    # Every caveat stays on the slide: many are set smaller rather than cut.
    size = 12 if len(caveats) < 360 else 10 if len(caveats) < 600 else 8
    _text(slide, caveats, MARGIN, Inches(6.05), inner, Inches(0.62), size)
    foot = f"{exhibit.sources_line()} · Bản số liệu {stamp.release}"
    _text(slide, foot, MARGIN, Inches(6.72), inner - Inches(0.8), Inches(0.5), 10, muted=True)
    number = str(len(deck.slides))
    _text(
        slide, number, WIDTH - MARGIN - Inches(0.7), Inches(6.85), Inches(0.7), Inches(0.35), 12,
        right=True, field="slidenum",
    )  # fmt: skip
    slide.notes_slide.notes_text_frame.text = without_controls(_spoken(exhibit, stamp))
    return slide


def _title(deck: Presentation, stamp: Stamp) -> None:
    slide = deck.slides.add_slide(deck.slide_layouts[6])
    inner = WIDTH - 2 * MARGIN
    _text(slide, stamp.page, MARGIN, Inches(2.3), inner, Inches(1.2), 44, bold=True)
    _text(slide, vi.APP_LONG, MARGIN, Inches(3.5), inner, Inches(0.6), 20)
    chosen = " · ".join(f"{label}: {value}" for label, value in stamp.filters)
    told = f"{chosen}\nBản số liệu {stamp.release}, lấy ngày {numbers.day(stamp.taken_on)}"
    _text(slide, told, MARGIN, Inches(4.3), inner, Inches(1.0), 16, muted=True)
    _text(slide, stamp.link, MARGIN, Inches(6.6), inner, Inches(0.4), 11, muted=True)


def _spoken(exhibit: Exhibit, stamp: Stamp) -> str:
    """For the speaker: the chart in words, every report and paragraph, the phrases as printed."""
    lines = [exhibit.alt] if exhibit.alt else []
    lines += [source.label() for source in exhibit.sources]
    if {"as_printed", "cited"} <= set(exhibit.table.columns):
        rows = exhibit.table[["as_printed", "cited"]].dropna().to_dict("records")
        lines += [f"“{r['as_printed']}”, {r['cited']}" for r in rows[:60] if r["as_printed"]]
    return "\n".join([*lines, f"Xem lại: {stamp.link}"])


def _text(
    slide: Slide, text: str, left: Emu, top: Emu, width: Emu, height: Emu, size: float, *,
    bold: bool = False, muted: bool = False, right: bool = False, field: str = "",
) -> None:  # fmt: skip
    frame = slide.shapes.add_textbox(left, top, width, height).text_frame
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = 0
    _write(frame, text, size, bold, LIGHT.muted if muted else LIGHT.text)
    if right:
        frame.paragraphs[0].alignment = PP_ALIGN.RIGHT
    if field:
        _as_field(frame.paragraphs[0], field)


def _write(frame, text: str, size: float, bold: bool, colour: str) -> None:
    frame.text = without_controls(text)
    for paragraph in frame.paragraphs:
        for run in paragraph.runs:
            run.font.size, run.font.bold, run.font.name = Pt(size), bold, _FONT
            run.font.color.rgb = RGBColor.from_string(colour.removeprefix("#"))
            run._r.get_or_add_rPr().set("lang", "vi-VN")


def _as_field(paragraph, kind: str) -> None:
    """A run that PowerPoint itself keeps right when slides move."""
    run = paragraph.runs[0]._r
    field = run.makeelement(
        qn("a:fld"), {"id": "{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}", "type": kind}
    )
    for child in list(run):
        field.append(child)
    run.getparent().replace(run, field)


# ------------------------------------------------------------------------------- charts, tables


def _bars_slide(exhibit: Exhibit, panels: list[list[dict]]) -> Draw:
    def draw(slide: Slide) -> None:
        top = _TOP
        for panel in panels:
            inner = WIDTH - 2 * MARGIN
            _text(slide, panel[0]["panel"], MARGIN, top, inner, Inches(0.35), 16, bold=True)
            _bars(slide, exhibit, panel, top + Inches(0.33), _height(panel) - Inches(0.36))
            top += _height(panel)

    return draw


def _bars(slide: Slide, exhibit: Exhibit, lines: list[dict], top: Emu, height: Emu) -> None:
    data = CategoryChartData(number_format="General")
    data.categories = [_category(line) for line in lines]
    data.add_series(without_controls(exhibit.unit), [_value(line) for line in lines])
    shape = slide.shapes.add_chart(
        XL_CHART_TYPE.BAR_CLUSTERED, MARGIN, top, WIDTH - 2 * MARGIN, height, data
    )
    shape._element.nvGraphicFramePr.cNvPr.set("descr", without_controls(exhibit.alt))
    chart = shape.chart
    chart.has_legend = chart.has_title = False
    chart.font.size, chart.font.name = Pt(14), _FONT
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
            _bar(plot.series[0].points[place], line)


def _bar(point, line: dict) -> None:
    label = point.data_label
    label.position = XL_LABEL_POSITION.OUTSIDE_END
    label.text_frame.word_wrap = False
    _write(label.text_frame, str(line["words"]), 14, False, LIGHT.text)
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


def _category(line: dict) -> str:
    """The label; with its words where no bar can carry them."""
    label = str(line["label"]).replace("<br>(", " (").replace("<br>", ", ")
    return without_controls(label if _value(line) is not None else f"{label}: {line['words']}")


def _value(line: dict) -> float | None:
    value = line["value"]
    return None if value is None or value != value else float(value)


def _matrix_rows(chart: charts.Matrix) -> Iterator[list[dict]]:
    by_row: dict[str, list[dict]] = {}
    for cell in chart.frame.to_dict("records"):
        by_row.setdefault(cell["row"], []).append(cell)
    for names in _parts(list(by_row), _MATRIX_ROWS):
        yield [cell for name in names for cell in by_row[name]]


def _matrix_slide(exhibit: Exhibit, cells: list[dict]) -> Draw:
    columns = exhibit.chart.columns

    def draw(slide: Slide) -> None:
        rows = list(dict.fromkeys(cell["row"] for cell in cells))
        by_cell = {(cell["row"], cell["column"]): cell for cell in cells}
        heads = ["", *(_flat(c) for c in columns)]
        table = _table(slide, exhibit, len(rows) + 1, len(heads))
        for x, head in enumerate(heads):
            _fill(table.cell(0, x), head, 13, True, LIGHT.text, "#FFFFFF")
        for y, row in enumerate(rows, 1):
            _fill(table.cell(y, 0), _flat(row), 13, True, LIGHT.text, "#FFFFFF")
            for x, column in enumerate(columns, 1):
                cell = by_cell[row, column]
                strong = cell["status"] in ("reported", "reported_zero")
                _fill(
                    table.cell(y, x), _flat(cell["words"]), 13, False,
                    "#FFFFFF" if strong else LIGHT.text, LIGHT.status[cell["status"]],
                )  # fmt: skip

    return draw


def _table_slides(exhibit: Exhibit) -> Iterator[Draw]:
    """As many rows to a slide as its height holds; a longer row has a slide of its own."""
    fields = [f for f in exhibit.fields if f.on_screen]
    rows = [[_said(row[f.name], f) for f in fields] for row in exhibit.table.to_dict("records")]
    heads = [f.label for f in fields]
    widths = _widths(heads, rows)
    part, used = [], 0
    for row in rows:
        height = _LINE * max(_lines(text, width) for text, width in zip(row, widths, strict=True))
        height += Inches(0.08)
        if part and used + height > _ROOM - Inches(0.45):
            yield _table_slide(exhibit, heads, part, widths)
            part, used = [], 0
        part.append(row)
        used += height
    yield _table_slide(exhibit, heads, part, widths)


def _widths(heads: list[str], rows: list[list[str]]) -> list[int]:
    """Column widths by how much each has to say, none too narrow for its longest word."""
    wanted = []
    for place, head in enumerate(heads):
        texts = [head, *(row[place] for row in rows)]
        longest = max(len(word) for text in texts for word in text.split() or [""])
        mean = sum(map(len, texts)) / len(texts)
        wanted.append(max(longest + 4, min(mean, 40)))
    inner = WIDTH - 2 * MARGIN
    return [int(inner * share / sum(wanted)) for share in wanted]


def _lines(text: str, width: int) -> int:
    return max(1, -(-len(text) * _LETTER // (width - Inches(0.2))))


def _table_slide(
    exhibit: Exhibit, heads: list[str], rows: list[list[str]], widths: list[int]
) -> Draw:
    def draw(slide: Slide) -> None:
        table = _table(slide, exhibit, len(rows) + 1, len(heads), Inches(0.3) * (len(rows) + 1))
        for x, (head, width) in enumerate(zip(heads, widths, strict=True)):
            table.columns[x].width = width
            _fill(table.cell(0, x), head, 11, True, LIGHT.text, "#E6EEF5")
            for y, row in enumerate(rows, 1):
                _fill(table.cell(y, x), row[x], 11, False, LIGHT.text, "#FFFFFF")

    return draw


def _table(slide: Slide, exhibit: Exhibit, rows: int, columns: int, height: int = _ROOM) -> Table:
    shape = slide.shapes.add_table(rows, columns, MARGIN, _TOP, WIDTH - 2 * MARGIN, height)
    shape._element.nvGraphicFramePr.cNvPr.set(
        "descr", without_controls(exhibit.alt or exhibit.title)
    )
    return shape.table


def _fill(cell, text: str, size: float, bold: bool, colour: str, ground: str) -> None:
    _write(cell.text_frame, text, size, bold, colour)
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    cell.margin_top = cell.margin_bottom = Inches(0.03)
    cell.fill.solid()
    cell.fill.fore_color.rgb = RGBColor.from_string(ground.removeprefix("#"))


def _flat(text: str) -> str:
    return text.replace("<br>", " ").replace("<b>", "").replace("</b>", "")


def _said(value: object, field: Field) -> str:
    if value is None or value != value:
        return ""
    if field.kind in ("number", "integer"):
        return numbers.number(float(value))
    return numbers.day(value) if field.kind == "date" else str(value)
