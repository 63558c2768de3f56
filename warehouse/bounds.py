"""What a figure may truly be: an interval, open where the report leaves it open.

"trên 1.000" is everything above 1.000; "11,8 tỷ" is anything that rounds to it. Arithmetic keeps
the openness, so that a sum of parts can be held against a total without inventing precision.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import inf


@dataclass(frozen=True)
class Bounds:
    """All values from `lower` to `upper`; an infinite end is never inclusive."""

    lower: float = -inf
    upper: float = inf
    lower_inclusive: bool = False
    upper_inclusive: bool = False

    @classmethod
    def of(cls, row: Mapping[str, object]) -> "Bounds":
        """The bounds of an observation; no bound is the widest one. A count is never negative."""
        lower, upper = row["lower"], row["upper"]
        known = lower is not None
        return cls(
            float(lower) if known else 0.0,
            inf if upper is None else float(upper),
            bool(row["lower_inclusive"]) if known else True,
            bool(row["upper_inclusive"]) if upper is not None else False,
        )

    @property
    def is_point(self) -> bool:
        return self.lower == self.upper

    def above(self, other: "Bounds") -> bool:
        """Every value of this is greater than every value of the other."""
        if self.lower == other.upper:
            return not (self.lower_inclusive and other.upper_inclusive)
        return self.lower > other.upper

    def meets(self, other: "Bounds") -> bool:
        """Some value is in both."""
        return not self.above(other) and not other.above(self)

    def __add__(self, other: "Bounds") -> "Bounds":
        return Bounds(
            self.lower + other.lower,
            self.upper + other.upper,
            self.lower_inclusive and other.lower_inclusive,
            self.upper_inclusive and other.upper_inclusive,
        )

    def over(self, other: "Bounds") -> "Bounds":
        """The quotient of two intervals of positive numbers; all is possible over zero."""
        if other.lower <= 0:
            return Bounds(0.0, inf, True, False)
        return Bounds(
            0.0 if other.upper == inf else self.lower / other.upper,
            self.upper / other.lower,
            self.lower_inclusive and (other.upper_inclusive or other.upper == inf),
            self.upper_inclusive and other.lower_inclusive,
        )


def total(parts: Iterable[Bounds]) -> Bounds:
    """The sum of intervals; of none, exactly zero."""
    found = Bounds(0.0, 0.0, True, True)
    for part in parts:
        found += part
    return found
