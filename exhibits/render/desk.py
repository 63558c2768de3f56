"""The desk as a page: drafts and their states, a new report, one draft from its source to its
release."""

from collections.abc import Callable, Sequence
from pathlib import Path

import streamlit as st

from desk import drafts, publishing
from desk.draft import Draft, Summary
from desk.people import CURATE
from desk.refusals import Refused, spoken
from exhibits import links, vi_desk
from exhibits.model import Empty, Exhibit
from exhibits.render import (
    desk_act,
    desk_decide,
    desk_log,
    desk_review,
    desk_source,
    desk_workbook,
    screen,
    sign_in,
)
from exhibits.render.desk_said import Known

_GROUPS = {
    "draft": ("draft",), "submitted": ("submitted", "publishing", "undoing"),
    "published": ("published",), "undone": ("undone",),
}  # fmt: skip
_SHOWN_AT_ONCE = 12
_UPLOAD = Path(__file__).parents[2] / "static" / "upload.css"


def chosen() -> str:
    """The draft the address asks for."""
    return st.query_params.get(vi_desk.KEY_DRAFT, "")


def closed() -> bool:
    """Whether nobody may enter here; then says what to do."""
    person = sign_in.who()
    if person is not None and person.rights & {"curate", "approve"}:
        return False
    st.info(vi_desk.CLOSED if person is None else vi_desk.NO_RIGHT)
    return True


def recover() -> None:
    """End what a crash left, before anything is shown."""
    try:
        publishing.recover()
    except Refused as reason:
        st.warning(screen.plain(str(reason)))


def overview(units: dict[str, str]) -> None:
    """A new report, and every draft by its state."""
    desk_act.show()
    done, found = desk_act.attempt(drafts.drafts)
    if not done:
        desk_act.show()
        return
    person = sign_in.who()
    if person is not None and CURATE in person.rights:
        _begin(expanded=not any(one.state == "draft" for one in found))
    for state, states in _GROUPS.items():
        group = [one for one in found if one.state in states]
        if group or state == "draft":
            st.subheader(vi_desk.GROUPS[state].format(len(group)), anchor=False)
        if not group and state == "draft":
            st.markdown(vi_desk.NO_DRAFTS)
        for one in group[:_SHOWN_AT_ONCE]:
            _line(one, units)
        if len(group) > _SHOWN_AT_ONCE:
            with st.expander(vi_desk.OLDER.format(len(group) - _SHOWN_AT_ONCE)):
                for one in group[_SHOWN_AT_ONCE:]:
                    _line(one, units)


def _line(one: Summary, units: dict[str, str]) -> None:
    with st.container(border=True, gap="xsmall"):
        st.button(
            f"**{screen.plain(one.title or one.name)}**", key=f"draft-{one.draft_id}",
            type="tertiary", on_click=_open, args=(one.draft_id,),
        )  # fmt: skip
        told = [
            vi_desk.STATES[one.state],
            one.name if one.title else "",
            units.get(one.unit_id, ""),
            ", ".join(one.names.values()),
            spoken(one.changed_on),
        ]
        if one.kind == "text":
            told.append(vi_desk.DECIDED.format(one.open, one.accepted, one.refused))
        st.markdown(screen.plain(" · ".join(filter(None, told))))


def _open(draft_id: str) -> None:
    st.query_params[vi_desk.KEY_DRAFT] = draft_id


def _back() -> None:
    st.query_params.pop(vi_desk.KEY_DRAFT, None)


def _begin(*, expanded: bool) -> None:
    with st.expander(vi_desk.NEW_REPORT, expanded=expanded):
        file, pasted = st.tabs([vi_desk.UPLOAD, vi_desk.PASTE])
        with file:
            st.html(_UPLOAD)
            given = st.file_uploader(
                vi_desk.FILE, type=["txt", "docx", "pdf", "xlsx"], max_upload_size=20,
                key="desk-file",
            )  # fmt: skip
            if st.button(vi_desk.READ_FILE, disabled=given is None, type="primary"):
                _read(given.name, given.getvalue())
        with pasted:
            text = st.text_area(vi_desk.PASTED, height=220, key="desk-pasted")
            if st.button(vi_desk.READ_PASTED, type="primary"):
                if text.strip():
                    _read(vi_desk.PASTED_NAME, text.encode())
                else:
                    st.warning(vi_desk.NOTHING_PASTED)
        desk_workbook.forms()


def _read(name: str, data: bytes) -> None:
    begin = drafts.begin_workbook if name.lower().endswith(".xlsx") else drafts.begin_text
    with st.spinner(vi_desk.READING):
        done, draft_id = desk_act.attempt(begin, name, data)
    if done:
        _open(str(draft_id))
        st.rerun()
    desk_act.show()


def one(
    draft_id: str, known: Known, changed: Callable[[str, str], Sequence[Exhibit | Empty]]
) -> None:
    """One draft, from its source to its release."""
    done, draft = desk_act.attempt(drafts.draft, draft_id)
    st.button(vi_desk.BACK_TO_LIST, on_click=_back, type="tertiary")
    if not done:
        desk_act.show()
        return
    desk_act.drawn(draft)
    # Each in a place of its own: what follows stays where it is, whatever is said above it.
    with st.container():
        _head(draft)
    with st.container():
        desk_act.show()
    over = draft.state in ("published", "undone")
    if over:
        _published(draft, changed)
    if draft.kind == "text":
        desk_source.show(draft, known)
        status = st.container()
        # Whoever approves sees first what would change.
        for part in ("review", "decide") if draft.state == "submitted" else ("decide", "review"):
            if part == "decide":
                desk_decide.show(draft_id, known)
            elif not over:
                desk_review.show(draft_id, known, status)
    elif not over:
        desk_workbook.marked(draft)
        desk_review.show(draft_id, known, st.container())
    desk_log.show(draft)


def _head(draft: Draft) -> None:
    st.markdown(f"#### {screen.plain(draft.source.get('title') or draft.name)}")
    told = [
        vi_desk.STATES[draft.state],
        draft.name,
        vi_desk.BY.format(", ".join(draft.names.values())),
        vi_desk.CHANGED.format(spoken(draft.changed_on)),
    ]
    st.markdown(screen.plain(" · ".join(filter(None, told))))
    if draft.reason and draft.state == "draft":
        st.warning(screen.plain(vi_desk.WAS_SENT_BACK.format(draft.reason)))
    if draft.state not in ("draft", "submitted"):
        return
    for like in drafts.alike(draft):
        st.warning(screen.plain(vi_desk.ALIKE.format(like.title, like.why)))
        if like.draft_id:
            st.button(
                vi_desk.OPEN_ALIKE, key=f"alike-{like.draft_id}", on_click=_open,
                args=(like.draft_id,), type="tertiary",
            )  # fmt: skip


def _published(draft: Draft, changed: Callable[[str, str], Sequence[Exhibit | Empty]]) -> None:
    """What the release brought, where each new figure can be traced, and the way back."""
    word = vi_desk.PUBLISHED if draft.state == "published" else vi_desk.WAS_UNDONE
    st.success(screen.plain(word.format(draft.release)))
    rows = (draft.check or {}).get("changes") or []
    figures = [c for c in rows if c["table"] == "observations" and c.get("after")]
    if draft.state == "published" and figures:
        st.markdown(f"**{vi_desk.NEW_FIGURES}**")
        st.markdown(
            "\n".join(
                f"- [“{screen.plain(c['after'].get('as_printed', c['key']))}”, "
                f"¶{c['after'].get('paragraph', '')}]({links.trace(c['key'])})"
                for c in figures[:100]
            )
        )
    if draft.before and draft.release and draft.before != draft.release:
        for exhibit in changed(draft.before, draft.release):
            if isinstance(exhibit, Exhibit):
                screen.draw(exhibit)
    if draft.state == "published":
        desk_review.undo(draft)
