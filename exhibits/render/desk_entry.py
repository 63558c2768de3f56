"""The candidate being decided: how it is read, why it was suggested, and what to do with it."""

from collections.abc import Mapping, Sequence

import streamlit as st

from desk import drafts
from desk.draft import Draft, Entry
from exhibits import vi_desk
from exhibits.render import desk_act, desk_add, desk_check, desk_form, desk_said, screen
from exhibits.render.desk_said import Known

Errors = Mapping[int, Sequence[Mapping]]


def show(
    draft: Draft, known: Known, current: Entry | None, shown: Sequence[Entry], errors: Errors,
    *, can_edit: bool,
) -> None:  # fmt: skip
    now = desk_act.mode(draft.draft_id)
    if can_edit and now["does"] == "add":
        desk_add.row(draft, known, now)
        return
    if current is None:
        st.info(vi_desk.NOTHING_SHOWN)
    else:
        _head(current, shown, draft)
        if can_edit and now["does"] == "edit":
            _edit(draft, known, current, errors.get(current.entry_id, ()), now)
            return
        if can_edit and now["does"] == "refuse":
            _reasons(draft, current, shown, now)
            return
        # Above the facts, however many there are: a button keeps its place from one to the next.
        if can_edit:
            _decisions(draft, current, shown)
        _steps(draft.draft_id, current, shown)
        _facts(draft, known, current, errors.get(current.entry_id, ()))
    if can_edit:
        desk_add.buttons(draft, current)


def _head(entry: Entry, shown: Sequence[Entry], draft: Draft) -> None:
    state = desk_said.state(entry)
    place = next((n for n, e in enumerate(shown, 1) if e.entry_id == entry.entry_id), None)
    told = [
        vi_desk.PLACE.format(place, len(shown)) if place else "",
        vi_desk.TABLES[entry.table],
        f"¶{entry.paragraph}" if entry.paragraph else "",
        f"{vi_desk.SIGNS[state]} {vi_desk.STATES_OF_ENTRY[state]}"
        + (f" ({entry.by})" if entry.by else ""),
    ]
    st.markdown(screen.plain(" · ".join(filter(None, told))))
    st.markdown(f"#### “{screen.plain(desk_said.phrase(entry))}”")
    if read := desk_said.reading(entry, draft.check):
        st.markdown(screen.plain(read))
    if entry.reason:
        st.markdown(screen.plain(vi_desk.REASON_WAS.format(entry.reason)))


def _facts(draft: Draft, known: Known, entry: Entry, errors: Sequence[Mapping]) -> None:
    """Every field that says something, or should; why beside it; what the check refuses there."""
    problems, lines = desk_check.by_column(errors), []
    for column in desk_form.columns(entry.table):
        text = entry.values.get(column.name, "")
        if column.name in ("paragraph", "as_printed") and column.name not in problems:
            continue
        if not text and not column.required and column.name not in problems:
            continue
        said = screen.plain(desk_said.value(column, text, known, draft.entries))
        line = f"**{desk_said.heading(entry.table, column.name)}:** {said or vi_desk.STILL_MISSING}"
        if (why := entry.why.get(column.name)) and text:
            line += f"  \n:small[{vi_desk.WHY.format(screen.plain(why))}]"
        if problem := problems.pop(column.name, ""):
            line += f"  \n{problem}"
        lines.append(f"- {line}")
    lines += [f"- {problem}" for problem in problems.values()]
    st.markdown("\n".join(lines))


def _decisions(draft: Draft, entry: Entry, shown: Sequence[Entry]) -> None:
    following = _next_open(shown, entry)
    held = (draft.draft_id, entry.entry_id, entry.version)
    side_by_side = st.container(horizontal=True, gap="small")
    side_by_side.button(
        vi_desk.ACCEPT, shortcut="A", key=f"accept-{entry.entry_id}-{entry.version}",
        type="primary", width="stretch", disabled=entry.state == "accepted",
        on_click=_accept, args=(*held, entry.table, entry.values, following),
    )  # fmt: skip
    side_by_side.button(
        vi_desk.EDIT, shortcut="S", key="desk-edit", width="stretch",
        on_click=_open_edit, args=held,
    )  # fmt: skip
    side_by_side.button(
        vi_desk.REFUSE, shortcut="X", key="desk-refuse", width="stretch",
        disabled=entry.state == "refused",
        on_click=desk_act.opened, args=(draft.draft_id, "refuse"),
    )  # fmt: skip
    if entry.state != "open":
        side_by_side.button(
            vi_desk.REOPEN, shortcut="O", key="desk-reopen", width="stretch", on_click=_do,
            args=(drafts.reopen, draft.draft_id, 0, entry.entry_id, entry.version),
        )  # fmt: skip


def _steps(draft_id: str, entry: Entry, shown: Sequence[Entry]) -> None:
    side_by_side = st.container(horizontal=True, gap="small")
    for place, label, key, to in (
        (side_by_side, vi_desk.BACK, "Up", beside(shown, entry, -1)),
        (side_by_side, vi_desk.ON, "Down", beside(shown, entry, 1)),
        (st, vi_desk.NEXT_OPEN, "N", _next_open(shown, entry)),
    ):
        place.button(
            label, shortcut=key, key=f"desk-{key}", width="stretch", disabled=not to,
            on_click=_to, args=(draft_id, to),
        )  # fmt: skip


def beside(shown: Sequence[Entry], entry: Entry | None, step: int) -> int:
    """The entry before or after; from one the filter hides, the nearest it leaves. 0 for none."""
    ids = [e.entry_id for e in shown]
    if entry is None or entry.entry_id not in ids:
        return ids[0] if ids else 0
    to = ids.index(entry.entry_id) + step
    return ids[to] if 0 <= to < len(ids) else 0


def _next_open(shown: Sequence[Entry], entry: Entry) -> int:
    """The next undecided one, from the start again when the end is reached; 0 for none."""
    ids = [e.entry_id for e in shown]
    place = ids.index(entry.entry_id) if entry.entry_id in ids else -1
    later = [*shown[place + 1 :], *shown[: max(place, 0)]]
    return next((e.entry_id for e in later if e.state == "open"), 0)


def _to(draft_id: str, entry_id: int) -> None:
    desk_act.closed(draft_id)
    desk_act.mode(draft_id)["at"] = entry_id


def _do(action: object, draft_id: str, following: int, *arguments: object) -> bool:
    done, _ = desk_act.attempt(action, draft_id, *arguments)
    if done:
        desk_act.closed(draft_id)
        if following:
            _to(draft_id, following)
    return done


def _accept(
    draft_id: str, entry_id: int, version: int, table: str, values: Mapping[str, str],
    following: int,
) -> None:  # fmt: skip
    """Take it over; one that lacks a field opens as a form instead."""
    if lacking := desk_form.missing(table, values):
        desk_act.say(vi_desk.LACKING.format(", ".join(lacking)))
        _open_edit(draft_id, entry_id, version)
        return
    _do(drafts.accept, draft_id, following, entry_id, version)


def _open_edit(draft_id: str, entry_id: int, version: int) -> None:
    desk_act.opened(draft_id, "edit", at=entry_id, version=version)


def _edit(draft: Draft, known: Known, entry: Entry, errors: Sequence[Mapping], now: dict) -> None:
    """The candidate as a form; what is typed stays until it is taken or the form is left."""
    key = f"desk-form-{now['form']}"
    row = desk_form.Row(entry.table, entry.values, entry.why, desk_check.by_column(errors))
    with st.form(key, border=False, enter_to_submit=False):
        desk_form.draw(row, draft, known, key)
        with st.container():
            desk_act.show_here(now, key)
        st.form_submit_button(
            vi_desk.SAVE, type="primary", width="stretch", shortcut="Ctrl+Enter",
            on_click=_save, args=(draft, known, entry, key),
        )  # fmt: skip
        st.form_submit_button(
            vi_desk.LEAVE, width="stretch", on_click=desk_act.closed, args=(draft.draft_id,)
        )
    desk_add.new_ones(draft, known, key)


def _save(draft: Draft, known: Known, entry: Entry, key: str) -> None:
    desk_act.mode(draft.draft_id)["sent"] = key
    values = desk_add.completed(entry.table, desk_form.typed(entry.table, key), known)
    if not desk_add.whole(entry.table, values, draft):
        return
    now = desk_act.mode(draft.draft_id)
    version = now.get("version", entry.version)
    following = _next_open(sorted_after(draft, entry), entry)
    if not _do(drafts.accept, draft.draft_id, following, entry.entry_id, version, values):
        # Seen now: pressed again, what is typed goes over what the other person wrote.
        done, fresh = desk_act.attempt(drafts.draft, draft.draft_id)
        if done:
            now["version"] = fresh.entry(entry.entry_id).version


def sorted_after(draft: Draft, entry: Entry) -> list[Entry]:
    far = 10**9
    return sorted(draft.entries, key=lambda e: (e.paragraph or far, e.start or 0, e.entry_id))


def _reasons(draft: Draft, entry: Entry, shown: Sequence[Entry], now: dict) -> None:
    """Why it is refused: a ready reason by its number, or one's own."""
    following = _next_open(shown, entry)
    held = (drafts.refuse, draft.draft_id, following, entry.entry_id, entry.version)
    st.markdown(vi_desk.WHY_REFUSED)
    for number, reason in enumerate(vi_desk.REASONS, 1):
        st.button(
            reason, shortcut=str(number), key=f"desk-reason-{number}", width="stretch", wrap=True,
            on_click=_do, args=(*held, reason),
        )  # fmt: skip
    key = f"desk-why-{now['form']}"
    with st.form(f"{key}-form", border=False):
        st.text_input(vi_desk.OWN_REASON, key=key)
        st.form_submit_button(
            vi_desk.REFUSE_SO, width="stretch",
            on_click=lambda: _do(*held, st.session_state[key]),
        )  # fmt: skip
        st.form_submit_button(
            vi_desk.LEAVE, width="stretch", on_click=desk_act.closed, args=(draft.draft_id,)
        )
