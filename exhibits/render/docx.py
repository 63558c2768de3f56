"""Write a handout as a Word document in an official layout: real headings, charts Word can edit,
tables whose heads repeat, and everything only the office knows left to fill in.

What it says, and in what order, is decided in `exhibits.report`; paper and type are `docx_type`'s.
"""

import io
from collections.abc import Iterator, Sequence
from datetime import datetime

from docx.document import Document as Paper
from docx.shared import Mm
from docx.text.run import Run
from lxml import etree

from exhibits import report as documents
from exhibits import slides, tables, vi
from exhibits.chart_words import flat
from exhibits.charts import Bars, panels, said, value
from exhibits.handout import Handout
from exhibits.letterhead import Letterhead, Line
from exhibits.matrix import Matrix
from exhibits.model import Exhibit, Stamp
from exhibits.render import docx_type as word
from exhibits.render import qr
from exhibits.render.docx_chart import Charts, composed, cut, room_for_names, room_for_words
from exhibits.report import Report, Section, Table
from exhibits.theme import STRONG

_HEAD = (68, 97)  # millimetres, left and right in the letterhead
_FOOT = (64, 101)
_SUBJECT_RULE = 45
_SIGNATURE = 50  # points left for it
_INCH = 25.4
_TALL = 2  # inches: a row past them may go on on the next page
_GREY, _LIGHT = "D9D9D9", "EDEDED"
_ROW_NAME, _MOST_COLUMNS = 1.6, 6
_MANY_COLUMNS = 7


def report(handout: Handout, layout: str) -> bytes:
    """The .docx file in the layout of the Party ("dang") or the State ("nha-nuoc")."""
    document = documents.report(handout, layout)
    head = document.letterhead
    paper = word.blank(head.body_size)
    _about(paper, handout)
    word.numbered(paper.sections[0])
    _letterhead(paper, head)
    _title(paper, document)
    charts = Charts(paper)
    for section in document.sections:
        _section(paper, charts, section, handout.stamp)
    _signatures(paper, head)
    _annex(paper, document, handout.stamp)
    out = io.BytesIO()
    paper.save(out)
    return out.getvalue()


def _about(paper: Paper, handout: Handout) -> None:
    """Our own words in the file's properties; the library's template carries its own."""
    about = paper.core_properties
    about.title = word.literal(handout.title)[:255] or vi.APP_LONG
    about.author = about.last_modified_by = vi.APP
    about.subject, about.language = vi.APP_LONG, word.LANGUAGE
    about.comments = about.keywords = about.category = ""
    about.created = about.modified = datetime.combine(handout.stamp.taken_on, datetime.min.time())
    about.revision = 1


# ------------------------------------------------------------------------------- its head and foot


def _letterhead(paper: Paper, head: Letterhead) -> None:
    table = word.table(paper, _HEAD, ruled=False)
    row = word.row(table)
    for width, lines in zip(_HEAD, (head.left, head.right), strict=True):
        cell = word.cell(row, width)
        for line in lines:
            _line(cell, line, "center", width)


def _line(
    parent: etree._Element, line: Line, align: str, room: float = 0, before: float = 0,
    keep: bool = False,
) -> None:  # fmt: skip
    word.paragraph(
        parent, line.text, "Normal", align=align, size=line.size, bold=line.bold,
        italic=line.italic, underline=line.rule and not line.rule_mm, before=before, keep=keep,
    )  # fmt: skip
    if line.rule_mm:
        word.rule(parent, line.rule_mm, room)


def _title(paper: Paper, document: Report) -> None:
    body, head = paper.element.body, document.letterhead
    _line(body, head.kind, "center", before=24)
    word.paragraph(
        body, document.title.strip() or documents.NO_TITLE, "Title", size=head.subject_size
    )
    if head.separator:
        word.paragraph(body, head.separator, "Normal", align="center")
    else:
        word.rule(body, _SUBJECT_RULE, word.inner(False))
    for place, text in enumerate(document.scope):
        word.paragraph(body, text, before=None if place else 12)


def _signatures(paper: Paper, head: Letterhead) -> None:
    # The signature never stands on a page without the end of the text.
    word.kept(paper.element.body)
    word.paragraph(paper.element.body, "", "Normal", keep=True)
    row = word.row(word.table(paper, _FOOT, ruled=False))
    received, signed = (word.cell(row, width) for width in _FOOT)
    for line in head.received:
        _line(received, line, "left")
    *above, name = head.signed
    for line in above:
        _line(signed, line, "center")
    _line(signed, name, "center", before=_SIGNATURE)


# --------------------------------------------------------------------------------------- sections


def _section(paper: Paper, charts: Charts, section: Section, whole: Stamp) -> None:
    body, exhibit = paper.element.body, section.part.exhibit
    word.paragraph(body, section.heading(), "Heading1")
    word.paragraph(body, exhibit.subtitle(), "Subtitle")
    if isinstance(exhibit.chart, Bars) and len(exhibit.chart.frame):
        _bars(paper, charts, exhibit)
        word.paragraph(body, section.captioned(), "Caption")
    elif isinstance(exhibit.chart, Matrix) and len(exhibit.chart.frame):
        word.paragraph(body, section.captioned(), "Caption", keep=True)
        _matrix(paper, exhibit, exhibit.chart)
    for note in exhibit.notes:
        word.paragraph(body, note.said())
    *above, last = section.pointers(whole)
    for text in above:
        word.paragraph(body, text, "SmallPrint", keep=True)
    word.paragraph(body, last, "SmallPrint")


def _bars(paper: Paper, charts: Charts, exhibit: Exhibit) -> None:
    """A chart per panel, under the panel's name; a long one goes on in the next. A panel without
    any number is words; periods stand below, where none needs to be cut."""
    body, wide = paper.element.body, word.inner(False)
    lines = list(map(composed, slides.scaled(exhibit.chart.frame.to_dict("records"))))
    undated = [line | {"period": ""} for line in lines]
    room = (wide, room_for_names(undated, wide), room_for_words(undated))
    for panel in panels(lines):
        for part in cut(panel):
            name = part[0]["panel"]
            words = "; ".join(f"{line['label']}: {said(line)}" for line in part)
            word.paragraph(body, name, "Panel")
            if all(value(line) is None for line in panel):
                word.paragraph(body, f"{words}.", "SmallPrint")
                continue
            holder = word.paragraph(body, "", "Normal", keep=True)
            told = f"{exhibit.title}. {name}: {words}."
            drawn = [line | {"period": ""} for line in part]
            holder.add_r().append(charts.drawing(drawn, exhibit.unit, told, *room))
            if periods := _periods(part):
                word.paragraph(body, periods, "SmallPrint")
    word.kept(body)


def _periods(lines: Sequence[dict]) -> str:
    """ "Kỳ: Huyện A: năm 2023; Huyện B: đến 17/05/2023."; one for all bars is said once."""
    periods = {x["period"] for x in lines if x["period"] or value(x) is not None}
    if len(periods) == 1:
        told = periods.pop()
    else:
        told = "; ".join(f"{line['label']}: {line['period']}" for line in lines if line["period"])
    return f"{vi.PERIOD}: {told}." if told else ""


def _matrix(paper: Paper, exhibit: Exhibit, chart: Matrix) -> None:
    """A table of signs and words, without colour; one too wide for the page goes on below."""
    for columns in _few(chart.columns):
        shares = (_ROW_NAME, *[1.0] * len(columns))
        widths = _widths(shares, word.inner(False))
        table = word.table(paper, widths, ruled=True, told=exhibit.alt or exhibit.title)
        _heads(table, widths, ("", *map(flat, columns)), 12)
        for name, cells in Matrix(chart.frame, list(columns)).rows():
            row = word.row(table)
            first = word.cell(row, widths[0], middle=True)
            word.paragraph(first, flat(name), "TableText", size=12, bold=True)
            for width, cell in zip(widths[1:], cells, strict=True):
                _status(row, width, cell)
        word.paragraph(paper.element.body, "", "TableText")


def _status(row: etree._Element, width: float, told: dict) -> None:
    strong = told["status"] in STRONG
    cell = word.cell(row, width, fill=_LIGHT if strong else "", middle=True)
    words = flat(told["words"])
    word.paragraph(cell, words, "TableText", size=12, bold=strong, align="center")


def _few(columns: Sequence[str]) -> Iterator[Sequence[str]]:
    """The columns in as few and as even parts as a page is wide enough for."""
    parts = -(-len(columns) // _MOST_COLUMNS)
    size = -(-len(columns) // parts)
    for start in range(0, len(columns), size):
        yield columns[start : start + size]


def _heads(
    table: etree._Element, widths: Sequence[float], heads: Sequence[str], size: float
) -> None:
    row = word.row(table, repeated=True)
    for width, head in zip(widths, heads, strict=True):
        cell = word.cell(row, width, fill=_GREY, middle=True)
        word.paragraph(cell, head, "TableText", size=size, bold=True, align="center")


def _widths(shares: Sequence[float], room: float) -> list[float]:
    return [room * share / sum(shares) for share in shares]


# ------------------------------------------------------------------------------------------ annex


def _annex(paper: Paper, document: Report, stamp: Stamp) -> None:
    body, head, wide = paper.element.body, document.letterhead, len(document.tables) > 0
    word.new_section(paper, wide, head.own_pages)
    word.paragraph(body, documents.ANNEX.upper(), "Heading1", align="center")
    if head.attached:
        word.paragraph(body, head.attached, "Normal", align="center", italic=True, size=13)
    for table in document.tables:
        _table(paper, table)
    word.paragraph(body, documents.SOURCES, "Heading2")
    for number, source in enumerate(document.sources, 1):
        word.paragraph(body, f"[{number}] {source}", "SmallPrint")
    _stamp(paper, stamp, word.inner(wide))


def _table(paper: Paper, told: Table) -> None:
    body, printed = paper.element.body, told.printed
    size = 11 if len(printed.heads) > _MANY_COLUMNS else 12
    word.paragraph(body, told.heading(), "Heading2")
    word.paragraph(body, told.subtitle, "Subtitle", size=12)
    wide = word.inner(True)
    heads, rows = printed.heads, printed.rows
    shares = tables.balanced(heads, rows, printed.shares, wide / _INCH, size)
    widths = _widths(shares, wide)
    table = word.table(paper, widths, ruled=True, told=told.title)
    _heads(table, widths, heads, size)
    for place, texts in enumerate(rows, 1):
        tall = tables.row_height(texts, shares, wide / _INCH, size) > _TALL
        row, last = word.row(table, whole=not tall), place == len(rows)
        for width, text in zip(widths, texts, strict=True):
            word.paragraph(word.cell(row, width), text, "TableText", size=size, keep=last)
    word.paragraph(body, told.pointer(), "SmallPrint")


def _stamp(paper: Paper, stamp: Stamp, room: float) -> None:
    """The view in words and, where a phone could follow it, as a code."""
    widths = (room - qr.PRINTED - 5, qr.PRINTED + 5)
    word.paragraph(paper.element.body, "", "SmallPrint", keep=True)
    row = word.row(word.table(paper, widths, ruled=False))
    words, code = (word.cell(row, width) for width in widths)
    for text in documents.stamped(stamp):
        word.paragraph(words, text, "SmallPrint")
    holder = word.paragraph(code, "", "Normal", align="right")
    if qr.fits(stamp.link):
        side = Mm(qr.PRINTED)
        picture = paper.part.new_pic_inline(io.BytesIO(qr.png(stamp.link)), side, side)
        picture.docPr.set("descr", vi.QR_ALT)
        Run(holder.add_r(), paper.part)._r.add_drawing(picture)
