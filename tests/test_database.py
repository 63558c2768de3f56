"""A large release's own database: opened by readers, or left aside when it is not right."""

import hashlib
import json
import logging
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from etl import straight, workplace
from etl.publish import is_whole
from tests.conftest import Curated
from tests.test_locked import OUT, REFUSED
from warehouse import embedded, releases
from warehouse.connection import Warehouse
from warehouse.contract import TABLES
from warehouse.kept import KEPT
from warehouse.releases import DATABASE, NoRelease, parts_of, pointed, verified_pieces

_COUNTS = "select count(*) as n, sum(value) as s from observations"


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A releases folder with one release, made as one of large files is."""
    work = tmp_path_factory.mktemp("large")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(workplace, "LARGE", 0)
        patch.setattr(straight, "_LONG", 0)
        assert Curated(work).publish(work / "releases") == 0
    return work / "releases"


@pytest.fixture
def mine(large: Path, tmp_path: Path) -> Path:
    return shutil.copytree(large, tmp_path / "releases")


def of(releases: Path) -> Path:
    return releases / pointed(releases)


@pytest.fixture
def never_copied(monkeypatch: pytest.MonkeyPatch) -> None:
    def copy(*_: object) -> None:
        raise AssertionError("the Parquet files were copied")

    monkeypatch.setattr(embedded, "_copy", copy)


def test_the_manifest_says_what_it_is(large: Path, release: Path) -> None:
    manifest = json.loads((of(large) / "manifest.json").read_text(encoding="utf-8"))
    data = (of(large) / DATABASE).read_bytes()
    assert manifest["database"] == {
        "pieces": [hashlib.sha256(data).hexdigest()], "bytes": len(data)
    }  # fmt: skip
    small = json.loads((release / "manifest.json").read_text(encoding="utf-8"))
    for table in TABLES:  # a long one is one part here, of the same bytes
        ((_, mine),) = parts_of(manifest, table.name).items()
        ((_, other),) = parts_of(small, table.name).items()
        assert {name: mine[name] for name in other} == other, table.name
    assert "database" not in small
    assert not (release / DATABASE).exists()


def test_tables_stand_in_the_order_of_their_keys(large: Path, published) -> None:
    with duckdb.connect(str(of(large) / DATABASE), read_only=True) as con:
        named = con.execute("select table_name from duckdb_tables()").fetchall()
        assert {name for (name,) in named} == {table.name for table in (*TABLES, *KEPT)}
        for table in TABLES:
            found = con.execute(f"from {table.name} order by rowid").fetchall()
            assert found == published.execute(f"from {table.name}").fetchall(), table.name


@pytest.mark.usefixtures("never_copied")
def test_it_is_opened_where_it_lies(large: Path, caplog: pytest.LogCaptureFixture) -> None:
    first, again = Warehouse(large), Warehouse(large)
    assert first.ask(_COUNTS, {}) == again.ask(_COUNTS, {}) != []
    assert first.warning() is None
    assert caplog.text == ""


@pytest.mark.usefixtures("never_copied")
@pytest.mark.parametrize("statement", REFUSED)
def test_its_doors_are_closed(large: Path, statement: str, tmp_path: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in of(large).iterdir()}
    with Warehouse(large).cursor() as cursor, pytest.raises(duckdb.Error):
        cursor.execute(statement.replace(OUT, str(tmp_path))).fetchall()
    assert list(tmp_path.iterdir()) == []
    assert before == {path: path.stat().st_mtime_ns for path in of(large).iterdir()}


@pytest.mark.parametrize("length", [1, 100, 3 << 20])
def test_a_file_is_hashed_piece_by_piece(
    length: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(releases, "_PIECE", length)
    monkeypatch.setattr(releases, "_READ", min(length, 1 << 20))
    file, data = tmp_path / "any", os.urandom(length * 7 - length // 2)
    file.write_bytes(data)
    cut = [data[first : first + length] for first in range(0, len(data), length)]
    said = [hashlib.sha256(piece).hexdigest() for piece in cut]
    assert releases.pieces(file) == said
    verified_pieces(file, said)
    for spoiled in (data[:-1], data + b"0", bytes([data[0] ^ 1]) + data[1:]):
        file.write_bytes(spoiled)
        with pytest.raises(NoRelease):
            verified_pieces(file, said)


def _meant(folder: Path) -> None:
    """The manifest says that the file is the right one."""
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    data = (folder / DATABASE).read_bytes()
    manifest["database"] = {"pieces": [hashlib.sha256(data).hexdigest()], "bytes": len(data)}
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")


def _flip(folder: Path) -> None:
    data = bytearray((folder / DATABASE).read_bytes())
    data[len(data) // 3] ^= 1
    (folder / DATABASE).write_bytes(data)


def _other_version(folder: Path) -> None:
    """The number of the storage format stands after the mark in the first block."""
    data = bytearray((folder / DATABASE).read_bytes())
    assert data[8:12] == b"DUCK"
    data[12] = 250
    (folder / DATABASE).write_bytes(data)
    _meant(folder)


def _changed(sql: str) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        with duckdb.connect(str(folder / DATABASE)) as con:
            con.execute(sql)
        _meant(folder)

    return change


def _unreadable_manifest(said: object) -> Callable[[Path], None]:
    def change(folder: Path) -> None:
        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        manifest["database"] = said
        (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")

    return change


DAMAGE = {
    "missing": lambda folder: (folder / DATABASE).unlink(),
    "truncated": lambda folder: os.truncate(folder / DATABASE, 5000),
    "empty": lambda folder: (folder / DATABASE).write_bytes(b""),
    "one flipped bit": _flip,
    "of another version": _other_version,
    "no database": lambda f: ((f / DATABASE).write_bytes(b"PAR1" * 5000), _meant(f)),
    "a table is missing": _changed("drop table models"),
    "a column is missing": _changed("alter table models drop column note"),
    "a column of another kind": _changed(
        "alter table models alter column note type text[] using [note]"
    ),
    "rows are missing": _changed("delete from observations where paragraph > 5"),
    "what is kept is missing": _changed("drop table figure_findings"),
    "what is kept has other columns": _changed("alter table figure_spans drop column level"),
    "what is kept does not add up": _changed("delete from figure_spans where level = 'province'"),
    "what was taken does not add up": _changed("update source_counts set figures = figures + 1"),
    "the manifest says nothing of it": _unreadable_manifest({}),
    "the manifest says nonsense": _unreadable_manifest("yes"),
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE.keys())
def test_a_damaged_one_is_not_used(
    mine: Path, release: Path, damage: Callable[[Path], None], caplog: pytest.LogCaptureFixture
) -> None:
    right = Warehouse(release.parent).ask(_COUNTS, {})
    damage(of(mine))
    with caplog.at_level(logging.WARNING):
        warehouse = Warehouse(mine)
        assert warehouse.ask(_COUNTS, {}) == right
    assert warehouse.release_id() == pointed(mine)
    assert warehouse.warning() is None
    (said,) = [r.getMessage() for r in caplog.records if r.name.startswith("warehouse.")]
    assert "is not used, its tables are copied instead" in said


def _written_again(path: Path) -> None:
    path.write_bytes(path.read_bytes())


def _replaced(path: Path) -> None:
    shutil.copy2(path, path.with_name("other"))
    os.replace(path.with_name("other"), path)


TOUCHED = {
    "the database is written to": lambda folder: _written_again(folder / DATABASE),
    "the database is another file": lambda folder: _replaced(folder / DATABASE),
    "the manifest is written to": lambda folder: _written_again(folder / "manifest.json"),
    "a table is shorter": lambda folder: os.truncate(folder / "units.parquet", 100),
    "a table is missing": lambda folder: (folder / "units.parquet").unlink(),
    "the seal is missing": lambda folder: (folder / "seal.json").unlink(),
    "the seal is torn": lambda folder: os.truncate(folder / "seal.json", 20),
    "the seal says nonsense": lambda folder: (folder / "seal.json").write_text("[]"),
}


def _never_hashed(monkeypatch: pytest.MonkeyPatch) -> None:
    def no(*_: object) -> None:
        raise NoRelease("hashed")

    for name in ("verified_file", "verified_pieces"):
        monkeypatch.setattr(releases, name, no)


def test_one_that_nobody_touched_is_not_hashed_again(
    mine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _never_hashed(monkeypatch)
    with pytest.raises(NoRelease):  # a copy is another file, and has not been read
        Warehouse(mine).ask(_COUNTS, {})
    releases.seal(of(mine))
    assert Warehouse(mine).ask(_COUNTS, {})


def test_a_build_seals_what_it_hashed(large: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _never_hashed(monkeypatch)
    assert Warehouse(large).ask(_COUNTS, {})


@pytest.mark.parametrize("touch", TOUCHED.values(), ids=TOUCHED.keys())
def test_one_that_was_touched_is_hashed(
    mine: Path, touch: Callable[[Path], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    releases.seal(of(mine))
    touch(of(mine))
    _never_hashed(monkeypatch)
    with pytest.raises(NoRelease):
        Warehouse(mine).ask(_COUNTS, {})


def test_tables_copied_in_place_of_a_sealed_one_are_hashed(mine: Path) -> None:
    _other_version(of(mine))
    data = bytearray((of(mine) / "units.parquet").read_bytes())
    data[len(data) // 2] ^= 1
    (of(mine) / "units.parquet").write_bytes(data)
    releases.seal(of(mine))
    with pytest.raises(NoRelease):
        Warehouse(mine).ask(_COUNTS, {})


def test_a_bit_that_rots_under_the_seal_is_no_number(
    large: Path, release: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Where nothing lies, nothing is read, and nothing said."""
    asked = [f"select count(*) as n, sum(hash(t)) as s from {t.name} as t" for t in TABLES]
    right = [Warehouse(release.parent).ask(sql, {}) for sql in asked]
    for place in range(1, 10):
        mine = shutil.copytree(large, tmp_path / str(place))
        data = bytearray((of(mine) / DATABASE).read_bytes())
        data[len(data) * place // 10] ^= 1
        (of(mine) / DATABASE).write_bytes(data)
        releases.seal(of(mine))
        warehouse = Warehouse(mine)
        assert [warehouse.ask(sql, {}) for sql in asked] == right, place
    said = [r.getMessage() for r in caplog.records if r.name.startswith("warehouse.")]
    assert all("Corrupt database file" in line for line in said)
    assert 1 < len(said) < 10


@pytest.mark.parametrize("kind", ["missing", "truncated", "one flipped bit"])
def test_the_next_build_makes_it_again(
    mine: Path, curated: Curated, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workplace, "LARGE", 0)
    monkeypatch.setattr(straight, "_LONG", 0)
    DAMAGE[kind](of(mine))
    assert not is_whole(of(mine))
    assert curated.publish(mine) == 0
    assert is_whole(of(mine))


@pytest.mark.skipif(sys.platform == "win32", reason="an open file is not removed on Windows")
def test_removed_after_opening_it_still_answers(mine: Path) -> None:
    warehouse = Warehouse(mine)
    right = warehouse.ask(_COUNTS, {})
    shutil.rmtree(of(mine))
    with warehouse.cursor() as cursor:
        assert cursor.execute("select count(*) from observations").fetchone() == (right[0]["n"],)
