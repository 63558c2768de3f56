"""Many readers at once, ours beside bench/bare.py: from a click on the filter to the last element.

Sessions speak Streamlit's protocol (bench/session.py): so many browsers do not fit on one machine.
Every answer of ours is held against the exhibits computed without a server (bench/answers.py), and
a wrong one, or an error, makes the line "stopped". Both sides take turns in short halves, so that a
busy machine slows both alike; each session waits for its answer before it clicks again.
"""

import asyncio
import os
import random
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from unittest.mock import patch

from websockets.exceptions import WebSocketException

from bench.answers import Checked
from bench.measure import Line
from bench.processes import Process, free_port
from bench.proxy import program, proxy
from bench.session import Answer, Failed, Session, connected

TARGET = 1.0  # times the bare script's
SLUGS = ("tong-quan", "mo-hinh", "khen-thuong", "hoc-tap")  # the pages with charts
SHARES = (50, 95, 99)
_ENDS = (Failed, OSError, WebSocketException)  # of a session, before its time
_AT_ONCE = 8  # sessions that open their first page at the same time


@dataclass(frozen=True)
class Load:
    """So many sessions, each of which clicks every so many seconds, on so many processes."""

    sessions: int
    every: float
    replicas: int

    def __str__(self) -> str:
        where = "one process" if self.replicas == 1 else f"nginx and {self.replicas} replicas"
        return f"{self.sessions} sessions, a click every {self.every:g} s, {where}"


LOADS = (Load(50, 5, 1), Load(200, 10, 2))


@dataclass
class Side:
    """One of the two applications under load, and what was measured of it."""

    script: str
    url: str
    processes: list[Process]
    idle: int = 0  # bytes, each
    seconds: list[float] = field(default_factory=list)
    first_half: int = 0  # of those seconds, how many
    failed: list[str] = field(default_factory=list)
    checked: Checked | None = None
    busy: float = 0  # seconds of processor time while clicks counted
    spent: float = 0  # and until the last of them was answered
    wall: float = 0

    def address(self, slug: str) -> tuple[str, str]:
        """The page as a path and a query."""
        return (slug, "") if self.checked is not None else ("", f"trang={slug}")

    def share(self, percent: int, first: int = 0, last: int | None = None) -> float:
        """Milliseconds within which so many percent were answered, of all or of some."""
        ordered = sorted(self.seconds[first:last]) or [float("nan")]
        return ordered[min(len(ordered) - 1, len(ordered) * percent // 100)] * 1000

    def used(self) -> float:
        """Seconds of processor time of its processes so far."""
        return sum(process.busy() for process in self.processes)

    def told(self) -> str:
        """Everything but the ratios, in one line."""
        memory = max(process.peak() for process in self.processes) / 2**20
        return (
            f"    {self.script}: {len(self.seconds)} answers, "
            f"{len(self.seconds) / self.wall:.1f} a second, {len(self.failed)} errors; p95 of the "
            f"first half {self.share(95, 0, self.first_half):,.0f} ms, "
            f"of the second {self.share(95, self.first_half):,.0f} ms; "
            f"memory {self.idle / 2**20:.0f} MB idle, {memory:.0f} MB at most, each process; "
            f"{self.busy / self.wall:.2f} cores, "
            f"{self.spent / max(len(self.seconds), 1) * 1000:.0f} ms of processor an answer"
        )


def lines(releases: Path, seconds: float = 60, loads: Sequence[Load] = LOADS) -> Iterator[Line]:
    """p50, p95 and p99 of each load, whose halves last half of `seconds`."""
    with patch.dict(os.environ, {"RELEASES_DIR": str(releases)}):
        for load in loads:
            if load.replicas > 1 and program() is None:
                print(f"  {load}: left out, no nginx", file=sys.stderr)
                continue
            yield from _measured(releases, load, seconds)


def _measured(releases: Path, load: Load, seconds: float) -> Iterator[Line]:
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="load-")))
        ours = _side(stack, "dashboard.py", releases, load, folder / "ours")
        ours.checked = Checked()
        bare = _side(stack, "bench/bare.py", releases, load, folder / "bare")
        for number, side in enumerate((ours, bare, bare, ours)):
            asyncio.run(_half(side, load, seconds / 2, random.Random(number // 2)))
        wrong = ours.checked.wrong()
        for told in (ours.told(), bare.told(), *wrong, *ours.failed[:5], *bare.failed[:5]):
            print(told, file=sys.stderr)
        for share in SHARES:
            right = None if wrong or ours.failed else ours.share(share)
            what = f"{load}: click to last element, p{share}"
            yield Line(what, right, bare.share(share), TARGET, len(ours.seconds))


def _side(stack: ExitStack, script: str, releases: Path, load: Load, folder: Path) -> Side:
    processes = [
        stack.enter_context(Process.serving(script, releases)) for _ in range(load.replicas)
    ]
    port = processes[0].port
    if load.replicas > 1:
        port = free_port()
        stack.enter_context(proxy(folder, [process.port for process in processes], port))
    side = Side(script, f"ws://127.0.0.1:{port}", processes)
    side.idle = max(process.resident() for process in processes)
    return side


async def _half(side: Side, load: Load, seconds: float, chance: random.Random) -> None:
    """Everybody comes, warms up, clicks for so long, and leaves."""
    door = asyncio.Semaphore(_AT_ONCE)

    async def arriving(number: int) -> Session | None:
        async with door:
            return await _arrived(side, SLUGS[number % len(SLUGS)], f"thi_dua={number}")

    came = await asyncio.gather(*map(arriving, range(load.sessions)))
    start = time.perf_counter() + load.every  # everybody has clicked once before it counts
    end = start + seconds
    readers = [
        _clicking(side, session, SLUGS[number % len(SLUGS)], load.every, start, end,
                  random.Random(chance.random()))
        for number, session in enumerate(came)
        if session is not None
    ]  # fmt: skip
    counting = asyncio.gather(*readers)
    await asyncio.sleep(load.every)
    before = side.used()
    await asyncio.sleep(seconds)
    side.busy += side.used() - before
    side.wall += seconds
    await counting
    side.spent += side.used() - before
    side.first_half = side.first_half or len(side.seconds)


async def _arrived(side: Side, slug: str, cookie: str) -> Session | None:
    try:
        session = await connected(side.url, *side.address(slug), cookie)
        _note(side, slug, (), await session.open())
    except _ENDS as error:
        side.failed.append(f"{slug}: {error!r}")
        return None
    return session


async def _clicking(
    side: Side, session: Session, slug: str, every: float, start: float, end: float,
    chance: random.Random,
) -> None:  # fmt: skip
    """One reader: chooses one to three places, looks, chooses others."""
    before: list[str] = []
    due = start - every * chance.random()
    try:
        while True:
            await asyncio.sleep(due - time.perf_counter())
            clicked = time.perf_counter()
            if clicked >= end:
                break
            names = before
            while names == before:
                names = sorted(chance.sample(list(session.choices), chance.randint(1, 3)))
            before = names
            answer = await session.choose(names)
            _note(side, slug, names, answer)
            if time.perf_counter() >= start:  # by the answer: else the slowest would be left out
                side.seconds.append(answer.seconds)
            due = max(due + every, time.perf_counter())
        await session.close()
    except _ENDS as error:
        side.failed.append(f"{slug}: {error!r}")


def _note(side: Side, slug: str, names: Sequence[str], answer: Answer) -> None:
    if side.checked is not None:
        side.checked.note(slug, names, answer)
