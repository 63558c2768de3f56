"""The desk's SQLite file: opened for one action, closed after it; every change beside its log line.

A committed change survives a killed server and a lost current: WAL with full synchronisation. A
file that is damaged, or of a newer version of the app, is refused and never written to.
"""

import contextlib
import json
import logging
import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from desk.people import Person
from desk.refusals import Refused, now
from warehouse.reports import default_desk

ROOT = Path(__file__).parents[1]
_MIGRATIONS = ("schema_1.sql",)
VERSION = len(_MIGRATIONS)
_WAIT = 10.0  # seconds for another action's transaction to end
_checked: set[tuple[str, int, int]] = set()
log = logging.getLogger(__name__)


def folder() -> Path:
    return default_desk()


def curated() -> Path:
    return Path(os.environ.get("CURATED_DIR", ROOT / "data" / "curated")).resolve()


def releases() -> Path:
    return Path(os.environ.get("RELEASES_DIR", ROOT / "data" / "releases")).resolve()


@contextmanager
def changing() -> Iterator[sqlite3.Connection]:
    """One transaction that holds the right to write from its beginning; all of it or nothing."""
    with _opened() as con:
        con.execute("begin immediate")
        try:
            yield con
        except BaseException:
            if con.in_transaction:
                con.execute("rollback")
            raise
        con.execute("commit")


@contextmanager
def reading() -> Iterator[sqlite3.Connection]:
    """One state of the file, whatever others write meanwhile."""
    with _opened() as con:
        con.execute("begin")
        yield con


def record(
    con: sqlite3.Connection,
    person: Person,
    action: str,
    draft_id: str,
    entry_id: int | None = None,
    before: object = None,
    after: object = None,
) -> None:
    """One line of the log, in the transaction of what it tells of."""
    con.execute(
        "insert into log (at, person_id, name, draft_id, entry_id, action, before_json, after_json)"
        " values (?, ?, ?, ?, ?, ?, ?, ?)",
        (now(), person.person_id, person.name, draft_id, entry_id, action,
         text(before), text(after)),
    )  # fmt: skip


def text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


@contextmanager
def _opened() -> Iterator[sqlite3.Connection]:
    path = folder() / "desk.sqlite"
    con = None
    try:
        folder().mkdir(parents=True, exist_ok=True)
        if not path.exists():
            _create(path)
        con = _connected(path)
        _prepare(con, path)
        yield con
    except sqlite3.IntegrityError:
        raise
    except sqlite3.Error as error:
        log.error("%s: %s (%s)", path, error, getattr(error, "sqlite_errorname", ""))
        raise Refused(_sentence(error)) from error
    except OSError as error:
        log.error("%s: %s", path, error)
        raise Refused(CANNOT_OPEN) from error
    finally:
        if con is not None:
            con.close()


def _connected(path: Path) -> sqlite3.Connection:
    """A connection that never creates a file: an empty one in place of a store is a loss."""
    if path.stat().st_size == 0:
        raise sqlite3.DatabaseError("damaged: empty")
    address = f"{path.resolve().as_uri()}?mode=rw"
    con = sqlite3.connect(address, uri=True, timeout=_WAIT, isolation_level=None)
    con.row_factory = sqlite3.Row
    return con


def _create(path: Path) -> None:
    """A new store under a name of its own, then in its place whole, unless another was faster."""
    if path.with_name(f"{path.name}-wal").exists():
        raise sqlite3.DatabaseError("damaged: the journal is there, its store is not")
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    os.close(handle)
    try:
        con = sqlite3.connect(name, isolation_level=None)
        try:
            con.execute("pragma journal_mode = wal")
            con.execute("pragma synchronous = full")
            _migrate(con)
        finally:
            con.close()
        _place(name, path)
    finally:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(name)


def _place(name: str, path: Path) -> None:
    try:
        os.link(name, path)
    except FileExistsError:
        return
    except OSError:  # a file system without hard links
        if not path.exists():
            os.rename(name, path)


def _prepare(con: sqlite3.Connection, path: Path) -> None:
    (version,) = con.execute("pragma user_version").fetchone()
    if version > VERSION:
        raise Refused(
            f"Kho bản nháp do một bản ứng dụng mới hơn tạo ra (phiên bản {version}, bản này đọc "
            f"được {VERSION}). Cập nhật ứng dụng rồi mở lại; kho được giữ nguyên."
        )
    state = path.stat()
    key = (str(path), state.st_dev, state.st_ino)
    if key not in _checked:
        (found,) = con.execute("pragma quick_check(1)").fetchone()
        if found != "ok":
            raise sqlite3.DatabaseError(f"damaged: {found}")
    con.execute("pragma synchronous = full")
    con.execute("pragma foreign_keys = on")
    if version < VERSION:
        _migrate(con)
    _checked.add(key)


def _migrate(con: sqlite3.Connection) -> None:
    """Bring the file to this version in one transaction; another process may have been faster."""
    con.execute("begin immediate")
    try:
        (version,) = con.execute("pragma user_version").fetchone()
        for name in _MIGRATIONS[version:]:
            for statement in _statements(name):
                con.execute(statement)
        con.execute(f"pragma user_version = {VERSION}")
    except BaseException:
        con.execute("rollback")
        raise
    con.execute("commit")


def _statements(name: str) -> Iterator[str]:
    held = ""
    for line in (Path(__file__).parent / name).read_text(encoding="utf-8").splitlines(True):
        held += line
        if sqlite3.complete_statement(held):
            yield held
            held = ""


CANNOT_OPEN = (
    "Không mở được kho bản nháp. Báo người quản trị kiểm tra thư mục DESK_DIR và quyền ghi."
)
_DAMAGED = (
    "Kho bản nháp bị hỏng nên không mở, và được giữ nguyên. Báo người quản trị: dừng ứng dụng, "
    "cất tệp desk.sqlite sang chỗ khác, đặt lại bản sao lưu gần nhất rồi mở lại."
)
_SENTENCES = {
    sqlite3.SQLITE_FULL: "Ổ đĩa đã đầy nên chưa ghi được gì. Báo người quản trị dọn bớt rồi làm "
    "lại; những gì đã ghi trước đó còn nguyên.",
    sqlite3.SQLITE_IOERR: "Ổ đĩa báo lỗi nên chưa ghi được gì. Báo người quản trị kiểm tra ổ đĩa "
    "rồi làm lại; những gì đã ghi trước đó còn nguyên.",
    sqlite3.SQLITE_READONLY: "Kho bản nháp đang ở chế độ chỉ đọc nên chưa ghi được gì. Báo người "
    "quản trị cho ứng dụng quyền ghi vào thư mục DESK_DIR.",
    sqlite3.SQLITE_CANTOPEN: CANNOT_OPEN,
    sqlite3.SQLITE_BUSY: "Kho bản nháp đang bận; chưa ghi gì, đợi một lát rồi làm lại.",
    sqlite3.SQLITE_LOCKED: "Kho bản nháp đang bận; chưa ghi gì, đợi một lát rồi làm lại.",
    sqlite3.SQLITE_CORRUPT: _DAMAGED,
    sqlite3.SQLITE_NOTADB: _DAMAGED,
}


def _sentence(error: sqlite3.Error) -> str:
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:
        return _DAMAGED if "damaged" in str(error) else CANNOT_OPEN
    return _SENTENCES.get(code & 0xFF, CANNOT_OPEN)
