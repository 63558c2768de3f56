"""Write the entry workbook: an empty form, or the curated data in the same form.

Every cell is text, whatever it looks like; nothing written here can become a formula, a link or a
number. What the build works out from a phrase has no column.
"""

from collections.abc import Iterable
from math import ceil
from pathlib import Path

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from etl import workbook_words as words
from etl.workbook_cells import Known, Rows, show
from etl.workbook_form import FORMS, Field, Form
from etl.workbook_read import BASE, MOST_ROWS

HEADING = 3  # row numbers, from 0: title, instruction, example, heading, data
_FIRST = HEADING + 1
_LAST = MOST_ROWS
_FONT = {"font_name": "Times New Roman", "font_size": 12, "valign": "top"}
_TEXT = {**_FONT, "num_format": "@", "text_wrap": True}
_LOOKS = {
    "title": {**_FONT, "bold": True, "font_size": 15},
    "line": {**_FONT, "font_color": "#333333"},
    "wrapped": {**_FONT, "text_wrap": True},
    "heading": {**_TEXT, "bold": True, "bg_color": "#DCE6F1", "border": 1},
    "required": {**_TEXT, "bold": True, "bg_color": "#1F4E79", "font_color": "#FFFFFF",
                 "border": 1},
    "example": {**_TEXT, "italic": True, "font_color": "#595959", "bg_color": "#EDEDED",
                "border": 1},
    "text": _TEXT,
    # Text that starts with a sign stays text when someone edits the cell.
    "quoted": {**_TEXT, "quote_prefix": True},
}  # fmt: skip
_WIDTHS = {"int": 9, "date": 12, "bool": 9, "code": 18, "codes": 24, "reference": 28, "count": 12}
_WIDE = {"as_printed": 34, "name": 34, "title": 40, "definition": 40, "note": 34}
_LINE = 16.5  # points of one line of text
_BOOL = ("có", "không")
_NOTE = "Cột xanh đậm: bắt buộc. Dòng xám: ví dụ, không được nạp."


def write_workbook(path: Path, tables: dict[str, Rows], base: str, filled: bool) -> None:
    """The form, with the curated rows when `filled`; `base` says what it was made from."""
    known = Known(tables)
    book = xlsxwriter.Workbook(str(path), {"in_memory": True})
    book.set_properties({"title": words.STEPS[0]})
    book.set_custom_property(BASE, base, "text")
    looks = {name: book.add_format(look) for name, look in _LOOKS.items()}
    _guide(book.add_worksheet(words.GUIDE), looks)
    pages = [(form, book.add_worksheet(form.title)) for form in FORMS]
    ranges = _lists(book.add_worksheet(words.LISTS), known, looks)
    for form, sheet in pages:
        rows = tables[form.key] if filled and not form.is_annex else []
        _sheet(sheet, form, rows, known, ranges, looks)
    book.close()


def _put(sheet: Worksheet, row: int, column: int, text: str, look: Format) -> None:
    if code := sheet.write_string(row, column, text, look):
        raise ValueError(f"XlsxWriter refused a cell (code {code}): {text[:40]!r}")


def _sheet(
    sheet: Worksheet,
    form: Form,
    rows: Rows,
    known: Known,
    ranges: dict[str, str],
    looks: dict[str, Format],
) -> None:
    if len(rows) > MOST_ROWS - _FIRST:
        raise ValueError(f"{form.key}: more rows than an entry workbook may have")
    _put(sheet, 0, 0, form.title, looks["title"])
    _put(sheet, 1, 0, f"{form.instruction} {_NOTE}", looks["line"])
    examples = [show(f, words.EXAMPLES[form.key].get(f.name, ""), known) for f in form.fields]
    for column, field in enumerate(form.fields):
        sheet.set_column(column, column, _width(field), looks["text"])
        _put(sheet, HEADING - 1, column, examples[column], looks["example"])
        _put(
            sheet, HEADING, column, field.label, looks["required" if field.required else "heading"]
        )
        sheet.data_validation(_FIRST, column, _LAST, column, _choices(field, ranges))
    for number, row in enumerate(rows, _FIRST):
        texts = [show(field, row[field.name], known) for field in form.fields]
        for column, text in enumerate(texts):
            if text:
                _put(sheet, number, column, text, looks["text" if text[0].isalnum() else "quoted"])
        sheet.set_row(number, _height(texts, form))
    sheet.set_row(HEADING - 1, _height(examples, form))
    sheet.set_row(HEADING, 2 * _LINE)
    sheet.freeze_panes(_FIRST, 1)
    _on_paper(sheet)
    sheet.repeat_rows(HEADING)


def _width(field: Field) -> int:
    return _WIDE.get(field.name) or _WIDTHS.get(field.kind, 20)


def _height(texts: list[str], form: Form) -> float:
    """Points a row needs: not every program works that out when it opens a file."""
    lines = [ceil(1.05 * len(t) / _width(f)) for t, f in zip(texts, form.fields, strict=True)]
    return _LINE * max(1, *lines)


def _choices(field: Field, ranges: dict[str, str]) -> dict[str, object]:
    """The drop-down list of a column, and what shows when one of its cells is chosen."""
    about = {"input_title": field.label[:32], "input_message": _meaning(field)[:255]}
    key = _list_key(field)
    if key is None:
        return {"validate": "any", **about}
    # New ids may be typed where a list shows the known ones; several codes stand in one cell.
    strict = field.kind in ("code", "bool")
    return {
        "validate": "list",
        "source": ranges[key],
        "show_error": field.kind != "codes",
        "error_type": "stop" if strict else "warning",
        "error_title": field.label[:32],
        "error_message": "Chọn một mục trong danh sách."
        if strict
        else "Mục này chưa có trong danh sách. Vẫn giữ?",
        **about,
    }


def _meaning(field: Field) -> str:
    return field.meaning[:1].upper() + field.meaning[1:]


def _list_key(field: Field) -> str | None:
    """The same for columns that share a list."""
    if field.kind == "bool":
        return "bool"
    if field.kind in ("code", "codes"):
        return " ".join(field.codes or ())
    return field.references


def _lists(sheet: Worksheet, known: Known, looks: dict[str, Format]) -> dict[str, str]:
    """Writes every list once; list → its range, as a validation names it."""
    found: dict[str, Field] = {}
    for field in (field for form in FORMS for field in form.fields):
        if key := _list_key(field):
            found.setdefault(key, field)
    ranges = {}
    for column, (key, field) in enumerate(found.items()):
        items = list(_items(field, known))
        sheet.set_column(column, column, 30, looks["text"])
        _put(sheet, 0, column, field.label, looks["heading"])
        for row, item in enumerate(items, 1):
            _put(sheet, row, column, item, looks["text" if item[0].isalnum() else "quoted"])
        letter = xlsxwriter.utility.xl_col_to_name(column, col_abs=True)
        ranges[key] = f"='{words.LISTS}'!{letter}$2:{letter}${max(len(items), 1) + 1}"
    sheet.freeze_panes(1, 0)
    _on_paper(sheet)
    return ranges


def _items(field: Field, known: Known) -> Iterable[str]:
    if field.kind == "bool":
        return _BOOL
    if field.references:
        return known.labels.get(field.references, {}).values()
    return (field.codes or {}).values()


def _guide(sheet: Worksheet, looks: dict[str, Format]) -> None:
    """How to fill the form in, the example in words, and every column."""
    for column, width in enumerate((18, 22, 10, 70)):
        sheet.set_column(column, column, width)
    _put(sheet, 0, 0, words.STEPS[0], looks["title"])
    lines = (*words.STEPS[1:], words.EXAMPLE_INTRO, *words.EXAMPLE_STEPS)
    for row, line in enumerate(lines, 2):
        # One wide cell: merged cells would be the first thing people copy.
        sheet.merge_range(row, 0, row, 3, "", looks["wrapped"])
        _put(sheet, row, 0, line, looks["wrapped"])
        sheet.set_row(row, _LINE * ceil(len(line) / 125))
    row = len(lines) + 3
    for column, heading in enumerate(("Trang", "Cột", "Bắt buộc", "Nội dung")):
        _put(sheet, row, column, heading, looks["heading"])
    for form in FORMS:
        for field in form.fields:
            row += 1
            said = (form.title, field.label, "có" if field.required else "", _meaning(field))
            for column, text in enumerate(said):
                _put(sheet, row, column, text, looks["wrapped"])
            sheet.set_row(row, _LINE * ceil(len(field.meaning) / 68))
    _on_paper(sheet)


def _on_paper(sheet: Worksheet) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
