"""Figures whose unit stands in a label or a cell; every sentence here is made up."""

import pytest

from etl.extract_quantities import counted
from etl.extract_rows import row


@pytest.mark.parametrize(
    ("line", "value", "unit", "printed"),
    [
        ("1 Hội nghị quán triệt, học tập hội nghị 86", 86, "sessions", "hội nghị 86"),
        ("2 Lượt cán bộ, đảng viên tham gia lượt người 7.415", 7415, "attendances", None),
        ("3 Tỷ lệ đảng viên tham gia học tập % 98,2", 98.2, "%", "% 98,2"),
        ("3 Tỷ lệ hộ 98,2", 98.2, "%", "98,2"),
        ("- Cấp xã mô hình 58", 58, "models", "mô hình 58"),
        ("6. Bản cam kết của cá nhân bản 3.968", 3968, "pledges", None),
        ("11 Diện tích đất hiến m2 8.230", 8230, "m2", "m2 8.230"),
        ("13 Kinh phí xã hội hóa triệu đồng 2.415", 2_415_000_000, "VND", None),
        ("15 Tổ chức đảng được kiểm tra tổ chức 9", 9, "party_bodies", "9"),
        ("Mô hình đăng ký: mô hình: 72", 72, "models", "mô hình: 72"),
        ("1. Số lớp bồi dưỡng lớp 17", 17, "sessions", "lớp 17"),
        ("12. Cây xanh trồng mới cây 5.600", 5600, None, "cây 5.600"),
        ("4 Số lượng đảng viên 612", 612, "persons", "612"),
    ],
)
def test_a_row_of_a_table_is_one_figure(line, value, unit, printed):
    (item,) = counted(line)
    assert (float(item.quantity.value), item.unit) == (value, unit)
    assert item.text == (printed or item.text)
    assert len(item.phrase.split()) <= 8
    assert item.phrase in line


@pytest.mark.parametrize(
    "line",
    ["- Xã Định Tiến 25", "1. Chi bộ 3", "- Tổ chức 12 lớp, mở 5 hội nghị: đạt 17",
     "Các đại biểu dự hội nghị 12", "- Phòng, chống dịch Covid-19", "2 Công tác tuyên truyền"],
)  # fmt: skip
def test_a_line_that_only_ends_in_a_number_is_no_row(line: str):
    assert row(line) is None


def test_a_raised_total_keeps_its_value_though_its_noun_stands_before():
    raised, people = counted("nâng tổng số tổ góp vốn lên 41 với 305 thành viên.")[-2:]
    assert (raised.text, raised.unit, raised.noun) == ("41", None, "tổ góp vốn")
    assert people.text == "305 thành viên"
    (models,) = counted("Nâng số mô hình của huyện lên trên 80.")
    assert (models.quantity.qualifier, models.unit) == ("more_than", "models")


def test_parts_in_brackets_take_the_unit_of_the_total_they_add_up_to():
    told = counted("Đăng ký 138 mô hình (tập thể 91, cá nhân 47).")
    assert [(item.text, item.unit) for item in told] == [
        ("138 mô hình", "models"), ("tập thể 91", "models"), ("cá nhân 47", "models"),
    ]  # fmt: skip
    assert len(counted("Đăng ký 138 mô hình (tập thể 91, cá nhân 40).")) == 1
