"""The presentation being put together: kept in the session, and in the address so that it survives
a reload and can be sent."""

import streamlit as st

from exhibits import deck as decks
from exhibits import vi, vi_present
from exhibits.deck import Deck, DeckError, Item

_HELD, _BEFORE, _REFUSED = "deck", "deck-before", "deck-refused"
_MOST_UNDONE = 30


def unpack() -> None:
    """At the start of every run: take the deck out of a new session's address, and put it back
    when a change of page has dropped it."""
    written = st.query_params.get(vi.KEY_DECK, "")
    if _HELD not in st.session_state:
        try:
            st.session_state[_HELD] = decks.from_text(written) if written else Deck()
        except DeckError as reason:
            st.session_state[_HELD] = Deck()
            refuse(reason)
            del st.query_params[vi.KEY_DECK]
            return
    _write()


def held() -> Deck:
    return st.session_state[_HELD]


def refuse(reason: DeckError) -> None:
    """Remember, for the page of presentations, why a deck was not taken."""
    st.session_state[_REFUSED] = str(reason)


def refused() -> str:
    """Why the last deck was not taken, once; "" when it was."""
    return st.session_state.pop(_REFUSED, "")


def keep(deck: Deck) -> None:
    """From now on this deck; the one before can be had back."""
    before = st.session_state.setdefault(_BEFORE, [])
    before.append(st.session_state[_HELD])
    del before[:-_MOST_UNDONE]
    st.session_state[_HELD] = deck
    _write()


def can_undo() -> bool:
    return bool(st.session_state.get(_BEFORE))


def undo() -> None:
    """The deck as it was before the last change."""
    st.session_state[_HELD] = st.session_state[_BEFORE].pop()
    _write()


def too_long() -> bool:
    """Whether the deck has outgrown the address."""
    return len(decks.to_text(held())) > decks.LONGEST_TEXT


def _write() -> None:
    text = "" if too_long() else decks.to_text(held())
    if text != st.query_params.get(vi.KEY_DECK, ""):
        if text:
            st.query_params[vi.KEY_DECK] = text
        else:
            del st.query_params[vi.KEY_DECK]


def offer(item: Item) -> None:
    """The button under an exhibit that adds it."""
    there = held().has(item)
    st.button(
        vi_present.IN_DECK if there else vi_present.ADD_TO_DECK,
        key=f"add-{item.exhibit_id}",
        disabled=there,
        on_click=_add,
        args=(item,),
    )


def _add(item: Item) -> None:
    try:
        keep(held().added(item))
    except DeckError as reason:
        st.toast(str(reason))
        return
    st.toast(vi_present.ADDED.format(len(held().items)))
