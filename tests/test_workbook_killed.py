"""An import that is killed writes all files or none: the next run ends it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from etl import curated_files
from tests.conftest import ROOT, Curated
from tests.workbooks import Desk, example

CHANGED = ("sources.csv", "observations.csv", "commendations.csv")


@pytest.fixture
def desk(curated: Curated, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    return Desk(curated, tmp_path, capsys)


@pytest.fixture
def book(desk: Desk) -> Path:
    """A workbook that changes three files."""
    return desk.filled_in(lambda book: (example(book, "sources"), example(book, "commended")))


class Killed(BaseException):
    """The process dies here."""


@pytest.mark.parametrize("after", range(4))
@pytest.mark.parametrize("then", ["build", "import"])
def test_killed_between_files_the_next_run_ends_it(
    desk: Desk, book: Path, monkeypatch: pytest.MonkeyPatch, after: int, then: str
) -> None:
    before = desk.state()
    replace, done = os.replace, []

    def dying(source: object, target: object) -> None:
        if "curated" in str(target):
            if len(done) == after:
                raise Killed
            done.append(target)
        replace(source, target)

    with monkeypatch.context() as patch:
        patch.setattr(curated_files.os, "replace", dying)
        if after < 3:
            with pytest.raises(Killed):
                desk.take_in(book, "--yes")
            changed = {n for n, data in desk.state_of_files().items() if data != before[n]}
            assert len(changed) == after
        else:
            assert desk.take_in(book, "--yes") == 0
    if then == "build":
        assert desk.curated.publish(desk.folder / "releases") == 0
    else:
        assert desk.take_in(book, "--yes") == 0
        assert "Không có gì thay đổi" in desk.out
    after_all = desk.state()
    assert {n for n in after_all if after_all[n] != before.get(n)} == set(CHANGED)
    assert set(after_all) == set(before), "nothing is left lying about"


@pytest.mark.parametrize("step", ["flush", "rename"])
def test_killed_before_the_decision_nothing_changes(
    desk: Desk, book: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    before = desk.state()

    def dying(*_: object) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(curated_files.os if step == "rename" else curated_files, step, dying)
        with pytest.raises(Killed):
            desk.take_in(book, "--yes")
    assert desk.state_of_files() == before
    assert desk.take_in(book, "--yes") == 0
    assert set(desk.state()) == set(before)


KILL = """
import os, sys
from etl import curated_files
from etl.__main__ import main
replace, done = os.replace, []
def dying(source, target):
    if "curated" in str(target):
        if done:
            os.kill(os.getpid(), 9)
        done.append(target)
    replace(source, target)
curated_files.os.replace = dying
main(sys.argv[1:])
"""


@pytest.mark.skipif(os.name == "nt", reason="signals")
def test_a_process_that_is_really_killed(desk: Desk, book: Path) -> None:
    before = desk.state()
    places = ["--curated", str(desk.curated.folder), "--releases", str(desk.folder / "releases")]
    command = [sys.executable, "-c", KILL, "import", str(book), "--yes", *places]
    assert subprocess.run(command, cwd=ROOT, capture_output=True, check=False).returncode == -9
    changed = {n for n, data in desk.state_of_files().items() if data != before[n]}
    assert len(changed) == 1
    assert desk.take_in(book, "--yes") == 0
    assert desk.out.startswith("Đã ghi nốt lần nạp bị ngắt trước đó.\n")
    assert {n for n, data in desk.state().items() if data != before.get(n)} == set(CHANGED)
