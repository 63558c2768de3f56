"""Build the curated files and publish what was built. The caller holds the lock."""

from collections.abc import Callable
from pathlib import Path

import duckdb

from etl import last_release, on_cluster
from etl.places import ROOT
from etl.problems import CuratedDataError, Problem
from etl.progress import shown, stage
from etl.publish import code_id, files_of, publish, release_id
from etl.workplace import workplace

Build = Callable[[duckdb.DuckDBPyConnection, Path], None]
_CHANGED = Problem(
    "data/curated", 1, "", "tệp đổi trong lúc đọc", "lưu xong các tệp rồi chạy lại lệnh này"
)


def release(
    build: Build, curated: Path, releases: Path, memory: str | None = None
) -> tuple[str, dict[str, int]]:
    """The release's id and its rows per table; raises CuratedDataError, and NoAnswer where a
    cluster is to write it. `memory` limits the database's own, "4GB"."""
    with (
        on_cluster.writer() as cluster,
        workplace(curated, releases, memory) as con,
        shown(con),
    ):
        stage("Nhận diện các tệp")
        before = _state(curated)
        name, inputs = release_id(curated, ROOT, cluster.name if cluster else "")
        last_release.remember(con, releases, code_id(ROOT))
        build(con, curated)
        if _state(curated) != before and release_id(curated, ROOT)[1] != inputs:
            raise CuratedDataError([_CHANGED])
        return name, publish(con, releases, name, inputs, cluster)


def _state(curated: Path) -> dict[str, tuple[int, ...]]:
    """What tells that a file was written to or replaced, without reading it."""
    stats = {path.name: path.stat() for path in files_of(curated)}
    return {n: (s.st_ino, s.st_size, s.st_mtime_ns, s.st_ctime_ns) for n, s in stats.items()}
