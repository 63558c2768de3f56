"""The text of a report beside the desk: paragraph by paragraph, each candidate marked where it
stands, what was set aside folded with its reason."""

from collections.abc import Callable, Sequence
from itertools import groupby, pairwise
from pathlib import Path

import streamlit as st

from desk.draft import Entry, Paragraph
from exhibits import vi_desk
from exhibits.render import desk_said
from warehouse.reports import places

_STATIC = Path(__file__).parents[2] / "static"
_panel = st.components.v2.component(
    "thi_dua_desk",
    html='<div class="text" role="region" tabindex="0"></div>',
    css=(_STATIC / "desk.css").read_text(encoding="utf-8"),
    js=(_STATIC / "desk.js").read_text(encoding="utf-8"),
)


def show(
    paragraphs: Sequence[Paragraph],
    entries: Sequence[Entry],
    current: int,
    *,
    key: str,
    listens: bool,
    on_pick: Callable[[int], None],
    on_step: Callable[[int], None],
) -> None:
    """Draw the text; `on_pick` gets the candidate that was clicked, `on_step` -1 or 1 by K or J."""

    def told(what: str, act: Callable[[int], None]) -> Callable[[], None]:
        return lambda: act(int(st.session_state[key].get(what) or 0))

    _panel(
        key=key,
        data={
            "groups": groups(paragraphs, entries, current),
            "now": current,
            "listens": listens,
            "label": vi_desk.TEXT_LABEL,
        },
        on_pick_change=told("pick", on_pick),
        on_step_change=told("step", on_step),
    )


def groups(paragraphs: Sequence[Paragraph], entries: Sequence[Entry], current: int) -> list[dict]:
    """Paragraphs as the panel draws them; neighbours set aside for one reason are one group."""
    of = {p.number: [e for e in entries if e.paragraph == p.number] for p in paragraphs}
    found = []
    # A paragraph someone took a candidate from is read, whatever the machine made of it.
    for aside, run in groupby(paragraphs, lambda p: "" if _used(of[p.number]) else p.set_aside):
        shown = [{"number": p.number, "parts": marked(p, of[p.number], current)} for p in run]
        if aside:
            numbers = [one["number"] for one in shown]
            place = f"¶{numbers[0]}" + (f"–{numbers[-1]}" if len(numbers) > 1 else "")
            found.append({"told": vi_desk.ASIDE.format(place, aside), "paragraphs": shown})
        else:
            found += [{"told": "", "paragraphs": [one]} for one in shown]
    return found


def _used(entries: Sequence[Entry]) -> bool:
    return any(entry.state != "refused" for entry in entries)


def marked(paragraph: Paragraph, entries: Sequence[Entry], current: int) -> list[object]:
    """The paragraph's text cut at every mark: plain pieces as text, marked ones as what to draw.

    Where marks overlap the current one is on top, else the shortest.
    """
    spans = [(entry, span) for entry in entries if (span := _span(paragraph.text, entry))]
    cuts = sorted({0, len(paragraph.text), *(n for _, span in spans for n in span)})
    parts: list[object] = []
    for start, end in pairwise(cuts):
        over = [(e, s) for e, s in spans if s[0] <= start and end <= s[1]]
        if not over:
            parts.append(paragraph.text[start:end])
            continue
        on_top, _ = min(over, key=lambda x: (x[0].entry_id != current, x[1][1] - x[1][0]))
        ending = [e for e, s in over if s[1] == end]
        parts.append(_part(on_top, paragraph.text[start:end], ending, current))
    placed = {entry.entry_id for entry, _ in spans}
    for entry in entries:
        if entry.entry_id not in placed and desk_said.phrase(entry):
            text = vi_desk.NOT_IN_TEXT.format(desk_said.phrase(entry))
            parts += [" ", _part(entry, text, [entry], current)]
    return parts


def _part(entry: Entry, text: str, ending: Sequence[Entry], current: int) -> dict[str, object]:
    state = desk_said.state(entry)
    return {
        "id": entry.entry_id,
        "text": text,
        "state": state,
        "sign": " ".join(vi_desk.SIGNS[desk_said.state(e)] for e in ending),
        "now": entry.entry_id == current,
        "told": f"{vi_desk.TABLES[entry.table]}: {vi_desk.STATES_OF_ENTRY[state]}",
    }


def _span(text: str, entry: Entry) -> tuple[int, int] | None:
    """Where the entry's phrase stands: of several places, the one the extractor saw."""
    phrase = desk_said.phrase(entry)
    found = [m.span() for m in places(phrase, text)] if phrase else []
    if found:
        return min(found, key=lambda span: abs(span[0] - (entry.start or 0)))
    if entry.start is not None and entry.end is not None and phrase in text:
        return entry.start, entry.end
    return None
