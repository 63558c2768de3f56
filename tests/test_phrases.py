"""Read phrases as reports print them: tables from domain.md, refusals, names and dates."""

import unicodedata

import pytest

from etl import phrases
from etl.phrases import PhraseError, find_quantities, read_phrase
from tests.quantities import (
    NARROW,
    NBSP,
    WHOLE,
    about,
    at_least,
    between,
    exact,
    more_than,
    nearly,
    rounded,
)

DOMAIN_TABLE = [
    ("1.275 hội nghị", exact("sessions", 1275)),
    ("68.132 lượt", exact("attendances", 68132)),
    ("4.036 đảng viên", exact("persons", 4036)),
    ("11,8 tỷ đồng", rounded("VND", "11.8e9", "11.75e9", "11.85e9")),
    ("11,8 tỉ đồng", rounded("VND", "11.8e9", "11.75e9", "11.85e9")),
    ("538.336 triệu đồng", rounded("VND", "538336e6", "538335.5e6", "538336.5e6")),
    ("450 triệu", rounded("VND", "450e6", "449.5e6", "450.5e6")),
    ("4.045m2", exact("m2", 4045)),
    ("10.350m2", exact("m2", 10350)),
    ("76,6%", rounded("%", "76.6", "76.55", "76.65")),
    ("1,53%", rounded("%", "1.53", "1.525", "1.535")),
    ("100%", WHOLE),
    ("52/52 hộ", exact("households", 52, 52)),
    ("171/177 đảng viên", exact("persons", 171, 177)),
    ("hơn 500 cá nhân", more_than("persons", 500)),
    ("trên 500 cá nhân", more_than("persons", 500)),
    ("gần 700 điển hình tiên tiến", nearly("exemplars", 700)),
    ("khoảng 500 hộ", about("households", 500)),
    ("ước 500 hộ", about("households", 500)),
    ("xấp xỉ 500 hộ", about("households", 500)),
    ("hàng nghìn ngày công", at_least("workdays", 1000)),
    ("hàng trăm lượt người", at_least("attendances", 100)),
    ("250 – 500 nghìn đồng", between("VND", 250_000, 500_000)),
    ("từ 1 - 2 việc", between("tasks", 1, 2)),
    ("không có chi bộ yếu kém", exact("party_cells", 0)),
    ("28 tập thể", exact("collectives", 28)),
    ("48 cá nhân", exact("persons", 48)),
    ("04 hộ", exact("households", 4)),
]

ALSO_MET = [
    ("4 vạn lượt người", rounded("attendances", 40_000, 35_000, 45_000)),
    ("một trăm mô hình", exact("models", 100)),
    ("3 chục hộ", rounded("households", 30, 25, 35)),
    ("hơn chục mô hình", more_than("models", 10)),
    ("2 triệu 500 nghìn đồng", rounded("VND", 2_500_000, 2_499_500, 2_500_500)),
    ("hơn nửa triệu đồng", more_than("VND", 500_000)),
    ("nửa tỷ đồng", rounded("VND", 500_000_000, 450_000_000, 550_000_000)),
    ("2 triệu rưỡi", rounded("VND", 2_500_000, 2_450_000, 2_550_000)),
    ("1 tỷ 200 triệu", rounded("VND", "1200e6", "1199.5e6", "1200.5e6")),
    ("7,5 ngàn đồng", rounded("VND", 7500, 7450, 7550)),
    ("1,5 nghìn tỷ đồng", rounded("VND", "1500e9", "1450e9", "1550e9")),
    ("gần 3,5 ha", nearly("ha", "3.5")),
    ("5 km đường", exact("km", 5)),
    ("69 triệu đồng/người/năm", rounded("VND_per_person_year", "69e6", "68.5e6", "69.5e6")),
    ("250 – 500 nghìn đồng/em/tháng", between("VND_per_person_month", 250_000, 500_000)),
    ("68 132 lượt người", exact("attendances", 68132)),
    (f"68{NBSP}132 lượt người", exact("attendances", 68132)),
    (f"68{NARROW}132{NBSP}lượt{NBSP}{NBSP}người", exact("attendances", 68132)),
    ("1,275 hội nghị", exact("sessions", 1275)),
    ("1,234,567 đồng", exact("VND", 1234567)),
    ("1,275 tỷ đồng", rounded("VND", "1.275e9", "1.2745e9", "1.2755e9")),
    ("1,275%", rounded("%", "1.275", "1.2745", "1.2755")),
    ("68.132 lươt người", exact("attendances", 68132)),
    ("15 tâp thể", exact("collectives", 15)),
]

MORE_FORMS = [
    ("98%", rounded("%", 98, "97.5", "98.5")),
    ("0%", exact("%", 0)),
    ("105%", rounded("%", 105, "104.5", "105.5")),
    ("đạt gần 98%", nearly("%", 98)),
    ("chưa đến 2025 hộ", nearly("households", 2025)),
    ("dưới 5%", nearly("%", 5)),
    ("không quá 5 hộ", nearly("households", 5, "]")),
    ("tối đa 10 triệu đồng", nearly("VND", 10_000_000, "]")),
    ("ít nhất 5 mô hình", more_than("models", 5, "[")),
    ("không dưới 5 mô hình", more_than("models", 5, "[")),
    ("từ 5 mô hình trở lên", more_than("models", 5, "[")),
    ("từ 500 triệu đồng trở lên", more_than("VND", 500_000_000, "[")),
    ("ít nhất một việc", more_than("tasks", 1, "[")),
    ("trên dưới 50 hộ", about("households", 50)),
    ("khoảng hơn 50 hộ", about("households", 50)),
    ("ước đạt 50 tỷ đồng", about("VND", 50_000_000_000)),
    ("hàng trăm triệu đồng", at_least("VND", 100_000_000)),
    ("hàng nghìn tỷ đồng", at_least("VND", 1_000_000_000_000)),
    ("từ 5 đến 7 mô hình", between("models", 5, 7)),
    ("từ 5 đến dưới 10 hộ", between("households", 5, 10, "[)")),
    ("10-15%", between("%", 10, 15)),
    ("từ 10% đến 15%", between("%", 10, 15)),
    ("250 nghìn đến 500 nghìn đồng", between("VND", 250_000, 500_000)),
    ("12/11 chỉ tiêu", exact("targets", 12, 11)),
    ("52/2000 hộ", exact("households", 52, 2000)),
    ("không còn hộ nghèo", exact("households", 0)),
    ("0 hộ", exact("households", 0)),
    ("hơn 2 triệu lượt người", more_than("attendances", 2_000_000)),
    ("một nghìn hai trăm hộ", exact("households", 1200)),
    ("một trăm linh năm hộ", exact("households", 105)),
    ("hai mươi lăm mô hình", exact("models", 25)),
    ("một mô hình", exact("models", 1)),
    ("15 đồng chí", exact("persons", 15)),
    ("875 cán bộ, công chức, viên chức", exact("persons", 875)),
    ("28 tập thể, cá nhân", exact("recipients", 28)),
    ("12 gương cá nhân, tập thể", exact("recipients", 12)),
    ("tiến độ 50 mô hình", exact("models", 50)),
    ("12 chi bộ, đảng viên", exact("party_cells", 12)),
    ("trong số 23 chỉ tiêu", exact("targets", 23)),
    ("năm 2023 có 74 mô hình", exact("models", 74)),
    ("trong 3 năm hơn 600 tiết", more_than("lessons", 600)),
    ("trao 20 triệu để xây nhà", rounded("VND", 20_000_000, 19_500_000, 20_500_000)),
]


@pytest.mark.parametrize(("phrase", "expected"), DOMAIN_TABLE + ALSO_MET + MORE_FORMS)
def test_a_phrase_reads_as_the_domain_says(phrase, expected):
    assert read_phrase(phrase) == expected
    assert read_phrase(unicodedata.normalize("NFD", phrase)) == expected


REFUSED = [
    ("gần 7OO", "chữ O thay số 0"),
    ("7OO hộ", "chữ O thay số 0"),
    ("11.8 tỷ đồng", "dấu phẩy"),
    ("1.27.500 hộ", "dấu chấm"),
    ("0.500 hộ", "dấu chấm"),
    ("9999999999999999 hộ", "15 chữ số"),
    ("10,350m2", "có thể là 10350"),
    ("10,350 - 12,5 ha", "chưa hiểu số"),
    ("2 triệu %", "chưa hiểu số"),
    ("5 triệu tỷ đồng", "chưa hiểu số"),
    ("2,5 triệu 500 nghìn đồng", "chưa hiểu số"),
    ("12 3456 hộ", "chưa hiểu số"),
    ("hơn tỷ", "không có số liệu"),
    ("A-1.275 hộ", "275"),
    ("28 tập thể, 48 cá nhân", '"28 tập thể", "48 cá nhân"'),
    ("12 34 hộ", "số nào khác"),
    ("500 - 250 nghìn đồng", "khoảng viết ngược"),
    ("hơn 52/60 hộ", "chưa hiểu số"),
    ("giảm -5%", "số âm"),
    ("-5%", "số âm"),
    ("cao hơn 5%", "mức chênh"),
    ("5 buổi/tháng", "tỷ suất"),
    ("50 triệu đồng/ha", "tỷ suất"),
    ("2 triệu cây", "đơn vị"),
    ("74", "đơn vị"),
    ("3 nhà văn hóa", "đơn vị"),
    ("2 dân tộc", "đơn vị"),
    ("15 đồng nghiệp", "đơn vị"),
    ("120 lượt tập thể", "đơn vị"),
    ("9 nhóm mô hình", "đơn vị"),
    ("một nửa số hộ", "không có số liệu"),
    ("4 hồ", "đơn vị"),
    ("nhiều mô hình", "không có số liệu"),
    ("một số hộ", "không có số liệu"),
    ("năm bảy hộ", "không có số liệu"),
    ("trong năm xã đã có", "không có số liệu"),
    ("không có nhà ở", "không có số liệu"),
    ("nếu không có chi bộ", "không có số liệu"),
    ("", "không có số liệu"),
    ("01-KL/TW", "chỉ có số hiệu"),
    ("Kế hoạch số 33", "chỉ có số hiệu"),
    ("ngày 14/9/2021", "chỉ có số hiệu"),
    ("Khu 5", "chỉ có số hiệu"),
]


@pytest.mark.parametrize(("phrase", "reason"), REFUSED)
def test_a_refusal_names_the_phrase_and_what_to_do(phrase, reason):
    with pytest.raises(PhraseError) as refusal:
        read_phrase(phrase)
    assert f'"{phrase}"' in str(refusal.value)
    assert reason in str(refusal.value)


NEVER = [
    "01-KL/TW", "05-CT/TW", "05 –CT/TW", "39-KH/TU", "01-Kl/TW", "202/2025/QH15",
    "1686/NQ-UBTVQH15", "Kế hoạch số 33", "Nghị quyết số 11 ngày 14/4/2017",
    "Nghị quyết Trung ương 4 (khóa XI, khóa XII)", "Chỉ thị 05", "Kết luận 01", "Khu 5", "Tổ 3",
    "thứ 7", "ngày thứ 7", "khóa XIII", "khóa 13", "“2 mẫu mực, 1 điểm sáng”", "Cần Đước 35",
    "Ban Chỉ đạo 35", "Covid-19", "17-3-2023", "31/12/2022", "05/7/2021", "19.5", "15/5/2016",
    "ngày 14/9", "năm 2023", "tháng 5/2023", "2016-2021", "2020 – 2025", "(2022 -2023)",
    "giai đoạn 2021 – 2023", "03 năm", "2 năm", "Trong hai năm", "3 năm qua", "quý I", "18:14",
    "GMT+7", "lần thứ XXIV", "lần thứ 24", "Điều 80", "2 dân tộc", "Thứ ba", "một là", "hai là",
    "một cửa", "một số", "một trong những", "một tiêu chí", "dựa trên một mô hình",
    "mỗi người là một tấm gương",
    "đến 2025", "năm 2016, 2018 và 2020", "giai đoạn 2011, 2012, 2013", "đất 2 lúa", "hẻm 72",
]  # fmt: skip


@pytest.mark.parametrize("name", NEVER)
@pytest.mark.parametrize("frame", ["{}", "Theo {}, các đơn vị", "({})"])
def test_a_name_or_date_is_no_quantity(name, frame):
    assert find_quantities(frame.format(name)) == []


def test_a_short_quotation_is_a_name_and_a_long_one_is_speech():
    assert find_quantities("phong trào “5 hộ giúp 1 hộ” lan rộng") == []
    speech = "“Đến nay, xã có 5 mô hình và 12 điển hình. Chúng tôi sẽ tiếp tục nhân rộng.”"
    assert [found.text for found in find_quantities(speech)] == ["5 mô hình", "12 điển hình"]
    said = "“Nhà tôi hiến 27m2”, một người dân nói. Mô hình “3 hộ giúp 1 hộ”, ông cho biết, tốt."
    assert [found.text for found in find_quantities(said)] == ["27m2"]


def test_a_span_holds_qualifier_number_and_unit():
    text = "Mở 12 lớp, với hơn 1.200 lượt người; chi từ 5 – 7 triệu đồng, không có chi bộ yếu."
    found = find_quantities(unicodedata.normalize("NFD", text))
    assert [item.text for item in found] == [
        "12 lớp",
        "hơn 1.200 lượt người",
        "từ 5 – 7 triệu đồng",
        "không có chi bộ",
    ]
    assert all(text[item.start : item.end] == item.text for item in found)


@pytest.mark.parametrize(
    ("row", "prose"),
    [
        ("lượt người: 15.310", "15.310 lượt người"),
        ("Số hội nghị học tập: hơn 25", "hơn 25 hội nghị"),
        ("Tổng số mô hình : 1.275", "1.275 mô hình"),
    ],
)
def test_a_table_says_the_unit_before_the_number(row: str, prose: str) -> None:
    assert read_phrase(row) == read_phrase(prose)


@pytest.mark.parametrize("row", ["Kế hoạch: 33", "Ngày: 12", "lượt người: 1.27", "hội nghị: 3: 4"])
def test_a_label_that_counts_nothing_is_refused(row: str) -> None:
    with pytest.raises(PhraseError):
        read_phrase(row)


def test_a_phrase_is_looked_through_once() -> None:
    """What is found in it and what it says are asked one after the other."""
    phrases._read.cache_clear()
    phrases.find_quantities("231 mô hình")
    phrases.read_phrase("231 mô hình")
    assert phrases._read.cache_info().misses == 1
