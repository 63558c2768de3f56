"""Draw exhibits with Streamlit, as every page shows them."""

import time
from collections.abc import Sequence
from datetime import date
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from exhibits import links, theme, vi
from exhibits.chart_words import flat
from exhibits.deck import Item, Query
from exhibits.handout import Handout
from exhibits.matrix import Matrix, in_cell
from exhibits.model import Empty, Exhibit, Field, Letter, Stamp
from exhibits.printed import Printed
from exhibits.render import basket, files, grid, sign_in
from warehouse.reports import Passage

_OF_PAGES = ("xlsx", "pptx", "docx", "pdf")
_OF_ONE = ("png", "svg", "csv-excel", "csv")
_GROUND = {
    "reported": "blue", "reported_zero": "blue", "mentioned": "orange", "instructed": "yellow",
}  # fmt: skip
_FIRST = 0.025  # seconds: so long the others wait for the first chart to be drawn
_LAYOUT = "dang"  # of a page's own report; the presentation page offers both


def show(exhibits: Sequence[Exhibit | Empty]) -> None:
    """One exhibit after another. Of several charts one that comes first is seen first: the others
    wait a moment while the browser draws it, instead of all of them at the end."""
    charts = [isinstance(e, Exhibit) and e.chart is not None for e in exhibits]
    for number, exhibit in enumerate(exhibits):
        if number == 1 and charts[0] and any(charts[1:]):
            time.sleep(_FIRST)
        one(exhibit)


def one(exhibit: Exhibit | Empty) -> None:
    """The exhibit and the button that adds it to the presentation; or what to do when there is
    none."""
    # A place of its own: with a note more or less in one exhibit, the browser would take every
    # later table for another one and draw it anew.
    with st.container():
        if isinstance(exhibit, Empty):
            st.subheader(plain(exhibit.title), anchor=False)
            st.info(plain(exhibit.advice))
            return
        draw(exhibit)
        basket.offer(Item(_slug(), _query(), exhibit.exhibit_id))


def draw(exhibit: Exhibit) -> None:
    """The exhibit with its unit, period, level, notes and sources."""
    exhibit = frozen(exhibit)
    st.subheader(plain(exhibit.title), anchor=False)
    if not exhibit.chart:
        notes = tuple(note.said() for note in exhibit.notes)
        table(exhibit, grid.Around(exhibit.subtitle(), notes, exhibit.sources_line()))
        return
    st.plotly_chart(
        exhibit.figure(theme.of(st.context.theme.type, width())),
        theme=None,
        key=f"chart-{exhibit.exhibit_id}",
        config=theme.PLOTLY | {"toImageButtonOptions": _png(exhibit)},
        alt=exhibit.alt,
    )
    if exhibit.notes:
        st.markdown("\n".join(f"- {plain(n.said())}" for n in exhibit.notes))
    if exhibit.show_table:
        with st.expander(f"{vi.TABLE} ({len(exhibit.table)} {vi.ROWS})"):
            table(exhibit)


def frozen(exhibit: Exhibit) -> Exhibit:
    """The exhibit; where an old release is read, with links that stay in it."""
    release = st.session_state["frozen"]
    if not release:
        return exhibit
    return links.relinked(exhibit, lambda address: links.frozen(address, release))


def table(exhibit: Exhibit, around: grid.Around | None = None) -> None:
    """The exhibit's table, page by page, as text that wraps; on a phone, one paragraph per row."""
    at_once, leaf = exhibit.rows_at_once, exhibit.leaf
    pages = max(1, -(-(leaf.total if leaf else len(exhibit.table)) // at_once))
    number = 1
    if leaf:  # the address says where a long list stands: more of it than is here was never asked
        number = st.pagination(pages, key=leaf.key, bind="query-params")
    elif pages > 1:
        number = st.pagination(pages, key=f"page-{exhibit.exhibit_id}")
    start = (number - 1) * at_once - (leaf.first if leaf else 0)
    stop = start + at_once if exhibit.show_table else start
    rows(exhibit, exhibit.table.iloc[start:stop], around=around)


def rows(
    exhibit: Exhibit,
    part: pd.DataFrame,
    fields: Sequence[Field] = (),
    around: grid.Around | None = None,
) -> None:
    """Some rows of the exhibit's table, of all its columns or of these."""
    fields = fields or [f for f in exhibit.fields if f.on_screen]
    columns = [_column(part, f) for f in fields]
    grid.show(
        [f.label for f in fields],
        list(zip(*columns, strict=True)),
        exhibit.title,
        exhibit.exhibit_id,
        around,
        narrow=theme.of(None, width()).narrow,
    )


def texts(printed: Printed, alt: str) -> None:
    """A table of text as it is printed."""
    grid.show(printed.heads, printed.rows, alt, "pieces")


def matrix(chart: Matrix, alt: str) -> None:
    """A matrix as a table of words: where type must be large, no cell may be cut."""
    rows = [
        [grid.looking(flat(name), "strong"), *map(_status, cells)] for name, cells in chart.rows()
    ]
    grid.show(["", *map(flat, chart.columns)], rows, alt, "matrix")


def _status(cell: dict) -> grid.Cell:
    words = in_cell(cell["words"]).replace("\n", " ")
    return grid.looking(words, _GROUND.get(cell["status"], ""), cell.get("link"))


def _column(rows: pd.DataFrame, field: Field) -> list[grid.Cell]:
    """The cells as texts; one with a link leads to where its figure comes from."""
    texts = [field.said(value) for value in rows[field.name]]
    led = rows[field.link] if field.link else [None] * len(texts)
    return [grid.leading(text, link) for text, link in zip(texts, led, strict=True)]


def letter(sent: Letter) -> None:
    """A text to copy or download; nothing in it is Markdown."""
    with st.expander(plain(sent.title)):
        st.text(sent.text)
        st.download_button(
            vi.LETTER_TAKE, data=sent.text.encode("utf-8-sig"), file_name=sent.file_name,
            on_click="ignore", key=sent.file_name,
        )  # fmt: skip


def passages(shown: Sequence[Passage]) -> None:
    """Paragraphs of a report, the one with the phrase between its neighbours."""
    for passage in shown:
        text = plain(passage.before)
        if passage.phrase:
            text += f":orange-background[**{plain(passage.phrase)}**]{plain(passage.after)}"
            st.markdown(f"**¶{passage.number}** {text}")
        else:
            st.caption(f"¶{passage.number} {text}")


def width() -> int:
    """The window's width in whole hundreds of pixels, as static/width.js left it in a cookie."""
    told = st.context.cookies.get("be-ngang", "")
    known = told.isdecimal() and len(told) < 6
    return min(max(int(told) // 100, 3), 40) * 100 if known else theme.USUAL_WIDTH


def choose(label: str, names: dict[str, str], key: str) -> tuple[str, ...]:
    """A page's own filter over a codelist, bound to the address; the codes chosen, () for all."""
    chosen = st.multiselect(
        label,
        list(names.values()),
        key=key,
        bind="query-params",
        placeholder=vi.ALL,
        select_all=False,
    )
    noted(label, chosen, key)
    return tuple(code for code, name in names.items() if name in chosen)


def search(key: str) -> str:
    """A page's search box, bound to the address."""
    text = st.text_input(
        vi.SEARCH, key=key, bind="query-params", placeholder=vi.SEARCH_HINT, max_chars=80
    )
    noted(vi.SEARCH, [text] if text else [], key)
    return text


def noted(label: str, chosen: Sequence[str], key: str, said: str = "") -> None:
    """A choice made on the page, as its address holds it and as the stamp of files says it; () for
    everything."""
    st.session_state["filters"][label] = (key, tuple(chosen), said or ", ".join(chosen))


def _query() -> Query:
    """What is chosen on this page, as its address says it; of a choice of everything, nothing."""
    chosen = st.session_state["filters"].values()
    return tuple((key, value) for key, values, _ in chosen for value in values)


def _slug() -> str:
    return _url().rpartition("/")[2]


def downloads(exhibits: Sequence[Exhibit | Empty], page: str) -> None:
    """The take-away band: what was drawn is what is exported; files are built when asked for."""
    whole = [e for e in exhibits if isinstance(e, Exhibit)]
    if not whole:
        return
    st.divider()
    st.subheader(vi.TAKE_AWAY, anchor=False)
    _downloads(whole, _stamp(page))


@st.fragment
def _downloads(exhibits: list[Exhibit], stamp: Stamp) -> None:
    if not sign_in.may_read():
        st.rerun()
    titles = [e.title for e in exhibits]
    choice = st.selectbox(vi.WHICH_TABLE, [vi.WHOLE_PAGE, *titles])
    whole = choice == vi.WHOLE_PAGE
    chosen = exhibits if whole else [exhibits[titles.index(choice)]]
    handout = Handout.of_page(chosen, stamp)
    name = (_slug() or "thi-dua") if whole else chosen[0].exhibit_id
    columns = st.columns(4)
    for place, key in enumerate(_OF_PAGES if whole else [*_OF_PAGES, *_OF_ONE]):
        made = files.FORMATS[key]
        with columns[place % 4]:
            st.download_button(
                made.label,
                data=lambda made=made: made.build(handout, _LAYOUT, files.quiet),
                file_name=f"{name}{made.suffix}",
                on_click="ignore",
                type="primary" if place == 0 else "secondary",
                width="stretch",
                key=f"{name}{made.suffix}",
                disabled=not made.holds(handout),
            )
    shown = (files.FORMATS[key] for key in _OF_PAGES)
    if too_short := [made.label for made in shown if not made.holds(handout)]:
        st.caption(plain(vi.TOO_LONG_FOR.format(", ".join(too_short))))


def here() -> tuple[str, date]:
    """Where the app is, and the day."""
    return _url().rpartition("/")[0], date.today()


def _url() -> str:
    """The page's address without its query."""
    return (st.context.url or "").partition("?")[0]


def _stamp(page: str) -> Stamp:
    release = st.session_state["release"]
    # The link of a file opens the release the file was made of, whatever is newest then.
    query = urlencode([*_query(), (vi.KEY_RELEASE, release)])
    chosen = st.session_state["filters"].items()
    shown = tuple((label, said or vi.ALL) for label, (_, _, said) in chosen)
    return Stamp(page, shown, release, date.today(), f"{_url()}?{query}")


def _png(exhibit: Exhibit) -> dict[str, object]:
    return theme.PLOTLY["toImageButtonOptions"] | {"filename": exhibit.exhibit_id}


def plain(text: str) -> str:
    """Text in which Streamlit's Markdown finds nothing to interpret."""
    return "".join("\\" + c if c in "\\`*_{}[]()<>#+!|~$:" else c for c in text)
