"""A table of text cut to fit a height: whole rows while they fit, a row too tall for it in pieces.

Sizes of type are in points, widths and heights in inches; `shares` are of the width, per column.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from exhibits import wrapping

CELL = 0.06  # the margin inside a cell, on each side
_MOST_FOR_A_WORD = 0.3  # of the width
_JUDGED = 200  # rows by which a long table's columns are judged

Row = Sequence[str]


def row_height(row: Row, shares: Sequence[float], wide: float, size: float, bold: int = 0) -> float:
    """Inches a row takes, its tallest cell's; so many of its first cells are `bold`."""
    lines = max(
        len(wrapping.wrapped(text, size, wide * share - 2 * CELL, place < bold))
        for place, (text, share) in enumerate(zip(row, shares, strict=True))
    )
    return wrapping.height(lines, size) + 2 * CELL


def pieces(
    row: Row, shares: Sequence[float], wide: float, size: float, tall: float
) -> Iterator[tuple[str, ...]]:
    """The row; one taller than `tall` in several, each cell going on in the next."""
    if row_height(row, shares, wide, size) <= tall:
        yield tuple(row)
        return
    most = max(1, int((tall - 2 * CELL) / wrapping.height(1, size)))
    cells = [
        wrapping.wrapped(text, size, wide * share - 2 * CELL)
        for text, share in zip(row, shares, strict=True)
    ]
    for start in range(0, max(map(len, cells)), most):
        yield tuple(" ".join(lines[start : start + most]) for lines in cells)


@dataclass(frozen=True)
class Cut:
    """How a table stands: size of its type, widths of its columns, and the first and last row
    (exclusive) of each part; heads are repeated on each."""

    size: float
    shares: tuple[float, ...]
    parts: list[tuple[int, int]]


def cut(
    heads: Row, rows: Sequence[Row], shares: Sequence[float], wide: float, tall: float,
    sizes: Sequence[float], bold: int = 0,
) -> Cut:  # fmt: skip
    """With the largest type of `sizes` at which it stands within `tall`, else the smallest, in as
    few parts as may be, about equally full. `shares` are a wish: no word is broken for them. So
    many first columns are `bold`."""
    for size in sizes:
        fitted = _widened(shares, _least(heads, rows, wide, size, bold))
        left = tall - row_height(heads, fitted, wide, size, bold=len(heads))
        heights = [row_height(row, fitted, wide, size, bold) for row in rows]
        if sum(heights) <= left:
            return Cut(size, fitted, [(0, len(rows))])
    return Cut(size, fitted, _evened(heights, left))


def balanced(
    heads: Row, rows: Sequence[Row], shares: Sequence[float], wide: float, size: float
) -> tuple[float, ...]:
    """Shares that give room to long cells, where that makes the table shorter than `shares` do."""
    wishes = [tuple(shares)]
    for quarters in (1, 0):  # by the longest quarter of a column's cells; by its longest alone
        long = []
        for texts in zip(*rows, strict=True):
            widths = sorted((wrapping.width(text, size) for text in texts), reverse=True)
            longest = widths[: quarters * len(widths) // 4 + 1]
            long.append(sum(longest) / len(longest) + 0.3)
        by_length = [w / sum(long) for w in long]
        wishes += [
            tuple(by_length),
            tuple((a + b) / 2 for a, b in zip(shares, by_length, strict=True)),
        ]
    least = _least(heads, rows, wide, size)
    some = rows[:: -(-len(rows) // _JUDGED) or 1]
    return min(
        (_widened(wish, least) for wish in wishes),
        key=lambda s: sum(row_height(row, s, wide, size) for row in some),
    )


def _least(heads: Row, rows: Sequence[Row], wide: float, size: float, bold: int = 0) -> list[float]:
    """The share of the width that each column's longest word takes, within reason."""
    least = []
    for place, head in enumerate(heads):
        words = {word for row in rows for word in row[place].split()}
        longest = max((wrapping.width(word, size, place < bold) for word in words), default=0)
        titles = max((wrapping.width(word, size, bold=True) for word in head.split()), default=0)
        least.append(min((max(longest, titles) + 2 * CELL + 0.02) / wide, _MOST_FOR_A_WORD))
    return least


def _widened(shares: Sequence[float], least: Sequence[float]) -> tuple[float, ...]:
    """The shares, with every column as wide as its longest word."""
    if sum(least) >= 1:
        return tuple(need / sum(least) for need in least)
    free = [max(share - need, 0) for share, need in zip(shares, least, strict=True)]
    part = (1 - sum(least)) / (sum(free) or 1)
    return tuple(need + more * part for need, more in zip(least, free, strict=True))


def _evened(heights: Sequence[float], tall: float) -> list[tuple[int, int]]:
    """No more parts than needed, the fullest of them as short as may be."""
    fewest, low, high = len(_packed(heights, tall)), 0.0, tall
    for _ in range(8):
        middle = (low + high) / 2
        if len(_packed(heights, middle)) > fewest:
            low = middle
        else:
            high = middle
    return _packed(heights, high)


def _packed(heights: Sequence[float], tall: float) -> list[tuple[int, int]]:
    found, start, used = [], 0, 0.0
    for place, needed in enumerate(heights):
        if place > start and used + needed > tall:
            found.append((start, place))
            start, used = place, 0.0
        used += needed
    return [*found, (start, len(heights))]
