"""Long curated files, part by part: each part is read, checked and typed by itself, on all cores,
or taken from the last release.

A part ends where the key of a line says so, not after so many lines: rows added in one place leave
the parts elsewhere as they were.
"""

import hashlib
import zlib
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from threading import Lock
from typing import BinaryIO

import duckdb

from etl import workplace
from etl.derive import cells, joined
from etl.last_release import Made, beside, changed, taken, usable
from etl.load import as_text, is_whole
from etl.progress import stage
from etl.readings import add_readings
from etl.soundness import in_order, is_odd, texts_are_sound
from warehouse.contract import BY_NAME, Table

# A sixth less work than with the level DuckDB takes of itself, for files a hundredth larger.
FORMAT = "format parquet, compression zstd, compression_level 1"
# Bytes of a part: some full groups of rows, or the database would put what is left of them together
# again at the end, and write all of it twice.
_LEAST, _MOST = 96 << 20, 192 << 20
_PIECE = 1 << 20
_ENDS = 1 << 10  # of so many keys one ends a part
_LATE = 0.1  # of the parts; where more begin before others end, the file is sorted as a whole
SWAPS = "join_order,build_side_probe_side"  # a join keeps the order of the side it reads along


class Doubtful(Exception):
    """Something in the file may be wrong; the long way will say what."""


@dataclass(frozen=True)
class Part:
    """Lines of a file, from the byte `first` to before `end`."""

    first: int
    end: int


def cut(path: Path) -> list[Part]:
    """All lines after the header, in parts of some hundred megabytes."""
    with path.open("rb") as file:
        parts, first, end = [], len(file.readline()), path.stat().st_size
        while first < end:
            last = _end(file, first, end)
            parts.append(Part(first, last))
            first = last
        return parts


def _end(file: BinaryIO, first: int, end: int) -> int:
    """The first line from `_LEAST` bytes on whose key says so begins the next part."""
    file.seek(first + _LEAST)
    file.readline()
    while (place := file.tell()) < min(first + _MOST, end):
        if zlib.crc32(file.readline().partition(b",")[0]) % _ENDS == 0:
            return place
    return min(place, end)


def _pieces(file: BinaryIO, part: Part) -> Iterator[bytes]:
    """Its lines, piece by piece: the file is not held in memory, nor mapped into it."""
    file.seek(part.first)
    left = part.end - part.first
    while left and (piece := file.read(min(left, _PIECE))):
        left -= len(piece)
        yield piece


def make(con: duckdb.DuckDBPyConnection, table: Table, path: Path) -> bool:
    """The typed table in `release`, and its parts as files beside it; False, and nothing, where
    the file is not to be cut. Raises Doubtful."""
    folder = workplace.folder(con)
    if folder is None or "," in table.key or _has_rank(table):
        return False
    used = usable(con, table)
    made = _typed(con, table, path, folder, used)
    late = _late(made)
    if not made or len(late) > 1 + _LATE * len(made):
        return False
    if not changed(con, table, made, used):
        con.execute(
            f"create or replace table release.main.{table.name} as from read_parquet($files)",
            {"files": [str(one.path) for one in made]},
        )
    for one in late:
        _hold_apart(con, table, one)
    con.execute(
        """create table if not exists parts(name varchar, path varchar, of varchar, rows bigint,
                                            least varchar, most varchar)"""
    )
    told = [[table.name, str(m.path), m.of, m.rows, m.least, m.most] for m in made]
    con.executemany("insert into parts values (?, ?, ?, ?, ?, ?)", told)
    return True


def of_table(con: duckdb.DuckDBPyConnection, table: str) -> list[Made]:
    """The parts of a table, in their order; none where it was made in one piece."""
    if not con.execute("select 1 from duckdb_tables() where table_name = 'parts'").fetchone():
        return []
    asked = "select path, of, rows, least, most from parts where name = ? order by path"
    return [Made(Path(path), *told) for path, *told in con.execute(asked, [table]).fetchall()]


def _typed(
    con: duckdb.DuckDBPyConnection,
    table: Table,
    path: Path,
    folder: Path,
    used: Mapping[str, tuple[Path, str]],
) -> list[Made]:
    """Every part of the file, on all cores; DuckDB keeps rows in their order with one thread."""
    parts = cut(path)
    done, reading = [], Lock()
    (threads,) = con.execute("select current_setting('threads')").fetchone()
    con.execute(f"set threads = 1; set disabled_optimizers = '{SWAPS}'")
    try:
        with ThreadPoolExecutor(threads) as workers:
            one = partial(_one, con, table, path, folder, used, reading)
            for made in workers.map(one, range(len(parts)), parts):
                done.append(made)
                share = len(done) / len(parts)
                stage(f"Đọc {table.name}.csv, phần {len(done)}/{len(parts)}", share)
    finally:
        con.execute(f"set threads = {threads}; reset disabled_optimizers")
    return done


def _has_rank(table: Table) -> bool:
    """Whether a cell of its rows says where the row stands among all others."""
    return any(column.name == "sort_rank" for column in table.columns)


def _one(
    con: duckdb.DuckDBPyConnection,
    table: Table,
    path: Path,
    folder: Path,
    used: Mapping[str, tuple[Path, str]],
    reading: Lock,
    place: int,
    part: Part,
) -> Made:
    """A typed part, made anew or taken from the last release; raises Doubtful."""
    file = folder / f"{table.name}-{place:06d}.parquet"
    with path.open("rb") as lines, con.cursor() as cursor:
        workplace.look_in(cursor)
        header = lines.readline()
        of = hashlib.sha256(header)
        for piece in _pieces(lines, part):
            of.update(piece)
        if not taken(used.get(of.hexdigest()), file):
            given = file.with_suffix(".csv")
            with given.open("wb") as out:
                out.write(header)
                out.writelines(_pieces(lines, part))
            _make_one(cursor, table, given, file, reading)
            given.unlink()
        rows, least, most = cursor.execute(
            f"select count(*), min({table.key}), max({table.key}) from read_parquet($file)",
            {"file": str(file)},
        ).fetchone()
    return Made(file, of.hexdigest(), rows, least, most)


def _make_one(
    con: duckdb.DuckDBPyConnection, table: Table, given: Path, file: Path, reading: Lock
) -> None:
    """The typed rows of some lines, sorted by their key, as a Parquet file; raises Doubtful."""
    raw, texts = f"raw_{table.name}", [c.name for c in table.typed]
    if (cells_of := as_text(table, given)) is None:
        raise Doubtful
    named = ", ".join(f'"{name}"' for name in texts)
    con.execute(f"create or replace temp table {raw} as select 0 as line, {named} from {cells_of}")
    (rows,) = con.execute(f"select count(*) from {raw}").fetchone()
    if not is_whole(con, raw, texts, given, rows) or not texts_are_sound(con, table):
        raise Doubtful
    if table.name == "observations":
        with reading:
            if add_readings(con):
                raise Doubtful
    for name, columns in beside(table).items():
        key = BY_NAME[name].key
        con.execute(
            f"""create or replace temp table raw_{name} as
                select {key}, {", ".join(columns)} from release.main.{name}
                where {key} in (select {key} from {raw})"""
        )
    if con.execute(f"select 1 from {raw} r where {is_odd(table)} limit 1").fetchone():
        raise Doubtful
    # A table first: a file of it says as one of a small table does where no cell is empty.
    typed = f"select {cells(table, 'try_cast')} from {joined(table)}"
    if not in_order(con, table, raw):
        again = f"select 1 from {raw} group by {table.key} having count(*) > 1 limit 1"
        if con.execute(again).fetchone():
            raise Doubtful
        typed = f"{typed} order by {table.key}"
    con.execute(f"create or replace temp table typed as {typed}")
    (written,) = con.execute(f"copy typed to '{_quoted(file)}' ({FORMAT})").fetchone()
    if written != rows:
        raise Doubtful


def _late(made: list[Made]) -> list[Made]:
    """Parts that begin before one of those above them ends."""
    late, most = [], ""
    for one in made:
        if one.least <= most:
            late.append(one)
        most = max(most, one.most)
    return late


def _hold_apart(con: duckdb.DuckDBPyConnection, table: Table, part: Made) -> None:
    """Each key of the part stands in it alone; raises Doubtful."""
    (found,) = con.execute(
        f"""select count(*) from release.main.{table.name}
            where {table.key} in (select {table.key} from read_parquet($file))""",
        {"file": str(part.path)},
    ).fetchone()
    if found != part.rows:
        raise Doubtful


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
