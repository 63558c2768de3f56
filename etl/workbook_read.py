"""Read the sheets of an entry workbook as they stand, with openpyxl, a row at a time.

Here a cell is only text, or a reason why it is none: formulas, errors, days and numbers where text
is due are told apart, never repaired. What the text means is read by `workbook_rows`.
"""

import re
import unicodedata
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from openpyxl.cell.text import Text
from openpyxl.reader.excel import ExcelReader
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._reader import WorkSheetParser
from openpyxl.xml.constants import SHARED_STRINGS, SHEET_MAIN_NS
from openpyxl.xml.functions import iterparse

from etl.workbook_file import WorkbookError, check_file, damaged

BASE = "nen"  # the document property that holds what a workbook was made from
MOST_ROWS = 20_000
_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")


@dataclass(frozen=True)
class Cell:
    """`kind`: text, number, date, bool, formula or error; `value` is text in every case."""

    row: int
    column: int
    kind: str
    value: str

    @property
    def address(self) -> str:
        return f"{get_column_letter(self.column)}{self.row}"


@dataclass
class Sheet:
    """The filled cells of one sheet, by row; `merged` as Excel names the ranges."""

    title: str
    hidden: bool
    rows: dict[int, list[Cell]] = field(default_factory=dict)
    merged: list[str] = field(default_factory=list)
    hidden_rows: int = 0


@dataclass(frozen=True)
class Book:
    sheets: list[Sheet]
    base: str | None


class Reader(ExcelReader):
    """openpyxl's reader, which drops "x005F_" from texts; here escapes are read as Excel does."""

    def read_strings(self) -> None:
        part = self.package.find(SHARED_STRINGS)
        if part is None:
            return
        with self.archive.open(part.PartName[1:]) as source:
            for _, node in iterparse(source):
                if node.tag == f"{{{SHEET_MAIN_NS}}}si":
                    text = Text.from_tree(node).content
                    self.shared_strings.append(_ESCAPE.sub(_letter, text))
                    node.clear()


def _letter(escape: re.Match[str]) -> str:
    return chr(int(escape[1], 16))


def escaped(text: str) -> str:
    """The text as a file must spell it, for what openpyxl writes without escapes."""
    return re.sub(
        "[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)",
        lambda sign: f"_x{ord(sign[0]):04X}_",
        text,
    )


def read_book(path: Path) -> Book:
    """Every sheet's filled cells; raises WorkbookError for a file that must not be opened."""
    check_file(path)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of features that do not matter for text
            reader = Reader(path, read_only=True, keep_links=False)
            with reader.archive:
                reader.read()
                base = {p.name: p.value for p in reader.wb.custom_doc_props.props}.get(BASE)
                return Book(list(_sheets(reader)), base)
    except WorkbookError:
        raise
    # openpyxl meets damage as any of a dozen exceptions; all of them say the same to staff.
    except Exception as error:
        raise damaged(path.name) from error


def _sheets(reader: Reader) -> Iterator[Sheet]:
    book = reader.wb
    states = {sheet.title: sheet.sheet_state for sheet in book._sheets}
    for listed, relation in reader.parser.find_sheets():
        if "worksheet" not in relation.Type or relation.target not in reader.valid_files:
            continue
        sheet = Sheet(listed.name, states.get(listed.name) != "visible")
        with reader.archive.open(relation.target) as source:
            parser = WorkSheetParser(
                source,
                reader.shared_strings,
                epoch=book.epoch,
                date_formats=book._date_formats,
                timedelta_formats=book._timedelta_formats,
            )
            for number, cells in parser.parse():
                filled = [cell for raw in cells if (cell := _cell(raw))]
                if filled:
                    sheet.rows[number] = filled
                if len(sheet.rows) > MOST_ROWS:
                    raise WorkbookError(
                        f"Trang “{sheet.title}” có quá {MOST_ROWS} dòng; chia thành nhiều tệp."
                    )
        sheet.merged = [m.ref for m in parser.merged_cells.mergeCell] if parser.merged_cells else []
        hidden = {
            int(row)
            for row, look in parser.row_dimensions.items()
            if look.get("hidden") in ("1", "true")
        }
        sheet.hidden_rows = len({n for n in hidden if n in sheet.rows})
        yield sheet


_KINDS = {"s": "text", "n": "number", "d": "date", "b": "bool", "f": "formula", "e": "error"}


def _cell(raw: dict[str, object]) -> Cell | None:
    """None for a cell without contents; blanks alone are none."""
    value = raw["value"]
    if value is None:
        return None
    kind = _KINDS[str(raw["data_type"])]
    if kind == "bool":
        text = "true" if value else "false"
    elif kind == "date":
        text = _day(value)
    elif kind == "formula":
        text = str(getattr(value, "text", value))
    else:
        text = str(value)
    # Blanks and NFD are told apart from the text by whoever reads it.
    if not unicodedata.normalize("NFC", text).strip():
        return None
    return Cell(int(str(raw["row"])), int(str(raw["column"])), kind, text)


def _day(value: object) -> str:
    """ISO for a whole day; a time of day or a span of time stays what it is."""
    if isinstance(value, datetime):
        whole = not (value.hour or value.minute or value.second)
        return value.date().isoformat() if whole else value.isoformat(" ")
    return value.isoformat() if isinstance(value, date) else str(value)
