"""Load a curated CSV file with DuckDB's own reader, which takes millions of rows a second.

It takes what is plainly a table: every line a row, every row as wide as the header. Anything else
it leaves to `read`, which goes line by line and says what is wrong.
"""

import unicodedata
from pathlib import Path

import duckdb
import pyarrow as pa

from warehouse.contract import Table

_PIECE = 1 << 20  # bytes
_CONTROLS = bytes({*range(32), 127} - {10, 13})


def load(con: duckdb.DuckDBPyConnection, table: Table, path: Path) -> bool:
    """Table `raw_<table>(line, <typed columns as text>)`; False, and none, for other files."""
    if (header := _header(table, path)) is None:
        return False
    types = ", ".join(f"'{name}': 'VARCHAR'" for name in header)
    columns = ", ".join(f'"{c.name}"' for c in table.typed)
    try:
        (rows,) = con.execute(
            f"""create or replace table raw_{table.name} as
                select (row_number() over () + 1)::integer as line, {columns}
                from read_csv($path, columns = {{{types}}}, header = false, skip = 1, delim = ',',
                              quote = '"', escape = '"', nullstr = '', auto_detect = false,
                              strict_mode = true)""",
            {"path": _literal(path)},
        ).fetchone()
    except duckdb.Error:
        rows = -1
    if rows < 0 or not _is_whole(con, table, path, rows):
        con.execute(f"drop table if exists raw_{table.name}")
        return False
    return True


def odd_cells(con: duckdb.DuckDBPyConnection, table: Table) -> dict[str, dict[str, int]]:
    """Column → cell that is not plain ASCII, or has outer blanks → the first line it stands on."""
    found = {}
    for column in table.typed:
        c = f'"{column.name}"'
        cells = con.execute(
            f"""select {c}, min(line) from raw_{table.name}
                where length({c}) <> strlen({c}) or {c} = '' or {c}[1] = ' ' or {c}[-1] = ' '
                group by all"""
        ).fetchall()
        if cells:
            found[column.name] = dict(cells)
    return found


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
    return "".join(f"[{c}]" if c in "*?[" else c for c in str(path))


def _header(table: Table, path: Path) -> list[str] | None:
    with path.open("rb") as file:
        line = file.readline(10_000)
    try:
        text = unicodedata.normalize("NFC", line.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return None
    header = [cell.strip().strip('"') for cell in text.rstrip("\r\n").split(",")]
    return header if sorted(header) == sorted(c.name for c in table.typed) else None


def _is_whole(con: duckdb.DuckDBPyConnection, table: Table, path: Path, rows: int) -> bool:
    """Whether every line became a row of its own, and every comma an end of a cell or a letter.

    The reader skips empty lines, so that rows would move up; it forgives a comma at the end; and a
    quote left open may have swallowed lines.
    """
    lines, commas, quotes, hidden = _marks(path)
    if hidden or lines != rows + 1:
        return False
    each = [f'"{c.name}"' for c in table.typed]
    blank = " and ".join(f"coalesce(trim({c}), '') = ''" for c in each)
    spoiled, inside = [f"({blank})"], ["0"]
    if quotes:
        spoiled += [f"""contains({c}, chr(10)) or {_count(c, '"')} % 2 = 1""" for c in each]
        inside += [f"coalesce(sum({_count(c, ',')}), 0)" for c in each]
    odd, within = con.execute(
        f"""select count(*) filter ({" or ".join(spoiled)}), {" + ".join(inside)}
            from raw_{table.name}"""
    ).fetchone()
    return not odd and commas == lines * (len(each) - 1) + within


def _count(cell: str, sign: str) -> str:
    return f"(length({cell}) - length(replace({cell}, '{sign}', '')))"


def _marks(path: Path) -> tuple[int, int, int, int]:
    """Lines, commas, quotes and control characters of the file."""
    lines, commas, quotes, hidden, last = 0, 0, 0, 0, b"\n"
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            lines, commas = lines + piece.count(b"\n"), commas + piece.count(b",")
            quotes += piece.count(b'"')
            hidden += len(piece) - len(piece.translate(None, _CONTROLS))
            last = piece[-1:]
    return lines + (last != b"\n"), commas, quotes, hidden
