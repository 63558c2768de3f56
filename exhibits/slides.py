"""A handout cut into slides: as much on each as stays legible at the back of a hall.

The hall and PowerPoint show the same slides. Sizes are inches of a slide of WIDTH × HEIGHT; type is
in points. What a slide cannot hold of a chart, table or caveats goes on on the next one of its
exhibit; long lines around them end in "…" and stand in full in PowerPoint's notes.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import ceil

import pandas as pd

from exhibits import tables, vi_present, wrapping
from exhibits.chart_words import flat
from exhibits.charts import Bars, panels, whole
from exhibits.handout import Handout, Part
from exhibits.matrix import Matrix, in_cell
from exhibits.model import Exhibit, Refusal, Stamp
from exhibits.printed import Printed, printed

WIDTH, HEIGHT, MARGIN = 40 / 3, 7.5, 0.6
INNER = WIDTH - 2 * MARGIN
HEAD = INNER - 1.35  # of title and subtitle: the QR code stands beside them
TOP, BOTTOM = 1.74, 7.28
BAR, PANEL = 0.46, 0.48  # a bar, and a panel's own title and margins
MOST_SLIDES, MOST_ROWS = 400, 2_000
WORDS_SIZE, CAVEAT_SIZE, FOOT_SIZE = 18, 12, 10
SPACE = 0.5  # between paragraphs, in lines
SUBTITLE_SIZES = (16, 14, 12, 11)
_GAP = 0.08
_MOST_CAVEATS, _MOST_FOOT, _MOST_SUBTITLE = 5, 7, 5  # lines
_BARS_SIZE = 16
_MATRIX_SIZES, _TABLE_SIZES = (20, 18, 16, 14), (18, 16, 14, 12)
_ROW_NAME = 1.6  # how much wider the first column of a matrix is than the others


@dataclass(frozen=True)
class Rows:
    """What stands on a slide of an exhibit's table: its rows from `start` up to `stop`, of a row
    too tall for one slide the piece that stands here."""

    table: Printed
    start: int
    stop: int


@dataclass(frozen=True)
class Words:
    """Paragraphs that have a slide of their own."""

    texts: tuple[str, ...]


@dataclass(frozen=True)
class Frame:
    """What stands around the content of every slide of a part; `caveats` is "" where they are
    short of room. `top`, `caveats_top` and `foot_top` are inches from the slide's top, `room` is
    the content's height."""

    subtitle: str
    subtitle_size: float
    foot: tuple[str, str]
    top: float
    room: float
    caveats: str
    caveats_top: float
    foot_top: float


@dataclass(frozen=True)
class Slide:
    """One slide: a part of the handout and what of it is drawn, with type of `size` points; the
    `number`th of `among`. `shares` are the columns' of the width, where it is a table."""

    part: Part
    content: Bars | Matrix | Rows | Words
    number: int
    among: int
    frame: Frame
    size: float
    shares: tuple[float, ...] = ()


_Drawn = tuple[Bars | Matrix | Rows | Words, float, tuple[float, ...]]


def slides(handout: Handout) -> list[Slide]:
    """Every slide after the title's; raises Refusal past MOST_SLIDES."""
    found: list[Slide] = []
    for part in handout.parts:
        frame, rest = _frame(part)
        bare = _without_caveats(frame)
        contents = [(*drawn, frame) for drawn in _contents(part.exhibit, frame)]
        if not contents:
            said = [n.said() for n in part.exhibit.notes] or [part.exhibit.alt]
            rest = [text for text in said if text.strip()] or [vi_present.NOTHING_DRAWN]
        pages = paged(rest, bare.room, bare.room)
        contents += [(Words(page), WORDS_SIZE, (), bare) for page in pages]
        found += [
            Slide(part, content, number, len(contents), around, size, shares)
            for number, (content, size, shares, around) in enumerate(contents, 1)
        ]
        if len(found) >= MOST_SLIDES:
            raise Refusal(vi_present.TOO_MANY_SLIDES.format(MOST_SLIDES))
    return found


def height(panel: Sequence[dict]) -> float:
    """Inches a panel takes."""
    return PANEL + len(panel) * BAR


def stamped(stamp: Stamp) -> str:
    """Filters, release, day and link in one line."""
    return " · ".join(stamp.lines())


def paged(
    texts: Sequence[str], first: float, room: float, size: float = WORDS_SIZE, wide: float = INNER
) -> list[tuple[str, ...]]:
    """Paragraphs, half a line (SPACE) apart, cut into pages `wide` inches: `first` inches tall,
    then `room` each."""
    pages: list[list[str]] = [[]]
    line = wrapping.height(1, size)
    left = first / line
    for text in texts:
        lines = wrapping.wrapped(text, size, wide)
        whole = len(lines)
        while lines:
            if left < min(2, len(lines)):
                pages.append([])
                left = max(2, room / line)
            fits, lines = lines[: int(left)], lines[int(left) :]
            # A whole paragraph stays as it is: the program that shows it breaks its lines.
            pages[-1].append(text if len(fits) == whole else " ".join(fits))
            left -= len(fits) + SPACE
    return [tuple(page) for page in pages if page]


# --------------------------------------------------------------------------- around the content


def _frame(part: Part) -> tuple[Frame, list[str]]:
    """What stands on every slide of a part, and the caveats that found no room there."""
    exhibit = part.exhibit
    subtitle = exhibit.subtitle()
    size = wrapping.largest(subtitle, SUBTITLE_SIZES, HEAD, 0.5)
    lines = min(len(wrapping.wrapped(subtitle, size, HEAD)), _MOST_SUBTITLE)
    top = TOP + max(0.0, wrapping.height(lines, size) - 0.5)
    shown, rest = _caveats([note.said() for note in exhibit.notes if note.text.strip()])
    sources, taken = exhibit.sources_line(), stamped(part.stamp)
    foot, foot_lines = _foot(sources, taken)
    foot_top = min(BOTTOM - 0.7, BOTTOM - wrapping.height(foot_lines, FOOT_SIZE))
    caveat_lines = len(wrapping.wrapped(shown, CAVEAT_SIZE, INNER)) if shown else 0
    caveats_top = foot_top - _GAP - wrapping.height(caveat_lines, CAVEAT_SIZE)
    room = caveats_top - _GAP - top
    subtitle = wrapping.cut(subtitle, size, HEAD, _MOST_SUBTITLE)
    return Frame(subtitle, size, foot, top, room, shown, caveats_top, foot_top), rest


def _foot(sources: str, taken: str) -> tuple[tuple[str, str], int]:
    """Two paragraphs small enough for a slide's foot, and how many lines they take."""
    room = INNER - 0.9  # the slide's number stands beside it
    taken = wrapping.cut(taken, FOOT_SIZE, room, 2)
    sources = wrapping.cut(sources, FOOT_SIZE, room, _MOST_FOOT - 2)
    return (sources, taken), sum(
        len(wrapping.wrapped(text, FOOT_SIZE, room)) for text in (sources, taken)
    )


def _caveats(texts: list[str]) -> tuple[str, list[str]]:
    """All of them in one paragraph where that is short; else the first few, and the others."""
    for shown in range(len(texts), -1, -1):
        rest = texts[shown:]
        more = [vi_present.MORE_CAVEATS.format(len(rest))] if rest else []
        text = " ".join([*texts[:shown], *more])
        if len(wrapping.wrapped(text, CAVEAT_SIZE, INNER)) <= _MOST_CAVEATS:
            break
    return text, rest


def _without_caveats(frame: Frame) -> Frame:
    """The same frame where the caveats are the content."""
    room = frame.foot_top - _GAP - frame.top
    return replace(frame, room=room, caveats="", caveats_top=frame.foot_top)


# ---------------------------------------------------------------------------------- the content


def _contents(exhibit: Exhibit, frame: Frame) -> Iterator[_Drawn]:
    chart = exhibit.chart
    if isinstance(chart, Bars) and len(chart.frame):
        for lines in _bars(scaled(chart.frame.to_dict("records")), frame.room):
            yield Bars(_as_frame(lines)), _BARS_SIZE, ()
    elif isinstance(chart, Matrix) and len(chart.frame):
        yield from _matrix(chart, frame.room)
    elif exhibit.show_table and len(exhibit.table):
        yield from _rows(printed(exhibit), frame.room)


def _as_frame(rows: list[dict]) -> pd.DataFrame:
    return pd.DataFrame(rows, dtype=object)


def scaled(lines: Sequence[dict]) -> list[dict]:
    """The lines with `scale`, the largest value of their panel, which a panel keeps when it goes on
    on the next slide."""
    return [line | {"scale": whole(panel)} for panel in panels(lines) for line in panel]


def _bars(lines: list[dict], room: float) -> Iterator[list[dict]]:
    """Whole panels, as many to a slide as stay legible; a long panel goes on on the next."""
    slide: list[dict] = []
    used, most = 0.0, max(1, int((room - PANEL) / BAR))
    for panel in panels(lines):
        even = ceil(len(panel) / ceil(len(panel) / most))
        for start in range(0, len(panel), even):
            part = panel[start : start + even]
            if slide and used + height(part) > room:
                yield slide
                slide, used = [], 0.0
            slide += part
            used += height(part)
    if slide:
        yield slide


def _matrix(chart: Matrix, room: float) -> Iterator[_Drawn]:
    rows = chart.rows()
    heads = ["", *map(flat, chart.columns)]
    texts = [[flat(name), *(in_cell(cell["words"]) for cell in cells)] for name, cells in rows]
    wanted = [_ROW_NAME, *[1.0] * len(chart.columns)]
    shares = [share / sum(wanted) for share in wanted]
    cut = tables.cut(heads, texts, shares, INNER, room, _MATRIX_SIZES, bold=1)
    for start, stop in cut.parts:
        shown = [cell for _, cells in rows[start:stop] for cell in cells]
        yield Matrix(_as_frame(shown), chart.columns), cut.size, cut.shares


def _rows(table: Printed, room: float) -> Iterator[_Drawn]:
    heads, smallest = table.heads, _TABLE_SIZES[-1]
    shares = tables.balanced(heads, table.rows, table.shares, INNER, smallest)
    cut = tables.cut(heads, table.rows, shares, INNER, room, _TABLE_SIZES)
    size, shares = cut.size, cut.shares
    left = room - tables.row_height(heads, shares, INNER, size, bold=len(heads))
    rows, places = [], []
    for place, row in enumerate(table.rows):
        for piece in tables.pieces(row, shares, INNER, size, left):
            rows.append(piece)
            places.append(place)
    for start, stop in tables.cut(heads, rows, shares, INNER, room, (size,)).parts:
        part = Printed(heads, tuple(rows[start:stop]), shares, table.fields)
        yield Rows(part, places[start], places[stop - 1] + 1), size, shares
