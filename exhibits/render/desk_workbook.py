"""The entry workbook at the desk: its empty and its filled form, and the copy with marked cells."""

import streamlit as st

from desk import drafts
from desk import forms as written
from desk.draft import Draft
from exhibits import vi_desk
from exhibits.render import desk_check, sign_in

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def forms() -> None:
    """Links to the form; each is written when it is asked for."""
    who = sign_in.who_later()
    empty, filled = st.columns(2)
    empty.download_button(
        vi_desk.EMPTY_FORM, lambda: written.empty(who()), "bieu-nhap.xlsx", _XLSX,
        on_click="ignore", width="stretch",
    )  # fmt: skip
    filled.download_button(
        vi_desk.FILLED_FORM, lambda: written.filled(who()), "so-lieu.xlsx", _XLSX,
        on_click="ignore", width="stretch",
    )  # fmt: skip


def marked(draft: Draft) -> None:
    """The copy of a refused workbook in which the wrong cells are marked."""
    if not desk_check.refusals(draft):
        return
    who = sign_in.who_later()

    def copy() -> bytes:
        return drafts.marked(who(), draft.draft_id) or b""

    name = f"{draft.name.rpartition('.')[0]}-loi.xlsx"
    st.download_button(vi_desk.MARKED, copy, name, _XLSX, on_click="ignore", type="primary")
    st.markdown(vi_desk.MEND_IN_EXCEL)
