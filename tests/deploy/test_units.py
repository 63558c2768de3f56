"""The systemd units: read by systemd, closed to what they do not need, named in the guide."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from desk import store
from serving import stopping

ROOT = Path(__file__).parents[2]
UNITS = sorted((ROOT / "deploy" / "systemd").glob("*.service"))
GUIDE = (ROOT / "docs" / "deploy.md").read_text(encoding="utf-8")
NGINX = (ROOT / "deploy" / "nginx" / "thi-dua.conf").read_text(encoding="utf-8")
READER = (ROOT / "deploy" / "systemd" / "thi-dua@.service").read_text(encoding="utf-8")
needs_systemd = pytest.mark.skipif(
    shutil.which("systemd-analyze") is None,
    reason="left out: no systemd-analyze found (Debian: apt-get install systemd)",
)
units = pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.stem)
MOST_EXPOSED = 2.0  # of 10, by systemd's own reckoning


@pytest.fixture
def here(tmp_path: Path) -> Path:
    """The units with this checkout's paths, so that systemd finds what they start."""
    for unit in UNITS:
        text = unit.read_text(encoding="utf-8")
        text = text.replace("/opt/thi-dua/.venv/bin/python", sys.executable)
        name = unit.name.replace("@", "@8501")
        (tmp_path / name).write_text(text.replace("/opt/thi-dua", str(ROOT)), encoding="utf-8")
    return tmp_path


def said(*arguments: str) -> str:
    done = subprocess.run(["systemd-analyze", *arguments], capture_output=True, text=True)
    return f"{done.stdout}{done.stderr}{done.returncode or ''}"


@needs_systemd
@units
def test_systemd_finds_nothing_to_say(here: Path, unit: Path) -> None:
    assert said("verify", "--man=no", str(here / unit.name.replace("@", "@8501"))) == ""


@needs_systemd
@units
def test_a_unit_is_closed_to_what_it_does_not_need(here: Path, unit: Path) -> None:
    file = here / unit.name.replace("@", "@8501")
    told = said("security", "--offline=true", "--no-pager", str(file))
    level = float(re.search(r"Overall exposure level .*: ([\d.]+)", told)[1])
    assert level <= MOST_EXPOSED, told


@needs_systemd
def test_a_mistake_in_a_unit_is_said(here: Path) -> None:
    file = here / "thi-dua@8501.service"
    text = file.read_text(encoding="utf-8").replace("ProtectSystem=strict", "ProtectSystem=strikt")
    file.write_text(text, encoding="utf-8")
    assert "strikt" in said("verify", "--man=no", str(file))


def test_readers_replicas_cannot_write_the_data() -> None:
    assert "User=thi-dua\n" in READER
    assert "ReadOnlyPaths=/var/lib/thi-dua\n" in READER
    assert "ProtectSystem=strict\n" in READER
    assert "ReadWritePaths" not in READER


def test_a_replica_has_time_to_drain() -> None:
    (seconds,) = re.findall(r"TimeoutStopSec=(\d+)", READER)
    assert int(seconds) >= stopping.DRAIN + 2 * stopping.SLOWEST + 5


def test_the_guide_names_every_file_and_no_other() -> None:
    named = set(re.findall(r"deploy/[\w./@-]*\w", GUIDE))
    there = {str(p.relative_to(ROOT)) for p in (ROOT / "deploy").rglob("*") if p.is_file()}
    assert {name for name in named if (ROOT / name).is_file()} == there
    assert [name for name in named if not (ROOT / name).exists()] == []


@pytest.mark.parametrize("word", ["thi-dua-desk", "thi-dua-etl", "/etc/thi-dua/env", "/suc-khoe"])
def test_the_guide_speaks_of_what_is_installed(word: str) -> None:
    assert word in GUIDE


def test_the_replicas_of_the_guide_are_the_proxy_s() -> None:
    ports = set(re.findall(r"server 127\.0\.0\.1:(\d+)", NGINX))
    assert ports == set(re.findall(r"thi-dua@(\d+)", GUIDE))


def test_the_backup_is_of_the_store_the_desk_writes(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setenv("DESK_DIR", str(tmp_path))
    with store.changing():
        pass
    (written,) = tmp_path.glob("*.sqlite")
    assert f"desk/{written.name}" in GUIDE.partition("## Backup")[2]
