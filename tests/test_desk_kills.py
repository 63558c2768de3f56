"""Whoever approves is killed at any moment: no draft is lost, none is published by half or twice.

`make soak` kills fifty times instead of eight. Every second time what the server started
dies with it, as when a machine loses its current; else the ETL works on alone.
"""

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from desk import drafts, log, process, publishing, store
from desk.draft import Draft
from desk.drafts import Refused
from tests.conftest import times
from tests.drafted import ANN, DUNG, FAKE, REPORT, a_desk, checked, submitted, with_fake_etl

ROUNDS = times(8, 50)
APPROVING = """
import sys
from pathlib import Path
from desk import process, publishing
from desk.people import Person
if sys.argv[1]:
    process.ROOT = Path(sys.argv[1])
person = Person("dung@made.up", "Dung", frozenset({"read", "approve"}))
print("begun", flush=True)
publishing.approve(person, sys.argv[2], int(sys.argv[3]), sys.argv[4])
"""
pytestmark = pytest.mark.skipif(os.name == "nt", reason="no SIGKILL, no process groups")


@pytest.fixture(autouse=True)
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return a_desk(tmp_path, monkeypatch)


def killed(found: Draft, seen: str, root: str, after: float, *, whole: bool) -> None:
    """Approve in a process of its own, and kill it `after` seconds from its beginning."""
    arguments = [root, found.draft_id, str(found.version), seen]
    approving = subprocess.Popen(
        [sys.executable, "-c", APPROVING, *arguments],
        cwd=store.ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    with approving:
        assert approving.stdout.readline() == b"begun\n"
        time.sleep(after)
        if whole:
            os.killpg(approving.pid, signal.SIGKILL)
        else:
            approving.kill()


def settled(draft_id: str) -> Draft:
    """The draft once a server has been started again; the ETL may first have to end."""
    end = time.monotonic() + 30
    while time.monotonic() < end:
        publishing.recover()
        found = drafts.draft(ANN, draft_id)
        if found.state in ("submitted", "published"):
            return found
    raise AssertionError(f"{draft_id} is still {found.state}")


def test_a_killed_approval_loses_nothing(folders: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with_fake_etl(monkeypatch, "slow")
    monkeypatch.setattr(publishing, "_BUSY", (0.05, 0.1))
    dice = random.Random(5)
    recovered = 0
    for n in range(ROUNDS):
        found, seen = checked(submitted(REPORT.replace("345", str(400 + n))))
        killed(found, seen, str(FAKE), dice.uniform(0, 0.45), whole=n % 2 == 0)
        after = settled(found.draft_id)
        assert (after.entries, after.source) == (found.entries, found.source)
        if after.state == "submitted":
            again, seen = checked(after)
            publishing.approve(DUNG, again.draft_id, again.version, seen)
        _stands_once(drafts.draft(ANN, found.draft_id), folders)
        last = log.entries(ANN, found.draft_id)[0]
        recovered += "recovered" in last.after
    rows = json.loads((folders / "curated" / "made_up.json").read_text(encoding="utf-8"))
    assert len(rows) == 4 * ROUNDS
    assert len(drafts.drafts(ANN)) == ROUNDS
    assert recovered, "no kill fell between the beginning and the end of a job"


def _stands_once(found: Draft, folders: Path) -> None:
    assert found.state == "published"
    assert found.release == (folders / "releases" / "CURRENT").read_text(encoding="utf-8")
    actions = [line.action for line in log.entries(ANN, found.draft_id)]
    assert actions.count("published") == 1
    with store.reading() as con:
        assert con.execute("select count(*) from jobs where ended_on is null").fetchone()[0] == 0
        assert con.execute("pragma integrity_check").fetchone()[0] == "ok"


def test_a_decision_that_was_answered_is_kept(folders: Path) -> None:
    """The one who decides is killed while going on; what they were told of is there."""
    deciding = """
import sys
from desk import drafts
from desk.people import Person
person = Person("an@made.up", "An", frozenset({"read", "curate"}))
for n in range(10_000):
    entry = drafts.add(person, sys.argv[1], "units", {"unit_id": f"x-{n}"})
    print(entry, flush=True)
"""
    draft_id = submitted().draft_id
    drafts.take_back(ANN, draft_id, drafts.draft(ANN, draft_id).version)
    dice = random.Random(7)
    told: list[int] = []
    for _ in range(3):
        command = [sys.executable, "-c", deciding, draft_id]
        with subprocess.Popen(command, cwd=store.ROOT, stdout=subprocess.PIPE) as child:
            told.append(int(child.stdout.readline()))
            time.sleep(dice.uniform(0.01, 0.2))
            child.kill()
            told += map(int, child.stdout.read().split(b"\n")[:-1])
    found = drafts.draft(ANN, draft_id)
    there = {entry.entry_id for entry in found.entries}
    assert there.issuperset(told)
    logged = [e.entry_id for e in log.entries(ANN, draft_id, most=100_000) if e.action == "add"]
    assert sorted(logged) == sorted(e.entry_id for e in found.entries if not e.suggested)


def test_an_approval_while_a_crash_is_open_mends_it_first(
    folders: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_fake_etl(monkeypatch, "crash-after")
    monkeypatch.setattr(publishing, "_BUSY", (0.01,))
    left, seen = checked(submitted())
    with pytest.raises(Refused):
        publishing.approve(DUNG, left.draft_id, left.version, seen)
    monkeypatch.setenv("FAKE_ETL", "")
    other, seen = checked(submitted(REPORT.replace("345", "9")))
    publishing.approve(DUNG, other.draft_id, other.version, seen)
    assert drafts.draft(ANN, left.draft_id).state == "published"
    assert process.ROOT == FAKE
