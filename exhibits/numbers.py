"""Say numbers, dates and periods in Vietnamese: 1.275 · 76,6% · trên 1.000 mô hình · quý I năm
2025.

A figure keeps the words it was printed with; a value that was never printed is never made up here.
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta, timezone
from functools import lru_cache

import pandas as pd
from babel.dates import format_date
from babel.numbers import format_decimal

from warehouse import codes

_LOCALE = "vi"
_SAID = 4096  # numbers and days whose words are remembered: a page says the same ones often
_HANOI = timezone(timedelta(hours=7))


def number(value: float | int, decimals: int = 4) -> str:
    """1275 → "1.275"; 76.6 → "76,6"; trailing zeros are dropped."""
    return _number(value + 0, decimals)  # 0, not -0


@lru_cache(maxsize=_SAID)
def _number(value: float | int, decimals: int) -> str:
    pattern = "#,##0" + ("." + "#" * decimals if decimals else "")
    return format_decimal(value, format=pattern, locale=_LOCALE)


def day(value: date | None) -> str:
    """2023-03-17 → "17/03/2023"; nothing → ""."""
    return "" if _none(value) else _day(value)


@lru_cache(maxsize=_SAID)
def _day(value: date) -> str:
    return format_date(value, "dd/MM/yyyy", locale=_LOCALE)


def moment(value: datetime) -> str:
    """A point in time as it was in Hà Nội: "07:05 ngày 21/11/2026"."""
    return value.astimezone(_HANOI).strftime("%H:%M ngày %d/%m/%Y")


def figure(row: Mapping[str, object]) -> str:
    """The figure as a reader may repeat it: its own words, qualifier and unit; or why there is
    none.

    `row` is one row of `queries.figures`.
    """
    if _none(row["qualifier"]):
        return codes.COVERAGE_STATUS[str(row["obs_status"])]
    text = str(row["quantity"])
    if row["value"] == 0:
        text = f"0 ({row['as_printed']})"
    elif row["measure_unit"] == "recipients" and row["qualifier"] == "exact":
        text = f"{number(row['value'])} {codes.MEASURE_UNIT['recipients']}"
    elif row["measure_unit"] == "attendances":
        text = text.replace("lươt", "lượt")  # a report's slip of the pen; as_printed keeps it
    elif row["measure_unit"] == "m2":
        text = text.replace("m2", " m²").replace("  ", " ")
    if row["obs_status"] == "instructed":
        text += " (yêu cầu)"
    return text


def bounds(row: Mapping[str, object]) -> str:
    """How the phrase was read: "lớn hơn 1.000" · "từ 11,75 tỷ đến dưới 11,85 tỷ" · "đúng 74"."""
    lower, upper = row["lower"], row["upper"]
    if _none(row["qualifier"]):
        return ""
    if _none(lower) and _none(upper):
        return "không biết cận"
    if lower == upper:
        return f"đúng {amount(lower)}"
    parts = []
    if not _none(lower):
        parts.append(("từ " if row["lower_inclusive"] else "lớn hơn ") + amount(lower))
    if not _none(upper):
        below = "đến dưới " if parts else "dưới "
        parts.append(("đến " if row["upper_inclusive"] else below) + amount(upper))
    return " ".join(parts)


def interval(lower: float, upper: float, lower_inclusive: bool, unit: str | None) -> str:
    """A derived value by its bounds: "76 người" · "≈ 53,44" · "trên 5 mô hình" · "từ 2,1 đến 3"."""
    name = f" {codes.MEASURE_UNIT[unit]}" if unit else ""
    low, high = _derived(lower), _derived(upper) if upper != float("inf") else ""
    if lower == 0 and upper > 0 and high:
        return f"dưới {high.removeprefix('≈ ')}{name}"
    if not high:
        return ("từ " if lower_inclusive else "trên ") + low + name
    if low == high:
        return low + name
    return f"từ {low.removeprefix('≈ ')} đến {high.removeprefix('≈ ')}{name}"


def _derived(value: float) -> str:
    large = abs(value) >= 10**6
    rounded = round(value / 10**4) * 10**4 if large else round(value, 2)
    text = amount(rounded) if large else number(rounded, 2)
    return text if rounded == value else f"≈ {text}"


def amount(value: float) -> str:
    """A large amount in the scale people say it: 11 750 000 000 → "11,75 tỷ"; never rounded."""
    for scale, word in ((10**9, " tỷ"), (10**6, " triệu")):
        if abs(value) >= scale and value * 10_000 % scale == 0:
            return number(value / scale) + word
    return number(value)


def period(row: Mapping[str, object]) -> str:
    """The period a figure speaks of, and how it is known when that is not plain."""
    start, end, basis = row["period_from"], row["period_to"], row["period_basis"]
    printed = "" if _none(row["period_text"]) else str(row["period_text"])
    if not _none(row["as_of"]):
        known = f"đến {day(row['as_of'])}"
        if not _none(start):
            return f"{_since(start)} {known}"
        return f"{printed}, {known}" if basis == "resolution_anniversary" else known
    if not _none(start) and not _none(end):
        return _years(start, end)
    if not _none(start):
        return _since(start)
    if not _none(end):
        return f"đến {day(end)}"
    return f"không rõ kỳ (“{printed}”)" if printed else "không rõ kỳ"


def _since(start: date) -> str:
    return f"từ {start.year if (start.month, start.day) == (1, 1) else day(start)}"


def _years(start: date, end: date) -> str:
    whole = (start.month, start.day, end.month, end.day) == (1, 1, 12, 31)
    if not whole:
        return f"{day(start)} – {day(end)}"
    return f"năm {start.year}" if start.year == end.year else f"{start.year}–{end.year}"


def _none(value: object) -> bool:
    return value is None or value is pd.NaT or value is pd.NA or value != value
