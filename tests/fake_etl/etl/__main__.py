"""A made-up ETL for tests of the desk: the same command line and answers over one small file.

FAKE_ETL says how it misbehaves: busy, refuse, hang, crash, crash-after (the file is written, the
release is not), crash-late (both are), no-answer, slow (a pause between the steps).
"""

import hashlib
import json
import os
import sys
import time
from itertools import pairwise
from pathlib import Path

from filelock import FileLock, Timeout

MODE = os.environ.get("FAKE_ETL", "")


def main(arguments: list[str]) -> int:
    folders = dict(pairwise(arguments))
    releases, kept = Path(folders["--releases"]), Path(folders["--curated"]) / "made_up.json"
    if MODE == "busy":
        return 75
    if MODE == "hang":
        time.sleep(60)
    if MODE == "no-answer":
        print("made up")
        return 1
    if "--yes" not in arguments:
        return _answer(arguments, folders, releases, kept)
    releases.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(releases / ".lock", timeout=0):
            return _answer(arguments, folders, releases, kept)
    except Timeout:
        return 75


def _answer(arguments: list[str], folders: dict[str, str], releases: Path, kept: Path) -> int:
    command, path = arguments[0], Path(arguments[1])
    _pause()
    rows = json.loads(kept.read_text(encoding="utf-8")) if kept.is_file() else {}
    wanted, refusals = _wanted(command, path, rows)
    changes = [c for c in wanted if rows.get(c["key"]) != c["after"]]
    digest = hashlib.sha256(json.dumps(changes).encode()).hexdigest()
    expected = folders.get("--expect", digest)
    if MODE == "refuse" or (expected != digest and changes):
        refusals.append({"ref": None, "rule": "dữ liệu đã đổi từ lúc xem", "remedy": "xem lại"})
    before = _current(releases)
    answer = {"refusals": refusals, "remarks": [], "changes": changes, "readings": {},
              "hash": digest, "release": None, "before": before}  # fmt: skip
    if "--yes" in arguments and not refusals:
        answer["release"] = _write(changes, rows, kept, releases)
    print(json.dumps(answer))
    return 1 if refusals else 0


def _pause() -> None:
    """Moments to be killed in."""
    if MODE == "slow":
        time.sleep(0.05)


def _wanted(command: str, path: Path, rows: dict) -> tuple[list[dict], list[dict]]:
    if command == "import":
        good = path.read_bytes().startswith(b"PK")
        refusal = {"sheet": None, "cell": None, "rule": "không phải biểu", "remedy": "lấy biểu mới"}
        after = {"book": path.stem}
        change = {"table": "observations", "key": path.stem, "before": None, "after": after}
        return [change], [] if good else [refusal]
    file = json.loads(path.read_text(encoding="utf-8"))
    if command == "undo":
        return [{**c, "before": c["after"], "after": c["before"]} for c in file["changes"]], []
    source = file["source"]["source_id"]
    keyed = {f"{source}/{row['ref']}": row for row in file["rows"]}
    refusals = [
        {"ref": row["ref"], "column": "as_printed", "value": row["values"]["as_printed"],
         "rule": "cụm từ không có trong đoạn", "remedy": "chép lại cụm từ"}
        for row in file["rows"]
        if row["values"].get("as_printed", "") not in file["text"]
    ]  # fmt: skip
    return [
        {"table": row["table"], "key": key, "ref": row["ref"], "before": rows.get(key),
         "after": row["values"]}
        for key, row in keyed.items()
    ], refusals  # fmt: skip


def _write(changes: list[dict], rows: dict, kept: Path, releases: Path) -> str:
    if MODE == "crash":
        os._exit(9)
    for change in changes:
        rows[change["key"]] = change["after"]
    rows = {key: row for key, row in rows.items() if row is not None}
    data = json.dumps(rows, sort_keys=True)
    _pause()
    _replace(kept, data)
    _pause()
    if MODE == "crash-after":
        os._exit(9)
    release = hashlib.sha256(data.encode()).hexdigest()[:12]
    _replace(releases / "CURRENT", release)
    _pause()
    if MODE == "crash-late":
        os._exit(9)
    return release


def _replace(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.with_suffix(".new").write_text(text, encoding="utf-8")
    os.replace(path.with_suffix(".new"), path)


def _current(releases: Path) -> str | None:
    path = releases / "CURRENT"
    return path.read_text(encoding="utf-8") if path.is_file() else None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
