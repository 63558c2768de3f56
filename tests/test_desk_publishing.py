"""Approving: by someone else, what was seen, and once; undoing it."""

import sqlite3
import threading
from pathlib import Path

import pytest

from desk import drafts, log, publishing, store
from desk.drafts import NotAllowed, Refused, Stale
from desk.people import person_of
from desk.publishing import Published
from tests.drafted import (
    ALONE,
    ANN,
    BIN,
    CHI,
    DUNG,
    READER,
    REPORT,
    a_desk,
    begun,
    checked,
    decided,
    submitted,
    taken_in,
    with_fake_etl,
)


@pytest.fixture(autouse=True)
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    with_fake_etl(monkeypatch)
    return a_desk(tmp_path, monkeypatch)


def test_a_second_person_publishes_what_they_saw(folders: Path) -> None:
    found, seen = checked(submitted())
    done = publishing.approve(DUNG, found.draft_id, found.version, seen)
    assert done == Published((folders / "releases" / "CURRENT").read_text(encoding="utf-8"), "")
    assert len(taken_in(folders)) == 4
    after = drafts.draft(ANN, found.draft_id)
    assert (after.state, after.release, after.before) == ("published", done.release, "")
    published, publish = log.entries(ANN, found.draft_id)[:2]
    assert (publish.action, publish.person_id) == ("publish", DUNG.person_id)
    assert (published.action, published.after) == ("published", {"release": done.release})


def test_nobody_approves_what_they_began() -> None:
    draft_id = begun(person=CHI)
    decided(draft_id)
    found = drafts.draft(ANN, draft_id)
    drafts.submit(ANN, draft_id, found.version)
    found, seen = checked(drafts.draft(ANN, draft_id), CHI)
    with pytest.raises(NotAllowed, match="không tự duyệt được"):
        publishing.approve(CHI, draft_id, found.version, seen)
    assert drafts.draft(ANN, draft_id).state == "submitted"


def test_nobody_approves_under_another_e_mail_what_they_entered() -> None:
    one = {"iss": "https://made.up", "sub": "7", "name": "Chi", "vai": ["duyet", "nhap"]}
    rights = {"claim": "vai", "claims": {"curators": ["nhap"], "approvers": ["duyet"]}}
    before = person_of(one | {"email": "chi@made.up"}, rights)
    for later in ({"email": "khac@made.up"}, {"email": "chi@made.up", "email_verified": False}):
        draft_id = begun(person=before)
        decided(draft_id, before)
        drafts.submit(before, draft_id, drafts.draft(before, draft_id).version)
        found, seen = checked(drafts.draft(before, draft_id), before)
        assert list(found.names.values()) == ["Chi"]
        with pytest.raises(NotAllowed, match="không tự duyệt được"):
            publishing.approve(person_of(one | later, rights), draft_id, found.version, seen)


def test_whoever_changed_one_entry_only_is_an_author_too() -> None:
    draft_id = begun()
    entry = drafts.draft(CHI, draft_id).entries[0]
    drafts.accept(CHI, draft_id, entry.entry_id, entry.version)
    found = decided(draft_id)
    drafts.submit(ANN, draft_id, found.version)
    found, seen = checked(drafts.draft(ANN, draft_id), CHI)
    with pytest.raises(NotAllowed):
        publishing.approve(CHI, draft_id, found.version, seen)


def test_who_is_alone_approves_and_the_log_says_so() -> None:
    found, seen = checked(submitted(person=ALONE), ALONE)
    publishing.approve(ALONE, found.draft_id, found.version, seen)
    publish = next(line for line in log.entries(ALONE) if line.action == "publish")
    assert publish.after["alone"] is True


@pytest.mark.parametrize("person", [ANN, BIN, READER, None])
def test_rights_are_asked_where_it_happens(person: object) -> None:
    found, seen = checked(submitted())
    with pytest.raises(NotAllowed):
        publishing.approve(person, found.draft_id, found.version, seen)
    with pytest.raises(NotAllowed):
        publishing.undo(person, found.draft_id, found.version, "nhầm")
    assert drafts.draft(ANN, found.draft_id).state == "submitted"


def test_what_was_not_seen_is_not_published(folders: Path) -> None:
    found = submitted()
    for unseen in ("", "0" * 64):
        with pytest.raises(Refused, match="Kết quả kiểm tra đã cũ"):
            publishing.approve(DUNG, found.draft_id, found.version, unseen)
    found, seen = checked(found)
    drafts.send_back(DUNG, found.draft_id, found.version, "xem lại")
    entry = next(e for e in found.entries if e.state == "accepted")
    drafts.accept(ANN, found.draft_id, entry.entry_id, entry.version, {"note": "đã sửa"})
    drafts.submit(ANN, found.draft_id, drafts.draft(ANN, found.draft_id).version)
    now = drafts.draft(ANN, found.draft_id)
    with pytest.raises(Stale):
        publishing.approve(DUNG, found.draft_id, found.version, seen)
    with pytest.raises(Refused, match="Kết quả kiểm tra đã cũ"):
        publishing.approve(DUNG, found.draft_id, now.version, seen)
    assert taken_in(folders) == {}


def test_the_answer_is_asked_again_only_when_something_changed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found = decided(begun())
    first = drafts.check(ANN, found.draft_id)
    with_fake_etl(monkeypatch, "no-answer")
    assert drafts.check(ANN, found.draft_id) == first
    drafts.submit(ANN, found.draft_id, found.version)
    assert drafts.check(DUNG, found.draft_id) == first, "handing it over changed nothing in it"
    version = drafts.draft(ANN, found.draft_id).version
    drafts.take_back(ANN, found.draft_id, version)
    drafts.set_source(ANN, found.draft_id, version + 1, {"note": "mới"})
    with pytest.raises(Refused, match="không chạy xong"):
        drafts.check(ANN, found.draft_id)


def test_a_draft_with_an_error_is_not_published() -> None:
    draft_id = begun()
    drafts.add(ANN, draft_id, "observations", {"paragraph": "3", "as_printed": "99 không có"})
    found = decided(draft_id)
    drafts.submit(ANN, draft_id, found.version)
    answer = drafts.check(DUNG, draft_id)
    assert [r["rule"] for r in answer["refusals"]] == ["cụm từ không có trong đoạn"]
    version = drafts.draft(ANN, draft_id).version
    with pytest.raises(Refused, match="Còn 1 lỗi"):
        publishing.approve(DUNG, draft_id, version, answer["hash"])


def test_a_row_does_not_cite_what_was_refused(folders: Path) -> None:
    draft_id = begun()
    found = drafts.draft(ANN, draft_id)
    praise = next(e for e in found.entries if e.table == "commendations")
    cited = int(praise.values["observation_id"][1:])
    drafts.accept(ANN, draft_id, praise.entry_id, praise.version)
    drafts.refuse(ANN, draft_id, cited, 1, "không phải kết quả")
    found, seen = checked(_handed_in(draft_id))
    publishing.approve(DUNG, draft_id, found.version, seen)
    assert taken_in(folders)[f"sin-ho-2024/{praise.entry_id}"]["observation_id"] == ""


def _handed_in(draft_id: str) -> drafts.Draft:
    found = decided(draft_id)
    drafts.submit(ANN, draft_id, found.version)
    return drafts.draft(ANN, draft_id)


def test_two_approvals_of_one_draft_publish_it_once() -> None:
    found, seen = checked(submitted())
    said: list[object] = []

    def approve() -> None:
        try:
            said.append(publishing.approve(DUNG, found.draft_id, found.version, seen))
        except (Refused, Stale) as error:
            said.append(str(error))

    threads = [threading.Thread(target=approve) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(isinstance(answer, Published) for answer in said) == 1
    assert sum("đã phát hành" in str(answer) for answer in said) == 1
    actions = [line.action for line in log.entries(ANN, found.draft_id)]
    assert actions.count("published") == 1


def test_two_approvals_of_two_drafts_both_come_in(folders: Path) -> None:
    pair = [checked(submitted()), checked(submitted(REPORT.replace("345", "99")))]
    threads = [
        threading.Thread(target=publishing.approve, args=(DUNG, d.draft_id, d.version, seen))
        for d, seen in pair
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(taken_in(folders)) == 8
    assert {drafts.draft(ANN, d.draft_id).state for d, _ in pair} == {"published"}


def test_undoing_takes_out_what_was_published(folders: Path) -> None:
    found, seen = checked(submitted())
    publishing.approve(DUNG, found.draft_id, found.version, seen)
    version = drafts.draft(ANN, found.draft_id).version
    with pytest.raises(Refused, match="lý do"):
        publishing.undo(DUNG, found.draft_id, version, " ")
    done = publishing.undo(DUNG, found.draft_id, version, "nhập nhầm")
    assert taken_in(folders) == {}
    after = drafts.draft(ANN, found.draft_id)
    assert (after.state, after.release) == ("undone", done.release)
    undone, undo = log.entries(ANN)[:2]
    assert (undone.action, undo.action, undo.after["reason"]) == ("undone", "undo", "nhập nhầm")
    with pytest.raises(Refused, match="đã hoàn tác"):
        publishing.undo(DUNG, found.draft_id, after.version, "lần nữa")


def test_undoing_that_is_refused_leaves_it_published(monkeypatch: pytest.MonkeyPatch) -> None:
    found, seen = checked(submitted())
    publishing.approve(DUNG, found.draft_id, found.version, seen)
    with_fake_etl(monkeypatch, "refuse")
    version = drafts.draft(ANN, found.draft_id).version
    with pytest.raises(Refused, match="dữ liệu đã đổi"):
        publishing.undo(DUNG, found.draft_id, version, "nhầm")
    assert drafts.draft(ANN, found.draft_id).state == "published"
    assert log.entries(ANN)[0].action == "undo_failed"


def test_a_workbook_is_checked_and_published_whole(folders: Path) -> None:
    with pytest.raises(Refused, match="không phải biểu; lấy biểu mới"):
        drafts.begin_workbook(ANN, "biểu.xlsx", b"made up")
    draft_id = drafts.begin_workbook(ANN, "biểu.xlsx", b"PK made up")
    found = drafts.draft(ANN, draft_id)
    assert (found.kind, found.entries, len(found.check["changes"])) == ("workbook", (), 1)
    with pytest.raises(Refused):
        drafts.add(ANN, draft_id, "units", {})
    drafts.submit(ANN, draft_id, found.version)
    found, seen = checked(drafts.draft(ANN, draft_id))
    publishing.approve(DUNG, draft_id, found.version, seen)
    assert taken_in(folders) == {"biểu": {"book": "biểu"}}


def test_the_store_itself_keeps_a_draft_from_two_jobs() -> None:
    found, seen = checked(submitted())
    publishing.approve(DUNG, found.draft_id, found.version, seen)
    job = (
        "insert into jobs (draft_id, action, hash, changes, before, person_id, name, begun_on)"
        f" values ('{found.draft_id}', 'publish', '', '[]', '', 'x', 'x', '')"
    )
    with store.changing() as con:
        con.execute(job)
        with pytest.raises(sqlite3.IntegrityError):
            con.execute(job)
        con.execute("rollback")
        con.execute("begin")
    with store.reading() as con:
        assert con.execute("select count(*) from jobs where ended_on is null").fetchone()[0] == 0
