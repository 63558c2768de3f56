"""Approve → job → child → published, and back: nothing a crash leaves is lost or done by half.

The job is written before the child starts and ended after it, while one lock is held that the
system frees when the process dies. So an open job under a free lock is one a crash left, and asking
the ETL the same again is harmless.
"""

import json
import logging
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from desk import checking, process, store
from desk.draft import Draft, load
from desk.drafts import complete, guarded, moved
from desk.people import APPROVE, NotAllowed, Person, require
from desk.refusals import Refused, now
from warehouse.releases import pointed

_TURN = 60.0  # seconds to wait for another approval to end
_BUSY = (0.5, 1.0, 2.0, 4.0, 8.0)  # seconds between tries while a build by hand runs
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Published:
    """The release that now stands, and the one that stood before it."""

    release: str
    before: str


@dataclass(frozen=True)
class _Job:
    job_id: int
    draft: Draft
    data: bytes
    action: str  # publish, undo
    hash: str
    changes: list
    before: str
    person: Person
    fresh: bool = True  # no earlier child of this job can be at work


def approve(person: Person, draft_id: str, version: int, hash: str) -> Published:  # noqa: A002
    """Publish what `check` said would change, and nothing else: `hash` is that answer's."""
    require(person, APPROVE)
    with _turn(_TURN):
        _finish_left()
        with store.changing() as con:
            found = guarded(con, draft_id, version, "submitted")
            if found.is_by(person) and not person.alone:
                raise NotAllowed(
                    "Bạn đã sửa bản nháp này nên không tự duyệt được; nhờ một người khác duyệt."
                )
            complete(found)
            answer = _agreed(found, hash)
            job_id = _begin(con, person, found, "publish", hash, answer["changes"], "")
        return _finish(_open_jobs(job_id, fresh=True)[0])


def undo(person: Person, draft_id: str, version: int, reason: str) -> Published:
    """Take out what the draft put in, as a new release."""
    require(person, APPROVE)
    reason = " ".join(reason.split())[:2000]
    if not reason:
        raise Refused("Cần ghi lý do hoàn tác.")
    with _turn(_TURN):
        _finish_left()
        with store.changing() as con:
            found = guarded(con, draft_id, version, "published")
            (changes,) = con.execute(
                "select changes from drafts where draft_id = ?", (draft_id,)
            ).fetchone()
            job_id = _begin(con, person, found, "undo", "", json.loads(changes), reason)
        return _finish(_open_jobs(job_id, fresh=True)[0])


def recover() -> None:
    """End every job a crash left: it is published, or given back; the log tells which."""
    with store.reading() as con:
        (left,) = con.execute("select count(*) from jobs where ended_on is null").fetchone()
    if not left:
        return
    try:
        with _turn(0):
            _finish_left()
    except Refused:  # someone is publishing right now
        log.info("%s open jobs are left for later", left)


@contextmanager
def _turn(wait: float) -> Iterator[None]:
    try:
        store.folder().mkdir(parents=True, exist_ok=True)
        lock = FileLock(store.folder() / ".publishing")
        lock.acquire(timeout=wait)
    except Timeout:
        raise Refused(checking.BUSY) from None
    except OSError as error:
        log.error("%s: %s", store.folder(), error)
        raise Refused(store.CANNOT_OPEN) from error
    try:
        yield
    finally:
        lock.release()


def _finish_left() -> None:
    for job in _open_jobs(fresh=False):
        try:
            _finish(job)
        except Refused:  # the log of the desk says why; a server's log holds no report's words
            log.warning("draft %s was given back, or is left for later", job.draft.draft_id)


def _agreed(found: Draft, hash: str) -> dict:  # noqa: A002
    """The answer the approver has seen, if it is still the one about this draft."""
    answer = found.check or {}
    if found.checked_version != found.version or not hash or answer.get("hash") != hash:
        raise Refused("Kết quả kiểm tra đã cũ; xem lại những gì sẽ đổi rồi duyệt.")
    if answer.get("refusals"):
        raise Refused(f"Còn {len(answer['refusals'])} lỗi; trả lại để sửa rồi mới duyệt được.")
    if not answer.get("changes"):
        raise Refused("Bản nháp không đổi gì so với số liệu đang có; không có gì để phát hành.")
    return answer


def _begin(
    con: sqlite3.Connection, person: Person, found: Draft, action: str, hash: str,  # noqa: A002
    changes: list, reason: str,
) -> int:  # fmt: skip
    state = "publishing" if action == "publish" else "undoing"
    moved(con, found.draft_id, person)
    con.execute("update drafts set state = ? where draft_id = ?", (state, found.draft_id))
    done = con.execute(
        "insert into jobs (draft_id, action, hash, changes, before, reason, person_id, name,"
        " begun_on) values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (found.draft_id, action, hash, store.text(changes), pointed(store.releases()) or "",
         reason, person.person_id, person.name, now()),
    )  # fmt: skip
    after = {"state": state, "hash": hash} if action == "publish" else {"reason": reason}
    if person.alone:
        after["alone"] = True
    store.record(con, person, action, found.draft_id, before={"state": found.state}, after=after)
    return int(done.lastrowid)


def _open_jobs(job_id: int | None = None, *, fresh: bool) -> list[_Job]:
    with store.reading() as con:
        rows = con.execute(
            "select * from jobs where ended_on is null and (? is null or job_id = ?)"
            " order by job_id",
            (job_id, job_id),
        ).fetchall()
        return [
            _Job(
                row["job_id"], load(con, row["draft_id"]), checking.whole(con, row["draft_id"]),
                row["action"], row["hash"], json.loads(row["changes"]), row["before"],
                Person(row["person_id"], row["name"], frozenset()), fresh,
            )
            for row in rows
        ]  # fmt: skip


def _finish(job: _Job) -> Published:
    """Have the ETL do it and end the job; raises Refused when it was given back or is left open."""
    ended = _patiently(job)
    if ended.code == process.FINE:
        return _done(job, ended.answer().get("release") or pointed(store.releases()) or "")
    if ended.code == process.NO and ended.out.strip():
        raise _given_back(job, f"{_NOT[job.action]}: {_first_refusal(ended.answer())}.")
    if ended.code == process.BUSY and job.fresh:
        raise _given_back(job, checking.BUSY)
    # A refusal without an answer is a disk's: it may have come after the files were written.
    if ended.code in (None, process.NO) and _is_untouched(job):
        raise _given_back(job, _NOTHING_DONE)
    raise Refused(_LATER)


def _patiently(job: _Job) -> process.Ended:
    """Again while another build runs, and once more after a child that was killed, which may have
    written: that another build is busy after it is then no answer."""
    killed = None
    for pause in (*_BUSY, 0):
        ended = _child(job, ["--yes", "--expect", job.hash] if job.hash else ["--yes"])
        if ended.code in (process.FINE, process.NO) or (ended.code is None and killed):
            return ended
        killed = ended if ended.code is None else killed
        time.sleep(pause)
    return killed or ended


def _is_untouched(job: _Job) -> bool:
    """True when the ETL would still do all of it: the children that died wrote nothing."""
    plan = _child(job, [])
    if plan.code != process.FINE:
        return False
    answer = plan.answer()
    return bool(answer.get("changes")) and job.hash in ("", answer.get("hash"))


def _child(job: _Job, options: list[str]) -> process.Ended:
    with tempfile.TemporaryDirectory(prefix="thi-dua-") as folder:
        file = Path(folder) / ("entry.json" if job.draft.kind == "text" else job.draft.name)
        if job.action == "undo":
            file = Path(folder) / "undo.json"
            file.write_text(store.text({"changes": job.changes}), encoding="utf-8")
            command = ["undo", str(file)]
        elif job.draft.kind == "workbook":
            file.write_bytes(job.data)
            command = ["import", str(file), "--json", *(["--publish"] if options else [])]
        else:
            file.write_bytes(checking.entry_file(job.draft, job.data))
            command = ["enter", str(file)]
        return process.etl([*command, *options, *checking.places()], process.PUBLISHING)


def _done(job: _Job, release: str) -> Published:
    publish = job.action == "publish"
    state, action = ("published", "published") if publish else ("undone", "undone")
    with store.changing() as con:
        _close(con, job, {"release": release})
        con.execute(
            "update drafts set state = ?, release = ?, before = ?, changes = ? where draft_id = ?",
            (state, release, job.before, store.text(job.changes), job.draft.draft_id),
        )
        after = {"release": release, **({} if job.fresh else {"recovered": True})}
        store.record(
            con, job.person, action, job.draft.draft_id, before={"release": job.before}, after=after
        )
    return Published(release, job.before)


def _given_back(job: _Job, reason: str) -> Refused:
    """The draft as it stood before the job; the sentence to show."""
    publish = job.action == "publish"
    state, action = ("submitted", "give_back") if publish else ("published", "undo_failed")
    with store.changing() as con:
        _close(con, job, {"refused": reason})
        con.execute(
            "update drafts set state = ?, checked = case when ? then null else checked end"
            " where draft_id = ?",
            (state, publish, job.draft.draft_id),
        )
        store.record(
            con, job.person, action, job.draft.draft_id, after={"state": state, "reason": reason}
        )
    return Refused(reason)


def _close(con: sqlite3.Connection, job: _Job, answer: dict) -> None:
    con.execute(
        "update jobs set ended_on = ?, answer = ? where job_id = ?",
        (now(), store.text(answer), job.job_id),
    )
    moved(con, job.draft.draft_id, job.person)


def _first_refusal(answer: dict) -> str:
    refusals = answer.get("refusals") or [{}]
    rule, remedy = refusals[0].get("rule", ""), refusals[0].get("remedy", "")
    said = "; ".join(filter(None, (rule, remedy))) or "dữ liệu không còn như lúc xem"
    more = f" (và {len(refusals) - 1} lỗi khác)" if len(refusals) > 1 else ""
    return f"{said}{more}"


_NOT = {"publish": "Chưa phát hành", "undo": "Chưa hoàn tác"}
_NOTHING_DONE = "Máy dừng giữa chừng và chưa đổi gì; thử lại, nếu vẫn vậy thì báo người quản trị."
_LATER = (
    "Chưa xong. Bản nháp được giữ nguyên; hệ thống sẽ tự làm nốt khi mở lại trang này. "
    "Nếu vẫn vậy, báo người quản trị."
)
