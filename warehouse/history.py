"""What changed from release to release: figures added, changed, removed; one figure through time.

Reads only the files it needs of the releases it is asked about, each against its manifest; a
release that fails is left out, never half-read.
"""

from collections.abc import Mapping
from pathlib import Path

from warehouse import engine
from warehouse.engine import Row
from warehouse.releases import NoRelease, Release, history, trusted

_TABLES = ("observations", "units", "indicators", "sources")
_MOST_RELEASES = 30


def changes(
    releases: Path, sql: str, old: str, new: str, parameters: Mapping[str, object]
) -> list[Row]:
    """One row per figure that differs between two releases; raises NoRelease."""
    known = {release.release_id for release in history(releases)}
    views = {}
    for name, release in (("old", old), ("new", new)):
        if release not in known:  # an id is never a path
            raise NoRelease(f"{releases} has no release {release!r}")
        for table in _TABLES:
            views[f"{name}_{table}"] = {release: trusted(releases / release, table)}
    return engine.ask_files(views, sql, parameters)


def of_figure(releases: Path, sql: str, observation_id: str) -> list[Row]:
    """One row per readable release, newest first, None where the figure is not in it."""
    known: dict[str, tuple[Release, list[Path]]] = {}
    for release in history(releases)[:_MOST_RELEASES]:
        try:
            files = trusted(releases / release.release_id, "observations")
        except NoRelease:
            continue
        known[release.release_id] = (release, files)
    if not known:
        return []
    views = {"released_observations": {release: files for release, (_, files) in known.items()}}
    told = engine.ask_files(views, sql, {"observation_id": observation_id})
    found = {row.pop("release_id"): row for row in told}
    return [
        {"release_id": release.release_id, "built_at": release.built_at}
        | found.get(release.release_id, {"as_printed": None})
        for release, _ in known.values()
    ]
