"""Vietnamese only where it belongs, English only where nobody but a developer looks."""

import ast
import io
import re
import tokenize
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from exhibits import vi, vi_desk, vi_present, vi_sign_in
from tests import pages, plain
from warehouse import codes
from warehouse.contract import TABLES
from warehouse.queries import View

ROOT = Path(__file__).parents[1]
APP = ("dashboard.py", "pages", "serving", "exhibits", "warehouse", "desk", "etl", "bench")
WORDS_LIVE_IN = ("exhibits/", "etl/", "desk/", "warehouse/codes.py", "warehouse/contract.py",
                 "warehouse/connection.py", "warehouse/comparability.py",
                 "warehouse/ranking.py", "warehouse/derived.py", "warehouse/reports.py",
                 "warehouse/persons.py", "warehouse/headings.py",
                 "warehouse/connect.py")  # fmt: skip
_MARKED = "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ"
VIETNAMESE = re.compile(f"[{_MARKED}]", re.IGNORECASE)
# Between quotation marks a comment may cite what a report prints.
QUOTED = re.compile(r'“[^”]*”|"[^"]*"|`[^`]*`')


def files(*parts: str, suffixes: tuple[str, ...] = (".py",)) -> list[Path]:
    found = []
    for part in parts:
        place = ROOT / part
        found += [place] if place.is_file() else sorted(place.rglob("*"))
    return [p for p in found if p.is_file() and p.suffix in suffixes and "releases" not in p.parts]


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def is_sentence(text: str) -> bool:
    """More than four Vietnamese words in a row: no longer a name or a term."""
    run = 0
    for word in QUOTED.sub(" . ", text).split():
        run = run + 1 if VIETNAMESE.search(word) else 0
        if run > 4:
            return True
    return False


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("# Codes stay text: 80 was Long An and is Tây Ninh.", False),
        ("# only after mười or mươi", False),
        ("# “số liệu của đơn vị bên trong”: as the page says", False),
        ("# Số liệu của đơn vị được giữ nguyên", True),
    ],
)
def test_a_sentence_is_told_from_a_term(text: str, answer: bool) -> None:
    assert is_sentence(text) is answer


PYTHON = files(*APP, "tests")


@pytest.mark.parametrize("path", PYTHON, ids=name)
def test_names_comments_and_docstrings_are_english(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.NAME:
            assert token.string.isascii(), token
        if token.type == tokenize.COMMENT:
            assert not is_sentence(token.string), token
    for line, said in docstrings(ast.parse(text)).items():
        assert not is_sentence(said), f"{name(path)}:{line}"


def docstrings(tree: ast.Module) -> dict[int, str]:
    """Line → text of every string that stands alone as a statement."""
    return {
        node.value.lineno: node.value.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    }


@pytest.mark.parametrize(
    "path", [p for p in files(*APP[:-1]) if not name(p).startswith(WORDS_LIVE_IN)], ids=name
)
def test_words_readers_see_are_not_written_here(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    said = docstrings(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            assert said.get(node.lineno) == node.value or not VIETNAMESE.search(node.value)


# ------------------------------------------------------------------------------------ the words

CODELISTS = {n: v for n, v in vars(codes).items() if n.isupper() and n != "UNITS_WITHIN"}
ENGLISH = re.compile(
    r"\b(the|of|and|or|not|no|none|null|nan|true|false|value|values|name|date|day|year|source|"
    r"sources|note|unit|level|type|count|status|period|kind|model|models|locality|indicator|topic|"
    r"table|column|row|rows|figure|report|reported|mentioned|silent|unknown|empty|data|error|"
    r"page|file|filter|search|download|all|other|total|district|province|commune|exact|about)\b",
    re.IGNORECASE,
)


def words_of_the_app() -> Iterator[tuple[str, str]]:
    for listed, labels in CODELISTS.items():
        yield from ((f"codes.{listed}[{code}]", label) for code, label in labels.items())
    for table in TABLES:
        yield f"contract.{table.name}", table.grain
        yield from ((f"contract.{table.name}.{c.name}", c.meaning) for c in table.columns)
    for words in (vi, vi_desk, vi_present, vi_sign_in):
        for key, value in vars(words).items():
            if key.isupper() and key != "PLOTLY_LOCALE":  # whose blanks and dates are formats
                yield from _texts(f"{words.__name__}.{key}", value)


def _texts(where: str, value: object) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield where, value
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _texts(f"{where}.{key}", inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _texts(where, inner)


WORDS = list(words_of_the_app())


def test_words_are_clean() -> None:
    for where, text in WORDS:
        assert clean(text), f"{where}: {text!r}"


def clean(text: str) -> bool:
    """No blanks at the ends or in pairs, and letters in one piece each."""
    return text == text.strip() and "  " not in text and unicodedata.is_normalized("NFC", text)


def test_words_are_vietnamese() -> None:
    for where, text in WORDS:
        assert not ENGLISH.search(text.replace("python -m etl", "")), f"{where}: {text!r}"


@pytest.mark.parametrize("listed", CODELISTS)
def test_every_code_has_words_of_its_own(listed: str) -> None:
    labels = list(CODELISTS[listed].values())
    assert all(labels)
    assert len(set(labels)) == len(labels), "two codes a reader cannot tell apart"


def test_every_codelist_of_the_contract_is_written_in_codes() -> None:
    lists = [c.codes for table in TABLES for c in table.columns if c.codes is not None]
    assert all(any(used is listed for listed in CODELISTS.values()) for used in lists)
    kinds = {c.kind for table in TABLES for c in table.columns if c.codes is not None}
    assert kinds <= {"code", "codes"}


# --------------------------------------------------------------------------- what the pages show


@pytest.fixture(params=["everything", "a report without numbers", "undated"])
def view(request: pytest.FixtureRequest, reading: Path) -> View:
    return pages.VIEWS[request.param]


def test_titles_labels_and_notes_are_vietnamese(view: View) -> None:
    for exhibit in pages.every_exhibit(view):
        said = [exhibit.title, exhibit.subtitle(), exhibit.alt]
        said += [field.label for field in exhibit.fields] + [note.text for note in exhibit.notes]
        for text in filter(None, said):
            # The dictionary speaks of names that are English by agreement.
            assert not ENGLISH.search(text), f"{exhibit.exhibit_id}: {text}"
            assert clean(text), f"{exhibit.exhibit_id}: {text!r}"
        labels = [field.label for field in exhibit.fields]
        assert len(set(labels)) == len(labels), exhibit.exhibit_id


def test_no_code_stands_where_its_words_belong(view: View) -> None:
    identifiers = {c for labels in CODELISTS.values() for c in labels if c.isascii()}
    # These are the same in both: units of measure, and plain Vietnamese without accents.
    identifiers -= set(codes.MEASURE_UNIT)
    for exhibit in pages.every_exhibit(view):
        if exhibit.exhibit_id == "nguon-tu-dien":
            continue
        for field in exhibit.fields:
            if field.kind == "text":
                shown = set(map(str, exhibit.table[field.name].dropna()))
                assert not shown & identifiers, f"{exhibit.exhibit_id}.{field.name}"
                assert not shown & {"nan", "None", "NaT", "<NA>", "True", "False", "[]"}


# ------------------------------------------------------------------------------ the whole project

TEXT = files(
    *APP, "data", "static", "tests", "README.md", "Makefile", "pyproject.toml", ".streamlit",
    suffixes=(".py", ".sql", ".csv", ".yml", ".md", ".toml", ".js", ".css", ".txt", ""),
)  # fmt: skip


@pytest.mark.parametrize("path", TEXT, ids=name)
def test_letters_are_in_one_piece(path: Path) -> None:
    text = path.read_bytes().decode("utf-8")
    assert unicodedata.is_normalized("NFC", text)
    assert "\r" not in text
    assert not re.search(r"[ \t]+$", text, re.MULTILINE), "blanks at the end of a line"


@pytest.mark.parametrize("table", [t.name for t in TABLES if t.curated])
def test_curated_cells_are_clean(table: str) -> None:
    for row in plain.read(table):
        for value in row.values():
            assert not isinstance(value, str) or clean(value), row


# A form of address, then at least two words that begin with a capital: a person's name.
_CAPITAL = "A-ZĐÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ"
PERSON = re.compile(
    r"\b(?:[ÔÓô]ng|[Bb]à|[Đđ]ồng chí|[Aa]nh|[Cc]hị|[Cc]ụ|[Ee]m)"
    rf"(?: [{_CAPITAL}][{_MARKED}a-z]*){{2}}"
)
# Offices and places are nobody's private name; "Xxx Yyy" is a test's.
PUBLIC = ("Bí thư", "Chủ tịch", "Trưởng ban", "Bà Rịa", "Xxx Yyy")


def persons(text: str) -> list[str]:
    return [m[0] for m in PERSON.finditer(text) if not any(p in m[0] for p in PUBLIC)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("do " + " ".join(("ông", "Trần", "Văn")) + " làm chủ", 1),
        (" ".join(("Đồng chí", "Lê", "Thị")) + ", bí thư chi bộ", 1),
        ("đồng chí Bí thư Huyện ủy", 0),
        ("tư tưởng, đạo đức Hồ Chí Minh", 0),
        ("Ông cha ta", 0),
    ],
)
def test_a_person_is_told_from_an_office(text: str, found: int) -> None:
    assert len(persons(text)) == found


@pytest.mark.parametrize("path", TEXT, ids=name)
def test_no_private_person_is_named(path: Path) -> None:
    assert persons(path.read_text(encoding="utf-8")) == []
