"""What has not changed since the last release is not made again, and what has changed is."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from etl import parts, publish
from tests.conftest import Curated
from tests.in_parts import KEYED, build, current, cut_small, files, flip, holds, rows, taken
from warehouse import queries
from warehouse.contract import TABLES
from warehouse.releases import pointed


@pytest.fixture
def ordered(curated: Curated, monkeypatch: pytest.MonkeyPatch) -> Curated:
    return cut_small(curated, monkeypatch)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the release of the files as they are."""
    place = tmp_path_factory.mktemp("built")
    with pytest.MonkeyPatch.context() as patch:
        build(cut_small(Curated(place), patch), place / "releases")
    return place / "releases"


@pytest.fixture
def releases(built: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return shutil.copytree(built, tmp_path / "releases")


def test_one_more_row_makes_one_more_part(ordered: Curated, releases: Path, tmp_path: Path) -> None:
    anew = tmp_path / "anew"
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
    ordered: Curated, releases: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RELEASES_DIR", str(releases))
    first = pointed(releases)
    ordered.cell("observations.csv", KEYED, "paragraph", "10")
    last = build(ordered, releases).name
    told = {row["observation_id"]: row["change"] for row in queries.changes(first, last)}
    assert told == {KEYED: "changed"}
    history = queries.figure_history(KEYED)
    assert [row["release_id"] for row in history] == [last, first]
    assert all(row["as_printed"] for row in history)


def test_the_last_release_keeps_its_files(ordered: Curated, releases: Path) -> None:
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
    ordered: Curated, releases: Path, tmp_path: Path, change: Callable[[Curated], None]
) -> None:
    anew = tmp_path / "anew"
    change(ordered)
    build(ordered, releases)
    assert taken(releases, "observations")[0] == 0
    build(ordered, anew)
    assert rows(current(releases), "observations") == rows(current(anew), "observations")


def test_a_part_of_other_code_is_made_anew(
    ordered: Curated, releases: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(publish, "VERSION", "newer")
    monkeypatch.setattr("warehouse.releases.READABLE", ("newer",))
    build(ordered, releases)
    assert taken(releases, "observations")[0] == 0


def test_a_damaged_part_is_made_anew(ordered: Curated, releases: Path, tmp_path: Path) -> None:
    anew = tmp_path / "anew"
    flip(next(file for file in files(current(releases), "observations") if not holds(file, KEYED)))
    ordered.cell("observations.csv", KEYED, "note", "xem lại")
    build(ordered, releases)
    there, of = taken(releases, "observations")
    assert there == of - 2
    assert publish.is_whole(current(releases))
    build(ordered, anew)
    assert rows(current(releases), "observations") == rows(current(anew), "observations")


def test_a_damaged_part_that_is_gone_spoils_nothing(ordered: Curated, releases: Path) -> None:
    """What changes in the database is told by the part as it was."""
    flip(next(file for file in files(current(releases), "observations") if holds(file, KEYED)))
    ordered.cell("observations.csv", KEYED, "note", "xem lại")
    build(ordered, releases)


def test_a_row_taken_out_is_in_no_part(ordered: Curated, releases: Path) -> None:
    key = ordered.lines("study_activities.csv")[5].partition(",")[0]
    head, *there = ordered.lines("study_activities.csv")
    text = "\n".join([head, *(row for row in there if not row.startswith(f"{key},"))]) + "\n"
    ordered.path("study_activities.csv").write_text(text, encoding="utf-8")
    release = build(ordered, releases)
    assert key not in {row[0] for row in rows(release, "study_activities")}
    shared, of = taken(releases, "study_activities")
    assert shared == of - 1


def test_a_damaged_database_is_written_anew(ordered: Curated, releases: Path) -> None:
    flip(current(releases) / "release.duckdb")
    ordered.cell("observations.csv", KEYED, "note", "xem lại")
    build(ordered, releases)


def test_what_is_wrong_leaves_nothing_of_the_last_release(ordered: Curated, releases: Path) -> None:
    """Cells the long way puts right: its tables, and none of those that were there."""
    ordered.bytes("observations.csv", lambda data: data.replace(b",flow,", b", flow,"))
    ordered.cell("observations.csv", KEYED, "note", "xem lại")
    release = build(ordered, releases)
    assert [path.name for path in files(release, "observations")] == ["observations.parquet"]


def test_without_second_names_parts_are_copied(
    ordered: Curated, releases: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError("no links here")

    monkeypatch.setattr(os, "link", refuse)
    monkeypatch.setattr(parts, "_make_one", refuse)
    ordered.cell("models.csv", "yen-dinh-2023-m01", "note", "xem lại")
    build(ordered, releases)
    assert taken(releases, "observations")[0] == 0
    assert publish.is_whole(current(releases))
