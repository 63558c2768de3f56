"""What may be derived, with its bounds and its words; what may not, with the reason."""

from dataclasses import replace
from datetime import date
from math import inf

import pytest

from warehouse import queries
from warehouse.bounds import Bounds
from warehouse.derived import (
    Derived,
    Refused,
    added,
    divided_with,
    per_commune,
    per_year,
    quotient,
)
from warehouse.figure import Figure
from warehouse.queries import View


@pytest.fixture(scope="module")
def figures(reading: object) -> dict[str, Figure]:
    return {row["observation_id"]: Figure.of(row) for row in queries.comparable(View())}


def test_collectives_and_persons_commended(figures: dict[str, Figure]) -> None:
    found = added([figures["yen-dinh-2023-p11-2"], figures["yen-dinh-2023-p11-3"]])
    assert found.bounds == Bounds(76, 76, True, True)
    assert found.text == "suy ra từ 28 tập thể + 48 cá nhân"
    assert found.of == ("yen-dinh-2023-p11-2", "yen-dinh-2023-p11-3")


def test_models_counted_at_two_levels(figures: dict[str, Figure]) -> None:
    found = added([figures["can-duoc-2023-p13-2"], figures["can-duoc-2023-p13-3"]])
    assert found.bounds == Bounds(36, 36, True, True)


def test_attendances_per_session(figures: dict[str, Figure]) -> None:
    found = quotient(figures["sin-ho-2023-p15-3"], figures["sin-ho-2023-p15-2"])
    assert isinstance(found, Derived)
    assert round(found.bounds.lower, 1) == round(found.bounds.upper, 1) == 53.4
    assert found.what == "lượt người mỗi hội nghị"


def test_only_halves_of_a_quotient_are_divided_with_each_other(figures: dict[str, Figure]) -> None:
    by_indicator = {figure.indicator_id: figure for figure in figures.values()}
    for name, one in by_indicator.items():
        meant = {
            other
            for other, by in by_indicator.items()
            if any("không có nghĩa" not in quotient(*pair).text for pair in ((one, by), (by, one)))
        }
        assert set(divided_with(name)) == meant


def test_open_ends_stay_open(figures: dict[str, Figure]) -> None:
    found = added([figures["sin-ho-2023-p10-1"], figures["sin-ho-2023-p10-2"]])
    assert found.bounds == Bounds(532, inf, False, False)
    found = per_commune(figures["lang-son-2023-p07-2"])
    assert found.bounds == Bounds(5, inf, False, False)


def test_per_year(figures: dict[str, Figure]) -> None:
    found = per_year(figures["quang-xuong-2023-p05-8"])
    assert round(found.bounds.lower, 1) == round(10350 / 7, 1)
    assert "trong 7 năm" in found.text


@pytest.mark.parametrize(
    ("ids", "reason"),
    [
        (("sin-ho-2023-p09-3", "sin-ho-2023-p09-4"), "có thể trùng nhau"),
        (("lang-son-2023-p07-2", "lang-son-2023-p08-1"), "cùng một đơn vị"),
        (("yen-dinh-2023-p11-1", "yen-dinh-2023-p11-2"), "cùng một chỉ tiêu"),
        (("yen-dinh-2023-p06-3", "yen-dinh-2023-p06-4"), "cùng một đơn vị"),
        (("yen-dinh-2023-p06-7", "yen-dinh-2023-p06-8"), "có thể trùng nhau"),
        (("sin-ho-2023-p13-1", "sin-ho-2023-p13-3"), "không cộng tỷ lệ"),
        (("can-duoc-2023-p13-1", "can-duoc-2023-p13-2"), "chỗ chỉ nhắc tới"),
        (("yen-dinh-2023-p11-2", "yen-dinh-2023-p11-2"), "tổng với phần"),
        (("yen-dinh-2023-p11-2",), "nhóm tách rời"),
    ],
)
def test_what_may_not_be_added(
    ids: tuple[str, ...], reason: str, figures: dict[str, Figure]
) -> None:
    found = added([figures[i] for i in ids])
    assert isinstance(found, Refused)
    assert reason in found.text


def test_what_may_not_be_divided(figures: dict[str, Figure]) -> None:
    sessions, attendance = figures["sin-ho-2023-p15-2"], figures["sin-ho-2023-p15-3"]
    assert "không có nghĩa" in quotient(sessions, attendance).text
    elsewhere = replace(sessions, unit_id="x")
    assert "cùng một đơn vị" in quotient(attendance, elsewhere).text
    assert "kỳ chưa hết" in per_year(sessions).text
    assert "ngày đầu" in per_year(figures["yen-dinh-2023-p11-2"]).text
    short = replace(figures["quang-xuong-2023-p05-8"], period_to=date(2022, 6, 30))
    assert "trọn vẹn" in per_year(short).text
    undated = replace(figures["quang-xuong-2023-p05-8"], published_on=None, event_on=None)
    assert "Không rõ báo cáo đăng" in per_year(undated).text
    early = replace(undated, event_on=date(2022, 6, 30))
    assert "Không rõ báo cáo đăng" in per_year(early).text
    later = replace(figures["lang-son-2023-p07-2"], as_of=date(2026, 6, 30))
    assert "năm 2023" in per_commune(later).text
    sometime = replace(figures["lang-son-2023-p07-2"], commune_year=None)
    assert "năm nào" in per_commune(sometime).text
    assert "Chưa biết số xã" in per_commune(figures["lang-son-2023-p08-1"]).text
    assert "số đếm" in per_commune(figures["lang-son-2023-p06-1"]).text
