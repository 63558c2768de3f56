"""DuckDB inside this process: one verified release, read-only.

A large release brings its own database, which is opened where it lies. Of others the Parquet files
are copied into a private one. Either is opened with every door closed: in DuckDB 2.0 `read_only`
and `enable_external_access=false` alone still let a CTE write, so the file systems themselves are
disabled and the configuration locked.
"""

import logging
import os
import shutil
import tempfile
import weakref
from collections.abc import Mapping
from pathlib import Path
from threading import Lock
from typing import Any

import duckdb

from warehouse import older
from warehouse.contract import TABLES, VERSION, Table
from warehouse.kept import FIGURE_SPANS, KEPT, SOURCE_COUNTS
from warehouse.releases import DATABASE, NoRelease, parts_of, row_counts, verified_files

_ROTTEN = "Corrupt database file"  # DuckDB, of a block that has not its checksum
log = logging.getLogger(__name__)


class Embedded:
    """A private database of one verified release, safe to share between threads."""

    def __init__(self, folder: Path, manifest: dict) -> None:
        self._release = folder, manifest
        self._lock = Lock()
        own = _opened(folder, manifest)
        self.is_own = own is not None  # the release's, where it lies
        self.con = own or self._copied(folder, manifest)

    def _copied(self, folder: Path, manifest: dict) -> duckdb.DuckDBPyConnection:
        """The Parquet files as tables of a database in a place of its own."""
        if "database" in manifest:  # which was trusted by its seal, perhaps, and they by it
            verified_files(folder, manifest)
        self.place = tempfile.mkdtemp(prefix="thi-dua-")
        weakref.finalize(self, shutil.rmtree, self.place, ignore_errors=True)
        path = str(Path(self.place) / DATABASE)
        _copy(folder, manifest, path)
        con = _locked(path)
        if os.name != "nt":
            # The open file outlives its name: a killed server leaves nothing behind.
            shutil.rmtree(self.place, ignore_errors=True)
        return con

    def cursor(self) -> duckdb.DuckDBPyConnection:
        return self.con.cursor()

    def rows(self, sql: str, parameters: Mapping[str, object]) -> list[dict[str, Any]]:
        is_own = self.is_own
        try:
            return self._rows(sql, parameters)
        except duckdb.Error as error:
            if not is_own or _ROTTEN not in str(error):
                raise
            self._leave(error)
        return self._rows(sql, parameters)

    def _rows(self, sql: str, parameters: Mapping[str, object]) -> list[dict[str, Any]]:
        # Results stream: an error can surface while fetching, so both happen on this cursor.
        with self.con.cursor() as cursor:
            return fetched(cursor.execute(sql, dict(parameters)))

    def _leave(self, error: duckdb.Error) -> None:
        """The release's own database, found damaged as it was read, for a copy of its tables;
        raises NoRelease where their files are damaged too."""
        with self._lock:
            if self.is_own:
                folder, manifest = self._release
                _say_unused(folder, error)
                self.con = self._copied(folder, manifest)
                self.is_own = False

    def reach(self) -> None:
        """Nobody is nearer than this process."""

    def trouble(self) -> None:
        """Nothing: this database answers or raises."""


def _opened(folder: Path, manifest: dict) -> duckdb.DuckDBPyConnection | None:
    """The release's own database, where it lies, after its hash; None, with a line in the log, when
    it is not what this app reads, and where there is none."""
    if "database" not in manifest or manifest["contract"] != VERSION:
        return None
    try:
        con = _locked(str(folder / DATABASE))
        _hold_to_contract(con, folder, row_counts(manifest))
        return con
    except (NoRelease, OSError, duckdb.Error, TypeError, LookupError) as error:
        _say_unused(folder, error)
        return None


def _say_unused(folder: Path, error: Exception) -> None:
    log.warning("%s is not used, its tables are copied instead (%s)", folder / DATABASE, error)


def _hold_to_contract(con: duckdb.DuckDBPyConnection, folder: Path, rows: dict[str, int]) -> None:
    """Raises NoRelease for tables of another shape or length."""
    for table in TABLES:
        found = con.execute(f"select * from {table.name} limit 0").description
        wanted = con.execute(
            "select " + ", ".join(f'null::{c.sql_type} as "{c.name}"' for c in table.columns)
        ).description
        (count,) = con.execute(f"select count(*) from {table.name}").fetchone()
        if [c[:2] for c in found] != [c[:2] for c in wanted] or count != rows[table.name]:
            raise NoRelease(f"{folder / DATABASE}: {table.name} is not what the manifest says")
    for kept in KEPT:
        found = con.execute(f"select * from {kept.name} limit 0").description
        wanted = con.execute(f"select * from ({kept.sql}) as told limit 0").description
        if [c[:2] for c in found] != [c[:2] for c in wanted]:
            raise NoRelease(f"{folder / DATABASE}: {kept.name} has other columns")
    for kept in (FIGURE_SPANS, SOURCE_COUNTS):
        (count,) = con.execute(f"select sum(figures) from {kept.name}").fetchone()
        if count != rows["observations"]:
            raise NoRelease(f"{folder / DATABASE}: {kept.name} counts {count} figures")


def _copy(folder: Path, manifest: dict, path: str) -> None:
    """Raises NoRelease for files of another shape or length."""
    rows = row_counts(manifest)
    with duckdb.connect(path) as con:
        for table in TABLES:
            files = [str(folder / name) for name in parts_of(manifest, table.name)]
            for file in files:
                columns = _columns(con, table, file, manifest["contract"] == VERSION)
            (found,) = con.execute(
                f"create table {table.name} as select {columns} from read_parquet($files)",
                {"files": files},
            ).fetchone()
            if found != rows[table.name]:
                raise NoRelease(
                    f"{folder}: {table.name} has {found} rows, its manifest says {rows[table.name]}"
                )
        if manifest["contract"] in older.WITHOUT_YEARS:
            years = ", ".join(f"{name} = {of}" for name, of in older.YEARS.items())
            con.execute(
                f"update observations as o set {years} from sources s "
                "where s.source_id = o.source_id"
            )
        for kept in KEPT:
            con.execute(f"create table {kept.name} as {kept.sql} order by {kept.key}")


def _columns(con: duckdb.DuckDBPyConnection, table: Table, file: str, is_newest: bool) -> str:
    """The contract's columns; only an older contract may lack some, and they are empty.

    Raises NoRelease for a file of another shape: its hash only says that it is the file meant.
    """
    found = con.read_parquet(file)
    present = dict(zip(found.columns, found.types, strict=True))
    parts = []
    for c in table.columns:
        (right,) = con.sql(f"select null::{c.sql_type}").types
        if present.get(c.name, None if is_newest else right) != right:
            raise NoRelease(f"{file}: {c.name} is {present.get(c.name, 'missing')}, not {right}")
        parts.append(f'"{c.name}"' if c.name in present else f'null::{c.sql_type} as "{c.name}"')
    return ", ".join(parts)


_locking = Lock()


def _locked(path: str) -> duckdb.DuckDBPyConnection:
    with _locking:
        con = duckdb.connect(
            path,
            read_only=True,
            config={
                "temp_directory": "",
                "python_enable_replacements": False,
                "autoinstall_known_extensions": False,
                "autoload_known_extensions": False,
            },
        )
        # A file that this process has open already is the same database, and locked already.
        ((is_locked,),) = con.execute("select current_setting('lock_configuration')").fetchall()
        if not is_locked:
            con.execute("set global max_execution_time=10000")  # milliseconds
            con.execute("set enable_external_access=false")
            con.execute("set disabled_filesystems='LocalFileSystem'")
            con.execute("set lock_configuration=true")
    return con


def ask_files(
    views: Mapping[str, Mapping[str, list[Path]]], sql: str, parameters: Mapping[str, object]
) -> list[dict[str, Any]]:
    """The answer over views of trusted files, which are read where they lie and not copied."""
    with duckdb.connect() as con:
        con.execute("create table released(filename varchar, release_id varchar)")
        for name, releases in views.items():
            paths = {str(path): release for release, of in releases.items() for path in of}
            con.executemany("insert into released values (?, ?)", [*paths.items()])
            read = con.read_parquet([*paths], filename=True, union_by_name=True)
            read.create_view(f"{name}_files")
            con.execute(
                f"create view {name} as select * exclude (filename) "
                f"from {name}_files join (select distinct * from released) using (filename)"
            )
        allowed = [str(path) for of in views.values() for paths in of.values() for path in paths]
        quoted = ", ".join("'" + path.replace("'", "''") + "'" for path in allowed)
        con.execute(f"set allowed_paths=[{quoted}]")
        con.execute("set enable_external_access=false")
        con.execute("set lock_configuration=true")
        return fetched(con.execute(sql, dict(parameters)))


def fetched(found: duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
    """The rows of an executed statement."""
    names = [column[0] for column in found.description]
    decimals = [column[0] for column in found.description if column[1].id == "decimal"]
    rows = [dict(zip(names, values, strict=True)) for values in found.fetchall()]
    for row in rows if decimals else ():
        for name in decimals:
            if row[name] is not None:
                row[name] = float(row[name])
    return rows
