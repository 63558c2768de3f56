"""The verdicts a domain reader would give, over real pairs and made ones; and what holds for all.

Real figures are taken from the published release by their unit and number; made figures start from
a plain one and change what the case is about.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import plain
from warehouse import codes, queries
from warehouse.bounds import Bounds
from warehouse.comparability import (
    COMPARABLE,
    CONDITIONAL,
    NOT_COMPARABLE,
    RULES,
    Reason,
    compare,
)
from warehouse.figure import Figure
from warehouse.queries import View

PLAIN = Figure(
    "a", "huyen-a", "Huyện A", "district", "study_sessions", "Số hội nghị", "sessions", "flow",
    "reported", Bounds(10, 10, True, True), "10 hội nghị",
    period_from=date(2022, 1, 1), period_to=date(2022, 12, 31), source_id="s-a",
)  # fmt: skip


def made(**changes: object) -> Figure:
    """Another district's figure, alike but for the changes."""
    other = {"observation_id": "b", "unit_id": "huyen-b", "unit": "Huyện B", "source_id": "s-b"}
    return replace(PLAIN, **(other | changes))


STOCK = {"count_kind": "stock", "period_from": None, "period_to": None, "as_of": date(2023, 5, 17)}
YEAR_2026 = {"period_from": date(2026, 1, 1), "period_to": date(2026, 12, 31)}
ORDER = {"obs_status": "instructed"}
SAME_UNIT = {"unit_id": "huyen-a", "unit": "Huyện A"}
UNDATED = {"period_from": None, "period_to": None, "as_of": None}

# The case, what is changed on each side, the verdict, the rules that object.
MADE: dict[str, tuple[dict, dict, str, set[str]]] = {
    "alike": ({}, {}, COMPARABLE, {"alike"}),
    "alike, both open": ({"bounds": Bounds(500)}, {"bounds": Bounds(700)}, COMPARABLE, {"alike"}),
    "another indicator": ({}, {"indicator_id": "school_lessons"}, NOT_COMPARABLE, {"indicator"}),
    "attendances and persons": (
        {"indicator_id": "study_attendance", "measure_unit": "attendances"},
        {"indicator_id": "pledging_persons", "measure_unit": "persons"},
        NOT_COMPARABLE, {"attendances or persons"},
    ),
    "an order, not a result": ({}, ORDER, NOT_COMPARABLE, {"number"}),
    "two orders": (ORDER, ORDER, NOT_COMPARABLE, {"number"}),
    "only mentioned": ({}, {"obs_status": "mentioned"}, NOT_COMPARABLE, {"number"}),
    "province and district": ({}, {"level": "province"}, NOT_COMPARABLE, {"level"}),
    "district and commune": ({}, {"level": "commune"}, NOT_COMPARABLE, {"level"}),
    "one inside the other": (
        {"inside": frozenset({"huyen-b"})}, {}, NOT_COMPARABLE, {"containment"},
    ),
    "merged into the other": (
        {"became": frozenset({"huyen-b"})}, {}, NOT_COMPARABLE, {"containment"},
    ),
    "part of the other's figure": ({"part_of": "b"}, {}, NOT_COMPARABLE, {"containment"}),
    "a stock and a flow": ({}, {"count_kind": "stock"}, NOT_COMPARABLE, {"count kind"}),
    "a result and a target": (
        {"count_kind": "stock"}, {"count_kind": "target"}, NOT_COMPARABLE, {"count kind"},
    ),
    "registered and recognised": (
        STOCK | {"model_status": "registered"}, STOCK | {"model_status": "recognised"},
        NOT_COMPARABLE, {"model status"},
    ),
    "both registered": (
        STOCK | {"model_status": "registered"}, STOCK | {"model_status": "registered"},
        COMPARABLE, {"alike"},
    ),
    "one status unstated": (
        STOCK | {"model_status": "registered"}, STOCK | {"model_status": "unstated"},
        CONDITIONAL, {"model status"},
    ),
    "counted at two levels": (
        STOCK | {"counting_level": "district"}, STOCK | {"counting_level": "commune"},
        NOT_COMPARABLE, {"counting level"},
    ),
    "one counting level unstated": (
        STOCK | {"counting_level": "district"}, STOCK, CONDITIONAL, {"counting level"},
    ),
    "collectives and persons": (
        {"recipient": "collective", "measure_unit": "collectives"},
        {"recipient": "individual", "measure_unit": "persons"}, NOT_COMPARABLE, {"recipient"},
    ),
    "collectives and not split": (
        {"recipient": "collective"}, {"recipient": "mixed"}, NOT_COMPARABLE, {"recipient"},
    ),
    "recipient unstated": ({"recipient": "collective"}, {}, CONDITIONAL, {"recipient"}),
    "flows of overlapping years": (
        {}, {"period_to": date(2023, 12, 31)}, CONDITIONAL, {"period"},
    ),
    "flows of different years": (
        {}, {"period_from": date(2021, 1, 1), "period_to": date(2021, 12, 31)},
        CONDITIONAL, {"period"},
    ),
    "03 năm has no dates": (
        {}, UNDATED | {"as_of": date(2023, 3, 17), "period_text": "03 năm"},
        NOT_COMPARABLE, {"period"},
    ),
    "a flow since 2021": ({}, {"period_to": None}, NOT_COMPARABLE, {"period"}),
    "stocks of the same day": (STOCK, STOCK, COMPARABLE, {"alike"}),
    "stocks of two days": (STOCK, STOCK | {"as_of": date(2022, 12, 31)}, CONDITIONAL, {"period"}),
    "a stock of no day": (STOCK, STOCK | UNDATED, CONDITIONAL, {"period"}),
    "shares of the same year": (
        {"count_kind": "rate", "measure_unit": "%"}, {"count_kind": "rate", "measure_unit": "%"},
        COMPARABLE, {"alike"},
    ),
    "shares of no period": (
        {"count_kind": "rate"} | UNDATED, {"count_kind": "rate"} | UNDATED, CONDITIONAL, {"period"},
    ),
    "press and official": ({}, {"source_kind": "official"}, CONDITIONAL, {"source kind"}),
    "before and after the merger": (
        {"valid_to": date(2025, 6, 30)}, {"valid_from": date(2025, 7, 1)} | YEAR_2026,
        CONDITIONAL, {"period", "validity"},
    ),
    "the unit ended before": ({}, {"valid_to": date(2022, 6, 30)}, CONDITIONAL, {"validity"}),
    "the same unit over time": (
        {}, SAME_UNIT | YEAR_2026, CONDITIONAL, {"period"},
    ),
    "two groups of one unit": (
        {}, SAME_UNIT | {"source_id": "s-a"}, NOT_COMPARABLE, {"same unit"},
    ),
    "two sources of one figure": (
        {}, SAME_UNIT, CONDITIONAL, {"same unit"},
    ),
    "two faults are both said": (
        {"recipient": "mixed"}, {"recipient": "individual", "level": "commune"},
        NOT_COMPARABLE, {"level", "recipient"},
    ),
}  # fmt: skip


def rules(found: tuple[Reason, ...]) -> set[str]:
    return {reason.rule for reason in found}


@pytest.mark.parametrize(("left", "right", "level", "objections"), MADE.values(), ids=MADE.keys())
def test_made_pairs(left: dict, right: dict, level: str, objections: set[str]) -> None:
    verdict = compare(replace(PLAIN, **left), made(**right))
    assert (verdict.level, rules(verdict.reasons)) == (level, objections)


# Pairs of the five reports, by observation: what a domain reader says of them.
REAL = [
    ("lang-son-2023-p07-2", "lang-son-2023-p08-1", NOT_COMPARABLE, "containment"),
    ("lang-son-2023-p07-2", "can-duoc-2023-p13-2", NOT_COMPARABLE, "level"),
    ("lang-son-2023-p08-1", "can-duoc-2023-p13-2", CONDITIONAL, "counting level"),
    ("lang-son-2023-p08-1", "can-duoc-2023-p13-3", CONDITIONAL, "model status"),
    ("can-duoc-2023-p13-2", "can-duoc-2023-p13-3", NOT_COMPARABLE, "counting level"),
    ("can-duoc-2023-p13-2", "quang-xuong-2023-p05-1", NOT_COMPARABLE, "number"),
    ("yen-dinh-2023-p11-1", "lang-son-2023-p07-2", NOT_COMPARABLE, "indicator"),
    ("yen-dinh-2023-p11-1", "can-duoc-2023-p13-2", NOT_COMPARABLE, "indicator"),
    ("yen-dinh-2023-p11-2", "yen-dinh-2023-p11-3", NOT_COMPARABLE, "recipient"),
    ("yen-dinh-2023-p11-2", "yen-dinh-2023-p11-1", NOT_COMPARABLE, "containment"),
    ("yen-dinh-2023-p11-2", "sin-ho-2023-p15-4", NOT_COMPARABLE, "period"),
    ("yen-dinh-2023-p11-3", "sin-ho-2023-p15-4", NOT_COMPARABLE, "recipient"),
    ("sin-ho-2023-p15-2", "yen-dinh-2023-p12-1", NOT_COMPARABLE, "number"),
    ("sin-ho-2023-p15-2", "can-duoc-2023-p06-1", NOT_COMPARABLE, "number"),
    ("sin-ho-2023-p15-2", "yen-dinh-2023-p10-2", NOT_COMPARABLE, "indicator"),
    ("sin-ho-2023-p15-3", "yen-dinh-2023-p10-3", NOT_COMPARABLE, "indicator"),
    ("sin-ho-2023-p15-3", "sin-ho-2023-p09-3", NOT_COMPARABLE, "attendances or persons"),
    ("sin-ho-2023-p09-3", "sin-ho-2023-p09-4", NOT_COMPARABLE, "same unit"),
    ("sin-ho-2023-p10-1", "sin-ho-2023-p10-2", NOT_COMPARABLE, "recipient"),
    ("sin-ho-2023-p15-1", "quang-xuong-2023-p05-3", NOT_COMPARABLE, "level"),
    ("can-duoc-2023-p06-2", "sin-ho-2023-p15-1", NOT_COMPARABLE, "number"),
    ("yen-dinh-2023-p06-3", "yen-dinh-2023-p06-4", COMPARABLE, "alike"),
    ("yen-dinh-2023-p06-4", "yen-dinh-2023-p06-5", COMPARABLE, "alike"),
    ("yen-dinh-2023-p06-1", "yen-dinh-2023-p06-3", NOT_COMPARABLE, "containment"),
    ("yen-dinh-2023-p06-7", "yen-dinh-2023-p06-8", NOT_COMPARABLE, "same unit"),
    ("yen-dinh-2023-p06-7", "yen-dinh-2023-p06-6", NOT_COMPARABLE, "containment"),
    ("lang-son-2023-p12-3", "lang-son-2023-p12-2", NOT_COMPARABLE, "count kind"),
    ("lang-son-2023-p12-3", "lang-son-2023-p12-4", NOT_COMPARABLE, "indicator"),
    ("quang-xuong-2023-p05-4", "yen-dinh-2023-p06-6", NOT_COMPARABLE, "indicator"),
    ("quang-xuong-2023-p05-5", "quang-xuong-2023-p05-4", NOT_COMPARABLE, "containment"),
    ("sin-ho-2023-p13-1", "lang-son-2023-p05-1", NOT_COMPARABLE, "indicator"),
]


@pytest.fixture(scope="module")
def figures(reading: object) -> dict[str, Figure]:
    return {row["observation_id"]: Figure.of(row) for row in queries.comparable(View())}


@pytest.mark.parametrize(("one", "other", "level", "rule"), REAL)
def test_real_pairs(
    one: str, other: str, level: str, rule: str, figures: dict[str, Figure]
) -> None:
    verdict = compare(figures[one], figures[other])
    assert verdict.level == level
    assert rule in rules(verdict.reasons)


def test_there_are_enough_pairs() -> None:
    assert len(REAL) >= 30
    assert len(MADE) >= 30


def test_every_rule_speaks_in_some_pair(figures: dict[str, Figure]) -> None:
    told: set[str] = set()
    for left, right, *_ in MADE.values():
        a, b = replace(PLAIN, **left), made(**right)
        told |= {rule.__name__ for rule in RULES if rule(a, b)}
    told |= {rule.__name__ for rule in RULES if rule(PLAIN, made(measure_unit="lessons"))}
    assert told == {rule.__name__ for rule in RULES}


def test_no_two_localities_of_the_first_page_may_be_compared(figures: dict[str, Figure]) -> None:
    """What domain.md says of the five reports."""
    own = [f for f in figures.values() if f.unit_id in plain.compared()]
    core = {i["indicator_id"] for i in plain.read("indicators") if i["is_core"]}
    own = [f for f in own if f.indicator_id in core and f.obs_status == "reported"]
    assert len(own) > 5
    assert {compare(a, b).level for a in own for b in own} == {NOT_COMPARABLE}


# ------------------------------------------------------------------------------- for all figures

days = st.none() | st.dates(date(2015, 1, 1), date(2026, 12, 31))
few = {
    "unit_id": st.sampled_from(["x", "y", "z"]),
    "level": st.sampled_from(list(codes.LEVEL)),
    "indicator_id": st.sampled_from(["i", "j"]),
    "measure_unit": st.none() | st.sampled_from(["persons", "attendances", "VND"]),
    "count_kind": st.sampled_from(list(codes.COUNT_KIND)),
    "obs_status": st.sampled_from(list(codes.OBS_STATUS)),
    "recipient": st.none() | st.sampled_from(list(codes.RECIPIENT)),
    "model_status": st.none() | st.sampled_from(list(codes.MODEL_STATUS)),
    "counting_level": st.none() | st.sampled_from(list(codes.LEVEL)),
    "period_from": days, "period_to": days, "as_of": days, "valid_from": days, "valid_to": days,
    "period_text": st.none() | st.just("03 năm"),
    "part_of": st.none() | st.sampled_from(["a", "b"]),
    "source_id": st.sampled_from(["s", "t"]),
    "source_kind": st.sampled_from(list(codes.SOURCE_KIND)),
    "inside": st.frozensets(st.sampled_from(["x", "y"])),
    "became": st.frozensets(st.sampled_from(["x", "y"])),
}  # fmt: skip
any_figure = st.builds(
    lambda name, **changes: replace(PLAIN, observation_id=name, unit=changes["unit_id"], **changes),
    st.sampled_from(["a", "b", "c"]), **few,
)  # fmt: skip


@given(any_figure, any_figure)
def test_total_and_symmetric(a: Figure, b: Figure) -> None:
    verdict = compare(a, b)
    assert verdict.level in codes.VERDICT
    assert verdict.text.endswith(".")
    if a.unit != b.unit or a.observation_id != b.observation_id:
        assert verdict == compare(b, a)


@given(any_figure, any_figure)
def test_a_verdict_is_its_gravest_reason(a: Figure, b: Figure) -> None:
    verdict = compare(a, b)
    order = list(codes.VERDICT)
    assert verdict.level == max((r.level for r in verdict.reasons), key=order.index)


@given(any_figure)
def test_nothing_is_compared_with_itself(a: Figure) -> None:
    assert compare(a, a).level == NOT_COMPARABLE


@given(any_figure, any_figure, any_figure)
def test_the_same_pair_gets_the_same_verdict(a: Figure, b: Figure, c: Figure) -> None:
    first: Callable[[], object] = lambda: compare(a, b)  # noqa: E731
    before = first()
    compare(b, c)
    assert first() == before


@given(any_figure, any_figure)
def test_figures_of_one_kind_level_and_time_raise_no_such_objection(a: Figure, b: Figure) -> None:
    if a.observation_id == b.observation_id:
        return
    objections = {"count kind", "level", "period"} & rules(compare(a, b).reasons)
    assert (a.like is not None and a.like == b.like) is not bool(objections)


@given(any_figure, any_figure)
def test_every_rule_that_objects_is_heard(a: Figure, b: Figure) -> None:
    if a.observation_id != b.observation_id:
        first, second = sorted((a, b), key=lambda f: (f.unit, f.observation_id))
        heard = {reason.text for reason in compare(a, b).reasons} - {LIKE}
        assert heard == {r.text for rule in RULES if (r := rule(first, second))}


LIKE = "Cùng chỉ tiêu, cùng cấp, cùng kỳ, cùng cách đếm."
