"""The open release: it follows the newest, and a damaged one is never shown."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from threading import Event

import pytest

from tests.conftest import Curated
from warehouse import queries
from warehouse.connection import NoRelease, Warehouse
from warehouse.queries import View

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True)
class Two:
    """A releases folder that holds two releases which differ in every note and definition."""

    folder: Path
    old: str
    new: str

    def point(self, release: str) -> None:
        """Move CURRENT as the ETL does."""
        draft = self.folder / ".CURRENT"
        draft.write_text(release + "\n", encoding="utf-8")
        os.replace(draft, self.folder / "CURRENT")

    def file(self, release: str, name: str = "observations.parquet") -> Path:
        return self.folder / release / name

    def warehouse(self) -> Warehouse:
        """A reader that has already opened the old release."""
        self.point(self.old)
        warehouse = Warehouse(self.folder)
        assert warehouse.release_id() == self.old
        assert warehouse.warning() is None
        return warehouse


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Two, Curated]:
    work = tmp_path_factory.mktemp("two")
    curated, folder = Curated(work), work / "releases"
    assert curated.publish(folder) == 0
    old = (folder / "CURRENT").read_text(encoding="utf-8").strip()
    for file, column in (("sources.csv", "note"), ("indicators.csv", "definition")):
        for line in curated.lines(file)[1:]:
            curated.cell(file, line.partition(",")[0], column, "bản thứ hai")
    assert curated.publish(folder) == 0
    new = (folder / "CURRENT").read_text(encoding="utf-8").strip()
    return Two(folder, old, new), curated


@pytest.fixture
def two(built: tuple[Two, Curated], tmp_path: Path) -> Two:
    """A copy that a test may damage."""
    shutil.copytree(built[0].folder, tmp_path / "releases")
    return Two(tmp_path / "releases", built[0].old, built[0].new)


def test_new_release_is_picked_up_without_restart(two: Two) -> None:
    warehouse = two.warehouse()
    with warehouse.cursor() as held:
        two.point(two.new)
        assert warehouse.release_id() == two.new
        # A question asked before the change is still answered by the release it was asked of.
        (notes,) = held.execute(
            "select count(*) from sources where note = 'bản thứ hai'"
        ).fetchone()
    assert notes == 0
    assert warehouse.warning() is None


def _flip(two: Two) -> None:
    path = two.file(two.new)
    data = bytearray(path.read_bytes())
    data[len(data) // 3] ^= 1
    path.write_bytes(data)


def _truncate(two: Two) -> None:
    os.truncate(two.file(two.new), 1000)


def _empty(two: Two) -> None:
    two.file(two.new).write_bytes(b"")


def _lose(two: Two) -> None:
    two.file(two.new, "coverage.parquet").unlink()


def _swap_tables(two: Two) -> None:
    shutil.copy(two.file(two.old, "sources.parquet"), two.file(two.new, "sources.parquet"))


def _tear_manifest(two: Two) -> None:
    os.truncate(two.file(two.new, "manifest.json"), 200)


def _lie(change: Callable[[dict], object]) -> Callable[[Two], None]:
    def spoil(two: Two) -> None:
        path = two.file(two.new, "manifest.json")
        manifest = json.loads(path.read_text(encoding="utf-8"))
        change(manifest)
        path.write_text(json.dumps(manifest), encoding="utf-8")

    return spoil


DAMAGE = {
    "one flipped bit": _flip,
    "truncated": _truncate,
    "empty": _empty,
    "a file is missing": _lose,
    "a file of another release": _swap_tables,
    "manifest torn": _tear_manifest,
    "manifest is not an object": lambda two: two.file(two.new, "manifest.json").write_text("[]"),
    "manifest of another release": _lie(lambda m: m.update(release="0" * 12)),
    "manifest of another contract": _lie(lambda m: m.update(contract="0")),
    "manifest without hashes": _lie(lambda m: m.pop("files")),
    "manifest without a table": _lie(lambda m: m["files"].pop("models.parquet")),
    "manifest lies about rows": _lie(lambda m: m["files"]["models.parquet"].update(rows=1)),
    "manifest lies about a hash": _lie(lambda m: m["files"]["models.parquet"].update(sha256="0")),
    "manifest without a day": _lie(lambda m: m.update(built_at="hôm qua")),
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE.keys())
def test_damaged_release_is_never_shown(two: Two, damage: Callable[[Two], object]) -> None:
    warehouse = two.warehouse()
    damage(two)
    two.point(two.new)
    assert warehouse.release_id() == two.old
    assert warehouse.warning().startswith(f"Bản số liệu mới nhất ({two.new}) không đọc được")
    # A reader that starts now finds the last good one too, and says the same.
    fresh = Warehouse(two.folder)
    assert fresh.release_id() == two.old
    assert "đang dùng bản tốt gần nhất" in fresh.warning()


@pytest.mark.parametrize("torn", ["", "\n", "8dd5", "../..", ".", "\0", "x" * 5000, b"\xff\xfe"])
def test_torn_pointer(two: Two, torn: str | bytes) -> None:
    warehouse = two.warehouse()
    data = torn if isinstance(torn, bytes) else torn.encode()
    (two.folder / "CURRENT").write_bytes(data)
    assert warehouse.release_id() == two.old
    assert "không đọc được" in warehouse.warning()
    assert Warehouse(two.folder).release_id() in (two.old, two.new)


def test_pointer_lost(two: Two) -> None:
    warehouse = two.warehouse()
    (two.folder / "CURRENT").unlink()
    assert warehouse.release_id() == two.old
    assert "chưa có" in warehouse.warning()


def test_warning_goes_when_the_pointer_is_put_back(two: Two) -> None:
    warehouse = two.warehouse()
    two.point("0" * 12)
    assert warehouse.warning()
    two.point(two.old)
    assert warehouse.warning() is None


def test_repaired_release_is_picked_up_although_its_name_is_the_same(
    two: Two, built: tuple[Two, Curated]
) -> None:
    warehouse = two.warehouse()
    _flip(two)
    two.point(two.new)
    assert warehouse.warning()
    assert built[1].publish(two.folder) == 0, "the command the warning asks for"
    assert warehouse.release_id() == two.new
    assert warehouse.warning() is None


def test_damage_after_opening_changes_nothing(two: Two) -> None:
    warehouse = two.warehouse()
    shutil.rmtree(two.folder / two.old)
    with warehouse.cursor() as cursor:
        assert cursor.execute("select count(*) from sources").fetchone() == (5,)


@pytest.mark.parametrize("folder", ["empty", "absent"])
def test_no_release_names_the_command(tmp_path: Path, folder: str) -> None:
    if folder == "empty":
        (tmp_path / folder).mkdir()
    warehouse = Warehouse(tmp_path / folder)
    for ask in (warehouse.cursor, warehouse.release_id, warehouse.warning):
        with pytest.raises(NoRelease, match="run: python -m etl"):
            ask()
    assert warehouse.history() == []


def test_first_release_is_picked_up_without_restart(two: Two, tmp_path: Path) -> None:
    folder = tmp_path / "later"
    warehouse = Warehouse(folder)
    with pytest.raises(NoRelease):
        warehouse.release_id()
    shutil.copytree(two.folder, folder)
    assert warehouse.release_id() == two.new


def test_history_is_newest_first_and_marks_the_current(two: Two) -> None:
    _lie(lambda m: m.update(built_at="2999-01-01T00:00:00+00:00"))(two)
    two.point(two.old)
    (two.folder / ".staging-abc").mkdir()
    (two.folder / "notes").mkdir()
    found = [(r.release_id, r.is_current) for r in Warehouse(two.folder).history()]
    assert found == [(two.new, False), (two.old, True)]


# -------------------------------------------------------------------------- threads while swapping

_BOTH = """select distinct (s.note = 'bản thứ hai') is true, (i.definition = 'bản thứ hai') is true
           from sources s cross join indicators i where s.note is not null"""


def test_threads_never_see_a_mixed_or_wrong_answer(
    two: Two, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RELEASES_DIR", str(two.folder))
    right = {}
    for release in (two.old, two.new):
        two.point(release)
        right[release] = _answers()
    assert right[two.old] != right[two.new]
    stop = Event()

    def ask() -> int:
        asked = 0
        while not stop.is_set():
            for question, answer in _answers().items():
                assert answer in (right[two.old][question], right[two.new][question])
                asked += 1
        return asked

    with ThreadPoolExecutor(8) as threads:
        running = [threads.submit(ask) for _ in range(8)]
        for turn in range(12):
            two.point(two.new if turn % 2 else two.old)
            stop.wait(0.1)
        stop.set()
        assert all(done.result() > 0 for done in running)


def _answers() -> dict[str, object]:
    view = View(("yen-dinh",))
    with queries.connection.shared().cursor() as cursor:
        both = cursor.execute(_BOTH).fetchall()
    assert both in ([(False, False)], [(True, True)])
    return {
        "both": both,
        "sources": queries.sources(View()),
        "figures": queries.figures(view, ("commendations",)),
        "localities": queries.localities(),
    }


# ------------------------------------------------------------------------------- private folders


def test_private_folders_are_removed(two: Two, tmp_path: Path) -> None:
    private = tmp_path / "private"
    private.mkdir()
    script = """
import os, sys, tempfile
from pathlib import Path
from warehouse.connection import Warehouse
releases = Path(sys.argv[1])
warehouse = Warehouse(releases)
for release in sys.argv[2:]:
    (releases / ".CURRENT").write_text(release)
    os.replace(releases / ".CURRENT", releases / "CURRENT")
    assert warehouse.release_id() == release
    left = len(os.listdir(tempfile.gettempdir()))
    assert left == (1 if os.name == "nt" else 0), "an open file needs no name, except on Windows"
"""
    command = [sys.executable, "-c", script, str(two.folder), two.old, two.new, two.old]
    environment = {**os.environ, "TMPDIR": str(private)}
    subprocess.run(command, env=environment, cwd=ROOT, check=True)
    assert list(private.iterdir()) == []
