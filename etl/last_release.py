"""What a build takes from the last release: typed parts of long files that would be made the same
again, and the database that is changed to hold the others.

What stands in a typed part comes from its lines, from the code, and from the cells of other tables
beside them (`BESIDE`); a part is used again when all three are as they were, and its file is still
the one its manifest names.
"""

import os
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from etl import workplace
from etl.derive import joined
from warehouse.contract import BY_NAME, Table
from warehouse.releases import (
    DATABASE,
    NoRelease,
    manifest_of,
    parts_of,
    pointed,
    trusted,
    verified_file,
    verified_pieces,
)

_MUCH = 0.5  # of a table; where more rows are new, it is written anew
_REMEMBERED = """create table if not exists remembered(name varchar, of varchar, path varchar,
                                                       sha256 varchar)"""
# Cells of other tables in a typed row.
BESIDE = {
    "units": ("level", "locality_id"),
    "indicators": ("topic",),
    "sources": ("published_on", "event_on"),
}


@dataclass(frozen=True)
class Made:
    """A typed part: its file, the hash of the lines it is made of, its rows and outermost keys."""

    path: Path
    of: str
    rows: int
    least: str
    most: str


def remember(con: duckdb.DuckDBPyConnection, releases: Path, code: str) -> None:
    """Table `remembered`: the typed parts of the last release, if the same code made them; and in
    `release` the tables they make up, as that release's own database has them."""
    con.execute(_REMEMBERED)
    folder = releases / (pointed(releases) or "-")
    manifest = manifest_of(folder)
    if manifest is None or manifest.get("code") != code:
        return
    for table in BY_NAME:
        for name, file in parts_of(manifest, table).items():
            if "of" in file:
                told = [table, file["of"], str(folder / name), file["sha256"]]
                con.execute("insert into remembered values (?, ?, ?, ?)", told)
    _begin_as(con, folder, manifest)


def _begin_as(con: duckdb.DuckDBPyConnection, folder: Path, manifest: dict) -> None:
    """The last release's database in the place of the empty one, without the tables that have no
    parts; nothing where it has none, or another one than its manifest says."""
    kept = {name for (name,) in con.execute("select distinct name from remembered").fetchall()}
    if not kept or "database" not in manifest or workplace.folder(con) is None:
        return
    try:
        verified_pieces(folder / DATABASE, manifest["database"]["pieces"])
    except (OSError, NoRelease, TypeError, LookupError):
        return
    workplace.begin_release_as(con, folder / DATABASE)
    for table in BY_NAME:
        if table not in kept:
            con.execute(f"drop table if exists release.main.{table}")


def usable(con: duckdb.DuckDBPyConnection, table: Table) -> dict[str, tuple[Path, str]]:
    """Hash of lines → the typed part of the last release, and its own hash: those of which the rows
    still say what would be made anew. The tables beside this one stand in `release`."""
    con.execute(_REMEMBERED)
    found = con.execute("select of, path, sha256 from remembered where name = ?", [table.name])
    parts = {of: (Path(path), sha256) for of, path, sha256 in found.fetchall()}
    if not parts:
        return {}
    folder = next(iter(parts.values()))[0].parent
    try:
        is_same = not any(_differs(con, folder, name) for name in beside(table))
    except NoRelease:  # nobody knows what stood there
        return {}
    return parts if is_same else {}


def _differs(con: duckdb.DuckDBPyConnection, folder: Path, name: str) -> bool:
    """Whether a row that was there has other cells now. One that is gone is refused, if cited."""
    differs = " or ".join(f"n.{c} is distinct from t.{c}" for c in BESIDE[name])
    sql = f"""select 1 from release.main.{name} n
              join read_parquet($then) t using ({BY_NAME[name].key}) where {differs} limit 1"""
    then = [str(path) for path in trusted(folder, name)]
    return con.execute(sql, {"then": then}).fetchone() is not None


def beside(table: Table) -> dict[str, tuple[str, ...]]:
    """What of `BESIDE` is joined to the rows of a table."""
    return {name: cells for name, cells in BESIDE.items() if f"join raw_{name} " in joined(table)}


def changed(
    con: duckdb.DuckDBPyConnection,
    table: Table,
    made: Sequence[Made],
    used: Mapping[str, tuple[Path, str]],
) -> bool:
    """The last release's table made to hold these parts, row by row; False where there is none, or
    too much of it would change."""
    after = {one.of for one in made}
    gone = [part for of, part in used.items() if of not in after]
    fresh = [one for one in made if one.of not in used]
    all_rows = sum(one.rows for one in made)
    if not workplace.holds(con, table.name) or sum(m.rows for m in fresh) > _MUCH * all_rows:
        return False
    try:
        for path, sha256 in gone:
            verified_file(path, sha256)
    except (OSError, NoRelease):
        return False
    name, key = f"release.main.{table.name}", table.key
    for rows, paths in (("gone", [p for p, _ in gone]), ("fresh", [one.path for one in fresh])):
        con.execute(f"create or replace temp table {rows} as from {name} limit 0")
        if paths:
            files = {"files": [str(path) for path in paths]}
            con.execute(f"insert into {rows} from read_parquet($files)", files)
    con.execute(
        f"delete from {name} where {key} in (select {key} from (from gone except from fresh))"
    )
    con.execute(f"insert into {name} from fresh except from gone")
    (found,) = con.execute(f"select count(*) from {name}").fetchone()
    return found == all_rows


def taken(known: tuple[Path, str] | None, file: Path) -> bool:
    """Whether the part is now beside the others: a second name of the same file, or a copy."""
    if known is None:
        return False
    path, sha256 = known
    try:
        verified_file(path, sha256)
        try:
            os.link(path, file)
        except OSError:  # a file system without second names
            shutil.copyfile(path, file)
    except (OSError, NoRelease):
        return False
    return True
