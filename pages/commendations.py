"""Khen thưởng: who was commended, by whom, in what form, and where do reports give no number?"""

import streamlit as st

from exhibits import vi
from exhibits.catalog import commendations
from exhibits.render import screen, turning

# choose: the shared filters of the shell
view = st.session_state["view"]

# ask, draw
exhibits = commendations.exhibits(view, turning.page("trang-khen"))
screen.show(exhibits)

# take away
screen.downloads(exhibits, vi.PAGES["khen-thuong"])
