"""Trình chiếu: which exhibits are shown to the hall, in which order, and which files go with
them?"""

import streamlit as st

from exhibits.catalog import presentation
from exhibits.render import basket, screen, stage, workbench

origin, today = screen.here()
handout = presentation.handout(basket.held(), origin, today)

if stage.asked() and handout.parts and (cut := stage.cut(handout)):
    stage.present(handout, cut)
else:
    # choose: the ready-made deck, a saved one, or what other pages have added
    workbench.begin(presentation.places(), presentation.conference)

    # draw: the slides in their order, and the one being worked on
    workbench.edit(lambda item: presentation.part(item, origin, today))

    # take away
    if handout.parts:
        workbench.take_away(handout)
    for sentence in handout.missing:
        st.warning(screen.plain(sentence))
