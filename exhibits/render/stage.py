"""Slides over the whole window, turned by the keyboard: the same cuts as in PowerPoint, drawn with
Streamlit, so that a number still opens where it comes from. Works without internet."""

import time
from dataclasses import replace
from pathlib import Path

import streamlit as st
from plotly.graph_objects import Figure

from exhibits import slides, theme, vi, vi_present
from exhibits.chart_words import on_one_line
from exhibits.charts import Bars
from exhibits.handout import Handout
from exhibits.matrix import Matrix
from exhibits.model import Refusal
from exhibits.render import screen
from exhibits.slides import Rows, Slide, Words

_STATIC = Path(__file__).parents[2] / "static"
_keys = st.components.v2.component(
    "thi_dua_stage", js=(_STATIC / "stage.js").read_text(encoding="utf-8"), isolate_styles=False
)
_WORDS = [vi_present.STAGE_BACK, vi_present.STAGE_ON, vi_present.STAGE_LEAVE]
_BEGUN = "stage-begun"
_DESIGNED_FOR = 16 / 14 * 72  # pixels an inch at which the charts' own sizes are those of a slide


def asked() -> bool:
    """Whether the address asks for slides over the whole window."""
    return vi.KEY_PRESENTING in st.query_params


def begin() -> None:
    """From the next run on, slides."""
    st.session_state[_BEGUN] = time.time()
    st.query_params[vi.KEY_PRESENTING] = "1"
    st.query_params[vi.KEY_SLIDE] = "1"


def leave() -> None:
    for key in (vi.KEY_PRESENTING, vi.KEY_SLIDE):
        st.query_params.pop(key, None)


def cut(handout: Handout) -> list[Slide]:
    """The handout's slides; none, and a sentence why, when they are too many."""
    shown = tuple(replace(part, exhibit=screen.frozen(part.exhibit)) for part in handout.parts)
    try:
        return slides.slides(replace(handout, parts=shown))
    except Refusal as reason:
        st.warning(screen.plain(str(reason)))
        return []


def _asked_for() -> int:
    """The slide the address asks for, whether there is one of that number or not."""
    told = st.query_params.get(vi.KEY_SLIDE, "1")
    return int(told) if told.isdecimal() and len(told) < 5 else 1


def present(handout: Handout, shown: list[Slide]) -> None:
    """One slide of the handout, the one the address or the keys ask for; the first is its title."""
    count = len(shown) + 1
    first = min(max(_asked_for(), 1), count)
    begun = st.session_state.setdefault(_BEGUN, time.time())
    keys = _keys(
        key="stage-keys",
        data={"begun": begun, "slide": first, "count": count, "words": _WORDS},
        default={"slide": first, "size": None},
        on_slide_change=lambda: None,
        on_size_change=lambda: None,
        on_left_change=leave,
    )  # fmt: skip
    number = min(max(int(keys.slide), 1), count)
    st.query_params[vi.KEY_SLIDE] = str(number)
    wide, high = keys.size or (screen.width(), screen.width() * 9 // 16)
    st.html(_STATIC / "stage.css")
    with st.container(key="stage"):
        if number == 1:
            _title(handout)
        else:
            _slide(shown[number - 2], wide, high)
        with st.container(key="stage-foot"):
            place = f"{number}/{count}"
            if number == 1:
                st.caption(f"{vi_present.STAGE_KEYS} · {place}")
            else:
                _foot(shown[number - 2], place)


def _title(handout: Handout) -> None:
    stamp = handout.stamp
    with st.container(key="stage-title"):
        st.header(screen.plain(handout.title), anchor=False)
        st.markdown(screen.plain(vi.APP_LONG))
        st.markdown(screen.plain(stamp.taken()))
        for sentence in handout.missing:
            st.markdown(screen.plain(sentence))


def _slide(slide: Slide, wide: int, high: int) -> None:
    """One slide in a window of so many pixels; a phone's scrolls."""
    exhibit, frame = slide.part.exhibit, slide.frame
    inch = min(wide / slides.WIDTH, high / slides.HEIGHT)
    style = theme.of(st.context.theme.type, wide)
    if not style.narrow:
        room = frame.room * inch + high - slides.HEIGHT * inch
        style = replace(style, scale=inch / _DESIGNED_FOR, tallest=int(room))
    going_on = f" ({slide.number}/{slide.among})" if slide.among > 1 else ""
    st.header(screen.plain(exhibit.title + going_on), anchor=False)
    st.caption(screen.plain(frame.subtitle))
    with st.container(key="stage-body"), st.container(key=f"stage-{slide.size:.0f}pt"):
        match slide.content:
            case Bars() as chart:
                st.plotly_chart(
                    _bars(chart, style), theme=None, alt=exhibit.alt,
                    config={"displayModeBar": False, "locale": "vi"},
                )  # fmt: skip
            case Matrix() as chart:
                screen.matrix(chart, exhibit.alt)
            case Rows(table=table, start=start, stop=stop) if len(table.rows) == stop - start:
                screen.rows(exhibit, exhibit.table.iloc[start:stop], table.fields)
            case Rows(table=table):  # a row too tall for one slide, in pieces
                screen.texts(table, exhibit.title)
            case Words(texts=texts):
                for text in texts:
                    st.markdown(screen.plain(text))


def _foot(slide: Slide, place: str) -> None:
    if slide.frame.caveats:
        st.markdown(screen.plain(slide.frame.caveats))
    st.caption(screen.plain(slide.frame.foot[0]))
    view = slides.stamped(replace(slide.part.stamp, link=""))
    st.caption(screen.plain(f"{view} · {place}"))


def _bars(chart: Bars, style: theme.Theme) -> Figure:
    """The chart; where there is width, a label on one line."""
    if style.narrow:
        return chart.figure(style)
    return Bars(chart.frame.assign(label=chart.frame["label"].map(on_one_line))).figure(style)
