"""The frame around every page: navigation, shared filters, and a word when the release is not the
newest.

The filters stand here, before the page runs, because only then do they keep their place in the
address when the page changes.
"""

import gc
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import streamlit as st

from exhibits import numbers, vi
from exhibits.catalog import reach
from exhibits.render import basket, sign_in, turning
from serving import logs
from warehouse import codes, queries

HERE = Path(__file__).parent
FILES = {
    "tong-quan": "overview.py",
    "mo-hinh": "models.py",
    "khen-thuong": "commendations.py",
    "hoc-tap": "study.py",
    "so-sanh": "compare.py",
    "dia-phuong": "locality.py",
    "tim-kiem": "search.py",
    "truy-nguon": "trace.py",
    "co-gi-moi": "changes.py",
    "nguon": "sources.py",
    "trinh-chieu": "present.py",
    "nhap-bao-cao": "entry.py",
}


@st.cache_resource(show_spinner=False)
def tame_collector() -> None:
    """Everything imported so far lives as long as the server: keep the collector from walking it
    each rerun."""
    gc.collect()
    gc.freeze()


def filters() -> queries.View:
    """The shared filters, bound to the address."""
    labels = {place["label"]: place["locality_id"] for place in queries.localities()}
    levels = {name: code for code, name in codes.LEVEL.items()}
    periods = [*map(str, reversed(reach.years())), vi.UNDATED]
    with st.sidebar:
        st.subheader(vi.FILTERS, anchor=False)
        localities = _choose(vi.LOCALITY, list(labels), vi.KEY_LOCALITY)
        chosen_levels = _choose(vi.LEVEL, list(levels), vi.KEY_LEVEL)
        chosen_periods = _choose(vi.PERIOD, periods, vi.KEY_PERIOD)
    st.session_state["filters"] = {
        label: (key, tuple(chosen), ", ".join(chosen))
        for label, key, chosen in (
            (vi.LOCALITY, vi.KEY_LOCALITY, localities),
            (vi.LEVEL, vi.KEY_LEVEL, chosen_levels),
            (vi.PERIOD, vi.KEY_PERIOD, chosen_periods),
        )
    }
    return queries.View(
        tuple(labels[name] for name in localities),
        tuple(levels[name] for name in chosen_levels),
        tuple(int(period) for period in chosen_periods if period != vi.UNDATED),
        vi.UNDATED in chosen_periods,
    )


def _choose(label: str, options: list[str], key: str) -> list[str]:
    return st.multiselect(
        label, options, key=key, bind="query-params", placeholder=vi.ALL, select_all=False
    )


def reached(view: queries.View, slug: str) -> queries.View:
    """The view, with the part of it that is shown."""
    if slug not in reach.PARTED or (slug == "truy-nguon" and st.query_params.get(vi.KEY_FIGURE)):
        return view
    view = replace(view, part=turning.part(reach.of(view).parts))
    turning.scope(reach.of(view).said, view.part)
    return view


def release() -> str:
    """The release to read, by its id; "" for the newest. Others are offered once there are any."""
    known = queries.releases()
    older = {r.release_id: r for r in known if r.is_readable and not r.is_current}
    newest = [r.release_id for r in known if r.is_current]
    asked = st.query_params.get(vi.KEY_RELEASE, "")
    # The widget forgets a choice it does not offer; what a link asked for is remembered here.
    if asked and asked not in (*older, *newest, vi.NEWEST):
        st.session_state["lost"] = True
    chosen = vi.NEWEST
    if older:
        with st.sidebar:
            chosen = st.selectbox(
                vi.RELEASE, [vi.NEWEST, *older], key=vi.KEY_RELEASE, bind="query-params"
            )
    if chosen == vi.NEWEST:
        if st.session_state.get("lost"):
            st.warning(vi.NO_SUCH_RELEASE)
        return ""
    st.session_state["lost"] = False
    st.info(vi.OLD_RELEASE.format(chosen, numbers.moment(older[chosen].built_at)))
    return chosen


st.set_page_config(layout="wide")
reads = sign_in.may_read()
page = st.navigation(
    [
        # The default page has no address; it stands hidden behind the one that has
        # (dashboard.py leads there).
        st.Page(HERE / FILES[vi.HOME], title=vi.PAGES[vi.HOME], default=True, visibility="hidden"),
        *(
            st.Page(HERE / file, title=vi.PAGES[slug], url_path=slug)
            for slug, file in FILES.items()
        ),
    ],
    # An address keeps its place while somebody signs in, so every page is named even then.
    position="sidebar" if reads else "hidden",
)
sign_in.door()

with ExitStack() as reading:
    told = reading.enter_context(logs.rerun(page.url_path or vi.HOME))
    wanted = release()
    try:
        reading.enter_context(queries.one_release(wanted))
    except queries.NoRelease:
        if not wanted:
            raise
        st.warning(vi.NO_SUCH_RELEASE)
        reading.enter_context(queries.one_release())
        wanted = ""
    st.session_state["frozen"] = wanted  # links lead on in the release that was chosen
    basket.unpack()
    view = filters()
    sign_in.beside()
    st.session_state["release"] = told["release"] = queries.release_id()
    if warning := queries.release_warning():
        st.warning(warning)
    st.title(page.title, anchor=False)
    st.session_state["view"] = reached(view, page.url_path or vi.HOME)
    page.run()
tame_collector()
