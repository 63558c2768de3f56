"""Faults are made to a folder of releases of one's own; `make soak` makes many more."""

import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conftest import ROOT, Curated
from warehouse.connection import Warehouse
from warehouse.releases import pointed


@dataclass
class Place:
    """Curated files to change, releases to publish to, and a reader that has opened the first."""

    curated: Curated
    releases: Path
    changes: int = 0

    @property
    def command(self) -> list[str]:
        places = ["--curated", str(self.curated.folder), "--releases", str(self.releases)]
        return [sys.executable, "-m", "etl", *places]

    def change(self) -> str:
        """Type another note; the note."""
        self.changes += 1
        note = f"bản thử {self.changes}"
        self.curated.cell("sources.csv", "yen-dinh-2023", "note", note)
        return note

    def start(self, **given: object) -> subprocess.Popen[str]:
        pipe = subprocess.PIPE
        return subprocess.Popen(
            self.command, cwd=ROOT, stdout=pipe, stderr=pipe, text=True, **given
        )

    def run(self, **given: object) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            self.command, cwd=ROOT, capture_output=True, text=True, check=False, **given
        )

    def current(self) -> str | None:
        return pointed(self.releases)


def note_of(warehouse: Warehouse) -> str:
    """What the open release says in the one cell that changes from release to release."""
    (row,) = warehouse.ask("select note from sources where source_id = 'yen-dinh-2023'", {})
    return row["note"]


@pytest.fixture
def place(releases: Path, tmp_path: Path) -> Place:
    return Place(Curated(tmp_path), shutil.copytree(releases, tmp_path / "releases"))
