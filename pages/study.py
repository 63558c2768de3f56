"""Học tập: how many sessions and attendances do reports count, and which activities do they
name?"""

import streamlit as st

from exhibits import vi
from exhibits.catalog import study
from exhibits.render import screen, turning
from warehouse import codes

# choose
view = st.session_state["view"]
kinds, search = st.columns(2)
with kinds:
    chosen = screen.choose(vi.ACTIVITY, codes.ACTIVITY, "hoat-dong")
with search:
    words = screen.search("tim-hoat-dong")

# ask, draw
exhibits = study.exhibits(view, chosen, words, turning.page("trang-hoat-dong"))
screen.show(exhibits)

# take away
screen.downloads(exhibits, vi.PAGES["hoc-tap"])
