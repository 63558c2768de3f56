"""What a reader may choose from: names as filters and addresses have them, and their ids."""

from collections import Counter

from exhibits.catalog import reach, rows
from exhibits.catalog.memory import foreseen
from warehouse import codes, queries
from warehouse.queries import View

_MOST_UNITS = 1_000


def places(among: tuple[str, ...] = ()) -> dict[str, str]:
    """Name and id of each compared locality, or of each `among` these ids."""
    return {
        place["label"]: place["locality_id"]
        for place in queries.localities()
        if not among or place["locality_id"] in among
    }


def label_of(locality_id: str | None) -> str:
    """What a compared locality is called; "" for any other unit."""
    labels = {known: label for label, known in places().items()}
    return labels.get(locality_id or "", "")


def indicators() -> dict[str, str]:
    """Name and id of each indicator with a number, core ones first, by topic."""
    topics = list(codes.TOPIC)
    found = queries.reported_indicators()
    found.sort(key=lambda i: (not i["is_core"], topics.index(i["topic"])))
    return _by_label([(i["name"], i["indicator_id"]) for i in found])


def core_indicators() -> list[str]:
    """Names of the indicators every locality is asked for, as the list of indicators has them."""
    core = {i["indicator_id"] for i in queries.reported_indicators() if i["is_core"]}
    return [name for name, indicator_id in indicators().items() if indicator_id in core]


@foreseen
def units(view: View, indicator_id: str) -> dict[str, str]:
    """Name and id of each unit with something said of the indicator, where a page compares it."""
    seen = reach.of(view, (indicator_id,)).view
    found = queries.units_said(seen, indicator_id, _MOST_UNITS)
    return _by_label(list(dict.fromkeys((rows.place(r), r["unit_id"]) for r in found)))


def _by_label(named: list[tuple[str, str]]) -> dict[str, str]:
    """Ids by name; a name is never a key, so two of one name show their ids."""
    times = Counter(name for name, _ in named)
    return {name if times[name] == 1 else f"{name} ({key})": key for name, key in named}
