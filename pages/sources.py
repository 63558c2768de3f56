"""Nguồn: where does everything come from, what does not add up, and what does each column mean?"""

import streamlit as st

from exhibits import vi
from exhibits.catalog import sources
from exhibits.render import screen, turning

# choose: the shared filters of the shell
view = st.session_state["view"]

# ask, draw
exhibits = sources.exhibits(view, turning.page("trang-bao-cao"), turning.page("trang-doi-chieu"))
screen.show(exhibits)

# take away
screen.downloads(exhibits, vi.PAGES["nguon"])
