"""Who answers: DuckDB unless WAREHOUSE says otherwise, and a cluster that is away is survived."""

import logging
import socket
import time
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from threading import Event

import pytest

import dashboard
from etl.__main__ import main
from warehouse import cluster, connect, connection, engine, queries
from warehouse.queries import NoAnswer, View

HERE = "127.0.0.1"


@pytest.fixture
def nobody() -> Iterator[str]:
    """An address where nobody listens."""
    with socket.socket() as taken:
        taken.bind((HERE, 0))  # bound and not listening: refused, and no one else's
        yield f"sc://{HERE}:{taken.getsockname()[1]}"


@pytest.fixture
def away(nobody: str, releases: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("RELEASES_DIR", str(releases))
    monkeypatch.setenv("WAREHOUSE", nobody)
    monkeypatch.setattr(connection, "_shared", {})
    return nobody


def test_without_a_word_the_embedded_database_answers(
    releases: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("WAREHOUSE", raising=False)
    warehouse = connection.Warehouse(releases)
    assert warehouse.cursor().execute("select count(*) from sources").fetchone() == (5,)
    assert engine.address() == ""
    warehouse.reach()


def test_a_cluster_that_is_away_is_told_to_reader_and_operator(
    away: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR), pytest.raises(NoAnswer, match="cannot be reached") as said:
        queries.localities()
    assert "see that its Spark Connect server, its master and a worker run" in caplog.text
    assert said.value.reader == queries.release_warning()
    assert "không trả lời" in said.value.reader
    assert dashboard.script_error(said.value)
    assert dashboard.health(None).status_code == 503


def test_nobody_is_asked_again_for_a_while(away: str, caplog: pytest.LogCaptureFixture) -> None:
    start = time.monotonic()
    with caplog.at_level(logging.ERROR):
        for _ in range(20):
            with pytest.raises(NoAnswer):
                queries.sources(View())
    assert time.monotonic() - start < connect._TO_REACH
    assert len(caplog.records) == 1, "the operator is told once"


def test_release_and_history_are_known_without_the_cluster(away: str) -> None:
    assert queries.releases()[0].release_id == queries.release_id()


def test_a_build_on_a_cluster_that_is_away_changes_nothing(
    away: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--releases", str(tmp_path / "releases")]) == 1
    assert "Bản cũ giữ nguyên" in capsys.readouterr().err
    assert not list((tmp_path / "releases").glob("*/manifest.json"))


@pytest.mark.skipif(find_spec("pyspark") is not None, reason="PySpark is installed here")
def test_missing_pyspark_names_the_command(releases: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server((HERE, 0)) as listening:
        monkeypatch.setenv("RELEASES_DIR", str(releases))
        monkeypatch.setenv("WAREHOUSE", f"sc://{HERE}:{listening.getsockname()[1]}")
        monkeypatch.setattr(connection, "_shared", {})
        with pytest.raises(NoAnswer, match=r"pip install -r requirements-spark\.txt"):
            queries.localities()


@pytest.mark.parametrize("address", ["spark://x:7077", "sc://", "duckdb", "sc:/x", "sc://x:http"])
def test_an_address_that_is_none_is_refused(address: str) -> None:
    with pytest.raises(NoAnswer, match="is not sc://host:port"):
        connect.Line(address)


def test_a_token_is_not_told() -> None:
    with pytest.raises(NoAnswer) as said:
        connect.Line("spark://x/;token=abc")
    assert "abc" not in str(said.value)


def test_the_usual_port_is_spark_connect_s() -> None:
    assert (connect.Line("sc://x").port, connect.Line("sc://x:1/;token=a:b").port) == (15002, 1)
    assert connect.Line("sc://[::1]:7").host == "::1"


def test_a_question_that_hangs_is_given_up(nobody: str) -> None:
    line, stopped = connect.Line(nobody), Event()
    line.patience = 0.05
    with pytest.raises(NoAnswer, match="given up"):
        line.within(lambda: stopped.wait(5), stop=stopped.set)
    assert stopped.wait(2), "what hangs is told to stop"
    assert line.trouble()


def test_the_first_line_of_an_error_is_told_and_not_the_plan(nobody: str) -> None:
    def work() -> None:
        raise ValueError("no such column\n'Project [secret]")

    with pytest.raises(NoAnswer, match=r"^no such column$"):
        connect.Line(nobody).within(work, stop=lambda: None)


def test_files_are_found_where_the_cluster_has_them(monkeypatch: pytest.MonkeyPatch) -> None:
    path = Path("/data/a [1]*/r1/units.parquet")
    monkeypatch.delenv("WAREHOUSE_RELEASES", raising=False)
    assert cluster.place(path) == r"file:///data/a \[1\]\*/r1/units.parquet"
    monkeypatch.setenv("WAREHOUSE_RELEASES", "s3a://bucket/releases/")
    assert cluster.place(path) == "s3a://bucket/releases/r1/units.parquet"
