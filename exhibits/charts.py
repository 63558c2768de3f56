"""Plotly builders: frame in, figure out. No Streamlit, no data access, no words of their own.

Two shapes carry everything the reports hold: `bars`, where a number has its words beside it and a
missing number has words and no bar; and `matrix`, where each cell has a sign and words, never
colour alone.
"""

import math

import pandas as pd
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from exhibits.theme import FONT, SERIES, Theme

# An open-ended value is hatched; the hatch leans the way the true value may lie.
_HATCH = {"more_than": "/", "nearly": "\\", "about": "x", "magnitude": ".", "range": "-"}
_ROW = 54
_PANEL = 74


def bars(frame: pd.DataFrame, theme: Theme) -> go.Figure:
    """Horizontal bars in panels that share no axis, because their values may not be compared.

    `frame`: panel, label, value (may be null), words, qualifier (may be null), hover, in drawing
    order. On a phone label and words stand above the bar instead of beside it.
    """
    panels = list(dict.fromkeys(frame["panel"]))
    sizes = [int((frame["panel"] == p).sum()) for p in panels]
    titles = [wrapped(p, 38) if theme.narrow else p for p in panels]
    panel_height = _PANEL + 20 * max(t.count("<br>") for t in titles)
    height = sum(sizes) * _ROW + len(panels) * panel_height
    figure = make_subplots(
        rows=len(panels),
        cols=1,
        row_heights=sizes,
        vertical_spacing=panel_height / height if len(panels) > 1 else 0,
        subplot_titles=[f"<b>{t}</b>" for t in titles],
    )
    figure.update_annotations(
        x=0,
        xanchor="left",
        xref="paper",
        align="left",
        font={"size": 17},
        yshift=16 if theme.narrow else 4,
    )
    beside: list[dict[str, object]] = []
    for row, panel in enumerate(panels, 1):
        lines = frame[frame["panel"] == panel]
        _panel(figure, row, lines, theme)
        if theme.narrow:
            beside += _above(row, lines)
    # Added one by one, Plotly would check all of them again each time.
    figure.update_layout(annotations=[*figure.layout.annotations, *beside])
    top = panel_height - 26
    figure.update_layout(height=height, bargap=0.35, margin={"l": 8, "r": 8, "t": top, "b": 12})
    return _styled(figure, theme)


def _panel(figure: go.Figure, row: int, frame: pd.DataFrame, theme: Theme) -> None:
    values = [0 if _none(v) else float(v) for v in frame["value"]]
    beside = [] if theme.narrow else [f"  {words}" for words in frame["words"]]
    figure.add_bar(
        row=row,
        col=1,
        orientation="h",
        y=list(range(len(frame))),
        x=values,
        text=beside,
        textposition="outside",
        textfont={"size": 17, "color": theme.text},
        cliponaxis=False,
        hovertext=list(frame["hover"]),
        hoverinfo="text",
        marker=_marker(frame, theme),
        width=0.3 if theme.narrow else 0.62,
        offset=0.05 if theme.narrow else None,
        showlegend=False,
    )
    figure.update_yaxes(
        row=row,
        col=1,
        range=[len(frame) - 0.5, -0.5],
        tickmode="array",
        tickvals=[] if theme.narrow else list(range(len(frame))),
        ticktext=[] if theme.narrow else list(frame["label"]),
        automargin=True,
        showgrid=False,
    )
    room = 1.02
    if not theme.narrow:  # room for the words outside the longest bar
        room = 1.25 + min(max(len(str(words)) for words in frame["words"]), 34) / 17
    figure.update_xaxes(
        row=row,
        col=1,
        range=[0, (max(values) or 1) * room],
        showticklabels=False,
        showgrid=False,
        zeroline=True,
        zerolinecolor=theme.muted,
    )


def _above(row: int, frame: pd.DataFrame) -> list[dict[str, object]]:
    """Label and words of each bar of a panel, to stand above it."""
    axis = "" if row == 1 else str(row)
    return [
        {
            "xref": f"x{axis}",
            "yref": f"y{axis}",
            "x": 0,
            "y": place - 0.17,
            "xanchor": "left",
            "showarrow": False,
            "align": "left",
            "text": f"{label.replace('<br>', ' ')}: <b>{words}</b>",
            "font": {"size": 14},
        }
        for place, (label, words) in enumerate(zip(frame["label"], frame["words"], strict=True))
    ]


def _marker(frame: pd.DataFrame, theme: Theme) -> dict[str, object]:
    return {
        "color": SERIES[0],
        "line": {"color": theme.text, "width": 1},
        "pattern": {
            "shape": [_HATCH.get(str(q), "") for q in frame["qualifier"]],
            "size": 9,
            "solidity": 0.35,
            "fillmode": "overlay",
            "fgcolor": theme.ground,
        },
    }


def matrix(frame: pd.DataFrame, columns: list[str], theme: Theme) -> go.Figure:
    """Cells of status: one row per `row`, one column per `column`, words in each cell.

    `frame`: row, column, status, words, hover; rows keep their order of first appearance. On a
    phone a row's name stands above its cells instead of beside them.
    """
    rows = list(dict.fromkeys(frame["row"]))
    if theme.narrow and len(columns) > 3:  # room for some nine letters in a cell
        frame = frame.assign(words=[_short_lines(words) for words in frame["words"]])
    beside = [] if theme.narrow else list(frame["row"])
    lines = max(text.count("<br>") + 1 for text in [*frame["words"], *beside])
    statuses = list(theme.status)
    cells = {(c.row, c.column): c for c in frame.itertuples()}
    gap, row_height = (26, lines * 16 + 42) if theme.narrow else (4, lines * 21 + 20)
    figure = go.Figure(
        go.Heatmap(
            x=list(range(len(columns))),
            y=list(range(len(rows))),
            z=[[statuses.index(cells[r, c].status) + 0.5 for c in columns] for r in rows],
            hovertext=[[cells[r, c].hover for c in columns] for r in rows],
            hoverinfo="text",
            zmin=0,
            zmax=len(statuses),
            colorscale=_steps([theme.status[s] for s in statuses]),
            showscale=False,
            xgap=4,
            ygap=gap,
        )
    )
    words = [
        _cell(x, y, cells[r, c], theme) for y, r in enumerate(rows) for x, c in enumerate(columns)
    ]
    if theme.narrow:
        words += [
            {
                "x": -0.5,
                "y": y - 0.5,
                "xanchor": "left",
                "yanchor": "middle",
                "showarrow": False,
                "text": f"<b>{r.replace('<br>', ' ')}</b>",
                "font": {"size": 13},
            }
            for y, r in enumerate(rows)
        ]
    figure.update_layout(annotations=words)
    figure.update_xaxes(
        side="top",
        tickvals=list(range(len(columns))),
        ticktext=[wrapped(c.replace("<br>", " "), 11) for c in columns]
        if theme.narrow
        else columns,
        tickfont={"size": 12 if theme.narrow else 16},
        tickangle=0,
        ticks="",
        showgrid=False,
        zeroline=False,
        fixedrange=True,
    )
    figure.update_yaxes(
        range=[len(rows) - 0.5, -0.5 - (12 / row_height if theme.narrow else 0)],
        tickvals=[] if theme.narrow else list(range(len(rows))),
        ticktext=[] if theme.narrow else [f"{r}  " for r in rows],
        ticks="",
        showgrid=False,
        zeroline=False,
        automargin=True,
        fixedrange=True,
    )
    head = 24 * max(c.count("<br>") + 1 for c in columns) + (26 if theme.narrow else 8)
    figure.update_layout(
        height=len(rows) * row_height + head + 12,
        margin={"l": 4, "r": 4, "t": head, "b": 4},
    )
    return _styled(figure, theme)


def _letters(text: str) -> int:
    """Letters a reader sees: Plotly's own bold marks are none."""
    return len(text.replace("<b>", "").replace("</b>", ""))


def footed(figure: go.Figure, lines: list[str], theme: Theme) -> go.Figure:
    """The figure with small print below it, so that a saved picture still says what it shows."""
    text = "<br>".join(wrapped(line, theme.line) for line in lines)
    room = 17 * (text.count("<br>") + 1) + 26
    height = figure.layout.height + room
    figure.update_layout(
        height=height,
        margin_b=room,
        title={
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
        },
    )
    return figure


def _cell(x: int, y: int, cell, theme: Theme) -> dict[str, object]:
    strong = cell.status in ("reported", "reported_zero") and theme.name == "light"
    return {
        "x": x,
        "y": y,
        "text": cell.words,
        "showarrow": False,
        "font": {
            "size": 12 if theme.narrow else 15,
            "color": "#FFFFFF" if strong else theme.text,
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


def _styled(figure: go.Figure, theme: Theme) -> go.Figure:
    figure.update_layout(
        template="none",
        paper_bgcolor=theme.ground,
        plot_bgcolor=theme.ground,
        font={"family": FONT, "size": 16, "color": theme.text},
        separators=",.",
        hoverlabel={"font": {"family": FONT, "size": 15}, "align": "left"},
        dragmode=False,
    )
    return figure


def _none(value: object) -> bool:
    return value is None or (isinstance(value, float) and math.isnan(value)) or value is pd.NA
