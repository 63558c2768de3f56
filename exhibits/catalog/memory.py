"""Remember what a page showed: a release never changes, and nobody changes what is shown."""

from collections.abc import Callable, Collection
from copy import copy
from functools import lru_cache, wraps
from typing import TypeVar

from exhibits.catalog.ahead import foresight
from warehouse import queries
from warehouse.queries import View

Shown = TypeVar("Shown", bound=Collection)
_MOST_VIEWS = 64  # per page; the least recently asked for goes first


def remembered(draw: Callable[..., Shown]) -> Callable[..., Shown]:
    """`draw`, asked once for each release and choice of filters."""

    @lru_cache(maxsize=_MOST_VIEWS)
    def drawn(_release: str, *choice: object, **named: object) -> Shown:
        return draw(*choice, **named)

    @wraps(draw)
    def ask(*choice: object, **named: object) -> Shown:
        return copy(drawn(queries.release_id(), *choice, **named))

    return ask


def foreseen(draw: Callable[..., Shown]) -> Callable[..., Shown]:
    """`draw`, remembered, and its next views worked out ahead: for a page whose reader waits for
    answers more than for charts to be drawn."""
    known = remembered(draw)

    @wraps(draw)
    def ask(view: View, *choice: object, **named: object) -> Shown:
        shown = known(view, *choice, **named)
        foresight.saw(queries.release_id(), view, lambda one: known(one, *choice, **named))
        return shown

    return ask
