"""A handout cut into slides: as much on each as stays legible at the back of a hall.

The hall and PowerPoint show the same slides. Sizes are inches of a slide of WIDTH × HEIGHT.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import pandas as pd

from exhibits.charts import Bars, Matrix
from exhibits.handout import Handout, Part
from exhibits.model import Exhibit, ExhibitError
from exhibits.printed import Printed, printed

WIDTH, HEIGHT = 13.333, 7.5
ROOM = 4.35  # for a chart or table, between the titles and the caveats
BAR, PANEL = 0.42, 0.62  # a bar, and a panel's own title and margins
MATRIX_ROWS = 8
MOST_SLIDES = 200
_LETTER, _LINE, _PADDING = 0.08, 0.185, 0.08  # of small type in a table


@dataclass(frozen=True)
class Rows:
    """Some rows of an exhibit's table: those from `start` up to `stop`."""

    table: Printed
    start: int
    stop: int


@dataclass(frozen=True)
class Slide:
    """One slide: a part of the handout and what of it is drawn; the `number`th of `among`."""

    part: Part
    content: Bars | Matrix | Rows | None
    number: int
    among: int


def slides(handout: Handout) -> list[Slide]:
    """Every slide after the title's; raises ExhibitError past MOST_SLIDES."""
    found = []
    for part in handout.parts:
        contents = list(_contents(part.exhibit)) or [None]
        among = len(contents)
        found += [Slide(part, content, n, among) for n, content in enumerate(contents, 1)]
        if len(found) >= MOST_SLIDES:
            raise ExhibitError(
                f"more than {MOST_SLIDES} slides; take fewer exhibits or narrow the filters"
            )
    return found


def panels(lines: Sequence[dict]) -> list[list[dict]]:
    """The lines of a bar chart, panel by panel."""
    found: dict[str, list[dict]] = {}
    for line in lines:
        found.setdefault(line["panel"], []).append(line)
    return list(found.values())


def height(panel: Sequence[dict]) -> float:
    """Inches a panel takes."""
    return PANEL + len(panel) * BAR


def _contents(exhibit: Exhibit) -> Iterator[Bars | Matrix | Rows]:
    if isinstance(exhibit.chart, Bars):
        for lines in _bars(exhibit.chart.frame.to_dict("records")):
            yield Bars(_frame(lines))
    elif isinstance(exhibit.chart, Matrix):
        for cells in _matrix(exhibit.chart):
            yield Matrix(_frame(cells), exhibit.chart.columns)
    elif exhibit.show_table and len(exhibit.table):
        yield from _rows(printed(exhibit))


def _frame(rows: list[dict]) -> pd.DataFrame:
    return pd.DataFrame(rows, dtype=object)


def _parts(rows: Sequence, size: int) -> Iterator[list]:
    rest = iter(rows)
    while part := list(islice(rest, size)):
        yield part


def _bars(lines: list[dict]) -> Iterator[list[dict]]:
    """Whole panels, as many to a slide as stay legible; a long panel goes on on the next."""
    slide: list[dict] = []
    used = 0.0
    for panel in panels(lines):
        for part in _parts(panel, int((ROOM - PANEL) // BAR)):
            if slide and used + height(part) > ROOM:
                yield slide
                slide, used = [], 0.0
            slide += part
            used += height(part)
    if slide:
        yield slide


def _matrix(chart: Matrix) -> Iterator[list[dict]]:
    by_row: dict[str, list[dict]] = {}
    for cell in chart.frame.to_dict("records"):
        by_row.setdefault(cell["row"], []).append(cell)
    for names in _parts(list(by_row), MATRIX_ROWS):
        yield [cell for name in names for cell in by_row[name]]


def _rows(table: Printed) -> Iterator[Rows]:
    """As many rows to a slide as its height holds; a longer row has a slide of its own."""
    start, used = 0, 0.0
    for place, row in enumerate(table.rows):
        lines = max(_lines(text, share) for text, share in zip(row, table.shares, strict=True))
        tall = _LINE * lines + _PADDING
        if place > start and used + tall > ROOM - 0.45:
            yield Rows(table, start, place)
            start, used = place, 0.0
        used += tall
    yield Rows(table, start, len(table.rows))


def _lines(text: str, share: float) -> int:
    return max(1, -int(-len(text) * _LETTER // ((WIDTH - 1.2) * share - 0.2)))
