"""The store itself: never half a change, never overwritten, one sentence when it cannot be used."""

import os
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from desk import drafts, log, store
from desk.drafts import Refused
from tests.drafted import ANN, a_desk, begun

OPENING = """
from desk import store
with store.changing() as con:
    con.execute("select count(*) from drafts")
"""


@pytest.fixture(autouse=True)
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return a_desk(tmp_path, monkeypatch) / "desk" / "desk.sqlite"


def fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    """As a server that has just been started."""
    monkeypatch.setattr(store, "_checked", set())


def test_a_change_is_kept_with_its_log_line_or_not_at_all() -> None:
    draft_id = begun()

    def fail() -> None:
        with store.changing() as con:
            con.execute("update drafts set state = 'submitted'")
            store.record(con, ANN, "submit", draft_id)
            raise ValueError("made up")

    with pytest.raises(ValueError, match="made up"):
        fail()
    assert drafts.draft(ANN, draft_id).state == "draft"
    assert [line.action for line in log.entries(ANN)] == ["begin"]


@pytest.mark.parametrize("statement", ["update log set name = 'x'", "delete from log",
                                       "replace into log select * from log"])  # fmt: skip
def test_the_log_only_grows(statement: str) -> None:
    begun()
    with pytest.raises(sqlite3.IntegrityError, match="append-only"), store.changing() as con:
        con.execute(statement)
    assert [line.name for line in log.entries(ANN)] == ["An"]


def test_rows_belong_to_a_draft_and_states_are_known() -> None:
    draft_id = begun()
    for statement in (
        "insert into authors values ('nobody', 'x', 'x')",
        f"update drafts set state = 'lost' where draft_id = '{draft_id}'",
        "update entries set state = 'refused', reason = ''",
        f"delete from drafts where draft_id = '{draft_id}'",
    ):
        with pytest.raises(sqlite3.IntegrityError), store.changing() as con:
            con.execute(statement)


def test_it_is_written_ahead_and_flushed(path: Path) -> None:
    begun()
    with store.reading() as con:
        assert con.execute("pragma journal_mode").fetchone()[0] == "wal"
        assert con.execute("pragma synchronous").fetchone()[0] == 2
        assert con.execute("pragma foreign_keys").fetchone()[0] == 1
        assert con.execute("pragma user_version").fetchone()[0] == store.VERSION


def test_many_open_a_new_store_at_once(path: Path) -> None:
    command = [sys.executable, "-c", OPENING]
    children = [subprocess.Popen(command, cwd=store.ROOT) for _ in range(4)]
    assert [child.wait(timeout=60) for child in children] == [0] * 4
    assert drafts.drafts(ANN) == []
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_changes_of_many_threads_wait_for_each_other() -> None:
    draft_id = begun()
    entries = drafts.draft(ANN, draft_id).entries
    threads = [
        threading.Thread(target=drafts.accept, args=(ANN, draft_id, e.entry_id, e.version))
        for e in entries
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    found = drafts.draft(ANN, draft_id)
    assert {e.state for e in found.entries} == {"accepted"}
    assert found.version == 1 + len(entries)
    assert len(log.entries(ANN)) == 1 + len(entries)


def test_one_that_waits_too_long_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    draft_id = begun()
    monkeypatch.setattr(store, "_WAIT", 0.05)
    with store.changing(), pytest.raises(Refused, match="đang bận; chưa ghi gì"):
        drafts.discard(ANN, draft_id, 1)


def test_a_full_disk_is_one_sentence_and_loses_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    draft_id = begun()
    prepare = store._prepare

    def full(con: sqlite3.Connection, path: Path) -> None:
        prepare(con, path)
        (pages,) = con.execute("pragma page_count").fetchone()
        con.execute(f"pragma max_page_count = {pages}")

    monkeypatch.setattr(store, "_prepare", full)

    def fill() -> None:
        for _ in range(100):
            drafts.add(ANN, draft_id, "units", {"legal_basis": "a" * 2000})

    with pytest.raises(Refused, match="Ổ đĩa đã đầy nên chưa ghi được gì"):
        fill()
    monkeypatch.setattr(store, "_prepare", prepare)
    assert drafts.draft(ANN, draft_id).state == "draft"
    assert len(log.entries(ANN)) == drafts.draft(ANN, draft_id).version


def test_a_store_of_a_newer_app_is_refused_and_kept(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun()
    with sqlite3.connect(path) as con:
        con.execute(f"pragma user_version = {store.VERSION + 1}")
    con.close()
    fresh(monkeypatch)
    before = path.read_bytes()
    with pytest.raises(Refused, match=r"bản ứng dụng mới hơn .* Cập nhật ứng dụng"):
        drafts.drafts(ANN)
    assert path.read_bytes() == before


def test_a_damaged_store_is_refused_and_kept(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    begun()
    whole = path.read_bytes()
    for spoiled in (b"made up" * 1000, whole[: len(whole) // 2], _scribbled(whole), whole[:90]):
        path.write_bytes(spoiled)
        fresh(monkeypatch)
        with pytest.raises(Refused, match=r"bị hỏng nên không mở.*bản sao lưu gần nhất"):
            begun()
        assert path.read_bytes() == spoiled
    path.write_bytes(whole)
    fresh(monkeypatch)
    assert len(drafts.drafts(ANN)) == 1


def _scribbled(whole: bytes) -> bytes:
    """Every page after the first is overwritten in its middle."""
    pages = [whole[n : n + 4096] for n in range(0, len(whole), 4096)]
    return b"".join([pages[0], *(page[:5] + b"\xff" * 2000 + page[2005:] for page in pages[1:])])


def test_a_store_emptied_or_taken_from_its_journal_is_not_begun_anew(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun()
    path.write_bytes(b"")
    fresh(monkeypatch)
    with pytest.raises(Refused, match="bị hỏng nên không mở"):
        drafts.drafts(ANN)
    assert path.read_bytes() == b""
    path.rename(path.with_name("desk.sqlite-wal"))
    with pytest.raises(Refused, match="bị hỏng nên không mở"):
        drafts.drafts(ANN)
    assert not path.exists()


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written(path: Path) -> None:
    begun()
    path.chmod(0o400)
    with pytest.raises(Refused, match="chỉ đọc"):
        begun()


def test_a_place_that_is_no_folder(path: Path) -> None:
    path.parent.write_text("made up", encoding="utf-8")
    with pytest.raises(Refused, match="kiểm tra thư mục DESK_DIR"):
        begun()


def test_a_store_of_an_earlier_version_is_brought_up(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun()
    migrations = (*store._MIGRATIONS, "schema_1.sql")
    monkeypatch.setattr(store, "_MIGRATIONS", migrations)
    monkeypatch.setattr(store, "VERSION", len(migrations))
    monkeypatch.setattr(
        store, "_statements", lambda name: ["alter table drafts add column made_up text"]
    )
    fresh(monkeypatch)
    assert len(drafts.drafts(ANN)) == 1
    with store.reading() as con:
        assert con.execute("pragma user_version").fetchone()[0] == len(migrations)
        assert con.execute("select made_up from drafts").fetchone()[0] is None
