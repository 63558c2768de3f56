"""Whatever becomes of the child process: done, given back, or finished later."""

import os
import sqlite3
from pathlib import Path

import pytest

from desk import drafts, log, process, publishing, store
from desk.drafts import Refused
from tests.drafted import (
    ANN,
    DUNG,
    a_desk,
    checked,
    submitted,
    taken_in,
    with_fake_etl,
)


@pytest.fixture(autouse=True)
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    with_fake_etl(monkeypatch)
    return a_desk(tmp_path, monkeypatch)


@pytest.mark.parametrize(
    ("mode", "said"),
    [("busy", "Đang có một lần phát hành khác"), ("refuse", "dữ liệu đã đổi từ lúc xem; xem lại"),
     ("crash", "dừng giữa chừng và chưa đổi gì")],
)  # fmt: skip
def test_what_did_not_happen_is_given_back(
    mode: str, said: str, folders: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found, seen = checked(submitted())
    with_fake_etl(monkeypatch, mode)
    with pytest.raises(Refused, match=said):
        publishing.approve(DUNG, found.draft_id, found.version, seen)
    back = drafts.draft(ANN, found.draft_id)
    assert (back.state, back.entries) == ("submitted", found.entries)
    assert log.entries(ANN)[0].action == "give_back"
    assert taken_in(folders) == {}
    with_fake_etl(monkeypatch, "")
    again, seen = checked(back)
    assert publishing.approve(DUNG, again.draft_id, again.version, seen).release


@pytest.mark.parametrize("mode", ["crash-after", "crash-late", "no-answer"])
def test_what_was_left_by_half_is_finished_later(
    mode: str, folders: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found, seen = checked(submitted())
    with_fake_etl(monkeypatch, mode)
    with pytest.raises(Refused):
        publishing.approve(DUNG, found.draft_id, found.version, seen)
    assert drafts.draft(ANN, found.draft_id).state == "publishing"
    with_fake_etl(monkeypatch, "")
    publishing.recover()
    after = drafts.draft(ANN, found.draft_id)
    assert after.state == "published"
    assert after.release == (folders / "releases" / "CURRENT").read_text(encoding="utf-8")
    last = log.entries(ANN)[0]
    assert (last.action, last.person_id, last.after["recovered"]) == (
        "published", DUNG.person_id, True
    )  # fmt: skip
    publishing.recover()
    assert log.entries(ANN)[0] == last


def test_a_child_that_was_killed_before_another_build_may_have_written(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found, seen = checked(submitted())
    ends = iter([process.Ended(None, "", ""), process.Ended(process.BUSY, "", "")])
    monkeypatch.setattr(publishing, "_child", lambda *_: next(ends, process.Ended(75, "", "")))
    with pytest.raises(Refused, match="Bản nháp được giữ nguyên"):
        publishing.approve(DUNG, found.draft_id, found.version, seen)
    assert drafts.draft(ANN, found.draft_id).state == "publishing"


def test_a_folder_nobody_may_write_gives_the_draft_back(monkeypatch: pytest.MonkeyPatch) -> None:
    found, seen = checked(submitted())
    child = publishing._child
    refused = process.Ended(process.NO, "", "Không đọc hoặc ghi được")
    monkeypatch.setattr(publishing, "_child", lambda job, o: refused if o else child(job, o))
    with pytest.raises(Refused, match="chưa đổi gì"):
        publishing.approve(DUNG, found.draft_id, found.version, seen)
    assert drafts.draft(ANN, found.draft_id).state == "submitted"


def test_a_child_that_hangs_is_ended(folders: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found, seen = checked(submitted())
    with_fake_etl(monkeypatch, "hang")
    monkeypatch.setattr(process, "PUBLISHING", process.Limits(0.5))
    with pytest.raises(Refused, match="Bản nháp được giữ nguyên"):
        publishing.approve(DUNG, found.draft_id, found.version, seen)
    with_fake_etl(monkeypatch, "")
    monkeypatch.setattr(process, "PUBLISHING", process.Limits(60))
    publishing.recover()
    assert drafts.draft(ANN, found.draft_id).state == "published"


def test_another_build_is_left_to_end_before_a_crash_is_mended(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found, seen = checked(submitted())
    with_fake_etl(monkeypatch, "crash-after")
    with pytest.raises(Refused):
        publishing.approve(DUNG, found.draft_id, found.version, seen)
    with_fake_etl(monkeypatch, "busy")  # the orphan of a killed server is still at work
    publishing.recover()
    assert drafts.draft(ANN, found.draft_id).state == "publishing"
    with_fake_etl(monkeypatch, "")
    publishing.recover()
    assert drafts.draft(ANN, found.draft_id).state == "published"


def test_the_environment_of_the_server_reaches_the_child(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FAKE_ETL", "busy")
    assert os.environ["DESK_DIR"]
    assert (
        process.etl(["undo", "x", "--curated", "a", "--releases", "b"], process.CHECKING).code == 75
    )


def test_a_disk_that_is_read_only_after_the_child_loses_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found, seen = checked(submitted())
    prepare, child = store._prepare, publishing._child

    def spoiled(con: sqlite3.Connection, path: Path) -> None:
        prepare(con, path)
        con.execute("pragma query_only = on")

    def last(*arguments: object) -> process.Ended:
        ended = child(*arguments)
        monkeypatch.setattr(store, "_prepare", spoiled)
        return ended

    monkeypatch.setattr(publishing, "_child", last)
    with pytest.raises(Refused, match="chỉ đọc"):
        publishing.approve(DUNG, found.draft_id, found.version, seen)
    monkeypatch.setattr(store, "_prepare", prepare)
    assert drafts.draft(ANN, found.draft_id).state == "publishing"
    monkeypatch.setattr(publishing, "_child", child)
    publishing.recover()
    assert drafts.draft(ANN, found.draft_id).state == "published"
