"""Where a presentation is put together: order, titles, notes, the file it is kept in, the files it
becomes."""

from collections.abc import Callable, Sequence

import streamlit as st

from exhibits import deck as decks
from exhibits import numbers, vi, vi_present
from exhibits.deck import Deck, DeckError, Item
from exhibits.handout import Handout, Part
from exhibits.letterhead import LETTERHEADS
from exhibits.model import Refusal
from exhibits.render import basket, files, screen, stage

_PLACE, _TITLE, _UPLOAD, _BUILT = "deck-place", "deck-title", "deck-file", "deck-built"
_STOPPED, _GENERATION = "deck-stopped", "deck-generation"
_OF_DECKS = [key for key, made in files.FORMATS.items() if not made.of_one]


def begin(places: Sequence[str], make: Callable[[Sequence[str]], Deck]) -> None:
    """The ready-made deck of some localities, or a deck someone has saved."""
    reason = basket.refused()
    if reason:
        st.warning(screen.plain(reason))
    with st.expander(vi_present.BEGIN_DECK, expanded=bool(reason) or not basket.held().items):
        left, right = st.columns(2)
        with left:
            chosen = st.multiselect(
                vi_present.CONFERENCE_OF, places, key="deck-localities", placeholder=vi.ALL,
                select_all=False,
            )  # fmt: skip
            st.button(
                vi_present.MAKE_CONFERENCE, on_click=_make, args=(make, chosen), type="primary"
            )
        with right:
            st.file_uploader(
                vi_present.OPEN_DECK, type="json", key=_UPLOAD, on_change=_open, max_upload_size=2
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
    basket.keep(deck)
    _fresh()


def _fresh() -> None:
    """Another deck: no field keeps what was typed for the one before."""
    st.session_state[_GENERATION] = st.session_state.get(_GENERATION, 0) + 1
    st.session_state[_PLACE] = 0
    st.session_state[_TITLE] = basket.held().title
    st.session_state.pop(_BUILT, None)


def edit(shown: Callable[[Item], Part]) -> None:
    """The deck's title, its exhibits in their order, and the one being worked on."""
    deck = basket.held()
    if not deck.items:
        st.info(vi_present.DECK_EMPTY)
        if basket.can_undo():
            st.button(vi_present.UNDO, on_click=_undo)
        return
    if basket.too_long():
        st.warning(vi_present.DECK_LONG_ADDRESS)
    name, present, save, undo = st.columns([4, 1, 1, 1], vertical_alignment="bottom")
    with name:
        st.session_state.setdefault(_TITLE, deck.title)
        st.text_input(
            vi_present.DECK_NAME, key=_TITLE, max_chars=decks.LONGEST_TITLE, on_change=_rename
        )
    present.button(vi_present.PRESENT, on_click=stage.begin, type="primary", width="stretch")
    save.download_button(
        vi_present.SAVE_DECK, decks.to_file(deck), "bai-trinh-chieu.json", "application/json",
        on_click="ignore", width="stretch",
    )  # fmt: skip
    undo.button(vi_present.UNDO, on_click=_undo, disabled=not basket.can_undo(), width="stretch")
    st.caption(vi_present.DECK_FILTERS)
    place = min(st.session_state.get(_PLACE, 0), len(deck.items) - 1)
    st.session_state[_PLACE] = place
    left, right = st.columns([2, 3])
    with left:
        names = [f"{n}. {_name(item, shown)}{_of(item)}" for n, item in enumerate(deck.items, 1)]
        st.radio(vi_present.SLIDES, range(len(names)), format_func=names.__getitem__, key=_PLACE)
    with right:
        _one(deck, place, shown)
    _preview(deck.items[place], place, shown)


def _name(item: Item, shown: Callable[[Item], Part]) -> str:
    if item.title:
        return item.title
    try:
        return shown(item).exhibit.title
    except Refusal:
        return vi.PAGES[item.page]


def _of(item: Item) -> str:
    """Of which localities, where not of all."""
    chosen = [value for key, value in item.query if key == vi.KEY_LOCALITY]
    return f" ({', '.join(chosen)})" if chosen else ""


def _one(deck: Deck, place: int, shown: Callable[[Item], Part]) -> None:
    item, last = deck.items[place], len(deck.items) - 1
    up, down, away = st.columns(3)
    up.button(vi_present.MOVE_UP, on_click=_move, args=(-1,), disabled=place == 0, width="stretch")
    down.button(
        vi_present.MOVE_DOWN, on_click=_move, args=(1,), disabled=place == last, width="stretch"
    )
    away.button(vi_present.REMOVE, on_click=_remove, width="stretch")
    where = f"{st.session_state.get(_GENERATION, 0)}-{place}-{item.exhibit_id}-{item.address}"
    # What was typed belongs to the exhibit it was typed for, whichever is chosen by then.
    st.text_input(
        vi_present.SLIDE_TITLE, item.title or _name(item, shown), key=f"title-{where}",
        max_chars=decks.LONGEST_TITLE, on_change=_name_slide, args=(item, where),
    )  # fmt: skip
    st.text_area(
        vi_present.SLIDE_NOTE, item.note, key=f"note-{where}", max_chars=decks.LONGEST_NOTE,
        on_change=_name_slide, args=(item, where), placeholder=vi_present.SLIDE_NOTE_HINT,
    )  # fmt: skip


def _preview(item: Item, place: int, shown: Callable[[Item], Part]) -> None:
    try:
        part = shown(item)
    except Refusal as reason:
        st.warning(screen.plain(vi_present.NOT_SHOWN.format(place + 1, _name(item, shown), reason)))
        return
    chosen = [f"{label}: {said}" for label, said in part.stamp.filters if said != vi.ALL]
    st.caption(screen.plain(" · ".join([vi_present.ITEM_OF.format(part.stamp.page), *chosen])))
    screen.draw(part.exhibit)


def _rename() -> None:
    basket.keep(basket.held().titled(st.session_state[_TITLE]))


def _move(by: int) -> None:
    place = st.session_state[_PLACE]
    basket.keep(basket.held().moved(place, by))
    st.session_state[_PLACE] = place + by


def _remove() -> None:
    basket.keep(basket.held().without(st.session_state[_PLACE]))


def _undo() -> None:
    basket.undo()
    _fresh()


def _name_slide(item: Item, where: str) -> None:
    title, note = (st.session_state[f"{what}-{where}"] for what in ("title", "note"))
    if item in basket.held().items:
        place = basket.held().items.index(item)
        basket.keep(basket.held().named(place, title, note))


# -------------------------------------------------------------------------------------- the files


def take_away(handout: Handout) -> None:
    """Build one file, with its progress and a way to stop; then offer it."""
    st.divider()
    st.subheader(vi.TAKE_AWAY, anchor=False)
    left, right = st.columns(2)
    with left:
        kind = st.selectbox(
            vi_present.FILE_KIND, _OF_DECKS, index=_OF_DECKS.index("zip"), key="deck-format",
            format_func=lambda key: files.FORMATS[key].label,
        )  # fmt: skip
    with right:
        layout = st.selectbox(
            vi_present.LAYOUT, list(LETTERHEADS), key="deck-layout",
            format_func=lambda key: LETTERHEADS[key].name,
        )  # fmt: skip
    # What was chosen, not what came of it: that may hold tables, which have no plain equality.
    wanted = (basket.held(), handout.stamp.release, kind, layout)
    if st.button(vi_present.BUILD, type="primary"):
        st.session_state.pop(_BUILT, None)
        if data := _built(handout, files.FORMATS[kind], layout):
            st.session_state[_BUILT] = (wanted, data)
            st.rerun()
    elif st.session_state.pop(_STOPPED, False):
        st.info(vi_present.STOPPED)
    built_for, data = st.session_state.get(_BUILT, (None, b""))
    if built_for == wanted:
        made = files.FORMATS[kind]
        st.download_button(
            f"{vi_present.TAKE} {made.label} ({_size(data)})", data,
            f"{vi_present.DECK_FILE}{made.suffix}", on_click="ignore", type="primary",
        )  # fmt: skip


def _size(data: bytes) -> str:
    return f"{numbers.number(max(len(data) / 1e6, 0.1), 1)} MB"


def _built(handout: Handout, made: files.Format, layout: str) -> bytes:
    """The file; b"" when it was refused, with a sentence why."""
    st.button(vi_present.STOP, on_click=_stop)
    bar = st.progress(0.0, vi_present.BUILDING)

    # Every word to the bar is also where a press of the button ends the work.
    def tell(done: float, name: str) -> None:
        bar.progress(done, f"{vi_present.BUILDING} {name}")

    try:
        return made.build(handout, layout, tell)
    except Refusal as reason:
        bar.empty()
        st.warning(screen.plain(str(reason)))
        return b""


def _stop() -> None:
    st.session_state[_STOPPED] = True
