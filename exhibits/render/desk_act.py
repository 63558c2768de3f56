"""Doing what was asked at the desk: every action asks anew who is there, and a refusal becomes a
sentence on the page, never a lost field."""

import json
from collections.abc import Callable

import streamlit as st

from desk.draft import Draft
from desk.people import NotAllowed
from desk.refusals import Refused, Stale
from exhibits import vi_desk
from exhibits.render import screen, sign_in

_SAID = "desk-said"
_REFUSALS = (NotAllowed, Refused, Stale)


def attempt(action: Callable, *arguments: object, **named: object) -> tuple[bool, object]:
    """Do it as whoever is there now; whether it was done, and what came of it."""
    try:
        return True, action(sign_in.who(), *arguments, **named)
    except _REFUSALS as reason:
        say(str(reason), stale=isinstance(reason, Stale))
        return False, None


def say(sentence: str, *, stale: bool = False, fine: bool = False) -> None:
    """Remember a sentence for the next drawing."""
    if stale:
        sentence = f"{sentence} {vi_desk.STILL_TYPED}"
    st.session_state[_SAID] = (sentence, fine)


def show() -> None:
    """What came of the last action, once."""
    sentence, fine = st.session_state.pop(_SAID, ("", False))
    if sentence:
        (st.success if fine else st.warning)(screen.plain(sentence))


def mode(draft_id: str) -> dict:
    """What is open on this draft: {"at": entry, "does": "", "edit", "refuse", "add"…}."""
    return st.session_state.setdefault(f"desk-{draft_id}", {"at": 0, "does": "", "only": "all"})


def opened(draft_id: str, does: str, **what: object) -> None:
    """Open a form: its fields are new, whatever was typed in the one before."""
    now = mode(draft_id)
    now.update(does=does, form=now.get("form", 0) + 1, **what)


def closed(draft_id: str) -> None:
    mode(draft_id).update(does="")


def drawn(draft: Draft) -> None:
    """Remember what the page shows of the draft: what was refused, and its state."""
    st.session_state[f"desk-drawn-{draft.draft_id}"] = _seen(draft)


def is_news(draft: Draft) -> bool:
    """Whether other refusals, or another state, have come since the page was drawn: only then is
    it worth drawing anew under the fingers of who is deciding."""
    seen = _seen(draft)
    return st.session_state.get(f"desk-drawn-{draft.draft_id}", seen) != seen


def _seen(draft: Draft) -> tuple[str, str]:
    refusals = (draft.check or {}).get("refusals") or []
    return json.dumps(refusals, sort_keys=True), draft.state
