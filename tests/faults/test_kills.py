"""The ETL killed at random moments: the reader goes on with a whole release, old or new."""

import random
import subprocess
import sys
import threading
import time

from etl.publish import is_whole
from tests.conftest import ROOT, times
from tests.faults.conftest import Place, note_of
from warehouse.connection import Warehouse


def test_a_build_killed_at_any_moment_tears_nothing(place: Place) -> None:
    chance = random.Random(20261121)
    began = time.monotonic()
    assert place.run().returncode == 0
    whole = time.monotonic() - began
    warehouse = Warehouse(place.releases)
    seen = {note_of(warehouse)}
    killed = 0
    for _ in range(times(8, 200)):
        seen.add(place.change())
        build = place.start()
        # Nothing is written while Python starts: most moments are of the second half.
        time.sleep(chance.uniform(0.3, 1.05) * whole)
        killed += build.poll() is None
        build.kill()
        build.communicate()
        assert note_of(warehouse) in seen
        assert warehouse.warning() is None
        assert note_of(Warehouse(place.releases)) in seen, "a reader that starts now"
        visible = [f for f in place.releases.iterdir() if f.is_dir() and f.name[0] != "."]
        assert all(is_whole(folder) for folder in visible)
    assert killed > 0, "no build was still running when it was killed"
    last = place.change()
    assert place.run().returncode == 0, "the next build finishes what the killed ones left"
    assert note_of(warehouse) == last
    assert list(place.releases.glob(".staging-*")) == []


_LARGE = """
import sys
from etl import straight, workplace
from etl.__main__ import main
workplace.LARGE = straight._LONG = 0
sys.exit(main(sys.argv[1:]))
"""


def test_a_large_build_killed_at_any_moment_tears_nothing(place: Place) -> None:
    """It works in a folder of its own, which the next build takes away."""
    places = ["--curated", str(place.curated.folder), "--releases", str(place.releases)]
    command = [sys.executable, "-c", _LARGE, *places]
    began = time.monotonic()
    assert subprocess.run(command, cwd=ROOT, check=False, capture_output=True).returncode == 0
    whole, chance = time.monotonic() - began, random.Random(20261122)
    seen, left = {note_of(warehouse := Warehouse(place.releases))}, 0
    for _ in range(times(5, 100)):
        seen.add(place.change())
        build = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
        time.sleep(chance.uniform(0.4, 1.0) * whole)
        build.kill()
        build.wait()
        left += bool(list(place.releases.glob(".work-*")))
        assert note_of(warehouse) in seen
        assert note_of(Warehouse(place.releases)) in seen
        visible = [f for f in place.releases.iterdir() if f.is_dir() and f.name[0] != "."]
        assert all(is_whole(folder) for folder in visible)
    assert left > 0, "no build was killed at its work"
    last = place.change()
    assert place.run().returncode == 0
    assert note_of(warehouse) == last
    assert list(place.releases.glob(".work-*")) == []


def test_a_reader_open_across_many_releases_sees_each_whole(place: Place) -> None:
    """Two threads ask while releases come; what they read is one note that was published."""
    warehouse = Warehouse(place.releases)
    allowed = {note_of(warehouse)}
    stop, wrong = threading.Event(), []

    def read() -> None:
        while not stop.is_set():
            if (note := note_of(warehouse)) not in allowed:
                wrong.append(note)

    readers = [threading.Thread(target=read) for _ in range(2)]
    for reader in readers:
        reader.start()
    try:
        for _ in range(times(5, 100)):
            allowed.add(place.change())
            assert place.curated.publish(place.releases) == 0
    finally:
        stop.set()
        for reader in readers:
            reader.join()
    assert wrong == []
    assert note_of(warehouse) == f"bản thử {place.changes}"
    assert len(warehouse.history()) == place.changes + 1


def test_builds_started_together_publish_once(place: Place) -> None:
    note = place.change()
    builds = [place.start() for _ in range(3)]
    codes = []
    for build in builds:
        _, said = build.communicate()
        codes.append(build.returncode)
        assert build.returncode == 0 or "đang chạy; thử lại sau" in said
    assert set(codes) <= {0, 75}
    assert 0 in codes
    assert note_of(Warehouse(place.releases)) == note
