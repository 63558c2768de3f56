"""The desk's page without a browser: who may enter, and how candidates are decided. Reports are
made up."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import TextArea

from desk import drafts
from desk.draft import Draft
from desk.people import Person
from exhibits import vi_desk
from tests.desk_page import fill, folders_of_its_own, labels, opened_by, press, pressed, said
from tests.drafted import ANN, READER, begun
from warehouse.headings import LABELS


@pytest.fixture(autouse=True)
def _folders(releases: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folders_of_its_own(releases, tmp_path, monkeypatch)


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> Callable[..., AppTest]:
    """`opened(person, draft_id)`: the page as that person sees it."""
    return partial(opened_by, monkeypatch)


def accept_key(draft: Draft, entry_id: int) -> str:
    return f"accept-{entry_id}-{draft.entry(entry_id).version}"


def first_open(draft: Draft, table: str) -> int:
    return next(e.entry_id for e in draft.entries if e.table == table and e.state == "open")


@pytest.mark.parametrize(("person", "told"), [(None, vi_desk.CLOSED), (READER, vi_desk.NO_RIGHT)])
def test_who_may_not_enter_sees_no_draft(
    opened: Callable, person: Person | None, told: str
) -> None:
    app = opened(person, begun())
    assert [box.value for box in app.info] == [told]
    assert "345 lượt" not in said(app)


def test_drafts_are_listed_with_what_is_undecided(opened: Callable) -> None:
    draft_id = begun()
    app = opened(ANN)
    undecided = sum(e.state == "open" for e in drafts.draft(ANN, draft_id).entries)
    assert vi_desk.DECIDED.format(undecided, 0, 0) in said(app)
    assert drafts.draft(ANN, draft_id).name in said(app)  # two may have one title
    pressed(app, f"draft-{draft_id}")
    assert app.query_params[vi_desk.KEY_DRAFT] == draft_id


def test_pasted_text_becomes_a_draft(opened: Callable) -> None:
    app = opened(ANN)
    app.text_area(key="desk-pasted").set_value("Huyện Sìn Hồ tổ chức 12 hội nghị học tập.")
    next(b for b in app.button if b.label == vi_desk.READ_PASTED).click().run()
    (found,) = drafts.drafts(ANN)
    assert app.query_params[vi_desk.KEY_DRAFT] == found.draft_id


def test_a_decision_leads_to_the_next_undecided(opened: Callable) -> None:
    draft_id = begun()
    draft = drafts.draft(ANN, draft_id)
    entry_id = first_open(draft, "observations")
    app = opened(ANN, draft_id)
    assert "“12 hội nghị học tập" in said(app)
    pressed(app, accept_key(draft, entry_id))
    assert drafts.draft(ANN, draft_id).entry(entry_id).state == "accepted"
    assert "“12 hội nghị học tập" not in "\n".join(
        m.value for m in app.markdown if m.value.startswith("####")
    )


def test_refusing_asks_for_a_reason(opened: Callable) -> None:
    draft_id = begun()
    entry_id = first_open(drafts.draft(ANN, draft_id), "observations")
    app = pressed(opened(ANN, draft_id), "desk-refuse")
    assert drafts.draft(ANN, draft_id).entry(entry_id).state == "open"
    pressed(app, "desk-reason-2")
    found = drafts.draft(ANN, draft_id).entry(entry_id)
    assert (found.state, found.reason) == ("refused", vi_desk.REASONS[1])


def test_a_correction_that_someone_overtook_keeps_what_was_typed(opened: Callable) -> None:
    draft_id = begun()
    draft = drafts.draft(ANN, draft_id)
    entry_id = first_open(draft, "observations")
    app = pressed(opened(ANN, draft_id), "desk-edit")
    note = noted(app)
    drafts.refuse(DUNG_AS_CURATOR, draft_id, entry_id, 1, "trùng")
    note.set_value("gõ dở")
    next(b for b in app.button if b.label == vi_desk.SAVE).click().run()
    assert drafts.draft(ANN, draft_id).entry(entry_id).state == "refused"
    assert vi_desk.STILL_TYPED in said(app)
    assert noted(app).value == "gõ dở"
    next(b for b in app.button if b.label == vi_desk.SAVE).click().run()
    assert drafts.draft(ANN, draft_id).entry(entry_id).values["note"] == "gõ dở"


def noted(app: AppTest) -> TextArea:
    return next(t for t in app.text_area if t.key.startswith("desk-form") and "note" in t.key)


DUNG_AS_CURATOR = Person("d@made.up", "Dung", frozenset({"read", "curate"}))


def test_what_lacks_a_field_opens_as_a_form(opened: Callable) -> None:
    draft_id = begun("Huyện Sìn Hồ trồng 1.250 cây xanh năm 2024.")
    draft = drafts.draft(ANN, draft_id)
    entry_id = first_open(draft, "observations")
    app = pressed(opened(ANN, draft_id), accept_key(draft, entry_id))
    assert "Còn thiếu: Chỉ tiêu" in said(app)
    assert vi_desk.SAVE in labels(app)
    assert drafts.draft(ANN, draft_id).entry(entry_id).state == "open"


def test_a_missed_figure_must_stand_in_its_paragraph(opened: Callable) -> None:
    draft_id = begun()
    count = len(drafts.draft(ANN, draft_id).entries)
    app = pressed(opened(ANN, draft_id), "desk-add")
    fill(
        app, {"Cụm từ như in *": "346 lượt người", "Đoạn *": "3", "Chỉ tiêu *": "study_attendance"}
    )
    press(app, vi_desk.ADD_ROW)
    # Above the form, and beside the button that was pressed at its foot.
    assert said(app).count("không đứng nguyên văn") == 2
    fill(app, {"Cụm từ như in *": "345 lượt người"})
    press(app, vi_desk.ADD_ROW)
    added = drafts.draft(ANN, draft_id).entries[count:]
    assert [e.values["as_printed"] for e in added] == ["345 lượt người"]
    assert added[0].values["count_kind"] == "flow"  # that of its indicator


def test_a_new_indicator_is_said_to_be_chosen(opened: Callable) -> None:
    app = pressed(opened(ANN, begun()), "desk-add")
    new = next(t for t in app.text_input if t.key.endswith("-new-indicators-name"))
    new.set_value("Số cây bịa")
    code = next(t for t in app.text_input if t.key.endswith("-new-units-gso_code"))
    assert "Tổng cục Thống kê" in code.help
    fill(app, {"Chủ đề *": "outcomes", "Đơn vị tính *": "models"})
    next(f for f in app.selectbox if f.key.endswith("new-indicators-count_kind")).set_value("flow")
    next(t for t in app.text_area if t.key.endswith("new-indicators-definition")).set_value("bịa")
    [b for b in app.button if b.label == vi_desk.ADD_ROW][-1].click().run()
    assert said(app).count(vi_desk.NEW_IS_CHOSEN.format("Số cây bịa")) == 2
    chosen = next(f for f in app.selectbox if f.label == "Chỉ tiêu *")
    assert chosen.value == "so_cay_bia"


def test_what_was_just_said_outlives_a_page_drawn_anew_by_itself() -> None:
    def page() -> None:
        import streamlit as st

        from exhibits.render import desk_act

        drawn = st.session_state.setdefault("drawn", [])
        drawn.append(None)
        if len(drawn) == 1:
            desk_act.say("saved", fine=True)
        desk_act.show()
        if len(drawn) == 1:
            desk_act.redraw()

    app = AppTest.from_function(page).run()
    assert [box.value for box in app.success] == ["saved"]


def test_what_was_overtaken_is_not_said_again() -> None:
    def page() -> None:
        import streamlit as st

        from exhibits.render import desk_act

        drawn = st.session_state.setdefault("drawn", [])
        drawn.append(None)
        if len(drawn) == 1:
            desk_act.say("lacking")
        desk_act.show()
        desk_act.closed("made-up")
        if len(drawn) == 1:
            desk_act.redraw()

    assert [box.value for box in AppTest.from_function(page).run().warning] == []


def test_a_source_that_someone_overtook_keeps_what_both_wrote(opened: Callable) -> None:
    draft_id = begun()
    app = opened(ANN, draft_id)
    drafts.set_source(DUNG_AS_CURATOR, draft_id, 1, {"publisher": "Báo bịa", "kind": "annex"})
    fill(app, {f"{LABELS['title']} *": "Nhan đề bịa"})
    press(app, vi_desk.SAVE_SOURCE)
    assert vi_desk.STILL_TYPED in said(app)
    shown = {field.label: field.value for field in app.text_input}
    assert shown[LABELS["publisher"]] == "Báo bịa"
    press(app, vi_desk.SAVE_SOURCE)
    source = drafts.draft(ANN, draft_id).source
    assert (source["title"], source["publisher"], source["kind"]) == (
        "Nhan đề bịa", "Báo bịa", "annex"
    )  # fmt: skip


def test_errors_lead_to_their_candidate(opened: Callable) -> None:
    draft_id = begun()
    draft = drafts.draft(ANN, draft_id)
    entry = draft.entry(first_open(draft, "observations"))
    wrong = {**entry.values, "as_printed": "13 hội nghị"}
    drafts.accept(ANN, draft_id, entry.entry_id, entry.version, wrong)
    app = opened(ANN, draft_id).run()
    led = [b for b in app.button if b.key and b.key.endswith(f"-{entry.entry_id}")]
    assert any("13 hội nghị" in b.label for b in led)
    assert ":red[⚠" in said(app)


def test_an_address_of_no_draft_says_so(opened: Callable) -> None:
    app = opened(ANN, "khong-co")
    assert [w.value for w in app.warning] != []
    assert vi_desk.BACK_TO_LIST in labels(app)
