"""The bench's synthetic release is a real one by contract, and says what it is."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from bench import __main__ as bench_main
from bench import queries as bench_queries
from bench import report, synthetic
from bench.measure import Line, compared
from warehouse import queries
from warehouse.connection import Warehouse
from warehouse.contract import TABLES, Table

LABEL = "TỔNG HỢP/synthetic"
ROWS = 100
tables = pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)


@pytest.fixture(scope="module")
def releases(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("bench")
    synthetic.write(ROWS, folder)
    return folder


@pytest.fixture(scope="module")
def con(releases: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A cursor of the product's own warehouse: the release passed its verification."""
    with Warehouse(releases).cursor() as cursor:
        yield cursor


def test_a_synthetic_release_opens_like_a_real_one(releases: Path) -> None:
    warehouse = Warehouse(releases)
    assert warehouse.release_id() == f"synthetic-{ROWS}"
    assert warehouse.warning() is None
    assert warehouse.history()[0].rows["observations"] == ROWS


@tables
def test_columns_and_types_are_the_contract_s(con: duckdb.DuckDBPyConnection, table: Table) -> None:
    found = con.execute(f"describe {table.name}").fetchall()
    assert [(name, kind) for name, kind, *_ in found] == [
        (c.name, c.sql_type) for c in table.columns
    ]


@tables
def test_values_are_the_contract_s(con: duckdb.DuckDBPyConnection, table: Table) -> None:
    for column in table.columns:
        one = (
            f'"{column.name}"'
            if column.kind not in ("codes", "texts", "ints")
            else f"unnest({column.name})"
        )
        values = {v for (v,) in con.execute(f"select {one} from {table.name}").fetchall()}
        if column.required:
            assert values
            assert None not in values, column.name
        if column.codes:
            assert values - {None} <= set(column.codes), column.name


@tables
def test_keys_are_unique_and_in_order(con: duckdb.DuckDBPyConnection, table: Table) -> None:
    keys = con.execute(f"select {table.key} from {table.name}").fetchall()
    assert len(keys) == len(set(keys)) > 0
    assert keys == sorted(keys)


@tables
def test_references_resolve(con: duckdb.DuckDBPyConnection, table: Table) -> None:
    keys = {t.name: t.key for t in TABLES}
    for column in table.columns:
        if column.references:
            own = f'"{column.name}"' if column.kind != "texts" else f'unnest("{column.name}")'
            (lost,) = con.execute(
                f"select count(*) from (select {own} as id from {table.name}) where id is not null "
                f"and id not in (select {keys[column.references]} from {column.references})"
            ).fetchone()
            assert lost == 0, column.name


def test_every_synthetic_row_says_so(con: duckdb.DuckDBPyConnection) -> None:
    for table, column in (
        ("units", "name"), ("sources", "title"), ("sources", "publisher"), ("indicators", "name"),
        ("observations", "note"), ("models", "name"), ("commendations", "as_printed"),
        ("findings", "text"), ("unit_links", "resolution"),
    ):  # fmt: skip
        query = f"select count(*) from {table} where not contains({column}, $label)"
        assert con.execute(query, {"label": LABEL}).fetchone() == (0,), table


def test_the_same_size_gives_the_same_bytes(releases: Path, tmp_path: Path) -> None:
    again = synthetic.write(ROWS, tmp_path)
    for file in (releases / f"synthetic-{ROWS}").iterdir():
        assert (again / file.name).read_bytes() == file.read_bytes(), file.name


def test_a_synthetic_release_is_never_written_among_the_product_s_data() -> None:
    with pytest.raises(ValueError, match="give another folder"):
        synthetic.write(ROWS, synthetic.ROOT / "data" / "releases")


def test_all_a_question_sends_is_heard_with_its_parameters(releases: Path) -> None:
    ask = Warehouse(releases).ask
    for name, question in bench_queries.questions().items():
        sent = bench_queries.asked(question, ask)
        assert sent, name
        for sql, parameters in sent:
            assert sql.startswith("-- One row per"), name
            assert all(f"${told}" in sql for told in parameters), name


def test_a_question_that_is_stopped_was_heard() -> None:
    def stop(*_: object) -> list:
        raise duckdb.InterruptException("ten seconds")

    (sent,) = bench_queries.asked(queries.localities, stop)
    assert sent == (queries.sql("localities"), {})


def test_the_same_question_gets_the_same_answer_from_both_sides(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bench_queries, "_ROUNDS", 1)
    lines = list(bench_queries.lines(ROWS, tmp_path))
    assert [line.what for line in lines] == [
        f"{ROWS} rows: {name}" for name in bench_queries.questions()
    ]
    assert all(line.ours > 0 and line.yardstick > 0 for line in lines)


def test_who_goes_first_changes_each_round() -> None:
    order: list[str] = []
    ours, bare = (lambda: order.append("ours") or 3.0), (lambda: order.append("bare") or 2.0)
    line = compared("work", ours, bare, 1.5, rounds=2)
    assert order == ["ours", "bare", "bare", "ours"]
    assert (line.ours, line.yardstick, line.ratio, line.met, line.rounds) == (3, 2, 1.5, True, 2)


def test_the_table_says_ratio_target_and_whether_it_is_met() -> None:
    text = report.table(
        [
            Line("met", 1234.5, 1000, 1.25, 9),
            Line("missed", 30, 10, 1.5, 15),
            Line("refused", None, 11000, 1.5, 1),
        ]
    ).splitlines()
    assert text[2].split() == ["met", "1,234.5", "1,000.0", "1.23", "≤", "1.25", "yes", "9"]
    assert text[3].split() == ["missed", "30.0", "10.0", "3.00", "≤", "1.5", "no", "15"]
    assert text[4].split() == ["refused", "stopped", "11,000.0", "-", "≤", "1.5", "no", "1"]
    assert len({len(line) for line in text}) == 1


def test_the_record_names_the_machine() -> None:
    recorded = report.record([Line("met", 1, 1, 1.25, 9)])
    assert "cores" in recorded["machine"]
    assert "duckdb" in recorded["machine"]
    assert recorded["lines"] == [
        {"what": "met", "ours": 1, "yardstick": 1, "target": 1.25, "rounds": 9}
        | {"ratio": 1.0, "met": True}
    ]


def test_a_part_that_fails_leaves_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object) -> Iterator[Line]:
        yield Line("before", 1.0, 2.0, 1.0, 1)
        raise ValueError("no repaint")

    def right(*_: object) -> Iterator[Line]:
        yield Line("after", 1.0, 2.0, 1.0, 1)

    monkeypatch.setattr(bench_main, "PARTS", {"one": broken, "other": right})
    assert bench_main.main(["--folder", str(tmp_path)]) == 1
    told = capsys.readouterr()
    assert "one failed" in told.err
    assert "no repaint" in told.err
    assert "before" in told.out
    assert "after" in told.out
