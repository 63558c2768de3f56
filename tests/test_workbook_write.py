"""Importing writes all files or none, only when told to, and only over what was looked at."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from etl import curated_files, workbook_command
from etl.publish import lock
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


def test_without_a_yes_nothing_is_written(desk: Desk, book: Path) -> None:
    before = desk.state()
    assert desk.take_in(book) == 0
    assert (
        "Sẽ thêm 5 dòng, sửa 0 dòng; 0 dòng giống dữ liệu đang có; không bỏ dòng nào." in desk.out
    )
    assert desk.out.endswith("Thêm --yes để ghi.\nChưa ghi gì.\n")
    assert desk.state() == before


@pytest.mark.parametrize(
    ("answer", "written"), [("c", True), ("Có ", True), ("k", False), ("", False)]
)
def test_a_person_is_asked(desk: Desk, book: Path, monkeypatch, answer: str, written: bool) -> None:
    before = desk.state()
    monkeypatch.setattr(workbook_command.sys.stdin, "isatty", lambda: True, raising=False)
    monkeypatch.setattr("builtins.input", lambda _: answer)
    assert desk.take_in(book) == 0
    assert (desk.state() != before) is written


def test_it_writes_and_says_what_comes_next_but_publishes_nothing(desk: Desk, book: Path) -> None:
    before = desk.state()
    assert desk.take_in(book, "--yes") == 0
    assert desk.out.endswith(
        "Đã ghi commendations.csv, observations.csv, sources.csv. Tiếp theo: python -m etl\n"
    )
    after = desk.state()
    assert {n for n in after if after[n] != before.get(n)} == set(CHANGED)
    assert not list((desk.folder / "releases").glob("*/manifest.json"))
    assert desk.curated.problems() == []
    assert desk.curated.publish(desk.folder / "releases") == 0


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


def test_files_that_change_while_a_person_reads_are_not_written_over(
    desk: Desk, book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slow() -> bool:
        desk.curated.replace("units.csv", "Huyện Sìn Hồ,Sìn Hồ", "Huyện Sìn Hồ,Huyện Sìn Hồ")
        return True

    monkeypatch.setattr(workbook_command, "_agreed", slow)
    before = desk.state()["sources.csv"]
    assert desk.take_in(book) == 1
    assert desk.err == "Tệp trong data/curated vừa đổi; chưa ghi gì. Nạp lại để xem lại.\n"
    assert desk.state()["sources.csv"] == before


def test_a_build_that_runs_is_waited_for(desk: Desk, book: Path) -> None:
    before = desk.state()
    held = lock(desk.folder / "releases")
    try:
        assert desk.take_in(book, "--yes") == 75
    finally:
        held.release()
    assert desk.state() == before


def test_curated_files_that_cannot_be_read_are_said_first(desk: Desk, book: Path) -> None:
    desk.curated.replace("sources.csv", "Báo Lai Châu", "B¸o Lai Ch©u")
    assert desk.take_in(book, "--yes") == 1
    assert desk.err.startswith("data/curated/sources.csv:4: ")
    assert desk.err.endswith("Sửa các tệp trong data/curated trước đã; chưa ghi gì.\n")


def test_a_wrong_row_that_was_there_before_is_said_by_its_line(desk: Desk, book: Path) -> None:
    line = desk.curated.cell("models.csv", "yen-dinh-2023-m01", "kind", "mo hinh")
    assert desk.take_in(book, "--yes") == 1
    assert desk.err.startswith(f'data/curated/models.csv:{line}: "mo hinh": kind không có')
    assert desk.err.endswith("Có 1 lỗi; chưa ghi gì.\n")


@pytest.mark.parametrize(
    "arguments", [["import"], ["template", "a.xlsx"], ["export", "--curate"], ["import", "a", "b"]]
)
def test_a_wrong_command_is_refused(desk: Desk, arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        desk.run(*arguments)
    assert stop.value.code == 2


def test_the_mode_of_a_file_is_kept(desk: Desk, book: Path) -> None:
    path = desk.curated.path("sources.csv")
    path.chmod(0o640)
    assert desk.take_in(book, "--yes") == 0
    assert os.name == "nt" or path.stat().st_mode & 0o777 == 0o640
