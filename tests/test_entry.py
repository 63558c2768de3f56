"""A report from the desk is looked at, taken in once, and refused with every reason at once."""

import hashlib
import json
import unicodedata

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


# --------------------------------------------------------------------------------------- refused


def test_every_refusal_comes_at_once_in_the_words_of_the_fields(desk: Entering) -> None:
    given = entry(kind="báo", title="")
    given["rows"] += [
        figure("20", as_printed="gần 500 cuốn sổ"),
        figure("21", paragraph="9"),
        figure("22", unit_id="khong-co"),
        figure("23", as_printed="hơn 5OO cuốn sổ"),
        figure("24", paragraph="1,2"),
        figure("25", part_of="@99"),
    ]
    assert desk.refused(given) >= {
        ("source", "kind", "báo", "“Loại” không có trong bảng mã"),
        ("source", "title", "", "thiếu “Nhan đề”"),
        ("20", "as_printed", "gần 500 cuốn sổ", "cụm từ không có ở đoạn 4"),
        ("21", "paragraph", "9", "đoạn không có trong báo cáo"),
        ("22", "unit_id", "khong-co", "“Đơn vị” không có trong mục “Đơn vị”"),
        ("23", "as_printed", "hơn 5OO cuốn sổ", "cụm từ không có ở đoạn 4"),
        ("24", "paragraph", "1,2", "“Đoạn” không phải số nguyên"),
        ("25", "part_of", "@99", "không có dòng “99” nào của mục “Số liệu”"),
    }


def test_a_phrase_that_leaves_out_what_changes_it_is_refused(desk: Entering) -> None:
    given = entry()
    given["rows"].append(figure("20", as_printed="500 cuốn sổ theo dõi"))
    said = ("20", "as_printed", "500 cuốn sổ theo dõi", 'báo cáo in "hơn 500 cuốn sổ"')
    assert said in desk.refused(given)


def test_a_unit_that_has_ended_is_refused(desk: Entering) -> None:
    given = entry()
    later = {"period_from": "2025-08-01", "period_to": "2025-12-31"}
    given["rows"].append(figure("20", **later))
    rule = "số liệu ở ngoài thời gian đơn vị tồn tại"
    assert desk.refused(given) == {("20", "unit_id", "Huyện Yên Định", rule)}


def test_an_english_number_is_read_and_said(desk: Entering) -> None:
    given = entry()
    given["text"] = TEXT.replace("1.275", "1,275")
    for row in given["rows"][1:3]:
        row["values"]["as_printed"] = "1,275 lượt người"
    answer = desk.enter(given)
    assert answer["refusals"] == []
    assert answer["readings"]["12"]["value"] == "1275"
    assert {"ref": "12", "text": "“1,275” viết kiểu Anh, đọc là 1.275"} in answer["remarks"]


def test_what_looks_like_a_persons_name_is_said(desk: Entering) -> None:
    given = entry(note="Bài của Nguyễn Văn Mẫu")
    given["rows"][3]["values"]["note"] = "do " + " ".join(("bà", "Trần", "Thị", "Thử")) + " làm chủ"
    told = desk.enter(given)["remarks"]
    named = {r["ref"] for r in told if "có thể là tên người" in r["text"]}
    assert named == {"source", "14"}


def test_rows_that_say_the_same_are_refused(desk: Entering) -> None:
    given = entry()
    given["rows"] += [figure("20"), figure("21")]
    assert desk.refused(given) == {("21", None, "hơn 500 cuốn sổ", "dòng trùng với dòng 20")}


def test_figures_that_are_part_of_each_other_are_refused(desk: Entering) -> None:
    given = entry()
    given["rows"][1]["values"]["part_of"] = "@7"
    assert ("số liệu là một phần của chính nó") in {t[3] for t in desk.refused(given)}


def test_values_of_another_making_are_refused(desk: Entering) -> None:
    given = entry(sha256="0" * 64)
    given["rows"] += [
        figure("20", value="500"),
        figure("21", unit="yen-dinh"),
        figure("22", note="hai\ndòng"),
        figure("23", note="B¸o c¸o"),
        figure("24", source_id="sin-ho-2023"),
        {"ref": "25", "table": "findings", "values": {}},
    ]
    assert {(ref, column, rule) for ref, column, _, rule in desk.refused(given)} >= {
        ("source", "sha256", "cột do chương trình tính"),
        ("20", "value", "cột do chương trình tính"),
        ("21", "unit", "cột lạ trong mục “Số liệu”"),
        ("22", "note", "có xuống dòng"),
        ("23", "note", "chữ hỏng do phông hoặc mã cũ (VNI, TCVN3, sai UTF-8)"),
        ("24", "source_id", "dòng của báo cáo khác"),
        ("25", None, "bảng lạ"),
    }


def test_a_text_that_is_in_already_is_refused_with_its_report(desk: Entering) -> None:
    desk.enter(entry(), "--yes")
    rule = "báo cáo này đã có trong dữ liệu, mã “yen-dinh-2024”"
    said = desk.refused(entry(source_id="yen-dinh-lan-2"))
    assert said == {("source", "source_id", "yen-dinh-2024", rule)}


def test_another_text_under_an_id_that_is_there_is_refused(desk: Entering) -> None:
    desk.enter(entry(), "--yes")
    rule = "mã này là của một báo cáo khác đã có, văn bản không giống"
    said = desk.refused(entry() | {"text": TEXT + "Thêm một dòng.\n"})
    assert said == {("source", "source_id", "yen-dinh-2024", rule)}


def test_rows_of_another_report_are_not_moved_here(desk: Entering) -> None:
    given = entry()
    given["rows"].append(figure("20", observation_id="sin-ho-2023-p15-1"))
    rule = "mã này là của báo cáo khác"
    assert ("20", "observation_id", "sin-ho-2023-p15-1", rule) in desk.refused(given)


@pytest.mark.parametrize("source_id", ["../thoat", "Yen Dinh", "a" * 61, "yên-định"])
def test_an_id_is_fit_to_name_a_file(desk: Entering, source_id: str) -> None:
    rule = "mã báo cáo chỉ gồm chữ thường không dấu, số và gạch nối"
    assert desk.refused(entry(source_id=source_id)) >= {("source", "source_id", source_id, rule)}


def test_many_refusals_are_counted_not_all_listed(desk: Entering) -> None:
    given = entry()
    given["rows"] += [figure(str(n), note=str(n), unit_id="khong-co") for n in range(100, 350)]
    said = desk.enter(given)["refusals"]
    assert len(said) == 201
    assert said[-1]["rule"] == "còn 50 lỗi nữa chưa nêu ở đây"


@pytest.mark.parametrize(
    "text", ["", " \n ", "B¸o c¸o cña huyÖn " * 20, "Huß╗çn Y├¬n ─Éß╗ïnh", f"{TEXT}\ud800"]
)
def test_a_text_that_cannot_be_trusted_is_refused(desk: Entering, text: str) -> None:
    (said,) = desk.refused(entry() | {"text": text})
    assert said[:2] == ("source", None)
    assert said[3] in (
        "báo cáo không có chữ nào",
        "văn bản có chữ hỏng do phông hoặc mã cũ (VNI, TCVN3, sai UTF-8)",
    )


def test_letters_apart_from_their_marks_are_joined_and_said(desk: Entering) -> None:
    apart = json.loads(unicodedata.normalize("NFD", json.dumps(entry(), ensure_ascii=False)))
    answer = desk.enter(apart)
    assert answer["refusals"] == []
    assert answer["hash"] == desk.enter(entry())["hash"]
    assert {"ref": "7", "text": "chữ tách rời dấu (NFD), đã ghép lại"} in answer["remarks"]


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        (b"{", "tệp không phải JSON hợp lệ"),
        (b'{"rows": [], "rows": []}', "tệp không phải JSON hợp lệ"),
        (b"[" * 100_000, "tệp không phải JSON hợp lệ"),
        (b"[1]", "tệp không phải một đối tượng JSON"),
        (b"\xff\xfe{}", "tệp không phải mã UTF-8"),
        (b" " * (24 * 2**20 + 1), "tệp nặng quá 24 MB"),
    ],
    ids=lambda told: told if isinstance(told, str) else "",
)
def test_a_file_that_is_no_entry_is_refused_as_a_whole(
    desk: Entering, data: bytes, rule: str
) -> None:
    assert {t[3] for t in desk.refused(data)} == {rule}


@pytest.mark.parametrize(
    "change",
    [
        {"rows": [{"ref": "1", "table": "models", "values": {"paragraph": 3}}]},
        {"rows": [{"ref": "1", "table": "models", "values": None}]},
        {"rows": [{"ref": 1, "table": "models", "values": {}}]},
        {"rows": [{"ref": "source", "table": "models", "values": {}}]},
        {"rows": [{"ref": "1", "table": "models"}]},
        {"rows": ["1"]},
        {"rows": {}},
        {"source": {"title": 5}},
        {"source": None},
        {"text": None},
        {"more": 1},
        {"rows": [{"ref": "1", "table": "\ud800", "values": {}}]},
    ],
    ids=str,
)
def test_wrong_types_are_refused(desk: Entering, change: dict) -> None:
    assert len(desk.refused(entry() | change)) == 1


def test_curated_files_that_cannot_be_read_are_said(desk: Entering) -> None:
    desk.curated.replace("sources.csv", "Báo Lai Châu", "B¸o Lai Ch©u")
    ((ref, _, _, rule),) = desk.refused(entry())
    assert ref is None
    assert rule.startswith("data/curated/sources.csv:4: chữ hỏng")
