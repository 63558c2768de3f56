"""Write exhibits as one Excel workbook: a sheet per exhibit, then the filters, then the sources.

Text is written as text: nothing in it can become a formula or a link. XlsxWriter reports trouble by
return codes, so every one is looked at.
"""

import io
import math

import pandas as pd
import xlsxwriter

from exhibits import numbers, vi
from exhibits.handout import Handout
from exhibits.model import Exhibit, ExhibitError, Field, Stamp
from exhibits.render.cells import neutral, without_controls

LAST_ROW = 1_048_576
# Wrapped rows get a height here: not every program works it out when it opens the file.
_FITTED_ROWS = 2_000
_WIDEST, _LINE = 30, 16.5


def workbook(handout: Handout) -> bytes:
    """The .xlsx file; raises ExhibitError when a table is longer than a sheet."""
    exhibits, stamp = [part.exhibit for part in handout.parts], handout.stamp
    out = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, {"in_memory": True, **options}) as book:
        book.set_properties({"title": stamp.page, "author": vi.APP, "comments": stamp.release})
        formats = _formats(book)
        names = {vi.SHEET_FILTERS.casefold(), vi.SHEET_SOURCES.casefold()}
        for exhibit in exhibits:
            _exhibit_sheet(book, formats, exhibit, _sheet_name(exhibit.title, names))
        _filters_sheet(book, formats, stamp)
        _sources_sheet(book, formats, exhibits)
    return out.getvalue()


def _formats(book: xlsxwriter.Workbook) -> dict[str, object]:
    cell = {"valign": "top", "text_wrap": True, "font_name": "Times New Roman", "font_size": 12}
    return {
        "title": book.add_format({**cell, "bold": True, "font_size": 15, "text_wrap": False}),
        "line": book.add_format({**cell, "text_wrap": False, "font_color": "#444444"}),
        "head": book.add_format({**cell, "bold": True, "bg_color": "#DCE6F1", "border": 1}),
        "text": book.add_format({**cell, "num_format": "@", "border": 1}),
        # A cell of text that starts with a sign keeps it as text when someone edits the cell.
        "quoted": book.add_format({**cell, "num_format": "@", "border": 1, "quote_prefix": True}),
        "number": book.add_format({**cell, "num_format": "#,##0.####", "border": 1}),
        "integer": book.add_format({**cell, "num_format": "#,##0", "border": 1}),
        "date": book.add_format({**cell, "num_format": "dd/mm/yyyy", "border": 1}),
    }


def _sheet_name(title: str, used: set[str]) -> str:
    """The title as Excel takes it: 31 letters, without its special signs, never twice."""
    plain = "".join(" " if c in "[]:*?/\\'" else c for c in without_controls(title))
    plain = " ".join(plain.split())
    name, n = plain[:28].strip() or vi.APP, 1
    while name.casefold() in used:
        n += 1
        name = f"{plain[: 30 - len(str(n))].strip() or vi.APP} {n}"
    used.add(name.casefold())
    return name


def _exhibit_sheet(
    book: xlsxwriter.Workbook, formats: dict[str, object], exhibit: Exhibit, name: str
) -> None:
    sheet = book.add_worksheet(name)
    top = 4 + len(exhibit.notes)
    if top + 1 + len(exhibit.table) > LAST_ROW:
        raise ExhibitError(
            f"exhibit {exhibit.exhibit_id!r} has {len(exhibit.table)} rows, "
            f"a sheet holds {LAST_ROW}; narrow the filters or take the CSV"
        )
    sheet.set_row(0, 1.4 * _LINE)
    _done(sheet.write_string(0, 0, neutral(exhibit.title), formats["title"]))
    _done(sheet.write_string(1, 0, neutral(exhibit.subtitle()), formats["line"]))
    for row, note in enumerate(exhibit.notes, 2):
        _done(sheet.write_string(row, 0, neutral(note.text), formats["line"]))
    widths = [_width(exhibit.table[f.name].head(_FITTED_ROWS), f) for f in exhibit.fields]
    sheet.set_row(top, 2 * _LINE)
    for column, field in enumerate(exhibit.fields):
        _done(sheet.write_string(top, column, neutral(field.label), formats["head"]))
        sheet.set_column(column, column, widths[column])
    rows = exhibit.table[[f.name for f in exhibit.fields]].itertuples(index=False)
    for row, values in enumerate(rows, top + 1):
        for column, (value, field) in enumerate(zip(values, exhibit.fields, strict=True)):
            _done(_write(sheet, row, column, value, field, formats))
        if row - top <= _FITTED_ROWS:
            sheet.set_row(row, _LINE * _lines(values, widths))
    sheet.freeze_panes(top + 1, 1)
    if len(exhibit.table):
        sheet.autofilter(top, 0, top + len(exhibit.table), len(exhibit.fields) - 1)
    # On paper: what the screen shows; the machine's columns stand to the right of it.
    shown = sum(f.on_screen for f in exhibit.fields)
    sheet.print_area(0, 0, top + len(exhibit.table), max(shown, 7) - 1)
    _on_paper(sheet)
    sheet.repeat_rows(top)


def _on_paper(sheet) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)


def _width(values: pd.Series, field: Field) -> float:
    """Column width in letters: the longest text, within reason."""
    if field.kind != "text":
        return max(14, len(field.label) + 2)
    longest = max((len(str(v)) for v in values if isinstance(v, str)), default=0)
    return min(max(1.1 * longest + 2, 0.6 * len(field.label) + 4, 9), _WIDEST)


def _lines(values: tuple[object, ...], widths: list[float]) -> int:
    """Lines the tallest cell of a row needs."""
    texts = zip(values, widths, strict=True)
    return (
        max((math.ceil(1.15 * len(v) / w) for v, w in texts if isinstance(v, str)), default=1) or 1
    )


def _write(sheet, row: int, column: int, value: object, field: Field, formats) -> int:
    # An empty text would be a filled cell to Excel's filters and counts.
    if value == "" if isinstance(value, str) else pd.isna(value):
        return sheet.write_blank(row, column, None, formats["text"])
    if field.kind in ("number", "integer"):
        return sheet.write_number(row, column, float(value), formats[field.kind])
    if field.kind == "date":
        return sheet.write_datetime(
            row, column, pd.Timestamp(value).to_pydatetime(), formats["date"]
        )
    text = neutral(str(value))
    # The neutraliser's mark becomes Excel's own, which is not part of the text.
    if text.startswith("'") and not str(value).startswith("'"):
        return sheet.write_string(row, column, text[1:], formats["quoted"])
    return sheet.write_string(row, column, text, formats["text"])


def _filters_sheet(book: xlsxwriter.Workbook, formats: dict[str, object], stamp: Stamp) -> None:
    sheet = book.add_worksheet(vi.SHEET_FILTERS)
    _on_paper(sheet)
    sheet.set_column(0, 0, 28)
    sheet.set_column(1, 1, 90)
    lines = [
        ("Trang", stamp.page),
        *stamp.filters,
        ("Bản phát hành số liệu", stamp.release),
        ("Ngày lấy", numbers.day(stamp.taken_on)),
        ("Đường dẫn xem lại", stamp.link),
    ]
    for row, (label, value) in enumerate(lines):
        _done(sheet.write_string(row, 0, neutral(label), formats["head"]))
        _done(sheet.write_string(row, 1, neutral(value), formats["text"]))


def _sources_sheet(
    book: xlsxwriter.Workbook, formats: dict[str, object], exhibits: list[Exhibit]
) -> None:
    sheet = book.add_worksheet(vi.SHEET_SOURCES)
    _on_paper(sheet)
    heads = (("Nội dung", 34), ("Nguồn", 110))
    for column, (head, width) in enumerate(heads):
        sheet.set_column(column, column, width)
        _done(sheet.write_string(0, column, head, formats["head"]))
    row = 1
    for exhibit in exhibits:
        for source in exhibit.sources:
            _done(sheet.write_string(row, 0, neutral(exhibit.title), formats["text"]))
            _done(sheet.write_string(row, 1, neutral(source.label()), formats["text"]))
            row += 1


def _done(code: int) -> None:
    if code:
        raise ExhibitError(
            f"XlsxWriter refused a cell (code {code}): a text over 32,767 characters?"
        )
