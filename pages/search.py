"""Tìm kiếm: where does a name, a phrase or a number stand?"""

import streamlit as st

from exhibits import vi
from exhibits.catalog import search
from exhibits.render import screen

# choose: words; the shared filters do not narrow a search
text = screen.search("chu")
st.caption(vi.SEARCH_SCOPE)

# ask, draw
exhibits = search.exhibits(text)
screen.show(exhibits)

# take away
screen.downloads(exhibits, vi.PAGES["tim-kiem"])
