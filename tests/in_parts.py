"""Curated files of which some lines are a part, and the releases made of them.

The real files are small; here some lines of them, in the order of their keys, are a part.
"""

from pathlib import Path

import duckdb
import pytest

from etl import parts, publish, straight, workplace
from tests.conftest import Curated
from warehouse.contract import TABLES
from warehouse.kept import KEPT
from warehouse.releases import manifest_of, parts_of, pointed

KEYED = "sin-ho-2023-p09-4"


def cut_small(curated: Curated, patch: pytest.MonkeyPatch) -> Curated:
    """The files in the order of their keys, and taken for long ones."""
    patch.setattr(workplace, "LARGE", 0)
    patch.setattr(straight, "_LONG", 0)
    patch.setattr(straight, "_FIRST", 9)
    patch.setattr(parts, "_LEAST", 0)
    patch.setattr(parts, "_ENDS", 10)
    for table in (t for t in TABLES if t.curated):
        head, *rows = curated.lines(f"{table.name}.csv")
        text = "\n".join([head, *sorted(rows, key=lambda row: row.partition(",")[0])]) + "\n"
        curated.path(f"{table.name}.csv").write_text(text, encoding="utf-8")
    return curated


def current(releases: Path) -> Path:
    return releases / (pointed(releases) or "")


def build(curated: Curated, releases: Path) -> Path:
    """The release it is now, whole, its database of the same rows as its files, and what is kept
    beside them what they tell."""
    assert curated.publish(releases) == 0
    release = current(releases)
    assert publish.is_whole(release)
    with duckdb.connect(str(release / "release.duckdb"), read_only=True) as con:
        for table in TABLES:
            found = con.execute(f"from {table.name}").fetchall()
            assert sorted(map(str, found)) == sorted(map(str, rows(release, table.name)))
        for kept in KEPT:
            told = con.execute(f"select * from ({kept.sql}) as told order by {kept.key}").fetchall()
            assert con.execute(f"from {kept.name} order by {kept.key}").fetchall() == told != []
    return release


def files(release: Path, table: str) -> list[Path]:
    return [release / name for name in parts_of(manifest_of(release), table)]


def rows(release: Path, table: str) -> list[tuple]:
    paths = [str(path) for path in files(release, table)]
    with duckdb.connect() as con:
        return con.read_parquet(paths).fetchall()


def holds(file: Path, key: str) -> bool:
    with duckdb.connect() as con:
        return key in {row[0] for row in con.read_parquet(str(file)).fetchall()}


def flip(file: Path) -> None:
    """One bit of it is another."""
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(data)


def taken(releases: Path, table: str) -> tuple[int, int]:
    """Parts of the newest release that are files of another one too, and all."""
    found = [path.stat().st_nlink > 1 for path in files(current(releases), table)]
    return sum(found), len(found)
