"""What changed from release to release: figures added, changed, removed; one figure through time.

Reads only the files it needs of the releases it is asked about, each against its manifest; a
release that fails is left out, never half-read.
"""

from functools import lru_cache
from pathlib import Path

import duckdb

from warehouse.connection import Row, fetched
from warehouse.releases import NoRelease, Release, history, manifest_of, verified

_TABLES = ("observations", "units", "indicators", "sources")
_MOST_RELEASES = 30


def changes(releases: Path, sql: str, old: str, new: str) -> list[Row]:
    """One row per figure that differs between two releases; raises NoRelease."""
    known = {release.release_id for release in history(releases)}
    with duckdb.connect() as con:
        for name, release in (("old", old), ("new", new)):
            if release not in known:  # an id is never a path
                raise NoRelease(f"{releases} has no release {release!r}")
            for table in _TABLES:
                con.execute(
                    f"create table {name}_{table} as from read_parquet($file)",
                    {"file": str(_trusted(releases / release, table))},
                )
        con.execute("set enable_external_access=false")
        con.execute("set lock_configuration=true")
        return fetched(con.execute(sql))


def of_figure(releases: Path, sql: str, observation_id: str) -> list[Row]:
    """One row per readable release, newest first, None where the figure is not in it."""
    known: list[tuple[Release, str]] = []
    for release in history(releases)[:_MOST_RELEASES]:
        try:
            file = _trusted(releases / release.release_id, "observations")
        except NoRelease:
            continue
        known.append((release, str(file)))
    if not known:
        return []
    with duckdb.connect() as con:
        files = [file for _, file in known]
        told = con.execute(sql, {"files": files, "observation_id": observation_id})
        found = {str(Path(str(row.pop("filename")))): row for row in fetched(told)}
    return [
        {"release_id": release.release_id, "built_at": release.built_at}
        | found.get(file, {"as_printed": None})
        for release, file in known
    ]


def _trusted(folder: Path, table: str) -> Path:
    """The release's file of a table; raises NoRelease. Hashed again only when it has changed."""
    try:
        state = (folder / f"{table}.parquet").stat()
        return _verified(folder, table, state.st_mtime_ns, state.st_size)
    except OSError as error:
        raise NoRelease(f"{folder}, {table}: {error.strerror}") from None


@lru_cache(maxsize=512)
def _verified(folder: Path, table: str, _changed: int, _size: int) -> Path:
    manifest = manifest_of(folder)
    if manifest is None:
        raise NoRelease(f"{folder} has no readable manifest of its own")
    return verified(folder, manifest, table)
