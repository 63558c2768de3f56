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
    order.
    """
    panels = list(dict.fromkeys(frame["panel"]))
    sizes = [int((frame["panel"] == p).sum()) for p in panels]
    height = sum(sizes) * _ROW + len(panels) * _PANEL
    figure = make_subplots(
        rows=len(panels),
        cols=1,
        row_heights=sizes,
        vertical_spacing=min(_PANEL / height, 1 / len(panels)) if len(panels) > 1 else 0,
        subplot_titles=[f"<b>{p}</b>" for p in panels],
    )
    for row, panel in enumerate(panels, 1):
        _panel(figure, row, frame[frame["panel"] == panel], theme)
    figure.update_annotations(x=0, xanchor="left", xref="paper", font={"size": 17})
    figure.update_layout(height=height, bargap=0.35, margin={"l": 8, "r": 8, "t": 44, "b": 12})
    return _styled(figure, theme)


def _panel(figure: go.Figure, row: int, frame: pd.DataFrame, theme: Theme) -> None:
    values = [0 if _none(v) else float(v) for v in frame["value"]]
    top = max(values) or 1
    figure.add_bar(
        row=row,
        col=1,
        orientation="h",
        y=list(range(len(frame))),
        x=values,
        text=[f"  {words}" for words in frame["words"]],
        textposition="outside",
        textfont={"size": 17, "color": theme.text},
        cliponaxis=False,
        hovertext=list(frame["hover"]),
        hoverinfo="text",
        marker={
            "color": SERIES[0],
            "line": {"color": theme.text, "width": 1},
            "pattern": {
                "shape": [_HATCH.get(str(q), "") for q in frame["qualifier"]],
                "size": 9,
                "solidity": 0.35,
                "fillmode": "overlay",
                "fgcolor": theme.ground,
            },
        },
        showlegend=False,
    )
    figure.update_yaxes(
        row=row,
        col=1,
        autorange="reversed",
        tickmode="array",
        tickvals=list(range(len(frame))),
        ticktext=list(frame["label"]),
        automargin=True,
        showgrid=False,
    )
    # Room for the words outside the longest bar, in characters of the plot's narrowest screen.
    longest = max(len(str(words)) for words in frame["words"])
    room = 1.25 + min(longest, 34) / 17
    figure.update_xaxes(
        row=row,
        col=1,
        range=[0, top * room],
        showticklabels=False,
        showgrid=False,
        zeroline=True,
        zerolinecolor=theme.muted,
    )


def matrix(frame: pd.DataFrame, columns: list[str], theme: Theme) -> go.Figure:
    """Cells of status: one row per `row`, one column per `column`, words in each cell.

    `frame`: row, column, status, words, hover; rows keep their order of first appearance.
    """
    rows = list(dict.fromkeys(frame["row"]))
    lines = max(text.count("<br>") + 1 for text in [*frame["words"], *frame["row"]])
    statuses = list(theme.status)
    cells = {(c.row, c.column): c for c in frame.itertuples()}
    scale = []
    for place, status in enumerate(statuses):
        scale += [
            (place / len(statuses), theme.status[status]),
            ((place + 1) / len(statuses), theme.status[status]),
        ]
    figure = go.Figure(
        go.Heatmap(
            x=columns,
            y=rows,
            z=[[statuses.index(cells[r, c].status) + 0.5 for c in columns] for r in rows],
            hovertext=[[cells[r, c].hover for c in columns] for r in rows],
            hoverinfo="text",
            zmin=0,
            zmax=len(statuses),
            colorscale=scale,
            showscale=False,
            xgap=4,
            ygap=4,
        )
    )
    for r in rows:
        for c in columns:
            strong = cells[r, c].status in ("reported", "reported_zero")
            figure.add_annotation(
                x=c,
                y=r,
                text=cells[r, c].words,
                showarrow=False,
                font={
                    "size": 15,
                    "color": "#FFFFFF" if strong and theme.name == "light" else theme.text,
                },
            )
    figure.update_xaxes(side="top", showgrid=False, zeroline=False, fixedrange=True)
    figure.update_yaxes(
        autorange="reversed", showgrid=False, zeroline=False, automargin=True, fixedrange=True
    )
    figure.update_layout(
        height=len(rows) * (lines * 21 + 20) + 80, margin={"l": 8, "r": 8, "t": 64, "b": 8}
    )
    return _styled(figure, theme)


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
