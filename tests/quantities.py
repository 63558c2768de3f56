"""Quantities in short, as the tests of phrases write them."""

from decimal import Decimal

from etl.phrases_quantity import Quantity

D = Decimal
NBSP, NARROW = "\u00a0", "\u202f"


def quantity(unit, qualifier, value=None, lower=None, upper=None, closed="", denominator=None):
    """A Quantity in short: `closed` names the inclusive ends, as in "[]", "[)", "(", ")"."""
    number = {k: None if v is None else D(v) for k, v in locals().items() if k in _NUMBERS}
    return Quantity(
        lower_inclusive=None if lower is None else closed.startswith("["),
        upper_inclusive=None if upper is None else closed.endswith("]"),
        qualifier=qualifier,
        measure_unit=unit,
        **number,
    )


_NUMBERS = {"value", "lower", "upper", "denominator"}


def exact(unit, value, denominator=None):
    return quantity(unit, "exact", value, value, value, "[]", denominator)


def rounded(unit, value, lower, upper):
    return quantity(unit, "exact", value, lower, upper, "[)")


def more_than(unit, value, closed="("):
    return quantity(unit, "more_than", value, lower=value, closed=closed)


def nearly(unit, value, closed=")"):
    return quantity(unit, "nearly", value, upper=value, closed=closed)


def about(unit, value):
    return quantity(unit, "about", value)


def at_least(unit, lower):
    return quantity(unit, "magnitude", lower=lower, closed="[")


def between(unit, lower, upper, closed="[]"):
    return quantity(unit, "range", None, lower, upper, closed)


# 100% is rounded like any share, but nothing is more than all.
WHOLE = quantity("%", "exact", 100, "99.5", 100, "[]")
K, M, B = 1_000, 1_000_000, 1_000_000_000
