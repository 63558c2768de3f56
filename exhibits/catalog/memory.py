"""Remember what a page showed: a release never changes and exhibits are frozen."""

from collections.abc import Callable
from functools import lru_cache, wraps

from exhibits.catalog.ahead import foresight
from exhibits.model import Empty, Exhibit
from warehouse import queries
from warehouse.queries import View

Drawn = list[Exhibit | Empty]
_MOST_VIEWS = 64  # per page; the least recently asked for goes first


def remembered(draw: Callable[..., Drawn]) -> Callable[..., Drawn]:
    """`draw`, asked once for each release and choice of filters."""

    @lru_cache(maxsize=_MOST_VIEWS)
    def drawn(_release: str, *choice: object, **named: object) -> tuple[Exhibit | Empty, ...]:
        return tuple(draw(*choice, **named))

    @wraps(draw)
    def ask(*choice: object, **named: object) -> Drawn:
        release = queries.release_id()
        shown = drawn(release, *choice, **named)
        if choice and isinstance(choice[0], View):
            view, *rest = choice
            foresight.saw(release, view, lambda one: drawn(release, one, *rest, **named))
        return list(shown)

    return ask
