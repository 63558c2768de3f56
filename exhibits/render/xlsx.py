"""Write a handout as one Excel workbook: contents, a sheet per exhibit, dictionary, filters,
sources.

A sheet holds the exhibit's table under a head that stays in view, then what it draws. A table
longer than a sheet goes on on the next. Text is written as text: see `xlsx_cells`.
"""

import io

from xlsxwriter import Workbook
from xlsxwriter.utility import quote_sheetname
from xlsxwriter.worksheet import Worksheet

from exhibits import vi
from exhibits.handout import Handout, Part
from exhibits.model import Exhibit
from exhibits.render import xlsx_about as about
from exhibits.render import xlsx_charts as charts
from exhibits.render.cells import without_controls
from exhibits.render.xlsx_about import Piece
from exhibits.render.xlsx_cells import (
    LINE,
    Columns,
    Formats,
    formats,
    height,
    lead,
    on_paper,
    put_usual,
    say,
    whole,
    width,
)

LAST_ROW = 1_048_576
# Past so many cells a workbook is written row by row through temporary files: in memory a million
# rows would take two gigabytes.
MOST_IN_MEMORY = 400_000
_FITTED_ROWS = 2_000  # wrapped rows that get a height here
_AT_ONCE = 5_000  # rows turned into cells at a time
_MATRIX_WIDTH = 17.0  # letters that a status needs
_NOT_FORMULAS = dict.fromkeys(
    ("strings_to_formulas", "strings_to_urls", "strings_to_numbers"), False
)


def workbook(handout: Handout) -> bytes:
    """The .xlsx file; raises ExhibitError when Excel could not hold a cell of it."""
    exhibits, stamp = [part.exhibit for part in handout.parts], handout.stamp
    out = io.BytesIO()
    with Workbook(out, _NOT_FORMULAS | memory(exhibits)) as book:
        book.set_properties(
            {
                "title": without_controls(handout.title)[:255],
                "author": vi.APP,
                "comments": without_controls(stamp.release),
            }
        )
        styles = formats(book)
        pieces = _pieces(handout)
        contents = book.add_worksheet(vi.SHEET_CONTENTS)
        about.contents(contents, styles, handout, pieces)
        for piece in pieces:
            _sheet(book, styles, piece)
        about.dictionary(book.add_worksheet(vi.SHEET_DICTIONARY), styles, exhibits)
        about.filters(book.add_worksheet(vi.SHEET_FILTERS), styles, handout)
        about.sources(book.add_worksheet(vi.SHEET_SOURCES), styles, exhibits)
    return out.getvalue()


def memory(exhibits: list[Exhibit]) -> dict[str, bool]:
    """XlsxWriter's mode for that many cells: fast and whole in memory, or bounded."""
    cells = sum(len(exhibit.table) * len(exhibit.fields) for exhibit in exhibits)
    return {"constant_memory": True} if cells > MOST_IN_MEMORY else {"in_memory": True}


# ---------------------------------------------------------------------------- what goes where


def _pieces(handout: Handout) -> list[Piece]:
    """Each exhibit's sheets, with names Excel takes."""
    # Excel keeps "History" for itself.
    own = (vi.SHEET_CONTENTS, vi.SHEET_DICTIONARY, vi.SHEET_FILTERS, vi.SHEET_SOURCES, "history")
    used = {name.casefold() for name in own}
    found = []
    for number, part in enumerate(handout.parts, 1):
        exhibit, total = part.exhibit, len(part.exhibit.table)
        room = LAST_ROW - _top(part, 1) - 1 - _below(exhibit)
        among = 1
        if total > room:
            room = max(room - 1, 1)  # each part says which it is
            among = -(-total // room)
        for place in range(1, among + 1):
            mark = f" ({place})" if place > 1 else ""
            name = _sheet_name(exhibit.title, used, mark)
            start, stop = (place - 1) * room, min(place * room, total)
            # The drawing stands below the first part.
            drawn = _top(part, among) + stop - start + 3 if place == 1 and _below(exhibit) else 0
            cell = f"A{drawn}" if drawn else ""
            found.append(Piece(part, number, name, start, stop, place, among, cell))
    return found


def _top(part: Part, among: int) -> int:
    """The row of the table's head, counted from 0."""
    return 4 + len(part.exhibit.notes) + (among > 1)


def _below(exhibit: Exhibit) -> int:
    """Rows below the table that its drawing takes."""
    rows = charts.rows_needed(exhibit)
    return rows + 1 if rows else 0


def _sheet_name(title: str, used: set[str], mark: str = "") -> str:
    """The title as Excel takes it: 31 letters, without its special signs, never twice."""
    plain = "".join(" " if c in "[]:*?/\\'" else c for c in without_controls(title))
    # Excel counts a letter outside the first 65,536 twice.
    plain = " ".join("".join(c for c in plain if ord(c) < 0x10000).split())
    tail, n = mark, 1
    while (name := f"{_cut(plain, 31 - len(tail)) or vi.APP}{tail}").casefold() in used:
        n += 1
        tail = f" {n}{mark}"
    used.add(name.casefold())
    return name


def _cut(text: str, most: int) -> str:
    """Whole words of the text, as many as `most` letters hold; of one long word its beginning."""
    if len(text) <= most:
        return text
    return text[: most + 1].rpartition(" ")[0] or text[:most]


# ------------------------------------------------------------------------------ one exhibit


def _sheet(book: Workbook, styles: Formats, piece: Piece) -> None:
    sheet, exhibit = book.add_worksheet(piece.name), piece.part.exhibit
    top = _top(piece.part, piece.among)
    last = top + piece.stop - piece.start
    widths = _widths(exhibit)
    for column, wide in enumerate(widths):
        sheet.set_column(column, column, wide)
    _above(sheet, styles, piece)
    sheet.set_row(top, 2 * LINE)
    for column, field in enumerate(exhibit.fields):
        say(sheet, top, column, field.label, styles["head"])
    _rows(sheet, styles, piece, top + 1, widths)
    sheet.freeze_panes(top + 1, 1)
    if last > top:
        sheet.autofilter(top, 0, last, len(exhibit.fields) - 1)
    if piece.drawn_at:
        charts.draw(charts.Place(book, sheet, last + 2, widths, styles), exhibit)
        last += _below(exhibit)
    # On paper: what the screen shows; the machine's columns stand to the right of it.
    shown = sum(field.on_screen for field in exhibit.fields)
    sheet.print_area(0, 0, last, max(shown, 7, charts.columns_needed(exhibit)) - 1)
    on_paper(sheet)
    sheet.repeat_rows(top)


def _widths(exhibit: Exhibit) -> list[float]:
    """Letters each column of the sheet is wide."""
    first = exhibit.table.head(_FITTED_ROWS)
    widths = [width(first[field.name], field) for field in exhibit.fields]
    needed = charts.columns_needed(exhibit)
    widths += [_MATRIX_WIDTH] * (needed - len(widths))
    return [max(w, _MATRIX_WIDTH) if n < needed else w for n, w in enumerate(widths)]


def _above(sheet: Worksheet, styles: Formats, piece: Piece) -> None:
    """Title, unit, period and level; notes; where the contents and the drawing are."""
    exhibit, line = piece.part.exhibit, styles["line"]
    sheet.set_row(0, 1.4 * LINE)
    say(sheet, 0, 0, exhibit.title, styles["title"])
    told = [exhibit.subtitle(), *(note.said() for note in exhibit.notes)]
    told += filter(None, [piece.told()])
    for row, text in enumerate(told, 1):
        say(sheet, row, 0, text, line)
    row, link = len(told) + 1, styles["link"]
    lead(sheet, row, 0, f"← {vi.SHEET_CONTENTS}", f"{quote_sheetname(vi.SHEET_CONTENTS)}!A1", link)
    if piece.drawn_at:
        place = f"{quote_sheetname(piece.name)}!{piece.drawn_at}"
        lead(sheet, row, 1, f"↓ {charts.name(exhibit)}: ô {piece.drawn_at}", place, link)


def _rows(sheet: Worksheet, styles: Formats, piece: Piece, row: int, widths: list[float]) -> None:
    """The piece's rows of the table, downwards: a bounded file cannot go back."""
    exhibit, columns = piece.part.exhibit, Columns(sheet, styles)
    looks = [columns.look(field.kind) for field in exhibit.fields]
    for start in range(piece.start, piece.stop, _AT_ONCE):
        rows = exhibit.table.iloc[start : min(start + _AT_ONCE, piece.stop)]
        columned = [columns.values(rows[field.name], field.kind) for field in exhibit.fields]
        for place, values in enumerate(zip(*columned, strict=True), row + start - piece.start):
            if place - row < _FITTED_ROWS:
                sheet.set_row(place, height(whole(values, looks), widths))
            put_usual(place, values, looks)
