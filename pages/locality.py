"""Hồ sơ địa phương: what does one locality's report say, topic by topic, and what became of the
unit?"""

from functools import partial

import streamlit as st

from exhibits import vi
from exhibits.catalog import choices, locality, requests
from exhibits.render import screen
from warehouse import queries

# choose: one locality; the sidebar's choice narrows the list
view = st.session_state["view"]
names = choices.places(view.localities)
chosen = st.selectbox(vi.LOCALITY, list(names), key="ho-so", bind="query-params")
screen.noted(vi.LOCALITY_SHOWN, [chosen], "ho-so")

# ask, draw
told, asked = queries.together(
    partial(locality.exhibits, view, names[chosen]), partial(requests.exhibits, names[chosen])
)
exhibits = [*told, *asked]
screen.show(exhibits)
for letter in requests.letter(names[chosen]):
    screen.letter(letter)

# take away
screen.downloads(exhibits, f"{vi.PAGES['dia-phuong']}: {chosen}")
