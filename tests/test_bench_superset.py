"""Superset is given what our page draws, and left out where it is not installed."""

from pathlib import Path

import duckdb
import pytest

from bench import superset
from bench.superset_server import CHARTS, ROWS
from exhibits.catalog import address
from exhibits.catalog.address import Choices


def test_superset_draws_the_rows_of_our_page(reading: Path, release: Path) -> None:
    bars, by_field, by_kind, register = address.exhibits("mo-hinh", Choices(()))
    assert len(CHARTS) == 4
    with duckdb.connect() as con:
        con.execute(ROWS.format(release))

        def told(sql: str) -> list[tuple]:
            return sorted(con.execute(sql).fetchall())

        assert told("select level, coalesce(value, -1) from figures") == sorted(
            zip(bars.chart.frame["level"], bars.chart.frame["value"].fillna(-1), strict=True)
        )
        for exhibit, table, column in ((by_field, "fields", "field"), (by_kind, "named", "kind")):
            counted = f"select locality, {column}, count(*) from {table} group by all"
            ours = exhibit.table[["locality", column, "names"]].itertuples(index=False, name=None)
            assert told(counted) == sorted(ours)
        assert told("select name from named") == sorted((n,) for n in register.table["name"])


def test_without_superset_it_is_left_out_and_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(superset, "BIN", tmp_path)
    assert list(superset.lines(tmp_path, tmp_path)) == []
    assert "pip install -r requirements-superset.txt" in capsys.readouterr().err
