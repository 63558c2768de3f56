"""Order and rank are claimed only where the bounds make them certain."""

from dataclasses import replace
from datetime import date
from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.test_comparability import PLAIN
from warehouse.bounds import Bounds
from warehouse.figure import Figure
from warehouse.ranking import order, rank, ranks


def placed(*bounds: Bounds) -> list[Figure]:
    """Districts alike but for their figures."""
    return [
        replace(
            PLAIN, observation_id=f"o{n}", unit_id=f"u{n}", unit=f"Huyện {n}", source_id=f"s{n}",
            bounds=own,
        )
        for n, own in enumerate(bounds)
    ]  # fmt: skip


def exactly(value: float) -> Bounds:
    return Bounds(value, value, True, True)


def texts(figures: list[Figure]) -> list[str | None]:
    return [found.text if (found := rank(f, figures)) else None for f in figures]


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        (Bounds(1000), exactly(74), "more"),
        (exactly(74), Bounds(1000), "less"),
        (Bounds(500), Bounds(0, 700, True, False), "unknown"),
        (exactly(25), exactly(25), "equal"),
        (Bounds(500), Bounds(500), "unknown"),
        (exactly(500), Bounds(500), "less"),
        (Bounds(0, inf, True), exactly(3), "unknown"),
    ],
)
def test_order(a: Bounds, b: Bounds, expected: str) -> None:
    assert order(*placed(a, b)) == expected


def test_rank_is_an_interval() -> None:
    figures = placed(Bounds(1000), exactly(74), Bounds(0, 100, True, False), exactly(9))
    assert texts(figures) == ["hạng 1 trong 4", "hạng 2–3 trong 4", "hạng 2–4 trong 4",
                              "hạng 3–4 trong 4"]  # fmt: skip


def test_ties_and_what_cannot_be_placed_are_said() -> None:
    assert texts(placed(exactly(5), exactly(5), exactly(2))) == [
        "hạng 1 trong 3 (bằng nhau)", "hạng 1 trong 3 (bằng nhau)", "hạng 3 trong 3",
    ]  # fmt: skip
    assert texts(placed(Bounds(500), Bounds(0, 700, True))) == ["chưa xếp được"] * 2


def test_what_may_not_be_compared_has_no_rank() -> None:
    one, other = placed(exactly(5), exactly(9))
    assert rank(one, [replace(other, level="province")]) is None
    assert rank(one, [replace(other, source_kind="official")]) is None, "only with a condition"
    assert rank(one, []) is None


ends = st.tuples(st.integers(0, 9), st.integers(0, 9)).map(sorted)


@given(st.lists(ends, min_size=2, max_size=6), st.data())
def test_the_true_rank_lies_in_the_interval(
    given_ends: list[list[int]], data: st.DataObject
) -> None:
    figures = placed(*(Bounds(low, high, True, True) for low, high in given_ends))
    truth = [data.draw(st.integers(low, high)) for low, high in given_ends]
    for figure, value in zip(figures, truth, strict=True):
        found = rank(figure, figures)
        true_rank = 1 + sum(other > value for other in truth)
        assert found.best <= true_rank <= found.worst
        assert found.of == len(figures)


def some(low: int, high: int, open_low: bool, open_high: bool, **changes: object) -> Figure:
    if low == high:
        open_low = open_high = False
    return replace(PLAIN, bounds=Bounds(low, high, not open_low, not open_high), **changes)


alike = st.builds(lambda ends, *others: some(*ends, *others), ends, st.booleans(), st.booleans())
unlike = st.builds(
    lambda figure, **changes: replace(figure, **changes),
    alike,
    level=st.sampled_from(["district", "province"]),
    recipient=st.sampled_from([None, "mixed"]),
    model_status=st.sampled_from([None, "unstated", "registered"]),
    unit_id=st.sampled_from(["a", "b", "c", "d"]),
    part_of=st.sampled_from([None, "o0", "o1"]),
    became=st.sampled_from([frozenset(), frozenset({"a"})]),
    valid_to=st.sampled_from([None, date(2022, 6, 30), date(2025, 6, 30)]),
    valid_from=st.sampled_from([None, date(2025, 7, 1)]),
)


@given(st.lists(alike, max_size=8))
def test_ranks_of_many_are_the_rank_of_each(figures: list[Figure]) -> None:
    named = [
        replace(f, observation_id=f"o{n}", unit_id=f"u{n}", unit=f"u{n}", source_id=f"s{n}")
        for n, f in enumerate(figures)
    ]
    assert ranks(named) == {f.observation_id: rank(f, named) for f in named}


@given(st.lists(unlike, max_size=6))
def test_ranks_keep_to_the_verdicts(figures: list[Figure]) -> None:
    named = [replace(f, observation_id=f"o{n}", unit=f.unit_id) for n, f in enumerate(figures)]
    assert ranks(named) == {f.observation_id: rank(f, named) for f in named}
