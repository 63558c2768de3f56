"""Is this report in already? The same text, or the same figures in another outlet's report."""

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from pathlib import Path

from desk import store
from desk.draft import Draft, Entry
from desk.intake import text_key
from warehouse import queries
from warehouse.queries import NoRelease, Row, View
from warehouse.reports import located

_FEWEST = 3  # figures that two reports share by more than chance
_SHARE = 0.5  # of the draft's figures


@dataclass(frozen=True)
class Likeness:
    """A report, or another draft, that may be the same; `why` is a Vietnamese sentence."""

    source_id: str | None
    draft_id: str | None
    title: str
    why: str


def alike(draft: Draft) -> list[Likeness]:
    """Reports already in, and other drafts, that this draft may repeat; none for itself."""
    with store.reading() as con:
        own = con.execute("select * from drafts where draft_id = ?", (draft.draft_id,)).fetchone()
        others = con.execute(
            "select draft_id, name, source, changed_by from drafts where draft_id <> ? and"
            " state in ('draft', 'submitted', 'publishing') and (data_sha256 = ?"
            " or (text_key <> '' and text_key = ?)) order by made_on",
            (draft.draft_id, own["data_sha256"], own["text_key"]),
        ).fetchall()
    hashes = {own["data_sha256"], hashlib.sha256(own["data"]).hexdigest()}
    found = _reports(draft, hashes, own["text_key"])
    for row in others:
        title = json.loads(row["source"]).get("title") or row["name"]
        why = f"Đã có bản nháp khác với đúng nội dung này; {row['changed_by']} đổi lần cuối."
        found.append(Likeness(None, row["draft_id"], title, why))
    return found


def _reports(draft: Draft, hashes: set[str], key: str) -> list[Likeness]:
    """Reports of the release; the one this draft became is not alike, it is the same."""
    own = draft.source.get("source_id") if draft.state in ("published", "undoing") else None
    try:
        sources = [s for s in queries.reports(View()) if s["source_id"] != own]
        figures = sorted(_figures(draft))
        rows = queries.same_figures(figures) if len(figures) >= _FEWEST else []
    except NoRelease:
        return []
    same = {s["source_id"]: s for s in sources if s["sha256"] in hashes or _key_of(s) == key != ""}
    found = [
        Likeness(i, None, s["title"], "Đúng văn bản này đã nhập rồi.") for i, s in same.items()
    ]
    for row in rows:
        enough = row["same"] >= max(_FEWEST, _SHARE * len(figures))
        if enough and row["source_id"] not in (own, *same):
            why = (
                f"{row['same']} trong {len(figures)} số liệu giống báo cáo này: "
                "cùng giá trị, đơn vị tính và chủ đề."
            )
            found.append(Likeness(row["source_id"], None, row["title"], why))
    return found


def _figures(draft: Draft) -> set[tuple[Decimal, str, str]]:
    """Value, unit of measure and topic of every figure that was not refused."""
    readings = (draft.check or {}).get("readings") or {}
    topics = {row["indicator_id"]: row["topic"] for row in queries.indicators()}
    return {
        figure
        for entry in draft.entries
        if entry.table == "observations" and entry.state != "refused"
        for figure in _figure(entry, readings.get(str(entry.entry_id)), topics)
    }


def _figure(
    entry: Entry, reading: dict | None, topics: Mapping[str, str]
) -> Iterator[tuple[Decimal, str, str]]:
    """By the ETL's reading where there is one; by the extractor's while the phrase is its own."""
    suggested = entry.suggested
    if reading is None and entry.values.get("as_printed") == suggested.get("as_printed"):
        reading = suggested
    topic = topics.get(entry.values.get("indicator_id", ""), suggested.get("topic"))
    try:
        if reading and topic and reading.get("value") is not None:
            value = Decimal(str(reading["value"]))
            yield value, str(reading.get("measure_unit") or ""), topic
    except InvalidOperation:
        return


def _key_of(source: Row) -> str:
    """The key of a report's text, where its file is at hand and the one that was read."""
    folder = os.environ.get("REPORTS_DIR")
    folders = (*((Path(folder),) if folder else ()), store.folder() / "reports")
    path = located(source["file"], source["sha256"], folders)
    try:
        state = path.stat()
        return _file_key(path, source["sha256"], state.st_mtime_ns, state.st_size)
    except (OSError, UnicodeDecodeError):
        return ""


@lru_cache(maxsize=4096)
def _file_key(path: Path, sha256: str, _changed: int, _size: int) -> str:
    data = path.read_bytes()
    return text_key(data.decode()) if hashlib.sha256(data).hexdigest() == sha256 else ""
