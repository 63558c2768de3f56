"""How far a long build is: one line on the terminal, and nothing where there is none."""

import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import duckdb

_EVERY = 0.2  # seconds
_WIDTH = 24
_shown: list["_Line"] = []  # the one line of this process, while a build runs


class _Line:
    def __init__(self, con: duckdb.DuckDBPyConnection) -> None:
        self.con = con
        self.began = time.monotonic()
        self.stage, self.share, self.done = "", None, threading.Event()

    def draw(self) -> None:
        """Until the build is done; the database says how far its statement is, from 0 to 100."""
        while not self.done.wait(_EVERY):
            share = self.con.query_progress() / 100 if self.share is None else self.share
            bar = ("█" * round(min(max(share, 0.0), 1.0) * _WIDTH)).ljust(_WIDTH, "░")
            seconds = time.monotonic() - self.began
            print(
                f"\r{seconds:5.0f} s  {bar}  {self.stage:<40}", end="", file=sys.stderr, flush=True
            )
        print("\r" + " " * (_WIDTH + 52) + "\r", end="", file=sys.stderr, flush=True)


@contextmanager
def shown(con: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Draw the stages of what runs inside, if somebody looks."""
    if not sys.stderr.isatty():
        yield
        return
    line = _Line(con)
    con.execute("set enable_progress_bar = true; set enable_progress_bar_print = false")
    drawing = threading.Thread(target=line.draw, daemon=True)
    _shown.append(line)
    drawing.start()
    try:
        yield
    finally:
        _shown.remove(line)
        line.done.set()
        drawing.join()


def stage(name: str, share: float | None = None) -> None:
    """What the build does from here on, in Vietnamese; `share` of it is done, from 0 to 1, where
    the database does not know."""
    for line in _shown:
        line.stage, line.share = name, share
