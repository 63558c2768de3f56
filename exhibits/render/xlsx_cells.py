"""Cells of a workbook: text that stays text, numbers and days as themselves.

Nothing written here can become a formula or a link. XlsxWriter reports trouble by return codes, so
every one is looked at.
"""

import math
from collections.abc import Callable, Iterable, Sequence
from datetime import date

import pandas as pd
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from exhibits import numbers
from exhibits.model import ExhibitError, Field
from exhibits.render.cells import neutral

Formats = dict[str, Format]
# How a cell is written, what, and in which format.
Cell = tuple[Callable[..., int], object, Format]
Look = tuple[Callable[..., int], Format]
LINE = 16.5  # points of one line of text
_TALLEST = 409  # points: Excel has no taller row
FONT = "Times New Roman"
_WIDEST = 30
_MOST_KNOWN = 50_000  # distinct texts of a column that are remembered at once
_FIRST_DAY = date(1900, 3, 1)  # before it Excel's calendar is wrong, or there is none


def formats(book: Workbook) -> Formats:
    """The styles every sheet shares, by name."""
    cell = {"valign": "top", "text_wrap": True, "font_name": FONT, "font_size": 12}
    line = {**cell, "text_wrap": False}
    text = {**cell, "num_format": "@", "border": 1}
    return {
        "title": book.add_format({**line, "bold": True, "font_size": 15}),
        "heading": book.add_format({**line, "bold": True, "font_size": 13}),
        "line": book.add_format({**line, "font_color": "#444444"}),
        "link": book.add_format({**line, "font_color": "#0B4F8A", "underline": 1}),
        "listed": book.add_format({**text, "font_color": "#0B4F8A", "underline": 1}),
        "head": book.add_format({**cell, "bold": True, "bg_color": "#DCE6F1", "border": 1}),
        "text": book.add_format(text),
        # A cell of text that starts with a sign keeps it as text when someone edits the cell.
        "quoted": book.add_format({**text, "quote_prefix": True}),
        "number": book.add_format({**cell, "num_format": "#,##0.####", "border": 1}),
        "integer": book.add_format({**cell, "num_format": "#,##0", "border": 1}),
        "date": book.add_format({**cell, "num_format": "dd/mm/yyyy", "border": 1}),
    }


def done(code: int) -> None:
    """Stops at a cell that XlsxWriter did not take."""
    if code:
        raise ExhibitError(
            f"XlsxWriter refused a cell (code {code}): a text over 32,767 characters, or a row "
            "past the end of the sheet?"
        )


def say(sheet: Worksheet, row: int, column: int, text: str, form: Format) -> None:
    """Our own words into a cell."""
    done(sheet.write_string(row, column, neutral(text), form))


def lead(sheet: Worksheet, row: int, column: int, text: str, place: str, form: Format) -> None:
    """Words that lead to a place in the same file: "'Bộ lọc'!A1"."""
    done(sheet.write_url(row, column, f"internal:{place}", form, text))


class Texts(dict[str, str | Cell]):
    """What stands for each distinct text of a sheet, worked out once while it is remembered: text
    to be written as usual, or a cell of its own."""

    def __init__(self, sheet: Worksheet, styles: Formats) -> None:
        self._sheet, self._styles = sheet, styles

    def __missing__(self, text: str) -> str | Cell:
        if len(self) >= _MOST_KNOWN:
            self.clear()
        self[text] = shown = self._shown(text)
        return shown

    def _shown(self, text: str) -> str | Cell:
        safe = neutral(text)
        # An empty text would be a filled cell to Excel's filters and counts.
        if not safe:
            return self._sheet.write_blank, None, self._styles["text"]
        # The neutraliser's mark becomes Excel's own, which is not part of the text.
        if safe.startswith("'") and not text.startswith("'"):
            return self._sheet.write_string, safe[1:], self._styles["quoted"]
        return safe


class Columns:
    """Turns columns of an exhibit's table into cells of one sheet.

    A column's usual cells differ in their value alone, so how they are written is said once
    (`look`); a tuple for each of a million cells would cost as much as writing some of them.
    """

    def __init__(self, sheet: Worksheet, styles: Formats) -> None:
        self._sheet, self._styles = sheet, styles
        self._texts = Texts(sheet, styles)
        self.blank: Cell = (sheet.write_blank, None, styles["text"])

    def look(self, kind: str) -> Look:
        """How the usual cells of such a column are written, and in which format."""
        sheet = self._sheet
        ways = {"number": sheet.write_number, "integer": sheet.write_number}
        ways |= {"date": sheet.write_datetime, "text": sheet.write_string}
        return ways[kind], self._styles[kind]

    def values(self, values: pd.Series, kind: str) -> list[object | Cell]:
        """Per value what stands in its cell, or a Cell where that is not a usual one."""
        plain = values.astype(object).where(values.notna(), None).tolist()
        blank = self.blank
        if kind in ("number", "integer"):
            return [blank if v is None else float(v) for v in plain]
        if kind == "date":
            days = {v: self._day(v) for v in set(plain)}
            return [days[v] for v in plain]
        known = self._texts
        return [
            known[v] if type(v) is str else blank if v is None else known[str(v)] for v in plain
        ]

    def text(self, value: object) -> Cell:
        if value is None:
            return self.blank
        return whole([self._texts[str(value)]], [self.look("text")])[0]

    def _day(self, value: object) -> object | Cell:
        if value is None:
            return self.blank
        if isinstance(value, pd.Timestamp) or not isinstance(value, date):
            value = pd.Timestamp(value).to_pydatetime(warn=False)
        if (value.year, value.month) < (_FIRST_DAY.year, _FIRST_DAY.month):
            return self.text(numbers.day(value))
        return value


def whole(values: Iterable[object | Cell], looks: Iterable[Look]) -> list[Cell]:
    """Cells of one row, each with all it takes to write it."""
    return [
        value if type(value) is tuple else (look[0], value, look[1])
        for value, look in zip(values, looks, strict=True)
    ]


def put_usual(row: int, values: Iterable[object | Cell], looks: Sequence[Look]) -> None:
    """One row of what `Columns.values` gave, from the first column on."""
    for column, value in enumerate(values):
        write, form = looks[column]
        if type(value) is tuple:
            write, value, form = value
        if code := write(row, column, value, form):
            done(code)


def styled(cell: Cell, form: Format) -> Cell:
    """The same cell in another format."""
    return cell[0], cell[1], form


def put(row: int, cells: Iterable[Cell]) -> None:
    """The cells of one row, from the first column on."""
    for column, (write, value, form) in enumerate(cells):
        if code := write(row, column, value, form):
            done(code)


def width(values: pd.Series, field: Field) -> float:
    """Column width in letters: the longest text, within reason."""
    if field.kind != "text":
        return max(14, len(field.label) + 2)
    longest = max((len(v) for v in values if isinstance(v, str)), default=0)
    return min(max(1.1 * longest + 2, 0.6 * len(field.label) + 4, 9), _WIDEST)


def height(cells: Sequence[Cell], widths: Sequence[float]) -> float:
    """Points the tallest cell of a row needs: not every program works it out when it opens a
    file."""
    texts = ((cell[1], wide) for cell, wide in zip(cells, widths, strict=False))
    lines = (
        sum(max(1, math.ceil(1.15 * len(part) / wide)) for part in text.split("\n"))
        for text, wide in texts
        if isinstance(text, str)
    )
    return min(LINE * max(lines, default=1), _TALLEST)


def on_paper(sheet: Worksheet) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
