"""How much of a view one page holds; of a larger one, which part is shown and how that is said.

A view of more than MOST_FIGURES figures, when no period is chosen, is shown by the newest year;
then its localities follow one another part by part, as many as fit. Nothing is left out silently:
every exhibit of a part says which localities and which year it covers.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain

from exhibits import numbers, vi
from exhibits.catalog.rows import MOST_FIGURES
from exhibits.model import Empty, Exhibit, Note
from warehouse import queries
from warehouse.queries import Row, View

MOST_PLACES = 20
# Pages that show the shared view part by part; others choose their own.
PARTED = ("tong-quan", "mo-hinh", "khen-thuong", "hoc-tap", "truy-nguon", "nguon")
_Spans = dict[str | None, tuple[tuple[int | None, int | None, int], ...]]


@dataclass(frozen=True)
class Reach:
    """What is asked for a page: `view`, of `parts` there are, with so many `figures`; `said` tells
    which, "" for all; `where` tells only its localities."""

    view: View
    figures: int
    parts: int = 1
    said: str = ""
    where: str = ""

    def told(self, shown: Sequence[Exhibit | Empty], dated: bool = True) -> list[Exhibit | Empty]:
        """The exhibits, each saying what part of the view it covers; what is not `dated` is not
        narrowed to a year."""
        said = self.said if dated else self.where
        return [_scoped(one, said) for one in shown] if said else [*shown]


def _scoped(one: Exhibit | Empty, said: str) -> Exhibit | Empty:
    if isinstance(one, Empty):
        return replace(one, advice=f"{one.advice} {vi.PART_EMPTY.format(said)}")
    return replace(one, notes=(Note(vi.PART_NOTE.format(said)), *one.notes))


def of(view: View, indicators: tuple[str, ...] = ()) -> Reach:
    """What of the view a page holds; with `indicators`, of their figures alone, of every period."""
    return _of(queries.release_id(), view, indicators)


def years() -> list[int]:
    """Years that a dated figure touches, ascending."""
    return list(_years(queries.release_id()))


@lru_cache(maxsize=16)
def _years(release: str) -> tuple[int, ...]:
    spans = {span[:2] for span in chain(*_spans(release, (), ()).values())}
    touched = (range(first, last + 1) for first, last in spans if first is not None)
    return tuple(sorted(set().union(*touched)))


@lru_cache(maxsize=256)
def _of(release: str, view: View, indicators: tuple[str, ...]) -> Reach:
    spans = _spans(release, view.levels, indicators)
    chosen = set(view.localities)
    among = [p for p in queries.localities() if not chosen or p["locality_id"] in chosen]
    whole = replace(view, part=1)
    counted = [_count(spans.get(p["locality_id"], ()), whole, indicators) for p in among]
    outside = 0 if view.localities else _count(spans.get(None, ()), whole, indicators)
    if sum(counted) + outside <= MOST_FIGURES and len(among) <= MOST_PLACES:
        return Reach(whole, sum(counted) + outside)
    year = ""
    if sum(counted) > MOST_FIGURES and not (view.years or view.undated or indicators):
        whole = _newest(whole, [span for p in among for span in spans.get(p["locality_id"], ())])
        year = vi.NEWEST_YEAR.format(whole.years[0]) if whole.years else ""
        counted = [_count(spans.get(p["locality_id"], ()), whole) for p in among]
    parts = list(_packed(counted))
    start, end = parts[view.part - 1 if 1 <= view.part <= len(parts) else 0]
    shown = replace(whole, localities=tuple(p["locality_id"] for p in among[start:end]))
    beyond = 0 if view.localities else _count(spans.get(None, ()), whole, indicators)
    where = (_places(among, start, end) if len(parts) > 1 else "", _outside(beyond))
    told = "; ".join(filter(None, where))
    figures = sum(counted[start:end])
    return Reach(shown, figures, len(parts), "; ".join(filter(None, (told, year))), told)


@lru_cache(maxsize=16)
def _spans(_release: str, levels: tuple[str, ...], indicators: tuple[str, ...]) -> _Spans:
    found: dict[str | None, list[tuple[int | None, int | None, int]]] = {}
    for r in queries.extent(levels, indicators):
        found.setdefault(r["locality_id"], []).append((r["first"], r["last"], r["figures"]))
    return {place: tuple(spans) for place, spans in found.items()}


def _count(
    spans: tuple[tuple[int | None, int | None, int], ...],
    view: View,
    indicators: tuple[str, ...] = (),
) -> int:
    """Figures of a locality that the view's periods let through."""
    if indicators or not (view.years or view.undated):
        return sum(figures for _, _, figures in spans)
    return sum(
        figures
        for first, last, figures in spans
        if (view.undated if first is None else any(first <= y <= last for y in view.years))
    )


def _newest(view: View, spans: list[tuple[int | None, int | None, int]]) -> View:
    """The view of the last year in which a period begins: one that ends in years to come, of a
    target, says nothing of how new its figure is."""
    newest = max((first for first, _, _ in spans if first is not None), default=None)
    return view if newest is None else replace(view, years=(newest,))


def _packed(counted: list[int]) -> Iterator[tuple[int, int]]:
    """First and last place (exclusive) of each part; one too large alone is a part by itself."""
    start, held = 0, 0
    for place, figures in enumerate(counted):
        full = held + figures > MOST_FIGURES or place - start == MOST_PLACES
        if place > start and full:
            yield start, place
            start, held = place, 0
        held += figures
    yield start, len(counted)


def _places(among: list[Row], start: int, end: int) -> str:
    """ "địa phương 1–6 trên 500 (từ Huyện A đến Huyện B)" """
    first, last, all_ = (numbers.number(n) for n in (start + 1, end, len(among)))
    names = among[start]["label"]
    if end - start > 1:
        names = vi.PART_NAMES.format(names, among[end - 1]["label"])
    which = first if end - start == 1 else f"{first}–{last}"
    return vi.PART_SAID.format(which, all_, names)


def _outside(figures: int) -> str:
    return vi.PART_OUTSIDE.format(numbers.number(figures)) if figures else ""
