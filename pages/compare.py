"""So sánh: which figures may stand side by side, in what order, and why may the others not?"""

from dataclasses import replace
from functools import partial

import streamlit as st

from exhibits import vi
from exhibits.catalog import choices, compare, compare_localities, reach
from exhibits.render import screen, turning
from warehouse import queries

# choose: a way of comparing, then what to compare
view = st.session_state["view"]
way = st.radio(
    vi.COMPARE_WAY,
    [vi.COMPARE_INDICATOR, vi.COMPARE_MATRIX, vi.COMPARE_PAIR],
    horizontal=True,
    key="xem",
    bind="query-params",
)
screen.noted(vi.COMPARE_WAY, [way], "xem")

# ask and draw
if way == vi.COMPARE_INDICATOR:
    names = choices.indicators()
    left, right = st.columns([2, 1], vertical_alignment="bottom")
    with left:
        chosen = st.selectbox(vi.INDICATOR, list(names), key="chi-tieu", bind="query-params")
    with right:
        alike = st.toggle(vi.ALIKE_ONLY, value=True, key="cung-cap-ky", bind="query-params")
    of_one = (names[chosen],)
    view = replace(view, part=turning.part(reach.of(view, of_one).parts))
    turning.scope(reach.of(view, of_one).said, view.part)
    asked = [partial(choices.units, view, names[chosen])]
    if not st.session_state.get("don-vi"):  # what is shown then need not wait for who may be chosen
        asked.insert(0, partial(compare.exhibits, view, names[chosen], (), alike))
    *_, units = queries.together(*asked)
    picked = st.multiselect(
        vi.UNITS, list(units), key="don-vi", bind="query-params", placeholder=vi.ALL,
        select_all=False,
    )  # fmt: skip
    screen.noted(vi.INDICATOR, [chosen], "chi-tieu")
    screen.noted(vi.ALIKE_ONLY, [str(alike).lower()], "cung-cap-ky", vi.YES if alike else vi.NO)
    screen.noted(vi.UNITS, picked, "don-vi")
    exhibits = compare.exhibits(view, names[chosen], tuple(units[name] for name in picked), alike)
elif way == vi.COMPARE_MATRIX:
    words = screen.search("tim-noi")
    named = compare_localities.named(view, words)
    view = replace(view, part=turning.part(reach.of(named).parts))
    turning.scope(reach.of(replace(named, part=view.part)).said, view.part)
    exhibits = compare_localities.matrix(view, words)
else:
    places = choices.places()
    left, right = st.columns(2)
    with left:
        one = st.selectbox(vi.FIRST_PLACE, list(places), key="noi-mot", bind="query-params")
    with right:
        others = [name for name in places if name != one]
        other = st.selectbox(vi.SECOND_PLACE, others, key="noi-hai", bind="query-params")
    screen.noted(vi.FIRST_PLACE, [one], "noi-mot")
    screen.noted(vi.SECOND_PLACE, [other], "noi-hai")
    exhibits = compare_localities.pair(places[one], places[other])
screen.show(exhibits)

# take away
screen.downloads(exhibits, vi.PAGES["so-sanh"])
