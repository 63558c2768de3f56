"""The server is killed on the way from paste to publishing: no draft is lost, no release is torn.

`make soak` kills twenty times instead of two. The report is made up.
"""

import random
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Error, Page, expect

from desk import drafts, store
from desk.draft import Draft
from etl.publish import is_whole
from exhibits import vi_desk
from tests.browser import conftest, editor
from tests.browser.server import Server, serve
from tests.conftest import times
from tests.drafted import ALONE
from warehouse.releases import pointed

ROOT = Path(__file__).parents[2]
ROUNDS = times(2, 20)
OPEN = ("draft", "submitted", "publishing")


@pytest.fixture
def releases_of_mine(releases: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Copies of all the desk writes to."""
    shutil.copytree(ROOT / "data" / "curated", tmp_path / "curated")
    shutil.copytree(releases, tmp_path / "releases")
    for name, folder in (("CURATED_DIR", "curated"), ("DESK_DIR", "desk")):
        monkeypatch.setenv(name, str(tmp_path / folder))
    monkeypatch.setenv("DESK_ALONE", "1")
    monkeypatch.setenv("STREAMLIT_SERVER_ADDRESS", "localhost")
    return tmp_path / "releases"


@contextmanager
def impatient() -> Iterator[None]:
    """Nobody waits long for a server that is dead."""
    expect.set_options(timeout=10_000)
    try:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(editor, "SLOW", 15_000)
            yield
    finally:
        expect.set_options(timeout=conftest.PATIENCE)


def known() -> dict[str, Draft]:
    return {d.draft_id: drafts.draft(ALONE, d.draft_id) for d in drafts.drafts(ALONE)}


def further(page: Page, server: Server) -> None:
    """The next thing to do with the report in hand; a new report when there is none."""
    held = known()
    mine = next((d for d in held.values() if d.state in OPEN), None)
    if mine is None:
        text = editor.REPORT.replace("5.310", f"5.{310 + len(held)}")
        editor.pasted(page, server, text)
        return
    page.goto(f"{server.url}/nhap-bao-cao?{vi_desk.KEY_DRAFT}={mine.draft_id}")
    expect(page.get_by_text(vi_desk.LOG, exact=True)).to_be_visible()
    editor.ready(page)
    if mine.state == "publishing":
        ended(page, mine)
    elif not mine.source["kind"]:
        editor.say_kind(page)
    elif any(entry.state == "open" for entry in mine.entries):
        editor.decided(page)
    else:
        word = vi_desk.SUBMIT if mine.state == "draft" else vi_desk.APPROVE
        button = page.get_by_role("button", name=word).first
        expect(button).to_be_enabled(timeout=editor.SLOW)
        button.click()
        expect(button).to_have_count(0, timeout=editor.SLOW)


def ended(page: Page, draft: Draft) -> None:
    """The desk that opens ends what a kill cut short, or gives it back."""
    end = time.monotonic() + editor.SLOW / 1000
    while known()[draft.draft_id].state == draft.state:
        assert time.monotonic() < end, f"{draft.draft_id} stays {draft.state}"
        page.wait_for_timeout(100)


def as_told(before: dict[str, Draft], folder: Path) -> None:
    """Everything there was is there, decided as it was; the release can be read."""
    after = known()
    assert before.keys() <= after.keys()
    for draft_id, draft in before.items():
        assert after[draft_id].source["title"] == draft.source["title"]
        now = {entry.entry_id: entry for entry in after[draft_id].entries}
        for entry in draft.entries:
            assert entry.state == "open" or now[entry.entry_id].state == entry.state
    with store.reading() as con:
        assert con.execute("pragma integrity_check").fetchone()[0] == "ok"
    assert is_whole(folder / pointed(folder))


def test_a_server_killed_on_the_way_loses_no_draft(
    visitor: Callable[..., Page], releases_of_mine: Path
) -> None:
    dice = random.Random(11)
    for number in range(ROUNDS):
        with serve(releases_of_mine, releases_of_mine.with_name("log.txt")) as server:
            page = visitor()
            if number % 2:
                further(page, server)  # or a slow machine has nothing to lose yet
            killer = threading.Timer(dice.uniform(1, 9), server.process.kill)
            killer.start()
            before: dict[str, Draft] = {}
            try:
                with impatient():
                    while server.process.poll() is None:
                        before = known()
                        further(page, server)
            except (Error, AssertionError):
                if server.process.poll() is None:  # not because it was killed
                    raise
            killer.join()
            page.close()
        as_told(before, releases_of_mine)
        print(f"{number + 1}: {[d.state for d in known().values()]}")
    with serve(releases_of_mine, releases_of_mine.with_name("log.txt")) as server:
        page = visitor()
        further(page, server)
        while any(draft.state in OPEN for draft in known().values()):
            further(page, server)
    assert all(draft.state == "published" for draft in known().values())
    as_told(known(), releases_of_mine)
