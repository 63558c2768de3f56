"""Turn to another part of a view that is more than a page holds, or to another page of a list."""

import streamlit as st

from exhibits import vi
from exhibits.render import screen

_LONGEST = 8  # digits


def part(parts: int) -> int:
    """Which part is shown, by its pager and the address; no pager where there is one part."""
    return st.pagination(parts, key=vi.KEY_PART, bind="query-params") if parts > 1 else 1


def scope(said: str, part: int) -> None:
    """What of a view is shown, for the reader and for the stamp of files; "" for all of it."""
    if said:
        st.caption(screen.plain(vi.PART_SHOWN.format(said)))
        chosen = [str(part)] if part > 1 else []
        screen.noted(vi.PART, chosen, vi.KEY_PART, said)


def page(key: str) -> int:
    """The page a long list stands on: what its pager, drawn further down, or the address says."""
    told = str(st.session_state.get(key) or st.query_params.get(key, ""))
    number = int(told) if told.isdecimal() and len(told) <= _LONGEST else 1
    if number > 1:
        screen.noted(vi.LEAVES[key], [str(number)], key)
    return max(number, 1)
