"""Write a handout as a presentation: 16:9, native charts a reader can edit, native tables.

Each slide names its sources and release; the notes hold phrases and paragraphs. Charts are made in
`native`; how much stands on a slide is decided in `exhibits.slides`.
"""

import io
from datetime import datetime

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.slide import Slide as Page
from pptx.table import Table
from pptx.util import Emu, Inches

from exhibits import numbers, slides, vi
from exhibits.charts import Bars, Matrix
from exhibits.handout import Handout, Part
from exhibits.model import Exhibit, Stamp
from exhibits.render import native
from exhibits.render.cells import without_controls
from exhibits.slides import Rows, Slide
from exhibits.theme import LIGHT

WIDTH, HEIGHT, MARGIN = Inches(slides.WIDTH), Inches(slides.HEIGHT), Inches(0.6)
_TOP, _ROOM = Inches(1.6), Inches(slides.ROOM)
_FONT = "Arial"


def presentation(handout: Handout) -> bytes:
    """The .pptx file: a title slide, then one or more for each part; raises ExhibitError past
    MOST_SLIDES."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = WIDTH, HEIGHT
    _about(deck, handout)
    with native.no_formulas():
        _title(deck, handout)
        for slide in slides.slides(handout):
            page = _page(deck, slide.part)
            match slide.content:
                case Bars():
                    _bars(page, slide)
                case Matrix():
                    _matrix(page, slide.part.exhibit, slide.content)
                case Rows():
                    _rows(page, slide.part.exhibit, slide.content)
    out = io.BytesIO()
    deck.save(out)
    return out.getvalue()


def _about(deck: Presentation, handout: Handout) -> None:
    """Our own words in the file's properties; the library's template carries other people's."""
    properties = deck.core_properties
    properties.title = without_controls(handout.title)[:255]
    properties.author = properties.last_modified_by = vi.APP
    properties.subject = vi.APP_LONG
    properties.keywords = properties.comments = properties.category = ""
    properties.language = "vi-VN"
    made = datetime.combine(handout.stamp.taken_on, datetime.min.time())
    properties.created = properties.modified = made
    properties.revision = 1


# ------------------------------------------------------------------------------- a slide's frame


def _page(deck: Presentation, part: Part) -> Page:
    exhibit, stamp = part.exhibit, part.stamp
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


def _title(deck: Presentation, handout: Handout) -> None:
    stamp = handout.stamp
    slide = deck.slides.add_slide(deck.slide_layouts[6])
    inner = WIDTH - 2 * MARGIN
    _text(slide, handout.title, MARGIN, Inches(2.3), inner, Inches(1.2), 44, bold=True)
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
    slide: Page, text: str, left: Emu, top: Emu, width: Emu, height: Emu, size: float, *,
    bold: bool = False, muted: bool = False, right: bool = False, field: str = "",
) -> None:  # fmt: skip
    frame = slide.shapes.add_textbox(left, top, width, height).text_frame
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = 0
    native.write(frame, text, _FONT, size, bold, LIGHT.muted if muted else LIGHT.text)
    if right:
        frame.paragraphs[0].alignment = PP_ALIGN.RIGHT
    if field:
        _as_field(frame.paragraphs[0], field)


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


def _bars(page: Page, slide: Slide) -> None:
    exhibit, top, inner = slide.part.exhibit, _TOP, WIDTH - 2 * MARGIN
    for panel in slides.panels(slide.content.frame.to_dict("records")):
        tall = Inches(slides.height(panel))
        _text(page, panel[0]["panel"], MARGIN, top, inner, Inches(0.35), 16, bold=True)
        box = (MARGIN, top + Inches(0.33), inner, tall - Inches(0.36))
        native.bars(page, panel, exhibit.unit, exhibit.alt, box, _FONT, 14)
        top += tall


def _matrix(page: Page, exhibit: Exhibit, chart: Matrix) -> None:
    cells = chart.frame.to_dict("records")
    rows = list(dict.fromkeys(cell["row"] for cell in cells))
    by_cell = {(cell["row"], cell["column"]): cell for cell in cells}
    heads = ["", *map(_flat, chart.columns)]
    table = _table(page, exhibit, len(rows) + 1, len(heads))
    for x, head in enumerate(heads):
        _fill(table.cell(0, x), head, 13, True, LIGHT.text, "#FFFFFF")
    for y, row in enumerate(rows, 1):
        _fill(table.cell(y, 0), _flat(row), 13, True, LIGHT.text, "#FFFFFF")
        for x, column in enumerate(chart.columns, 1):
            cell = by_cell[row, column]
            strong = cell["status"] in ("reported", "reported_zero")
            _fill(
                table.cell(y, x), _flat(cell["words"]), 13, False,
                "#FFFFFF" if strong else LIGHT.text, LIGHT.status[cell["status"]],
            )  # fmt: skip


def _rows(page: Page, exhibit: Exhibit, content: Rows) -> None:
    rows = content.table.rows[content.start : content.stop]
    heads, inner = content.table.heads, WIDTH - 2 * MARGIN
    table = _table(page, exhibit, len(rows) + 1, len(heads), Inches(0.3) * (len(rows) + 1))
    for x, (head, share) in enumerate(zip(heads, content.table.shares, strict=True)):
        table.columns[x].width = int(inner * share)
        _fill(table.cell(0, x), head, 11, True, LIGHT.text, "#E6EEF5")
        for y, row in enumerate(rows, 1):
            _fill(table.cell(y, x), row[x], 11, False, LIGHT.text, "#FFFFFF")


def _table(page: Page, exhibit: Exhibit, rows: int, columns: int, height: int = _ROOM) -> Table:
    shape = page.shapes.add_table(rows, columns, MARGIN, _TOP, WIDTH - 2 * MARGIN, height)
    shape._element.nvGraphicFramePr.cNvPr.set(
        "descr", without_controls(exhibit.alt or exhibit.title)
    )
    return shape.table


def _fill(cell, text: str, size: float, bold: bool, colour: str, ground: str) -> None:
    native.write(cell.text_frame, text, _FONT, size, bold, colour)
    cell.vertical_anchor = MSO_ANCHOR.MIDDLE
    cell.margin_top = cell.margin_bottom = Inches(0.03)
    cell.fill.solid()
    cell.fill.fore_color.rgb = RGBColor.from_string(ground.removeprefix("#"))


def _flat(text: str) -> str:
    return text.replace("<br>", " ").replace("<b>", "").replace("</b>", "")
