"""Plotly builders: frame in, figure out. No Streamlit, no data access, no words of their own.

Two shapes carry everything the reports hold: bars, here, where a number has its words beside it and
a missing number has words and no bar; and `matrix`, where each cell has a sign and words.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from zlib import crc32

import pandas as pd
import plotly.graph_objects as go

from exhibits.chart_words import flat, inert, inert_text, width, wrapped
from exhibits.theme import FONT, SERIES, Theme
from exhibits.vi import PERIOD

# An open-ended value is hatched; the hatch leans the way the true value may lie.
_HATCH = {"more_than": "/", "nearly": "\\", "about": "x", "magnitude": ".", "range": "-"}
Line = dict[str, Any]  # one row of a frame
_ROW = 54
_PANEL = 74
_SECOND = 20  # a second line of words, on a phone
_LONG = 34  # letters beside a bar
_BESIDE_PHONE = 100  # pixels for a page's margins and type wider than the screen's
# All have room: Plotly need not measure each for what sticks out. Wider type moves the axis.
ALL_LABELS = {"ticklabeloverflow": "allow", "automargin": True}


@dataclass(frozen=True)
class Bars:
    """A bar chart to come: its lines, for whoever draws it."""

    frame: pd.DataFrame

    def figure(self, theme: Theme, small_print: Sequence[str] = ()) -> go.Figure:
        return bars(self.frame, theme, small_print)


def bars(frame: pd.DataFrame, theme: Theme, small_print: Sequence[str] = ()) -> go.Figure:
    """Horizontal bars in panels that share no axis, because their values may not be compared.

    `frame`: panel, label, value (may be null), words, qualifier (may be null), hover, maybe link,
    maybe period (where the chart has no one for all), maybe full (the value of a whole bar, 100 for
    a share), in drawing order.
    On a phone label, words and period stand above the bar instead of beside it.
    """
    lines = inert(frame).to_dict("records")
    by_panel = panels(lines)
    labels = [] if theme.narrow else [line["label"] for line in lines]
    titles = [wrapped(p[0]["panel"], 38) if theme.narrow else p[0]["panel"] for p in by_panel]
    panel_height = theme.px(_PANEL + 20 * max(t.count("<br>") for t in titles))
    second = theme.narrow and any("<br>" in _above_bar(line, theme) for line in lines)
    height = len(lines) * (theme.px(_ROW) + second * _SECOND) + len(titles) * panel_height
    gap = panel_height / height if len(titles) > 1 else 0
    row_share = (1 - gap * (len(titles) - 1)) / len(lines)
    room = _room(lines, theme)
    figure: dict[str, object] = {}
    data, annotations, top = [], [], 1.0
    for number, (title, lines) in enumerate(zip(titles, by_panel, strict=True), 1):
        axis = "" if number == 1 else str(number)
        bottom = max(top - row_share * len(lines), 0)
        data.append(_trace(lines, theme) | {"xaxis": f"x{axis}", "yaxis": f"y{axis}"})
        figure[f"xaxis{axis}"] = _value_axis(lines, room, theme) | {"anchor": f"y{axis}"}
        figure[f"yaxis{axis}"] = _label_axis(lines, theme) | {
            "anchor": f"x{axis}",
            "domain": [bottom, top],
        }
        annotations.append(_panel_title(title, top, theme))
        annotations += (_above if theme.narrow else _beside)(axis, lines, theme)
        top = bottom - gap
    margin = {"l": room_beside(labels, theme, 8), "r": 8, "t": panel_height - theme.px(26), "b": 12}
    figure |= {"annotations": annotations, "height": height, "bargap": 0.35, "margin": margin}
    return drawn(data, figure, small_print, theme)


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
        "x": list(map(value, lines)),
        "hovertext": [line["hover"] for line in lines],
        "hoverinfo": "text",
        "marker": _marker(lines, theme),
        "width": 0.3 if theme.narrow else 0.62,
        "offset": 0.05 if theme.narrow else None,
        "showlegend": False,
    }


def _label_axis(lines: list[Line], theme: Theme) -> dict[str, object]:
    return {
        "range": [len(lines) - 0.5, -0.5],
        "tickmode": "array",
        "tickvals": [] if theme.narrow else list(range(len(lines))),
        "ticktext": [] if theme.narrow else [line["label"] for line in lines],
        "showgrid": False,
        **ALL_LABELS,
    }


def room_beside(labels: Sequence[str], theme: Theme, least: int) -> int:
    """Pixels an axis's labels need, and `least` more; for less than they need, Plotly would draw
    the whole chart again. No more than half of a chart: the bars need the other."""
    needed = least + max((width(label, theme.px(16)) for label in labels), default=0)
    return max(least, min(needed, theme.beside_sidebar // 2))


def whole(lines: Sequence[Line]) -> float:
    """The value a panel's longest bar stands for."""
    fulls = [float(full) for line in lines if not _none(full := line.get("full"))]
    return max([*(value(line) or 0 for line in lines), *fulls]) or 1


def _room(lines: list[Line], theme: Theme) -> float:
    """How much longer than the longest bar an axis is: the same for all panels, so that nobody
    takes a bar of one for shorter than a bar of another."""
    return 1.02 if theme.narrow else 1.25 + min(max(len(said(x)) for x in lines), _LONG) / 17


def _value_axis(lines: list[Line], room: float, theme: Theme) -> dict[str, object]:
    return {
        "range": [0, whole(lines) * room],
        "showticklabels": False,
        "showgrid": False,
        "zeroline": True,
        "zerolinecolor": theme.muted,
    }


def _beside(axis: str, lines: list[Line], theme: Theme) -> list[dict[str, object]]:
    """Words where a bar ends, or alone: absence is no bar of length zero. Not as the bars' own
    text, which Plotly shrinks and centres when it has two lines."""
    look = {"xshift": theme.px(6), "font": {"size": theme.px(17), "color": theme.text}}
    return [
        _at(axis, place, _beside_bar(line, theme))
        | look
        | {"x": value(line) or 0, "hovertext": line["hover"]}
        for place, line in enumerate(lines)
    ]


def _above(axis: str, lines: list[Line], theme: Theme) -> list[dict[str, object]]:
    """Label, words and period of each bar of a panel, to stand above it."""
    return [
        _at(axis, place, _above_bar(line, theme)) | {"yanchor": "bottom", "font": {"size": 14}}
        for place, line in enumerate(lines)
    ]


def _at(axis: str, place: int, text: str) -> dict[str, object]:
    return {
        "xref": f"x{axis}",
        "yref": f"y{axis}",
        "x": 0,
        "y": place,
        "xanchor": "left",
        "align": "left",
        "showarrow": False,
        "text": text,
    }


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


def panels(lines: Sequence[Line]) -> list[list[Line]]:
    """The lines of a bar chart, panel by panel."""
    found: dict[str, list[Line]] = {}
    for line in lines:
        found.setdefault(line["panel"], []).append(line)
    return list(found.values())


def value(line: Line) -> float | None:
    """The line's number; None where there is none."""
    return None if _none(line["value"]) else float(line["value"])


def said(line: Line) -> str:
    """A bar's words, with its period where it has its own: "1.275 hội nghị · 2022–2023"."""
    period = line.get("period")
    return flat(line["words"]) + (f" · {period}" if period else "")


def _beside_bar(line: Line, theme: Theme) -> str:
    """What stands beside a bar; the period on a second line where one would be long, but for the
    big screen, whose rows are low and wide."""
    period = line.get("period")
    between = "<br>" if len(said(line)) > _LONG and not theme.tallest else " · "
    return linked(line, theme.link) + (between + period if period else "")


def _above_bar(line: Line, theme: Theme) -> str:
    """What stands above a bar: label and number, and on a second line whatever else there is; the
    number too, where both would be longer than a phone is wide."""
    number, _, more = line["words"].partition(" · ")
    told = f"<b>{linked(line | {'words': number}, theme.link)}</b>"
    dated = f"{PERIOD}: {line['period']}" if line.get("period") else ""
    below = [part for part in (more, dated) if part]
    label = f"{flat(line['label'])}:"
    if width(f"{label} {flat(number)}", 14) > theme.width - _BESIDE_PHONE:
        return f"{label}<br>" + " · ".join([told, *below])
    return f"{label} {told}" + ("<br>" + " · ".join(below) if below else "")


def linked(line: Line, colour: str) -> str:
    """The words, leading to where their figure comes from; underlined, as links are."""
    words, link = line["words"], line.get("link")
    if not link or _none(link):
        return words
    sign, line_break, last = words.rpartition("<br>")
    anchor = f'<a href="{link}" target="_blank" style="color:{colour}"><u>{last}</u></a>'
    return sign + line_break + anchor


def drawn(
    data: list[Line], layout: dict[str, object], small_print: Sequence[str], theme: Theme
) -> go.Figure:
    """All of it at once, and unchecked: Plotly would look every word up in its grammar, which costs
    more than the rest of the figure. tests/test_charts.py has it look at every chart there is."""
    style = {
        # Streamlit tells Plotly each chart twice. By a name for a template and a number for the
        # data Plotly sees that it is the same one; otherwise it would draw it again.
        "template": "none",
        "datarevision": crc32(repr(data).encode()),
        "paper_bgcolor": theme.ground,
        "plot_bgcolor": theme.ground,
        "font": {"family": FONT, "size": theme.px(16), "color": theme.text},
        "separators": ",.",
        "hoverlabel": {"font": {"family": FONT, "size": theme.px(15)}, "align": "left"},
        "dragmode": False,
    }
    if theme.tallest:
        layout |= {"height": min(layout["height"], theme.tallest)}
    layout = style | (_footed(layout, small_print, theme) if small_print else layout)
    return go.Figure(data, layout, _validate=False)


def _footed(
    layout: dict[str, object], small_print: Sequence[str], theme: Theme
) -> dict[str, object]:
    """The layout with small print below, so that a saved picture still says what it shows."""
    text = "<br>".join(wrapped(inert_text(p), theme.line) for p in small_print)
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
