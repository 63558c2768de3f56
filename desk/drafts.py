"""Every action on a draft. Each asks for the right itself, is one transaction, and leaves its line
in the log; whoever does one is an author and may not approve the draft.

An entry's version guards that entry alone, so that two people may decide different entries of one
draft at once; a draft's version moves with every change and guards what concerns all of it.
"""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from desk import store
from desk.checking import check, marked
from desk.draft import (
    COLUMNS,
    SOURCE_COLUMNS,
    SOURCE_REQUIRED,
    Draft,
    Entry,
    Paragraph,
    Summary,
    load,
    summaries,
)
from desk.intake import begin_text, begin_workbook, nearest
from desk.likeness import Likeness, alike
from desk.people import APPROVE, CURATE, NotAllowed, Person, require
from desk.refusals import Refused, Stale, now

__all__ = [
    "COLUMNS", "SOURCE_COLUMNS", "Draft", "Entry", "Likeness", "NotAllowed", "Paragraph", "Refused",
    "Stale", "Summary", "accept", "add", "alike", "begin_text", "begin_workbook", "check",
    "discard", "draft", "drafts", "marked", "refuse", "reopen", "send_back", "set_source", "submit",
    "take_back",
]  # fmt: skip
_LONGEST = 2000  # letters of one value


def drafts(person: Person) -> list[Summary]:
    require(person, CURATE, APPROVE)
    with store.reading() as con:
        return summaries(con)


def draft(person: Person, draft_id: str) -> Draft:
    require(person, CURATE, APPROVE)
    with store.reading() as con:
        return load(con, draft_id)


def accept(
    person: Person,
    draft_id: str,
    entry_id: int,
    version: int,
    values: Mapping[str, str] | None = None,
) -> None:
    """Take the entry over as it stands, or with `values` corrected."""
    with _deciding(person, draft_id, entry_id, version) as (con, entry):
        given = {**entry.values, **_values(entry.table, values or {})}
        action = "correct" if given != entry.values else "accept"
        _decide(con, person, draft_id, entry, action, "accepted", given, "")
        if given.get("paragraph") != entry.values.get("paragraph"):
            con.execute(
                "update entries set paragraph = ?, first = ?, last = ? where entry_id = ?",
                (*_where(load(con, draft_id), given), entry_id),
            )


def refuse(person: Person, draft_id: str, entry_id: int, version: int, reason: str) -> None:
    with _deciding(person, draft_id, entry_id, version) as (con, entry):
        _decide(con, person, draft_id, entry, "refuse", "refused", entry.values, _reason(reason))


def reopen(person: Person, draft_id: str, entry_id: int, version: int) -> None:
    with _deciding(person, draft_id, entry_id, version) as (con, entry):
        _decide(con, person, draft_id, entry, "reopen", "open", entry.values, "")


def add(person: Person, draft_id: str, table: str, values: Mapping[str, str]) -> int:
    """A row the machine did not see, a new unit, a new indicator: accepted at once; its id."""
    with _editing(person, draft_id) as (con, found):
        if found.kind != "text" or table not in COLUMNS:
            raise Refused("Không thêm được loại mục này vào bản nháp; tải lại trang.")
        given = {**dict.fromkeys(COLUMNS[table], ""), **_values(table, values)}
        number, first, last = _where(found, given)
        done = con.execute(
            "insert into entries (draft_id, of_table, state, given, suggested, why, paragraph,"
            " first, last, version, changed_by, changed_on)"
            " values (?, ?, 'accepted', ?, '{}', '{}', ?, ?, ?, 1, ?, ?)",
            (draft_id, table, store.text(given), number, first, last, person.name, now()),
        )
        store.record(con, person, "add", draft_id, done.lastrowid, after=given)
        return int(done.lastrowid)


def set_source(person: Person, draft_id: str, version: int, values: Mapping[str, str]) -> None:
    with _editing(person, draft_id, version) as (con, found):
        if found.kind != "text":
            raise Refused("Nguồn của biểu Excel ghi trong chính biểu đó.")
        given = {**found.source, **_values("sources", values)}
        con.execute(
            "update drafts set source = ? where draft_id = ?", (store.text(given), draft_id)
        )
        store.record(con, person, "source", draft_id, before=found.source, after=given)


def submit(person: Person, draft_id: str, version: int) -> None:
    """Hand the draft to whoever approves; nothing may be left undecided."""
    with _editing(person, draft_id, version, content=False) as (con, found):
        complete(found)
        con.execute("update drafts set reason = '' where draft_id = ?", (draft_id,))
        _move(con, person, found, "submit", "submitted")


def take_back(person: Person, draft_id: str, version: int) -> None:
    require(person, CURATE)
    with store.changing() as con:
        found = guarded(con, draft_id, version, "submitted")
        _write(con, person, draft_id, content=False)
        _move(con, person, found, "take_back", "draft")


def send_back(person: Person, draft_id: str, version: int, reason: str) -> None:
    """Back to those who entered it; the approver changes nothing, and is no author."""
    require(person, APPROVE)
    reason = _reason(reason)
    with store.changing() as con:
        found = guarded(con, draft_id, version, "submitted")
        moved(con, draft_id, person)
        con.execute("update drafts set reason = ? where draft_id = ?", (reason, draft_id))
        _move(con, person, found, "send_back", "draft", reason)


def discard(person: Person, draft_id: str, version: int) -> None:
    """Take the draft off the list; the store and the log keep it."""
    with _editing(person, draft_id, version, content=False) as (con, found):
        _move(con, person, found, "discard", "discarded")


def complete(found: Draft) -> None:
    """Raises Refused unless every entry is decided, one is accepted, the source is whole."""
    if found.kind == "workbook":
        return
    undecided = sum(entry.state == "open" for entry in found.entries)
    if undecided:
        raise Refused(f"Còn {undecided} mục chưa xử lý; nhận, sửa hoặc bỏ từng mục rồi trình lại.")
    if not any(entry.state == "accepted" for entry in found.entries):
        raise Refused("Chưa nhận mục nào; bản nháp không có gì để phát hành.")
    if any(not found.source.get(column, "").strip() for column in SOURCE_REQUIRED):
        raise Refused("Thông tin nguồn còn thiếu; điền nhan đề, đơn vị, loại nguồn và mã báo cáo.")


def moved(con: sqlite3.Connection, draft_id: str, person: Person, *, content: bool = False) -> None:
    """Count a change of the draft; an answer of the ETL stays good while no content changed."""
    con.execute(
        "update drafts set checked_version = case when ? then checked_version"
        " when checked_version = version then version + 1 end,"
        " version = version + 1, changed_on = ?, changed_by = ? where draft_id = ?",
        (content, now(), person.name, draft_id),
    )


@contextmanager
def _editing(
    person: Person, draft_id: str, version: int | None = None, *, content: bool = True
) -> Iterator[tuple[sqlite3.Connection, Draft]]:
    """A change of a draft that is not with an approver; counted, its author noted."""
    require(person, CURATE)
    with store.changing() as con:
        found = guarded(con, draft_id, version, "draft")
        yield con, found
        _write(con, person, draft_id, content=content)


@contextmanager
def _deciding(
    person: Person, draft_id: str, entry_id: int, version: int
) -> Iterator[tuple[sqlite3.Connection, Entry]]:
    with _editing(person, draft_id) as (con, found):
        entry = found.entry(entry_id)
        if entry.version != version:
            raise Stale("mục này", entry.by, entry.changed_on)
        yield con, entry


def guarded(con: sqlite3.Connection, draft_id: str, version: int | None, state: str) -> Draft:
    """The draft in this state and, unless None, version; raises Refused or Stale."""
    found = load(con, draft_id)
    if found.state != state:
        raise Refused(NOT_NOW[found.state])
    if version is not None and found.version != version:
        raise Stale("bản nháp này", found.changed_by, found.changed_on)
    return found


NOT_NOW = {
    "draft": "Bản nháp chưa được trình duyệt; trình duyệt trước đã.",
    "submitted": "Bản nháp đang chờ duyệt; rút lại rồi mới sửa được.",
    "publishing": "Bản nháp đang được phát hành; đợi xong rồi tải lại trang.",
    "published": "Báo cáo này đã phát hành; muốn sửa thì hoàn tác, hoặc nhập bản mới.",
    "undoing": "Báo cáo này đang được hoàn tác; đợi xong rồi tải lại trang.",
    "undone": "Báo cáo này đã hoàn tác; nhập lại như một báo cáo mới.",
}


def _write(con: sqlite3.Connection, person: Person, draft_id: str, *, content: bool) -> None:
    moved(con, draft_id, person, content=content)
    con.executemany(
        "insert or ignore into authors values (?, ?, ?)",
        [(draft_id, known_by, person.name) for known_by in person.ids],
    )


def _move(
    con: sqlite3.Connection, person: Person, found: Draft, action: str, state: str, reason: str = ""
) -> None:
    con.execute("update drafts set state = ? where draft_id = ?", (state, found.draft_id))
    after = {"state": state, **({"reason": reason} if reason else {})}
    store.record(con, person, action, found.draft_id, before={"state": found.state}, after=after)


def _decide(
    con: sqlite3.Connection, person: Person, draft_id: str, entry: Entry, action: str, state: str,
    given: dict[str, str], reason: str,
) -> None:  # fmt: skip
    con.execute(
        "update entries set state = ?, given = ?, reason = ?, version = version + 1,"
        " changed_by = ?, changed_on = ? where entry_id = ?",
        (state, store.text(given), reason, person.name, now(), entry.entry_id),
    )
    before = {"state": entry.state, "reason": entry.reason, "values": entry.values}
    after = {"state": state, "reason": reason, "values": given}
    store.record(con, person, action, draft_id, entry.entry_id, before, after)


def _where(found: Draft, given: Mapping[str, str]) -> tuple[int, int | None, int | None]:
    """The paragraph a row speaks of, and where its phrase stands there; 0 for no paragraph."""
    told = given.get("paragraph", "")
    # No report has more lines, and SQLite holds no longer number.
    number = int(told) if told.isdecimal() and len(told) < 9 else 0
    shown = next((p.text for p in found.paragraphs if p.number == number), "")
    return number, *nearest(given.get("as_printed") or given.get("name") or "", shown, 0)


def _values(table: str, values: Mapping[str, str]) -> dict[str, str]:
    """The values under columns of the table, as bounded texts."""
    columns = SOURCE_COLUMNS if table == "sources" else COLUMNS[table]
    for column, value in values.items():
        if column not in columns or not isinstance(value, str):
            raise Refused("Có ô không thuộc biểu này; tải lại trang rồi nhập lại.")
        if len(value) > _LONGEST:
            raise Refused(f"Có ô dài quá {_LONGEST} chữ cái; rút ngắn lại.")
    return {column: value.strip() for column, value in values.items()}


def _reason(reason: str) -> str:
    reason = " ".join(reason.split())[:_LONGEST]
    if not reason:
        raise Refused("Cần ghi lý do.")
    return reason
