"""Build the curated files and publish what was built. The caller holds the lock."""

import os
from collections.abc import Callable
from pathlib import Path

import duckdb

from etl.problems import CuratedDataError, Problem
from etl.publish import publish, release_id

Build = Callable[[duckdb.DuckDBPyConnection, Path], None]
ROOT = Path(__file__).parents[1]
_CHANGED = Problem(
    "data/curated", 1, "", "tệp đổi trong lúc đọc", "lưu xong các tệp rồi chạy lại lệnh này"
)


def release(build: Build, curated: Path, releases: Path) -> tuple[str, dict[str, int]]:
    """The release's id and its rows per table; raises CuratedDataError."""
    name, inputs = release_id(curated, ROOT)
    with duckdb.connect() as con:
        build(con, curated)
        if release_id(curated, ROOT)[1] != inputs:
            raise CuratedDataError([_CHANGED])
        return name, publish(con, releases, name, inputs)


def default_curated() -> Path:
    return Path(os.environ.get("CURATED_DIR", ROOT / "data" / "curated"))


def default_releases() -> Path:
    return Path(os.environ.get("RELEASES_DIR", ROOT / "data" / "releases"))
