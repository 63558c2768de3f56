"""Every rule of tests/boundaries.py holds, and every file of the app has one."""

from pathlib import Path

import pytest

from tests.boundaries import RULES
from tests.imports import Rule, broken, forbidden_folders, matching

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.sentence)
def test_rule_holds(rule: Rule) -> None:
    assert matching(ROOT, rule.of), "a rule about no file says nothing"
    assert broken(ROOT, rule) == []


def test_there_is_no_folder_for_things_without_a_place() -> None:
    assert forbidden_folders(ROOT) == []


def test_every_file_of_the_app_has_a_rule_that_lists_what_it_may_use() -> None:
    lists = [rule for rule in RULES if rule.may is not None]
    ruled = {p for rule in lists for p in matching(ROOT, rule.of) - matching(ROOT, rule.but)}
    parts = ("dashboard.py", "pages/**", "serving/**", "exhibits/**", "warehouse/**", "desk/**",
             "etl/**")  # fmt: skip
    app = matching(ROOT, parts)
    empty = {p for p in app if not p.read_text(encoding="utf-8").strip()}
    assert sorted(str(p) for p in app - ruled - empty) == []
