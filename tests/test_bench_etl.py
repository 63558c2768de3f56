"""The yardstick of the ETL does what it is said to do, and both sides are measured."""

import sys
from pathlib import Path

import duckdb
import pytest

from bench import curated, etl, plain_etl
from etl.__main__ import main
from warehouse.contract import TABLES

ROWS = 600


@pytest.fixture
def given(tmp_path: Path) -> Path:
    return curated.write(ROWS, tmp_path / "data" / "curated")


def test_the_yardstick_writes_the_same_rows_in_the_same_order(given: Path, tmp_path: Path) -> None:
    assert plain_etl.main([str(given), str(tmp_path / "plain"), "1GB"]) == 0
    assert main(["--curated", str(given), "--releases", str(tmp_path / "ours")]) == 0
    (release,) = (tmp_path / "ours").glob("*/")
    for table in (t for t in TABLES if t.curated and t.name != "models"):  # lists are texts there
        columns = ", ".join(f'"{c.name}"' for c in table.typed)
        sides = [
            duckdb.sql(f"select {columns} from '{folder}/{table.name}.parquet'").fetchall()
            for folder in (tmp_path / "plain", release)
        ]
        assert sides[0] == sides[1], table.name


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("observations", ",stock,", ",stocks,"),
        ("observations", ",th-i05,", ",th-i99,"),
        ("observations", ",th-i05,", ",,"),
        ("observations", "-000-05,", "-000-06,"),
        ("observations", "2016-01-31,", "2015-01-31,"),
        ("sources", ",60,", ",3,"),
    ],
)
def test_the_yardstick_refuses_what_breaks_a_rule(
    given: Path, tmp_path: Path, file: str, old: str, new: str
) -> None:
    path = given / f"{file}.csv"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ValueError, match="broken rules"):
        plain_etl.main([str(given), str(tmp_path / "plain"), "1GB"])


def test_memory_is_that_of_the_command_not_of_who_starts_it(tmp_path: Path) -> None:
    held = b"x" * (300 << 20)
    side = etl.Side([sys.executable, "-c", "b'x' * (50 << 20)"], tmp_path / "none")
    side.run()
    assert 50 << 20 < side.peak[0] < len(held) / 2
    assert side.busy[0] > 0


def test_both_sides_are_measured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(etl, "_ROUNDS", 1)
    lines = list(etl.lines(ROWS, tmp_path))
    assert [line.what.partition(" release")[2] for line in lines] == [
        "", ", processor time", ", most memory in MB with --memory 4GB",
        ", one report added, beside all anew",
    ]  # fmt: skip

    assert all(line.ours > 0 and line.yardstick > 0 for line in lines)
    assert not (tmp_path / "etl-out").exists()


def test_one_report_is_added_for_a_while(given: Path, tmp_path: Path) -> None:
    releases = tmp_path / "ours"
    before = {path.name: path.read_bytes() for path in given.iterdir()}
    with etl._one_report_more(given):
        assert main(["--curated", str(given), "--releases", str(releases)]) == 0
    assert {path.name: path.read_bytes() for path in given.iterdir()} == before
    (release,) = releases.glob("*/")
    told = f"select count(*) from '{release}/observations.parquet' where source_id = 'zz-more'"
    assert duckdb.sql(told).fetchall() == [(60,)]
