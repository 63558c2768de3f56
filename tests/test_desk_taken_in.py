"""The desk and the ETL together: a made-up report becomes a release, and goes out of it again."""

import hashlib
import os
import random
import shutil
from pathlib import Path

import pytest

from desk import drafts, publishing, store
from desk.drafts import Refused
from tests.drafted import ANN, DUNG, REPORT, begun, checked, reading_once, submitted
from tests.test_desk_kills import killed, settled
from warehouse import queries
from warehouse.queries import View
from warehouse.reports import passages

ROUNDS = int(os.environ.get("DESK_KILLS", "3"))


@pytest.fixture(autouse=True)
def folders(tmp_path: Path, releases: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(store.ROOT / "data" / "curated", tmp_path / "curated")
    shutil.copytree(releases, tmp_path / "releases")
    monkeypatch.setenv("DESK_DIR", str(tmp_path / "desk"))
    monkeypatch.setenv("RELEASES_DIR", str(tmp_path / "releases"))
    monkeypatch.setenv("CURATED_DIR", str(tmp_path / "curated"))
    monkeypatch.delenv("REPORTS_DIR", raising=False)
    reading_once(monkeypatch)
    return tmp_path


def state(folder: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in sorted(folder.iterdir()) if p.is_file()}


def test_a_report_is_published_as_it_was_seen_and_undone_to_the_byte(folders: Path) -> None:
    curated, release = state(folders / "curated"), queries.release_id()
    found, seen = checked(submitted())
    assert drafts.check(ANN, found.draft_id)["before"] == release
    done = publishing.approve(DUNG, found.draft_id, found.version, seen)
    assert done.before == release == drafts.draft(ANN, found.draft_id).before
    with queries.one_release():
        assert queries.release_id() == done.release
        source = next(s for s in queries.sources(View()) if s["source_id"] == "sin-ho-2024")
        assert source["sha256"] == hashlib.sha256(REPORT.encode()).hexdigest()
        published = [f for f in queries.figures(View()) if f["source_id"] == "sin-ho-2024"]
    assert sorted(f["value"] for f in published) == [7, 9, 12, 345]
    for figure in published:
        number = figure["paragraph"]
        shown = passages(source["file"], source["sha256"], number, figure["as_printed"])
        assert next(p.phrase for p in shown if p.number == number) == figure["as_printed"]
    version = drafts.draft(ANN, found.draft_id).version
    undone = publishing.undo(DUNG, found.draft_id, version, "thử")
    assert (undone.release, undone.before) == (release, done.release)
    assert state(folders / "curated") == curated


def test_the_same_report_is_announced_and_refused(folders: Path) -> None:
    found, seen = checked(submitted())
    publishing.approve(DUNG, found.draft_id, found.version, seen)
    again = drafts.draft(ANN, begun())
    assert again.source["source_id"] == "sin-ho-2024-2"
    (same,) = drafts.alike(again)
    assert (same.source_id, same.draft_id) == ("sin-ho-2024", None)
    assert "Đúng văn bản này" in same.why
    (draft,) = drafts.alike(drafts.draft(ANN, found.draft_id))
    assert (draft.source_id, draft.draft_id) == (None, again.draft_id), "it is not like itself"
    twice = submitted()
    refused = drafts.check(DUNG, twice.draft_id)["refusals"]
    assert ["“sin-ho-2024”" in refusal["rule"] for refusal in refused] == [True]


def test_what_someone_changed_by_hand_meanwhile_is_looked_at_again(folders: Path) -> None:
    found, seen = checked(submitted())
    path = folders / "curated" / "observations.csv"
    data = path.read_bytes()
    path.write_bytes(data.replace(b"sin-ho-2023-p15-2,", b"sin-ho-2024-p03-1,"))
    with pytest.raises(Refused, match="Chưa phát hành"):
        publishing.approve(DUNG, found.draft_id, found.version, seen)
    path.write_bytes(data)
    again, seen = checked(drafts.draft(ANN, found.draft_id))
    assert publishing.approve(DUNG, again.draft_id, again.version, seen).release


@pytest.mark.skipif(os.name == "nt", reason="no SIGKILL, no process groups")
def test_kills_tear_no_release(folders: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    dice = random.Random(11)
    for n in range(ROUNDS):
        found, seen = checked(submitted(REPORT.replace("345", str(400 + n))))
        killed(found, seen, "", dice.uniform(0, 2.5), whole=n % 2 == 0)
        assert queries.release_warning() is None
        after = settled(found.draft_id)
        assert after.entries == found.entries
        if after.state == "submitted":
            again, seen = checked(after)
            publishing.approve(DUNG, again.draft_id, again.version, seen)
        source = f"sin-ho-2024{f'-{n + 1}' if n else ''}"
        with queries.one_release():
            figures = [f for f in queries.figures(View()) if f["source_id"] == source]
            assert queries.release_id() == drafts.draft(ANN, found.draft_id).release
        assert len(figures) == 4
    assert queries.release_warning() is None
