"""What was taken in is taken out: byte for byte, and only while nothing rests on it."""

from typing import Any

import pytest

from tests.conftest import Curated
from tests.entering import Entering, entry, figure


@pytest.fixture
def desk(curated: Curated, tmp_path, capsys) -> Entering:
    return Entering(curated, tmp_path, capsys)


def undo(desk: Entering, answer: dict[str, Any], *options: str) -> dict[str, Any]:
    return desk.run("undo", {"changes": answer["changes"]}, *options)


def refused(desk: Entering, given: object) -> list[tuple[str, str]]:
    """(value, rule) of every refusal; nothing may have been written."""
    before = desk.state()
    answer = desk.run("undo", given, "--yes")
    assert (desk.code, desk.state(), answer["release"]) == (1, before, None)
    return [(told["value"], told["rule"]) for told in answer["refusals"]]


def test_undone_the_files_and_the_release_are_as_before(desk: Entering) -> None:
    desk.curated.publish(desk.releases)
    first, before = desk.current(), desk.files()
    entered = desk.enter(entry(), "--yes")
    assert desk.files() != before
    answer = undo(desk, entered, "--yes")
    assert (desk.code, desk.files()) == (0, before)
    assert (answer["before"], answer["release"]) == (entered["release"], first)
    assert desk.current() == first


def test_the_text_stays_for_the_releases_made_of_it(desk: Entering) -> None:
    undo(desk, desk.enter(entry(), "--yes"), "--yes")
    assert len(list(desk.reports.iterdir())) == 1


def test_looking_writes_nothing(desk: Entering) -> None:
    entered = desk.enter(entry(), "--yes")
    before = desk.state()
    answer = undo(desk, entered)
    assert (desk.code, desk.state(), answer["release"]) == (0, before, None)
    assert [c["after"] for c in answer["changes"]] == [None] * 5


def test_undone_twice_is_undone_once(desk: Entering) -> None:
    entered = desk.enter(entry(), "--yes")
    first = undo(desk, entered, "--yes")
    again = undo(desk, entered, "--yes")
    assert (desk.code, again["changes"], again["release"]) == (0, [], first["release"])


def test_an_undo_is_undone(desk: Entering) -> None:
    entered = desk.enter(entry(), "--yes")
    after = desk.files()
    undone = undo(desk, entered, "--yes")
    again = undo(desk, undone, "--yes")
    assert (desk.code, desk.files(), again["release"]) == (0, after, entered["release"])


@pytest.mark.parametrize(
    ("spoil", "back"),
    [
        (lambda data: data.removesuffix(b"\n"), "observations.csv"),
        (lambda data: data.replace(b"\n", b"\r\n"), "observations.csv"),
        (lambda data: b"\xef\xbb\xbf" + data, "sources.csv"),
        (lambda data: data.replace("Bản in".encode(), '"Bản" in'.encode()), "models.csv"),
    ],
    ids=["no last end", "Windows ends", "mark", "untouched"],
)
def test_the_way_a_file_was_written_comes_back(desk: Entering, spoil, back: str) -> None:
    desk.curated.bytes(back, spoil)
    before = desk.files()
    undo(desk, desk.enter(entry(), "--yes"), "--yes")
    assert (desk.code, desk.files()) == (0, before)


def test_a_changed_row_gets_its_own_line_back(desk: Entering) -> None:
    desk.curated.replace("units.csv", "yen-dinh,Huyện Yên Định", 'yen-dinh,"Huyện Yên Định"')
    before = desk.files()
    unit = next(
        line.split(",") for line in desk.curated.lines("units.csv") if line.startswith("yen-dinh,")
    )
    header = desk.curated.lines("units.csv")[0].split(",")
    values = dict(zip(header, unit, strict=True)) | {"name": "Huyện Yên Định (cũ)"}
    given = entry()
    given["rows"].append({"ref": "1", "table": "units", "values": values})
    entered = desk.enter(given, "--yes")
    assert entered["refusals"] == []
    assert [c["before_line"] for c in entered["changes"] if "before_line" in c]
    undo(desk, entered, "--yes")
    assert (desk.code, desk.files()) == (0, before)


def test_a_row_that_moved_on_is_not_overwritten(desk: Entering) -> None:
    entered = desk.enter(entry(), "--yes")
    desk.curated.cell("sources.csv", "yen-dinh-2024", "publisher", "Báo Bịa")
    rule = "dòng yen-dinh-2024 của mục “Báo cáo” đã đổi từ lần đó"
    assert refused(desk, entered) == [("yen-dinh-2024", rule)]


def test_a_row_that_another_one_cites_stays(desk: Entering) -> None:
    entered = desk.enter(entry(), "--yes")
    given = entry()
    given["rows"].append(figure("20"))
    desk.enter(given, "--yes")
    rule = "dòng yen-dinh-2024-p04-1 của mục “Số liệu” còn dẫn tới dòng này"
    assert refused(desk, entered) == [("yen-dinh-2024", rule)]


def test_a_figure_that_a_finding_quotes_stays(desk: Entering) -> None:
    entered = desk.enter(entry(), "--yes")
    text = desk.curated.path("findings.yml").read_text(encoding="utf-8")
    text += """- finding_id: bia-f01
  source_id: sin-ho-2023
  kind: scope
  severity: note
  observations:
    yen-dinh-2024-p03-1: 1.275 lượt người
  text: Chỉ để thử.
"""
    desk.curated.path("findings.yml").write_text(text, encoding="utf-8")
    ((_, rule),) = refused(desk, entered)
    assert rule.startswith("data/curated/findings.yml:")


@pytest.mark.parametrize(
    "given",
    [
        b"{",
        {},
        {"changes": [1]},
        {"changes": [{"table": "coverage", "key": "a", "before": None, "after": {}}]},
        {"changes": [{"table": ["units"], "key": "a", "before": None, "after": {"unit_id": "a"}}]},
        {"changes": [{"table": "units", "key": "a", "before": None, "after": None}]},
        {"changes": [{"table": "units", "key": "a", "before": None, "after": {"unit_id": "b"}}]},
        {"changes": [{"table": "units", "key": "a", "before": None, "after": {"unit_id": 1}}]},
        {"changes": [{"table": "units", "key": "a", "before": None,
                      "after": {"unit_id": "a", "more": ""}}]},
        {"changes": [{"table": "units", "key": "a", "before": None,
                      "after": {"unit_id": "a"}}] * 2},
    ],
    ids=lambda given: str(given)[:60],
)  # fmt: skip
def test_what_is_no_list_of_changes_is_refused(desk: Entering, given: object) -> None:
    assert len(refused(desk, given)) == 1
