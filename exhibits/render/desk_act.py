"""Doing what was asked at the desk: every action asks anew who is there, and a refusal becomes a
sentence on the page, never a lost field."""

import json
import time
from collections.abc import Callable

import streamlit as st

from desk.draft import Draft
from desk.people import NotAllowed
from desk.refusals import Refused, Stale
from exhibits import vi_desk
from exhibits.render import screen, sign_in

_SAID = "desk-said"
_SHOWN = "desk-shown"
_TO_READ = 6.0  # seconds a sentence must have stood before the page may be drawn without it
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
        st.session_state[_SHOWN] = (sentence, fine, time.monotonic())
        _draw(sentence, fine=fine)


def show_here(now: dict, form: str) -> None:
    """The same above the button of the form that was sent: its head may be screens away."""
    if now.get("sent") == form and _SHOWN in st.session_state:
        now["sent"] = ""
        sentence, fine, _ = st.session_state[_SHOWN]
        _draw(sentence, fine=fine)


def _draw(sentence: str, *, fine: bool) -> None:
    (st.success if fine else st.warning)(screen.plain(sentence))


def redraw() -> None:
    """The page anew, though nobody asked: what was just said is said again, or no one reads it."""
    sentence, fine, at = st.session_state.get(_SHOWN, ("", False, 0.0))
    if sentence and time.monotonic() - at < _TO_READ:
        st.session_state.setdefault(_SAID, (sentence, fine))
    st.rerun()


def mode(draft_id: str) -> dict:
    """What is open on this draft: {"at": entry, "does": "", "edit", "refuse", "add"…}."""
    return st.session_state.setdefault(f"desk-{draft_id}", {"at": 0, "does": "", "only": "all"})


def opened(draft_id: str, does: str, **what: object) -> None:
    """Open a form: its fields are new, whatever was typed in the one before."""
    now = mode(draft_id)
    st.session_state.pop(_SHOWN, None)  # overtaken
    now.update(does=does, form=now.get("form", 0) + 1, **what)


def closed(draft_id: str) -> None:
    st.session_state.pop(_SHOWN, None)
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
