"""Reading the log: who did what, when, from what to what. It is written in `store.record` only."""

import json
from dataclasses import dataclass

from desk import store
from desk.people import APPROVE, CURATE, Person, require

ACTIONS = (
    "begin", "accept", "correct", "refuse", "reopen", "add", "source", "submit", "take_back",
    "send_back", "discard", "publish", "published", "give_back", "undo", "undone", "undo_failed",
)  # fmt: skip


@dataclass(frozen=True)
class Line:
    """One line of the log; `before` and `after` are what the action says of itself."""

    seq: int
    at: str
    person_id: str
    name: str
    draft_id: str
    entry_id: int | None
    action: str
    before: object
    after: object


def entries(
    person: Person, draft_id: str | None = None, before_seq: int | None = None, most: int = 200
) -> list[Line]:
    """The newest lines first, of one draft or of all; `before_seq` goes on where a page ended."""
    require(person, CURATE, APPROVE)
    with store.reading() as con:
        rows = con.execute(
            "select * from log where (? is null or draft_id = ?) and (? is null or seq < ?)"
            " order by seq desc limit ?",
            (draft_id, draft_id, before_seq, before_seq, most),
        ).fetchall()
    return [
        Line(
            row["seq"], row["at"], row["person_id"], row["name"], row["draft_id"], row["entry_id"],
            row["action"], json.loads(row["before_json"]), json.loads(row["after_json"]),
        )
        for row in rows
    ]  # fmt: skip
