"""Long files, typed part by part: the same tables however they are cut, and what has not changed
since the last release is not made again.

The real files are small; here some lines of them, in the order of their keys, are a part.
"""

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl import parts, publish, straight, workplace
from tests.conftest import Curated
from warehouse import queries
from warehouse.connection import Warehouse
from warehouse.contract import TABLES
from warehouse.releases import manifest_of, parts_of, pointed

CUT = ("observations", "study_activities")
KEYED = "sin-ho-2023-p09-4"


@pytest.fixture(autouse=True)
def _some_lines_a_part(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workplace, "LARGE", 0)
    monkeypatch.setattr(straight, "_LONG", 0)
    monkeypatch.setattr(straight, "_FIRST", 9)
    monkeypatch.setattr(parts, "_LEAST", 0)
    monkeypatch.setattr(parts, "_ENDS", 10)


@pytest.fixture
def ordered(curated: Curated) -> Curated:
    """Curated files whose rows stand in the order of their keys."""
    for table in (t for t in TABLES if t.curated):
        head, *rows = curated.lines(f"{table.name}.csv")
        text = "\n".join([head, *sorted(rows, key=lambda row: row.partition(",")[0])]) + "\n"
        curated.path(f"{table.name}.csv").write_text(text, encoding="utf-8")
    return curated


def current(releases: Path) -> Path:
    return releases / (pointed(releases) or "")


def build(curated: Curated, releases: Path) -> Path:
    """The release it is now, whole, its database of the same rows as its files."""
    assert curated.publish(releases) == 0
    release = current(releases)
    assert publish.is_whole(release)
    with duckdb.connect(str(release / "release.duckdb"), read_only=True) as con:
        for table in TABLES:
            found = con.execute(f"from {table.name}").fetchall()
            assert sorted(map(str, found)) == sorted(map(str, rows(release, table.name)))
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


def test_one_more_row_makes_one_more_part(ordered: Curated, tmp_path: Path) -> None:
    releases, anew = tmp_path / "releases", tmp_path / "anew"
    build(ordered, releases)
    row = next(line for line in ordered.lines("observations.csv") if line.startswith(KEYED))
    ordered.replace("observations.csv", row, f"{row}\n{row.replace(KEYED, KEYED + 'b', 1)}")
    build(ordered, releases)
    there, of = taken(releases, "observations")
    assert there == of - 1 > 4
    build(ordered, anew)
    assert pointed(anew) == pointed(releases)
    mine, other = current(releases), current(anew)
    for table in TABLES:
        for path in files(mine, table.name):
            assert path.read_bytes() == (other / path.name).read_bytes(), path.name


def test_what_changed_is_told_over_parts(
    ordered: Curated, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    releases = tmp_path / "releases"
    monkeypatch.setenv("RELEASES_DIR", str(releases))
    first = build(ordered, releases).name
    ordered.cell("observations.csv", KEYED, "paragraph", "10")
    last = build(ordered, releases).name
    told = {row["observation_id"]: row["change"] for row in queries.changes(first, last)}
    assert told == {KEYED: "changed"}
    history = queries.figure_history(KEYED)
    assert [row["release_id"] for row in history] == [last, first]
    assert all(row["as_printed"] for row in history)


def test_the_last_release_keeps_its_files(ordered: Curated, tmp_path: Path) -> None:
    releases = tmp_path / "releases"
    build(ordered, releases)
    first = current(releases)
    ordered.cell("observations.csv", KEYED, "note", "xem lại")
    build(ordered, releases)
    assert current(releases) != first
    assert publish.is_whole(first)
    assert publish.is_whole(current(releases))
    shutil.rmtree(first)
    assert publish.is_whole(current(releases))


def _unit(curated: Curated) -> None:
    """The level of a unit stands in each of its figures."""
    curated.cell("units.csv", "sin-ho", "level", "commune")
    curated.cell("units.csv", "sin-ho", "gso_code", "03001")


def _day(curated: Curated) -> None:
    """Until when a figure without an end reaches, its report's day says."""
    curated.cell("sources.csv", "sin-ho-2023", "published_on", "2024-02-01")


@pytest.mark.parametrize("change", [_unit, _day])
def test_a_part_is_made_anew_when_what_stands_beside_it_changes(
    ordered: Curated, tmp_path: Path, change: Callable[[Curated], None]
) -> None:
    releases, anew = tmp_path / "releases", tmp_path / "anew"
    build(ordered, releases)
    change(ordered)
    build(ordered, releases)
    assert taken(releases, "observations")[0] == 0
    build(ordered, anew)
    assert rows(current(releases), "observations") == rows(current(anew), "observations")


def test_a_part_of_other_code_is_made_anew(
    ordered: Curated, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    releases = tmp_path / "releases"
    build(ordered, releases)
    monkeypatch.setattr(publish, "VERSION", "newer")
    monkeypatch.setattr("warehouse.releases.READABLE", ("newer",))
    build(ordered, releases)
    assert taken(releases, "observations")[0] == 0


def test_a_damaged_part_is_made_anew(ordered: Curated, tmp_path: Path) -> None:
    releases, anew = tmp_path / "releases", tmp_path / "anew"
    build(ordered, releases)
    flip(next(file for file in files(current(releases), "observations") if not holds(file, KEYED)))
    ordered.cell("observations.csv", KEYED, "note", "xem lại")
    build(ordered, releases)
    there, of = taken(releases, "observations")
    assert there == of - 2
    assert publish.is_whole(current(releases))
    build(ordered, anew)
    assert rows(current(releases), "observations") == rows(current(anew), "observations")


def test_a_damaged_part_that_is_gone_spoils_nothing(ordered: Curated, tmp_path: Path) -> None:
    """What changes in the database is told by the part as it was."""
    releases = tmp_path / "releases"
    build(ordered, releases)
    flip(next(file for file in files(current(releases), "observations") if holds(file, KEYED)))
    ordered.cell("observations.csv", KEYED, "note", "xem lại")
    build(ordered, releases)


def test_a_row_taken_out_is_in_no_part(ordered: Curated, tmp_path: Path) -> None:
    releases = tmp_path / "releases"
    build(ordered, releases)
    key = ordered.lines("study_activities.csv")[5].partition(",")[0]
    head, *there = ordered.lines("study_activities.csv")
    text = "\n".join([head, *(row for row in there if not row.startswith(f"{key},"))]) + "\n"
    ordered.path("study_activities.csv").write_text(text, encoding="utf-8")
    release = build(ordered, releases)
    assert key not in {row[0] for row in rows(release, "study_activities")}
    shared, of = taken(releases, "study_activities")
    assert shared == of - 1


def test_a_damaged_database_is_written_anew(ordered: Curated, tmp_path: Path) -> None:
    releases = tmp_path / "releases"
    flip(build(ordered, releases) / "release.duckdb")
    ordered.cell("observations.csv", KEYED, "note", "xem lại")
    build(ordered, releases)


def test_what_is_wrong_leaves_nothing_of_the_last_release(
    ordered: Curated, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Cells the long way puts right: its tables, and none of those that were there."""
    releases = tmp_path / "releases"
    build(ordered, releases)
    ordered.bytes("observations.csv", lambda data: data.replace(b",flow,", b", flow,"))
    ordered.cell("observations.csv", KEYED, "note", "xem lại")
    release = build(ordered, releases)
    assert [path.name for path in files(release, "observations")] == ["observations.parquet"]


def test_without_second_names_parts_are_copied(
    ordered: Curated, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError("no links here")

    releases = tmp_path / "releases"
    build(ordered, releases)
    monkeypatch.setattr(os, "link", refuse)
    monkeypatch.setattr(parts, "_make_one", refuse)
    ordered.cell("models.csv", "yen-dinh-2023-m01", "note", "xem lại")
    build(ordered, releases)
    assert taken(releases, "observations")[0] == 0
    assert publish.is_whole(current(releases))


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
