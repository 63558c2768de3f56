"""One suite for both engines: each question, many ways, gets exactly the same answer from both."""

import gc
from collections.abc import Callable
from contextlib import suppress
from decimal import Decimal
from functools import partial
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from bench import queries as bench_queries
from bench import synthetic
from exhibits import vi
from tests.cluster.conftest import Cluster, read_by
from warehouse import codes, queries
from warehouse.connection import Warehouse
from warehouse.queries import Row, View

ROOT = Path(__file__).parents[2]
VIEWS = {
    "everything": View(),
    "two places, two levels": View(("sin-ho", "lang-son"), ("province", "commune")),
    "nowhere": View(("no-such-place", "'; drop table observations; --", "a\0b", "đ" * 10_000)),
}
PERIODS = {
    "undated": View(undated=True),
    "one year": View(years=(2023,)),
    "years apart, and undated": View(years=(1999, 2016, 2022), undated=True),
    "no year there is": View(("sin-ho",), ("district",), (-1, 2**31 - 1)),
}
FIGURES = (
    (Decimal("56"), "recipients", "commendations"), (Decimal("200"), "households", "context"),
    (Decimal("1e30"), "'; drop table observations; --", "models"),
)  # fmt: skip
WORDS = ("Dân vận", "1.275", "đ", "hoi nghi hoc tap", "%_*", "\\' \\n")
BY_PLACE = (
    "coverage", "named_models", "models_by_field", "models_by_kind", "statements", "activities",
    "activity_kinds", "statement_kinds", "reports", "sources", "findings", "figures", "comparable",
)  # fmt: skip
CASES: dict[str, Callable[[], object]] = {
    "localities": queries.localities,
    "units": queries.units,
    "indicators": queries.indicators,
    "reported_indicators": queries.reported_indicators,
    **{
        f"{name}, {view}": partial(getattr(queries, name), chosen)
        for name in BY_PLACE
        for view, chosen in VIEWS.items()
    },
    **{f"figures, {period}": partial(queries.figures, v) for period, v in PERIODS.items()},
    "figures of each topic": partial(queries.figures_by_topic, View(), 3),
    "figures of a topic": partial(queries.figures, View(), ("study", "models")),
    **{
        f"units_said, {v}": partial(queries.units_said, at, "model_count")
        for v, at in VIEWS.items()
    },
    "comparable, one indicator": partial(queries.comparable, View(), ("model_count",)),
    **{f"search {text}": partial(queries.search, text) for text in WORDS},
    "named_models, chosen": partial(
        queries.named_models, View(), tuple(codes.MODEL_KIND), tuple(codes.FIELD)[:2], "Dân vận"
    ),
    "activities, chosen": partial(queries.activities, View(), ("session",), "hoc"),
    "findings of a figure": partial(queries.findings, View(), "yen-dinh-2023-p11-3"),
    "figure": partial(queries.figure, "sin-ho-2023-p15-2"),
    "no figure": partial(queries.figure, "' or 1=1 --"),
    "figure_history": partial(queries.figure_history, "sin-ho-2023-p15-2"),
    **{f"successors of {u}": partial(queries.successors, u) for u in ("can-duoc", "lang-son")},
    "extent": queries.extent,
    "extent of an indicator": partial(queries.extent, ("district",), ("model_count",)),
    "examples": queries.examples,
    "some figures": partial(queries.figures, View(), own=True, first=3, most=5),
    "some comparable figures": partial(queries.comparable, View(), years=(2022,), most=7),
    "checks": partial(queries.checks, ("can-duoc-2023-p06-2", "sin-ho-2023-p15-2", "x")),
    "lineage": partial(queries.lineage, ("yen-dinh", "lang-son", "x")),
    "source_ids": partial(queries.source_ids, ("yen-dinh", "lang-son")),
    "source_ids of nobody": partial(queries.source_ids, ("x",)),
    "reports by id": partial(queries.reports, View(), ("sin-ho-2023", "x")),
    "some sources": partial(queries.sources, View(), first=1, most=2),
    "same_figures": partial(queries.same_figures, FIGURES),
    "same_figures, of nothing": partial(queries.same_figures, ()),
    "units_inside": partial(queries.units_inside, "lang-son"),
}


def exactly(answer: object) -> object:
    """The answer with the type of every value: 1 is not 1.0, and a day is not a moment."""
    if isinstance(answer, list):
        return [exactly(one) for one in answer]
    if isinstance(answer, dict):
        return {name: exactly(value) for name, value in answer.items()}
    return type(answer).__name__, answer


@pytest.fixture(scope="module")
def embedded(releases: Path) -> dict[str, object]:
    with read_by("", releases):
        return {name: question() for name, question in CASES.items()}


@pytest.fixture(scope="module")
def asked_of_spark(cluster: Cluster, releases: Path) -> None:
    with read_by(cluster.url, releases):
        yield


@pytest.mark.parametrize("name", CASES)
def test_the_same_answer(name: str, embedded: dict[str, object], asked_of_spark: None) -> None:
    assert exactly(CASES[name]()) == exactly(embedded[name])


def test_a_page_is_drawn_with_the_cluster_s_answers(
    asked_of_spark: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gc, "freeze", lambda: None)  # the shell's, for the life of a server
    page = AppTest.from_file(str(ROOT / "pages" / "shell.py"), default_timeout=600)
    page.context = {"url": "http://localhost:8501/mo-hinh"}
    page.run()
    page.switch_page("models.py").run()
    assert not page.exception
    assert not page.error
    assert page.title[0].value == vi.PAGES["mo-hinh"]


def test_the_cases_ask_every_question(releases: Path) -> None:
    heard, ask = set(), Warehouse(releases).ask
    for question in CASES.values():
        with suppress(AttributeError):  # figure_history asks files, not the release
            heard |= {sql for sql, _ in bench_queries.asked(question, ask)}
    folder = Path(queries.__file__).parent / "sql"
    files = {f.read_text(encoding="utf-8"): f.stem for f in folder.glob("*.sql")}
    assert {files[sql] for sql in heard} == {*files.values()} - {"figure_history", "changes"}


@pytest.mark.parametrize("name", bench_queries.questions())
def test_the_same_answer_of_many_rows(name: str, many: dict[str, dict[str, list[Row]]]) -> None:
    assert exactly(many["spark"][name]) == exactly(many["embedded"][name])
    assert many["embedded"][name], "an empty answer shows nothing"


@pytest.fixture(scope="module")
def many(
    cluster: Cluster, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, dict[str, list[Row]]]:
    """What both say of 100,000 made-up observations."""
    folder = tmp_path_factory.mktemp("many")
    synthetic.write(100_000, folder)
    told = {}
    for engine, url in (("embedded", ""), ("spark", cluster.url)):
        with read_by(url, folder):
            told[engine] = {name: ask() for name, ask in bench_queries.questions().items()}
    return told
