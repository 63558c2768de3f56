"""A draft as people see it, and how it is read from the store."""

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass

from desk.people import ACCOUNT, Person
from desk.refusals import Refused
from warehouse.contract import BY_NAME

# What people give; the rest of a source is worked out from its text when it is published.
SOURCE_COLUMNS = tuple(
    c.name for c in BY_NAME["sources"].typed if c.name not in ("file", "sha256", "paragraph_count")
)
SOURCE_REQUIRED = tuple(n for n in SOURCE_COLUMNS if BY_NAME["sources"].column(n).required)
# The source of a row is that of its draft.
COLUMNS = {
    name: tuple(c.name for c in BY_NAME[name].typed if c.name != "source_id")
    for name in (
        "units", "unit_links", "indicators", "observations", "models", "commendations",
        "study_activities",
    )
}  # fmt: skip


@dataclass(frozen=True)
class Entry:
    """One row to be: found by the extractor, or added by a person (`suggested` is empty)."""

    entry_id: int
    table: str
    state: str  # open, accepted, refused
    values: dict[str, str]
    suggested: dict
    why: dict[str, str]
    paragraph: int
    start: int | None  # where the phrase stands in the shown paragraph, if it is found there
    end: int | None
    reason: str
    version: int
    by: str  # the name of who decided it last
    changed_on: str = ""


@dataclass(frozen=True)
class Paragraph:
    """A paragraph as it is shown: names of persons masked."""

    number: int
    text: str
    set_aside: str


@dataclass(frozen=True)
class Draft:
    """A report, or a workbook, on its way in; `authors` are the ids of all who changed it."""

    draft_id: str
    kind: str  # text, workbook
    state: str  # draft, submitted, publishing, published, undoing, undone
    name: str
    source: dict[str, str]
    source_why: dict[str, str]
    paragraphs: tuple[Paragraph, ...]
    entries: tuple[Entry, ...]
    version: int
    authors: tuple[str, ...]
    check: dict | None
    checked_version: int | None
    release: str
    before: str
    made_on: str
    changed_on: str
    reason: str
    names: Mapping[str, str]  # id of an author → the name they had
    changed_by: str = ""

    def is_by(self, person: Person) -> bool:
        """Whether they changed it, under whatever e-mail."""
        return not set(self.authors).isdisjoint(person.ids)

    def entry(self, entry_id: int) -> Entry:
        found = next((e for e in self.entries if e.entry_id == entry_id), None)
        if found is None:
            raise Refused("Không thấy mục này trong bản nháp; tải lại trang.")
        return found


@dataclass(frozen=True)
class Summary:
    """One line of the list of drafts."""

    draft_id: str
    kind: str
    state: str
    name: str
    title: str
    unit_id: str
    authors: tuple[str, ...]
    changed_on: str
    open: int
    accepted: int
    refused: int
    release: str
    names: Mapping[str, str]


def load(con: sqlite3.Connection, draft_id: str) -> Draft:
    """The draft; raises Refused when there is none (any more)."""
    row = con.execute(
        "select * from drafts where draft_id = ? and state <> 'discarded'", (draft_id,)
    ).fetchone()
    if row is None:
        raise Refused("Không thấy bản nháp này; có thể đã bị bỏ. Mở lại danh sách bản nháp.")
    found = con.execute("select * from entries where draft_id = ? order by entry_id", (draft_id,))
    names = _names(con, draft_id)
    return Draft(
        draft_id=row["draft_id"],
        kind=row["kind"],
        state=row["state"],
        name=row["name"],
        source=json.loads(row["source"]),
        source_why=json.loads(row["source_why"]),
        paragraphs=tuple(Paragraph(*p) for p in json.loads(row["paragraphs"])),
        entries=tuple(map(_entry, found)),
        version=row["version"],
        authors=tuple(names),
        check=json.loads(row["checked"]) if row["checked"] else None,
        checked_version=row["checked_version"],
        release=row["release"],
        before=row["before"],
        made_on=row["made_on"],
        changed_on=row["changed_on"],
        reason=row["reason"],
        names=_shown(names),
        changed_by=row["changed_by"],
    )


def summaries(con: sqlite3.Connection) -> list[Summary]:
    """Every draft that was not discarded, the last changed first."""
    rows = con.execute(
        """
        select draft_id, kind, d.state, name, source, d.changed_on, release,
               count(*) filter (where e.state = 'open') as open,
               count(*) filter (where e.state = 'accepted') as accepted,
               count(*) filter (where e.state = 'refused') as refused
        from drafts d left join entries e using (draft_id)
        where d.state <> 'discarded' group by draft_id order by d.changed_on desc, draft_id
        """
    ).fetchall()
    names: dict[str, dict[str, str]] = {}
    for author in con.execute("select draft_id, person_id, name from authors order by rowid"):
        names.setdefault(author["draft_id"], {})[author["person_id"]] = author["name"]
    return [_summary(row, names.get(row["draft_id"], {})) for row in rows]


def _summary(row: sqlite3.Row, names: dict[str, str]) -> Summary:
    source = json.loads(row["source"])
    return Summary(
        draft_id=row["draft_id"],
        kind=row["kind"],
        state=row["state"],
        name=row["name"],
        title=source.get("title", ""),
        unit_id=source.get("unit_id", ""),
        authors=tuple(names),
        changed_on=row["changed_on"],
        open=row["open"],
        accepted=row["accepted"],
        refused=row["refused"],
        release=row["release"],
        names=_shown(names),
    )


def _names(con: sqlite3.Connection, draft_id: str) -> dict[str, str]:
    found = con.execute(
        "select person_id, name from authors where draft_id = ? order by rowid", (draft_id,)
    )
    return {row["person_id"]: row["name"] for row in found}


def _shown(names: dict[str, str]) -> dict[str, str]:
    return {known_by: name for known_by, name in names.items() if not known_by.startswith(ACCOUNT)}


def _entry(row: sqlite3.Row) -> Entry:
    return Entry(
        entry_id=row["entry_id"],
        table=row["of_table"],
        state=row["state"],
        values=json.loads(row["given"]),
        suggested=json.loads(row["suggested"]),
        why=json.loads(row["why"]),
        paragraph=row["paragraph"],
        start=row["first"],
        end=row["last"],
        reason=row["reason"],
        version=row["version"],
        by=row["changed_by"],
        changed_on=row["changed_on"],
    )
