"""What a release was asked stays known, as much of it as is worth the memory."""

from pathlib import Path

import pytest

from warehouse.connection import Warehouse


@pytest.fixture
def sent(reading: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Warehouse, list[str]]:
    """A warehouse that knows nothing yet, and what reaches its engine."""
    warehouse, heard = Warehouse(reading), []
    answer = warehouse.current_engine().rows

    def hear(sql: str, parameters: dict[str, object]) -> list[dict[str, object]]:
        heard.append(sql)
        return answer(sql, parameters)

    monkeypatch.setattr(warehouse.current_engine(), "rows", hear)
    return warehouse, heard


def test_what_is_asked_by_every_view_stays_known(
    sent: tuple[Warehouse, list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("warehouse.connection._MOST_ANSWERS", 2)
    warehouse, heard = sent
    often, seldom, other = (f"select {n} as n" for n in range(3))
    for sql in (often, seldom, often, other, often, seldom):
        assert warehouse.ask(sql, {}) == [{"n": int(sql.split()[1])}]
    assert heard == [often, seldom, other, seldom]


def test_a_register_of_many_pages_is_asked_for_again(sent: tuple[Warehouse, list[str]]) -> None:
    warehouse, heard = sent
    long = "select unnest(range(5001)) as n"
    for _ in range(2):
        assert len(warehouse.ask(long, {})) == 5001
    assert heard == [long, long]
