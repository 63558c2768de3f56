"""Load a curated CSV file with DuckDB's own reader, which takes millions of rows a second.

It takes what is plainly a table: every line a row, every row as wide as the header. Anything else
it leaves to `read`, which goes line by line and says what is wrong.
"""

import unicodedata
from collections.abc import Sequence
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa

from warehouse.contract import Table

_PIECE = 1 << 20  # bytes


def load(con: duckdb.DuckDBPyConnection, table: Table, path: Path) -> bool:
    """Table `raw_<table>(line, <typed columns as text>)`; False, and none, for other files."""
    if (cells := as_text(table, path)) is None:
        return False
    columns = ", ".join(f'"{c.name}"' for c in table.typed)
    try:
        (rows,) = con.execute(
            f"""create or replace table raw_{table.name} as
                select (row_number() over () + 1)::integer as line, {columns} from {cells}"""
        ).fetchone()
    except duckdb.Error:
        rows = -1
    names = [c.name for c in table.typed]
    if rows < 0 or not is_whole(con, f"raw_{table.name}", names, path, rows):
        con.execute(f"drop table if exists raw_{table.name}")
        return False
    return True


def as_text(table: Table, path: Path) -> str | None:
    """SQL for the file's rows, every cell a text; None where the header is not the table's."""
    if (header := _header(table, path)) is None:
        return None
    types = ", ".join(f"'{name}': 'VARCHAR'" for name in header)
    return f"""read_csv('{_literal(path)}', columns = {{{types}}}, header = false, skip = 1,
                        delim = ',', quote = '"', escape = '"', nullstr = '', auto_detect = false,
                        strict_mode = true)"""


def odd_cells(
    con: duckdb.DuckDBPyConnection, table: Table, columns: Sequence[str]
) -> dict[str, dict[str, int]]:
    """Column → cell that is not plain ASCII, or has outer blanks → the first line it stands on."""
    odd = {
        name: f"""(length("{name}") <> strlen("{name}") or "{name}" = ''
                  or starts_with("{name}", ' ') or ends_with("{name}", ' '))"""
        for name in columns
    }
    asked = ", ".join(f"bool_or({is_odd})" for is_odd in odd.values())
    answer = con.execute(f"select {asked} from raw_{table.name}").fetchone()
    return {
        name: dict(
            con.execute(
                f"""select "{name}", min(line) from raw_{table.name}
                    where {odd[name]} group by all"""
            ).fetchall()
        )
        for name, is_any in zip(odd, answer, strict=True)
        if is_any
    }


def replace(
    con: duckdb.DuckDBPyConnection, table: Table, column: str, cells: dict[str, str | None]
) -> None:
    """Put other texts in the place of these cells of a column."""
    pairs = {"old": pa.array(cells, pa.string()), "new": pa.array(cells.values(), pa.string())}
    con.register("cells_arrow", pa.table(pairs))
    con.execute(
        f"""update raw_{table.name} set "{column}" = c.new
            from cells_arrow c where "{column}" = c.old"""
    )
    con.unregister("cells_arrow")


def _literal(path: Path) -> str:
    """The path as DuckDB's reader takes it: not as a pattern of names."""
    return "".join(f"[{c}]" if c in "*?[" else c for c in str(path)).replace("'", "''")


def _header(table: Table, path: Path) -> list[str] | None:
    with path.open("rb") as file:
        line = file.readline(10_000)
    try:
        text = unicodedata.normalize("NFC", line.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return None
    header = [cell.strip().strip('"') for cell in text.rstrip("\r\n").split(",")]
    return header if sorted(header) == sorted(c.name for c in table.typed) else None


def is_whole(
    con: duckdb.DuckDBPyConnection, rows_of: str, columns: Sequence[str], path: Path, rows: int
) -> bool:
    """Whether every line became a row of its own, and every comma an end of a cell or a letter.

    The reader skips empty lines, so that rows would move up; it forgives a comma at the end; and a
    quote left open may have swallowed lines. `columns` are those that may hold any text.
    """
    lines, commas, quotes, hidden = _marks(path)
    if hidden or lines != rows + 1:
        return False
    each = [f'"{name}"' for name in columns]
    blank = " and ".join(f"coalesce(trim({c}), '') = ''" for c in each)
    spoiled, within = [f"({blank})"], 0
    if quotes:
        spoiled += [f"""contains({c}, chr(10)) or {_count(c, '"')} % 2 = 1""" for c in each]
        inside = [f"coalesce(sum({_count(c, ',')}) filter (contains({c}, ',')), 0)" for c in each]
        (within,) = con.execute(f"select {' + '.join(inside)} from {rows_of}").fetchone()
    # A where, no filter of a count: that looks at every cell where the first that is not blank
    # decides.
    odd = con.execute(f"select 1 from {rows_of} where {' or '.join(spoiled)} limit 1").fetchone()
    with path.open("rb") as file:
        width = file.readline().count(b",")
    return not odd and commas == lines * width + within


def _count(cell: str, sign: str) -> str:
    return f"(length({cell}) - length(replace({cell}, '{sign}', '')))"


def _marks(path: Path) -> tuple[int, int, int, int]:
    """Lines, commas, quotes and control characters of the file."""
    lines, commas, quotes, hidden, last = 0, 0, 0, 0, b"\n"
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            signs = np.frombuffer(piece, np.uint8)  # five times as fast as bytes.count
            ends = np.count_nonzero(signs == ord("\n"))
            returns = np.count_nonzero(signs == ord("\r"))
            lines, commas = lines + ends, commas + np.count_nonzero(signs == ord(","))
            quotes += np.count_nonzero(signs == ord('"'))
            low = np.count_nonzero(signs < ord(" ")) + np.count_nonzero(signs == 127)
            hidden += low - ends - returns
            last = piece[-1:]
    return lines + (last != b"\n"), commas, quotes, hidden
