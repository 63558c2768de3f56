"""Write a handout as a presentation: our own template, native charts a reader can edit, native
tables.

Words stand in the placeholders of `template.pptx` and take its fonts and colours, so that a deck is
restyled in its slide master. Each slide names its sources, release and link; the notes hold what
the presenter says, then everything in words. Charts are made in `native`; how much stands on a
slide is decided in `exhibits.slides`.
"""

import copy
import io
from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from pptx import Presentation
from pptx.enum.text import MSO_ANCHOR
from pptx.oxml.ns import qn
from pptx.shapes.base import BaseShape
from pptx.slide import Slide as Page
from pptx.util import Inches, Pt

from exhibits import slides, spoken, vi, wrapping
from exhibits.chart_words import flat
from exhibits.charts import Bars, panels, said, value
from exhibits.handout import Handout
from exhibits.matrix import Matrix, in_cell
from exhibits.model import Stamp
from exhibits.render import native, qr
from exhibits.slides import MARGIN, Rows, Slide, Words

_TEMPLATE = Path(__file__).with_name("template.pptx")
_TITLE_LAYOUT, _CONTENT_LAYOUT = 0, 1
_TITLE, _SUBTITLE, _ABOUT, _CAVEATS, _FOOT, _NUMBER = 0, 1, 13, 14, 11, 12  # placeholders
_TITLE_SIZES, _FIRST_TITLE_SIZES = (28, 24, 20, 18), (44, 36, 30, 26, 22)
_QR, _QR_FIRST = 1.25, 1.7
_MOST_STRETCH = 1.5
_WORDS_SPACE = slides.SPACE * 14 * 1.1


def presentation(handout: Handout) -> bytes:
    """The .pptx file: a title slide, then one or more for each part; raises Refusal past
    MOST_SLIDES."""
    deck = Presentation(_TEMPLATE)
    _about(deck, handout)
    _first(deck, handout)
    for slide in slides.slides(handout):
        page = _page(deck, slide)
        match slide.content:
            case Bars():
                _bars(page, slide)
            case Matrix():
                _matrix(page, slide)
            case Rows():
                _rows(page, slide)
        _in_reading_order(page)
    out = io.BytesIO()
    deck.save(out)
    return out.getvalue()


def _about(deck: Presentation, handout: Handout) -> None:
    """Our own words in the file's properties."""
    properties = deck.core_properties
    properties.title = native.one_line(handout.title)[:255]
    properties.author = properties.last_modified_by = vi.APP
    properties.subject = vi.APP_LONG
    properties.language = "vi-VN"
    made = datetime.combine(handout.stamp.taken_on, datetime.min.time())
    properties.created = properties.modified = made
    properties.revision = 1


# ------------------------------------------------------------------------------- a slide's frame


def _first(deck: Presentation, handout: Handout) -> None:
    """The title, with what could not be shown; more slides where that is long."""
    stamp, wide = handout.stamp, slides.INNER - 2.1
    page = _blank(deck, _TITLE_LAYOUT)
    title = native.one_line(handout.title) or vi.APP
    short, size = _short(title, _FIRST_TITLE_SIZES, slides.INNER, 2.0, bold=True)
    _put(page, _TITLE, [short], size)
    _put(page, _SUBTITLE, [vi.APP_LONG])
    about, size = _short(slides.stamped(stamp), (16, 14, 12), wide, 0.85)
    _put(page, _ABOUT, [about], size)
    _qr(page, stamp, slides.WIDTH - MARGIN - _QR_FIRST, 4.7, _QR_FIRST)
    missing = [native.one_line(sentence) for sentence in handout.missing if sentence.strip()]
    missing = [f"{vi.MISSING}:", *missing] if missing else []
    room = slides.BOTTOM - 0.6 - slides.TOP
    pages = slides.paged(missing, 1.75, room, 14, wide)
    _put(page, _CAVEATS, pages[0] if pages else [], box=(4.7, 1.75))
    said = [title, slides.stamped(stamp), stamp.link, *missing]
    native.say(page.notes_slide.notes_text_frame, said)
    foot = [_short(text, (10,), slides.INNER - 0.9, 0.35)[0] for text in said[:2]]
    for number, texts in enumerate(pages[1:], 1):
        more = _blank(deck, _CONTENT_LAYOUT)
        _put(more, _TITLE, [vi.MISSING + _place(number, len(pages) - 1)])
        _put(more, _ABOUT, [vi.APP_LONG])
        _put(more, _CAVEATS, texts, 14, (slides.TOP, room), MSO_ANCHOR.TOP)
        _put(more, _FOOT, foot)


def _page(deck: Presentation, slide: Slide) -> Page:
    part, frame = slide.part, slide.frame
    page = _blank(deck, _CONTENT_LAYOUT)
    place = _place(slide.number, slide.among)
    title = native.one_line(part.exhibit.title) or part.stamp.page or vi.APP
    beside = wrapping.width(place, _TITLE_SIZES[-1], bold=True)
    short, size = _short(title, _TITLE_SIZES, slides.HEAD - beside, 0.8, bold=True)
    _put(page, _TITLE, [short + place], size)
    size = None if frame.subtitle_size == slides.SUBTITLE_SIZES[0] else frame.subtitle_size
    _put(page, _ABOUT, [native.one_line(frame.subtitle)], size, (1.13, frame.top - 1.16))
    if isinstance(slide.content, Words):
        box = (frame.top, frame.room)
        _put(page, _CAVEATS, slide.content.texts, slide.size, box, MSO_ANCHOR.TOP)
    else:
        box = (frame.caveats_top, frame.foot_top - frame.caveats_top - 0.05)
        _put(page, _CAVEATS, [native.one_line(frame.caveats)], box=box)
    foot = (frame.foot_top, slides.BOTTOM - frame.foot_top)
    _put(page, _FOOT, [native.one_line(text) for text in frame.foot], box=foot)
    _qr(page, part.stamp, slides.WIDTH - 0.35 - _QR, 0.25, _QR)
    native.say(page.notes_slide.notes_text_frame, spoken.lines(slide))
    return page


def _blank(deck: Presentation, layout: int) -> Page:
    """A slide with every placeholder of its layout; the library leaves out foot and number."""
    page = deck.slides.add_slide(deck.slide_layouts[layout])
    for theirs in page.slide_layout.placeholders:
        idx = theirs.placeholder_format.idx
        if idx not in (_FOOT, _NUMBER):
            _of(page, idx).name = theirs.name
            continue
        ours = copy.deepcopy(theirs._element)
        ours.spPr.clear()
        ours.find(qn("p:txBody")).find(qn("a:lstStyle")).clear()
        ours.find(qn("p:txBody")).find(qn("a:bodyPr")).clear()
        ours.nvSpPr.cNvPr.set("id", str(page.shapes._next_shape_id))
        page.shapes._spTree.append(ours)
        if idx == _NUMBER:
            ours.find(f".//{qn('a:fld')}/{qn('a:t')}").text = str(len(deck.slides))
    return page


def _of(page: Page, idx: int) -> BaseShape:
    return next(p for p in page.placeholders if p.placeholder_format.idx == idx)


def _put(
    page: Page, idx: int, texts: Sequence[str], size: float | None = None,
    box: tuple[float, float] | None = None, anchor: MSO_ANCHOR | None = None,
) -> None:  # fmt: skip
    """Paragraphs in a placeholder; one without words is taken off the slide. Size and box (top and
    height) are set only where they are not the layout's own, which a master may change."""
    shape = _of(page, idx)
    if not any(texts):
        shape._element.getparent().remove(shape._element)
        return
    native.say(shape.text_frame, texts, size)
    for paragraph in shape.text_frame.paragraphs if len(texts) > 1 and idx == _CAVEATS else ():
        paragraph.space_after = Pt(_WORDS_SPACE)
    if anchor is not None:
        shape.text_frame.vertical_anchor = anchor
    if box is None:
        return
    layout = next(p for p in page.slide_layout.placeholders if p.placeholder_format.idx == idx)
    top, tall = Inches(box[0]), Inches(box[1])
    if max(abs(layout.top - top), abs(layout.top + layout.height - top - tall)) > Inches(0.1):
        shape.left, shape.top, shape.width, shape.height = layout.left, top, layout.width, tall


def _in_reading_order(page: Page) -> None:
    """Title, what is drawn, then what stands below it: as a screen reader goes through a slide."""
    found = {shape.placeholder_format.idx: shape._element for shape in page.placeholders}
    for idx in (_CAVEATS, _FOOT, _NUMBER):
        if idx in found:
            page.shapes._spTree.append(found[idx])


@lru_cache(maxsize=32)
def _code(link: str) -> bytes:
    return qr.png(link)


def _qr(page: Page, stamp: Stamp, left: float, top: float, side: float) -> None:
    """The link for a phone; left out where it is no address or too long to be read."""
    if not qr.fits(stamp.link):
        return
    picture = io.BytesIO(_code(stamp.link))
    shape = page.shapes.add_picture(picture, *map(Inches, (left, top, side, side)))
    native.describe(shape, f"{vi.QR_ALT}: {stamp.link}", "QR")


def _place(number: int, among: int) -> str:
    return f" ({number}/{among})" if among > 1 else ""


def _short(
    text: str, sizes: tuple[float, ...], wide: float, tall: float, bold: bool = False
) -> tuple[str, float | None]:
    """The text and the largest of `sizes` that lets it stand, None for the first: it is the
    layout's; cut short if none does."""
    size = wrapping.largest(text, sizes, wide, tall, bold)
    most = max(1, int(tall / wrapping.height(1, size)))
    return wrapping.cut(text, size, wide, most, bold), None if size == sizes[0] else size


# ------------------------------------------------------------------------------- charts, tables


def _bars(page: Page, slide: Slide) -> None:
    """A chart for each panel, names of bars in one line under each other; panels without a number
    have their words in a table."""
    exhibit, frame = slide.part.exhibit, slide.frame
    by_panel = panels(slide.content.frame.to_dict("records"))
    stretch = min(_MOST_STRETCH, frame.room / sum(map(slides.height, by_panel)))
    drawn = [p for p in by_panel if any(value(line) is not None for line in p)]
    labels = max((native.label_room(p, slide.size, slides.INNER) for p in drawn), default=0)
    beside = max((native.words_room(p, slide.size) for p in drawn), default=0)
    top = frame.top
    for panel in by_panel:
        tall = slides.height(panel) * stretch
        name = native.one_line(flat(panel[0]["panel"]))
        alt = f"{exhibit.title}. {name}: " + "; ".join(map(spoken.in_words, panel))
        heading = page.shapes.add_textbox(*_box(top, 0.36))
        heading.name = name
        native.say(heading.text_frame, [wrapping.cut(name, 16, slides.INNER, 1, bold=True)], 16)
        heading.text_frame.paragraphs[0].font.bold = True
        heading.text_frame.word_wrap = True
        heading.text_frame.margin_left = heading.text_frame.margin_top = 0
        box = _box(top + 0.36, tall - 0.44)
        if panel in drawn:
            about = (exhibit.unit, alt, box, native.THEME_FONT, slide.size, labels, beside)
            native.bars(page, panel, *about)
            native.describe(page.shapes[-1], alt, name)
        else:
            rows = [[native.one_line(flat(line["label"])), said(line)] for line in panel]
            native.table(page, rows, [0.5, 0.5], slide.size - 2, alt, name, box, head=False)
        top += tall


def _matrix(page: Page, slide: Slide) -> None:
    exhibit, chart = slide.part.exhibit, slide.content
    shown = chart.rows()
    rows = [["", *map(flat, chart.columns)]]
    rows += [[flat(name), *(in_cell(c["words"]) for c in cells)] for name, cells in shown]
    alt = (exhibit.alt or exhibit.title) + _place(slide.number, slide.among)
    box = _box(slide.frame.top, min(slide.frame.room, 0.85 * len(rows)))
    table = native.table(page, rows, slide.shares, slide.size, alt, exhibit.title, box, names=True)
    for y, (_, cells) in enumerate(shown, 1):
        for x, cell in enumerate(cells, 1):
            native.status(table.cell(y, x), cell["status"])


def _rows(page: Page, slide: Slide) -> None:
    exhibit, table = slide.part.exhibit, slide.content.table
    alt = (exhibit.alt or exhibit.title) + _place(slide.number, slide.among)
    rows = [table.heads, *table.rows]
    native.table(page, rows, slide.shares, slide.size, alt, exhibit.title, _box(slide.frame.top, 0))


def _box(top: float, tall: float) -> tuple[Inches, Inches, Inches, Inches]:
    return Inches(MARGIN), Inches(top), Inches(slides.INNER), Inches(tall)
