"""What a cluster may lose while it is asked: a worker, its server, a file, the right storage."""

import logging
import shutil
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest

from tests.cluster.conftest import Cluster, read_by
from tests.cluster.test_answers import exactly
from warehouse import connect, connection, queries
from warehouse.queries import NoAnswer, NoRelease, View

PLACES = ("sin-ho", "lang-son")


def told() -> list[object]:
    """Answers that need joins, groups and an order."""
    return [exactly(queries.activity_kinds(View((place,)))) for place in PLACES] + [
        exactly(queries.figures(View(PLACES)))
    ]


@pytest.fixture
def mine(releases: Path, tmp_path: Path) -> Path:
    """A releases folder that a test may damage; its name needs care."""
    return shutil.copytree(releases, tmp_path / "bản [1] * {a}'s")


@pytest.fixture
def reading(cluster: Cluster, mine: Path) -> Iterator[None]:
    with read_by(cluster.url, mine):
        yield


def test_a_worker_is_killed_and_every_answer_still_comes(cluster: Cluster, mine: Path) -> None:
    with read_by("", mine):
        right = told()
    with read_by(cluster.url, mine), pytest.MonkeyPatch.context() as patch:
        patch.setattr(connection, "_LONGEST_ANSWER", -1)  # nothing is remembered
        assert told() == right
        lost = Event()

        def ask() -> int:
            rounds = 0
            while not lost.is_set() or rounds < 2:
                assert told() == right
                rounds += 1
            return rounds

        with ThreadPoolExecutor(2) as threads:
            asking = [threads.submit(ask) for _ in range(2)]
            time.sleep(1)
            cluster.kill("worker 1")
            lost.set()
            assert all(asked.result() >= 2 for asked in asking)
        assert told() == right, "one worker is enough"
    cluster.start_worker("worker 1")


def test_a_file_that_changes_after_it_was_verified_is_not_read(reading: None, mine: Path) -> None:
    assert queries.localities()
    (file,) = mine.glob("*/sources.parquet")
    good = file.read_bytes()
    file.write_bytes(good[:-1] + b"x")
    with pytest.raises(NoRelease, match="differs from its manifest"):
        queries.extent()
    file.write_bytes(good)
    assert queries.extent()


def test_a_cluster_that_reads_another_storage_is_not_believed(
    reading: None, mine: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = shutil.copytree(mine, tmp_path / "elsewhere")
    (file,) = elsewhere.glob("*/sources.parquet")
    shutil.copy(file.with_name("models.parquet"), file)
    monkeypatch.setenv("WAREHOUSE_RELEASES", f"file://{elsewhere}")
    with pytest.raises(NoAnswer, match="to the same releases"):
        queries.localities()
    monkeypatch.setenv("WAREHOUSE_RELEASES", f"file://{mine}/")
    assert queries.localities()


def test_the_server_is_lost_and_comes_back(
    cluster: Cluster, mine: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """The last of these tests: it takes the server every other one asks."""
    with read_by(cluster.url, mine), pytest.MonkeyPatch.context() as patch:
        places = queries.localities()
        cluster.kill("connect")
        assert queries.localities() == places, "an answer that is known needs nobody"
        start = time.monotonic()
        with caplog.at_level(logging.ERROR), pytest.raises(NoAnswer):
            queries.extent()
        with pytest.raises(NoAnswer):
            queries.sources(View())
        assert time.monotonic() - start < 30
        assert "see that its Spark Connect server, its master and a worker run" in caplog.text
        assert "không trả lời" in queries.release_warning()
        with pytest.raises(NoAnswer):
            queries.reach()
        cluster.start_connect()
        patch.setattr(connect.line(cluster.url), "_rests_until", 0)
        assert queries.release_warning() is None
        assert queries.extent(), "the same process, the same address"
