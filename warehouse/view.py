"""What a reader has chosen to see, and a part of a long answer."""

from collections.abc import Sequence
from dataclasses import dataclass

from warehouse.engine import Row


@dataclass(frozen=True)
class View:
    """What a reader has chosen to see; empty means everything.

    `levels` are levels of the unit a row speaks of. `years` keep a figure whose period touches one
    of them; `undated` keeps figures whose period the report does not give.
    """

    localities: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    undated: bool = False
    part: int = 1  # of a view that is more than a page holds: `exhibits/catalog/reach.py`

    def places(self) -> dict[str, object]:
        return {"localities": list(self.localities), "levels": list(self.levels)}

    def times(self) -> dict[str, object]:
        times = {**spanned(self.years), "undated": self.undated}
        return times | {"ever": times["ever"] and not self.undated}


def spanned(years: Sequence[int]) -> dict[str, object]:
    """Years as questions take them, `ever` for none chosen: in a span without gaps no list is
    looked through."""
    since, until = (min(years), max(years)) if years else (1, 0)
    gaps = len(set(years)) <= until - since
    told = {"years": list(years), "since": since, "until": until, "gaps": gaps}
    return told | {"ever": not years}


class Rows(list[Row]):
    """Some rows of an answer: those after the first `first` of `total`."""

    def __init__(self, found: Sequence[Row] = (), first: int = 0, total: int | None = None) -> None:
        super().__init__(found)
        self.first, self.total = first, len(found) if total is None else total

    @property
    def are_all(self) -> bool:
        return len(self) == self.total
