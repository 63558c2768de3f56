"""An exhibit's table as text: what stands in each cell, and how wide each column wants to be.

For everything that is laid out on a slide or on paper; files for machines take the values.
"""

from dataclasses import dataclass

from exhibits.model import Exhibit, Field

_WIDEST = 40  # letters: past them a text wraps


@dataclass(frozen=True)
class Printed:
    """Heads and rows of a table; `shares` of the width per column, together 1; `fields` are what
    the columns hold."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    shares: tuple[float, ...]
    fields: tuple[Field, ...]


def printed(exhibit: Exhibit) -> Printed:
    """The columns a screen shows, but those with nothing in them; numbers and days in Vietnamese,
    "" where there is nothing."""
    found = exhibit.table.to_dict("records")
    columns = {
        field: [field.said(row[field.name]) for row in found]
        for field in exhibit.fields
        if field.on_screen
    }
    fields = tuple(field for field, cells in columns.items() if any(cells) or not found)
    heads = tuple(field.label for field in fields)
    rows = tuple(zip(*(columns[field] for field in fields), strict=True))
    return Printed(heads, rows, _shares(heads, rows), fields)


def _shares(heads: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> tuple[float, ...]:
    """By how much each column has to say, none too narrow for its longest word."""
    wanted = []
    for place, head in enumerate(heads):
        texts = [head, *(row[place] for row in rows)]
        longest = max(len(word) for text in texts for word in text.split() or [""])
        mean = sum(map(len, texts)) / len(texts)
        wanted.append(max(min(longest, _WIDEST) + 4, min(mean, _WIDEST)))
    return tuple(share / sum(wanted) for share in wanted)
