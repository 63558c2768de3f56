"""Checking, handing in, approving, undoing: what concerns the whole draft.

A fragment of its own that looks again every so often, because the check runs beside the session.
"""

from collections.abc import Mapping

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from desk import drafts, publishing
from desk.checking import is_checked
from desk.draft import Draft
from desk.people import APPROVE, CURATE
from exhibits import vi_desk
from exhibits.render import desk_act, desk_changes, desk_check, desk_said, screen, sign_in
from exhibits.render.desk_said import Known

_EVERY = 1.0  # seconds between two looks at a check that runs beside the session


@st.fragment(key="desk-review", run_every=_EVERY)
def show(draft_id: str, known: Known, above: DeltaGenerator) -> None:
    """`above` is where one line tells how the check stands, in sight of who is deciding."""
    done, draft = desk_act.attempt(drafts.draft, draft_id)
    if not done:
        return
    if desk_act.is_news(draft):
        desk_act.redraw()
    busy = desk_check.ask(sign_in.who(), draft)
    known = known.and_drafted(draft.entries)
    st.subheader(vi_desk.CHECK, anchor=False)
    with above:
        st.markdown(screen.plain(_status(draft, busy=busy)))
    _answer(draft)
    if not desk_check.refusals(draft) and draft.check:
        desk_changes.preview(draft, known)
    if draft.state == "draft":
        _hand_in(draft)
    elif draft.state == "submitted":
        _judge(draft)
    elif draft.state in ("publishing", "undoing"):
        st.info(vi_desk.STATES[draft.state])


def _status(draft: Draft, *, busy: bool) -> str:
    found = desk_check.refusals(draft)
    if failed := desk_check.failed(draft):
        return failed
    if draft.state not in ("draft", "submitted"):
        return vi_desk.STATES[draft.state]
    if busy or not is_checked(draft):
        return vi_desk.CHECKING
    return vi_desk.ERRORS.format(len(found)) if found else vi_desk.ALL_WELL


def _answer(draft: Draft) -> None:
    """What the check refuses, each leading to its candidate."""
    if desk_check.failed(draft):
        st.button(vi_desk.CHECK_AGAIN, on_click=desk_check.again, args=(draft.draft_id,))
        return
    found = desk_check.refusals(draft)
    if draft.kind == "workbook":
        desk_changes.cells(found)
        return
    for number, refusal in enumerate(found[:50]):
        _leading(draft, refusal, number)
    if len(found) > 50:
        st.markdown(vi_desk.MORE_ERRORS.format(len(found) - 50))
    for remark in (draft.check or {}).get("remarks") or []:
        st.markdown(f"- {screen.plain(str(remark.get('text') or ''))}")


def _leading(draft: Draft, refusal: Mapping, number: int) -> None:
    ref = str(refusal.get("ref") or "")
    told = desk_check.said(refusal)
    entry = next((e for e in draft.entries if str(e.entry_id) == ref), None)
    heading = desk_said.heading(entry.table if entry else "sources", str(refusal.get("column")))
    if entry is None:
        owner = vi_desk.SOURCE if ref == "source" else ""
        st.markdown(f"- :red[⚠ {screen.plain(': '.join(filter(None, (owner, heading, told))))}]")
        return
    label = ": ".join(filter(None, (desk_said.title(entry), heading, told)))
    # Into another fragment: only a run of the whole page draws it anew.
    if st.button(f"⚠ {screen.plain(label)}", key=f"desk-error-{number}-{ref}", type="tertiary"):
        desk_act.closed(draft.draft_id)
        desk_act.mode(draft.draft_id)["at"] = entry.entry_id
        st.rerun()


def _hand_in(draft: Draft) -> None:
    person = sign_in.who()
    if person is None or CURATE not in person.rights:
        return
    undecided = sum(e.state == "open" for e in draft.entries)
    if undecided:
        st.markdown(vi_desk.UNDECIDED.format(undecided))
    submit, discard = st.columns([1, 1])
    fine = not undecided and is_checked(draft) and not desk_check.refusals(draft)
    if submit.button(
        vi_desk.SUBMIT, type="primary", width="stretch", disabled=not fine, key="desk-submit",
        on_click=_saw, args=(draft,),
    ):  # fmt: skip
        _whole(vi_desk.SUBMITTED, drafts.submit, draft.draft_id, _seen(draft)[0])
    with discard.popover(vi_desk.DISCARD, width="stretch"):
        st.markdown(vi_desk.DISCARD_SURE)
        if st.button(vi_desk.DISCARD_YES, key="desk-discard", on_click=_saw, args=(draft,)):
            done, _ = desk_act.attempt(drafts.discard, draft.draft_id, _seen(draft)[0])
            if done:
                st.query_params.pop(vi_desk.KEY_DRAFT, None)
                desk_act.say(vi_desk.DISCARDED, fine=True)
            st.rerun()


def _judge(draft: Draft) -> None:
    """For whoever approves: publish what was shown, or send it back."""
    person = sign_in.who()
    if person is None:
        return
    if CURATE in person.rights and st.button(vi_desk.TAKE_BACK, key="desk-take-back"):
        _whole("", drafts.take_back, draft.draft_id, draft.version)
    if APPROVE not in person.rights:
        st.info(vi_desk.WAITS)
        return
    own = draft.is_by(person) and not person.alone
    if own:
        st.info(vi_desk.OWN_DRAFT)
    elif person.alone:
        st.markdown(vi_desk.ALONE)
    answer = draft.check or {}
    fine = is_checked(draft) and not answer.get("refusals") and answer.get("changes")
    if st.button(
        vi_desk.APPROVE, type="primary", disabled=not fine or own, key="desk-approve",
        on_click=_saw, args=(draft,),
    ):  # fmt: skip
        with st.spinner(vi_desk.PUBLISHING):
            _whole("", publishing.approve, draft.draft_id, *_seen(draft))
    with st.expander(vi_desk.SEND_BACK), st.form("desk-send-back", border=False):
        reason = st.text_input(vi_desk.SEND_BACK_WHY)
        if st.form_submit_button(vi_desk.SEND_BACK):
            _whole(vi_desk.SENT_BACK, drafts.send_back, draft.draft_id, draft.version, reason)


def _saw(draft: Draft) -> None:
    """Remember what stood beside the button: the run it starts reads the draft anew first, and
    others may have changed it since."""
    answer = draft.check or {}
    desk_act.mode(draft.draft_id)["saw"] = draft.version, str(answer.get("hash") or "")


def _seen(draft: Draft) -> tuple[int, str]:
    """The version, and the hash of the changes, that were on the screen when it was pressed."""
    return desk_act.mode(draft.draft_id)["saw"]


def undo(draft: Draft) -> None:
    """Of a published draft: take it out again, as a new release."""
    person = sign_in.who()
    if person is None or APPROVE not in person.rights:
        return
    with st.expander(vi_desk.UNDO), st.form("desk-undo", border=False):
        st.markdown(vi_desk.UNDO_MEANS)
        reason = st.text_input(vi_desk.UNDO_WHY)
        if st.form_submit_button(vi_desk.UNDO):
            with st.spinner(vi_desk.PUBLISHING):
                _whole(vi_desk.UNDONE, publishing.undo, draft.draft_id, draft.version, reason)


def _whole(sentence: str, action: object, *arguments: object) -> None:
    """An action on the draft, then the whole page anew."""
    done, _ = desk_act.attempt(action, *arguments)
    if done and sentence:
        desk_act.say(sentence, fine=True)
    st.rerun()
