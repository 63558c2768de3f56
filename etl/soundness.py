"""Rows typed straight from a file: whether each cell is kept as it was typed, and their order."""

import unicodedata
from functools import lru_cache

import duckdb

from etl.derive import cells
from etl.load import odd_cells
from etl.read import text_problem
from warehouse.contract import Column, Table


def typed_cells(table: Table) -> str:
    """SQL for the contract's columns of `derive.joined`, and for `is_odd`: a cell is not written as
    its value is."""
    return f"{cells(table, 'try_cast')}, {is_odd(table)} as is_odd"


def is_odd(table: Table) -> str:
    """SQL: a cell of `r`, a raw row, is not written as its value is: 007, 2023-1-5, x. It may still
    be right."""
    odd = [_is_odd(c) for c in table.typed if c.kind in ("int", "date", "bool")]
    return f"({' or '.join(odd) or 'false'})"


def _is_odd(column: Column) -> str:
    c = f'r."{column.name}"'
    written = f"try_cast({c} as {column.sql_type})::varchar is distinct from lower({c})"
    if column.kind == "date":  # infinity, and years before Christ
        written += f" or strlen({c}) <> 10"
    return f"({c} is not null and ({written}))"


def in_order(con: duckdb.DuckDBPyConnection, table: Table, rows: str) -> bool:
    """Whether each key is greater than the one before it."""
    key = f"({table.key})"
    found = con.execute(
        f"""select count(*) filter (not before < key)
            from (select {key} as key, lag({key}) over () as before from {rows})"""
    ).fetchall()
    return found == [(0,)]


def texts_are_sound(con: duckdb.DuckDBPyConnection, table: Table) -> bool:
    """Whether the free texts of `raw_<table>` are NFC, stripped and without strange letters.

    Cells of a code list and ids of other tables are among those checked there, or refused.
    """
    free = [c.name for c in table.typed if c.kind == "text" and not c.references]
    return all(_is_sound(cell) for found in odd_cells(con, table, free).values() for cell in found)


@lru_cache(maxsize=1 << 16)  # a phrase stands in many parts of a file
def _is_sound(cell: str) -> bool:
    return unicodedata.normalize("NFC", cell).strip() == cell and not text_problem("", 0, cell)
