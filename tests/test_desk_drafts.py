"""Actions on drafts: rights, versions, authors, the log, and what is refused."""

import json
from pathlib import Path

import pytest

from desk import drafts, log, store
from desk.drafts import NotAllowed, Refused, Stale
from desk.people import Person
from tests.drafted import (
    ANN,
    BIN,
    CHI,
    DUNG,
    READER,
    REPORT,
    a_desk,
    begun,
    decided,
    submitted,
)


@pytest.fixture(autouse=True)
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return a_desk(tmp_path, monkeypatch)


def test_decisions_are_kept_and_logged_from_what_to_what() -> None:
    draft_id = begun()
    first, second, *_ = drafts.draft(ANN, draft_id).entries
    drafts.accept(ANN, draft_id, first.entry_id, 1, {"note": "đọc lại"})
    drafts.refuse(BIN, draft_id, second.entry_id, 1, "  không phải kết quả ")
    found = drafts.draft(ANN, draft_id)
    assert found.entry(first.entry_id).values["note"] == "đọc lại"
    assert (found.entry(second.entry_id).state, found.entry(second.entry_id).reason) == (
        "refused", "không phải kết quả"
    )  # fmt: skip
    assert found.authors == (ANN.person_id, BIN.person_id)
    assert found.names[BIN.person_id] == "Bình"
    assert found.version == 3
    refusing, correcting, beginning = log.entries(ANN, draft_id)
    assert (beginning.action, correcting.action, refusing.action) == ("begin", "correct", "refuse")
    assert (correcting.person_id, correcting.entry_id) == (ANN.person_id, first.entry_id)
    assert (correcting.before["state"], correcting.after["state"]) == ("open", "accepted")
    assert correcting.before["values"]["note"] == ""
    assert correcting.after["values"]["note"] == "đọc lại"
    drafts.reopen(ANN, draft_id, second.entry_id, 2)
    assert drafts.draft(ANN, draft_id).entry(second.entry_id).state == "open"


def test_two_people_decide_different_entries_but_not_one_twice() -> None:
    draft_id = begun()
    first, second, *_ = drafts.draft(ANN, draft_id).entries
    drafts.accept(ANN, draft_id, first.entry_id, first.version)
    drafts.accept(BIN, draft_id, second.entry_id, second.version)
    before = len(log.entries(ANN))
    with pytest.raises(Stale, match=r"^An đã đổi mục này lúc \d\d:\d\d ngày"):
        drafts.refuse(BIN, draft_id, first.entry_id, first.version, "trùng")
    assert drafts.draft(ANN, draft_id).entry(first.entry_id).state == "accepted"
    assert len(log.entries(ANN)) == before


def test_what_concerns_the_whole_draft_is_guarded_by_its_version() -> None:
    draft_id = begun()
    version = drafts.draft(ANN, draft_id).version
    drafts.set_source(BIN, draft_id, version, {"kind": "press"})
    for late in (
        lambda: drafts.set_source(ANN, draft_id, version, {"kind": "annex"}),
        lambda: drafts.submit(ANN, draft_id, version),
        lambda: drafts.discard(ANN, draft_id, version),
    ):
        with pytest.raises(Stale, match=r"^Bình đã đổi bản nháp này"):
            late()
    assert drafts.draft(ANN, draft_id).source["kind"] == "press"


def test_a_row_is_added_by_hand() -> None:
    draft_id = begun()
    new = drafts.add(ANN, draft_id, "units", {"unit_id": "x-moi", "name": "Xã Mới"})
    missed = drafts.add(
        ANN, draft_id, "observations", {"paragraph": "3", "as_printed": "345 lượt người"}
    )
    found = drafts.draft(ANN, draft_id)
    assert found.entry(new).state == "accepted"
    assert found.entry(new).values["level"] == ""
    entry = found.entry(missed)
    assert found.paragraphs[2].text[entry.start : entry.end] == "345 lượt người"
    assert log.entries(ANN)[0].action == "add"


@pytest.mark.parametrize(
    ("table", "values"),
    [
        ("sources", {"source_id": "x"}),
        ("coverage", {}),
        ("observations", {"value": "7"}),
        ("observations", {"source_id": "khac"}),
        ("observations", {"note": 7}),
        ("observations", {"note": "a" * 2001}),
    ],
)
def test_a_row_that_is_not_typed_by_people_is_refused(table: str, values: dict) -> None:
    draft_id = begun()
    with pytest.raises(Refused):
        drafts.add(ANN, draft_id, table, values)
    assert drafts.draft(ANN, draft_id).version == 1


def test_nothing_undecided_is_submitted() -> None:
    draft_id = begun()
    with pytest.raises(Refused, match=r"Còn \d+ mục chưa xử lý"):
        drafts.submit(ANN, draft_id, 1)
    for entry in drafts.draft(ANN, draft_id).entries:
        drafts.refuse(ANN, draft_id, entry.entry_id, entry.version, "không cần")
    with pytest.raises(Refused, match="Chưa nhận mục nào"):
        drafts.submit(ANN, draft_id, drafts.draft(ANN, draft_id).version)
    entry = drafts.draft(ANN, draft_id).entries[0]
    drafts.accept(ANN, draft_id, entry.entry_id, entry.version)
    with pytest.raises(Refused, match="nguồn còn thiếu"):
        drafts.submit(ANN, draft_id, drafts.draft(ANN, draft_id).version)
    assert drafts.draft(ANN, draft_id).state == "draft"


def test_a_submitted_draft_is_changed_by_nobody_until_it_comes_back() -> None:
    found = submitted()
    entry = found.entries[0]
    for change in (
        lambda: drafts.accept(ANN, found.draft_id, entry.entry_id, entry.version),
        lambda: drafts.add(ANN, found.draft_id, "units", {}),
        lambda: drafts.discard(ANN, found.draft_id, found.version),
    ):
        with pytest.raises(Refused, match="đang chờ duyệt"):
            change()
    with pytest.raises(Refused, match="lý do"):
        drafts.send_back(DUNG, found.draft_id, found.version, " ")
    drafts.send_back(DUNG, found.draft_id, found.version, "thiếu kỳ")
    back = drafts.draft(ANN, found.draft_id)
    assert (back.state, back.reason) == ("draft", "thiếu kỳ")
    assert DUNG.person_id not in back.authors
    drafts.submit(ANN, back.draft_id, back.version)
    again = drafts.draft(ANN, back.draft_id)
    assert again.reason == ""
    drafts.take_back(BIN, again.draft_id, again.version)
    assert drafts.draft(ANN, again.draft_id).state == "draft"


def test_a_discarded_draft_leaves_the_list_and_stays_in_the_log() -> None:
    draft_id = begun()
    drafts.discard(ANN, draft_id, 1)
    assert drafts.drafts(ANN) == []
    with pytest.raises(Refused, match="Không thấy bản nháp"):
        drafts.draft(ANN, draft_id)
    assert [line.action for line in log.entries(ANN)] == ["discard", "begin"]


def test_the_list_says_how_much_is_left() -> None:
    found = decided(begun())
    begun(REPORT.replace("12", "13"))
    new, old = drafts.drafts(CHI)
    assert (old.draft_id, old.open, old.accepted) == (found.draft_id, 0, 4)
    assert (new.open, new.accepted, new.refused) == (len(found.entries), 0, 0)
    assert old.title == "Huyện Sìn Hồ học tập và làm theo Bác"


_EVERY = {
    "drafts": (), "draft": ("d",), "begin_text": ("a.txt", b""), "begin_workbook": ("a.xlsx", b""),
    "accept": ("d", 1, 1), "refuse": ("d", 1, 1, "x"), "reopen": ("d", 1, 1),
    "add": ("d", "units", {}), "set_source": ("d", 1, {}), "submit": ("d", 1),
    "take_back": ("d", 1), "send_back": ("d", 1, "x"), "discard": ("d", 1), "check": ("d",),
    "marked": ("d",),
}  # fmt: skip


@pytest.mark.parametrize("action", _EVERY)
@pytest.mark.parametrize("person", [READER, None], ids=["reader", "nobody"])
def test_every_action_asks_for_the_right_itself(action: str, person: Person | None) -> None:
    with pytest.raises(NotAllowed):
        getattr(drafts, action)(person, *_EVERY[action])
    assert not (store.folder()).exists(), "nothing was even opened"


@pytest.mark.parametrize("action", sorted(set(_EVERY) - {"drafts", "draft", "send_back", "check",
                                                         "marked"}))  # fmt: skip
def test_whoever_only_approves_enters_nothing(action: str) -> None:
    with pytest.raises(NotAllowed):
        getattr(drafts, action)(DUNG, *_EVERY[action])


def test_whoever_enters_does_not_send_back() -> None:
    found = submitted()
    with pytest.raises(NotAllowed, match="duyệt và phát hành"):
        drafts.send_back(ANN, found.draft_id, found.version, "x")


def test_the_log_holds_json_only_people_of_the_desk_read() -> None:
    begun()
    with pytest.raises(NotAllowed):
        log.entries(READER)
    with store.reading() as con:
        for row in con.execute("select before_json, after_json from log"):
            json.loads(row["before_json"]), json.loads(row["after_json"])


def test_the_log_is_read_page_by_page() -> None:
    draft_id = begun()
    for _ in range(3):
        entry = drafts.draft(ANN, draft_id).entries[0]
        drafts.accept(ANN, draft_id, entry.entry_id, entry.version)
    first = log.entries(ANN, most=2)
    rest = log.entries(ANN, before_seq=first[-1].seq)
    assert [line.seq for line in (*first, *rest)] == [4, 3, 2, 1]
    assert {line.action for line in (*first, *rest)} <= set(log.ACTIONS)


def test_a_row_moved_to_another_paragraph_is_shown_there() -> None:
    draft_id = begun()
    entry = next(e for e in drafts.draft(ANN, draft_id).entries if e.table == "observations")
    drafts.accept(ANN, draft_id, entry.entry_id, entry.version, {
        "paragraph": "4", "as_printed": "9 cá nhân"})  # fmt: skip
    now = drafts.draft(ANN, draft_id)
    moved = now.entry(entry.entry_id)
    text = next(p.text for p in now.paragraphs if p.number == 4)
    assert (moved.paragraph, text[moved.start : moved.end]) == (4, "9 cá nhân")


def test_a_paragraph_of_many_digits_is_no_crash() -> None:
    draft_id = begun()
    added = drafts.add(ANN, draft_id, "observations", {"paragraph": "9" * 30})
    assert drafts.draft(ANN, draft_id).entry(added).paragraph == 0
