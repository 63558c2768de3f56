"""Long files, typed part by part: the same tables however they are cut."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl import parts, publish, workplace
from tests.conftest import Curated
from tests.in_parts import build, current, cut_small, files, rows
from warehouse.connection import Warehouse
from warehouse.contract import TABLES
from warehouse.releases import parts_of, pointed

CUT = ("observations", "study_activities")


@pytest.fixture
def ordered(curated: Curated, monkeypatch: pytest.MonkeyPatch) -> Curated:
    return cut_small(curated, monkeypatch)


def test_every_part_is_a_file_and_the_tables_are_the_same(
    ordered: Curated, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    built = build(ordered, tmp_path / "releases")
    with monkeypatch.context() as patch:
        patch.setattr(workplace, "LARGE", 1 << 40)
        assert ordered.publish(tmp_path / "small") == 0
    for table in TABLES:
        small = rows(current(tmp_path / "small"), table.name)
        assert rows(built, table.name) == small, table.name
    for table in CUT:
        assert len(files(built, table)) == len(parts.cut(ordered.path(f"{table}.csv"))) > 4
    for table in ("units", "sources", "models"):  # each row knows its place among all others
        assert len(files(built, table)) == 1
    assert publish.is_whole(built)


@pytest.mark.parametrize("own", [True, False], ids=["its database", "copied"])
def test_readers_see_one_table(ordered: Curated, release: Path, tmp_path: Path, own: bool) -> None:
    releases = tmp_path / "releases"
    build(ordered, releases)
    if not own:
        (current(releases) / "release.duckdb").unlink()
    asked = "select observation_id, value, level from observations order by observation_id"
    told = Warehouse(releases).ask(asked, {})
    with duckdb.connect() as con:
        read = con.read_parquet(str(release / "observations.parquet"))
        same = read.project("observation_id, value, level").order("observation_id").fetchall()
    expected = [(key, None if v is None else float(v), level) for key, v, level in same]
    assert [tuple(row.values()) for row in told] == expected


def test_rows_added_at_the_end_are_a_part_out_of_order(
    ordered: Curated, tmp_path: Path, release: Path
) -> None:
    first, *rest = ordered.lines("observations.csv")[1:]
    head = ordered.lines("observations.csv")[0]
    text = "\n".join([head, *rest, first]) + "\n"
    ordered.path("observations.csv").write_text(text, encoding="utf-8")
    built = build(ordered, tmp_path / "releases")
    assert len(files(built, "observations")) == len(parts.cut(ordered.path("observations.csv")))
    assert sorted(rows(built, "observations")) == sorted(rows(release, "observations"))
    told = Warehouse(tmp_path / "releases").ask("select count(*) as n from observations", {})
    assert told == [{"n": len(rest) + 1}]


def test_a_file_in_no_order_is_sorted_as_a_whole(
    ordered: Curated, tmp_path: Path, release: Path
) -> None:
    head, *there = ordered.lines("observations.csv")
    text = "\n".join([head, *reversed(there)]) + "\n"
    ordered.path("observations.csv").write_text(text, encoding="utf-8")
    built = build(ordered, tmp_path / "releases")
    assert [path.name for path in files(built, "observations")] == ["observations.parquet"]
    assert rows(built, "observations") == rows(release, "observations")


def test_a_key_in_two_parts_is_refused(
    ordered: Curated, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    releases = tmp_path / "releases"
    build(ordered, releases)
    last = pointed(releases)
    line = ordered.append("observations.csv", ordered.lines("observations.csv")[1])
    assert ordered.publish(releases) == 1
    assert f"observations.csv:{line}: " in capsys.readouterr().err
    assert pointed(releases) == last


def test_a_manifest_names_no_file_elsewhere(ordered: Curated, tmp_path: Path) -> None:
    releases = tmp_path / "releases"
    build(ordered, releases)
    manifest = json.loads((current(releases) / "manifest.json").read_text(encoding="utf-8"))
    strange = {"observations-../../x.parquet": {}, "../units.parquet": {}, "units.csv": {}}
    told = {"files": manifest["files"] | strange}
    for table in TABLES:
        assert not set(parts_of(told, table.name)) & set(strange)


LINES = st.lists(st.integers(0, 10**9), min_size=1, max_size=400)


@given(LINES, st.integers(0, 400), LINES)
def test_lines_added_in_one_place_leave_the_parts_elsewhere(
    keys: list[int], place: int, more: list[int]
) -> None:
    """Each line is in one part, in its place; parts far before what is added are the same."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parts, "_LEAST", 40)
        patch.setattr(parts, "_MOST", 400)
        patch.setattr(parts, "_ENDS", 4)
        before = _pieces(keys)
        after = _pieces(keys[:place] + more + keys[place:])
    assert "".join(before) == _text(keys)
    assert "".join(after) == _text(keys[:place] + more + keys[place:])
    kept = _text(keys[:place])
    end = 0
    for piece, same in zip(before, after, strict=False):
        end += len(piece)
        if end + 500 > len(kept):
            break
        assert piece == same


def _text(keys: list[int]) -> str:
    return "".join(f"{key},x\n" for key in keys)


def _pieces(keys: list[int]) -> list[str]:
    text = "key,cell\n" + _text(keys)
    with TemporaryDirectory() as folder:
        file = Path(folder) / "file.csv"
        file.write_text(text, encoding="utf-8")
        return [text[part.first : part.end] for part in parts.cut(file)]
