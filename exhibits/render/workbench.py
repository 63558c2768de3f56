"""Where a presentation is put together: order, titles, notes, the file it is kept in, the files it
becomes."""

from collections.abc import Callable, Sequence

import streamlit as st

from exhibits import deck as decks
from exhibits import vi
from exhibits.deck import Deck, DeckError, Item
from exhibits.handout import Handout, Part
from exhibits.letterhead import LETTERHEADS
from exhibits.model import Refusal
from exhibits.render import basket, files, screen, stage

_PLACE, _TITLE, _UPLOAD, _BUILT = "deck-place", "deck-title", "deck-file", "deck-built"
_STOPPED = "deck-stopped"
_OF_DECKS = [key for key, made in files.FORMATS.items() if not made.of_one]


def begin(places: Sequence[str], make: Callable[[Sequence[str]], Deck]) -> None:
    """The ready-made deck of some localities, or a deck someone has saved."""
    if reason := basket.refused():
        st.warning(screen.plain(reason))
    with st.expander(vi.BEGIN_DECK, expanded=not basket.held().items):
        left, right = st.columns(2)
        with left:
            chosen = st.multiselect(
                vi.CONFERENCE_OF, places, key="deck-localities", placeholder=vi.ALL,
                select_all=False,
            )  # fmt: skip
            st.button(vi.MAKE_CONFERENCE, on_click=_make, args=(make, chosen), type="primary")
        with right:
            st.file_uploader(
                vi.OPEN_DECK, type="json", key=_UPLOAD, on_change=_open, max_upload_size=1
            )


def _make(make: Callable[[Sequence[str]], Deck], chosen: Sequence[str]) -> None:
    try:
        _begin_again(make(chosen))
    except DeckError as reason:
        basket.refuse(reason)


def _open() -> None:
    file = st.session_state[_UPLOAD]
    if file is None:
        return
    try:
        _begin_again(decks.from_file(file.getvalue()))
    except DeckError as reason:
        basket.refuse(reason)


def _begin_again(deck: Deck) -> None:
    st.session_state[_PLACE] = 0
    st.session_state[_TITLE] = deck.title
    st.session_state.pop(_BUILT, None)
    basket.keep(deck)


def edit(shown: Callable[[Item], Part]) -> None:
    """The deck's title, its slides in their order, and the one being worked on."""
    deck = basket.held()
    if not deck.items:
        st.info(vi.DECK_EMPTY)
        return
    if basket.too_long():
        st.warning(vi.DECK_LONG_ADDRESS)
    name, present, save = st.columns([4, 1, 1], vertical_alignment="bottom")
    with name:
        st.session_state.setdefault(_TITLE, deck.title)
        st.text_input(vi.DECK_NAME, key=_TITLE, max_chars=decks.LONGEST_TITLE, on_change=_rename)
    with present:
        st.button(vi.PRESENT, on_click=stage.begin, type="primary", width="stretch")
    with save:
        st.download_button(
            vi.SAVE_DECK, decks.to_file(deck), "bai-trinh-chieu.json", "application/json",
            on_click="ignore", width="stretch",
        )  # fmt: skip
    left, right = st.columns([2, 3])
    place = min(st.session_state.get(_PLACE, 0), len(deck.items) - 1)
    st.session_state[_PLACE] = place
    with left:
        names = [f"{n}. {_name(item, shown)}" for n, item in enumerate(deck.items, 1)]
        st.radio(vi.SLIDES, range(len(names)), format_func=names.__getitem__, key=_PLACE)
    with right:
        _one(deck, place, shown)


def _name(item: Item, shown: Callable[[Item], Part]) -> str:
    if item.title:
        return item.title
    try:
        return shown(item).exhibit.title
    except Refusal:
        return vi.PAGES[item.page]


def _one(deck: Deck, place: int, shown: Callable[[Item], Part]) -> None:
    item = deck.items[place]
    up, down, away = st.columns(3)
    up.button(vi.MOVE_UP, on_click=_move, args=(-1,), disabled=place == 0, width="stretch")
    last = place == len(deck.items) - 1
    down.button(vi.MOVE_DOWN, on_click=_move, args=(1,), disabled=last, width="stretch")
    away.button(vi.REMOVE, on_click=_remove, width="stretch")
    where = f"{place}-{item.exhibit_id}-{item.address}"
    st.text_input(
        vi.SLIDE_TITLE, item.title or _name(item, shown), key=f"title-{where}",
        max_chars=decks.LONGEST_TITLE, on_change=_name_slide, args=(where,),
    )  # fmt: skip
    st.text_area(
        vi.SLIDE_NOTE, item.note, key=f"note-{where}", max_chars=decks.LONGEST_NOTE,
        on_change=_name_slide, args=(where,), placeholder=vi.SLIDE_NOTE_HINT,
    )  # fmt: skip
    try:
        part = shown(item)
        chosen = [f"{label}: {said}" for label, said in part.stamp.filters if said != vi.ALL]
        st.caption(screen.plain(" · ".join([vi.ITEM_OF.format(part.stamp.page), *chosen])))
        screen.draw(part.exhibit)
    except Refusal as reason:
        name = item.title or vi.PAGES[item.page]
        st.warning(screen.plain(vi.NOT_SHOWN.format(place + 1, name, reason)))


def _rename() -> None:
    basket.keep(basket.held().titled(st.session_state[_TITLE]))


def _move(by: int) -> None:
    place = st.session_state[_PLACE]
    basket.keep(basket.held().moved(place, by))
    st.session_state[_PLACE] = place + by


def _remove() -> None:
    basket.keep(basket.held().without(st.session_state[_PLACE]))


def _name_slide(where: str) -> None:
    title, note = (st.session_state[f"{what}-{where}"] for what in ("title", "note"))
    basket.keep(basket.held().named(st.session_state[_PLACE], title, note))


# -------------------------------------------------------------------------------------- the files


def take_away(handout: Handout) -> None:
    """Build one file, with its progress and a way to stop; then offer it."""
    st.divider()
    st.subheader(vi.TAKE_AWAY, anchor=False)
    left, right = st.columns(2)
    with left:
        kind = st.selectbox(
            vi.FILE_KIND, _OF_DECKS, index=_OF_DECKS.index("zip"), key="deck-format",
            format_func=lambda key: files.FORMATS[key].label,
        )  # fmt: skip
    with right:
        layout = st.selectbox(
            vi.LAYOUT, list(LETTERHEADS), key="deck-layout",
            format_func=lambda key: LETTERHEADS[key].name,
        )  # fmt: skip
    # What was chosen, not what came of it: that may hold tables, which have no plain equality.
    wanted = (basket.held(), handout.stamp.release, kind, layout)
    if st.button(vi.BUILD, type="primary"):
        st.session_state.pop(_BUILT, None)
        if data := _built(handout, files.FORMATS[kind], layout):
            st.session_state[_BUILT] = (wanted, data)
            st.rerun()
    elif st.session_state.pop(_STOPPED, False):
        st.info(vi.STOPPED)
    built_for, data = st.session_state.get(_BUILT, (None, b""))
    if built_for == wanted:
        made = files.FORMATS[kind]
        st.download_button(
            f"{vi.TAKE} {made.label} ({len(data) // 1024 + 1} KB)", data,
            f"{vi.DECK_FILE}{made.suffix}", on_click="ignore", type="primary",
        )  # fmt: skip


def _built(handout: Handout, made: files.Format, layout: str) -> bytes:
    """The file; b"" when it was refused, with a sentence why."""
    st.button(vi.STOP, on_click=_stop)
    bar = st.progress(0.0, vi.BUILDING)

    # Every word to the bar is also where a press of the button ends the work.
    def tell(done: float, name: str) -> None:
        bar.progress(done, f"{vi.BUILDING} {name}")

    try:
        return made.build(handout, layout, tell)
    except Refusal as reason:
        bar.empty()
        st.warning(screen.plain(str(reason)))
        return b""


def _stop() -> None:
    st.session_state[_STOPPED] = True
