"""Hold every curated phrase against the text of its report.

The reports themselves are not part of the project; whoever has them passes their folder. White space is
folded, because NBSP and double spaces sit inside names.
"""

import hashlib
import unicodedata
from pathlib import Path

import duckdb

from etl.problems import CuratedDataError, Problem
from warehouse.contract import TABLES


def verify(con: duckdb.DuckDBPyConnection, reports: Path) -> int:
    """Number of phrases found in their paragraphs; raises CuratedDataError with all that were not."""
    texts, problems = _texts(con, reports)
    found = 0
    for table in (t for t in TABLES if t.phrase):
        rows = con.execute(
            f"select line, source_id, paragraph, {table.phrase} from {table.name} order by line"
        ).fetchall()
        for line, source, paragraph, phrase in rows:
            if source not in texts:
                continue
            if fold_space(phrase) in texts[source][paragraph - 1]:
                found += 1
                continue
            at = [n for n, text in enumerate(texts[source], 1) if fold_space(phrase) in text]
            where = f"có ở đoạn {at}" if at else "không có ở đoạn nào"
            problems.append(
                Problem(f"data/curated/{table.name}.csv", line, phrase,
                        f"cụm từ không có ở đoạn {paragraph} của {source}",
                        f"{where}; sửa cụm từ hoặc số đoạn")
            )  # fmt: skip
    if problems:
        raise CuratedDataError(problems)
    return found


def paragraphs(text: str) -> list[str]:
    """The report's paragraphs: its non-empty lines, NFC, white space folded; ¶1 is the first."""
    return [fold_space(line) for line in text.split("\n") if line.strip()]


def fold_space(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def _texts(
    con: duckdb.DuckDBPyConnection, reports: Path
) -> tuple[dict[str, list[str]], list[Problem]]:
    texts: dict[str, list[str]] = {}
    problems = []
    for line, source, file, sha256, count in con.execute(
        "select line, source_id, file, sha256, paragraph_count from sources order by line"
    ).fetchall():
        path = reports / file
        name = "data/curated/sources.csv"
        if not path.is_file():
            problems.append(
                Problem(name, line, file, "không thấy tệp báo cáo", "đặt tệp vào thư mục báo cáo")
            )
            continue
        data = path.read_bytes()
        if hashlib.sha256(data).hexdigest() != sha256:
            problems.append(
                Problem(name, line, file, "tệp báo cáo khác mã băm đã ghi",
                        "lấy đúng bản đã dùng, hoặc nhập lại báo cáo mới")
            )  # fmt: skip
            continue
        texts[source] = paragraphs(data.decode("utf-8"))
        if len(texts[source]) != count:
            problems.append(
                Problem(name, line, file, f"báo cáo có {len(texts[source])} đoạn, không phải {count}",
                        "sửa paragraph_count")
            )  # fmt: skip
            del texts[source]
    return texts, problems
