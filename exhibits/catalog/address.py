"""What an address of the app shows: a page and the choices in its query, without a browser.

The keys are those the pages' widgets write into the address. Presentations and the command line
hold addresses; what a release no longer offers is refused in words, never silently left out.
"""

from collections.abc import Callable, Iterable, Mapping

from exhibits import vi, vi_present
from exhibits.catalog import (
    changes,
    commendations,
    compare,
    compare_localities,
    locality,
    models,
    overview,
    reach,
    requests,
    search,
    sources,
    study,
    trace,
)
from exhibits.catalog import choices as offered
from exhibits.model import Empty, Exhibit, Refusal
from warehouse import codes, queries
from warehouse.queries import View

Drawn = list[Exhibit | Empty]
# What an address may hold besides its page's choices.
_OF_THE_FRAME = (vi.KEY_RELEASE, vi.KEY_DECK, vi.KEY_SLIDE, vi.KEY_PRESENTING)


_LONGEST_NUMBER = 8


class NotThere(Refusal):
    """A choice or an exhibit this release does not have."""


class Choices:
    """The choices of one address; `told` says in words what was read, for the stamp of files."""

    def __init__(self, query: Iterable[tuple[str, str]]) -> None:
        self._chosen: dict[str, list[str]] = {}
        for key, value in query:
            self._chosen.setdefault(key, []).append(value)
        self._read: set[str] = set(_OF_THE_FRAME)
        self.told: dict[str, str] = {}

    def has(self, key: str) -> bool:
        return any(self._chosen.get(key, ()))

    def unread(self) -> list[str]:
        """Keys of the address that are no choice of its page."""
        return [key for key in self._chosen if key not in self._read]

    def _of(self, key: str) -> list[str]:
        self._read.add(key)
        return self._chosen.get(key, [])

    def several(self, key: str, label: str, names: Mapping[str, str]) -> tuple[str, ...]:
        """Codes by their names; () for all."""
        chosen = self._of(key)
        for name in chosen:
            if name not in names:
                raise NotThere(vi_present.NOT_OFFERED.format(label, name))
        self.told[label] = ", ".join(chosen) or vi.ALL
        return tuple(names[name] for name in chosen)

    def one(self, key: str, label: str, names: Mapping[str, str]) -> str:
        """The code of the one name chosen; the first offered when none is."""
        name = next(iter([*self._of(key), *names]), "")
        if name not in names:
            raise NotThere(vi_present.NOT_OFFERED.format(label, name))
        self.told[label] = name
        return names[name]

    def text(self, key: str, label: str) -> str:
        words = next(iter(self._of(key)), "").strip()
        self.told[label] = words or vi.ALL
        return words

    def page(self, key: str) -> int:
        """The page a list stands on; the first for what is no number."""
        told = next(iter(self._of(key)), "")
        number = int(told) if told.isdecimal() and len(told) <= _LONGEST_NUMBER else 1
        if number > 1:
            self.told[vi.LEAVES[key]] = told
        return max(number, 1)

    def part(self) -> int:
        """Which part of a view that is more than a page holds."""
        told = next(iter(self._of(vi.KEY_PART)), "")
        return int(told) if told.isdecimal() and len(told) <= _LONGEST_NUMBER else 1

    def scope(self, reached: reach.Reach) -> None:
        """Tell for the stamp what of the view is shown."""
        if reached.said:
            self.told[vi.PART] = reached.said

    def yes(self, key: str, label: str) -> bool:
        """Yes unless the address says no."""
        yes = next(iter(self._of(key)), "true").casefold() != "false"
        self.told[label] = vi.YES if yes else vi.NO
        return yes


def exhibits(page: str, choices: Choices) -> Drawn:
    """What the page shows under these choices; raises NotThere."""
    if page not in _PAGES:
        raise NotThere(vi_present.NOT_OFFERED.format(vi.PAGE, page))
    view = _view(choices)
    if page in reach.PARTED and not (page == "truy-nguon" and choices.has(vi.KEY_FIGURE)):
        choices.scope(reach.of(view))
    shown = on_page(page, view, choices)
    if unknown := choices.unread():
        raise NotThere(vi_present.NO_SUCH_CHOICE.format(vi.PAGES[page], ", ".join(unknown)[:80]))
    return shown


def on_page(page: str, view: View, choices: Choices) -> Drawn:
    """What the page shows of a view, with the choices the page itself offers."""
    return _PAGES[page](view, choices)


def _view(choices: Choices) -> View:
    periods = {str(year): str(year) for year in reach.years()} | {vi.UNDATED: vi.UNDATED}
    localities = choices.several(vi.KEY_LOCALITY, vi.LOCALITY, offered.places())
    levels = choices.several(vi.KEY_LEVEL, vi.LEVEL, _codes(codes.LEVEL))
    chosen = choices.several(vi.KEY_PERIOD, vi.PERIOD, periods)
    years = tuple(int(period) for period in chosen if period != vi.UNDATED)
    return View(localities, levels, years, vi.UNDATED in chosen, choices.part())


def _codes(labels: Mapping[str, str]) -> dict[str, str]:
    """Codes by their names."""
    return {name: code for code, name in labels.items()}


def _models(view: View, choices: Choices) -> Drawn:
    return models.exhibits(
        view,
        choices.several("loai", vi.KIND, _codes(codes.MODEL_KIND)),
        choices.several("linh-vuc", vi.FIELD, _codes(codes.FIELD)),
        choices.text("tim", vi.SEARCH),
        choices.page("trang-mo-hinh"),
    )


def _study(view: View, choices: Choices) -> Drawn:
    kinds = choices.several("hoat-dong", vi.ACTIVITY, _codes(codes.ACTIVITY))
    words = choices.text("tim-hoat-dong", vi.SEARCH)
    return study.exhibits(view, kinds, words, choices.page("trang-hoat-dong"))


def _compare(view: View, choices: Choices) -> Drawn:
    ways = (vi.COMPARE_INDICATOR, vi.COMPARE_MATRIX, vi.COMPARE_PAIR)
    match choices.one("xem", vi.COMPARE_WAY, {way: way for way in ways}):
        case vi.COMPARE_INDICATOR:
            indicator = choices.one("chi-tieu", vi.INDICATOR, offered.indicators())
            alike = choices.yes("cung-cap-ky", vi.ALIKE_ONLY)
            choices.scope(reach.of(view, (indicator,)))
            units = choices.several("don-vi", vi.UNITS, offered.units(view, indicator))
            return compare.exhibits(view, indicator, units, alike)
        case vi.COMPARE_MATRIX:
            words = choices.text("tim-noi", vi.SEARCH)
            choices.scope(reach.of(compare_localities.named(view, words)))
            return compare_localities.matrix(view, words)
    places = offered.places()
    one = choices.one("noi-mot", vi.FIRST_PLACE, places)
    others = {name: place for name, place in places.items() if place != one}
    return compare_localities.pair(one, choices.one("noi-hai", vi.SECOND_PLACE, others))


def _locality(view: View, choices: Choices) -> Drawn:
    chosen = choices.one("ho-so", vi.LOCALITY_SHOWN, offered.places(view.localities))
    return [*locality.exhibits(view, chosen), *requests.exhibits(chosen)]


def _changes(_view: View, choices: Choices) -> Drawn:
    known = {release.release_id: release.release_id for release in queries.releases()}
    if len(known) < 2:
        return changes.exhibits("", "")
    new = choices.one("den-ban", vi.TO_RELEASE, known)
    earlier = list(known)[list(known).index(new) + 1 :] or list(known)[:1]
    old = choices.one("tu-ban", vi.FROM_RELEASE, {e: e for e in earlier})
    return changes.exhibits(old, new, choices.page("trang-thay-doi"))


_PAGES: dict[str, Callable[[View, Choices], Drawn]] = {
    "tong-quan": lambda view, _: overview.exhibits(view),
    "mo-hinh": _models,
    "khen-thuong": lambda view, choices: commendations.exhibits(view, choices.page("trang-khen")),
    "hoc-tap": _study,
    "so-sanh": _compare,
    "dia-phuong": _locality,
    "tim-kiem": lambda _, choices: search.exhibits(choices.text("chu", vi.SEARCH)),
    "truy-nguon": lambda view, choices: trace.exhibits(
        view, choices.text(vi.KEY_FIGURE, vi.FIGURE_ID), choices.page("trang-so-lieu")
    ),
    "co-gi-moi": _changes,
    "nguon": lambda view, choices: sources.exhibits(
        view, choices.page("trang-bao-cao"), choices.page("trang-doi-chieu")
    ),
}
PAGES = tuple(_PAGES)
