"""The curated CSV files as files: read with their exact text, changed row by row, replaced at once.

A row that does not change keeps its bytes, quotes and line ending. Several files are replaced all
or none: the new ones wait whole in a folder, and one rename decides; what a crash leaves undone
after it, the next run finishes.
"""

import csv
import io
import os
import re
import shutil
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from etl.publish import flush

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_ENDING = re.compile(r"[\r\n]*\Z")
_BOM = b"\xef\xbb\xbf"
_DRAFT, _DECIDED = ".import-draft", ".import"


@dataclass(frozen=True)
class CuratedFile:
    """One file that `etl.read` can read. `rows` are NFC and stripped, "" where empty; row n stands
    on line n + 2."""

    name: str
    bom: bytes
    header: list[str]
    lines: list[str]
    rows: list[dict[str, str]]

    @property
    def ending(self) -> str:
        return _ENDING.findall(self.lines[0])[0] or "\n"

    def with_rows(self, changed: dict[int, dict[str, str]], added: list[dict[str, str]]) -> bytes:
        """The file with row numbers of `changed` written anew and `added` at its end."""
        lines = list(self.lines)
        for number, row in changed.items():
            old = lines[number + 1]
            lines[number + 1] = self._line(row) + _ENDING.findall(old)[0]
        if added and not _ENDING.findall(lines[-1])[0]:
            lines[-1] += self.ending
        lines += [self._line(row) + self.ending for row in added]
        return self.bom + "".join(lines).encode("utf-8")

    def _line(self, row: dict[str, str]) -> str:
        text = io.StringIO()
        csv.writer(text, lineterminator="").writerow(row.get(name, "") for name in self.header)
        return text.getvalue()


def load(path: Path) -> CuratedFile:
    data = path.read_bytes()
    lines = _LINE.findall(data.decode("utf-8-sig"))
    cells = [_cells(line) for line in lines]
    header = [name.strip('"') for name in cells[0]]
    rows = [dict(zip(header, row, strict=True)) for row in cells[1:]]
    return CuratedFile(path.name, data[:3] if data.startswith(_BOM) else b"", header, lines, rows)


def _cells(line: str) -> list[str]:
    (cells,) = csv.reader([unicodedata.normalize("NFC", line).rstrip("\r\n")])
    return [cell.strip() for cell in cells]


def replace_all(folder: Path, files: dict[str, bytes]) -> None:
    """Put every file in place, or none: the caller holds the lock."""
    draft = folder / _DRAFT
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir()
    for name, data in files.items():
        (draft / name).write_bytes(data)
        flush(draft / name)
    flush(draft)
    os.rename(draft, folder / _DECIDED)  # from here on the change is made
    flush(folder)
    finish(folder)


def unfinished(folder: Path) -> bool:
    return (folder / _DECIDED).is_dir()


def finish(folder: Path) -> None:
    """Put in place what a decided change left undone; nothing where there is none."""
    if not unfinished(folder):
        return
    waiting = folder / _DECIDED
    for file in sorted(waiting.iterdir()):
        shutil.copymode(folder / file.name, file)
        os.replace(file, folder / file.name)
    flush(folder)
    waiting.rmdir()
    flush(folder)
