"""A report from the desk is looked at, taken in once, and refused with every reason at once."""

import hashlib
import json

import duckdb
import pytest

from etl import take_in
from etl.__main__ import main
from etl.problems import CuratedDataError, Problem
from etl.publish import lock
from tests.conftest import Curated
from tests.entering import TEXT, Entering, entry, figure

KEYS = {"refusals", "remarks", "changes", "readings", "hash", "release", "before"}


@pytest.fixture
def desk(curated: Curated, tmp_path, capsys) -> Entering:
    return Entering(curated, tmp_path, capsys)


def test_looking_says_what_would_change_and_writes_nothing(desk: Entering) -> None:
    before = desk.state()
    answer = desk.enter(entry())
    assert (desk.code, desk.state(), answer.keys()) == (0, before, KEYS)
    assert answer["refusals"] == []
    assert (answer["release"], answer["before"]) == (None, None)
    assert not desk.releases.exists()
    assert [(c["table"], c["key"], c["ref"], c["before"]) for c in answer["changes"]] == [
        ("sources", "yen-dinh-2024", "source", None),
        ("observations", "yen-dinh-2024-p03-1", "12", None),
        ("observations", "yen-dinh-2024-p03-2", "7", None),
        ("models", "yen-dinh-2024-m01", "14", None),
        ("study_activities", "yen-dinh-2024-a01", "13", None),
    ]


def test_what_follows_from_the_text_is_worked_out(desk: Entering) -> None:
    source = desk.enter(entry())["changes"][0]["after"]
    sha256 = hashlib.sha256(TEXT.encode()).hexdigest()
    assert (source["sha256"], source["paragraph_count"]) == (sha256, "5")
    assert source["file"] == f"yen-dinh-2024-{sha256[:8]}.txt"


def test_rows_cite_each_other_before_they_have_ids(desk: Entering) -> None:
    rows = {c["ref"]: c["after"] for c in desk.enter(entry())["changes"]}
    assert rows["7"]["part_of"] == rows["12"]["observation_id"] == "yen-dinh-2024-p03-1"
    assert rows["13"]["observation_id"] == "yen-dinh-2024-p03-1"


def test_phrases_are_read(desk: Entering) -> None:
    given = entry()
    given["rows"] += [figure("20"), figure("21", as_printed="không có ở đâu cả 7 hộ")]
    readings = desk.enter(given)["readings"]
    assert desk.code == 1, "readings come even when other rows are refused"
    assert readings["20"] == {
        "value": "500", "lower": "500", "upper": None, "lower_inclusive": False,
        "upper_inclusive": None, "denominator": None, "qualifier": "more_than",
        "measure_unit": "books",
    }  # fmt: skip
    assert readings["12"]["value"] == "1275"


def test_what_does_not_add_up_is_remarked(desk: Entering) -> None:
    given = entry(published_on="2024-06-01")
    assert [r["ref"] for r in desk.enter(given)["remarks"] if "trọn kỳ" in r["text"]] == ["12"]


def test_taken_in_it_is_published_and_opens_on_its_text(desk: Entering) -> None:
    desk.curated.publish(desk.releases)
    first = desk.current()
    answer = desk.enter(entry(), "--yes")
    assert (desk.code, answer["before"], answer["release"]) == (0, first, desk.current())
    (text,) = desk.reports.iterdir()
    assert text.read_text(encoding="utf-8") == TEXT
    file = desk.releases / desk.current() / "observations.parquet"
    asked = f"select as_printed from '{file}' where source_id = 'yen-dinh-2024' order by all"
    assert duckdb.sql(asked).fetchall() == [("1.275 lượt người",), ("875 lượt người",)]


def test_twice_is_the_same_as_once(desk: Entering) -> None:
    first = desk.enter(entry(), "--yes")
    state = desk.state()
    again = desk.enter(entry(), "--yes", f"--expect={first['hash']}")
    assert (desk.code, desk.state()) == (0, state)
    assert (again["changes"], again["release"]) == ([], first["release"])


def test_the_changes_looked_at_are_the_ones_taken_in(desk: Entering) -> None:
    seen = desk.enter(entry())["hash"]
    desk.curated.replace("units.csv", "Huyện Sìn Hồ,Sìn Hồ", "Huyện Sìn Hồ,Huyện Sìn Hồ")
    assert desk.enter(entry())["hash"] == seen, "a change elsewhere is none of this report's"
    changed = entry(title="Nhan đề khác")
    before = desk.state()
    answer = desk.enter(changed, "--yes", f"--expect={seen}")
    assert (desk.code, desk.state()) == (1, before)
    assert [t["rule"] for t in answer["refusals"]] == ["dữ liệu đã đổi từ lúc xem"]
    assert desk.enter(changed, "--yes", f"--expect={answer['hash']}")["release"]


@pytest.mark.parametrize(
    ("file", "key", "column"),
    [("indicators.csv", "study_attendance", "name"), ("units.csv", "yen-dinh", "valid_to")],
)
def test_what_the_changes_name_is_part_of_what_was_looked_at(
    desk: Entering, file: str, key: str, column: str
) -> None:
    seen = desk.enter(entry())["hash"]
    desk.curated.cell(file, key, column, "2025-06-29" if column == "valid_to" else "Tên bịa khác")
    before = desk.state()
    answer = desk.enter(entry(), "--yes", f"--expect={seen}")
    assert (desk.code, desk.state()) == (1, before)
    assert [t["rule"] for t in answer["refusals"]] == ["dữ liệu đã đổi từ lúc xem"]


def test_a_build_that_runs_is_waited_for(desk: Entering) -> None:
    held = lock(desk.releases)
    try:
        before = desk.state()
        answer = desk.enter(entry(), "--yes")
    finally:
        held.release()
    assert (desk.code, desk.state()) == (75, before)
    assert answer.keys() == KEYS
    assert answer["refusals"][0]["rule"].startswith("một lần tạo bản phát hành khác")


def test_what_is_written_and_not_published_is_no_refusal(
    desk: Entering, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(*_: object) -> None:
        raise CuratedDataError([Problem("data/curated", 1, "", "tệp đổi trong lúc đọc", "")])

    path = desk.folder / "enter.json"
    path.write_text(json.dumps(entry()), encoding="utf-8")
    with monkeypatch.context() as patch:
        patch.setattr(take_in, "release", interrupted)
        options = [f"--reports={desk.reports}", *desk.places, "--yes"]
        assert main(["enter", str(path), *options]) == 1
    assert capsys.readouterr().out == ""
    answer = desk.enter(entry(), "--yes")
    assert (desk.code, answer["changes"], answer["release"]) == (0, [], desk.current())


def test_new_units_and_indicators_come_in_the_same_file(desk: Entering) -> None:
    given = entry()
    unit = {"unit_id": "x-bia", "name": "Xã Bịa", "short_name": "Bịa", "type": "commune",
            "level": "commune", "parent_id": "yen-dinh", "locality_id": "yen-dinh"}  # fmt: skip
    indicator = {
        "indicator_id": "made_up_books", "name": "Số sổ bịa", "topic": "pledges",
        "measure_unit": "books", "count_kind": "flow", "definition": "Chỉ để thử.",
        "higher_is": "neutral", "is_core": "false", "asked_of": "local",
    }  # fmt: skip
    given["rows"] += [
        {"ref": "1", "table": "units", "values": unit},
        {"ref": "2", "table": "indicators", "values": indicator},
        figure("3", unit_id="x-bia", indicator_id="made_up_books"),
    ]
    answer = desk.enter(given, "--yes")
    assert answer["refusals"] == []
    assert {c["table"] for c in answer["changes"]} > {"units", "indicators"}
    assert desk.curated.problems() == []


def test_fields_that_are_not_handed_in_stay(desk: Entering) -> None:
    given = entry()
    values = {"unit_id": "sin-ho", "short_name": "Sìn Hồ (cũ)"}
    given["rows"] = [{"ref": "1", "table": "units", "values": values}]
    _, change = desk.enter(given)["changes"]
    assert change["after"] == change["before"] | {"short_name": "Sìn Hồ (cũ)"}


def test_signs_nobody_sees_part_no_phrase(desk: Entering) -> None:
    given = entry()
    given["text"] = "\u200b\n" + TEXT.replace("lượt người", "lượt\u200b người")
    for row in given["rows"]:
        row["values"]["paragraph"] = str(int(row["values"]["paragraph"]) + 1)
    assert desk.enter(given)["refusals"] == []
