"""Read the curated CSV files as text into DuckDB, each row with its line number.

Nothing is typed or corrected here beyond Unicode NFC and outer blanks: types are given once, by the
contract, in `check`. A file is refused as a whole when its bytes cannot be trusted (encoding,
legacy fonts, an unclosed quote), because every later line number would lie.
"""

import csv
import re
import unicodedata
from pathlib import Path

import duckdb
import pyarrow as pa

from etl.load import load, odd_cells, replace
from etl.problems import Problem
from etl.progress import stage
from warehouse.contract import TABLES, Table

_VIETNAMESE = "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ"
# Letters of the Central Highlands' languages stand in unit names (Ea Kmŏč) beside the Vietnamese.
_HIGHLANDS = "ĕĭŏŭčñ"
_PUNCTUATION = "“”‘’–—…·•²³°×½±§≈≥≤≠−\u00a0\u202f"
_ALLOWED = set(_VIETNAMESE + _VIETNAMESE.upper() + _HIGHLANDS + _HIGHLANDS.upper() + _PUNCTUATION)
_STRANGE = re.compile(f"[^\x00-\x7f\\s{re.escape(''.join(sorted(_ALLOWED)))}]")
# Legacy text made of allowed letters alone: UTF-8 read as Windows-1252 leaves Ã or Â beside a
# letter, VNI a second vowel that only carries the tone (baùo caùo, ñaõ, theá), TCVN3 · in words.
_STRAY = re.compile(
    r"[a-zđ][ÃÂ][^a-zà-ỹđ]|[\u0080-\u009f]"
    r"|(?i:[aeouy][ùõ]|[ae][âãáà]|oâ)"
    r"|[^\W\d_]·[^\W\d_]|§[^\W\d_]"
)
# TCVN3 has ¶ inside words; before a number it is our own sign for a paragraph.
_PARAGRAPH_SIGN = re.compile(r"¶(?=\d)")
# Not U+00AD: that one is a letter of TCVN3 and says more as such.
_HIDDEN = re.compile("[\x00-\x1f\x7f\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")
# Bytes. A longer file than the first is loaded by DuckDB, if it is plainly a table; one longer than
# the second by DuckDB or not at all.
_SHORT, _LINE_BY_LINE = 1 << 20, 1 << 26
_MOST = 1000  # problems of such a file


def read_curated(con: duckdb.DuckDBPyConnection, folder: Path) -> list[Problem]:
    """Load every readable curated table as `raw_<table>(line, <typed columns as text>)`.

    Returns the problems of the files that could not be read; those have no raw table.
    """
    problems: list[Problem] = []
    for table in TABLES:
        if table.curated:
            stage(f"Đọc {table.name}.csv")
            problems += _load(con, table, folder / f"{table.name}.csv")
    return problems


def readable(con: duckdb.DuckDBPyConnection) -> set[str]:
    """Names of the curated tables that `read_curated` could load."""
    named = "select table_name from information_schema.tables"
    there = {row[0] for row in con.execute(named).fetchall()}
    return {table.name for table in TABLES if f"raw_{table.name}" in there}


def unreadable(folder: Path) -> list[Problem]:
    """What `read_curated` would return, without a database."""
    tables = (table for table in TABLES if table.curated)
    return [p for table in tables for p in _parsed(table, folder / f"{table.name}.csv")[2]]


def _load(con: duckdb.DuckDBPyConnection, table: Table, path: Path) -> list[Problem]:
    size = path.stat().st_size if path.is_file() else 0
    if size > _SHORT and load(con, table, path):
        problems = _clean_cells(con, table, shown(path))
        if problems:
            con.execute(f"drop table raw_{table.name}")
        return problems
    if size > _LINE_BY_LINE:
        return _first_problems(path, shown(path))
    return load_short(con, table, path)


def load_short(con: duckdb.DuckDBPyConnection, table: Table, path: Path) -> list[Problem]:
    """One table as `read_curated` loads it, line by line; the problems where it cannot be."""
    header, rows, problems = _parsed(table, path)
    if not problems:
        _store(con, table, header, rows)
    return problems


def _parsed(table: Table, path: Path) -> tuple[list[str], list[list[str | None]], list[Problem]]:
    """The header, the rows after it, and what makes the file unreadable."""
    name = shown(path)
    lines, problems = readable_lines(path, "thêm dòng tiêu đề và các dòng số liệu")
    problems = problems or [
        p for n, line in enumerate(lines, 1) if (p := _row_problem(name, n, line))
    ]
    if problems:
        return [], [], problems
    header, problems = _header(table, name, lines[0])
    if problems:
        return header, [], problems
    return header, *_rows(name, header, lines)


def _clean_cells(con: duckdb.DuckDBPyConnection, table: Table, name: str) -> list[Problem]:
    """NFC and no outer blanks, cell by cell; the problems of cells that cannot be kept."""
    problems = []
    for column, cells in odd_cells(con, table, [c.name for c in table.typed]).items():
        clean = {cell: unicodedata.normalize("NFC", cell).strip() for cell in cells}
        for cell, text in clean.items():
            if problem := text_problem(name, cells[cell], text):
                problems.append(problem)
        replace(con, table, column, {c: t or None for c, t in clean.items() if c != t})
    return problems


def _first_problems(path: Path, name: str) -> list[Problem]:
    """Of a file too long to be held in memory: what is wrong with its first wrong lines."""
    problems = []
    with path.open(encoding="utf-8-sig", newline="") as file:
        try:
            for number, line in enumerate(file, 1):
                text = unicodedata.normalize("NFC", line.rstrip("\r\n"))
                problem = text_problem(name, number, text) or _row_problem(name, number, text)
                problems += [problem] if problem else []
                if len(problems) == _MOST:
                    break
        except UnicodeDecodeError:
            rule, remedy = "không phải mã UTF-8", "lưu lại tệp với mã hóa UTF-8"
            problems.append(Problem(name, number + 1, "", rule, remedy))
    rule = "tệp lớn không đọc được thành bảng"
    remedy = "mỗi dòng đủ số ô như dòng tiêu đề, kết thúc bằng LF hoặc CRLF, không có dòng trống"
    return problems or [Problem(name, 1, "", rule, remedy)]


def shown(path: Path) -> str:
    """The path as data staff know it: `data/curated/observations.csv`."""
    return "/".join(path.parts[-3:])


def readable_lines(path: Path, when_empty: str) -> tuple[list[str], list[Problem]]:
    """The file's lines in NFC, or the problems that make it unreadable."""
    name = shown(path)
    if not path.is_file():
        return [], [
            Problem(name, 1, path.name, "thiếu tệp", "lấy lại tệp từ bản lưu, hoặc tạo mới")
        ]
    data = path.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        bad = data[error.start : error.start + 4].hex(" ")
        rule, remedy = "không phải mã UTF-8", "lưu lại tệp với mã hóa UTF-8"
        return [], [Problem(name, line, bad, rule, remedy)]
    if not text.strip():
        return [], [Problem(name, 1, "", "tệp trống", when_empty)]
    text = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    lines = text.removesuffix("\n").split("\n")
    return lines, [p for n, line in enumerate(lines, 1) if (p := text_problem(name, n, line))]


def text_problem(name: str, number: int, line: str) -> Problem | None:
    """What makes an NFC text unfit to be kept: hidden characters, legacy fonts; or None."""
    if hidden := _HIDDEN.search(line):
        where = f"U+{ord(hidden[0]):04X} sau {line[max(0, hidden.start() - 20) : hidden.start()]}"
        return Problem(name, number, where, "ký tự ẩn", "xóa ký tự này rồi gõ lại chỗ đó")
    if found := legacy_text(line):
        rule = "chữ hỏng do phông hoặc mã cũ (VNI, TCVN3, sai UTF-8)"
        remedy = "mở bản gốc, chuyển sang Unicode rồi nhập lại; chương trình không tự đoán chữ"
        return Problem(name, number, found, rule, remedy)
    return None


def legacy_text(line: str) -> str | None:
    """The word of an NFC line that shows legacy-font or double-encoded text, or None."""
    line = _PARAGRAPH_SIGN.sub("", line)
    if not _STRANGE.search(line) and not _STRAY.search(line + " "):
        return None
    for word in re.split(r"[\s,]+", line):
        strange = any(ord(c) > 127 and c not in _ALLOWED for c in word)
        if strange or _STRAY.search(word + " "):
            return word
    return None


def _row_problem(name: str, number: int, line: str) -> Problem | None:
    if not line.strip(' ,;"\u00a0'):
        return Problem(name, number, "", "dòng trống", "xóa dòng này")
    if line.count('"') % 2:
        remedy = "đóng dấu nháy; một dòng số liệu nằm trọn trên một dòng"
        return Problem(name, number, line, "dấu nháy kép chưa đóng", remedy)
    return None


def _header(table: Table, name: str, line: str) -> tuple[list[str], list[Problem]]:
    header = [cell.strip().strip('"') for cell in line.split(",")]
    wanted = [c.name for c in table.typed]
    derived = {c.name for c in table.columns if c.derived}
    if len(header) == 1 and ";" in line:  # as Excel saves CSV on a Vietnamese machine
        rule, remedy = "các ô cách nhau bằng dấu chấm phẩy", "lưu lại với dấu phẩy giữa các ô"
        return header, [Problem(name, 1, line, rule, remedy)]
    problems = [
        Problem(name, 1, column, "thiếu cột", f"thêm cột {column} vào dòng tiêu đề")
        for column in wanted
        if column not in header
    ]
    for column in header:
        if column in derived:
            problems.append(
                Problem(name, 1, column, "cột do chương trình tính", "xóa cột, không gõ tay")
            )
        elif column not in wanted:
            problems.append(
                Problem(name, 1, column, "cột lạ", "xóa cột hoặc sửa tên: " + ", ".join(wanted))
            )
    if len(header) != len(set(header)):
        twice = next(c for c in header if header.count(c) > 1)
        problems.append(Problem(name, 1, twice, "cột lặp lại", "giữ một cột"))
    return header, problems


def _rows(
    name: str, header: list[str], lines: list[str]
) -> tuple[list[list[str | None]], list[Problem]]:
    """One row per line after the header; an empty cell is None."""
    rows: list[list[str | None]] = []
    problems = []
    for number, line in enumerate(lines[1:], 2):
        try:
            (cells,) = csv.reader([line], strict=True)
        except csv.Error:
            remedy = "bọc cả ô trong nháy kép; nháy kép bên trong viết hai lần"
            problems.append(Problem(name, number, line, "dấu nháy kép sai chỗ", remedy))
            continue
        if len(cells) != len(header):
            rule = f"dòng có {len(cells)} ô, dòng tiêu đề có {len(header)} ô"
            remedy = "thêm hoặc bớt ô cho đủ; ô có dấu phẩy đặt trong nháy kép"
            problems.append(Problem(name, number, line, rule, remedy))
        rows.append([cell.strip() or None for cell in cells])
    return rows, problems


def _store(
    con: duckdb.DuckDBPyConnection, table: Table, header: list[str], rows: list[list[str | None]]
) -> None:
    columns = {c.name: pa.array([], pa.string()) for c in table.typed}
    for place, column in enumerate(header):
        columns[column] = pa.array([row[place] for row in rows], pa.string())
    lines = pa.array(range(2, len(rows) + 2), pa.int32())
    con.register("rows_arrow", pa.table({"line": lines} | columns))
    con.execute(f"create or replace table raw_{table.name} as from rows_arrow")
    con.unregister("rows_arrow")
