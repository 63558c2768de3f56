"""A disk that is full or cannot be written to: a sentence for the operator, the old release read.

A small file system of one's own needs root; elsewhere a limit on file sizes stands in for it.
"""

import logging
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.faults.conftest import Place, note_of
from warehouse.connection import Warehouse

SAID = "xem ổ đĩa còn chỗ và người chạy lệnh có quyền ghi"
on_posix = pytest.mark.skipif(os.name == "nt", reason="limits and owners of files are POSIX's")


@on_posix
@pytest.mark.parametrize("largest", [200, 12_000])
def test_a_file_that_may_not_grow_stops_the_build(place: Place, largest: int) -> None:
    import resource
    import signal

    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))

    old = note_of(warehouse := Warehouse(place.releases))
    new = place.change()
    done = place.run(preexec_fn=limit)
    assert done.returncode == 1
    assert SAID in done.stderr
    assert "Traceback" not in done.stderr
    assert note_of(warehouse) == note_of(Warehouse(place.releases)) == old
    assert place.run().returncode == 0
    assert note_of(warehouse) == new


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "small"
    folder.mkdir()
    mounted = shutil.which("mount") and subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=400k", "tmpfs", str(folder)],
        capture_output=True, check=False,
    )  # fmt: skip
    if not mounted or mounted.returncode != 0:
        pytest.skip("a file system of one's own needs root")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


def test_a_full_disk_stops_the_build(place: Place, small_disk: Path) -> None:
    shutil.copytree(place.releases, small_disk, dirs_exist_ok=True)
    place.releases = small_disk
    old = note_of(warehouse := Warehouse(small_disk))
    place.change()
    full = _fill(small_disk)
    done = place.run()
    assert done.returncode == 1
    assert SAID in done.stderr
    assert note_of(warehouse) == note_of(Warehouse(small_disk)) == old
    full.unlink()
    assert place.run().returncode == 0, "the release needs no more room than that"


def _fill(disk: Path) -> Path:
    full = disk / "full"
    with full.open("wb", buffering=0) as file, suppress(OSError):
        while file.write(b"0" * 4096):
            pass
    return full


def test_no_room_for_the_private_copy_keeps_the_open_release(
    place: Place, small_disk: Path, monkeypatch: pytest.MonkeyPatch, caplog
) -> None:
    warehouse = Warehouse(place.releases)
    old = note_of(warehouse)
    place.change()
    assert place.run().returncode == 0
    _fill(small_disk)
    monkeypatch.setattr("tempfile.tempdir", str(small_disk))
    with caplog.at_level(logging.ERROR):
        assert note_of(warehouse) == old
    assert "đang dùng bản tốt gần nhất" in warehouse.warning()
    assert "cannot be opened" in caplog.text


def test_a_disk_that_cannot_be_written_stops_the_build(place: Place, small_disk: Path) -> None:
    shutil.copytree(place.releases, small_disk, dirs_exist_ok=True)
    place.releases = small_disk
    old = note_of(warehouse := Warehouse(small_disk))
    place.change()
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    done = place.run()
    assert done.returncode == 1
    assert SAID in done.stderr
    assert note_of(warehouse) == note_of(Warehouse(small_disk)) == old


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_of_somebody_else_stops_the_build(place: Place) -> None:
    place.change()
    place.releases.chmod(0o555)
    done = place.run()
    place.releases.chmod(0o755)
    assert done.returncode == 1
    assert SAID in done.stderr


def test_the_command_says_the_same_of_a_file_in_place_of_the_folder(place: Place) -> None:
    shutil.rmtree(place.releases)
    place.releases.write_text("not a folder")
    done = place.run()
    assert done.returncode == 1
    assert SAID in done.stderr
