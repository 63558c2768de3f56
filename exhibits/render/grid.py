"""A table of texts and links on the screen, with what is said around it.

Streamlit's own table reads every cell as Markdown, which took a third of the browser's work on a
page of figures; here texts are set as texts, all at once.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import streamlit as st

# A text, or {"parts": [[words, address or ""], …], "look": a class of table.css}.
Cell = str | dict[str, object]


@dataclass(frozen=True)
class Around:
    """What is said around a table: a line above it, notes, a line below."""

    above: str
    notes: tuple[str, ...]
    below: str


NAME = "thi_dua_table"
_STATIC = Path(__file__).parents[2] / "static"
_table = st.components.v2.component(
    NAME,
    html='<div class="thi-dua-table"></div>',
    css=(_STATIC / "table.css").read_text(encoding="utf-8"),
    js=(_STATIC / "table.js").read_text(encoding="utf-8"),
    isolate_styles=False,
)


def show(
    heads: Sequence[str],
    rows: Sequence[Sequence[Cell]],
    label: str,
    key: str,
    around: Around | None = None,
    *,
    narrow: bool = False,
) -> None:
    """Draw the table, one paragraph a row where it is narrow; `label` names it to who cannot see
    it, `key` is no other's on the page."""
    data = {"heads": heads, "rows": rows, "label": label, "narrow": narrow}
    _table(key=f"table-{key}", data=data | (asdict(around) if around else {}))


def leading(text: str, link: object) -> Cell:
    """A cell that leads to an address, or each of several parts to its own; else the text."""
    if isinstance(link, tuple):
        return {"parts": [list(part) for part in link]}
    return looking(text, "", link) if text and isinstance(link, str) else text


def looking(text: str, look: str, link: object = None) -> Cell:
    """A cell with a look of table.css: strong, blue, orange, yellow."""
    return {"parts": [[text, link or ""]], "look": look}
