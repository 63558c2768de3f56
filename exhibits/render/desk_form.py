"""The fields of one row, as the contract has them: lists of what is known, dates as they are said.

Values are texts under the contract's column names. What cannot be read as a date stays as it was
typed: the check names it, and nothing is lost.
"""

import re
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import groupby

import streamlit as st

from desk.draft import Draft
from exhibits import vi_desk
from exhibits.render import desk_said
from exhibits.render.desk_said import Known
from warehouse.contract import BY_NAME, Column

# Rarely known at this desk; they are added in the curated files, with their source.
_LEFT_OUT = ("sort_rank", "commune_count", "commune_year", "numerator_id", "denominator_id")
_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")


@dataclass(frozen=True)
class Row:
    """What a form is about: a row of a table, with what is said of its fields."""

    table: str
    values: Mapping[str, str]
    why: Mapping[str, str]
    problems: Mapping[str, str]  # column → what the check refuses there


def columns(table: str) -> tuple[Column, ...]:
    """The columns people fill in; ids are given, but for a report's own."""
    of_text = {"file", "sha256", "paragraph_count"}
    given = of_text if table == "sources" else {"source_id", BY_NAME[table].key}
    return tuple(c for c in BY_NAME[table].typed if c.name not in {*given, *_LEFT_OUT})


def missing(table: str, values: Mapping[str, str]) -> list[str]:
    """Headings of the fields that must be filled in and are not."""
    return [
        desk_said.heading(table, c.name)
        for c in columns(table)
        if c.required and not values.get(c.name, "").strip()
    ]


def draw(row: Row, draft: Draft, known: Known, key: str, wide: bool = False) -> None:
    """The fields, one below the other, days two by two; where there is width everything."""
    # A unit or indicator just made under the form is chosen in it.
    for column, chosen in st.session_state.pop(f"{key}-choose", {}).items():
        st.session_state[field_key(key, column)] = chosen
    pairs = groupby(columns(row.table), lambda c: "pair" if wide or c.kind == "date" else c.name)
    for together, group in pairs:
        fields = list(group)
        for two in (fields[n : n + 2] for n in range(0, len(fields), 2)):
            places = st.columns(2) if together == "pair" else [st.container()]
            for place, one in zip(places, two, strict=False):
                with place:
                    _field(one, row, draft, known, key)


def typed(table: str, key: str) -> dict[str, str]:
    """What stands in the fields, as the contract's columns hold it."""
    given = {c.name: st.session_state.get(field_key(key, c.name)) for c in columns(table)}
    return {
        c.name: ";".join(given[c.name])
        if isinstance(given[c.name], list)
        else (as_day if c.kind == "date" else str.strip)(given[c.name] or "")
        for c in columns(table)
    }


def _field(column: Column, row: Row, draft: Draft, known: Known, key: str) -> None:
    label = desk_said.heading(row.table, column.name) + (" *" if column.required else "")
    why = row.why.get(column.name)
    said = {
        "key": field_key(key, column.name),
        "help": vi_desk.WHY.format(why) if why else column.meaning[:1].upper() + column.meaning[1:],
    }
    now = row.values.get(column.name, "")
    options = _options(column, draft, known)
    if column.kind == "codes":
        words = column.codes or {}
        chosen = [part for part in now.split(";") if part in words]
        st.multiselect(
            label, list(words), chosen, format_func=words.get, placeholder=vi_desk.CHOOSE, **said
        )
    elif options is not None:
        offered = {"": vi_desk.NOTHING, **options}
        offered.setdefault(now, now)
        # A value set for the widget and a default of its own would contradict each other.
        place = 0 if said["key"] in st.session_state else list(offered).index(now)
        st.selectbox(label, list(offered), place, format_func=offered.get, **said)
    elif column.kind == "date":
        st.text_input(label, desk_said.spoken_day(now), placeholder=vi_desk.DAY_HINT, **said)
    elif column.name in ("note", "definition"):
        st.text_area(label, now, height=80, **said)
    else:
        st.text_input(label, now, **said)
    if problem := row.problems.get(column.name):
        st.markdown(problem)


def field_key(key: str, column: str) -> str:
    return f"{key}-{column}"


def _options(column: Column, draft: Draft, known: Known) -> Mapping[str, str] | None:
    if column.codes:
        return column.codes
    if column.kind == "bool":
        return vi_desk.BOOLS
    if column.references == "units":
        return known.units
    if column.references == "indicators":
        return known.indicators
    if column.references == "observations":
        cited = [e for e in draft.entries if e.table == "observations" and e.state != "refused"]
        return {f"@{e.entry_id}": f"“{desk_said.phrase(e)}” ¶{e.paragraph}" for e in cited}
    if column.name == "paragraph":
        return {
            str(p.number): f"¶{p.number} {p.text[:60]}{'…' if len(p.text) > 60 else ''}"
            for p in draft.paragraphs
        }
    return None


def as_day(typed: str) -> str:
    """17/03/2023 → 2023-03-17; anything else as it was typed."""
    found = _DAY.fullmatch(typed.strip())
    return f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}" if found else typed.strip()


def new_id(name: str, joint: str, taken: Collection[str]) -> str:
    """An id from a name: "Xã Ví Dụ" → xa-vi-du, numbered where that is taken."""
    letters = unicodedata.normalize("NFD", name.lower().replace("đ", "d"))
    words = re.findall(r"[a-z0-9]+", "".join(c for c in letters if not unicodedata.combining(c)))
    base = joint.join(words)[:60].strip(joint) or "moi"
    numbered = (f"{base}{joint}{n}" for n in range(2, len(taken) + 3))
    return next(name for name in (base, *numbered) if name not in taken)
