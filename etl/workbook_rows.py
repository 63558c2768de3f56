"""From the cells of an entry workbook to rows of the curated tables.

A sheet is known by its name, a column by its heading; anything else with contents is refused, not
passed over, so that nothing typed is lost. The rules of the data are not asked here: the build
itself asks them of the rows this gives.
"""

import difflib
import unicodedata

from openpyxl.utils.cell import range_boundaries

from etl import workbook_words as words
from etl.entries import Entry, Reading, Refusal, Remark
from etl.read import text_problem
from etl.workbook_annex import annex_entries
from etl.workbook_cells import Known, Typed, read, show_date
from etl.workbook_entries import Spot
from etl.workbook_file import WorkbookError
from etl.workbook_form import BY_TITLE, Field, Form
from etl.workbook_read import Book, Cell, Sheet

_HEADING_WITHIN = 12  # rows; above the heading stand instructions and the example
_AS_TEXT = "đặt định dạng Văn bản (Text) cho ô rồi gõ lại như in"
_DASHES = ("-", "–", "—")
_GUIDES = (words.GUIDE, words.LISTS, words.MARKS)


def read_rows(book: Book, known: Known) -> Reading:
    """Every entry of every known sheet. Raises WorkbookError when no sheet is of the form."""
    reading = Reading(base=book.base)
    titles = {_folded(title): title for title in (*BY_TITLE, *_GUIDES)}
    seen = False
    for number, sheet in enumerate(book.sheets):
        title = titles.get(_folded(sheet.title))
        if title in _GUIDES or (title is None and not sheet.rows):
            continue
        seen = seen or title is not None
        start = Spot(number, 1, 1, sheet.title)
        if title is None:
            near = _near(sheet.title, list(BY_TITLE))
            remedy = f"{near}nếu không thuộc biểu thì xóa trang, chép số liệu vào trang của biểu"
            _refuse(reading, start, sheet.title, "trang lạ, không biết đọc vào đâu", remedy)
        elif sheet.hidden and sheet.rows:
            remedy = "bỏ ẩn trang, xem lại rồi nạp; hoặc xóa trang"
            _refuse(reading, start, sheet.title, "trang đang ẩn", remedy)
        else:
            _SheetReader(sheet, number, BY_TITLE[title], known, reading).read()
    if not seen:
        raise WorkbookError(
            "Tệp không có trang nào của biểu nhập; lấy biểu mới bằng lệnh python -m etl template."
        )
    return reading


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def _near(text: str, names: list[str]) -> str:
    near = difflib.get_close_matches(text, names, n=1, cutoff=0.5)
    return f"có phải “{near[0]}”? " if near else ""


def _refuse(reading: Reading, spot: Spot, value: str, rule: str, remedy: str) -> None:
    reading.refusals.append(Refusal(spot, value, rule, remedy))


class _SheetReader:
    """Reads one sheet into the common `reading`."""

    def __init__(
        self, sheet: Sheet, number: int, form: Form, known: Known, reading: Reading
    ) -> None:
        self._sheet, self._number, self._form = sheet, number, form
        self._known, self._reading = known, reading

    def read(self) -> None:
        if not self._sheet.rows:
            return
        heading = self._heading()
        if heading is None:
            remedy = "chép lại dòng tiêu đề từ biểu mới (python -m etl template)"
            self._refuse(self._spot(1, 1), "", "không thấy dòng tiêu đề", remedy)
            return
        merged = self._merged(heading)
        columns = self._columns(heading)
        if columns is None:
            return
        for row in sorted(n for n in self._sheet.rows if n > heading):
            self._row(self._sheet.rows[row], columns, merged)
        if self._sheet.hidden_rows:
            self._remark(self._spot(heading, 1), "có dòng đang ẩn do lọc; vẫn được đọc")

    def _spot(self, row: int, column: int, merged: str = "") -> Spot:
        return Spot(self._number, row, column, self._sheet.title, merged)

    def _refuse(self, spot: Spot, value: str, rule: str, remedy: str) -> None:
        _refuse(self._reading, spot, value, rule, remedy)

    def _remark(self, spot: Spot, text: str) -> None:
        self._reading.remarks.append(Remark(spot, text))

    def _names(self) -> dict[str, Field]:
        return {
            _folded(name): field
            for field in self._form.fields
            for name in (field.name, field.label)
        }

    def _heading(self) -> int | None:
        """The row among the first with the most headings of the form, two at least."""
        names = self._names()
        found = {
            n: sum(_folded(cell.value) in names for cell in cells)
            for n, cells in self._sheet.rows.items()
            if n <= _HEADING_WITHIN
        }
        best = max(found, key=lambda n: (found[n], -n), default=None)
        return best if best is not None and found[best] >= 2 else None

    def _columns(self, heading: int) -> dict[int, Field] | None:
        """Column number → field; None when the heading is not the form's."""
        names, before = self._names(), len(self._reading.refusals)
        derived = {_folded(name) for pair in words.DERIVED.items() for name in pair}
        columns: dict[int, Field] = {}
        for cell in self._sheet.rows[heading]:
            spot, name = self._spot(cell.row, cell.column), _folded(cell.value)
            field = names.get(name)
            if field in columns.values():
                self._refuse(spot, cell.value, "cột lặp lại", "giữ một cột")
            elif field:
                columns[cell.column] = field
            elif name in derived:
                rule, remedy = "cột do chương trình tính", "xóa cột, không gõ tay"
                self._refuse(spot, cell.value, rule, remedy)
            else:
                left = [f.label for f in self._form.fields if f not in columns.values()]
                remedy = f"{_near(cell.value, left)}sửa lại tên cột như biểu, hoặc xóa cột"
                self._refuse(spot, cell.value, "cột lạ", remedy)
        for field in self._form.fields:
            if field not in columns.values():
                remedy = "thêm lại cột này vào dòng tiêu đề; cột có thể để trống"
                self._refuse(self._spot(heading, 1), field.label, "thiếu cột", remedy)
        return columns if len(self._reading.refusals) == before else None

    def _merged(self, heading: int) -> set[tuple[int, int]]:
        """Refuses merged cells from the heading down; the cells they cover."""
        covered: set[tuple[int, int]] = set()
        for name in self._sheet.merged:
            left, top, right, bottom = range_boundaries(name)
            if bottom >= heading:
                remedy = "bỏ gộp ô rồi ghi giá trị vào từng ô"
                self._refuse(self._spot(top, left, name), "", "các ô gộp làm một", remedy)
                # Only the first cell of a merged range holds anything.
                last = min(bottom, max(self._sheet.rows))
                covered |= {(r, c) for r in range(top, last + 1) for c in range(left, right + 1)}
        return covered

    def _row(
        self, cells: list[Cell], columns: dict[int, Field], merged: set[tuple[int, int]]
    ) -> None:
        values, spots, outside = {}, {}, []
        spoiled = {columns[c].name for r, c in merged if r == cells[0].row and c in columns}
        for cell in cells:
            spot, field = self._spot(cell.row, cell.column), columns.get(cell.column)
            if field is None:
                outside.append(cell)
                continue
            typed = self._typed(field, cell)
            if typed.remark:
                self._remark(spot, typed.remark)
            if typed.rule:
                self._refuse(spot, cell.value, typed.rule, typed.remedy)
                spoiled.add(field.name)
            spots[field.name] = spot
            values[field.name] = typed.value
        if outside:
            more = f" (và {len(outside) - 1} ô khác của dòng)" if len(outside) > 1 else ""
            spot = self._spot(outside[0].row, outside[0].column)
            rule = f"ô nằm ngoài các cột của biểu{more}"
            remedy = "xóa ô, hoặc chuyển vào cột của biểu"
            self._refuse(spot, outside[0].value, rule, remedy)
        if not spots:
            return
        # The first column always gets a spot: what is missing is said there.
        for column, field in columns.items():
            spots.setdefault(field.name, self._spot(cells[0].row, column))
        start = self._spot(cells[0].row, min(columns))
        if self._form.is_annex:
            self._reading.entries += annex_entries(self._form, values, spots, start, spoiled)
        else:
            full = {f.name: values.get(f.name, "") for f in self._form.fields}
            self._reading.entries.append(Entry(self._form.key, full, spots, start, spoiled))

    def _typed(self, field: Field, cell: Cell) -> Typed:
        if cell.kind == "text":
            return self._text(field, cell)
        # A refused cell still stands for something: otherwise it would be called missing as well.
        stand_in = f"?{cell.row}" if field.name in _KEYS else "?"
        if cell.kind == "formula":
            rule, remedy = "ô chứa công thức", "chép giá trị của ô rồi dán lại dưới dạng chữ"
            return Typed(stand_in, rule=rule, remedy=remedy)
        if cell.kind == "error":
            rule = "ô chứa lỗi của Excel"
            return Typed(stand_in, rule=rule, remedy="gõ lại giá trị như báo cáo in")
        if cell.kind == "date":
            if field.kind == "date" and len(cell.value) == 10:
                return Typed(cell.value, f"ô ngày của Excel, đọc là {show_date(cell.value)}")
            return Typed(stand_in, rule="Excel đã đổi ô này thành ngày, giờ", remedy=_AS_TEXT)
        if cell.kind == "bool":
            if field.kind == "bool":
                return Typed(cell.value)
            return Typed(stand_in, rule="Excel đã đổi ô này thành đúng, sai", remedy=_AS_TEXT)
        return _number(field, cell.value, stand_in)

    def _text(self, field: Field, cell: Cell) -> Typed:
        text = unicodedata.normalize("NFC", cell.value).strip()
        stand_in = f"?{cell.row}" if field.name in _KEYS else "?"
        if "\n" in text:
            return Typed(stand_in, rule="ô có xuống dòng", remedy="viết liền trên một dòng")
        if problem := text_problem("", cell.row, text):
            return Typed(stand_in, rule=problem.rule, remedy=problem.remedy)
        if field.kind == "count" and text in _DASHES:
            return Typed("", "gạch ngang, hiểu là báo cáo không nêu")
        typed = read(field, text, self._known)
        composed = unicodedata.is_normalized("NFC", cell.value)
        if composed or typed.remark or typed.rule:
            return typed
        return Typed(typed.value, "chữ tách rời dấu (NFD), đã ghép lại")


_KEYS = {
    key for form in BY_TITLE.values() if not form.is_annex for key in form.table.key.split(",")
}
_KEYS -= {"from_unit_id", "to_unit_id"}


def _number(field: Field, text: str, stand_in: str) -> Typed:
    whole = text.removesuffix(".0")
    if whole.isdecimal() and field.kind == "int":
        return Typed(whole)
    if whole.isdecimal() and field.kind == "count":
        grouped = f"{int(whole):,}".replace(",", ".")
        return Typed(grouped, f"ô số, đọc là {grouped}")
    if field.kind == "int":
        return Typed(text)
    rule = "ô là số, cột này là chữ; Excel có thể đã bỏ số 0, đổi dấu hoặc làm tròn"
    return Typed(stand_in, rule=rule, remedy=_AS_TEXT)
