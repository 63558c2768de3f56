"""What the machine did not find: a row of its own, and units and indicators nobody entered yet."""

from collections.abc import Mapping

import streamlit as st

from desk import drafts
from desk.draft import Draft, Entry
from exhibits import vi_desk
from exhibits.render import desk_act, desk_form, desk_said, screen
from exhibits.render.desk_said import Known
from warehouse.contract import BY_NAME
from warehouse.reports import fold_space, places

_NEW = {
    "units": ("unit_id", "-", vi_desk.NEW_UNIT),
    "indicators": ("indicator_id", "_", vi_desk.NEW_INDICATOR),
}
_USUAL = {
    "observations": {"obs_status": "reported", "period_basis": "unknown"},
    "models": {"is_breakthrough": "false"},
    "commendations": {"frequency": "unstated", "authority_kind": "unstated"},
    "study_activities": {"frequency": "unstated", "obs_status": "mentioned"},
    "indicators": {"higher_is": "neutral", "is_core": "false", "asked_of": "local"},
}


def buttons(draft: Draft, current: Entry | None) -> None:
    """What may be added, at the paragraph one is at."""
    st.button(
        vi_desk.ADD_MISSED, key="desk-add", width="stretch", on_click=desk_act.opened,
        args=(draft.draft_id, "add"), kwargs={"paragraph": current.paragraph if current else 0},
    )  # fmt: skip


def row(draft: Draft, known: Known, now: dict) -> None:
    """A row the machine did not see: its paragraph, its phrase letter for letter, its fields."""
    st.markdown(f"#### {vi_desk.ADD_MISSED}")
    table = st.selectbox(
        vi_desk.KIND_OF_ROW, desk_said.IN_TEXT, format_func=vi_desk.TABLES.get,
        key=f"desk-add-{now['form']}",
    )  # fmt: skip
    given = {"unit_id": draft.source.get("unit_id", ""), "paragraph": str(now["paragraph"] or "")}
    key = f"desk-form-{now['form']}-{table}"
    with st.form(key, border=False):
        empty = desk_form.Row(table, _USUAL[table] | given, {}, {})
        values = desk_form.draw(empty, draft, known, key)
        saved = st.form_submit_button(
            vi_desk.ADD_ROW, type="primary", width="stretch", shortcut="Ctrl+Enter"
        )
        left = st.form_submit_button(vi_desk.LEAVE, width="stretch")
    if left:
        desk_act.closed(draft.draft_id)
    if saved:
        _add(draft, table, completed(table, values, known))
    if left or saved:
        st.rerun(scope="fragment")
    new_ones(draft, known, key)


def _add(draft: Draft, table: str, values: dict[str, str]) -> int:
    if lacking := desk_form.missing(table, values):
        desk_act.say(vi_desk.LACKING.format(", ".join(lacking)))
        return 0
    if not stands(table, values, draft):
        return 0
    done, entry_id = desk_act.attempt(drafts.add, draft.draft_id, table, values)
    if not done:
        return 0
    desk_act.closed(draft.draft_id)
    desk_act.mode(draft.draft_id)["at"] = int(entry_id)
    return int(entry_id)


def completed(table: str, values: dict[str, str], known: Known) -> dict[str, str]:
    """With what follows from the rest: the count kind of an indicator, unless said otherwise."""
    values = (
        {**values, "as_printed": fold_space(values["as_printed"])}
        if ("as_printed" in values)
        else values
    )
    if table == "observations" and not values.get("count_kind"):
        kind = known.count_kinds.get(values.get("indicator_id", ""), "")
        return values | {"count_kind": kind}
    return values


def stands(table: str, values: Mapping[str, str], draft: Draft) -> bool:
    """Whether the phrase stands whole in its paragraph; says so when it does not."""
    phrase = values.get(BY_NAME[table].phrase or "", "")
    shown = next((p.text for p in draft.paragraphs if str(p.number) == values["paragraph"]), "")
    if phrase and not any(places(phrase, shown)):
        desk_act.say(vi_desk.NOT_LETTER_FOR_LETTER.format(phrase, values["paragraph"]))
        return False
    return True


def new_ones(draft: Draft, known: Known, key: str) -> None:
    """Under a form: a unit or an indicator that is in no list yet, then chosen in the form."""
    for table, (column, joint, label) in _NEW.items():
        with st.expander(label):
            _new(draft, known, table, column, joint, key)


def _new(draft: Draft, known: Known, table: str, column: str, joint: str, key: str) -> None:
    own = f"{key}-new-{table}"
    with st.form(own, border=False, clear_on_submit=False):
        row = desk_form.Row(table, _USUAL.get(table, {}), {}, {})
        values = desk_form.draw(row, draft, known, own)
        added = st.form_submit_button(vi_desk.ADD_ROW, width="stretch")
    if not added:
        return
    if lacking := desk_form.missing(table, values):
        st.warning(screen.plain(vi_desk.LACKING.format(", ".join(lacking))))
        return
    taken = known.units if table == "units" else known.indicators
    values[column] = desk_form.new_id(values["name"], joint, taken)
    done, _ = desk_act.attempt(drafts.add, draft.draft_id, table, values)
    if done:
        st.session_state[f"{key}-choose"] = {column: values[column]}
    st.rerun(scope="fragment")
