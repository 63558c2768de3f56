"""Signing in on the screen: who is asking, the door before every page, name and way out beside it.

Nothing here is remembered between two runs: a right taken away is gone at the next one.
"""

from collections.abc import Callable

import streamlit as st

from desk.people import Person
from exhibits import vi
from exhibits import vi_sign_in as words
from exhibits.render import alone, visit
from exhibits.render.visit import Visit

# static/return.js listens to the buttons of this key.
_SIGN_IN = "dang-nhap"
# Not st.image: its files are for readers only.
_ICON = '<img src="/tinh/icon.png" width="40" height="40" alt="">'


def who() -> Person | None:
    """Who is signed in, with the rights they have now; None for nobody.

    Ask where the action happens, in every callback and fragment: they run before the door does.
    """
    return _visit().person


def who_later() -> Callable[[], Person | None]:
    """The same question, for what happens outside a run: a file that is made when it is taken."""
    claims, machine = _asking()
    return lambda: visit.by_claims(claims, machine).person


def may_read() -> bool:
    return _visit().may_read


def door() -> None:
    """Everything ends here for who may not read: one page that says why, and the way in."""
    found = _visit()
    if found.may_read:
        return
    _, middle, _ = st.columns([1, 2, 1])
    with middle, st.container(border=True):
        st.html(_ICON)
        st.caption(vi.APP_LONG)
        st.header(found.title, anchor=False)
        st.text(found.why)
        if found.person:
            st.button(words.OTHER_ACCOUNT, on_click=_sign_out, type="primary")
        elif found.signing_in:
            _sign_in_button()
    st.stop()


def beside() -> None:
    """Under the filters: whose rights these are, and the way out; or the way in."""
    found = _visit()
    if not found.person and not found.signing_in:
        return
    with st.sidebar:
        st.divider()
        if not found.person:
            _sign_in_button()
        elif found.person.alone:
            st.caption(words.ALONE)
        else:
            st.text(found.person.name)
            st.button(words.SIGN_OUT, on_click=_sign_out)


def _visit() -> Visit:
    return visit.by_claims(*_asking())


def _asking() -> tuple[dict[str, object], Person | None]:
    machine = alone.person(
        st.get_option("server.address"), st.context.headers, st.context.ip_address
    )
    return st.user.to_dict(), machine


def _sign_in_button() -> None:
    if st.button(words.SIGN_IN, type="primary", key=_SIGN_IN):
        st.login()


def _sign_out() -> None:
    visit.end(st.user.to_dict())
    st.logout()
