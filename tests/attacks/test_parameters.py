"""What comes in by an address, a search or an id: a value, never SQL, never a path."""

import ast
from pathlib import Path

import pytest

from tests.conftest import ROOT
from warehouse import connection, queries, reports
from warehouse.queries import View

INJECTED = (
    "' or 1=1 --",
    "'; drop table units; --",
    '"; attach \'/tmp/x.duckdb\' as x; --',
    "x' union select * from duckdb_settings() --",
    "%' or '%'='",
    "$1", "{0}", "%s", "\\", "\0", "../../etc/passwd", "a" * 20_000,
)  # fmt: skip


# How a question is asked, and how much of that has no name: its own, and how many rows from where.
_ASKING = {"ask": 1, "some": 3}
_ASKS_NOBODY = ("warehouse", "exhibits", "pages", "serving", "desk")


def test_no_question_is_put_together_from_text() -> None:
    """Each question is asked by the name of its SQL file, and its values are bound."""
    texts = [ROOT / "warehouse" / name for name in ("queries.py", "asking.py")]
    trees = [ast.parse(text.read_text(encoding="utf-8")) for text in texts]
    calls = [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Call)]
    asked = [c for c in calls if isinstance(c.func, ast.Name) and c.func.id in _ASKING]
    assert len(asked) > 15
    named = [c for c in asked if isinstance(c.args[0], ast.Constant)]
    # `some` hands on the name it was given.
    assert [ast.unparse(c.args[0]) for c in asked if c not in named] == ["name"]
    assert all(len(c.args) == _ASKING[c.func.id] for c in asked), "values have names"
    others = [p for folder in _ASKS_NOBODY for p in (ROOT / folder).rglob("*.py") if p not in texts]
    assert len(others) > 50
    assert not [p for p in others if "warehouse.asking" in p.read_text(encoding="utf-8")]


@pytest.mark.parametrize("text", INJECTED)
def test_a_search_is_a_value(reading: Path, text: str) -> None:
    before = queries.localities()
    found = queries.search(text)
    assert isinstance(found, list)
    assert queries.localities() == before


@pytest.mark.parametrize("text", INJECTED)
def test_a_filter_is_a_value(reading: Path, text: str) -> None:
    assert queries.figures(View((text,)), ("models",)) == []
    assert queries.figures(View((), (text,)), ("models",)) == []


@pytest.mark.parametrize("name", ["../../etc", "..", ".", "/etc", "x/../..", "CURRENT", "\0"])
def test_a_release_is_named_never_reached(reading: Path, name: str) -> None:
    with pytest.raises(queries.NoRelease), queries.one_release(name):
        pass


@pytest.mark.parametrize("file", ["../../../etc/passwd", "/etc/passwd", "..", ".", "a/../../b"])
def test_a_report_file_is_a_name_in_its_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, file: str
) -> None:
    monkeypatch.setenv("REPORTS_DIR", str(tmp_path))
    monkeypatch.setenv("DESK_DIR", str(tmp_path / "desk"))
    with pytest.raises(reports.Unavailable, match="Không thấy tệp"):
        reports.passages(file, "0" * 64, 1, "x")


def test_a_question_without_end_is_stopped(reading: Path) -> None:
    with connection.shared().cursor() as cursor:
        (most,) = cursor.execute("select current_setting('max_execution_time')").fetchone()
    assert 0 < int(most) <= 10_000  # milliseconds
