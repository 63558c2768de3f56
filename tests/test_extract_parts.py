"""The parts of the extractor: lines set aside, quantities without a unit, periods, units, parts."""

from datetime import date

import pytest

from etl.extract import candidates
from etl.extract_page import AFTER, BYLINE, CAPTION, CLOCK, CONTACT, FURNITURE, judged
from etl.extract_periods import periods
from etl.extract_quantities import counted
from etl.extract_units import Gazetteer, mentions
from tests.extracted import KNOWN

DAY = date(2024, 7, 10)
BODY = "Đảng bộ xã đã tổ chức nhiều hội nghị học tập cho cán bộ, đảng viên và Nhân dân trong xã."


# ------------------------------------------------------------------------------ lines set aside


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("Chủ nhật, 10/12/2023, 18:14 [GMT+7]", CLOCK),
        ("17/05/2023 - 09:47", CLOCK),
        ("Tiếng Việt | English", FURNITURE),
        ("Lượt xem: 1.245", FURNITURE),
        ("Điện thoại: 0203 3 835 600. Địa chỉ: số 12", CONTACT),
        ("Đoàn viên làm 2 km đường hoa. Ảnh: CTV", CAPTION),
        ("Các đại biểu tham quan gian trưng bày của xã tại hội nghị sơ kết", CAPTION),
        ("Năm 2023, toàn xã có 12 mô hình.", None),
        ("- Mở 12 lớp học tập chuyên đề cho cán bộ, đảng viên trong toàn xã", None),
    ],
)
def test_a_line_is_set_aside_with_its_reason(line: str, reason: str | None):
    lines = judged("\n".join(["Nhan đề", BODY, line, BODY.replace("xã", "huyện"), BODY + " Hết."]))
    assert lines[2].aside == reason
    assert lines[1].aside is None


def test_what_stands_after_the_report_is_set_aside():
    report = [BODY, "Năm 2023, toàn xã đã có 12 mô hình học tập và làm theo Bác."]
    lines = judged("\n".join([*report, "Xxx Yyy", "Bình luận", "Huyện B có 5 hộ."]))
    assert [line.aside for line in lines] == [None, None, BYLINE, AFTER, AFTER]


def test_a_caption_printed_twice_is_set_aside_and_a_list_of_like_items_is_not():
    twice = ["Người dân xã A phát triển kinh tế từ chăn nuôi."] * 2
    items = [f"Xã {n} có {k} mô hình được công nhận trong năm." for n, k in (("A", 12), ("B", 25))]
    lines = judged("\n".join([BODY, *twice, *items]))
    assert [bool(line.aside) for line in lines] == [False, True, True, False, False]


def test_paragraphs_keep_the_numbers_of_the_contract():
    lines = judged(f"\n{BODY}\n  \n17/05/2023 - 09:47\n\n{BODY} Hết.\n")
    assert [line.number for line in lines] == [1, 2, 3]


# ----------------------------------------------------- quantities the grammar has no unit for


@pytest.mark.parametrize(
    ("text", "printed", "value", "unit", "noun"),
    [
        ("trồng 152.000 cây xanh", "152.000 cây xanh", 152000, None, "cây xanh"),
        ("hơn 20 công trình", "hơn 20 công trình", 20, None, "công trình"),
        ("Tổng số mô hình: 145", "145", 145, "models", "mô hình"),
        ("Số hội nghị học tập, quán triệt: 134", "134", 134, "sessions", "hội nghị"),
        ("36,2 triệu đồng/người", "36,2 triệu đồng/người", 36_200_000, None, "triệu đồng/người"),
        ("sinh hoạt 5 buổi/tháng", "5 buổi/tháng", 5, None, "buổi/tháng"),
        ("3.204 bản cam kết/3.260 đảng viên", None, 3204, "pledges", None),
        ("có 4/6 trường.", "4/6 trường", 4, None, "trường"),
        ("50 “hũ gạo tình thương”", None, 50, None, "“hũ gạo tình thương”"),
        ("diện tích 258,89 km2", "258,89 km2", 258.89, None, "km2"),
        ("tiếp nhận 112 ý kiến", "112 ý kiến", 112, None, "ý kiến"),
        ("hai trăm tiểu thương", "hai trăm tiểu thương", 200, "persons", "tiểu thương"),
        ("có 120 lượt tập thể được khen", "120 lượt tập thể", 120, None, "lượt tập thể"),
        ("đảng viên có 2.150 tham gia", "2.150 tham gia", 2150, "persons", "tham gia"),
        (
            "thu từ 50 triệu đồng/năm trở lên",
            "50 triệu đồng/năm trở lên",
            50_000_000,
            None,
            "triệu đồng/năm",
        ),
    ],
)
def test_a_count_of_anything_is_found(text, printed, value, unit, noun):
    (item,) = counted(text)
    assert float(item.quantity.value) == value
    assert (item.unit, item.noun) == (unit, noun)
    assert item.text == (printed or text)


def test_what_things_are_done_on_is_no_more_than():
    (on,) = counted("tuyên truyền trên 04 loại hình báo chí")
    (over,) = counted("duy trì trên 40 trang mạng xã hội")
    assert (on.quantity.qualifier, over.quantity.qualifier) == ("exact", "more_than")


@pytest.mark.parametrize(
    "text",
    ["Cần Đước 35 tích cực", "2 dân tộc", "70 tuổi", "1. Công tác tuyên truyền", "Khu 5 vận động",
     "Quốc lộ 1A", "đường 30/4", "lần thứ 24 của", "số 12 đường", "3 năm học"],
)  # fmt: skip
def test_a_name_an_age_or_a_list_number_counts_nothing(text: str):
    assert counted(text) == []


# ---------------------------------------------------------------------------------------- periods


@pytest.mark.parametrize(
    ("text", "basis", "start", "end", "as_of"),
    [
        ("Trong hai năm (2022 -2023) huyện", "stated", "2022-01-01", "2023-12-31", None),
        ("giai đoạn 2016-2021", "stated", "2016-01-01", "2021-12-31", None),
        ("từ năm 2021 đến nay", "stated", "2021-01-01", None, None),
        ("từ năm 2021 đến năm 2023", "stated", "2021-01-01", "2023-12-31", None),
        ("Tính đến ngày 31/12/2022", "as_of", None, None, "2022-12-31"),
        ("Đến hết tháng 10/2023", "as_of", None, None, "2023-10-31"),
        ("Tính đến hết năm 2023", "as_of", None, None, "2023-12-31"),
        ("Trong 3 năm qua", "unknown", None, None, None),
        ("sơ kết 03 năm thực hiện Kết luận", "resolution_anniversary", None, None, None),
        ("đến nay", "as_of", None, None, "2024-07-10"),
        ("Năm 2023", "stated", "2023-01-01", "2023-12-31", None),
        ("6 tháng đầu năm 2024", "stated", "2024-01-01", "2024-06-30", None),
        ("quý III/2023", "stated", "2023-07-01", "2023-09-30", None),
        ("tháng 2/2024", "stated", "2024-02-01", "2024-02-29", None),
        ("Sáng 17-3-2023", "stated", "2023-03-17", "2023-03-17", None),
        ("từ ngày 01/01/2024 đến ngày 30/11/2024", "stated", "2024-01-01", "2024-11-30", None),
        ("Hàng tháng", "unknown", None, None, None),
    ],
)
def test_a_period_is_read_as_the_domain_says(text, basis, start, end, as_of):
    (period,) = periods(text, DAY)
    days = [day and day.isoformat() for day in (period.start, period.end, period.as_of)]
    assert [period.basis, *days] == [basis, start, end, as_of]
    assert period.text in text


@pytest.mark.parametrize(
    "text",
    ["Kế hoạch số 33 ngày 14/9/2021 về", "Kết luận số 01-KL/TW, ngày 18/5/2021 của", "thể hiện",
     "Chỉ thị số 05-CT/TW ngày 15/5/2016", "ngày 31/02/2024", "tháng 13/2024", "thực hiện"],
)  # fmt: skip
def test_the_day_of_a_document_is_no_period(text: str):
    assert periods(text, DAY) == []


def test_the_span_of_a_plan_is_not_that_of_what_was_done():
    assert periods("đã xây dựng kế hoạch học tập giai đoạn 2021 – 2025", DAY) == []


def test_a_span_passes_on_to_results_and_not_to_what_a_place_is_like():
    told = figures(
        "Giai đoạn 2021 - 2023, xã mở 12 lớp bồi dưỡng. Có 900 lượt người dự. "
        "Thu nhập bình quân đạt 50 triệu đồng/người/năm. "
        "Sáng 12/5/2024, xã họp. Toàn xã có 31 mô hình."
    )
    spans = {quantity: record["period_from"] for quantity, record in told.items()}
    assert [str(spans[q]) for q in ("12 lớp", "900 lượt người")] == ["2021-01-01"] * 2
    assert spans["50 triệu đồng/người/năm"] is spans["31 mô hình"] is None


def test_up_to_now_is_unknown_where_no_day_is_printed():
    (period,) = periods("Đến nay", None)
    assert (period.basis, period.as_of) == ("unknown", None)


# ------------------------------------------------------------------------------------------ units


@pytest.mark.parametrize(
    ("words", "day", "unit"),
    [
        ("huyện Sìn Hồ", date(2023, 3, 7), "sin-ho"),
        ("thị trấn Sìn Hồ", date(2023, 3, 7), "tt-sin-ho"),
        ("xã Sìn Hồ", date(2026, 1, 1), "x-03478-2025"),
        ("tỉnh Lạng Sơn", date(2023, 3, 7), "lang-son"),
        ("thành phố Lạng Sơn", date(2023, 3, 7), "tp-lang-son"),
        ("Thành ủy Lạng Sơn", date(2023, 3, 7), "tp-lang-son"),
        ("xã Sìn Hồ", date(2023, 3, 7), None),
        ("xã Tân Mỹ", date(2023, 3, 7), None),
    ],
)
def test_type_word_and_day_decide_which_unit_a_name_means(words, day, unit):
    (mention,) = mentions(f"Tại {words}, phong trào lan rộng.", Gazetteer(KNOWN.units, day))
    assert mention.unit.unit_id == unit


def placed(text: str) -> dict[str, str]:
    return {
        r["quantity"]: r["unit_id"] or r["unit_name"]
        for r in candidates(text, KNOWN)
        if r["table"] == "observations" and r.get("quantity")
    }


def test_a_figure_belongs_to_the_unit_in_scope():
    text = (
        "Huyện Yên Định lan tỏa học tập Bác\n"
        "Toàn huyện có 74 mô hình thuộc các xã Định Công, Định Tiến và Định Hải, gồm 11 điển hình "
        "(trong đó, Định Công 23 hộ và Định Hải 04 hộ). Tại xã Định Tiến, dân hiến 450m2 đất. "
        "Cả huyện vận động 2 tỷ đồng."
    )
    assert placed(text) == {
        "74 mô hình": "yen-dinh",
        "11 điển hình": "yen-dinh",
        "23 hộ": "x-dinh-cong",
        "04 hộ": "x-dinh-hai",
        "450m2": "x-dinh-tien",
        "2 tỷ đồng": "yen-dinh",
    }


# ---------------------------------------------------------------------------------- what is beside


def figures(text: str) -> dict[str, dict]:
    return {
        r["quantity"]: r
        for r in candidates(text, KNOWN)
        if r["table"] == "observations" and r.get("quantity")
    }


def test_an_order_or_aim_is_no_result():
    told = figures(
        "Huyện ủy chỉ đạo 100% chi bộ học tập. Phấn đấu mở 12 lớp. Đến nay, đã mở 7 lớp.\n"
        "V. NHIỆM VỤ THỜI GIAN TỚI\nCó thêm 20 mô hình mới."
    )
    assert {q: r["obs_status"] for q, r in told.items()} == {
        "100%": "instructed", "12 lớp": "instructed", "7 lớp": "reported",
        "20 mô hình": "instructed",
    }  # fmt: skip
    assert told["100%"]["why"]["obs_status"]


def test_a_part_points_at_its_total():
    told = figures(
        "Tổng kinh phí là 11,8 tỷ đồng; trong đó tỉnh 2,6 tỷ đồng; hộ góp 450 triệu đồng."
    )
    whole = told["11,8 tỷ đồng"]["observation_id"]
    assert told["2,6 tỷ đồng"]["part_of"] == told["450 triệu đồng"]["part_of"] == whole
    assert told["11,8 tỷ đồng"]["part_of"] is None


def test_status_level_and_recipient_come_from_the_words_beside():
    told = figures(
        "Huyện đăng ký 652 mô hình, trong đó 313 mô hình được công nhận. Có 11 mô hình cấp huyện. "
        "Huyện tặng giấy khen cho 28 tập thể, 48 cá nhân và 5 hộ gia đình."
    )
    assert told["652 mô hình"]["model_status"] == "registered"
    assert told["313 mô hình"]["model_status"] == "recognised"
    assert told["11 mô hình"]["counting_level"] == "district"
    assert [told[q]["recipient"] for q in ("28 tập thể", "48 cá nhân", "5 hộ gia đình")] == [
        "collective", "individual", "household",
    ]  # fmt: skip
