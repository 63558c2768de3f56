"""Tổng quan: what did each locality report on models, commendations and study, and what did it
leave out?"""

import streamlit as st

from exhibits import vi
from exhibits.catalog import overview
from exhibits.render import screen

# choose: the shared filters of the shell
view = st.session_state["view"]

# ask, draw
exhibits = overview.exhibits(view)
screen.show(exhibits)

# take away
screen.downloads(exhibits, vi.PAGES["tong-quan"])
