"""`python -m etl …` as a child process with limits; JSON in and out.

The app never imports the ETL: a file that makes the extractor explode takes the child down and not
the server, and a build that is killed is ended by the next one.
"""

import json
import logging
import os
import subprocess
import sys
import tempfile
import threading
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

from desk.refusals import Refused
from warehouse.reports import default_desk

ROOT = Path(__file__).parents[1]
FINE, NO, BUSY = 0, 1, 75
# Limits are set by the child on itself: code between fork and exec is not safe beside threads.
_LIMITED = """
import runpy, sys
memory, seconds = int(sys.argv[1]), int(sys.argv[2])
try:
    import resource
    if memory:
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    if seconds:
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
except ImportError:  # Windows has no such limits
    pass
sys.argv = ["etl", *sys.argv[3:]]
for stream in (sys.stdout, sys.stderr):
    stream.reconfigure(encoding="utf-8")
runpy.run_module("etl", run_name="__main__", alter_sys=True)
"""
_HEAVY = threading.BoundedSemaphore(2)  # strangers' files that are unpacked at once
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Limits:
    """`wall` and `cpu` in seconds, `memory` in bytes; 0 is no limit."""

    wall: float
    cpu: int = 0
    memory: int = 0


EXTRACTING = Limits(wall=90, cpu=60, memory=1_500_000_000)
CHECKING = Limits(wall=120, memory=4_000_000_000)
PUBLISHING = Limits(wall=900)


@dataclass(frozen=True)
class Ended:
    """How a child ended; `code` is None when it ran into a limit or was killed."""

    code: int | None
    out: str
    err: str

    def answer(self) -> dict:
        """The JSON object on its standard output; raises Refused when there is none."""
        try:
            found = json.loads(self.out)
        except ValueError:
            found = None
        if not isinstance(found, dict):
            log.error("python -m etl ended with %s and no answer", self.code)
            raise Refused(_NO_ANSWER)
        return found


_NO_ANSWER = "Lần kiểm tra này không chạy xong; thử lại, nếu vẫn vậy thì báo người quản trị."


def etl(arguments: list[str], limits: Limits) -> Ended:
    """Run `python -m etl` to its end, or to its limits."""
    command = [sys.executable, "-m", "etl", *arguments]
    if limits.memory or limits.cpu:
        bounds = [str(limits.memory), str(limits.cpu)]
        command = [sys.executable, "-c", _LIMITED, *bounds, *arguments]
    # The child starts in the project's folder: what is relative to the server's is made absolute.
    settings = os.environ | {"PYTHONIOENCODING": "utf-8", "DESK_DIR": str(default_desk().resolve())}
    turn = _HEAVY if limits is EXTRACTING else nullcontext()
    try:
        # What a child that is killed leaves behind goes with its folder.
        with turn, tempfile.TemporaryDirectory(prefix="thi-dua-") as folder:
            ended = subprocess.run(
                command, cwd=ROOT, env=settings | dict.fromkeys(("TMPDIR", "TEMP", "TMP"), folder),
                stdin=subprocess.DEVNULL, capture_output=True, timeout=limits.wall or None,
                check=False,
            )  # fmt: skip
    except subprocess.TimeoutExpired:
        log.error("python -m etl %s ran longer than %s s", arguments[0], limits.wall)
        return Ended(None, "", "")
    out, err = (part.decode("utf-8", "replace") for part in (ended.stdout, ended.stderr))
    code = ended.returncode if ended.returncode in (FINE, NO, BUSY) else None
    if code == NO and "Traceback (most recent call last)" in err:
        code = None  # Python's own exit code for a fault is that of a refusal
    if code is None:
        # What a child says last may cite the report: the log gets the kind of the fault alone.
        fault = err.strip().rpartition("\n")[2].partition(":")[0] if err else ""
        log.error("python -m etl %s ended with %s %s", arguments[0], ended.returncode, fault)
    return Ended(code, out, err)
