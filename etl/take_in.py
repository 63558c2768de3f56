"""Look at what would change, or take it in: curated files, build, release, under one lock.

Killed anywhere, the same command run again ends it: files are decided at once, a release is whole
before it is pointed at, and rows that are there already are no change.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from etl.curated_files import finish, replace_all, unfinished
from etl.entries import Place, Refusal
from etl.plan import Curated, Plan, load_curated, state
from etl.problems import CuratedDataError
from etl.publish import Busy, lock
from etl.release import Build, release
from warehouse.releases import pointed

Planned = Callable[[Curated], Plan]
_TRIES, _PAUSE = 3, 0.2  # a change takes milliseconds once it is decided
BUSY = ("một lần tạo bản phát hành khác đang chạy", "thử lại sau")
_STALE = ("dữ liệu đã đổi từ lúc xem", "xem lại các thay đổi rồi làm lại")


class NotPublished(OSError):
    """The rows are written and the release is not: no refusal, and the next build ends it."""


@dataclass(frozen=True)
class Folders:
    curated: Path
    releases: Path


@dataclass(frozen=True)
class Taken:
    """A plan, and the releases once it is taken in."""

    plan: Plan
    release: str | None = None
    before: str | None = None


def look(folders: Folders, planned: Planned) -> Plan:
    """Writes nothing, but ends a change that was decided and cut short."""
    for attempt in range(_TRIES):
        time.sleep(_PAUSE * bool(attempt))
        if unfinished(folders.curated):
            try:
                with locked(folders):
                    pass
            except Busy:
                continue
        seen = state(folders.curated)
        plan = planned(load_curated(folders.curated))
        if state(folders.curated) == seen and not unfinished(folders.curated):
            return plan
    raise Busy


def take(
    folders: Folders, planned: Planned, build: Build, expected: str | None, nowhere: Place,
    keep: Callable[[], None] = lambda: None, publish: bool = True,
) -> Taken:  # fmt: skip
    """Nothing is written when the plan is refused, or is not the one a person looked at, whose
    hash is `expected`. `keep` writes what the rows rest on, before them."""
    with locked(folders):
        plan = planned(load_curated(folders.curated))
        # Without a change there is nothing to disagree with: the same was taken in before.
        if expected not in (None, plan.hash) and plan.changes:
            plan = replace(plan, refusals=[*plan.refusals, Refusal(nowhere, "", *_STALE)])
        if plan.refused:
            return Taken(plan)
        keep()
        before = pointed(folders.releases)
        if plan.files:
            replace_all(folders.curated, plan.files)
        if not publish:
            return Taken(plan, before=before)
        try:
            return Taken(plan, release(build, folders.curated, folders.releases)[0], before)
        except CuratedDataError as error:  # somebody saved another file in this very moment
            raise NotPublished(str(error)) from error


@contextmanager
def locked(folders: Folders) -> Iterator[None]:
    """The build's lock, once a change that was cut short is ended; raises Busy."""
    held = lock(folders.releases)
    try:
        finish(folders.curated)
        yield
    finally:
        held.release()
