"""What approving would add and change, in words; and the wrong cells of a workbook as a table."""

from collections.abc import Mapping, Sequence

import streamlit as st

from desk.draft import Draft
from exhibits import vi_desk
from exhibits.render import desk_said, grid, screen
from exhibits.render.desk_said import Known
from warehouse.contract import BY_NAME
from warehouse.headings import LABELS, SHEETS

_AT_ONCE = 200


def preview(draft: Draft, known: Known) -> None:
    """Every row that would be added or changed, sheet by sheet."""
    changes = (draft.check or {}).get("changes") or []
    with st.expander(vi_desk.PREVIEW.format(len(changes))):
        for table in SHEETS:
            of_table = [c for c in changes if c["table"] == table]
            if of_table:
                st.markdown(f"**{vi_desk.PREVIEW_OF.format(SHEETS[table], len(of_table))}**")
                lines = [line(change, known) for change in of_table[:_AT_ONCE]]
                st.markdown("\n".join(f"- {screen.plain(text)}" for text in lines))
                if len(of_table) > _AT_ONCE:
                    st.markdown(vi_desk.MORE_CHANGES.format(len(of_table) - _AT_ONCE))


def line(change: Mapping, known: Known) -> str:
    """ "+ “hơn 500 cuốn” · Đoạn: 6 · Đơn vị: Huyện Yên Định …"; of a change, from what to what."""
    table, before, after = change["table"], change.get("before"), change.get("after")
    if not before:
        row = after or {}
        name = row.get(BY_NAME[table].phrase or "", "") or row.get("name") or row.get("title")
        told = [f"+ “{name or change['key']}”"]
        return " · ".join([*told, *_cells(table, row, known, but=(BY_NAME[table].phrase, "name"))])
    if not after:
        return vi_desk.TAKEN_OUT.format(change["key"])
    changed = [name for name in after if before.get(name, "") != after[name]]
    told = [
        vi_desk.FROM_TO.format(
            LABELS.get(n, n), _said(table, n, before.get(n, ""), known) or vi_desk.NOTHING,
            _said(table, n, after[n], known) or vi_desk.NOTHING,
        )
        for n in changed
    ]  # fmt: skip
    return " · ".join([vi_desk.ALTERED.format(change["key"]), *told])


def _cells(
    table: str, row: Mapping[str, str], known: Known, but: Sequence[str | None]
) -> list[str]:
    hidden = {*but, "source_id", "sha256", "title", "file", "paragraph_count"}
    return [
        f"{LABELS[c.name]}: {_said(table, c.name, row[c.name], known)}"
        for c in BY_NAME[table].typed
        if row.get(c.name) and c.name not in hidden and c.name != BY_NAME[table].key
    ]


def _said(table: str, column: str, text: str, known: Known) -> str:
    known_column = next((c for c in BY_NAME[table].columns if c.name == column), None)
    return desk_said.value(known_column, text, known) if known_column else text


def cells(refusals: Sequence[Mapping]) -> None:
    """The wrong cells of a workbook: where, what stands there, which rule, what to do."""
    if not refusals:
        return
    heads = {"sheet": vi_desk.SHEET, "cell": vi_desk.CELL, "value": vi_desk.IN_CELL,
             "rule": vi_desk.RULE, "remedy": vi_desk.REMEDY}  # fmt: skip
    shown = [[str(one.get(name) or "") for name in heads] for one in refusals[:_AT_ONCE]]
    grid.show([*heads.values()], shown, vi_desk.CHECK, "cells")
    if len(refusals) > _AT_ONCE:
        st.markdown(vi_desk.MORE_ERRORS.format(len(refusals) - _AT_ONCE))
