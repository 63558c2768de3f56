"""Every answer of the warehouse equals the plain one, row by row, over many views."""

from itertools import combinations

import pytest

from exhibits.catalog import overview, reach
from tests import plain, plain_consistency
from warehouse import codes, queries
from warehouse.queries import View

pytestmark = pytest.mark.usefixtures("reading")

LOCALITIES = [place["locality_id"] for place in plain.localities()]
PLACES = [
    View(),
    *(View((place,)) for place in LOCALITIES),
    *(View(pair) for pair in combinations(LOCALITIES, 2)),
    *(View((), (level,)) for level in codes.LEVEL),
    *(View((place,), (level,)) for place in LOCALITIES[:2] for level in ("district", "commune")),
    View(("no-such-place",)),
]
PERIODS = [
    View(undated=True),
    *(View(years=(year,)) for year in [*plain.years(), 1999]),
    View(years=(2022, 2023)),
    View(years=(2023,), undated=True),
    View(("sin-ho",), ("district",), (2022,)),
    View(("yen-dinh", "lang-son"), (), (2023,), True),
]
BY_PLACE = (
    "coverage", "named_models", "models_by_field", "models_by_kind", "statements", "activities",
    "activity_kinds", "sources",
)  # fmt: skip


@pytest.mark.parametrize("view", PLACES, ids=str)
@pytest.mark.parametrize("question", BY_PLACE)
def test_answers_by_place(question: str, view: View) -> None:
    assert getattr(queries, question)(view) == getattr(plain, question)(view)


@pytest.mark.parametrize("view", PLACES, ids=str)
def test_findings(view: View) -> None:
    found = queries.findings(view)
    assert [f for f in found if f["origin"] == "curated"] == plain.findings(view)
    computed = [f for f in found if f["origin"] == "computed"]
    expected = plain_consistency.computed(view)
    assert [{k: f[k] for k in e} for f, e in zip(computed, expected, strict=True)] == expected


@pytest.mark.parametrize("view", PLACES, ids=str)
def test_comparable(view: View) -> None:
    assert queries.comparable(view) == plain.comparable(view)
    chosen = ("model_count", "study_sessions")
    assert queries.comparable(view, chosen) == plain.comparable(view, chosen)


@pytest.mark.parametrize("view", PLACES + PERIODS, ids=str)
def test_figures(view: View) -> None:
    assert queries.figures(view) == plain.figures(view)


@pytest.mark.parametrize("topic", codes.TOPIC)
def test_figures_of_a_topic(topic: str) -> None:
    view = View(levels=("district", "province"))
    assert queries.figures(view, (topic,)) == plain.figures(view, (topic,))


@pytest.mark.parametrize(
    "search",
    [
        "dan van",
        "Dân vận",
        "DAN VAN",
        "đ",
        "d",
        "huyen uy",
        "Hoà",
        "hòa",
        "  bac  ",
        "%",
        "_",
        "x¤",
    ],
)
def test_search_without_accents(search: str) -> None:
    assert queries.named_models(View(), search=search) == plain.named_models(View(), search=search)
    assert queries.activities(View(), search=search) == plain.activities(View(), search=search)


def test_search_reads_both_ways_of_writing_a_letter() -> None:
    composed, apart = "dân vận", "da\u0302n va\u0323\u0302n"
    found = queries.named_models(View(), search=composed)
    assert len(found) > 0
    assert found == queries.named_models(View(), search=apart)


@pytest.mark.parametrize("kind", codes.MODEL_KIND)
def test_models_of_a_kind(kind: str) -> None:
    assert queries.named_models(View(), (kind,)) == plain.named_models(View(), (kind,))


@pytest.mark.parametrize("code", codes.FIELD)
def test_models_of_a_field(code: str) -> None:
    assert queries.named_models(View(), (), (code,)) == plain.named_models(View(), (), (code,))


@pytest.mark.parametrize("activity", codes.ACTIVITY)
def test_activities_of_a_kind(activity: str) -> None:
    assert queries.activities(View(), (activity,)) == plain.activities(View(), (activity,))


@pytest.mark.parametrize("unit_id", [u["unit_id"] for u in plain.read("units")])
def test_history_of_a_unit(unit_id: str) -> None:
    assert queries.successors(unit_id) == plain.successors(unit_id)
    assert queries.units_inside(unit_id) == plain.units_inside(unit_id)


def test_years_and_localities() -> None:
    assert reach.years() == plain.years()
    assert queries.localities() == plain.localities()


def test_overview_cells() -> None:
    cells = overview.cells(queries.coverage(View()))
    assert [(r["locality_id"], r["topic"], r["status"]) for r in cells] == [
        (place, topic, plain.cell(place, topic))
        for place in LOCALITIES
        for topic in overview.MAIN_TOPICS
    ]


# What a careful reader finds in the five reports, by hand.
@pytest.mark.parametrize(
    ("unit_id", "indicator_id", "value", "lower", "upper", "qualifier"),
    [
        ("yen-dinh", "commended_recipients", 28, 28, 28, "exact"),
        ("yen-dinh", "commended_recipients", 48, 48, 48, "exact"),
        ("yen-dinh", "exemplar_count", 700, None, 700, "nearly"),
        ("sin-ho", "commended_recipients", 56, 56, 56, "exact"),
        ("can-duoc", "model_count", 11, 11, 11, "exact"),
        ("can-duoc", "model_count", 25, 25, 25, "exact"),
        ("lang-son", "model_count", 1000, 1000, None, "more_than"),
        ("chi-lang", "model_count", 74, 74, 74, "exact"),
    ],
)
def test_main_figures(
    unit_id: str, indicator_id: str, value: int, lower: int, upper: int, qualifier: str
) -> None:
    found = [
        (r["value"], r["lower"], r["upper"], r["qualifier"])
        for r in queries.figures(View())
        if (r["unit_id"], r["indicator_id"]) == (unit_id, indicator_id)
    ]
    assert (value, lower, upper, qualifier) in found


def test_nothing_is_added_up_or_repeated() -> None:
    found = queries.figures(View())
    assert len({r["observation_id"] for r in found}) == len(found)
    assert len(found) == len(plain.read("observations"))
    assert 76 not in {r["value"] for r in found}, "28 + 48 is ours, not the report's"


def test_every_figure_stands_on_a_paragraph_of_its_report() -> None:
    length = {s["source_id"]: s["paragraph_count"] for s in plain.read("sources")}
    for row in queries.figures(View()):
        assert 1 <= row["paragraph"] <= length[row["source_id"]]
