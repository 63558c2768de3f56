"""Importing writes all files or none, only when told to, and only over what was looked at."""

import os
from pathlib import Path

import pytest

from etl import workbook_command
from etl.publish import lock
from tests.conftest import Curated
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
