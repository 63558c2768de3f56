"""A table of texts and links on the screen.

Streamlit's own table reads every cell as Markdown, which took a third of the browser's work on a
page of figures; here texts are set as texts, all at once.
"""

from collections.abc import Sequence
from pathlib import Path

import streamlit as st

# A text, or {"parts": [[words, address or ""], …], "look": a class of table.css}.
Cell = str | dict[str, object]

NAME = "thi_dua_table"
_STATIC = Path(__file__).parents[2] / "static"
_table = st.components.v2.component(
    NAME,
    html='<div class="thi-dua-table"></div>',
    css=(_STATIC / "table.css").read_text(encoding="utf-8"),
    js=(_STATIC / "table.js").read_text(encoding="utf-8"),
    isolate_styles=False,
)


def show(heads: Sequence[str], rows: Sequence[Sequence[Cell]], label: str, key: str) -> None:
    """Draw the table; `label` names it to who cannot see it, `key` is no other's on the page."""
    _table(key=f"table-{key}", data={"heads": heads, "rows": rows, "label": label})


def leading(text: str, link: object) -> Cell:
    """A cell that leads to an address, or each of several parts to its own; else the text."""
    if isinstance(link, tuple):
        return {"parts": [list(part) for part in link]}
    return looking(text, "", link) if text and isinstance(link, str) else text


def looking(text: str, look: str, link: object = None) -> Cell:
    """A cell with a look of table.css: strong, blue, orange, yellow."""
    return {"parts": [[text, link or ""]], "look": look}
