"""A folder of releases: which there are, what their manifests say, whether a file is what it says.

Nothing is opened here. A release is trusted file by file, by its SHA-256.
"""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from warehouse.contract import READABLE, TABLES

DATABASE = "release.duckdb"  # the tables of a large release, in the order of their keys


class NoRelease(Exception):
    """No readable release: the message tells the operator which command to run."""


@dataclass(frozen=True)
class Release:
    """A release as its manifest describes it."""

    release_id: str
    built_at: datetime
    rows: dict[str, int]
    is_current: bool
    is_readable: bool = True  # its contract is one this app reads


def pointed(releases: Path) -> str | None:
    """The release CURRENT names, if it names one."""
    try:
        return (releases / "CURRENT").read_text(encoding="utf-8").strip() or None
    except (OSError, UnicodeDecodeError):
        return None


def manifest_of(folder: Path) -> dict | None:
    """The release's manifest; None when it is missing, torn or not whole."""
    try:
        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        datetime.fromisoformat(manifest["built_at"])
        files = manifest["files"]
        whole = all({"sha256", "rows"} <= files[f"{t.name}.parquet"].keys() for t in TABLES)
        return manifest if whole and {"release", "contract"} <= manifest.keys() else None
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def row_counts(manifest: dict) -> dict[str, int]:
    """Rows per table, as the manifest says."""
    return {name.removesuffix(".parquet"): f["rows"] for name, f in manifest["files"].items()}


def history(releases: Path) -> list[Release]:
    """Every release with a readable manifest, newest first."""
    current = pointed(releases)
    found = []
    for folder in releases.iterdir() if releases.is_dir() else ():
        if folder.name.startswith(".") or not (manifest := manifest_of(folder)):
            continue
        built = datetime.fromisoformat(manifest["built_at"])
        readable = manifest["contract"] in READABLE
        found.append(
            Release(folder.name, built, row_counts(manifest), folder.name == current, readable)
        )
    return sorted(found, key=lambda r: (r.built_at, r.release_id), reverse=True)


def verified(folder: Path, manifest: dict, table: str) -> Path:
    """The table's file, after its hash; raises NoRelease and OSError.

    DuckDB ignores page checksums: a flipped bit would be served as a number.
    """
    path = folder / f"{table}.parquet"
    verified_file(path, manifest["files"][path.name]["sha256"])
    return path


def verified_file(path: Path, sha256: str) -> None:
    """Raises NoRelease for a file that has not this hash, and OSError."""
    with path.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if found != sha256:
        raise NoRelease(f"{path} differs from its manifest")


def trusted(folder: Path, table: str) -> Path:
    """The release's file of a table; raises NoRelease. Hashed again only when it has changed."""
    try:
        state = (folder / f"{table}.parquet").stat()
        return _hashed(folder, table, state.st_mtime_ns, state.st_size)
    except OSError as error:
        raise NoRelease(f"{folder}, {table}: {error.strerror}") from None


@lru_cache(maxsize=512)
def _hashed(folder: Path, table: str, _changed: int, _size: int) -> Path:
    manifest = manifest_of(folder)
    if manifest is None:
        raise NoRelease(f"{folder} has no readable manifest of its own")
    return verified(folder, manifest, table)
