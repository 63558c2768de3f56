"""Models, movements and activities by name; every sentence here is made up."""

import pytest

from etl.extract import candidates
from tests.extracted import KNOWN


def of(table: str, text: str, column: str) -> list[object]:
    return [r[column] for r in candidates(text, KNOWN) if r["table"] == table]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "Nổi bật là mô hình Bếp ấm của Hội Phụ nữ huyện; Nhà sạch của Hội Nông dân huyện.",
            ["Bếp ấm", "Nhà sạch"],
        ),
        ("Thôn xây dựng mô hình thắp sáng đường quê ở ba xóm.", ["thắp sáng đường quê"]),
        (
            "Tham gia các phong trào như: hiến máu nhân đạo, trồng cây xanh nhớ Bác… trong năm.",
            ["hiến máu nhân đạo", "trồng cây xanh nhớ Bác"],
        ),
        (
            "Chọn nhiệm vụ trọng tâm: giải tỏa hành lang chợ cũ; hai là mở lớp tối cho công nhân.",
            ["giải tỏa hành lang chợ cũ", "mở lớp tối cho công nhân"],
        ),
        ("Tuyên truyền qua Fanpage Tuổi trẻ Hòa An hằng ngày.", ["Fanpage Tuổi"]),
        ("Xã có mô hình hiệu quả, mô hình kinh tế và mô hình sản xuất.", []),
    ],
)
def test_a_name_needs_no_quotation_marks(text: str, names: list[str]):
    assert sorted(of("models", text, "name")) == sorted(names)


@pytest.mark.parametrize(
    ("text", "activities"),
    [
        ("Huyện đã ban hành 3 kế hoạch. Các xã ký cam kết.", ["planning", "pledge_drive"]),
        ("Sưu tầm ảnh về Bác; vận động Nhân dân góp tư liệu.", ["collection", "propaganda"]),
        ("Thành lập đoàn kiểm tra; đánh giá xếp loại cuối năm.", ["inspection"]),
        ("Mở lớp học chuyên đề. Mở lớp học tại xã.", ["session", "session", "thematic_study"]),
    ],
)
def test_each_sentence_names_its_activities(text: str, activities: list[str]):
    assert sorted(of("study_activities", text, "activity")) == sorted(activities)
