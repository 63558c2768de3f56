"""Taking a report in or out, killed at any moment: run again, it ends; nothing is ever torn.

`make soak` kills forty times instead of six.
"""

import json
import os
import random
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from etl.publish import is_whole
from tests.conftest import ROOT, Curated, times
from tests.entering import Entering, entry

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals")
# Dies at the n-th call that changes or settles something on the disk; without n, counts them.
COUNTED = """
import os, sys
from etl.__main__ import main
left = int(sys.argv[1])
def counted(call):
    def step(*arguments, **named):
        global left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), 9)
        return call(*arguments, **named)
    return step
for name in ("mkdir", "replace", "rename", "rmdir", "fsync"):
    setattr(os, name, counted(getattr(os, name)))
code = main(sys.argv[2:])
print(-left, file=sys.stderr)
sys.exit(code)
"""


@pytest.fixture
def desk(curated: Curated, tmp_path, capsys) -> Entering:
    made = Entering(curated, tmp_path, capsys)
    made.curated.publish(made.releases)
    return made


class Doing:
    """One command on one file, and what the folders hold before and after it."""

    def __init__(self, desk: Entering, command: str, given: object, *options: str) -> None:
        self.desk, self._name, self._given = desk, command, given
        self._options = ("--yes", *options)
        path = desk.folder / f"killed-{command}.json"
        path.write_text(json.dumps(given), encoding="utf-8")
        places = [f"--reports={desk.reports}", *desk.places]
        self._command = [command, str(path), *self._options, *places]
        self.before = self.state()
        began = time.monotonic()
        done = self.start(0)
        _, said = done.communicate()
        self.seconds, self.steps = time.monotonic() - began, int(said)
        self.after = self.state()

    def start(self, step: int) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-c", COUNTED, str(step), *self._command]
        return subprocess.Popen(
            command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
        )

    def kill(self, chance: random.Random, *, at_step: bool) -> bool:
        """Start it and kill it, at a step or at a time; whether it was killed.

        What it would publish is built anew, as when its steps were counted.
        """
        shutil.rmtree(self.desk.releases / self.after[1])
        if at_step:
            process = self.start(chance.randint(1, self.steps))
        else:
            process = self.start(0)
            # While Python starts nothing is written.
            time.sleep(chance.uniform(0.4, 1.0) * self.seconds)
            process.kill()
        process.communicate()
        return process.returncode == -9

    def again(self) -> None:
        self.desk.run(self._name, self._given, *self._options)

    def state(self) -> tuple[dict[str, bytes], str]:
        return self.desk.files(), self.desk.current()


def is_torn(doing: Doing) -> str | None:
    """The first thing that is neither as before nor as after."""
    (old, first), (new, last) = doing.before, doing.after
    there = doing.desk.files()
    for name in old:
        if there[name] not in (old[name], new[name]):
            return name
    if doing.desk.current() not in (first, last):
        return "CURRENT"
    visible = [f for f in doing.desk.releases.iterdir() if f.is_dir() and f.name[0] != "."]
    return next((f.name for f in visible if not is_whole(f)), None)


def left_over(desk: Entering) -> list[Path]:
    folders = (desk.curated.folder, desk.releases, desk.reports)
    hidden = [p for folder in folders for p in folder.glob(".*")]
    return [p for p in hidden if p.name != ".lock"]


def test_killed_at_any_moment_it_is_ended_by_running_it_again(desk: Entering) -> None:
    chance = random.Random(2024)
    seen = desk.enter(entry())
    enter = Doing(desk, "enter", entry(), f"--expect={seen['hash']}")
    undo = Doing(desk, "undo", {"changes": seen["changes"]})
    assert undo.after == enter.before
    killed = 0
    kills = times(6, 40)
    for number in range(kills):
        doing = (enter, undo)[number % 2]
        killed += doing.kill(chance, at_step=number // 2 % 2 == 0)
        assert is_torn(doing) is None
        doing.again()
        assert desk.code == 0
        assert doing.state() == doing.after
        assert left_over(desk) == []
    assert killed > kills // 3, "most runs had ended before they were killed"
