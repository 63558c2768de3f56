"""From a file people hand in to a draft: its text and the extractor's candidates, or a workbook.

The file is read by a child process within limits, in a folder that is gone afterwards; nothing is
stored of a file that is refused.
"""

import hashlib
import json
import re
import secrets
import sqlite3
import tempfile
import unicodedata
from collections.abc import Iterable
from itertools import chain, count, islice
from pathlib import Path

from desk import checking, process, store
from desk.draft import COLUMNS, SOURCE_COLUMNS
from desk.people import CURATE, Person, require
from desk.refusals import Refused, now
from warehouse import queries
from warehouse.persons import masked
from warehouse.queries import NoRelease, View
from warehouse.reports import paragraphs, places

MOST_BYTES = 20_000_000
_SET_ASIDE = "set_aside"
_ASKED_AT_ONCE = 20  # ids of reports
Record = dict


def begin_text(person: Person, name: str, data: bytes) -> str:
    """Read a report (.txt, .docx, .pdf) into a new draft; its id. Raises Refused."""
    require(person, CURATE)
    name = _named(name, data, (".txt", ".docx", ".pdf"))
    with tempfile.TemporaryDirectory(prefix="thi-dua-") as folder:
        file, whole = Path(folder) / name, Path(folder) / ".whole"
        file.write_bytes(data)
        ended = process.etl(
            ["extract", str(file), "--text", str(whole), "--curated", str(store.curated())],
            process.EXTRACTING,
        )
        if ended.code == process.NO:
            raise Refused(ended.err.strip().rpartition("\n")[2] or _UNREADABLE)
        if ended.code != process.FINE:
            raise Refused(_UNREADABLE)
        text = whole.read_bytes().decode()
    records = [json.loads(line) for line in ended.out.splitlines()]
    return _store_text(person, name, data, text, records)


def begin_workbook(person: Person, name: str, data: bytes) -> str:
    """Take in a filled-in entry workbook as a new draft; its id. Raises Refused."""
    require(person, CURATE)
    name = _named(name, data, (".xlsx",))
    answer = checking.workbook(name, data)
    refusals = answer.get("refusals") or []
    if refusals and not any(r.get("sheet") for r in refusals):  # no sheet of it could be read
        raise Refused("; ".join(filter(None, (refusals[0]["rule"], refusals[0]["remedy"]))))
    with store.changing() as con:
        draft_id = _insert(con, person, "workbook", name, data, data, "", {}, {}, [])
        con.execute(
            "update drafts set checked = ?, checked_version = version where draft_id = ?",
            (store.text(answer), draft_id),
        )
    return draft_id


def text_key(text: str) -> str:
    """The same for the same words, however their letters, lines and blanks are kept."""
    words = " ".join(unicodedata.normalize("NFC", text).split())
    return hashlib.sha256(words.encode()).hexdigest()


_UNREADABLE = (
    "Không đọc được tệp này trong giới hạn thời gian và bộ nhớ. "
    "Chép phần chữ của báo cáo rồi dán vào."
)


def _named(name: str, data: bytes, endings: tuple[str, ...]) -> str:
    """A file name that is safe to write and to show; raises Refused for what is not even opened."""
    bare = unicodedata.normalize("NFC", name.replace("\\", "/").rsplit("/", 1)[-1])
    bare = re.sub(r"[^\w .()–-]", "_", bare).strip(" .")
    stem, dot, suffix = bare.rpartition(".")
    if not dot or f".{suffix.lower()}" not in endings:
        raise Refused(
            f"Tệp “{bare[-60:]}” không thuộc loại nhận được ({', '.join(endings)}); "
            "lưu lại đúng loại rồi đưa vào."
        )
    if len(data) > MOST_BYTES:
        raise Refused(
            f"Tệp “{bare[-60:]}” lớn hơn {MOST_BYTES // 1_000_000} MB; "
            "bỏ bớt ảnh, hoặc chép phần chữ rồi dán vào."
        )
    return f"{stem[-60:].strip() or 'bao-cao'}.{suffix.lower()}"


def _store_text(person: Person, name: str, data: bytes, text: str, records: list[Record]) -> str:
    whole = paragraphs(text)
    shown = [
        [r["paragraph"], r["text"], r[_SET_ASIDE] or ""]
        for r in records
        if r["table"] == "paragraphs"
    ]
    of_source = next(r for r in records if r["table"] == "sources")
    with store.changing() as con:
        source = {column: _plain(of_source.get(column)) for column in SOURCE_COLUMNS}
        source["source_id"] = _free_id(con, source)
        why = {k: v for k, v in of_source.get("why", {}).items() if v}
        draft_id = _insert(
            con, person, "text", name, text.encode(), data, text_key(text), source, why, shown
        )
        visible = {number: words for number, words, _ in shown}
        _insert_entries(con, person, draft_id, records, whole, visible)
    return draft_id


def _insert(
    con: sqlite3.Connection, person: Person, kind: str, name: str, kept: bytes, data: bytes,
    key: str, source: dict, why: dict, shown: list,
) -> str:  # fmt: skip
    draft_id, at = secrets.token_hex(6), now()
    con.execute(
        "insert into drafts (draft_id, kind, state, name, data, text_key, data_sha256, source,"
        " source_why, paragraphs, version, made_on, changed_on, changed_by)"
        " values (?, ?, 'draft', ?, ?, ?, ?, ?, ?, ?, 1, ?, ?, ?)",
        (draft_id, kind, name, kept, key, hashlib.sha256(data).hexdigest(), store.text(source),
         store.text(why), store.text(shown), at, at, person.name),
    )  # fmt: skip
    con.executemany(
        "insert into authors values (?, ?, ?)",
        [(draft_id, known_by, person.name) for known_by in person.ids],
    )
    store.record(con, person, "begin", draft_id, after={"kind": kind, "name": name, **source})
    return draft_id


def _insert_entries(
    con: sqlite3.Connection, person: Person, draft_id: str, records: list[Record],
    whole: list[str], visible: dict[int, str],
) -> None:  # fmt: skip
    """The candidates in the order of the text; what they cite of each other becomes "@id"."""
    made: dict[str, int] = {}
    kept: list[tuple[int, dict[str, str]]] = []
    for record in records:
        if record["table"] not in COLUMNS:
            continue
        values = {column: _plain(record.get(column)) for column in COLUMNS[record["table"]]}
        own = str(record.get("observation_id") or "")
        if record["table"] == "observations":
            values["observation_id"] = ""
        aside, at = _plain(record.get(_SET_ASIDE)), now()
        first, last = _place(record, whole, visible)
        suggested = {k: v for k, v in record.items() if k not in ("why", "table")}
        done = con.execute(
            "insert into entries (draft_id, of_table, state, given, suggested, why, paragraph,"
            " first, last, reason, version, changed_by, changed_on)"
            " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, '', ?)",
            (draft_id, record["table"], "refused" if aside else "open", store.text(values),
             store.text(suggested), store.text({k: v for k, v in record["why"].items() if v}),
             record["paragraph"], first, last, aside, at),
        )  # fmt: skip
        kept.append((done.lastrowid, values))
        if record["table"] == "observations":
            made[own] = done.lastrowid
    for entry_id, values in kept:
        cites = {c: values[c] for c in ("part_of", "observation_id") if values.get(c)}
        if cites:
            found = {c: f"@{made[own]}" if own in made else "" for c, own in cites.items()}
            con.execute(
                "update entries set given = ? where entry_id = ?",
                (store.text({**values, **found}), entry_id),
            )


def _place(
    record: Record, whole: list[str], visible: dict[int, str]
) -> tuple[int | None, int | None]:
    """Where the candidate's phrase stands in the paragraph as it is shown, with names masked."""
    phrase = str(record.get("as_printed") or record.get("name") or "")
    text, shown = whole[record["paragraph"] - 1], visible.get(record["paragraph"], "")
    start = record.get("start")
    near = len(masked(text[:start])) if isinstance(start, int) else 0
    return nearest(phrase, shown, near)


def nearest(phrase: str, shown: str, near: int) -> tuple[int | None, int | None]:
    found: Iterable[re.Match[str]] = places(phrase, shown) if phrase.strip() else ()
    best = min(found, key=lambda match: abs(match.start() - near), default=None)
    return best.span() if best else (None, None)


def _plain(value: object) -> str:
    """A candidate's value as a curated cell holds it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return ";".join(map(str, value))
    return str(value)


def _free_id(con: sqlite3.Connection, source: dict[str, str]) -> str:
    """`<unit>-<year>`, made different from every report's that is in or on its way in."""
    days = source["published_on"] or source["event_on"]
    base = "-".join(filter(None, (source["unit_id"] or "bao-cao", days[:4])))
    rows = con.execute(
        "select json_extract(source, '$.source_id') from drafts"
        " where state not in ('discarded', 'undone')"
    )
    drafted = {row[0] for row in rows}
    names = chain([base], (f"{base}-{n}" for n in count(2)))
    while True:
        some = tuple(islice(names, _ASKED_AT_ONCE))
        taken = drafted | _published(some)
        if free := [name for name in some if name not in taken]:
            return free[0]


def _published(names: tuple[str, ...]) -> set[str]:
    """Those of the ids that a report of the release bears."""
    try:
        return {row["source_id"] for row in queries.reports(View(), names)}
    except NoRelease:
        return set()
