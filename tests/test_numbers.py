"""Numbers, days and periods as Vietnamese readers say them."""

from datetime import UTC, date, datetime

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exhibits import numbers


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (0, "0"), (7, "7"), (999, "999"), (1000, "1.000"), (1275, "1.275"), (68132.0, "68.132"),
        (76.6, "76,6"), (1.53, "1,53"), (0.5, "0,5"), (1234567.89, "1.234.567,89"),
        (-1275, "-1.275"), (100.0, "100"), (53.43670588, "53,4367"),
    ],
)  # fmt: skip
def test_number(value: float, said: str) -> None:
    assert numbers.number(value) == said


@given(st.integers(-(10**15), 10**15))
def test_number_reads_back(value: int) -> None:
    assert int(numbers.number(value).replace(".", "")) == value


def test_number_with_fewer_decimals() -> None:
    assert numbers.number(53.4367, decimals=1) == "53,4"
    assert numbers.number(53.4367, decimals=0) == "53"


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (date(2023, 3, 17), "17/03/2023"), (pd.Timestamp("2023-12-01"), "01/12/2023"),
        (None, ""), (pd.NaT, ""),
    ],
)  # fmt: skip
def test_day(value: date | None, said: str) -> None:
    assert numbers.day(value) == said


def test_moment_is_told_in_ha_noi() -> None:
    assert numbers.moment(datetime(2026, 11, 20, 18, 5, tzinfo=UTC)) == "01:05 ngày 21/11/2026"


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (74, "74"), (1000, "1.000"), (999_999, "999.999"), (1_000_000, "1 triệu"),
        (450_000_000, "450 triệu"), (999_999_999, "999.999.999"), (10**9, "1 tỷ"),
        (11_750_000_000, "11,75 tỷ"), (538_336_500_000, "538,3365 tỷ"),
        (1_234_567_890, "1.234.567.890"), (1_234_567, "1.234.567"), (2_500_500, "2,5005 triệu"),
    ],
)  # fmt: skip
def test_amount_is_never_rounded(value: float, said: str) -> None:
    assert numbers.amount(value) == said


def figure(**given: object) -> dict[str, object]:
    row = {
        "qualifier": "exact", "obs_status": "reported", "quantity": "11 mô hình", "value": 11.0,
        "as_printed": "11 mô hình cấp huyện", "measure_unit": "models",
        "lower": 11.0, "upper": 11.0, "lower_inclusive": True, "upper_inclusive": True,
        "period_from": None, "period_to": None, "period_text": None,
        "period_basis": "unknown", "as_of": None,
    }  # fmt: skip
    assert given.keys() <= row.keys()
    return row | given


NAN = float("nan")


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (figure(), "11 mô hình"),
        (figure(quantity="trên 1.000 mô hình", qualifier="more_than"), "trên 1.000 mô hình"),
        (figure(qualifier=None, obs_status="mentioned", quantity=None, value=NAN), "chỉ nhắc tới"),
        (figure(qualifier=NAN, obs_status="mentioned", quantity=NAN, value=NAN), "chỉ nhắc tới"),
        (figure(qualifier=pd.NA, obs_status="instructed", quantity=None), "chỉ có yêu cầu"),
        (figure(obs_status="instructed", quantity="100%", value=100.0), "100% (yêu cầu)"),
        (
            figure(quantity="không có chi bộ", value=0.0, as_printed="không có chi bộ yếu kém"),
            "0 (không có chi bộ yếu kém)",
        ),
        (
            figure(quantity="56 gương cá nhân", value=56.0, measure_unit="recipients"),
            "56 tập thể, cá nhân, hộ",
        ),
        (
            figure(
                quantity="hơn 500 tập thể, cá nhân", value=500.0, measure_unit="recipients",
                qualifier="more_than",
            ),
            "hơn 500 tập thể, cá nhân",
        ),
        (
            figure(
                quantity="hàng trăm tập thể, cá nhân", value=NAN, measure_unit="recipients",
                qualifier="magnitude",
            ),
            "hàng trăm tập thể, cá nhân",
        ),
        (
            figure(quantity="68.132 lươt người", value=68132.0, measure_unit="attendances"),
            "68.132 lượt người",
        ),
        (figure(quantity="10.350m2", value=10350.0, measure_unit="m2"), "10.350 m²"),
        (figure(quantity="10.350 m2", value=10350.0, measure_unit="m2"), "10.350 m²"),
    ],
)  # fmt: skip
def test_figure(row: dict[str, object], said: str) -> None:
    assert numbers.figure(row) == said


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (figure(), "đúng 11"),
        (figure(lower=1000.0, upper=None, lower_inclusive=False), "lớn hơn 1.000"),
        (figure(lower=NAN, upper=700.0, upper_inclusive=False), "dưới 700"),
        (figure(lower=1000.0, upper=NAN), "từ 1.000"),
        (figure(lower=None, upper=None), "không biết cận"),
        (figure(lower=250_000.0, upper=500_000.0), "từ 250.000 đến 500.000"),
        (
            figure(lower=11.75e9, upper=11.85e9, upper_inclusive=False),
            "từ 11,75 tỷ đến dưới 11,85 tỷ",
        ),
        (figure(qualifier=None, lower=None, upper=None), ""),
    ],
)
def test_bounds(row: dict[str, object], said: str) -> None:
    assert numbers.bounds(row) == said


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "không rõ kỳ"),
        ({"period_text": "Trong 3 năm qua"}, "không rõ kỳ (“Trong 3 năm qua”)"),
        ({"as_of": date(2022, 12, 31), "period_basis": "as_of"}, "đến 31/12/2022"),
        (
            {
                "as_of": date(2023, 3, 17), "period_text": "03 năm",
                "period_basis": "resolution_anniversary",
            },
            "03 năm, đến 17/03/2023",
        ),
        (
            {"period_from": date(2021, 1, 1), "as_of": date(2022, 12, 31)},
            "từ 2021 đến 31/12/2022",
        ),
        (
            {"period_from": date(2023, 1, 1), "period_to": date(2023, 12, 31)}, "năm 2023"
        ),
        (
            {"period_from": date(2016, 1, 1), "period_to": date(2022, 12, 31)}, "2016–2022"
        ),
        (
            {"period_from": date(2021, 5, 18), "period_to": date(2023, 5, 17)},
            "18/05/2021 – 17/05/2023",
        ),
        ({"period_from": date(2014, 1, 1)}, "từ 2014"),
        ({"period_from": date(2021, 5, 18)}, "từ 18/05/2021"),
        ({"period_to": date(2025, 6, 30)}, "đến 30/06/2025"),
        ({"period_from": pd.NaT, "period_to": pd.NaT, "as_of": pd.NaT}, "không rõ kỳ"),
        (
            {"period_from": pd.Timestamp("2022-01-01"), "period_to": pd.Timestamp("2022-12-31")},
            "năm 2022",
        ),
    ],
)  # fmt: skip
def test_period(given: dict[str, object], said: str) -> None:
    assert numbers.period(figure(**given)) == said


@pytest.mark.parametrize(
    ("lower", "upper", "inclusive", "unit", "expected"),
    [
        (76, 76, True, "persons", "76 người"),
        (0, 0, True, "persons", "0 người"),
        (68132 / 1275, 68132 / 1275, True, None, "≈ 53,44"),
        (5, float("inf"), False, "models", "trên 5 mô hình"),
        (5, float("inf"), True, None, "từ 5"),
        (0, 100, True, "exemplars", "dưới 100 điển hình"),
        (2.05, 3, True, None, "từ 2,05 đến 3"),
        (1_130_000, 1_130_000, True, "VND", "1,13 triệu đồng"),
        (76_905_142_857.1, 76_905_142_857.1, True, "VND", "≈ 76.905,14 triệu đồng"),
    ],
)
def test_derived_values(lower, upper, inclusive, unit, expected) -> None:
    assert numbers.interval(lower, upper, inclusive, unit) == expected
