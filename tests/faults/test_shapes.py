"""A release that is what its manifest says, and still not what the app reads; a clock set back."""

import hashlib
import json
import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from etl import publish
from tests.faults.conftest import Place, note_of
from warehouse.connection import Warehouse

OTHER_SHAPES: dict[str, Callable[[pa.Table], pa.Table]] = {
    "a column is missing": lambda t: t.drop_columns(["upper"]),
    "numbers are texts": lambda t: t.set_column(
        t.column_names.index("value"), "value", t["value"].cast("string")
    ),
    "a key is a number": lambda t: t.set_column(
        0, t.column_names[0], pa.array(range(len(t)), pa.int64())
    ),
    "columns have other names": lambda t: t.rename_columns([f"x{n}" for n in t.column_names]),
}


def _replace(folder: Path, name: str, data: bytes) -> None:
    """Put other bytes into a release and let its manifest say that they are the right ones."""
    (folder / name).write_bytes(data)
    path = folder / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    manifest["files"][name].update(sha256=hashlib.sha256(data).hexdigest(), bytes=len(data))
    path.write_text(json.dumps(manifest), encoding="utf-8")


@pytest.fixture
def second(place: Place) -> tuple[Warehouse, Path, str]:
    """A reader of the first release, the folder of a second one, and the first one's note."""
    warehouse = Warehouse(place.releases)
    note, first = note_of(warehouse), place.current()
    place.change()
    assert place.curated.publish(place.releases) == 0
    new = place.releases / place.current()
    (place.releases / "CURRENT").write_text(first)
    assert note_of(warehouse) == note
    return warehouse, new, note


def _point(folder: Path) -> None:
    (folder.parent / ".CURRENT").write_text(folder.name)
    os.replace(folder.parent / ".CURRENT", folder.parent / "CURRENT")


@pytest.mark.parametrize("change", OTHER_SHAPES.values(), ids=OTHER_SHAPES.keys())
def test_another_shape_is_refused_at_the_door(
    second: tuple[Warehouse, Path, str], change: Callable[[pa.Table], pa.Table], caplog
) -> None:
    warehouse, new, note = second
    sink = pa.BufferOutputStream()
    pq.write_table(change(pq.read_table(new / "observations.parquet")), sink)
    _replace(new, "observations.parquet", sink.getvalue().to_pybytes())
    _point(new)
    assert note_of(warehouse) == note
    assert "đang dùng bản tốt gần nhất" in warehouse.warning()
    assert "run: python -m etl" in caplog.text


@pytest.mark.parametrize("data", [b"", b"PAR1", b"PAR1" * 100, b"\0" * 5000, b"<html></html>"])
def test_what_is_no_parquet_file_is_refused(
    second: tuple[Warehouse, Path, str], data: bytes
) -> None:
    warehouse, new, note = second
    _replace(new, "models.parquet", data)
    _point(new)
    assert note_of(warehouse) == note
    assert "không đọc được" in warehouse.warning()


def test_a_clock_set_back_leaves_releases_in_the_order_they_were_made(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Back(datetime):
        @classmethod
        def now(cls, tz: object = None) -> datetime:
            return datetime.now(UTC) - timedelta(days=400)

    first = place.current()
    place.change()
    monkeypatch.setattr(publish, "datetime", Back)
    assert place.curated.publish(place.releases) == 0
    warehouse = Warehouse(place.releases)
    assert [(r.release_id, r.is_current) for r in warehouse.history()] == [
        (place.current(), True), (first, False)
    ]  # fmt: skip
    assert note_of(warehouse) == "bản thử 1"


def test_every_single_bit_counts(second: tuple[Warehouse, Path, str]) -> None:
    """DuckDB reads a flipped bit as another number; here no place in a file may be flipped."""
    warehouse, new, note = second
    path = new / "commendations.parquet"
    right = path.read_bytes()
    for place in range(0, len(right), max(1, len(right) // 40)):
        wrong = bytearray(right)
        wrong[place] ^= 1 << (place % 8)
        path.write_bytes(wrong)
        _point(new)
        assert note_of(warehouse) == note, f"byte {place}"
    path.write_bytes(right)
    _point(new)
    assert note_of(warehouse) == "bản thử 1"
