"""Which total a figure is a part of; every sentence here is made up."""

from etl.extract import candidates
from tests.extracted import KNOWN


def parts(text: str) -> dict[str, str | None]:
    """Of each figure, the words of its total."""
    told = [
        r for r in candidates(text, KNOWN) if r["table"] == "observations" and r.get("quantity")
    ]
    named = {r["observation_id"]: r["quantity"] for r in told}
    return {r["quantity"]: named.get(r["part_of"]) for r in told}


def test_a_list_that_adds_up_is_the_parts_of_the_figure_before_it():
    told = parts("Công nhận 29 mô hình: 08 mô hình cấp huyện, 21 mô hình cấp xã.")
    assert told == {"29 mô hình": None, "08 mô hình": "29 mô hình", "21 mô hình": "29 mô hình"}
    assert not any(parts("Công nhận 29 mô hình: 08 mô hình mới, 20 mô hình cũ.").values())


def test_a_total_may_stand_in_the_paragraph_before():
    told = parts("Huyện có 260 mô hình.\nTrong đó, 150 mô hình tập thể. Có 12 mô hình mới.")
    assert told == {"260 mô hình": None, "150 mô hình": "260 mô hình", "12 mô hình": None}


def test_bullets_are_parts_of_the_row_above_them():
    told = parts("1 Mô hình đăng ký mô hình 72\n- Cấp xã mô hình 58\n2 Tập thể tập thể 21")
    assert told == {"mô hình 72": None, "mô hình 58": "mô hình 72", "tập thể 21": None}


def test_the_same_count_of_a_unit_within_is_a_part_and_one_of_an_earlier_year_is_not():
    told = parts(
        "Tỉnh Lạng Sơn học tập Bác\nNăm 2023, toàn tỉnh có trên 900 mô hình.\n"
        "Huyện Chi Lăng năm 2022 có 40 mô hình, năm 2023 có 61 mô hình."
    )
    assert told == {
        "trên 900 mô hình": None, "40 mô hình": None, "61 mô hình": "trên 900 mô hình",
    }  # fmt: skip


def test_so_much_for_each_is_no_part():
    told = parts("Hỗ trợ 640 triệu đồng, xây 02 nhà (mỗi nhà 60 triệu đồng).")
    assert told["60 triệu đồng"] is None
