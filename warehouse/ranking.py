"""Which figure is greater, and its place among its peers, where bounds make it certain.

A rank is an interval, because "hơn 500" against "gần 700" may be either way round.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from warehouse.comparability import COMPARABLE, Figure, compare


def order(a: Figure, b: Figure) -> str:
    """more, less or equal when the bounds make it certain whatever the true values are; else
    unknown. Says nothing of whether the two may be compared."""
    if a.bounds.above(b.bounds):
        return "more"
    if b.bounds.above(a.bounds):
        return "less"
    both_known = a.bounds.is_point and b.bounds.is_point
    return "equal" if both_known else "unknown"


@dataclass(frozen=True)
class Rank:
    """Between `best` and `worst` among `of` figures that may be compared; 1 is the greatest."""

    best: int
    worst: int
    of: int
    tied: bool

    @property
    def text(self) -> str:
        """ "hạng 1" · "hạng 2–3" · "hạng 2 (bằng nhau)" · "chưa xếp được"."""
        if self.of > 1 and (self.best, self.worst) == (1, self.of) and not self.tied:
            return "chưa xếp được"
        span = f"{self.best}" if self.best == self.worst else f"{self.best}–{self.worst}"
        return f"hạng {span} trong {self.of}" + (" (bằng nhau)" if self.tied else "")


def rank(figure: Figure, others: Iterable[Figure]) -> Rank | None:
    """Its place among the others that may be compared with it without condition; None alone."""
    peers = [other for other in others if compare(figure, other).level == COMPARABLE]
    if not peers:
        return None
    orders = [order(peer, figure) for peer in peers]
    best = 1 + orders.count("more")
    return Rank(best, best + orders.count("unknown"), 1 + len(peers), "equal" in orders)
