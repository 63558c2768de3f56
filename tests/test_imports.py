"""The rules about imports can fail: each is broken once in a tree like the project's."""

from pathlib import Path

import pytest

from tests.boundaries import RULES
from tests.imports import Rule, broken, forbidden_folders, imports, matching
from tests.test_boundaries import ROOT


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """The same files as the project's, all of them without an import."""
    for path in matching(ROOT, ("**/*.py",)):
        copy = tmp_path / path.relative_to(ROOT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_text("", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.sentence)
def test_rule_can_fail(rule: Rule, tree: Path) -> None:
    assert broken(tree, rule) == []
    file, line = rule.example
    (tree / file).write_text(f"import json\n\ndef late():\n    {line}\n", encoding="utf-8")
    (only,) = broken(tree, rule)
    assert only.startswith(f"{file}:4: ")


@pytest.mark.parametrize(
    ("line", "module"),
    [
        ("import duckdb", "duckdb"),
        ("import etl.phrases as p", "etl.phrases"),
        ("from warehouse import codes, queries", "warehouse.queries"),
        ("from warehouse.queries import View", "warehouse.queries"),
        ("from . import codes", "warehouse.codes"),
        ("from .queries import View", "warehouse.queries"),
        ("from ..etl import publish", "etl.publish"),
        ("try:\n    import yaml\nexcept ImportError:\n    pass", "yaml"),
    ],
)
def test_imports_are_seen_in_every_form(tree: Path, line: str, module: str) -> None:
    path = tree / "warehouse" / "new.py"
    path.write_text(line, encoding="utf-8")
    assert module in [found for _, found in imports(tree, path)]


@pytest.mark.parametrize("folder", ["utils", "exhibits/helpers", "etl/common"])
def test_forbidden_folder_can_be_found(tree: Path, folder: str) -> None:
    (tree / "tests" / folder).mkdir(parents=True)
    assert forbidden_folders(tree) == [f"tests/{folder}"]
