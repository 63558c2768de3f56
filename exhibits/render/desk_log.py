"""The log of a draft, newest first: who did what, when, from what to what."""

import json
from collections.abc import Mapping

import streamlit as st

from desk import log
from desk.draft import Draft
from desk.log import Line
from desk.refusals import spoken
from exhibits import theme, vi_desk
from exhibits.render import desk_act, desk_said, grid, screen
from warehouse.headings import LABELS

_AT_ONCE = 20


def show(draft: Draft) -> None:
    with st.expander(vi_desk.LOG):
        oldest = f"desk-log-{draft.draft_id}"
        before = st.session_state.get(oldest)
        done, lines = desk_act.attempt(log.entries, draft.draft_id, before, _AT_ONCE)
        if not done:
            return
        table(draft, lines)
        earlier, newest = st.columns(2)
        if len(lines) == _AT_ONCE:
            earlier.button(
                vi_desk.EARLIER, on_click=_from, args=(oldest, lines[-1].seq), width="stretch"
            )
        if before is not None:
            newest.button(vi_desk.NEWEST, on_click=_from, args=(oldest, None), width="stretch")


def _from(key: str, seq: int | None) -> None:
    st.session_state[key] = seq


def table(draft: Draft, lines: list[Line]) -> None:
    rows = [
        {
            vi_desk.WHEN: spoken(line.at).removeprefix(vi_desk.AT).strip(),
            vi_desk.WHO: line.name,
            vi_desk.WHAT: vi_desk.ACTIONS.get(line.action, line.action),
            vi_desk.ON_WHAT: _entry(draft, line.entry_id),
            vi_desk.CHANGE: change(line.before, line.after),
        }
        for line in lines
    ]
    if theme.of(None, screen.width()).narrow:
        said = (" · ".join(filter(None, row.values())) for row in rows)
        st.markdown("\n".join(f"- {screen.plain(text)}" for text in said))
    elif rows:
        grid.show([*rows[0]], [[*row.values()] for row in rows], vi_desk.LOG, "log")


def _entry(draft: Draft, entry_id: int | None) -> str:
    entry = next((e for e in draft.entries if e.entry_id == entry_id), None)
    return f"“{desk_said.phrase(entry)}”" if entry else ""


def change(before: object, after: object) -> str:
    """What differs between the two, field by field."""
    old, new = _flat(before), _flat(after)
    told = [
        vi_desk.FROM_TO.format(
            vi_desk.LOGGED.get(name) or LABELS.get(name, name),
            _word(old.get(name, "")),
            _word(new[name]) or vi_desk.NOTHING,
        )
        if old.get(name)
        else f"{vi_desk.LOGGED.get(name) or LABELS.get(name, name)}: {_word(new[name])}"
        for name in new
        if new[name] != old.get(name, "") and new[name] != ""
    ]
    return "; ".join(told)


def _flat(said: object) -> dict[str, str]:
    """A row's values beside what else is said of it."""
    if not isinstance(said, Mapping):
        return {}
    inner = said.get("values")
    own = {k: v for k, v in said.items() if k not in ("values", "hash")}
    given = {**own, **(inner if isinstance(inner, Mapping) else {})}
    return {k: v if isinstance(v, str) else json.dumps(v) for k, v in given.items()}


def _word(text: str) -> str:
    words = {**vi_desk.STATES, **vi_desk.STATES_OF_ENTRY, **vi_desk.BOOLS, "text": vi_desk.TEXT}
    return words.get(text, text)
