"""The questions the product asks of the current release, one typed function each.

Its SQL stands in `sql/<name>.sql`, whose first line is the grain of the answer. Parameters are
always bound. Every function raises `NoRelease` when nothing has been built yet, and its kind
`NoAnswer` when a cluster is asked and gives none.
"""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from decimal import Decimal
from functools import partial

from warehouse import connection, history
from warehouse.asking import add, among, ask, counted, ids, some, sql, stored
from warehouse.connect import NoAnswer
from warehouse.connection import NoRelease, Release, Row
from warehouse.contract import search_key
from warehouse.together import together
from warehouse.view import Rows, View, spanned

__all__ = ["NoAnswer", "NoRelease", "Release", "Row", "Rows", "View", "together"]

_NONE: list[str] = []  # $none, where an answer holds a list: no word for an empty one is portable
EVERY = 2**31 - 1
_NOTHING_TAKEN = dict.fromkeys(("figures", "reported", "models", "statements", "activities"), 0)


def localities() -> list[Row]:
    """One row per compared locality, in Vietnamese order."""
    return ask("localities")


def units() -> list[Row]:
    """One row per unit in one time of its existence, in Vietnamese order."""
    return ask("units")


def indicators() -> list[Row]:
    """One row per indicator there is, reported or not."""
    return ask("indicators")


def extent(levels: tuple[str, ...] = (), indicators: tuple[str, ...] = ()) -> list[Row]:
    """One row per locality and span of years: how many figures lie in it."""
    return ask("extent", levels=list(levels), indicators=list(indicators))


def figures(
    view: View, topics: tuple[str, ...] = (), own: bool = False, first: int = 0, most: int = EVERY
) -> Rows:
    """One row per figure; value and bounds in base units (VND, m², persons, %).

    `own` keeps core figures of the localities themselves.
    """
    told = {"topics": list(topics), "own": own}
    found = some("figures", first, most, **view.places(), **view.times(), **told)
    _check(found)
    return found


def figures_by_topic(view: View, most: int) -> dict[str, Rows]:
    """Topic → its figures as `figures` gives them, of each topic no more than `most`."""
    figures = ask("figures_by_topic", **view.places(), **view.times(), most=most)
    _check(figures)
    found: dict[str, list[Row]] = {}
    for row in figures:
        found.setdefault(row["topic"], []).append(row)
    return {topic: counted(rows, 0) for topic, rows in found.items()}


def checks(observations: tuple[str, ...]) -> list[Row]:
    """One row per figure among these that some finding is about: of which kinds, how grave."""
    return ask("checks", **among("figures", observations)) if observations else []


def _check(figures: list[Row]) -> None:
    """Adds what was found about each figure. By their ids: a join would look through everything
    that was found in all reports."""
    told = checks(ids(figures, "observation_id"))
    add(figures, "observation_id", told, {"severity": None, "finding_kinds": _NONE})


def examples() -> list[Row]:
    """One row per figure of a locality itself: of each indicator the first few, by locality."""
    return ask("examples")


def reported_indicators() -> list[Row]:
    """One row per indicator that some report gives a number for."""
    return ask("reported_indicators")


def search(text: str) -> list[Row]:
    """One row per thing found, up to 21 of each kind; all words of the text stand in it.

    Case, accents, đ, the place of a tone and the point of thousands do not matter.
    """
    words = search_key(text).split()
    if not words:
        return []
    first, second, *others = [*words, ""]
    return ask(
        "search", first=first, second=second, rest=" ".join(others).strip(), whole=" ".join(words)
    )


def figure(observation_id: str) -> Row | None:
    """The figure with this id, with its indicator's definition and its report's file."""
    return next(iter(ask("figure", observation_id=observation_id)), None)


def comparable(
    view: View,
    indicators: tuple[str, ...] = (),
    units: tuple[str, ...] = (),
    own: bool = False,
    years: tuple[int, ...] = (),
    most: int = EVERY,
) -> Rows:
    """One row per figure, with what comparing needs besides: lineage, successors, source kind.

    The view's periods filter nothing: whether two periods are alike is what comparing answers.
    `years` does, for who cannot hold all.
    """
    told = {"indicators": list(indicators), "units": list(units), "own": own}
    found = some("comparable", 0, most, **view.places(), **spanned(years), **told)
    if not found:
        return found
    # By their ids: a join would look through all reports and units there are.
    cited, told = together(
        partial(reports, View(), ids(found, "source_id")),
        partial(lineage, ids(found, "unit_id")),
    )
    days = ("source_id", "published_on", "event_on")
    add(found, "source_id", [{"source_kind": r["kind"]} | {d: r[d] for d in days} for r in cited])
    add(found, "unit_id", told)
    return found


def lineage(units: tuple[str, ...]) -> list[Row]:
    """One row per unit among these: the units it lies in, at any height, and those it became."""
    return ask("lineage", units=list(units), none=_NONE)


def units_said(view: View, indicator_id: str, most: int = EVERY) -> list[Row]:
    """One row per unit that figures of the indicator speak of, whatever their period."""
    return ask("units_said", **view.places(), indicator_id=indicator_id, most=most)


def coverage(view: View) -> list[Row]:
    """One row per compared locality and indicator; `inside_count` figures are of units in it."""
    return ask("coverage", **view.places())


def named_models(
    view: View,
    kinds: tuple[str, ...] = (),
    fields: tuple[str, ...] = (),
    search: str = "",
    first: int = 0,
    most: int = EVERY,
) -> Rows:
    """One row per model or movement named; `search` ignores case, accents and đ."""
    return some(
        "named_models",
        first,
        most,
        **view.places(),
        kinds=list(kinds),
        fields=list(fields),
        search=search_key(search.strip()),
    )


def models_by_field(view: View) -> list[Row]:
    """One row per locality and field; a name in two fields counts in both."""
    return ask("models_by_field", **view.places())


def models_by_kind(view: View) -> list[Row]:
    """One row per locality and kind of model."""
    return ask("models_by_kind", **view.places())


def statements(view: View, first: int = 0, most: int = EVERY) -> Rows:
    """One row per commendation statement, counted or not."""
    return some("statements", first, most, **view.places())


def statement_kinds(view: View) -> list[Row]:
    """One row per locality, kind of authority, form and frequency that a statement names."""
    return ask("statement_kinds", **view.places())


def activities(
    view: View,
    activities: tuple[str, ...] = (),
    search: str = "",
    first: int = 0,
    most: int = EVERY,
) -> Rows:
    """One row per activity named, counted or not."""
    return some(
        "activities",
        first,
        most,
        **view.places(),
        activities=list(activities),
        search=search_key(search.strip()),
    )


def activity_kinds(view: View) -> list[Row]:
    """One row per locality and activity kind a report names, with the frequencies it states."""
    return ask("activity_kinds", **view.places(), none=_NONE)


def successors(unit_id: str) -> list[Row]:
    """One row per unit that this unit, or one directly inside it, was merged into."""
    return ask("successors", unit_id=unit_id)


def units_inside(locality_id: str) -> list[Row]:
    """One row per unit of the locality that a report names, the locality itself first."""
    return ask("units_inside", locality_id=locality_id)


def sources(view: View, first: int = 0, most: int = EVERY) -> Rows:
    """One row per report, as `reports` names them, with how much was taken from it."""
    found = reports(view, first=first, most=most)
    told = ask("sources", **among("sources", ids(found, "source_id")))
    add(found, "source_id", told, _NOTHING_TAKEN)
    return found


def reports(view: View, sources: tuple[str, ...] = (), first: int = 0, most: int = EVERY) -> Rows:
    """One row per report, or per report with one of these ids, named; nothing of it is counted."""
    return some("reports", first, most, **view.places(), **among("sources", sources))


def same_figures(figures: Sequence[tuple[Decimal, str, str]]) -> list[Row]:
    """One row per report that prints some of these figures: value, unit of measure and topic alike.

    `same` counts different figures, so that one printed twice is no second likeness.
    """
    return ask("same_figures", figures=[" ".join((stored(v), u, t)) for v, u, t in figures])


def findings(view: View, observation_id: str = "", first: int = 0, most: int = EVERY) -> Rows:
    """One row per finding about the reports of the chosen localities, or about one figure."""
    # Between two ids few findings are looked at; a join alone would look through all.
    (ends,) = source_ids(view.localities) if view.localities else [{"lowest": "", "highest": ""}]
    told = {"observation_id": observation_id, "none": _NONE, **ends}
    return some("findings", first, most, **view.places(), **told)


def source_ids(localities: tuple[str, ...]) -> list[Row]:
    """One row: the first and the last id of these localities' reports, None where there is none."""
    return ask("source_ids", localities=list(localities))


def one_release(release_id: str = "") -> AbstractContextManager[None]:
    """A context in which one release answers every question: the named one, or the current one."""
    return connection.shared().one_release(release_id)


def release_id() -> str:
    """Id of the release being read."""
    return connection.shared().release_id()


def release_warning() -> str | None:
    """What readers must know about the release, or None."""
    return connection.shared().warning()


def reach() -> None:
    """Raises NoRelease when the release, or the cluster that is asked of it, is out of reach."""
    connection.shared().reach()


def releases() -> list[Release]:
    """All releases, newest first."""
    return connection.shared().history()


def changes(old: str, new: str, first: int = 0, most: int = EVERY) -> Rows:
    """One row per figure that only one of two releases has, or that they have otherwise.

    `added`, `changed` and `removed` count all of them, on every row.
    """
    parameters = {"first": first, "most": most}
    releases = connection.shared().releases
    return counted(history.changes(releases, sql("changes"), old, new, parameters), first)


def figure_history(observation_id: str) -> list[Row]:
    """One row per readable release, newest first: how the figure stands in it, or not at all."""
    return history.of_figure(connection.shared().releases, sql("figure_history"), observation_id)
