"""Mô hình: how many models do reports count, at which level, and which do they name?"""

import streamlit as st

from exhibits import vi
from exhibits.catalog import models
from exhibits.render import screen, turning
from warehouse import codes

# choose
view = st.session_state["view"]
kinds, fields, search = st.columns(3)
with kinds:
    chosen_kinds = screen.choose(vi.KIND, codes.MODEL_KIND, "loai")
with fields:
    chosen_fields = screen.choose(vi.FIELD, codes.FIELD, "linh-vuc")
with search:
    words = screen.search("tim")

# ask, draw
exhibits = models.exhibits(view, chosen_kinds, chosen_fields, words, turning.page("trang-mo-hinh"))
screen.show(exhibits)

# take away
screen.downloads(exhibits, vi.PAGES["mo-hinh"])
