"""A release the cluster writes holds what the embedded database writes: rows, order, types."""

from pathlib import Path

import duckdb
import pytest

from etl import parts, straight, workplace
from etl.__main__ import main
from etl.publish import is_whole
from tests.cluster.conftest import Cluster, read_by
from tests.cluster.test_answers import exactly
from tests.conftest import Curated
from tests.older import copied_older
from warehouse import queries
from warehouse.contract import TABLES
from warehouse.queries import View


@pytest.fixture(scope="module")
def written(cluster: Cluster, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("written")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("WAREHOUSE", cluster.url)
        assert main(["--releases", str(folder)]) == 0
    return folder


def current(releases: Path) -> Path:
    return releases / (releases / "CURRENT").read_text(encoding="utf-8").strip()


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_the_same_rows_in_the_same_order(table, written: Path, releases: Path) -> None:
    with duckdb.connect() as con:
        ours, theirs = (
            con.read_parquet(str(current(folder) / f"{table.name}.parquet"))
            for folder in (written, releases)
        )
        assert (ours.columns, ours.types) == (theirs.columns, theirs.types)
        assert ours.fetchall() == theirs.fetchall()


def test_it_is_a_whole_release_with_an_id_of_its_own(written: Path, releases: Path) -> None:
    assert is_whole(current(written))
    assert current(written).name != current(releases).name
    names = {file.name for file in current(written).iterdir()}
    assert names == {"manifest.json", *(f"{t.name}.parquet" for t in TABLES)}


def test_both_engines_read_it(written: Path, cluster: Cluster) -> None:
    told = []
    for engine in ("", cluster.url):
        with read_by(engine, written):
            told.append(exactly(queries.figures(View(("sin-ho",)))))
    assert told[0] == told[1] != []


def test_both_engines_read_a_release_in_parts(
    curated: Curated, cluster: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workplace, "LARGE", 0)
    monkeypatch.setattr(straight, "_LONG", 0)
    head, *rows = curated.lines("observations.csv")
    text = "\n".join([head, *sorted(rows, key=lambda row: row.partition(",")[0])]) + "\n"
    curated.path("observations.csv").write_text(text, encoding="utf-8")
    monkeypatch.setattr(parts, "_LEAST", 1 << 12)
    monkeypatch.setattr(parts, "_ENDS", 1)
    assert curated.publish(tmp_path) == 0
    assert len(list(current(tmp_path).glob("observations-*.parquet"))) > 2
    told = []
    for engine in ("", cluster.url):
        with read_by(engine, tmp_path):
            told.append(exactly(queries.figures(View())))
    assert told[0] == told[1] != []


def test_what_changed_is_told_across_who_wrote(
    written: Path, releases: Path, cluster: Cluster
) -> None:
    old = current(releases)
    (written / old.name).symlink_to(old)
    with read_by(cluster.url, written):
        assert queries.changes(old.name, current(written).name) == []
        assert len(queries.figure_history("sin-ho-2023-p15-2")) == 2
        with queries.one_release(old.name):
            assert queries.release_id() == old.name
            assert queries.localities()


def test_a_release_of_an_older_contract_is_narrowed_by_year(
    releases: Path, cluster: Cluster, tmp_path: Path
) -> None:
    copied_older(current(releases), tmp_path)
    told = []
    for engine in ("", cluster.url):
        with read_by(engine, tmp_path):
            told.append((queries.extent(), exactly(queries.figures(View(years=(2023,))))))
    assert told[0] == told[1]
    assert all(told[0])
