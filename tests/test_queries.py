"""Questions and their SQL files belong together; whatever a reader types is data."""

import ast
import inspect
import re
from decimal import Decimal
from pathlib import Path

import pytest

from tests import plain
from warehouse import asking, codes, connection, queries
from warehouse.contract import BY_NAME, TABLES
from warehouse.queries import View

pytestmark = pytest.mark.usefixtures("reading")

SQL = Path(queries.__file__).parent / "sql"
TREE = ast.parse(Path(queries.__file__).read_text(encoding="utf-8"))
ASKING = ast.parse(Path(asking.__file__).read_text(encoding="utf-8"))
FILES = sorted(SQL.glob("*.sql"))


def asked() -> dict[str, str]:
    """Name of each function that asks the warehouse → the SQL file it asks with."""
    found = {}
    for function in (n for n in TREE.body if isinstance(n, ast.FunctionDef)):
        for call in (n for n in ast.walk(function) if isinstance(n, ast.Call)):
            if isinstance(call.func, ast.Name) and call.func.id in ("ask", "some", "sql"):
                assert isinstance(call.args[0], ast.Constant), "the file's name is not computed"
                found[function.name] = call.args[0].value
    return found


def test_every_question_has_a_file_of_its_name_and_every_file_a_question() -> None:
    of_own_name = {file.stem: file.stem for file in FILES}
    assert asked() == of_own_name


def test_every_question_says_its_grain() -> None:
    for name in asked():
        assert inspect.getdoc(getattr(queries, name)), name


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.stem)
def test_file_states_its_grain_and_only_selects(file: Path) -> None:
    first, *body = file.read_text(encoding="utf-8").splitlines()
    assert re.fullmatch(r"-- One row per .+\.", first)
    assert body[0].startswith(("select ", "with "))
    assert ";" not in "".join(body)


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.stem)
def test_file_takes_only_bound_parameters_and_order_is_stated(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert not re.search(r"[{}?%]|\$\d", text), "named parameters only, no templates"
    assert "order by" in text, "an answer without an order changes from run to run"


# Words that DuckDB and Spark both know and mean alike; `unnest` is made known to Spark by
# warehouse/cluster.py.
PORTABLE = {
    "array_agg", "array_append", "array_contains", "array_distinct", "array_intersect",
    "array_position", "array_sort", "bool_and", "bool_or", "cardinality", "cast", "coalesce",
    "contains", "count", "left", "length", "max", "min", "range", "row_number", "sum", "unnest",
    "year",
}  # fmt: skip
_NOT_CALLS = {"from", "in", "as", "using", "on", "filter", "over", "where", "and", "or", "not",
              "join", "lineage", "y", "e", "f"}  # fmt: skip


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.stem)
def test_file_is_in_the_words_of_both_engines(file: Path) -> None:
    text = re.sub(r"--.*|'[^']*'", "", file.read_text(encoding="utf-8"))
    assert set(re.findall(r"(\w+) ?\(", text)) - _NOT_CALLS <= PORTABLE
    assert "::" not in text, "cast(x as integer)"
    assert "[" not in text, "an empty list is the parameter $none"
    assert "*" not in text.replace("count(*)", "").replace("o.*", ""), "columns are named"


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.stem)
def test_where_nulls_come_is_stated_where_a_column_may_be_empty(file: Path) -> None:
    order = file.read_text(encoding="utf-8").rpartition("order by")[2]
    may_be_empty = r"(l\.sort_rank|published_on|\bunit|\bindicator)(,|$)"
    assert not re.search(may_be_empty, order), "Spark puts them first, DuckDB last"


def test_no_statement_is_built_from_pieces() -> None:
    for node in (*ast.walk(TREE), *ast.walk(ASKING)):
        if isinstance(node, ast.JoinedStr):
            assert ast.unparse(node) == "f'{name}.sql'", "the name of a file, never a statement"
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add | ast.Mod):
            texts = [s for s in (node.left, node.right) if isinstance(s, ast.Constant)]
            assert not any(isinstance(s.value, str) for s in texts)
        if isinstance(node, ast.Attribute):
            assert node.attr not in ("format", "format_map", "substitute", "replace")
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            assert node.func.attr != "execute" or ast.unparse(node.args[0]) == "sql(name)"


@pytest.mark.parametrize("name", asked())
def test_every_question_can_be_asked(name: str) -> None:
    function = getattr(queries, name)
    given = {"view": View(), "unit_id": "yen-dinh", "locality_id": "yen-dinh"}
    given |= {"observation_id": "sin-ho-2023-p15-2", "text": "hội nghị"}
    given |= {"indicator_id": "model_count"}
    given |= dict.fromkeys(("old", "new"), queries.release_id())
    given["figures"] = [(Decimal(1275), "sessions", "study")]
    given |= {"observations": ("sin-ho-2023-p15-2", "x"), "localities": ("yen-dinh", "lang-son")}
    if name == "lineage":
        given["units"] = ("yen-dinh",)
    if name == "findings":
        given["observation_id"] = ""
    takes = [p for p in inspect.signature(function).parameters if p in given]
    asked_of_each = {"most": 5} if name == "figures_by_topic" else {}
    found = function(*(given[p] for p in takes), **asked_of_each)
    assert len(found) > 0 or name == "changes", "a release differs from itself in nothing"


@pytest.mark.parametrize("most", [1, 3, 1000])
@pytest.mark.parametrize("view", [View(), View(("yen-dinh",)), View(years=(2016, 2022))])
def test_figures_of_each_topic_are_the_first_of_all(view: View, most: int) -> None:
    whole = {topic: queries.figures(view, (topic,)) for topic in codes.TOPIC}
    found = queries.figures_by_topic(view, most)
    assert {t: (rows, rows.total) for t, rows in found.items()} == {
        topic: (rows[:most], len(rows)) for topic, rows in whole.items() if rows
    }


@pytest.mark.parametrize("indicator", [i["indicator_id"] for i in plain.read("indicators")])
def test_units_said_are_those_of_the_figures(reading: Path, indicator: str) -> None:
    for view in (View(), View(("yen-dinh", "lang-son")), View((), ("commune", "district"))):
        told = [(r["unit_id"], r["level"]) for r in queries.units_said(view, indicator)]
        compared = queries.comparable(view, (indicator,))
        assert told == list(dict.fromkeys((r["unit_id"], r["level"]) for r in compared))


def test_release_is_the_one_being_read(reading: Path) -> None:
    assert queries.release_id() == (reading / "CURRENT").read_text(encoding="utf-8").strip()
    assert queries.release_warning() is None
    (only,) = queries.releases()
    assert only.is_current
    assert only.rows["observations"] == len(plain.read("observations"))
    assert set(only.rows) == set(BY_NAME)


# ----------------------------------------------------------------------------- what readers type

HOSTILE = {
    "drop": "'; drop table observations; --",
    "always true": "' or 1=1 --",
    "union": "x') union select * from sources --",
    "parameter": "$localities",
    "copy": "'; copy units to '/tmp/x.csv'; --",
    "wildcards": "%_*",
    "backslash": "\\' \\n",
    "emoji": "🙂👩‍👩‍👧",
    "right to left": "\u202eabc\u202c",
    "zero width": "\u200bdân\u200b",
    "null": "a\0b",
    "combining": "¤" + "\u0301" * 200,
    "10,000 letters": "đ" * 10_000,
    "other scripts": "学習 обучение ﷺ",
    "braces": "{0} {name} %s",
}


@pytest.fixture(scope="module")
def counts() -> dict[str, int]:
    return _counts()


def _counts() -> dict[str, int]:
    with connection.shared().cursor() as cursor:
        return {
            t.name: cursor.execute(f"select count(*) from {t.name}").fetchone()[0] for t in TABLES
        }


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_words_are_data(text: str, counts: dict[str, int], reading: Path) -> None:
    nowhere = View((text,), (text,), (-1, 2**31 - 1))
    assert not queries.figures(nowhere, (text,))
    assert not queries.named_models(nowhere, (text,), (text,), text)
    assert not queries.named_models(View(), search=text)
    assert not queries.activities(View(), (text,), text)
    assert not queries.activities(View(), search=text)
    for question in ("coverage", "models_by_field", "models_by_kind", "statements",
                     "activity_kinds", "sources", "findings"):  # fmt: skip
        assert not getattr(queries, question)(nowhere)
    assert not queries.successors(text)
    assert not queries.units_inside(text)
    assert _counts() == counts


def test_a_hostile_place_beside_a_real_one_takes_nothing_away() -> None:
    view = View(("yen-dinh", *HOSTILE.values()), tuple(codes.LEVEL))
    assert queries.figures(view) == queries.figures(View(("yen-dinh",)))


def test_view_is_frozen() -> None:
    with pytest.raises(AttributeError):
        View().years = (2023,)


def test_two_localities_of_one_name_have_labels_of_their_own(
    curated, tmp_path, monkeypatch
) -> None:
    curated.cell("units.csv", "quang-xuong", "name", "Huyện Yên Định")
    assert curated.publish(tmp_path / "releases") == 0
    monkeypatch.setenv("RELEASES_DIR", str(tmp_path / "releases"))
    labels = {p["locality_id"]: p["label"] for p in queries.localities()}
    assert labels["yen-dinh"] == "Huyện Yên Định (Tỉnh Thanh Hóa, yen-dinh)"
    assert labels["quang-xuong"] == "Huyện Yên Định (Tỉnh Thanh Hóa, quang-xuong)"
    assert labels["sin-ho"] == "Huyện Sìn Hồ"
