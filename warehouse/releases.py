"""A folder of releases: which there are, what their manifests say, whether a file is what it says.

Nothing is opened here. A release is trusted file by file, by its SHA-256, and its database
piece by piece.
"""

import hashlib
import json
import logging
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache, partial
from pathlib import Path

from warehouse.contract import READABLE, TABLES

_FILE = re.compile(r"([a-z_]+)(?:-[0-9]{6})?[.]parquet")
DATABASE = "release.duckdb"  # the tables of a large release, as readers open them
_SEAL = "seal.json"

_PIECE, _READ = 128 << 20, 1 << 20

log = logging.getLogger(__name__)


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
        whole = all(
            (files := parts_of(manifest, table.name))
            and all({"sha256", "rows"} <= file.keys() for file in files.values())
            for table in TABLES
        )
        return manifest if whole and {"release", "contract"} <= manifest.keys() else None
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def row_counts(manifest: dict) -> dict[str, int]:
    """Rows per table, as the manifest says."""
    return {t.name: sum(f["rows"] for f in parts_of(manifest, t.name).values()) for t in TABLES}


def parts_of(manifest: dict, table: str) -> dict[str, dict]:
    """The files of a table, in their order, and what the manifest says of each: `units.parquet`,
    or of a long one `observations-000001.parquet` and so on."""
    return {name: file for name, file in manifest["files"].items() if table_of(name) == table}


def table_of(name: str) -> str:
    """The table whose rows a file of a release holds; "" for any other name."""
    found = _FILE.fullmatch(name)
    return found[1] if found else ""


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


def verified(folder: Path, manifest: dict) -> dict:
    """Every file held against its hash, unless nobody touched the release since it was sealed; the
    manifest, without the release's own database where that is not what it should be.

    Raises NoRelease and OSError. DuckDB ignores page checksums of Parquet: a flipped bit would be
    served as a number. Of its own files it checks every block it reads.
    """
    if _is_sealed(folder, manifest):
        return manifest
    with ThreadPoolExecutor() as threads:
        own = threads.submit(_verified_database, folder, manifest.get("database"))
        verified_files(folder, manifest)
    return manifest if own.result() else {k: v for k, v in manifest.items() if k != "database"}


def verified_files(folder: Path, manifest: dict) -> None:
    """Every Parquet file held against its hash, several at a time, since those of a large release
    take seconds; raises NoRelease and OSError."""
    with ThreadPoolExecutor() as threads:
        hashes = {folder / name: file["sha256"] for name, file in manifest["files"].items()}
        list(threads.map(verified_file, hashes, hashes.values()))


def seal(folder: Path) -> None:
    """Note which database and manifest were just hashed: as long as they are the same files on the
    same disk and were not written to, readers who start need not hash gigabytes again."""
    path = folder / _SEAL
    path.write_text(json.dumps(_touched(folder)) + "\n", encoding="utf-8")


def _is_sealed(folder: Path, manifest: dict) -> bool:
    """Whether the release brings a database that is as it was when it was sealed, and all its
    Parquet files, which nobody reads then, are there with their lengths."""
    try:
        sealed = json.loads((folder / _SEAL).read_text(encoding="utf-8"))
        return (
            "database" in manifest
            and sealed == _touched(folder)
            and all((folder / n).stat().st_size == f["bytes"] for n, f in manifest["files"].items())
        )
    except (OSError, ValueError, LookupError, TypeError):
        return False


def _touched(folder: Path) -> dict[str, list[int]]:
    """Of each sealed file what changes when it is written to, replaced, or copied elsewhere."""
    states = {name: (folder / name).stat() for name in (DATABASE, "manifest.json")}
    return {n: [s.st_ino, s.st_size, s.st_mtime_ns, s.st_ctime_ns] for n, s in states.items()}


def _verified_database(folder: Path, said: dict | None) -> bool:
    try:
        if said is not None:
            verified_pieces(folder / DATABASE, said["pieces"])
        return said is not None
    except (NoRelease, OSError, TypeError, LookupError) as error:
        log.warning("%s is not used, its tables are copied instead (%s)", folder / DATABASE, error)
        return False


def verified_pieces(path: Path, said: list[str]) -> None:
    """Raises NoRelease for a file whose pieces have not these hashes, and OSError."""
    if pieces(path) != said:
        raise NoRelease(f"{path} differs from its manifest")


def pieces(path: Path) -> list[str]:
    """The SHA-256 of each 128 MiB of a file, several at a time."""
    with ThreadPoolExecutor() as threads:
        return list(threads.map(partial(_piece, path), range(0, path.stat().st_size, _PIECE)))


def _piece(path: Path, first: int) -> str:
    found = hashlib.sha256()
    with path.open("rb") as file:
        file.seek(first)
        for _ in range(0, _PIECE, _READ):
            found.update(file.read(_READ))
    return found.hexdigest()


def verified_file(path: Path, sha256: str) -> None:
    """Raises NoRelease for a file that has not this hash, and OSError."""
    with path.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if found != sha256:
        raise NoRelease(f"{path} differs from its manifest")


def trusted(folder: Path, table: str) -> list[Path]:
    """The release's files of a table; raises NoRelease. Hashed again only when they changed."""
    manifest = manifest_of(folder)
    if manifest is None:
        raise NoRelease(f"{folder} has no readable manifest of its own")
    files = parts_of(manifest, table)
    try:
        for name, file in files.items():
            state = (folder / name).stat()
            _hashed(folder / name, file["sha256"], state.st_mtime_ns, state.st_size)
    except OSError as error:
        raise NoRelease(f"{folder}, {table}: {error.strerror}") from None
    return [folder / name for name in files]


@lru_cache(maxsize=4096)
def _hashed(path: Path, sha256: str, _changed: int, _size: int) -> None:
    verified_file(path, sha256)
