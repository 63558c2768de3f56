"""The desk and the ETL together: a made-up report becomes a release, and goes out of it again."""

import hashlib
import io
import os
import random
import shutil
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from desk import drafts, publishing, store
from desk.drafts import Refused
from tests.conftest import Curated, times
from tests.drafted import ANN, DUNG, REPORT, a_desk, begun, checked, submitted
from tests.test_desk_kills import killed, settled
from tests.workbooks import Desk, example
from warehouse import queries
from warehouse.queries import View
from warehouse.reports import passages

ROUNDS = times(2, 30)


@pytest.fixture(autouse=True)
def folders(tmp_path: Path, releases: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(store.ROOT / "data" / "curated", tmp_path / "curated")
    shutil.copytree(releases, tmp_path / "releases")
    monkeypatch.delenv("REPORTS_DIR", raising=False)
    return a_desk(tmp_path, monkeypatch)


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


def test_a_workbook_is_published_and_undone_to_the_byte(
    folders: Path, curated: Curated, capsys: pytest.CaptureFixture[str]
) -> None:
    def fill(book: Workbook) -> None:
        example(book, "sources")
        example(book, "models")

    path = Desk(curated, folders, capsys).filled_in(fill)
    before, release = state(folders / "curated"), queries.release_id()
    draft_id = drafts.begin_workbook(ANN, path.name, path.read_bytes())
    drafts.submit(ANN, draft_id, 1)
    found, seen = checked(drafts.draft(ANN, draft_id))
    assert {change["table"] for change in found.check["changes"]} == {"sources", "models"}
    assert drafts.marked(ANN, draft_id) is None
    done = publishing.approve(DUNG, draft_id, found.version, seen)
    assert (queries.release_id(), done.before) == (done.release, release)
    version = drafts.draft(ANN, draft_id).version
    assert publishing.undo(DUNG, draft_id, version, "thử").release == release
    assert state(folders / "curated") == before


def test_a_workbook_with_wrong_cells_is_a_draft_with_a_marked_copy(
    folders: Path, curated: Curated, capsys: pytest.CaptureFixture[str]
) -> None:
    path = Desk(curated, folders, capsys).filled_in(lambda book: example(book, "models"))
    draft_id = drafts.begin_workbook(ANN, path.name, path.read_bytes())
    refusals = drafts.draft(ANN, draft_id).check["refusals"]
    assert {refusal["sheet"] for refusal in refusals} == {"Mô hình"}
    marked = openpyxl.load_workbook(io.BytesIO(drafts.marked(ANN, draft_id)))
    cell = marked["Mô hình"][refusals[0]["cell"]]
    assert cell.comment is not None


@pytest.mark.parametrize("data", [b"made up", b"PK\x03\x04 made up"])
def test_a_file_that_is_no_workbook_is_refused_in_one_sentence(data: bytes) -> None:
    with pytest.raises(Refused, match=r"^“biểu\.xlsx”[^\n]+\.$"):
        drafts.begin_workbook(ANN, "biểu.xlsx", data)
    assert not store.folder().exists()


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
