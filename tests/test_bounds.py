"""Intervals that keep their openness through sums and quotients."""

from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warehouse.bounds import Bounds, total


def exactly(value: float) -> Bounds:
    return Bounds(value, value, True, True)


def row(lower=None, upper=None, low=None, high=None) -> dict[str, object]:
    return {"lower": lower, "upper": upper, "lower_inclusive": low, "upper_inclusive": high}


MORE_THAN_500, NEARLY_700 = Bounds(500), Bounds(0, 700, True, False)


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (row(74, 74, True, True), exactly(74)),
        (row(1000, None, False, None), Bounds(1000, inf, False, False)),
        (row(None, 700, None, False), Bounds(0, 700, True, False)),
        (row(), Bounds(0, inf, True, False)),
    ],
)
def test_bounds_of_an_observation(told: dict[str, object], expected: Bounds) -> None:
    assert Bounds.of(told) == expected


@pytest.mark.parametrize(
    ("a", "b", "above"),
    [
        (Bounds(1000), exactly(74), True),
        (Bounds(1000), exactly(1000), True),
        (Bounds(1000, inf, True), exactly(1000), False),
        (MORE_THAN_500, NEARLY_700, False),
        (NEARLY_700, MORE_THAN_500, False),
        (exactly(700), NEARLY_700, True),
        (exactly(5), exactly(5), False),
    ],
)
def test_above_is_certain_or_false(a: Bounds, b: Bounds, above: bool) -> None:
    assert a.above(b) is above


def test_a_sum_is_open_where_a_part_is() -> None:
    assert total([exactly(2.5), Bounds(3), exactly(1)]) == Bounds(6.5, inf, False, False)
    assert total([]) == exactly(0)


def test_a_quotient_takes_the_far_ends() -> None:
    assert Bounds(10, 20, True, False).over(Bounds(2, 5, True, True)) == Bounds(2, 10, True, False)
    assert Bounds(1000).over(exactly(200)) == Bounds(5, inf, False, False)
    assert exactly(10).over(Bounds(0, 5, True, True)) == Bounds(0, inf, True, False)


numbers = st.integers(1, 10**6)
intervals = st.tuples(numbers, numbers).map(lambda ends: Bounds(min(ends), max(ends), True, True))


@given(intervals, intervals, st.floats(0, 1), st.floats(0, 1))
def test_true_values_stay_inside(a: Bounds, b: Bounds, s: float, t: float) -> None:
    x, y = a.lower + s * (a.upper - a.lower), b.lower + t * (b.upper - b.lower)
    for result, value in ((a + b, x + y), (a.over(b), x / y)):
        assert result.lower <= value * (1 + 1e-9)
        assert value * (1 - 1e-9) <= result.upper


@given(intervals, intervals)
def test_two_intervals_meet_or_one_is_above(a: Bounds, b: Bounds) -> None:
    assert a.meets(b) is not (a.above(b) or b.above(a))
