"""The desk's page without a browser: how a draft is approved, sent back, and by whom. Reports are
made up."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from desk import drafts
from desk.people import Person
from exhibits import vi_desk
from tests.desk_page import fill, folders_of_its_own, labels, opened_by, press, pressed, said
from tests.drafted import ALONE, ANN, DUNG, begun, decided, submitted


@pytest.fixture(autouse=True)
def _folders(releases: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folders_of_its_own(releases, tmp_path, monkeypatch)


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> Callable[..., AppTest]:
    """`opened(person, draft_id)`: the page as that person sees it."""
    return partial(opened_by, monkeypatch)


def test_nobody_approves_what_they_entered(opened: Callable) -> None:
    draft = submitted(person=ANN)
    both = Person(ANN.person_id, "An", frozenset({"read", "curate", "approve"}))
    app = opened(both, draft.draft_id).run()
    assert app.button(key="desk-approve").disabled
    assert vi_desk.OWN_DRAFT in said(app)


def test_an_approver_publishes_and_sees_what_is_new(opened: Callable) -> None:
    draft = submitted(person=ANN)
    app = opened(DUNG, draft.draft_id).run()
    assert "345 lượt" in said(app)
    assert "desk-accept" not in str(labels(app))
    pressed(app, "desk-approve")
    found = drafts.draft(DUNG, draft.draft_id)
    assert found.state == "published"
    assert found.release in said(app)
    assert "truy-nguon?" in said(app)


def test_what_came_after_the_page_was_drawn_is_not_approved(opened: Callable) -> None:
    draft = submitted(person=ANN)
    app = opened(DUNG, draft.draft_id).run()
    drafts.take_back(ANN, draft.draft_id, drafts.draft(ANN, draft.draft_id).version)
    entry = next(e for e in draft.entries if e.table == "observations" and e.state == "accepted")
    drafts.accept(ANN, draft.draft_id, entry.entry_id, entry.version, {"note": "bịa, chưa ai xem"})
    drafts.submit(ANN, draft.draft_id, drafts.draft(ANN, draft.draft_id).version)
    assert drafts.check(ANN, draft.draft_id)["refusals"] == []
    pressed(app, "desk-approve")
    assert drafts.draft(DUNG, draft.draft_id).state == "submitted"
    pressed(app.run(), "desk-approve")
    assert drafts.draft(DUNG, draft.draft_id).state == "published"


def test_a_draft_is_sent_back_with_its_reason(opened: Callable) -> None:
    draft = submitted(person=ANN)
    app = opened(DUNG, draft.draft_id)
    fill(app, {vi_desk.SEND_BACK_WHY: "thiếu ngày đăng"})
    press(app, vi_desk.SEND_BACK)
    assert drafts.draft(ANN, draft.draft_id).state == "draft"
    assert vi_desk.WAS_SENT_BACK.format("thiếu ngày đăng") in said(opened(ANN, draft.draft_id))


def test_someone_alone_submits_and_approves(opened: Callable) -> None:
    draft = decided(begun(person=ALONE), ALONE)
    app = opened(ALONE, draft.draft_id).run()
    pressed(app, "desk-submit")
    pressed(app.run(), "desk-approve")
    assert drafts.draft(ALONE, draft.draft_id).state == "published"
