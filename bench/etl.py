"""Curated files to a verified release, beside DuckDB's own read, validate, sort and write.

Both sides are processes of their own, with the same limit on the database's memory and the same
synthetic files; the one goes after the other. Files are read from the system's cache by both.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bench import curated
from bench.measure import Line, compared
from bench.processes import ROOT

TARGET = 1.3
ADDED = 0.5  # of the time it takes to build all, our own target
MEMORY = "4GB"
_ROUNDS, _SECONDS = 3, 60
_TAIL = 1 << 16  # bytes
_ONCE = 5_000_000  # observations from which on a side is run once: it takes minutes
# Runs a command and prints its seconds, processor seconds and largest process in kB. Between us and
# the command because Linux counts what a process held before it became another one.
_TOLD = """
import resource, subprocess, sys, time
start = time.perf_counter()
subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL)
wall = time.perf_counter() - start
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(wall, used.ru_utime + used.ru_stime, used.ru_maxrss)
"""


@dataclass
class Side:
    """Runs of one command; milliseconds and bytes of each."""

    command: list[str]
    out: Path
    busy: list[float] = field(default_factory=list)
    peak: list[int] = field(default_factory=list)

    def run(self, anew: bool = True) -> float:
        """Wall time; `anew` without an earlier release. Memory is that of the largest process."""
        if anew:
            shutil.rmtree(self.out, ignore_errors=True)
        command = [sys.executable, "-c", _TOLD, *self.command]
        told = subprocess.check_output(command, cwd=ROOT)
        wall, busy, most = map(float, told.split())
        self.busy.append(busy * 1000)
        self.peak.append(int(most) * 1024)
        return wall * 1000


def lines(observations: int, folder: Path) -> Iterator[Line]:
    """Wall time, processor time and memory of both sides, for files of that size."""
    given = folder / f"curated-{observations}" / "data" / "curated"
    if not given.exists():
        curated.write(observations, given)
    ours, plain = _sides(given, folder / "etl-out")
    what = f"{observations:,} observations, CSV to release"
    rounds = 1 if observations >= _ONCE else _ROUNDS
    line = compared(what, ours.run, plain.run, TARGET, rounds, _SECONDS)
    yield line
    yield _of(f"{what}, processor time", lambda side: _middle(side.busy), ours, plain, line.rounds)
    most = f"{what}, most memory in MB with --memory {MEMORY}"
    yield _of(most, lambda side: max(side.peak) / 2**20, ours, plain, line.rounds)
    with _one_report_more(given):
        again = ours.run(anew=False)
    yield Line(f"{what}, one report added, beside all anew", again, line.ours, ADDED, 1)
    shutil.rmtree(folder / "etl-out")


@contextmanager
def _one_report_more(given: Path) -> Iterator[None]:
    """The last report once more, under an id of its own, at the end of the files."""
    files = [given / "sources.csv", given / "observations.csv"]
    before = {path: path.stat().st_size for path in files}
    source = _tail(files[0])[-1].partition(",")[0]
    try:
        for path in files:
            rows = [row for row in _tail(path) if row.startswith(source)]
            with path.open("a", encoding="utf-8") as file:
                file.writelines(f"{row.replace(source, 'zz-more')}\n" for row in rows)
        yield
    finally:
        for path, size in before.items():
            os.truncate(path, size)


def _tail(path: Path) -> list[str]:
    """The last lines of a file."""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - _TAIL))
        return file.read().decode("utf-8", "replace").splitlines()[1:]


def _sides(given: Path, out: Path) -> tuple[Side, Side]:
    ours = [sys.executable, "-m", "etl", "--curated", str(given), "--releases", str(out / "ours")]
    plain = [sys.executable, "-m", "bench.plain_etl", str(given), str(out / "plain"), MEMORY]
    return Side([*ours, "--memory", MEMORY], out / "ours"), Side(plain, out / "plain")


def _of(what: str, of: Callable[[Side], float], ours: Side, plain: Side, rounds: int) -> Line:
    return Line(what, of(ours), of(plain), TARGET, rounds)


def _middle(values: list[float]) -> float:
    return sorted(values)[len(values) // 2]
