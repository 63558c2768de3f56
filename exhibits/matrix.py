"""A matrix of statuses: each cell has a sign and words, never colour alone.

Plotly: frame in, figure out, as in `charts`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pandas as pd
import plotly.graph_objects as go

from exhibits.chart_words import flat, inert, inert_text, wrapped
from exhibits.charts import ALL_LABELS, Line, drawn, linked, room_beside
from exhibits.theme import STRONG, Theme

_CELLS_AXIS = {"ticks": "", "showgrid": False, "zeroline": False, "fixedrange": True}


@dataclass(frozen=True)
class Matrix:
    """A matrix to come: its cells, and the order of its columns."""

    frame: pd.DataFrame
    columns: list[str]

    def rows(self) -> list[tuple[str, list[Line]]]:
        """Each row's name with its cells, in the order of the columns."""
        cells = {(cell["row"], cell["column"]): cell for cell in self.frame.to_dict("records")}
        names = dict.fromkeys(name for name, _ in cells)
        return [(name, [cells[name, column] for column in self.columns]) for name in names]

    def figure(self, theme: Theme, small_print: Sequence[str] = ()) -> go.Figure:
        return matrix(self.frame, self.columns, theme, small_print)


def matrix(
    frame: pd.DataFrame, columns: list[str], theme: Theme, small_print: Sequence[str] = ()
) -> go.Figure:
    """Cells of status: one row per `row`, one column per `column`, words in each cell.

    `frame`: row, column, status, words, hover, maybe link; rows keep their order of first
    appearance. On a phone a row's name stands above its cells instead of beside them.
    """
    frame, columns = inert(frame), list(map(inert_text, columns))
    if theme.narrow and len(columns) > 3:  # room for some nine letters in a cell
        frame = frame.assign(words=frame["words"].map(_short_lines))
    rows, cells = zip(*Matrix(frame, columns).rows(), strict=True)
    beside = () if theme.narrow else rows
    lines = max(text.count("<br>") + 1 for text in [*frame["words"], *beside])
    head_lines = max(c.count("<br>") + 1 for c in columns)
    gap, row_height = (26, lines * 16 + 42) if theme.narrow else (4, theme.px(lines * 21 + 20))
    head = theme.px(24) * head_lines + (26 if theme.narrow else 8)
    height = len(rows) * row_height + head + 12
    if theme.tallest and height > theme.tallest:  # in smaller type rather than cut
        smaller = replace(theme, scale=theme.scale * 0.97 * theme.tallest / height)
        return matrix(frame, columns, smaller, small_print)
    words = [_cell(x, y, cell, theme) for y, row in enumerate(cells) for x, cell in enumerate(row)]
    if theme.narrow:
        words += [_row_name(y, row) for y, row in enumerate(rows)]
    layout = {
        "annotations": words,
        "xaxis": _columns_axis(columns, theme),
        "yaxis": _rows_axis(rows, 12 / row_height, theme),
        "height": height,
        "margin": {"l": room_beside(_spaced(beside), theme, 4), "r": 4, "t": head, "b": 4},
    }
    heat = _heat(cells, gap, theme)
    return drawn([heat], layout, small_print, theme)


def _heat(cells: Sequence[list[Line]], gap: int, theme: Theme) -> dict[str, object]:
    statuses = list(theme.status)
    return {
        "type": "heatmap",
        "x": list(range(len(cells[0]))),
        "y": list(range(len(cells))),
        "z": [[statuses.index(cell["status"]) + 0.5 for cell in row] for row in cells],
        "hovertext": [[cell["hover"] for cell in row] for row in cells],
        "hoverinfo": "text",
        "zmin": 0,
        "zmax": len(statuses),
        "colorscale": _steps([theme.status[s] for s in statuses]),
        "showscale": False,
        "xgap": 4,
        "ygap": gap,
    }


def _columns_axis(columns: list[str], theme: Theme) -> dict[str, object]:
    short = [wrapped(c.replace("<br>", " "), 11) for c in columns]
    return _CELLS_AXIS | {
        "side": "top",
        "tickvals": list(range(len(columns))),
        "ticktext": short if theme.narrow else columns,
        "tickfont": {"size": 12 if theme.narrow else theme.px(16)},
        "tickangle": 0,
        "ticklabeloverflow": "allow",
    }


def _rows_axis(rows: Sequence[str], name_room: float, theme: Theme) -> dict[str, object]:
    return _CELLS_AXIS | {
        "range": [len(rows) - 0.5, -0.5 - (name_room if theme.narrow else 0)],
        "tickvals": [] if theme.narrow else list(range(len(rows))),
        "ticktext": [] if theme.narrow else _spaced(rows),
        **ALL_LABELS,
    }


def _spaced(rows: Sequence[str]) -> list[str]:
    return [f"{row}  " for row in rows]


def _row_name(y: int, row: str) -> dict[str, object]:
    """A row's name above its cells."""
    return {
        "x": -0.5,
        "y": y - 0.5,
        "xanchor": "left",
        "yanchor": "middle",
        "showarrow": False,
        "text": f"<b>{row.replace('<br>', ' ')}</b>",
        "font": {"size": 13},
    }


def _cell(x: int, y: int, cell: Line, theme: Theme) -> dict[str, object]:
    strong = cell["status"] in STRONG and theme.name == "light"
    colour = "#FFFFFF" if strong else theme.text
    return {
        "x": x,
        "y": y,
        "text": linked(cell, colour),
        "showarrow": False,
        "font": {
            "size": 12 if theme.narrow else theme.px(15),
            "color": colour,
        },
    }


def in_cell(words: str) -> str:
    """A cell's sign and its words on one line, each further thing below."""
    return flat(words.replace("</b><br>", " ").replace("<br>", "\n"))


def _short_lines(words: str) -> str:
    return "<br>".join(wrapped(line, 10) for line in words.split("<br>"))


def _steps(colours: list[str]) -> list[tuple[float, str]]:
    """A colour scale of equal steps, without blending."""
    step = 1 / len(colours)
    return [(edge, c) for i, c in enumerate(colours) for edge in (i * step, (i + 1) * step)]
