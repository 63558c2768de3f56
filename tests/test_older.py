"""Releases of the second contract did not say which years a figure touches: it is worked out."""

from pathlib import Path

import pytest

from tests.older import YEARS, copied_older
from warehouse import connection, queries
from warehouse.connection import NoRelease, Warehouse
from warehouse.older import WITHOUT_YEARS
from warehouse.queries import View

YEAR = View(years=(2023,))
ASKED = (
    queries.extent,
    lambda: queries.figures(YEAR),
    lambda: queries.figures(View(undated=True)),
    lambda: queries.comparable(View(), years=(2022,)),
    lambda: queries.search("1.275"),
)


def answers(releases: Path, monkeypatch: pytest.MonkeyPatch) -> list[list]:
    monkeypatch.setenv("RELEASES_DIR", str(releases))
    monkeypatch.setattr(connection, "_shared", {})
    return [ask() for ask in ASKED]


def test_its_figures_are_found_by_year(
    release: Path, releases: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copied_older(release, tmp_path)
    older = answers(tmp_path, monkeypatch)
    assert older == answers(releases, monkeypatch)
    assert all(older)


def test_its_rows_keep_their_places(release: Path, tmp_path: Path) -> None:
    copied_older(release, tmp_path)
    years = ", ".join(YEARS["observations"])
    asked = f"select rowid, * exclude ({years}) from observations order by rowid"
    older = Warehouse(tmp_path).cursor().execute(asked).fetchall()
    assert older == Warehouse(release.parent).cursor().execute(asked).fetchall()


def test_a_release_of_today_may_not_lack_them(release: Path, tmp_path: Path) -> None:
    copied_older(release, tmp_path)
    manifest = tmp_path / release.name / "manifest.json"
    told = manifest.read_text(encoding="utf-8")
    manifest.write_text(told.replace('"contract": "2"', '"contract": "3"'), encoding="utf-8")
    assert "3" not in WITHOUT_YEARS
    with pytest.raises(NoRelease):
        Warehouse(tmp_path).release_id()
