"""Large files, straight from CSV to typed tables in the order of their keys.

A long file in the order of its keys is typed in parts on all cores, others in one piece; every rule
is then asked of the typed tables. It is only asked whether anything is wrong: what is wrong, and on
which line, the build finds out the long way, as it does for small files.
"""

from pathlib import Path

import duckdb

from etl import last_release, parts, workplace
from etl.check import RULES, contract_rules
from etl.derive import joined, ready
from etl.load import as_text, is_whole
from etl.progress import stage
from etl.read import load_short
from etl.readings import add_readings, begin
from etl.soundness import in_order, texts_are_sound, typed_cells
from warehouse.contract import TABLES, Table

_ASKED = "asked"  # schema of the views that rules are asked of
_CURATED = [table for table in TABLES if table.curated]
_FIRST = 10_000  # rows by which a file seems to be in order
_LONG = 1 << 20  # bytes of a file from which on it is not read line by line


def straight(con: duckdb.DuckDBPyConnection, curated: Path) -> bool:
    """The typed tables in `release`; False, and nothing, when the files are small or anything in
    them may be wrong."""
    if not workplace.is_large(curated):
        return False
    workplace.attach(con)
    try:
        in_parts = _built(con, curated)
        if in_parts is not None and _is_right(con, curated, in_parts):
            return True
    except (parts.Doubtful, duckdb.InvalidInputException, duckdb.ConversionException):
        pass  # of the last two, a line that is no row
    finally:
        con.execute(f"drop schema if exists {_ASKED} cascade")
        workplace.look_in(con)
    _clear(con)
    return False


def _built(con: duckdb.DuckDBPyConnection, curated: Path) -> set[str] | None:
    """The typed tables, in `release`; the names of those that were made, and checked, in parts.
    None where a file is not what it should be."""
    for table in _CURATED:
        path = curated / f"{table.name}.csv"
        if not path.is_file():
            return None
        if path.stat().st_size <= _LONG:
            if load_short(con, table, path):
                return None
        elif text := as_text(table, path):
            con.execute(f"create view raw_{table.name} as from {text}")
        else:
            return None
    begin(con)
    ready(con)
    in_parts = set()
    for table in sorted(_CURATED, key=lambda table: table.name not in last_release.BESIDE):
        path = curated / f"{table.name}.csv"
        stage(f"Đọc và xếp {path.name}")
        seems_ordered = in_order(
            con, table, f"(select {table.key} from raw_{table.name} limit {_FIRST})"
        )
        if path.stat().st_size > _LONG and seems_ordered and parts.make(con, table, path):
            in_parts.add(table.name)
            continue
        if table.name == "observations" and add_readings(con):
            return None
        _make(con, table, seems_ordered)
    return in_parts


def _make(con: duckdb.DuckDBPyConnection, table: Table, seems_ordered: bool) -> None:
    """The typed table in the order of its key. A file that is in that order already is kept so by
    one thread, which takes half the work of sorting its wide rows and no room on the disk."""
    name = f"release.main.{table.name}"
    made = f"create or replace table {name} as select {typed_cells(table)} from {joined(table)}"
    if seems_ordered:
        threads = con.execute("select current_setting('threads')").fetchall()[0][0]
        con.execute(f"set threads = 1; set disabled_optimizers = '{parts.SWAPS}'")
        try:
            con.execute(made)
        finally:
            con.execute(f"set threads = {threads}; reset disabled_optimizers")
        if in_order(con, table, name):
            return
    con.execute(f"{made} order by {table.key}")


def _is_right(con: duckdb.DuckDBPyConnection, curated: Path, in_parts: set[str]) -> bool:
    stage("Kiểm tra")
    con.execute(f"create schema {_ASKED}")
    workplace.look_in(con, _ASKED)
    for table in _CURATED:
        path = curated / f"{table.name}.csv"
        if table.name not in in_parts and not _is_sound(con, table, path):
            return False
        for view in (table.name, f"raw_{table.name}"):
            rows = f"select 0 as line, * from release.main.{table.name}"
            con.execute(f"create or replace view {_ASKED}.{view} as {rows}")
    return not any(con.execute(rule).fetchone() for rule in _rules())


def _is_sound(con: duckdb.DuckDBPyConnection, table: Table, path: Path) -> bool:
    """Every line is a row with a key of its own, and every cell is kept as it was typed."""
    name = f"release.main.{table.name}"
    rows, odd = con.execute(f"select count(*), bool_or(is_odd) from {name}").fetchone()
    if odd:
        return False
    con.execute(f"alter table {name} drop column is_odd")
    con.execute(f"create view {_ASKED}.raw_{table.name} as select 0 as line, * from {name}")
    texts = [c.name for c in table.typed if c.kind in ("text", "code")]
    if not in_order(con, table, name) or (
        path.stat().st_size > _LONG and not is_whole(con, name, texts, path, rows)
    ):
        return False
    return texts_are_sound(con, table)


def _rules() -> list[str]:
    there = {table.name for table in _CURATED}
    typed = [rule for table in _CURATED for rule in contract_rules(table, there, is_typed=True)]
    return [*typed, *RULES]


def _clear(con: duckdb.DuckDBPyConnection) -> None:
    con.execute("drop table if exists parts")
    views = {name for (name,) in con.execute("select view_name from duckdb_views()").fetchall()}
    for table in _CURATED:
        kind = "view" if f"raw_{table.name}" in views else "table"
        con.execute(f"drop {kind} if exists raw_{table.name}")
        con.execute(f"drop table if exists release.main.{table.name}")
