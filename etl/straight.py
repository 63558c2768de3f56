"""Large files, straight from CSV to typed tables in the order of their keys.

Each file is read once for its phrases and once for its rows; every rule is then asked of the typed
tables. It is only asked whether anything is wrong: what is wrong, and on which line, the build
finds out the long way, as it does for small files.
"""

import unicodedata
from pathlib import Path

import duckdb

from etl import workplace
from etl.check import RULES, contract_rules
from etl.derive import cells, joined, ready
from etl.load import as_text, is_whole, odd_cells
from etl.progress import stage
from etl.read import load_short, text_problem
from etl.readings import make_readings
from warehouse.contract import TABLES, Column, Table

_ASKED = "asked"  # schema of the views that rules are asked of
_CURATED = [table for table in TABLES if table.curated]
_FIRST = 10_000  # rows by which a file seems to be in order
_SWAPS = "join_order,build_side_probe_side"  # a join keeps the order of the side it reads along
_LONG = 1 << 20  # bytes of a file from which on it is not read line by line


def straight(con: duckdb.DuckDBPyConnection, curated: Path) -> bool:
    """The typed tables in `release`; False, and nothing, when the files are small or anything in
    them may be wrong."""
    if not workplace.is_large(curated):
        return False
    workplace.attach(con)
    try:
        if _built(con, curated) and _is_right(con, curated):
            return True
    except (duckdb.InvalidInputException, duckdb.ConversionException):
        pass  # a line that is no row
    finally:
        con.execute(f"drop schema if exists {_ASKED} cascade")
        workplace.look_in(con)
    _clear(con)
    return False


def _built(con: duckdb.DuckDBPyConnection, curated: Path) -> bool:
    for table in _CURATED:
        path = curated / f"{table.name}.csv"
        if not path.is_file():
            return False
        if path.stat().st_size <= _LONG:
            if load_short(con, table, path):
                return False
        elif text := as_text(table, path):
            con.execute(f"create view raw_{table.name} as from {text}")
        else:
            return False
    if make_readings(con):
        return False
    ready(con)
    for table in _CURATED:
        stage(f"Đọc và xếp {table.name}.csv")
        _make(con, table)
    return True


def _make(con: duckdb.DuckDBPyConnection, table: Table) -> None:
    """The typed table in the order of its key. A file that is in that order already is kept so by
    one thread, which takes half the work of sorting its wide rows and no room on the disk."""
    odd = " or ".join(_is_odd(c) for c in table.typed if c.kind in ("int", "date", "bool"))
    name = f"release.main.{table.name}"
    made = f"""create or replace table {name} as
               select {cells(table, "try_cast")}, ({odd or "false"}) as is_odd
               from {joined(table)}"""
    first = f"(select {table.key} from raw_{table.name} limit {_FIRST})"
    if _in_order(con, table, first):
        threads = con.execute("select current_setting('threads')").fetchall()[0][0]
        con.execute(f"set threads = 1; set disabled_optimizers = '{_SWAPS}'")
        try:
            con.execute(made)
        finally:
            con.execute(f"set threads = {threads}; reset disabled_optimizers")
        if _in_order(con, table, name):
            return
    con.execute(f"{made} order by {table.key}")


def _in_order(con: duckdb.DuckDBPyConnection, table: Table, rows: str) -> bool:
    """Whether each key is greater than the one before it."""
    key = f"({table.key})"
    found = con.execute(
        f"""select count(*) filter (not before < key)
            from (select {key} as key, lag({key}) over () as before from {rows})"""
    ).fetchall()
    return found == [(0,)]


def _is_odd(column: Column) -> str:
    """SQL: a cell is not written as its value is: 007, 2023-1-5, x. It may still be right."""
    c = f'r."{column.name}"'
    written = f"try_cast({c} as {column.sql_type})::varchar is distinct from lower({c})"
    if column.kind == "date":  # infinity, and years before Christ
        written += f" or strlen({c}) <> 10"
    return f"({c} is not null and ({written}))"


def _is_right(con: duckdb.DuckDBPyConnection, curated: Path) -> bool:
    stage("Kiểm tra")
    con.execute(f"create schema {_ASKED}")
    workplace.look_in(con, _ASKED)
    return all(
        _is_sound(con, table, curated / f"{table.name}.csv") for table in _CURATED
    ) and not any(con.execute(rule).fetchone() for rule in _rules())


def _is_sound(con: duckdb.DuckDBPyConnection, table: Table, path: Path) -> bool:
    """Every line is a row with a key of its own, and every cell is kept as it was typed."""
    name = f"release.main.{table.name}"
    rows, odd = con.execute(f"select count(*), bool_or(is_odd) from {name}").fetchone()
    if odd:
        return False
    con.execute(f"alter table {name} drop column is_odd")
    for view in (table.name, f"raw_{table.name}"):
        con.execute(f"create view {_ASKED}.{view} as select 0 as line, * from {name}")
    texts = [c.name for c in table.typed if c.kind in ("text", "code")]
    if not _in_order(con, table, name) or (
        path.stat().st_size > _LONG and not is_whole(con, name, texts, path, rows)
    ):
        return False
    # Cells of a code list and ids of other tables are among those checked there, or refused.
    free = [c.name for c in table.typed if c.kind == "text" and not c.references]
    return all(
        unicodedata.normalize("NFC", cell).strip() == cell and not text_problem("", 0, cell)
        for found in odd_cells(con, table, free).values()
        for cell in found
    )


def _rules() -> list[str]:
    there = {table.name for table in _CURATED}
    typed = [rule for table in _CURATED for rule in contract_rules(table, there, is_typed=True)]
    return [*typed, *RULES]


def _clear(con: duckdb.DuckDBPyConnection) -> None:
    views = {name for (name,) in con.execute("select view_name from duckdb_views()").fetchall()}
    for table in _CURATED:
        kind = "view" if f"raw_{table.name}" in views else "table"
        con.execute(f"drop {kind} if exists raw_{table.name}")
        con.execute(f"drop table if exists release.main.{table.name}")
