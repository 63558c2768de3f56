"""Where candidates are decided: the text on the left, the current one on the right, by keyboard.

A fragment of its own: a decision redraws this and nothing else.
"""

from collections.abc import Mapping, Sequence

import streamlit as st

from desk import drafts
from desk.draft import Draft, Entry
from exhibits import vi_desk
from exhibits.render import desk_act, desk_check, desk_entry, desk_text, screen, sign_in
from exhibits.render.desk_said import Known


@st.fragment(key="desk-decide")
def show(draft_id: str, known: Known) -> None:
    done, draft = desk_act.attempt(drafts.draft, draft_id)
    if not done:
        desk_act.show()
        return
    now, known = desk_act.mode(draft_id), known.and_drafted(draft.entries)
    errors = desk_check.by_entry(draft)
    desk_act.drawn(draft)
    shown = _filtered(draft, now, errors)
    current = _current(draft, now, shown)
    left, right = st.columns([3, 2], gap="medium")
    with left:
        desk_text.show(
            draft.paragraphs, draft.entries, current.entry_id if current else 0,
            key=f"text-{draft_id}", listens=not now["does"],
            on_pick=lambda picked: _go(draft_id, picked),
            on_step=lambda step: _go(draft_id, _beside(shown, current, step)),
        )  # fmt: skip
    with right:
        with st.container():
            desk_act.show()
        can_edit = draft.state == "draft" and "curate" in sign_in.who().rights
        desk_entry.show(draft, known, current, shown, errors, can_edit=can_edit)


def _filtered(draft: Draft, now: dict, errors: Mapping[int, list]) -> list[Entry]:
    """What the filter leaves, in the order of the text."""
    entries = in_order(draft.entries)
    tables = {e.table for e in entries}
    names = {
        "all": vi_desk.ALL_ENTRIES, "open": vi_desk.OPEN_ONLY, "errors": vi_desk.ERRORS_ONLY,
        **{t: name for t, name in vi_desk.TABLES.items() if t in tables},
    }  # fmt: skip
    place, told = st.columns([2, 3], vertical_alignment="bottom")
    with place:
        only = st.selectbox(
            vi_desk.SHOWN, list(names), format_func=names.get, key=f"desk-only-{draft.draft_id}"
        )
    with told:
        undecided = sum(e.state == "open" for e in entries)
        words = vi_desk.COUNTED.format(len(entries), undecided, len(errors))
        st.markdown(screen.plain(words))
    return [
        e for e in entries
        if only in ("all", e.table) or (only == "open" and e.state == "open")
        or (only == "errors" and e.entry_id in errors)
    ]  # fmt: skip


def in_order(entries: Sequence[Entry]) -> list[Entry]:
    """As they stand in the text; what stands nowhere in it comes last."""
    far = 10**9
    return sorted(
        entries,
        key=lambda e: (e.paragraph or far, far if e.start is None else e.start, e.entry_id),
    )


def _current(draft: Draft, now: dict, shown: Sequence[Entry]) -> Entry | None:
    every = in_order(draft.entries)
    found = next((e for e in every if e.entry_id == now["at"]), None)
    first = next((e for e in shown if e.state == "open"), shown[0] if shown else None)
    current = found or first
    now["at"] = current.entry_id if current else 0
    return current


def _beside(shown: Sequence[Entry], current: Entry | None, step: int) -> int:
    return desk_entry.beside(shown, current, step)


def _go(draft_id: str, entry_id: int) -> None:
    if entry_id:
        desk_act.closed(draft_id)
        desk_act.mode(draft_id)["at"] = entry_id
