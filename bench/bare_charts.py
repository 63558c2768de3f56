"""What the bare script draws with: Plotly and tables, as one would write them in an hour."""

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go
import streamlit as st
from plotly.subplots import make_subplots


def show(frame: pd.DataFrame, columns: Sequence[str]) -> None:
    """The rows our page shows before anyone turns a leaf."""
    st.table(frame[list(columns)].fillna("").astype(str).head(15), hide_index=True)


def draw(figure: go.Figure, key: str) -> None:
    st.plotly_chart(figure, key=key)  # two charts of the same data are refused without


def bars(frame: pd.DataFrame, by: str) -> None:
    panels = list(dict.fromkeys(frame[by].fillna("no number")))
    figure = make_subplots(rows=max(len(panels), 1), cols=1, subplot_titles=panels)
    for row, panel in enumerate(panels, 1):
        part = frame[frame[by].fillna("no number") == panel]
        shapes = part["qualifier"].map({"more_than": "/", "nearly": "\\"}).fillna("")
        figure.add_bar(
            row=row, col=1, orientation="h", y=list(range(len(part))), x=part["value"].fillna(0),
            text=part["quantity"].fillna(part["obs_status"]), textposition="outside",
            hovertext=part["unit"] + "<br>" + part["as_printed"], marker_pattern_shape=shapes,
        )  # fmt: skip
        figure.update_yaxes(row=row, col=1, tickvals=list(range(len(part))), ticktext=part["unit"])
    figure.update_layout(height=54 * len(frame) + 74 * len(panels), showlegend=False)
    draw(figure, by)


def heat(frame: pd.DataFrame, column: str, words: str | None = None) -> None:
    counts = pd.crosstab(frame["locality"], frame[column])
    text = counts.astype(str)
    if words:
        text = frame.pivot_table(
            index="locality", columns=column, values=words,
            aggfunc=lambda said: "<br>".join(dict.fromkeys(said)), fill_value="–",
        )  # fmt: skip
    figure = go.Figure(
        go.Heatmap(
            x=list(counts.columns), y=list(counts.index), z=counts.to_numpy(), text=text.to_numpy(),
            texttemplate="%{text}", showscale=False, xgap=4, ygap=4,
        )
    )  # fmt: skip
    figure.update_layout(height=80 * len(counts) + 60)
    draw(figure, column)
