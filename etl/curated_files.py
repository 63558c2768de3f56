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

    def with_rows(
        self,
        changed: dict[int, dict[str, str] | str],
        added: list[dict[str, str] | str],
        removed: frozenset[int] = frozenset(),
    ) -> bytes:
        """The file with row numbers of `changed` written anew, `added` at its end, `removed` out.

        A row may be given as its line. Whether the last line is ended stays as it was: what is
        added and then taken out leaves the bytes as they were.
        """
        endings = [_ENDING.findall(line)[0] for line in self.lines]
        bare = [line.removesuffix(end) for line, end in zip(self.lines, endings, strict=True)]
        for number, row in changed.items():
            bare[number + 1] = self._written(row)
        is_ended = bool(endings[-1])
        endings[-1] = endings[-1] or self.ending
        lines = [
            line + end
            for n, (line, end) in enumerate(zip(bare, endings, strict=True))
            if n - 1 not in removed
        ]
        lines += [self._written(row) + self.ending for row in added]
        if not is_ended:
            lines[-1] = lines[-1].rstrip("\r\n")
        return self.bom + "".join(lines).encode("utf-8")

    def own_line(self, number: int) -> str:
        """The row's line without its end, when its values would be written otherwise; else ""."""
        line = self.lines[number + 1].rstrip("\r\n")
        return "" if line == self._line(self.rows[number]) else line

    def row_of(self, line: str) -> dict[str, str] | None:
        """What a line of this file says; None when it is no row of it."""
        try:
            return dict(zip(self.header, _cells(line), strict=True))
        except (csv.Error, ValueError):
            return None

    def _written(self, row: dict[str, str] | str) -> str:
        return row if isinstance(row, str) else self._line(row)

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
