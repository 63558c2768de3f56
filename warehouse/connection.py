"""The open release: verified against its manifest, asked through an engine; follows CURRENT without
a restart.

A release that fails verification is never opened: the last good one stays, and `warning()` says so.
Which engine answers, DuckDB in this process or a cluster, is `warehouse/engine.py`'s to say.
"""

import logging
import os
import threading
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from pathlib import Path

import duckdb

from warehouse import engine
from warehouse.contract import READABLE
from warehouse.engine import Row
from warehouse.releases import NoRelease, Release, history, manifest_of, pointed, verified

ROOT = Path(__file__).parents[1]
# Answers are small; a register of many pages is not kept.
_MOST_ANSWERS, _LONGEST_ANSWER = 256, 5_000
_MOST_FROZEN = 4
log = logging.getLogger(__name__)


class _Open:
    """One verified release, and the answers it gave: it never changes, and reruns ask again."""

    def __init__(self, folder: Path, manifest: dict) -> None:
        self.release_id = folder.name
        self.engine = engine.over_release(folder, manifest)
        # The least recently asked for goes first: some are asked for by every view.
        self._answers: OrderedDict[tuple[str, str], list[Row]] = OrderedDict()

    def ask(self, sql: str, parameters: dict[str, object]) -> list[Row]:
        """The answer; not kept when it is long."""
        key = (sql, repr(parameters))
        try:
            answer = self._answers[key]
        except KeyError:
            answer = self.engine.rows(sql, parameters)
            if len(answer) > _LONGEST_ANSWER:
                return answer
            self._answers[key] = answer
            if len(self._answers) > _MOST_ANSWERS:
                self._answers.popitem(last=False)
        else:
            with suppress(KeyError):  # another thread has put newer ones in its place
                self._answers.move_to_end(key)
        return [row.copy() for row in answer]


_pinned: ContextVar[tuple["Warehouse", _Open] | None] = ContextVar("release", default=None)


class Warehouse:
    """The open release of one releases folder, safe to share between threads."""

    def __init__(self, releases: Path) -> None:
        self.releases = releases
        self._lock = threading.Lock()
        self._open: _Open | None = None
        self._seen: tuple[int, ...] | None = None
        self._warning: str | None = None
        self._frozen: dict[str, _Open] = {}  # old releases someone looks at, oldest opened first
        self._known: tuple[tuple[int, ...] | None, list[Release]] = ((), [])

    def cursor(self) -> duckdb.DuckDBPyConnection:
        """A cursor on the embedded database of the current release; raises NoRelease."""
        return self._current().engine.cursor()

    def ask(self, sql: str, parameters: dict[str, object]) -> list[Row]:
        """The answer of the current release; raises NoRelease."""
        return self._current().ask(sql, parameters)

    @contextmanager
    def one_release(self, release_id: str = "") -> Iterator[None]:
        """Everything asked inside is answered by one release, whatever CURRENT does meanwhile: the
        named one, or the current one. Raises NoRelease when it cannot be read."""
        token = _pinned.set((self, self._named(release_id) if release_id else self._current()))
        try:
            yield
        finally:
            _pinned.reset(token)

    def release_id(self) -> str:
        return self._current().release_id

    def current_engine(self) -> engine.Engine:
        """Who answers of the current release, remembering nothing; raises NoRelease."""
        return self._current().engine

    def reach(self) -> None:
        """Raises NoRelease when there is nothing to ask, or no way there."""
        self._current().engine.reach()

    def warning(self) -> str | None:
        """What a reader should know about the release being shown, in Vietnamese."""
        opened = self._current()
        return self._warning or opened.engine.trouble()

    def history(self) -> list[Release]:
        """All releases, newest first; read again when the folder or CURRENT changes."""
        state = self._pointer_state()
        if self._known[0] != state:
            self._known = (state, history(self.releases))
        return list(self._known[1])

    def _current(self) -> _Open:
        pinned = _pinned.get()
        if pinned is not None and pinned[0] is self:
            return pinned[1]
        seen = self._pointer_state()
        if self._open is not None and seen == self._seen:
            return self._open
        with self._lock:
            if self._open is None or seen != self._seen:
                self._follow()
                self._seen = seen
            return self._open

    def _named(self, release_id: str) -> _Open:
        """A release by its id; the last few stay open, so that an old slide's link is quick."""
        current = self._current()
        if release_id == current.release_id:
            return current
        with self._lock:
            if release_id not in self._frozen:
                # Only ids of the folder's own releases: an id is never a path.
                if release_id not in {r.release_id for r in history(self.releases)}:
                    raise NoRelease(f"{self.releases} has no release {release_id!r}")
                self._frozen[release_id] = _verified_open(self.releases, release_id)
                if len(self._frozen) > _MOST_FROZEN:
                    del self._frozen[next(iter(self._frozen))]
            return self._frozen[release_id]

    def _pointer_state(self) -> tuple[int, ...] | None:
        """Changes when CURRENT moves, and when a release is put into the folder: a damaged release
        that is built again keeps its name, and CURRENT does not move."""
        try:
            state, folder = os.stat(self.releases / "CURRENT"), os.stat(self.releases)
        except OSError:
            return None
        return state.st_mtime_ns, state.st_ino, folder.st_mtime_ns

    def _follow(self) -> None:
        """Open what CURRENT names; when it cannot be trusted, keep or find the last good
        release."""
        wanted = pointed(self.releases)
        if self._open is not None and wanted == self._open.release_id:
            self._warning = None
            return
        try:
            self._open = _verified_open(self.releases, wanted)
            self._warning = None
            return
        except (NoRelease, OSError, duckdb.Error) as error:
            log.error("release %s cannot be opened (%s); run: python -m etl", wanted, error)
        self._warning = (
            f"Bản số liệu mới nhất ({wanted or 'chưa có'}) không đọc được; "
            "đang dùng bản tốt gần nhất. Báo người quản trị chạy lại lệnh tạo số liệu."
        )
        if self._open is None:
            self._open = self._last_good(wanted)

    def _last_good(self, but: str | None) -> _Open:
        for release in history(self.releases):
            if release.release_id != but:
                try:
                    return _verified_open(self.releases, release.release_id)
                except (NoRelease, OSError, duckdb.Error) as error:
                    log.error("release %s cannot be opened (%s)", release.release_id, error)
        raise NoRelease("no readable release; run: python -m etl")


def _verified_open(releases: Path, release_id: str | None) -> _Open:
    if release_id is None:
        raise NoRelease("no release yet; run: python -m etl")
    folder = releases / release_id
    manifest = manifest_of(folder)
    if manifest is None or manifest["release"] != release_id:
        raise NoRelease(f"{folder} has no readable manifest of its own")
    if manifest["contract"] not in READABLE:
        raise NoRelease(f"{folder} has contract {manifest['contract']}, the app reads {READABLE}")
    return _Open(folder, verified(folder, manifest))


_shared: dict[Path, Warehouse] = {}
_shared_lock = threading.Lock()


def shared() -> Warehouse:
    """The process's warehouse over RELEASES_DIR, or data/releases."""
    releases = Path(os.environ.get("RELEASES_DIR", ROOT / "data" / "releases"))
    with _shared_lock:
        return _shared.setdefault(releases, Warehouse(releases))
