"""An exhibit's table as text: what stands in each cell, and how wide each column wants to be.

For everything that is laid out on a slide or on paper; files for machines take the values.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from exhibits.model import Exhibit

_WIDEST = 40  # letters: past them a text wraps


@dataclass(frozen=True)
class Printed:
    """Heads and rows of a table; `shares` of the width per column, together 1."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    shares: tuple[float, ...]

    def columns(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Each head with the cells under it."""
        for place, head in enumerate(self.heads):
            yield head, tuple(row[place] for row in self.rows)


def printed(exhibit: Exhibit) -> Printed:
    """The columns a screen shows, with Vietnamese numbers and days; "" where there is nothing."""
    fields = [f for f in exhibit.fields if f.on_screen]
    heads = tuple(f.label for f in fields)
    rows = tuple(
        tuple(f.said(row[f.name]) for f in fields) for row in exhibit.table.to_dict("records")
    )
    return Printed(heads, rows, _shares(heads, rows))


def _shares(heads: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> tuple[float, ...]:
    """By how much each column has to say, none too narrow for its longest word."""
    wanted = []
    for place, head in enumerate(heads):
        texts = [head, *(row[place] for row in rows)]
        longest = max(len(word) for text in texts for word in text.split() or [""])
        mean = sum(map(len, texts)) / len(texts)
        wanted.append(max(min(longest, _WIDEST) + 4, min(mean, _WIDEST)))
    return tuple(share / sum(wanted) for share in wanted)
