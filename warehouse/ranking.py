"""Which figure is greater, and its place among its peers, where bounds make it certain.

A rank is an interval, because "hơn 500" against "gần 700" may be either way round.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from warehouse.comparability import COMPARABLE, compare
from warehouse.figure import Figure


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
        """ "hạng 1 trong 3" · "hạng 2–3 trong 4" · "chưa xếp được"."""
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


def ranks(figures: Sequence[Figure]) -> dict[str, Rank | None]:
    """`rank` of each figure among all, by id, without comparing every pair of hundreds.

    Only figures alike in everything a rule looks at may be comparable. Among those, pairs are
    compared one by one only where units may be related; the others are counted along sorted ends.
    """
    found: dict[str, Rank | None] = {f.observation_id: None for f in figures}
    buckets: dict[tuple[object, ...], list[Figure]] = {}
    for figure in figures:
        if figure.like and figure.obs_status == "reported":
            buckets.setdefault(_alike(figure), []).append(figure)
    for bucket in buckets.values():
        plain, related = _split(bucket)
        found |= {f.observation_id: rank(f, bucket) for f in related}
        if related:
            # A related figure may or may not be a peer of a plain one: ask.
            found |= {f.observation_id: rank(f, bucket) for f in plain}
        else:
            found |= _counted(plain)
    return found


def _alike(f: Figure) -> tuple[object, ...]:
    return (f.like, f.indicator_id, f.measure_unit, f.count_kind, f.model_status, f.recipient,
            f.counting_level, f.source_kind)  # fmt: skip


def _split(bucket: list[Figure]) -> tuple[list[Figure], list[Figure]]:
    """Figures that no rule about units can touch, and those one might."""
    times = Counter(f.unit_id for f in bucket)
    ids = {f.observation_id for f in bucket}
    since = max((f.valid_from or date.min for f in bucket), default=date.min)
    until = min((f.valid_to or date.max for f in bucket), default=date.max)
    moments = [f.moment for f in bucket if f.moment]
    lived = since <= until and all(since <= moment <= until for moment in moments)
    plain, related = [], []
    for f in bucket:
        kin = (f.inside | f.became) & times.keys() or f.part_of in ids or times[f.unit_id] > 1
        unstated = f.model_status == "unstated"
        (related if kin or unstated or not lived else plain).append(f)
    return plain, related


def _counted(figures: list[Figure]) -> dict[str, Rank | None]:
    """Ranks among figures all of which are peers."""
    if len(figures) < 2:
        return {f.observation_id: None for f in figures}
    n = len(figures)
    # An end that is itself possible sorts before (low) or after (high) one that is not.
    lows = sorted((f.bounds.lower, not f.bounds.lower_inclusive) for f in figures)
    highs = sorted((f.bounds.upper, f.bounds.upper_inclusive) for f in figures)
    points = Counter(f.bounds.lower for f in figures if f.bounds.is_point)
    found: dict[str, Rank | None] = {}
    for f in figures:
        b = f.bounds
        reach = bisect_right if b.upper_inclusive else bisect_left
        more = n - reach(lows, (b.upper, False))
        reach = bisect_left if b.lower_inclusive else bisect_right
        less = reach(highs, (b.lower, True))
        equal = points[b.lower] - 1 if b.is_point else 0
        unknown = n - 1 - more - less - equal
        found[f.observation_id] = Rank(1 + more, 1 + more + unknown, n, equal > 0)
    return found
