"""What the first reader would wait for is done before: each time in a process of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path

from serving.logs import ROOT

FROM_MEMORY = """
import sys
from exhibits import theme
from exhibits.catalog import overview
from warehouse import embedded
from warehouse.queries import View

assert {"pandas", "exhibits.render.screen"} <= set(sys.modules)

def asked(*_):
    raise AssertionError("the database is asked again")

embedded.Embedded.rows = asked
matrix, main = overview.exhibits(View())
light = theme.of("light")
assert (light.name, light.width) in matrix._figures
"""
OF_A_SERVER = """
import asyncio, threading
from serving import stopping

async def served():
    async with stopping.lifespan(None):
        (thread,) = [t for t in threading.enumerate() if t.name == "warming"]
        thread.join()

asyncio.run(served())
"""


def ran(script: str, releases: Path) -> subprocess.CompletedProcess:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "RELEASES_DIR": str(releases)}
    command = [sys.executable, "-c", script]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def test_what_was_not_worked_out_is_asked_of_the_database(releases: Path) -> None:
    """The check below can fail."""
    done = ran("import exhibits.render.screen\n" + FROM_MEMORY, releases)
    assert "the database is asked again" in done.stderr


def test_the_first_page_is_worked_out_as_a_server_starts(releases: Path) -> None:
    done = ran(OF_A_SERVER + FROM_MEMORY, releases)
    assert done.returncode == 0, done.stderr


def test_the_log_of_a_server_that_ends_holds_its_own_lines_alone(releases: Path) -> None:
    lines = ran(OF_A_SERVER, releases).stderr.splitlines()
    assert [json.loads(line)["what"] for line in lines] == ["started", "stopped"]


def test_without_a_release_a_server_starts_all_the_same(tmp_path: Path) -> None:
    done = ran(OF_A_SERVER, tmp_path)
    assert done.returncode == 0, done.stderr
    assert "not warmed: NoRelease" in [json.loads(s)["what"] for s in done.stderr.splitlines()]
