"""What the machine did not find: a row of its own, and units and indicators nobody entered yet."""

from collections.abc import Mapping

import streamlit as st

from desk import drafts
from desk.draft import Draft, Entry
from exhibits import vi_desk
from exhibits.render import desk_act, desk_form, desk_said
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
    with st.form(key, border=False, enter_to_submit=False):
        desk_form.draw(desk_form.Row(table, _USUAL[table] | given, {}, {}), draft, known, key)
        with st.container():
            desk_act.show_here(now, key)
        st.form_submit_button(
            vi_desk.ADD_ROW, type="primary", width="stretch", shortcut="Ctrl+Enter",
            on_click=_add, args=(draft, known, table, key),
        )  # fmt: skip
        st.form_submit_button(
            vi_desk.LEAVE, width="stretch", on_click=desk_act.closed, args=(draft.draft_id,)
        )
    new_ones(draft, known, key)


def _add(draft: Draft, known: Known, table: str, key: str) -> None:
    desk_act.mode(draft.draft_id)["sent"] = key
    values = completed(table, desk_form.typed(table, key), known)
    if not whole(table, values, draft):
        return
    done, entry_id = desk_act.attempt(drafts.add, draft.draft_id, table, values)
    if done:
        desk_act.closed(draft.draft_id)
        desk_act.mode(draft.draft_id)["at"] = int(entry_id)


def completed(table: str, values: dict[str, str], known: Known) -> dict[str, str]:
    """With the phrase's blanks as paragraphs have them, and the count kind of the indicator, unless
    said otherwise."""
    if "as_printed" in values:
        values = values | {"as_printed": fold_space(values["as_printed"])}
    if table == "observations" and not values.get("count_kind"):
        kind = known.count_kinds.get(values.get("indicator_id", ""), "")
        return values | {"count_kind": kind}
    return values


def whole(table: str, values: Mapping[str, str], draft: Draft) -> bool:
    """Whether every field is there, and the phrase stands letter for letter in its paragraph; says
    what does not."""
    if lacking := desk_form.missing(table, values):
        desk_act.say(vi_desk.LACKING.format(", ".join(lacking)))
        return False
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
    with st.form(own, border=False, enter_to_submit=False):
        desk_form.draw(desk_form.Row(table, _USUAL.get(table, {}), {}, {}), draft, known, own)
        taken = known.units if table == "units" else known.indicators
        with st.container():
            desk_act.show_here(desk_act.mode(draft.draft_id), own)
        st.form_submit_button(
            vi_desk.ADD_ROW, width="stretch", on_click=_make,
            args=(draft.draft_id, table, column, joint, tuple(taken), key),
        )  # fmt: skip


def _make(
    draft_id: str, table: str, column: str, joint: str, taken: tuple[str, ...], key: str
) -> None:
    """The new unit or indicator, then chosen in the form it was made for."""
    own = f"{key}-new-{table}"
    desk_act.mode(draft_id)["sent"] = own
    values = desk_form.typed(table, own)
    if lacking := desk_form.missing(table, values):
        desk_act.say(vi_desk.LACKING.format(", ".join(lacking)))
        return
    values[column] = desk_form.new_id(values["name"], joint, taken)
    done, _ = desk_act.attempt(drafts.add, draft_id, table, values)
    if done:
        st.session_state[f"{key}-choose"] = {column: values[column]}
        desk_act.say(vi_desk.NEW_IS_CHOSEN.format(values["name"]), fine=True)
