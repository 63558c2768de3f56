"""Có gì mới: what did the last release add, change or take away?"""

import streamlit as st

from exhibits import vi
from exhibits.catalog import changes
from exhibits.render import screen, turning
from warehouse import queries

# choose: two releases, by default the newest and the one before it
known = [release.release_id for release in queries.releases()]
old = new = ""
if len(known) > 1:
    left, right = st.columns(2)
    with right:
        new = st.selectbox(vi.TO_RELEASE, known, key="den-ban", bind="query-params")
    with left:
        earlier = known[known.index(new) + 1 :] or known[:1]
        old = st.selectbox(vi.FROM_RELEASE, earlier, key="tu-ban", bind="query-params")
    screen.noted(vi.FROM_RELEASE, [old], "tu-ban")
    screen.noted(vi.TO_RELEASE, [new], "den-ban")

# ask, draw
exhibits = changes.exhibits(old, new, turning.page("trang-thay-doi"))
screen.show(exhibits)

# take away
screen.downloads(exhibits, vi.PAGES["co-gi-moi"])
