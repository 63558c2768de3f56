"""Truy nguồn: which words of which report is a figure, how were they read, and who uses it?"""

import streamlit as st

from exhibits import vi
from exhibits.catalog import trace
from exhibits.render import screen, turning
from warehouse import queries, reports

# choose: a figure, by the id its link carries; without one, all of the shared filters
view = st.session_state["view"]
chosen = st.text_input(vi.FIGURE_ID, key=vi.KEY_FIGURE, bind="query-params", max_chars=120).strip()
screen.noted(vi.FIGURE_ID, [chosen] if chosen else [], vi.KEY_FIGURE)

# ask, draw
exhibits = trace.exhibits(view, chosen, turning.page("trang-so-lieu"))
figure = queries.figure(chosen)
for number, exhibit in enumerate(exhibits):
    screen.one(exhibit)
    if figure and number == 0:
        st.subheader(vi.PASSAGE, anchor=False)
        try:
            screen.passages(
                reports.passages(
                    figure["file"], figure["sha256"], figure["paragraph"], figure["as_printed"]
                )
            )
            st.caption(vi.PASSAGE_CAVEAT)
        except reports.Unavailable as reason:
            st.info(screen.plain(str(reason)))

# take away; the report's own text is never part of it
screen.downloads(exhibits, vi.PAGES["truy-nguon"])
