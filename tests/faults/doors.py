"""Every door a stranger's bytes come in by, with what it may refuse them with.

A door is a function of bytes that returns, or raises its own refusal, which is caught here.
Whatever else it raises is a fault. Hypothesis and the fuzzer knock at the same doors.
"""

import io
import tempfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import parse_qsl

import duckdb
import typst
from docx import Document

from etl import extract, extract_text, phrases, workbook_read
from etl.__main__ import build, main
from etl.problems import CuratedDataError
from etl.workbook_file import WorkbookError
from exhibits import deck
from exhibits.catalog import address
from exhibits.model import Refusal
from tests.conftest import ROOT

CURATED = ROOT / "data" / "curated"
_TABLES = ("sources", "observations", "models", "unit_links")


@dataclass(frozen=True)
class Door:
    """`seed` is something it lets in, to begin from."""

    enter: Callable[[bytes], object]
    refuses: type[Exception]
    seed: Callable[[], bytes]

    def __call__(self, data: bytes) -> None:
        with suppress(self.refuses):
            self.enter(data)


def _text(data: bytes) -> str:
    return data.decode("utf-8", errors="replace")


def _curated(data: bytes) -> None:
    """The bytes in the place of one curated file; which, their first byte says."""
    name = _TABLES[data[0] % len(_TABLES)] if data else _TABLES[0]
    with tempfile.TemporaryDirectory() as place, duckdb.connect() as con:
        folder = Path(place) / "data" / "curated"
        folder.mkdir(parents=True)
        for file in CURATED.iterdir():
            (folder / file.name).write_bytes(file.read_bytes())
        (folder / f"{name}.csv").write_bytes(data[1:])
        build(con, folder)


def _findings(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as place, duckdb.connect() as con:
        folder = Path(place) / "data" / "curated"
        folder.mkdir(parents=True)
        for file in CURATED.iterdir():
            (folder / file.name).write_bytes(file.read_bytes())
        (folder / "findings.yml").write_bytes(data)
        build(con, folder)


def _report(kind: str) -> Callable[[bytes], None]:
    def enter(data: bytes) -> None:
        with tempfile.TemporaryDirectory() as place:
            path = Path(place) / f"bao-cao.{kind}"
            path.write_bytes(data)
            extract.candidates(extract_text.read(path), _known())

    return enter


@cache
def _known() -> extract.Known:
    return extract.known(CURATED)


def _workbook(data: bytes) -> None:
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "so-lieu.xlsx"
        path.write_bytes(data)
        workbook_read.read_book(path)


def _form() -> bytes:
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "so-lieu.xlsx"
        assert main(["export", "--out", str(path)]) == 0
        return path.read_bytes()


def _docx() -> bytes:
    document, file = Document(), io.BytesIO()
    document.add_paragraph(_SAID)
    document.save(file)
    return file.getvalue()


def _pdf() -> bytes:
    fonts = [str(ROOT / "exhibits" / "render" / "fonts")]
    text = f'#set text(font: "Tinos")\n{_SAID}'.encode()
    return typst.compile(text, font_paths=fonts, ignore_system_fonts=True)


def _address(data: bytes) -> None:
    page, _, query = _text(data).partition("?")
    address.exhibits(page, address.Choices(parse_qsl(query, keep_blank_values=True)))


_SAID = "Đến nay có 11 mô hình cấp huyện, hơn 500 cuốn, 2 triệu 500 nghìn đồng, 52/52 hộ, 76,6%."
_LINK = "so-sanh?dia-phuong=Huyện+Yên+Định&cap=cấp+huyện&ky=2022"

DOORS = {
    "phrase": Door(lambda data: phrases.read_phrase(_text(data)), phrases.PhraseError,
                   lambda: "gần 1.275 hội nghị".encode()),
    "quantities": Door(lambda data: phrases.find_quantities(_text(data)), phrases.PhraseError,
                       lambda: _SAID.encode()),
    "curated": Door(_curated, CuratedDataError,
                    lambda: b"\1" + (CURATED / "observations.csv").read_bytes()),
    "findings": Door(_findings, CuratedDataError,
                     lambda: (CURATED / "findings.yml").read_bytes()),
    "report.txt": Door(_report("txt"), extract_text.Unreadable, lambda: _SAID.encode()),
    "report.docx": Door(_report("docx"), extract_text.Unreadable, _docx),
    "report.pdf": Door(_report("pdf"), extract_text.Unreadable, _pdf),
    "workbook": Door(_workbook, WorkbookError, _form),
    "address": Door(_address, Refusal, lambda: _LINK.encode()),
    "deck in a link": Door(lambda data: deck.from_text(_text(data)), deck.DeckError,
                           lambda: deck.to_text(_deck()).encode()),
    "deck file": Door(deck.from_file, deck.DeckError, lambda: deck.to_file(_deck())),
}  # fmt: skip


def _deck() -> deck.Deck:
    return deck.Deck("Sơ kết", (deck.Item("mo-hinh", (("ky", "2022"),), "mo-hinh-so-luong"),))
