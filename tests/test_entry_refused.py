"""What the desk hands in and is not taken in: every reason at once, in the words of its fields."""

import json
import unicodedata

import pytest

from tests.conftest import Curated
from tests.entering import TEXT, Entering, entry, figure


@pytest.fixture
def desk(curated: Curated, tmp_path, capsys) -> Entering:
    return Entering(curated, tmp_path, capsys)


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
