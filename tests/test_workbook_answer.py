"""The entry workbook for a program that asks: one JSON object, in sheets and cells."""

import json
from pathlib import Path
from typing import Any

import pytest

from etl.publish import lock
from tests.conftest import Curated
from tests.workbooks import Desk, address, example, put
from warehouse.releases import pointed


@pytest.fixture
def desk(curated: Curated, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    return Desk(curated, tmp_path, capsys)


@pytest.fixture
def book(desk: Desk) -> Path:
    return desk.filled_in(lambda book: (example(book, "sources"), example(book, "commended")))


def ask(desk: Desk, path: Path, *options: str) -> tuple[int, dict[str, Any]]:
    code = desk.take_in(path, "--json", *options)
    assert desk.err == ""
    return code, json.loads(desk.out)


def test_looking_answers_in_cells_and_writes_nothing(desk: Desk, book: Path) -> None:
    before = desk.state()
    code, answer = ask(desk, book)
    assert (code, desk.state(), answer["release"]) == (0, before, None)
    assert {c["sheet"] for c in answer["changes"]} == {"Báo cáo", "PL khen thưởng"}
    assert all(c["before"] is None and c["cell"] and "ref" not in c for c in answer["changes"])
    assert [told["value"] for told in answer["readings"].values()] == ["5", "8"]
    assert all(name.startswith("PL khen thưởng!") for name in answer["readings"])


def test_publishing_is_asked_for(desk: Desk, book: Path) -> None:
    code, answer = ask(desk, book, "--yes")
    assert (code, answer["release"]) == (0, None)
    assert len(answer["changes"]) == 5
    assert pointed(desk.folder / "releases") is None
    code, answer = ask(desk, book, "--yes", "--publish")
    assert (code, answer["changes"]) == (0, [])
    assert answer["release"] == pointed(desk.folder / "releases")


def test_the_changes_looked_at_are_the_ones_taken_in(desk: Desk, book: Path) -> None:
    _, seen = ask(desk, book)
    before = desk.state()
    code, answer = ask(desk, book, "--yes", "--publish", "--expect", "0" * 64)
    assert (code, desk.state()) == (1, before)
    assert [r["rule"] for r in answer["refusals"]] == ["dữ liệu đã đổi từ lúc xem"]
    code, answer = ask(desk, book, "--yes", "--publish", "--expect", seen["hash"])
    assert (code, answer["refusals"], answer["hash"]) == (0, [], seen["hash"])


def test_what_a_workbook_brought_is_taken_out(desk: Desk, book: Path) -> None:
    before = desk.state()
    _, answer = ask(desk, book, "--yes", "--publish")
    path = desk.folder / "undo.json"
    path.write_text(json.dumps(answer), encoding="utf-8")
    assert desk.run("undo", path, "--yes") == 0
    assert desk.state() == before


def test_refusals_name_their_cells_and_the_copy_is_marked_when_asked(desk: Desk) -> None:
    def change(made) -> None:
        sheet = example(made, "sources")
        put(made, "sources", {"Loại": "không có loại này"})
        wrong.append(address(sheet, "Loại"))

    wrong: list[str] = []
    path, copy = desk.filled_in(change), desk.folder / "loi.xlsx"
    code, answer = ask(desk, path, "--yes", "--marked", str(copy))
    assert code == 1
    assert [(r["sheet"], r["cell"]) for r in answer["refusals"]] == [("Báo cáo", wrong[0])]
    assert copy.is_file()


def test_a_file_that_is_no_workbook_is_one_refusal(desk: Desk) -> None:
    path = desk.folder / "bia.xlsx"
    path.write_bytes(b"x")
    code, answer = ask(desk, path)
    assert code == 1
    assert [(r["sheet"], r["cell"], r["value"]) for r in answer["refusals"]] == [
        (None, None, "bia.xlsx")
    ]


def test_a_build_that_runs_is_said(desk: Desk, book: Path) -> None:
    held = lock(desk.folder / "releases")
    try:
        code, answer = ask(desk, book, "--yes")
    finally:
        held.release()
    assert code == 75
    assert answer["refusals"][0]["remedy"] == "thử lại sau"


@pytest.mark.parametrize("options", [["--publish"], ["--expect", "a"]])
def test_they_go_with_json_alone(desk: Desk, book: Path, options: list[str]) -> None:
    with pytest.raises(SystemExit):
        desk.take_in(book, *options)
