"""The entry workbook as staff use it: written, filled in with openpyxl, handed in."""

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from etl.__main__ import main
from etl.workbook import HEADING
from etl.workbook_form import FORMS, Form
from tests.conftest import Curated

FIRST = HEADING + 2  # the first row of data, as a workbook counts
BY_KEY = {form.key: form for form in FORMS}


class Desk:
    """A curated folder, and workbooks made from it."""

    def __init__(self, curated: Curated, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.curated, self.folder, self._capsys = curated, folder, capsys
        self.out = self.err = ""

    def run(self, *arguments: object) -> int:
        """The exit code of `python -m etl …`; what it said is in `out` and `err`."""
        self._capsys.readouterr()
        places = ["--curated", self.curated.folder, "--releases", self.folder / "releases"]
        code = main([str(a) for a in (*arguments, *places)])
        self.out, self.err = self._capsys.readouterr()
        return code

    def write(self, filled: bool = False) -> Path:
        made = len(list(self.folder.glob("*.xlsx")))
        path = self.folder / f"{'đầy' if filled else 'trống'}-{made}.xlsx"
        assert self.run("export" if filled else "template", "--out", path) == 0
        return path

    def filled_in(self, change: Callable[[Workbook], None], filled: bool = False) -> Path:
        """A form changed by `change`."""
        path = self.write(filled)
        book = openpyxl.load_workbook(path)
        change(book)
        book.save(path)
        return path

    def take_in(self, path: Path, *options: str) -> int:
        return self.run("import", path, *options)

    def refused(self, change: Callable[[Workbook], None], filled: bool = False) -> list[str]:
        """What is said of a workbook changed so; nothing may have been written."""
        path, before = self.filled_in(change, filled), self.state()
        assert self.take_in(path, "--yes") == 1, self.out
        assert self.state() == before
        said, _, rest = self.err.partition("Có ")
        assert rest.startswith(f"{said.count(chr(10))} lỗi; chưa ghi gì.\n")
        return said.splitlines()

    def accepted(self, change: Callable[[Workbook], None], filled: bool = False) -> str:
        path = self.filled_in(change, filled)
        assert self.take_in(path, "--yes") == 0, self.err
        return self.out

    def state(self) -> dict[str, bytes]:
        """Every file of the curated folder; left-overs would be seen as well."""
        found = sorted(p for p in self.curated.folder.rglob("*") if p.is_file())
        return {str(p.relative_to(self.curated.folder)): p.read_bytes() for p in found}

    def state_of_files(self) -> dict[str, bytes]:
        """The same without what a killed import left behind."""
        return {name: data for name, data in self.state().items() if "/" not in name}


def columns(sheet: Worksheet) -> dict[str, int]:
    return {str(cell.value): cell.column for cell in sheet[HEADING + 1] if cell.value}


def put(book: Workbook, key: str, values: dict[str, object], row: int = FIRST) -> Worksheet:
    """Type values under the headings of a sheet; text stays text."""
    form = BY_KEY[key]
    sheet = book[form.title]
    places = columns(sheet)
    for label, value in values.items():
        cell = sheet.cell(row, places[label])
        cell.value = value
        if isinstance(value, str):
            cell.data_type = "s"
    return sheet


def example(book: Workbook, key: str, row: int = FIRST) -> Worksheet:
    """Type the form's own example as a row of data."""
    form: Form = BY_KEY[key]
    sheet = book[form.title]
    shown = [sheet.cell(HEADING, n + 1).value for n in range(len(form.fields))]
    values = {f.label: v for f, v in zip(form.fields, shown, strict=True) if v}
    return put(book, key, values, row)


def address(sheet: Worksheet, label: str, row: int = FIRST) -> str:
    return sheet.cell(row, columns(sheet)[label]).coordinate
