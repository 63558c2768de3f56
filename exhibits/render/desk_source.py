"""What report this is: title, publisher, days, unit, kind."""

import streamlit as st

from desk import drafts
from desk.draft import SOURCE_REQUIRED, Draft
from desk.people import CURATE
from exhibits import vi_desk
from exhibits.render import desk_act, desk_check, desk_form, desk_said, screen, sign_in
from exhibits.render.desk_said import Known
from warehouse.contract import BY_NAME


def show(draft: Draft, known: Known) -> None:
    """The source as a form while the draft may be changed, else as words."""
    known = known.and_drafted(draft.entries)
    lacking = [
        desk_said.heading("sources", n)
        for n in SOURCE_REQUIRED
        if not draft.source.get(n, "").strip()
    ]
    errors = [r for r in desk_check.refusals(draft) if r.get("ref") == "source"]
    person = sign_in.who()
    can_edit = draft.state == "draft" and person is not None and CURATE in person.rights
    # Label and state stay as first drawn: a form that is drawn anew loses what is being typed.
    first = st.session_state.setdefault(f"desk-source-open-{draft.draft_id}", bool(lacking))
    with st.expander(vi_desk.SOURCE, expanded=first):
        if lacking:
            st.markdown(f":orange[{vi_desk.SOURCE_LACKS.format(', '.join(lacking))}]")
        if can_edit:
            _form(draft, known, desk_check.by_column(errors))
        else:
            st.markdown("\n".join(_words(draft, known)))


def _form(draft: Draft, known: Known, problems: dict[str, str]) -> None:
    # Another draft's fields are others; this one's keep what is typed, whoever changes it.
    key, now = _fields(draft)
    row = desk_form.Row("sources", now["first"] | now["mine"], draft.source_why, problems)
    with st.form(key, border=False, enter_to_submit=False):
        desk_form.draw(row, draft, known, key, wide=True)
        st.form_submit_button(vi_desk.SAVE_SOURCE, type="primary", on_click=_save, args=(draft,))
    if "" in problems:
        st.markdown(problems[""])


def _fields(draft: Draft) -> tuple[str, dict]:
    """The key of the fields; what they held at first, and what of it was not saved."""
    fresh = {"form": 0, "first": draft.source, "mine": {}}
    now = st.session_state.setdefault(f"desk-source-{draft.draft_id}", fresh)
    return f"desk-source-{draft.draft_id}-{now['form']}", now


def _save(draft: Draft) -> None:
    """Only what was typed here: the other fields may be others' by now, and then show it."""
    key, now = _fields(draft)
    typed = desk_form.typed("sources", key)
    mine = {name: text for name, text in typed.items() if text != now["first"].get(name, "")}
    done, _ = desk_act.attempt(drafts.set_source, draft.draft_id, draft.version, mine)
    if done:
        desk_act.say(vi_desk.SAVED_SOURCE, fine=True)
    found, fresh = desk_act.attempt(drafts.draft, draft.draft_id)
    if found:
        now.update(form=now["form"] + 1, first=fresh.source, mine={} if done else mine)


def _words(draft: Draft, known: Known) -> list[str]:
    return [
        f"- **{desk_said.heading('sources', c.name)}:** {screen.plain(said)}"
        for c in desk_form.columns("sources")
        if (said := desk_said.value(BY_NAME['sources'].column(c.name),
                                    draft.source.get(c.name, ""), known))
    ]  # fmt: skip
