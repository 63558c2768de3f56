"""What changed from release to release: figures added, changed, removed; one figure through time.

Reads only the files it needs of the releases it is asked about, each against its manifest; a
release that fails is left out, never half-read.
"""

import functools
import hashlib
from pathlib import Path

import duckdb

from warehouse.connection import NoRelease, Release, Row, fetched, history, manifest_of

_TABLES = ("observations", "units", "indicators", "sources")
_MOST_RELEASES = 30


def changes(releases: Path, sql: str, old: str, new: str) -> list[Row]:
    """One row per figure that differs between two releases; raises NoRelease."""
    with duckdb.connect() as con:
        for name, release in (("old", old), ("new", new)):
            for table in _TABLES:
                con.execute(
                    f"create table {name}_{table} as from read_parquet($file)",
                    {"file": str(_verified(releases, release, table))},
                )
        con.execute("set enable_external_access=false")
        con.execute("set lock_configuration=true")
        return fetched(con.execute(sql))


def of_figure(releases: Path, sql: str, observation_id: str) -> list[Row]:
    """One row per readable release, newest first, None where the figure is not in it."""
    known: list[tuple[Release, str]] = []
    for release in history(releases)[:_MOST_RELEASES]:
        try:
            known.append((release, str(_verified(releases, release.release_id, "observations"))))
        except NoRelease:
            continue
    if not known:
        return []
    files = [file for _, file in known]
    with duckdb.connect() as con:
        told = con.execute(sql, {"files": files, "observation_id": observation_id})
        found = {Path(str(row.pop("filename"))): row for row in fetched(told)}
    return [
        {"release_id": release.release_id, "built_at": release.built_at}
        | found.get(Path(file), {"as_printed": None})
        for release, file in known
    ]


def _verified(releases: Path, release: str, table: str) -> Path:
    """The release's file of a table, as its manifest has it; raises NoRelease."""
    if release not in {known.release_id for known in history(releases)}:
        raise NoRelease(f"{releases} has no release {release!r}")
    path = releases / release / f"{table}.parquet"
    manifest = manifest_of(releases / release)
    try:
        state = path.stat()
        found = _sha256(path, state.st_mtime_ns, state.st_size)
    except OSError as error:
        raise NoRelease(f"{path}: {error.strerror}") from None
    if manifest is None or manifest["files"][path.name]["sha256"] != found:
        raise NoRelease(f"{path} differs from its manifest")
    return path


@functools.lru_cache(maxsize=512)
def _sha256(path: Path, _changed: int, _size: int) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
