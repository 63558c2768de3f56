"""A release as an earlier contract published it."""

import hashlib
import json
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

import pyarrow.parquet as pq

YEARS = {"observations": ("first_year", "last_year")}  # what the second contract had not
FIRST = YEARS | {
    "findings": ("origin", "paragraphs"),
    "units": ("commune_count",),
    "indicators": ("numerator_id", "denominator_id"),
    "commendations": ("as_printed_fold",),
}


def made_older(folder: Path, contract: str, gone: Mapping[str, Sequence[str]]) -> None:
    """The release of this folder without those columns, and its manifest saying so."""
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    for table, columns in gone.items():
        file = folder / f"{table}.parquet"
        pq.write_table(pq.read_table(file).drop_columns(list(columns)), file)
        manifest["files"][file.name]["sha256"] = hashlib.sha256(file.read_bytes()).hexdigest()
    manifest["contract"] = contract
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")


def copied_older(release: Path, releases: Path) -> None:
    """A release of the second contract under `releases`, and CURRENT pointing at it."""
    shutil.copytree(release, releases / release.name)
    made_older(releases / release.name, "2", YEARS)
    (releases / "CURRENT").write_text(release.name + "\n", encoding="utf-8")
