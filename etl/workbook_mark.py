"""A copy of an entry workbook with its wrong cells marked, and a first sheet that lists them.

The copy is for people to mend and hand in again: formulas are turned into their own text, and the
marks of an earlier copy are taken off first.
"""

import warnings
from pathlib import Path

from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils.cell import range_boundaries
from openpyxl.workbook import Workbook
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from etl import workbook_words as words
from etl.entries import Refusal
from etl.workbook_read import Reader, escaped

_COLOUR = "FFFF9C9C"
_RED = PatternFill("solid", start_color=_COLOUR, end_color=_COLOUR)
_NONE = PatternFill()
_AUTHOR = "Kiểm tra"
_HEADINGS = (("Trang", 18), ("Ô", 10), ("Giá trị", 40), ("Vì sao", 50), ("Cách sửa", 60))


def write_marked(original: Path, copy: Path, refusals: list[Refusal]) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of features openpyxl does not carry over
        reader = Reader(original, keep_links=False)
        with reader.archive:
            reader.read()
        book = reader.wb
        for sheet in book.worksheets:
            _plain(sheet)
        _list(book, refusals)
        said: dict[tuple[str, int, int], list[str]] = {}
        for refusal in refusals:
            for place in _cells(refusal):
                said.setdefault(place, []).append(f"{refusal.rule}; {refusal.remedy}.")
        for (title, row, column), texts in said.items():
            cell = book[title].cell(row, column)
            if not hasattr(cell, "column_letter"):  # covered by merged cells
                continue
            cell.fill = _RED
            cell.comment = Comment(escaped("\n".join(texts)), _AUTHOR, height=120, width=300)
        book.save(copy)


def _cells(refusal: Refusal) -> list[tuple[str, int, int]]:
    """The cells to mark: of merged ones the first, which is all there is to see."""
    spot = refusal.spot
    if spot.range:
        left, top, _, _ = range_boundaries(spot.range)
        return [(spot.sheet, top, left)]
    return [(spot.sheet, spot.row, spot.column)]


def _plain(sheet: Worksheet) -> None:
    """No formulas, no marks of ours, texts spelt as a file needs them."""
    for row in sheet.iter_rows():
        for cell in row:
            value = getattr(cell, "value", None)
            if value is not None and cell.data_type in ("f", "s"):
                text = str(getattr(value, "text", value))
                cell._value, cell.data_type = escaped(text), "s"
            if cell.has_style and cell.fill.start_color.rgb == _COLOUR:
                cell.fill = _NONE
            if getattr(cell, "comment", None) and cell.comment.author == _AUTHOR:
                cell.comment = None


def _list(book: Workbook, refusals: list[Refusal]) -> None:
    """The sheet of refusals; it is not read again."""
    if words.MARKS in book.sheetnames:
        del book[words.MARKS]
    sheet = book.create_sheet(words.MARKS, 0)
    book.active = 0
    for other in book.worksheets[1:]:
        other.sheet_view.tabSelected = False
    rows = [[heading for heading, _ in _HEADINGS]]
    rows += [[r.spot.sheet, r.spot.address, r.value, r.rule, r.remedy] for r in refusals]
    for number, row in enumerate(rows, 1):
        for column, text in enumerate(row, 1):
            cell = sheet.cell(number, column)
            cell._value, cell.data_type = escaped(text), "s"
            cell.number_format, cell.quotePrefix = "@", True
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.font = Font(name="Times New Roman", size=12, bold=number == 1)
    for letter, (_, width) in zip("ABCDE", _HEADINGS, strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A2"
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
