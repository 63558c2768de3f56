"""DuckDB inside this process: a private, read-only copy of one verified release.

Parquet is copied into a private database and opened with every door closed: in DuckDB 2.0
`read_only` and `enable_external_access=false` alone still let a CTE write, so the file systems
themselves are disabled and the configuration locked.
"""

import os
import shutil
import tempfile
import weakref
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import duckdb

from warehouse.contract import TABLES, VERSION, Table
from warehouse.releases import NoRelease, row_counts


class Embedded:
    """A private database of one verified release, safe to share between threads."""

    def __init__(self, folder: Path, manifest: dict) -> None:
        rows = row_counts(manifest)
        self.place = tempfile.mkdtemp(prefix="thi-dua-")
        weakref.finalize(self, shutil.rmtree, self.place, ignore_errors=True)
        path = str(Path(self.place) / "release.duckdb")
        with duckdb.connect(path) as con:
            for table in TABLES:
                file = str(folder / f"{table.name}.parquet")
                columns = _columns(con, table, file, manifest["contract"] == VERSION)
                (found,) = con.execute(
                    f"create table {table.name} as select {columns} from read_parquet($file)",
                    {"file": file},
                ).fetchone()
                if found != rows[table.name]:
                    raise NoRelease(
                        f"{folder}: {table.name} has {found} rows, "
                        f"its manifest says {rows[table.name]}"
                    )
        self.con = _locked(path)
        if os.name != "nt":
            # The open file outlives its name: a killed server leaves nothing behind.
            shutil.rmtree(self.place, ignore_errors=True)

    def cursor(self) -> duckdb.DuckDBPyConnection:
        return self.con.cursor()

    def rows(self, sql: str, parameters: Mapping[str, object]) -> list[dict[str, Any]]:
        # Results stream: an error can surface while fetching, so both happen on this cursor.
        with self.con.cursor() as cursor:
            return fetched(cursor.execute(sql, dict(parameters)))

    def reach(self) -> None:
        """Nobody is nearer than this process."""

    def trouble(self) -> None:
        """Nothing: this database answers or raises."""


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


def _locked(path: str) -> duckdb.DuckDBPyConnection:
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
    con.execute("set global max_execution_time=10000")  # milliseconds
    con.execute("set enable_external_access=false")
    con.execute("set disabled_filesystems='LocalFileSystem'")
    con.execute("set lock_configuration=true")
    return con


def ask_files(
    views: Mapping[str, Mapping[str, Path]], sql: str, parameters: Mapping[str, object]
) -> list[dict[str, Any]]:
    """The answer over views of trusted files, which are read where they lie and not copied."""
    with duckdb.connect() as con:
        con.execute("create table released(filename varchar, release_id varchar)")
        for name, files in views.items():
            paths = {str(path): release for release, path in files.items()}
            con.executemany("insert into released values (?, ?)", [*paths.items()])
            read = con.read_parquet([*paths], filename=True, union_by_name=True)
            read.create_view(f"{name}_files")
            con.execute(
                f"create view {name} as select * exclude (filename) "
                f"from {name}_files join (select distinct * from released) using (filename)"
            )
        allowed = [str(path) for files in views.values() for path in files.values()]
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
