"""Time two ways of doing the same work in turns, so that a busy machine slows both alike."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """One line of the report: medians in milliseconds; `ours` is None when we refused to answer."""

    what: str
    ours: float | None
    yardstick: float
    target: float
    rounds: int

    @property
    def ratio(self) -> float | None:
        return None if self.ours is None else self.ours / self.yardstick

    @property
    def met(self) -> bool:
        return self.ratio is not None and self.ratio <= self.target


def compared(
    what: str,
    ours: Callable[[], float],
    yardstick: Callable[[], float],
    target: float,
    rounds: int,
    seconds: float = 60,
) -> Line:
    """Medians of both, each called `rounds` times and returning its milliseconds.

    Who goes first changes each round. After `seconds`, three rounds are enough: the table says how
    many there were.
    """
    times: tuple[list[float], list[float]] = ([], [])
    end = time.monotonic() + seconds
    for number in range(rounds):
        if number >= 3 and time.monotonic() > end:
            break
        for side in (0, 1) if number % 2 == 0 else (1, 0):
            times[side].append((ours, yardstick)[side]())
    return Line(
        what, statistics.median(times[0]), statistics.median(times[1]), target, len(times[0])
    )


def milliseconds(work: Callable[[], object]) -> float:
    """How long one call takes."""
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000
