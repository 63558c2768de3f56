"""ETL fixtures: curated files to spoil, and one release built from the real ones for everybody."""

import csv
import gc
import io
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import pytest
from hypothesis import HealthCheck, settings
from streamlit import config
from streamlit.runtime.secrets import secrets_singleton

from etl.__main__ import build, main
from etl.problems import CuratedDataError
from exhibits.render import secrets

ROOT = Path(__file__).parents[1]
SOAK = os.environ.get("SOAK") == "1"
# How long an example takes is the machine's affair, and no failure.
settings.register_profile("any", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any")


def times(usually: int, soaking: int) -> int:
    """How often something is done to chance; SOAK=1 (`make soak`) does it more."""
    return soaking if SOAK else usually


class Curated:
    """A copy of data/curated that a test may spoil; every change returns its line number."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "data" / "curated"
        shutil.copytree(ROOT / "data" / "curated", self.folder)

    def path(self, file: str) -> Path:
        return self.folder / file

    def lines(self, file: str) -> list[str]:
        return self.path(file).read_text(encoding="utf-8").splitlines()

    def bytes(self, file: str, change: Callable[[bytes], bytes]) -> None:
        self.path(file).write_bytes(change(self.path(file).read_bytes()))

    def replace(self, file: str, old: str, new: str) -> int:
        """Change the only place, or the first, where `old` stands."""
        text = self.path(file).read_text(encoding="utf-8")
        before, found, after = text.partition(old)
        assert found, f"{old!r} does not stand in {file}"
        self.path(file).write_text(before + new + after, encoding="utf-8")
        return before.count("\n") + 1

    def cell(self, file: str, key: str, column: str, value: str) -> int:
        """Type `value` into one cell of the row whose first cell is `key`."""
        rows = list(csv.reader(self.lines(file)))
        place = rows[0].index(column)
        line = next(n for n, row in enumerate(rows, 1) if row[0] == key)
        rows[line - 1][place] = value
        text = io.StringIO()
        csv.writer(text, lineterminator="\n").writerows(rows)
        self.path(file).write_text(text.getvalue(), encoding="utf-8")
        return line

    def append(self, file: str, line: str) -> int:
        lines = [*self.lines(file), line]
        self.path(file).write_text("\n".join(lines) + "\n", encoding="utf-8")
        return len(lines)

    def problems(self) -> list[str]:
        """What a build says is wrong, as data staff read it; empty when nothing is."""
        try:
            with duckdb.connect() as con:
                build(con, self.folder)
        except CuratedDataError as error:
            return [str(problem) for problem in error.problems]
        return []

    def publish(self, releases: Path) -> int:
        """The exit code of `python -m etl`."""
        return main(["--curated", str(self.folder), "--releases", str(releases)])

    def verify(self, reports: Path) -> int:
        return main(["--curated", str(self.folder), "--verify", str(reports)])


@pytest.fixture
def curated(tmp_path: Path) -> Curated:
    return Curated(tmp_path)


@pytest.fixture(scope="session")
def releases(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A releases folder with one release of the real curated files; not to be written to."""
    folder = tmp_path_factory.mktemp("releases")
    assert main(["--releases", str(folder)]) == 0
    return folder


@pytest.fixture(scope="session")
def release(releases: Path) -> Path:
    """The folder of Parquet files CURRENT points at."""
    return releases / (releases / "CURRENT").read_text(encoding="utf-8").strip()


@pytest.fixture(scope="session")
def published(release: Path) -> duckdb.DuckDBPyConnection:
    """A connection with one view per published Parquet file."""
    con = duckdb.connect()
    for file in sorted(release.glob("*.parquet")):
        con.execute(f"create view {file.stem} as from read_parquet('{file}')")
    return con


@pytest.fixture(autouse=True, scope="session")
def _collector_left_alone() -> Iterator[None]:
    """The shell freezes the collector for the life of a server, not of a test session."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(gc, "freeze", lambda: None)
        yield


@pytest.fixture(scope="module")
def reading(releases: Path) -> Iterator[Path]:
    """The warehouse reads the session's release while a module's tests run."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("RELEASES_DIR", str(releases))
        yield releases


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files whose tests wait for a browser stand among those that keep a core busy."""
    files = list(dict.fromkeys(item.path for item in items))
    waits = [file for file in files if {"browser", "deploy"} & set(file.parts)]
    works = [file for file in files if file not in waits]
    place = {file: n / len(group) for group in (waits, works) for n, file in enumerate(group)}
    items.sort(key=lambda item: place[item.path])


def pytest_configure() -> None:
    """Whoever runs the tests may have secrets of their own, and dashboard.py reads them when it is
    imported."""
    config.set_option("secrets.files", [])


@pytest.fixture(autouse=True, scope="session")
def nowhere(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where secrets would be."""
    place = tmp_path_factory.mktemp("secrets") / "secrets.toml"
    config.set_option("secrets.files", [str(place)])
    return place


@pytest.fixture
def secrets_file(nowhere: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A place for a made-up secrets.toml; gone, and forgotten, when the test ends."""
    monkeypatch.setattr(secrets, "_seen", [])
    secrets_singleton._reset()
    yield nowhere
    nowhere.unlink(missing_ok=True)
    secrets_singleton._reset()
