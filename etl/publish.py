"""Turn the built tables into a release: whole, verified, never half-visible.

A release is a folder of Parquet files, and of a large one the same tables as one DuckDB file, with
a manifest of their SHA-256, written under a temporary
name, flushed, renamed, and only then pointed at by the file CURRENT. Releases are never edited and
never removed here: a slide of last month still has its numbers.
"""

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
from filelock import FileLock, Timeout

from etl import parts
from etl.derive import total_order
from etl.last_release import Made
from etl.on_cluster import ClusterWriter
from etl.places import ROOT
from etl.progress import stage
from etl.workplace import has_release, holds, take_release
from warehouse.contract import TABLES, VERSION, Table
from warehouse.releases import (
    DATABASE,
    NoRelease,
    history,
    pieces,
    row_counts,
    seal,
    table_of,
    verified_pieces,
)

_CODE = (
    "etl", "warehouse/bounds.py", "warehouse/codes.py", "warehouse/contract.py",
    "warehouse/kept.py",
)  # fmt: skip


class Busy(Exception):
    """Another build holds the lock."""


def lock(releases: Path) -> FileLock:
    """The build's lock, already taken; raises Busy. The system frees it if the process dies."""
    releases.mkdir(parents=True, exist_ok=True)
    taken = FileLock(releases / ".lock")
    try:
        taken.acquire(timeout=0)
    except Timeout as error:
        raise Busy from error
    return taken


def files_of(curated: Path) -> list[Path]:
    """What the build reads, as far as it is there."""
    names = ["findings.yml", *(f"{table.name}.csv" for table in TABLES if table.curated)]
    return [curated / name for name in sorted(names) if (curated / name).is_file()]


def release_id(curated: Path, root: Path, writer: str = "") -> tuple[str, dict[str, str]]:
    """Twelve hex digits over inputs, contract, code and who writes; and the inputs' hashes.

    Only files the build reads count: an office program's lock file is no new release.
    """
    inputs = {path.name: _sha256(path) for path in files_of(curated)}
    told = [code_id(root), json.dumps(inputs, sort_keys=True)] + [writer] * bool(writer)
    return hashlib.sha256("\n".join(told).encode()).hexdigest()[:12], inputs


def code_id(root: Path) -> str:
    """A hash of what makes a release of the inputs: contract, database and code."""
    code = [root / part for part in _CODE]
    files = sorted(f for part in code for f in (part.rglob("*.py") if part.is_dir() else [part]))
    told = [VERSION, duckdb.__version__, *map(_sha256, files)]
    return hashlib.sha256("\n".join(told).encode()).hexdigest()


def publish(
    con: duckdb.DuckDBPyConnection,
    releases: Path,
    release: str,
    inputs: dict[str, str],
    cluster: ClusterWriter | None = None,
) -> dict[str, int]:
    """Write the release, or let the cluster write it, and point CURRENT at it; rows per table.

    The same id is not written twice, unless its folder is damaged. The caller holds the lock.
    """
    for left_over in releases.glob(".staging-*"):  # of a build that was killed
        shutil.rmtree(left_over, ignore_errors=True)
    target = releases / release
    if not is_whole(target):
        staging = releases / f".staging-{release}"
        own = write_both if has_release(con) else write_sorted
        shutil.rmtree(target, ignore_errors=True)
        staging.mkdir()
        _write(con, staging, release, inputs, cluster or own)
        os.rename(staging, target)
        flush(releases)
    _point(releases, release)
    manifest = json.loads((target / "manifest.json").read_text(encoding="utf-8"))
    return row_counts(manifest)


def is_whole(folder: Path) -> bool:
    """True when the manifest names every table and each file is there with its hash."""
    try:
        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        files = manifest["files"]
        named = {table_of(name) for name in files} == {table.name for table in TABLES}
        if "database" in manifest:
            verified_pieces(folder / DATABASE, manifest["database"]["pieces"])
        return named and all(_sha256(folder / name) == f["sha256"] for name, f in files.items())
    except (NoRelease, OSError, ValueError, LookupError, TypeError):
        return False


def _write(
    con: duckdb.DuckDBPyConnection,
    staging: Path,
    release: str,
    inputs: dict[str, str],
    write: Callable[[duckdb.DuckDBPyConnection, Table, str, Path], None],
) -> None:
    files = {}
    for table in TABLES:
        stage(f"Ghi {table.name}.parquet")
        if write is write_both and (made := parts.of_table(con, table.name)):
            files |= _placed(table, made, staging)
            continue
        path = staging / f"{table.name}.parquet"
        columns = ", ".join(f'"{c.name}"::{c.sql_type} as "{c.name}"' for c in table.columns)
        write(con, table, f"select {columns} from {table.name}", path)
        (rows,) = con.execute(f"select count(*) from {table.name}").fetchone()
        files[path.name] = _said(path, rows)
    manifest = {
        "release": release,
        "contract": VERSION,
        "code": code_id(ROOT),
        "built_at": _after_all(staging.parent).isoformat(timespec="milliseconds"),
        "inputs": inputs,
        "files": files,
    } | (database(con, staging / DATABASE) if write is write_both else {})
    path = staging / "manifest.json"
    path.write_text(json.dumps(manifest, ensure_ascii=False, indent=1), encoding="utf-8")
    flush(path)
    if "database" in manifest:
        seal(staging)
    flush(staging)


def _placed(table: Table, made: Sequence[Made], staging: Path) -> dict[str, dict[str, object]]:
    """The parts of a table in the release, and what the manifest says of each."""
    files = {}
    for place, part in enumerate(made, 1):
        path = staging / f"{table.name}-{place:06d}.parquet"
        os.rename(part.path, path)
        files[path.name] = _said(path, part.rows) | {"of": part.of}
    return files


def _said(path: Path, rows: int) -> dict[str, object]:
    """What the manifest says of a file, which is on the disk from here on."""
    flush(path)
    return {"sha256": _sha256(path), "bytes": path.stat().st_size, "rows": rows}


def database(con: duckdb.DuckDBPyConnection, path: Path) -> dict[str, dict[str, object]]:
    """What the manifest says of the tables as one DuckDB file, which large releases have: readers
    open it instead of copying the Parquet files. It is no part of what the release says."""
    if not take_release(con, path):
        return {}
    stage(f"Ghi {path.name}")
    flush(path)
    return {"database": {"pieces": pieces(path), "bytes": path.stat().st_size}}


def write_both(con: duckdb.DuckDBPyConnection, table: Table, select: str, path: Path) -> None:
    """The table in the database `release`, in the order of its key, and a Parquet file of it."""
    if not holds(con, table.name):
        made = f"{select} order by {total_order(table.name)}"
        con.execute(f"create table release.main.{table.name} as {made}")
    con.execute(f"copy release.main.{table.name} to '{_quoted(path)}' ({parts.FORMAT})")


def write_sorted(con: duckdb.DuckDBPyConnection, table: Table, select: str, path: Path) -> None:
    """One file by DuckDB. A total order makes the same rows the same bytes."""
    con.execute(
        f"copy ({select} order by {total_order(table.name)}) to '{_quoted(path)}' ({parts.FORMAT})"
    )


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")


def _after_all(releases: Path) -> datetime:
    """Now, or just after the newest release where a clock was set back: their order is by time."""
    now = datetime.now(UTC)
    newest = max((r.built_at for r in history(releases)), default=now)
    return max(now, newest + timedelta(milliseconds=1))


def _point(releases: Path, release: str) -> None:
    pointer = releases / "CURRENT"
    # Bytes: a torn pointer need not be text.
    if pointer.is_file() and pointer.read_bytes().strip() == release.encode():
        return
    draft = releases / ".CURRENT"
    draft.write_text(release + "\n", encoding="utf-8")
    flush(draft)
    os.replace(draft, pointer)
    flush(releases)


def flush(path: Path) -> None:
    if path.is_dir() and os.name == "nt":  # Windows cannot open a folder to flush it
        return
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
