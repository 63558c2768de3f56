"""Plotly builders: frame in, figure out. No Streamlit, no data access, no words of their own.

Two shapes carry everything the reports hold: `bars`, where a number has its words beside it and a
missing number has words and no bar; and `matrix`, where each cell has a sign and words, never
colour alone.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from exhibits.theme import FONT, SERIES, Theme

# An open-ended value is hatched; the hatch leans the way the true value may lie.
_HATCH = {"more_than": "/", "nearly": "\\", "about": "x", "magnitude": ".", "range": "-"}
Line = dict[str, Any]  # one row of a frame
_CELLS_AXIS = {"ticks": "", "showgrid": False, "zeroline": False, "fixedrange": True}
_ROW = 54
_PANEL = 74


@dataclass(frozen=True)
class Bars:
    """A bar chart to come: its lines, for whoever draws it."""

    frame: pd.DataFrame

    def figure(self, theme: Theme, small_print: Sequence[str] = ()) -> go.Figure:
        return bars(self.frame, theme, small_print)


@dataclass(frozen=True)
class Matrix:
    """A matrix to come: its cells, and the order of its columns."""

    frame: pd.DataFrame
    columns: list[str]

    def figure(self, theme: Theme, small_print: Sequence[str] = ()) -> go.Figure:
        return matrix(self.frame, self.columns, theme, small_print)


def bars(frame: pd.DataFrame, theme: Theme, small_print: Sequence[str] = ()) -> go.Figure:
    """Horizontal bars in panels that share no axis, because their values may not be compared.

    `frame`: panel, label, value (may be null), words, qualifier (may be null), hover, link (may be
    null), in drawing order. On a phone label and words stand above the bar instead of beside it.
    """
    panels: dict[str, list[Line]] = {}
    for line in frame.to_dict("records"):
        panels.setdefault(line["panel"], []).append(line)
    titles = [wrapped(p, 38) if theme.narrow else p for p in panels]
    panel_height = theme.px(_PANEL + 20 * max(t.count("<br>") for t in titles))
    height = len(frame) * theme.px(_ROW) + len(panels) * panel_height
    gap = panel_height / height if len(panels) > 1 else 0
    row_share = (1 - gap * (len(panels) - 1)) / len(frame)
    figure: dict[str, object] = {}
    data, annotations, top = [], [], 1.0
    for number, (title, lines) in enumerate(zip(titles, panels.values(), strict=True), 1):
        axis = "" if number == 1 else str(number)
        bottom = max(top - row_share * len(lines), 0)
        data.append(_trace(lines, theme) | {"xaxis": f"x{axis}", "yaxis": f"y{axis}"})
        figure[f"xaxis{axis}"] = _value_axis(lines, theme) | {"anchor": f"y{axis}"}
        figure[f"yaxis{axis}"] = _label_axis(lines, theme) | {
            "anchor": f"x{axis}",
            "domain": [bottom, top],
        }
        annotations.append(_panel_title(title, top, theme))
        annotations += _above(axis, lines, theme) if theme.narrow else []
        top = bottom - gap
    margin = {"l": 8, "r": 8, "t": panel_height - theme.px(26), "b": 12}
    figure |= {"annotations": annotations, "height": height, "bargap": 0.35, "margin": margin}
    return _figure(data, figure, small_print, theme)


def _panel_title(title: str, top: float, theme: Theme) -> dict[str, object]:
    return {
        "text": f"<b>{title}</b>",
        "x": 0,
        "y": top,
        "xref": "paper",
        "yref": "paper",
        "xanchor": "left",
        "yanchor": "bottom",
        "align": "left",
        "showarrow": False,
        "font": {"size": theme.px(17)},
        "yshift": 16 if theme.narrow else theme.px(4),
    }


def _trace(lines: list[Line], theme: Theme) -> dict[str, object]:
    return {
        "type": "bar",
        "orientation": "h",
        "y": list(range(len(lines))),
        "x": _values(lines),
        "text": [] if theme.narrow else [f"  {_linked(line, theme.link)}" for line in lines],
        "textposition": "outside",
        "textfont": {"size": theme.px(17), "color": theme.text},
        "cliponaxis": False,
        "hovertext": [line["hover"] for line in lines],
        "hoverinfo": "text",
        "marker": _marker(lines, theme),
        "width": 0.3 if theme.narrow else 0.62,
        "offset": 0.05 if theme.narrow else None,
        "showlegend": False,
    }


def _values(lines: list[Line]) -> list[float]:
    return [0 if _none(line["value"]) else float(line["value"]) for line in lines]


def _label_axis(lines: list[Line], theme: Theme) -> dict[str, object]:
    return {
        "range": [len(lines) - 0.5, -0.5],
        "tickmode": "array",
        "tickvals": [] if theme.narrow else list(range(len(lines))),
        "ticktext": [] if theme.narrow else [line["label"] for line in lines],
        "automargin": True,
        "showgrid": False,
    }


def _value_axis(lines: list[Line], theme: Theme) -> dict[str, object]:
    room = 1.02
    if not theme.narrow:  # room for the words outside the longest bar
        room = 1.25 + min(max(len(str(line["words"])) for line in lines), 34) / 17
    return {
        "range": [0, (max(_values(lines)) or 1) * room],
        "showticklabels": False,
        "showgrid": False,
        "zeroline": True,
        "zerolinecolor": theme.muted,
    }


def _above(axis: str, lines: list[Line], theme: Theme) -> list[dict[str, object]]:
    """Label and words of each bar of a panel, to stand above it."""
    return [
        {
            "xref": f"x{axis}",
            "yref": f"y{axis}",
            "x": 0,
            "y": place - 0.17,
            "xanchor": "left",
            "showarrow": False,
            "align": "left",
            "text": f"{line['label'].replace('<br>', ' ')}: <b>{_linked(line, theme.link)}</b>",
            "font": {"size": 14},
        }
        for place, line in enumerate(lines)
    ]


def _marker(lines: list[Line], theme: Theme) -> dict[str, object]:
    return {
        "color": SERIES[0],
        "line": {"color": theme.text, "width": 1},
        "pattern": {
            "shape": [_HATCH.get(str(line["qualifier"]), "") for line in lines],
            "size": theme.px(9),
            "solidity": 0.35,
            "fillmode": "overlay",
            "fgcolor": theme.ground,
        },
    }


def matrix(
    frame: pd.DataFrame, columns: list[str], theme: Theme, small_print: Sequence[str] = ()
) -> go.Figure:
    """Cells of status: one row per `row`, one column per `column`, words in each cell.

    `frame`: row, column, status, words, hover, maybe link; rows keep their order of first
    appearance. On a phone a row's name stands above its cells instead of beside them.
    """
    shown = frame.to_dict("records")
    rows = list(dict.fromkeys(cell["row"] for cell in shown))
    if theme.narrow and len(columns) > 3:  # room for some nine letters in a cell
        shown = [cell | {"words": _short_lines(cell["words"])} for cell in shown]
    beside = [] if theme.narrow else rows
    lines = max(text.count("<br>") + 1 for text in [*(c["words"] for c in shown), *beside])
    cells = {(cell["row"], cell["column"]): cell for cell in shown}
    head_lines = max(c.count("<br>") + 1 for c in columns)
    gap, row_height = (26, lines * 16 + 42) if theme.narrow else (4, theme.px(lines * 21 + 20))
    head = theme.px(24) * head_lines + (26 if theme.narrow else 8)
    height = len(rows) * row_height + head + 12
    if theme.tallest and height > theme.tallest:  # in smaller type rather than cut
        smaller = replace(theme, scale=theme.scale * 0.97 * theme.tallest / height)
        return matrix(frame, columns, smaller, small_print)
    words = [
        _cell(x, y, cells[r, c], theme) for y, r in enumerate(rows) for x, c in enumerate(columns)
    ]
    if theme.narrow:
        words += [_row_name(y, row) for y, row in enumerate(rows)]
    layout = {
        "annotations": words,
        "xaxis": _columns_axis(columns, theme),
        "yaxis": _rows_axis(rows, 12 / row_height, theme),
        "height": height,
        "margin": {"l": 4, "r": 4, "t": head, "b": 4},
    }
    heat = _heat([[cells[r, c] for c in columns] for r in rows], gap, theme)
    return _figure([heat], layout, small_print, theme)


def _heat(cells: list[list[Line]], gap: int, theme: Theme) -> dict[str, object]:
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
    }


def _rows_axis(rows: list[str], name_room: float, theme: Theme) -> dict[str, object]:
    return _CELLS_AXIS | {
        "range": [len(rows) - 0.5, -0.5 - (name_room if theme.narrow else 0)],
        "tickvals": [] if theme.narrow else list(range(len(rows))),
        "ticktext": [] if theme.narrow else [f"{r}  " for r in rows],
        "automargin": True,
    }


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


def _linked(line: Line, colour: str) -> str:
    """The words, leading to where their figure comes from; underlined, as links are."""
    words, link = line["words"], line.get("link")
    if not link:
        return words
    sign, line_break, last = words.rpartition("<br>")
    anchor = f'<a href="{link}" target="_blank" style="color:{colour}"><u>{last}</u></a>'
    return sign + line_break + anchor


def _letters(text: str) -> int:
    """Letters a reader sees: Plotly's own bold marks are none."""
    return len(text.replace("<b>", "").replace("</b>", ""))


def _cell(x: int, y: int, cell: Line, theme: Theme) -> dict[str, object]:
    strong = cell["status"] in ("reported", "reported_zero") and theme.name == "light"
    colour = "#FFFFFF" if strong else theme.text
    return {
        "x": x,
        "y": y,
        "text": _linked(cell, colour),
        "showarrow": False,
        "font": {
            "size": 12 if theme.narrow else theme.px(15),
            "color": colour,
        },
    }


def _short_lines(words: str) -> str:
    return "<br>".join(wrapped(line, 10) for line in words.split("<br>"))


def _steps(colours: list[str]) -> list[tuple[float, str]]:
    """A colour scale of equal steps, without blending."""
    step = 1 / len(colours)
    return [(edge, c) for i, c in enumerate(colours) for edge in (i * step, (i + 1) * step)]


def wrapped(name: str, width: int = 13) -> str:
    """The name broken into lines of about `width` letters."""
    lines: list[str] = []
    for word in name.split():
        if lines and _letters(lines[-1]) + _letters(word) < width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return "<br>".join(lines)


def on_one_line(label: str) -> str:
    """A label of two lines, where there is width for one."""
    return label.replace("<br>(", " (").replace("<br>", ", ")


def _figure(
    data: list[Line], layout: dict[str, object], small_print: Sequence[str], theme: Theme
) -> go.Figure:
    """All of it at once: built step by step, Plotly would check the whole again at each step."""
    style = {
        "template": "none",
        "paper_bgcolor": theme.ground,
        "plot_bgcolor": theme.ground,
        "font": {"family": FONT, "size": theme.px(16), "color": theme.text},
        "separators": ",.",
        "hoverlabel": {"font": {"family": FONT, "size": theme.px(15)}, "align": "left"},
        "dragmode": False,
    }
    if theme.tallest:
        layout |= {"height": min(layout["height"], theme.tallest)}
    return go.Figure(data, style | (_footed(layout, small_print, theme) if small_print else layout))


def _footed(
    layout: dict[str, object], small_print: Sequence[str], theme: Theme
) -> dict[str, object]:
    """The layout with small print below, so that a saved picture still says what it shows."""
    text = "<br>".join(wrapped(line, theme.line) for line in small_print)
    room = 17 * (text.count("<br>") + 1) + 26
    height = layout["height"] + room
    title = {
        "text": text,
        "font": {"size": 13, "color": theme.muted},
        "x": 0,
        "xref": "container",
        "xanchor": "left",
        # Plotly lets further lines of a title hang below the first, so it hangs from its top.
        "y": (room - 18) / height,
        "yref": "container",
        "yanchor": "top",
        "pad": {"l": 4},
    }
    margin = layout["margin"] | {"b": room}
    return layout | {"height": height, "margin": margin, "title": title}


def _none(value: object) -> bool:
    return value is None or (isinstance(value, float) and math.isnan(value)) or value is pd.NA
