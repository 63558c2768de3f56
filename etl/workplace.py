"""Where a build works: in memory; for large files on disk, in a folder beside the releases.

The database `release` holds tables as readers will open them, the other one what the build needs
on its way. The folder goes when the build ends; what a killed build left goes with the next one.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from warehouse.contract import TABLES
from warehouse.kept import KEPT

LARGE = 1 << 24  # bytes of curated files
_PREFIX = ".work-"


def is_large(curated: Path) -> bool:
    files = (curated / f"{table.name}.csv" for table in TABLES if table.curated)
    return sum(path.stat().st_size for path in files if path.is_file()) > LARGE


@contextmanager
def workplace(
    curated: Path, releases: Path, memory: str | None = None
) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection for one build that keeps to `memory` ("4GB"). The caller holds the lock."""
    for left_over in releases.glob(f"{_PREFIX}*"):
        shutil.rmtree(left_over, ignore_errors=True)
    limit = {"memory_limit": memory} if memory else {}
    if not is_large(curated):
        with duckdb.connect(config=limit) as con:
            yield con
        return
    place = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=releases))
    try:
        spill = {"temp_directory": str(place / "spill")}
        with duckdb.connect(str(place / "work.duckdb"), config=limit | spill) as con:
            attach(con, str(place / "release.duckdb"))
            yield con
    finally:
        shutil.rmtree(place, ignore_errors=True)


def attach(con: duckdb.DuckDBPyConnection, path: str = ":memory:") -> None:
    """The database `release`; its tables are found by their names alone."""
    if not has_release(con):
        con.execute(f"attach '{path.replace(chr(39), chr(39) * 2)}' as release")
        look_in(con)


def holds(con: duckdb.DuckDBPyConnection, table: str) -> bool:
    """Whether the database `release` has the table."""
    named = "select 1 from duckdb_tables() where database_name = 'release' and table_name = ?"
    return bool(con.execute(named, [table]).fetchall())


def has_release(con: duckdb.DuckDBPyConnection) -> bool:
    named = "select 1 from duckdb_databases() where database_name = 'release'"
    return bool(con.execute(named).fetchall())


def look_in(con: duckdb.DuckDBPyConnection, schema: str = "main") -> None:
    """Names mean what stands in this schema, then in the build's own, then in the release."""
    ((own,),) = con.execute(
        "select database_name from duckdb_databases() where not internal and "
        "database_name <> 'release'"
    ).fetchall()
    places = dict.fromkeys((f"{own}.{schema}", f"{own}.main", "release.main"))
    con.execute(f"set search_path = '{','.join(places)}'")


def begin_release_as(con: duckdb.DuckDBPyConnection, given: Path) -> None:
    """A copy of another release's database in the place of the empty one."""
    place = folder(con) / "release.duckdb"
    con.execute("set search_path = 'main'")
    con.execute("detach release")
    shutil.copyfile(given, place)
    attach(con, str(place))


def folder(con: duckdb.DuckDBPyConnection) -> Path | None:
    """Where the database `release` lies; None for one in memory."""
    named = "select path from duckdb_databases() where database_name = 'release'"
    path = con.execute(named).fetchone()
    return Path(path[0]).parent if path and path[0] else None


def take_release(con: duckdb.DuckDBPyConnection, target: Path) -> bool:
    """Add what is kept beside its tables to the database `release`, close it and move its file to
    the target; False where there is none."""
    if not has_release(con):
        return False
    ((path, own),) = con.execute(
        """select max(path) filter (database_name = 'release'),
                  max(database_name) filter (database_name <> 'release')
           from duckdb_databases() where not internal"""
    ).fetchall()
    if path is None:
        return False
    con.execute("set search_path = 'release.main'")
    for kept in KEPT:
        con.execute(f"create or replace table {kept.name} as {kept.sql} order by {kept.key}")
    con.execute(f"set search_path = '{own}.main'")
    con.execute("detach release")
    if Path(f"{path}.wal").exists():
        raise OSError(f"{path} is not written out")
    os.rename(path, target)
    return True
