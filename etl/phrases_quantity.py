"""What a figure stands for: its value, its bounds and whether they belong to it, in base units."""

from dataclasses import dataclass, replace
from decimal import Decimal

from etl.phrases_numbers import ONE, Number, plain
from etl.phrases_units import MEASURED

QUALIFIERS = frozenset({"exact", "more_than", "nearly", "about", "magnitude", "range"})


@dataclass(frozen=True)
class Quantity:
    """One figure in base units. A bound that is None is open or unknown, like its `_inclusive`."""

    value: Decimal | None
    lower: Decimal | None
    upper: Decimal | None
    lower_inclusive: bool | None
    upper_inclusive: bool | None
    denominator: Decimal | None
    qualifier: str
    measure_unit: str


def settled(number: Number, unit: str) -> Number | None:
    """Choose between the readings of "1,275": no count is a fraction; an area may be: None."""
    if unit == "%":
        return number if number.scale == 1 else None
    if number.english is None or number.scale > 1:
        return number
    return None if unit in MEASURED else replace(number, value=number.english, step=None)


def qualified(unit: str, number: Number, kind: str) -> Quantity:
    value = number.value
    match kind:
        case "over" | "least":
            return bounded(unit, "more_than", value, lower=(value, kind == "least"))
        case "under" | "most":
            return bounded(unit, "nearly", value, upper=(value, kind == "most"))
        case "about":
            return bounded(unit, "about", value)
    return exact(unit, number)


def exact(unit: str, number: Number, denominator: Decimal | None = None) -> Quantity:
    """A count stands for itself; a rounded number for half a unit of its last place either way."""
    step = number.step or (ONE if unit == "%" else None)
    if step is None or not number.value:
        bound = (number.value, True)
        return bounded(unit, "exact", number.value, bound, bound, denominator)
    low, high = number.value - step / 2, number.value + step / 2
    if unit == "%" and number.value == 100:  # rounding reaches down only: no share passes the whole
        return bounded(unit, "exact", number.value, (low, True), (number.value, True), denominator)
    return bounded(unit, "exact", number.value, (low, True), (high, False), denominator)


def bounded(
    unit: str,
    qualifier: str,
    value: Decimal | None = None,
    lower: tuple[Decimal, bool] | None = None,
    upper: tuple[Decimal, bool] | None = None,
    denominator: Decimal | None = None,
) -> Quantity:
    return Quantity(
        value=None if value is None else plain(value),
        lower=None if lower is None else plain(lower[0]),
        upper=None if upper is None else plain(upper[0]),
        lower_inclusive=lower and lower[1],
        upper_inclusive=upper and upper[1],
        denominator=denominator,
        qualifier=qualifier,
        measure_unit=unit,
    )
