"""Hold every curated phrase against the text of its report: it stands there, and says the same.

The reports themselves are not part of the project; whoever has them passes their folder. White
space is folded, because NBSP and double spaces sit inside names.
"""

import hashlib
import re
from functools import lru_cache
from pathlib import Path

import duckdb

from etl.phrases import PhraseError, find_quantities, read_phrase
from etl.problems import CuratedDataError, Problem
from warehouse.contract import TABLES
from warehouse.reports import fold_space, located, paragraphs, places


def verify(con: duckdb.DuckDBPyConnection, *folders: Path) -> int:
    """Number of phrases found in their paragraphs; raises CuratedDataError with all others."""
    texts, problems = _texts(con, folders)
    annexes = con.execute("select source_id from sources where kind = 'annex'").fetchall()
    found = 0
    for table in (t for t in TABLES if t.phrase):
        rows = con.execute(
            f"select line, source_id, paragraph, {table.phrase} from {table.name} order by line"
        ).fetchall()
        for line, source, paragraph, phrase in rows:
            if source not in texts:
                continue
            found += 1
            if wrong := misplaced(
                phrase, paragraph, texts[source], (source,) in annexes, f" của {source}"
            ):
                rule, remedy = wrong
                file = f"data/curated/{table.name}.csv"
                problems.append(Problem(file, line, phrase, rule, remedy))
    if problems:
        raise CuratedDataError(problems)
    return found


def misplaced(
    phrase: str, paragraph: int, text: list[str], is_annex: bool, of: str = ""
) -> tuple[str, str] | None:
    """Rule and remedy for a phrase that its paragraph does not hold, or not whole."""
    stated = text[paragraph - 1]
    if is_annex and stands_in(in_table(phrase), stated):
        return None
    if stands_in(phrase, stated):
        if printed := longer_figure(phrase, stated):
            return f'báo cáo in "{printed}"', "chép cụm từ đủ chữ của số liệu"
        return None
    at = [str(n) for n, other in enumerate(text, 1) if stands_in(phrase, other)]
    where = f"có ở đoạn {', '.join(at)}" if at else "không có nguyên vẹn ở đoạn nào"
    return f"cụm từ không có ở đoạn {paragraph}{of}", f"{where}; sửa cụm từ hoặc số đoạn"


def stands_in(phrase: str, paragraph: str) -> bool:
    """Whether the phrase stands there whole."""
    return next(places(phrase, paragraph), None) is not None


def in_table(phrase: str) -> str:
    """What a table prints of a phrase: the number, whose unit stands in the head of its column.

    "1.275 lượt người" is there as "1.275"; a phrase without a number must stand there whole.
    """
    return re.sub(r"(?<=\d)[^\d]*$", "", phrase)


def longer_figure(phrase: str, paragraph: str) -> str | None:
    """The figure as the paragraph prints it, when the phrase leaves out what changes it.

    "500 cuốn sổ" stands in "hơn 500 cuốn sổ", and "69 triệu đồng" in "69 triệu đồng/người/năm".
    """
    try:
        told = read_phrase(fold_space(phrase))
    except PhraseError:  # a mention, an activity: nothing to compare
        return None
    printed = None
    around = _quantities(paragraph)
    for place in places(phrase, paragraph):
        figures = [f for f in around if f.start < place.end() and f.end > place.start()]
        if not figures or any(f.quantity == told for f in figures):
            return None
        printed = figures[0].text
    return printed


# Many figures of one paragraph come together.
_quantities = lru_cache(maxsize=64)(find_quantities)


def _texts(
    con: duckdb.DuckDBPyConnection, folders: tuple[Path, ...]
) -> tuple[dict[str, list[str]], list[Problem]]:
    """The paragraphs of every report that is the one we curated, by source; what is wrong with the
    others."""
    texts: dict[str, list[str]] = {}
    problems = []
    for line, source, file, sha256, count in con.execute(
        "select line, source_id, file, sha256, paragraph_count from sources order by line"
    ).fetchall():
        found = _paragraphs(located(file, sha256, folders), sha256, count)
        if isinstance(found, list):
            texts[source] = found
        else:
            problems.append(Problem("data/curated/sources.csv", line, file, *found))
    return texts, problems


def _paragraphs(path: Path, sha256: str, count: int) -> list[str] | tuple[str, str]:
    """The report's paragraphs, or (rule, remedy)."""
    if not path.is_file():
        return "không thấy tệp báo cáo", "đặt tệp vào thư mục báo cáo"
    data = path.read_bytes()
    if hashlib.sha256(data).hexdigest() != sha256:
        return "tệp báo cáo khác mã băm đã ghi", "lấy đúng bản đã dùng, hoặc nhập lại báo cáo mới"
    try:
        text = paragraphs(data.decode("utf-8"))
    except UnicodeDecodeError:
        return "tệp báo cáo không phải mã UTF-8", "chuyển tệp sang UTF-8 rồi ghi mã băm mới"
    if len(text) != count:
        return f"báo cáo có {len(text)} đoạn, không phải {count}", "sửa paragraph_count"
    return text
