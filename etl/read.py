"""Read the curated CSV files as text into DuckDB, each row with its line number.

Nothing is typed or corrected here beyond Unicode NFC and outer blanks: types are given once, by the
contract, in `check`. A file is refused as a whole when its bytes cannot be trusted (encoding, legacy
fonts, an unclosed quote), because every later line number would lie.
"""

import re
import unicodedata
from pathlib import Path

import duckdb

from etl.problems import CuratedDataError, Problem
from warehouse.contract import TABLES, Table

_VIETNAMESE = "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ"
# Letters of the Central Highlands' languages stand in unit names (Ea Kmŏč) beside the Vietnamese ones.
_HIGHLANDS = "ĕĭŏŭčñ"
_PUNCTUATION = "“”‘’–—…·•²³°×½±§≈≥≤≠−\u00a0\u202f"
_ALLOWED = set(_VIETNAMESE + _VIETNAMESE.upper() + _HIGHLANDS + _HIGHLANDS.upper() + _PUNCTUATION)
# UTF-8 read as Windows-1252 or DOS, VNI and TCVN3 all leave one of these beside a letter.
_STRAY = re.compile(r"[a-zđ][ÃÂ][^a-zà-ỹđ]|[\u0080-\u009f]")
# TCVN3 has ¶ inside words; before a number it is our own sign for a paragraph.
_PARAGRAPH_SIGN = re.compile(r"¶(?=\d)")


def read_curated(con: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Load every curated table as `raw_<table>(line, <typed columns as text>)`.

    Raises CuratedDataError with all problems of all files at once.
    """
    problems: list[Problem] = []
    for table in TABLES:
        if table.curated:
            problems += _load(con, table, folder / f"{table.name}.csv")
    if problems:
        raise CuratedDataError(problems)


def _load(con: duckdb.DuckDBPyConnection, table: Table, path: Path) -> list[Problem]:
    name = shown(path)
    if not path.is_file():
        return [Problem(name, 1, path.name, "thiếu tệp", "tạo tệp với dòng tiêu đề của bảng")]
    text, problems = readable_text(path)
    if problems:
        return problems
    header, problems = _header(table, name, text)
    if problems:
        return problems
    return _parse(con, table, path, header)


def shown(path: Path) -> str:
    """The path as data staff know it: `data/curated/observations.csv`."""
    return "/".join(path.parts[-3:])


def readable_text(path: Path) -> tuple[str, list[Problem]]:
    """The file's text, or the problems that make it unreadable."""
    name = shown(path)
    data = path.read_bytes()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        bad = data[error.start : error.start + 4].hex(" ")
        return "", [Problem(name, line, bad, "không phải mã UTF-8", "lưu lại tệp với mã hóa UTF-8")]
    if not text.strip():
        return "", [Problem(name, 1, "", "tệp trống", "thêm dòng tiêu đề và các dòng số liệu")]
    problems = []
    for number, line in enumerate(unicodedata.normalize("NFC", text).splitlines(), 1):
        if problem := _line_problem(name, number, line):
            problems.append(problem)
    return text, problems


def _line_problem(name: str, number: int, line: str) -> Problem | None:
    if not line.strip():
        return Problem(name, number, "", "dòng trống", "xóa dòng này")
    if line.count('"') % 2:
        return Problem(
            name, number, line, "dấu nháy kép chưa đóng",
            "đóng dấu nháy; một dòng số liệu nằm trọn trên một dòng",
        )  # fmt: skip
    if found := legacy_text(line):
        return Problem(
            name, number, found, "chữ hỏng do phông hoặc mã cũ (VNI, TCVN3, sai UTF-8)",
            "mở bản gốc, chuyển sang Unicode rồi nhập lại; chương trình không tự đoán chữ",
        )  # fmt: skip
    return None


def legacy_text(line: str) -> str | None:
    """The word of an NFC line that shows legacy-font or double-encoded text, or None."""
    for word in _PARAGRAPH_SIGN.sub("", line).split():
        strange = any(ord(c) > 127 and c not in _ALLOWED for c in word)
        if strange or _STRAY.search(word + " "):
            return word
    return None


def _header(table: Table, name: str, text: str) -> tuple[list[str], list[Problem]]:
    header = [cell.strip().strip('"') for cell in text.splitlines()[0].split(",")]
    wanted = [c.name for c in table.typed]
    derived = {c.name for c in table.columns if c.derived}
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


def _parse(
    con: duckdb.DuckDBPyConnection, table: Table, path: Path, header: list[str]
) -> list[Problem]:
    spec = "{" + ", ".join(f"'{c}': 'VARCHAR'" for c in header) + "}"
    columns = ", ".join(
        f'nullif(trim(nfc_normalize("{c.name}")), \'\') "{c.name}"' for c in table.typed
    )
    con.execute("drop table if exists reject_errors; drop table if exists reject_scans")
    # One row stands on one line (checked above), so the row's place is its line. Reading in parallel
    # would lose that order.
    con.execute(
        f"""create or replace table raw_{table.name} as
            select (row_number() over () + 1)::integer as line, {columns}
            from read_csv($path, columns={spec}, header=true, auto_detect=false, delim=',',
                          quote='"', escape='"', parallel=false, store_rejects=true,
                          null_padding=false, encoding='utf-8')""",
        {"path": str(path)},
    )
    rejects = con.execute("select line, csv_line, error_type from reject_errors").fetchall()
    return [
        Problem(
            shown(path),
            line,
            csv_line or "",
            f"dòng không đúng số ô ({kind})",
            f"mỗi dòng có đúng {len(header)} ô như dòng tiêu đề; ô có dấu phẩy đặt trong nháy kép",
        )  # fmt: skip
        for line, csv_line, kind in rejects
    ]
