"""Build the curated files and publish what was built. The caller holds the lock."""

from collections.abc import Callable
from pathlib import Path

import duckdb

from etl import on_cluster
from etl.places import ROOT
from etl.problems import CuratedDataError, Problem
from etl.publish import publish, release_id

Build = Callable[[duckdb.DuckDBPyConnection, Path], None]
_CHANGED = Problem(
    "data/curated", 1, "", "tệp đổi trong lúc đọc", "lưu xong các tệp rồi chạy lại lệnh này"
)


def release(build: Build, curated: Path, releases: Path) -> tuple[str, dict[str, int]]:
    """The release's id and its rows per table; raises CuratedDataError, and NoAnswer where a
    cluster is to write it."""
    with on_cluster.writer() as cluster, duckdb.connect() as con:
        name, inputs = release_id(curated, ROOT, cluster.name if cluster else "")
        build(con, curated)
        if release_id(curated, ROOT)[1] != inputs:
            raise CuratedDataError([_CHANGED])
        return name, publish(con, releases, name, inputs, cluster)
