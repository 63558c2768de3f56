"""What the ETL would say of a draft: `enter`, or `import` for a workbook, without --yes."""

import json
import sqlite3
import tempfile
from pathlib import Path

from desk import process, store
from desk.draft import Draft, load
from desk.people import APPROVE, CURATE, Person, require
from desk.refusals import Refused
from warehouse.releases import pointed


def check(person: Person, draft_id: str) -> dict:
    """The ETL's answer to the draft as it is; asked again when the draft or the release changed."""
    require(person, CURATE, APPROVE)
    with store.reading() as con:
        draft = load(con, draft_id)
        data = whole(con, draft_id)
    if is_checked(draft) or draft.state not in ("draft", "submitted"):
        return draft.check or {}
    if draft.kind == "workbook":
        answer = workbook(draft.name, data)
    else:
        answer = _asked("enter", "entry.json", entry_file(draft, data))
    with store.changing() as con:  # a later check may have ended sooner
        con.execute(
            "update drafts set checked = ?, checked_version = ? where draft_id = ? and version = ?",
            (store.text(answer), draft.version, draft_id, draft.version),
        )
    return answer


def is_checked(draft: Draft) -> bool:
    """True when the answer kept is one about this version and the release of now."""
    if draft.check is None or draft.checked_version != draft.version:
        return False
    return draft.check.get("before") == pointed(store.releases())


def whole(con: sqlite3.Connection, draft_id: str) -> bytes:
    """The draft's whole text as UTF-8, or its workbook."""
    return con.execute("select data from drafts where draft_id = ?", (draft_id,)).fetchone()[0]


def entry_file(draft: Draft, data: bytes) -> bytes:
    """What `enter` reads: the source, the text, the accepted rows.

    A row may cite one that was refused, or is not decided: then it cites nothing.
    """
    accepted = [entry for entry in draft.entries if entry.state == "accepted"]
    here = {f"@{entry.entry_id}" for entry in accepted}
    rows = [
        {
            "ref": str(entry.entry_id),
            "table": entry.table,
            "values": {
                column: "" if _cites(column, value) and value not in here else value
                for column, value in entry.values.items()
            },
        }
        for entry in accepted
    ]
    file = {"source": draft.source, "text": data.decode(), "rows": rows}
    return json.dumps(file, ensure_ascii=False).encode()


def _cites(column: str, value: str) -> bool:
    return column in ("part_of", "observation_id") and value.startswith("@")


def workbook(name: str, data: bytes) -> dict:
    """What `import` says of a workbook."""
    return _asked("import", name, data, "--json")


def marked(person: Person, draft_id: str) -> bytes | None:
    """A copy of the draft's workbook with the wrong cells marked; None when none is wrong."""
    require(person, CURATE, APPROVE)
    with store.reading() as con:
        draft, data = load(con, draft_id), whole(con, draft_id)
    if draft.kind != "workbook":
        raise Refused("Chỉ biểu Excel mới có bản đánh dấu ô sai.")
    with tempfile.TemporaryDirectory(prefix="thi-dua-") as folder:
        copy = Path(folder) / "loi.xlsx"
        _asked("import", draft.name, data, "--json", "--marked", str(copy))
        return copy.read_bytes() if copy.is_file() else None


def places() -> list[str]:
    """Where the ETL reads and writes, said on its command line."""
    return ["--curated", str(store.curated()), "--releases", str(store.releases())]


def _asked(command: str, name: str, data: bytes, *options: str) -> dict:
    """The ETL's answer about a file, with the release it was given beside; raises Refused."""
    before = pointed(store.releases())
    with tempfile.TemporaryDirectory(prefix="thi-dua-") as folder:
        file = Path(folder) / name
        file.write_bytes(data)
        ended = process.etl([command, str(file), *options, *places()], process.CHECKING)
    if ended.code == process.BUSY:
        raise Refused(BUSY)
    return ended.answer() | {"before": before}


BUSY = "Đang có một lần phát hành khác chạy; chưa đổi gì, đợi một lát rồi làm lại."
