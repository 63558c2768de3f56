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
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
from filelock import FileLock, Timeout

from etl.derive import total_order
from etl.on_cluster import ClusterWriter
from etl.progress import stage
from etl.workplace import has_release, take_release
from warehouse.contract import TABLES, VERSION, Table
from warehouse.releases import DATABASE, history

_CODE = ("etl", "warehouse/bounds.py", "warehouse/contract.py", "warehouse/codes.py")


# A sixth less work than with the level DuckDB takes of itself, for files a hundredth larger.
_FORMAT = "format parquet, compression zstd, compression_level 1"


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
    code = [root / part for part in _CODE]
    files = sorted(f for part in code for f in (part.rglob("*.py") if part.is_dir() else [part]))
    parts = [VERSION, duckdb.__version__, json.dumps(inputs, sort_keys=True)]
    parts += [_sha256(f) for f in files] + [writer] * bool(writer)
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:12], inputs


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
    return {name.removesuffix(".parquet"): f["rows"] for name, f in manifest["files"].items()}


def is_whole(folder: Path) -> bool:
    """True when the manifest names every table and each file is there with its hash."""
    try:
        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        files = manifest["files"]
        named = set(files) == {f"{table.name}.parquet" for table in TABLES}
        files |= {DATABASE: manifest["database"]} if "database" in manifest else {}
        return named and all(_sha256(folder / name) == f["sha256"] for name, f in files.items())
    except (OSError, ValueError, LookupError, TypeError):
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
        path = staging / f"{table.name}.parquet"
        stage(f"Ghi {path.name}")
        columns = ", ".join(f'"{c.name}"::{c.sql_type} as "{c.name}"' for c in table.columns)
        write(con, table, f"select {columns} from {table.name}", path)
        (rows,) = con.execute(f"select count(*) from {table.name}").fetchone()
        files[path.name] = {"sha256": _sha256(path), "bytes": path.stat().st_size, "rows": rows}
        flush(path)
    manifest = {
        "release": release,
        "contract": VERSION,
        "built_at": _after_all(staging.parent).isoformat(timespec="milliseconds"),
        "inputs": inputs,
        "files": files,
    } | (database(con, staging / DATABASE) if write is write_both else {})
    path = staging / "manifest.json"
    path.write_text(json.dumps(manifest, ensure_ascii=False, indent=1), encoding="utf-8")
    flush(path)
    flush(staging)


def database(con: duckdb.DuckDBPyConnection, path: Path) -> dict[str, dict[str, object]]:
    """What the manifest says of the tables as one DuckDB file, which large releases have: readers
    open it instead of copying the Parquet files. It is no part of what the release says."""
    if not take_release(con, path):
        return {}
    stage(f"Ghi {path.name}")
    flush(path)
    return {"database": {"sha256": _sha256(path), "bytes": path.stat().st_size}}


def write_both(con: duckdb.DuckDBPyConnection, table: Table, select: str, path: Path) -> None:
    """The table in the database `release`, in the order of its key, and a Parquet file of it."""
    is_there = "select 1 from duckdb_tables() where database_name = 'release' and table_name = ?"
    if not con.execute(is_there, [table.name]).fetchone():
        made = f"{select} order by {total_order(table.name)}"
        con.execute(f"create table release.main.{table.name} as {made}")
    con.execute(
        f"copy release.main.{table.name} to '{str(path).replace(chr(39), chr(39) * 2)}' ({_FORMAT})"
    )


def write_sorted(con: duckdb.DuckDBPyConnection, table: Table, select: str, path: Path) -> None:
    """One file by DuckDB. A total order makes the same rows the same bytes."""
    con.execute(
        f"copy ({select} order by {total_order(table.name)}) "
        f"to '{str(path).replace(chr(39), chr(39) * 2)}' ({_FORMAT})"
    )


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
