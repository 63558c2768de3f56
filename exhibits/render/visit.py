"""Who is asking, by the signed cookie of their sign-in, and whether they may read."""

import json
import logging
import time
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from streamlit.auth_util import get_cookie_with_chunks, get_signing_secret
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value
from streamlit.web.server.starlette.starlette_server_config import (
    AUTH_COOKIE_MAX_AGE_SECONDS,
    USER_COOKIE_NAME,
)

from desk import people
from desk.people import Person
from exhibits import vi_sign_in as vi
from exhibits.render import secrets

log = logging.getLogger("thi-dua")
_HOURS = 12  # a sign-in lasts, unless `[rights] hours` says otherwise
_AHEAD = 300  # seconds the provider's clock may be ahead
_ended: dict[tuple[str, ...], float] = {}  # sign-ins ended by signing out → when


@dataclass(frozen=True)
class Visit:
    """`signing_in`: sign-in is set up. `title`, `why`: what to tell somebody who may not read."""

    person: Person | None
    may_read: bool
    signing_in: bool = True
    title: str = vi.SIGN_IN_TITLE
    why: str = vi.SIGN_IN_TEXT


def by_claims(claims: Mapping[str, object], alone: Person | None = None) -> Visit:
    """The visit of whom the claims name, with the rights the secrets give them now; `alone` is
    the user of this machine, for where nobody signs in."""
    try:
        found = secrets.read()
    except secrets.Unusable as reason:
        _tell_operator(str(reason))
        return Visit(None, False, False, vi.BROKEN_TITLE, vi.BROKEN)
    if not found.signing_in:
        return Visit(alone, True, False)
    is_open = found.rights.get("open_reading") is True
    if claims.get("is_logged_in") is not True:
        return Visit(None, is_open)
    if not _lasts(claims, found.rights):
        return Visit(None, is_open, why=vi.EXPIRED)
    person = people.person_of(claims, found.rights)
    if person is None:
        return Visit(None, is_open, title=vi.FAILED_TITLE, why=vi.NOBODY)
    email = str(claims.get("email") or person.person_id)
    if claims.get("email_verified", True) not in (True, "true"):
        title, why = vi.UNVERIFIED_TITLE, vi.UNVERIFIED
    else:
        title, why = vi.NO_RIGHT_TITLE, vi.NO_RIGHT
    return Visit(person, people.READ in person.rights, True, title, why.format(email))


def by_cookies(cookies: Mapping[str, str]) -> Visit:
    """The same for a request outside a page, such as one for a file."""
    return by_claims(_claims(cookies))


def end(claims: Mapping[str, object]) -> None:
    """From now on this sign-in is over, in other windows and for a copied cookie too."""
    now = time.time()
    for old in [key for key, at in _ended.items() if now - at > AUTH_COOKIE_MAX_AGE_SECONDS]:
        del _ended[old]
    _ended[_sign_in(claims)] = now


def _lasts(claims: Mapping[str, object], rights: Mapping[str, object]) -> bool:
    began, hours = claims.get("iat"), rights.get("hours", _HOURS)
    if isinstance(began, bool) or not isinstance(began, int | float):
        return False
    if isinstance(hours, bool) or not isinstance(hours, int | float):
        hours = _HOURS
    # A clock that was set back would let it last for ever.
    return -_AHEAD < time.time() - began < hours * 3600 and _sign_in(claims) not in _ended


def _sign_in(claims: Mapping[str, object]) -> tuple[str, ...]:
    """One sign-in among all: its nonce is drawn for it alone."""
    return tuple(str(claims.get(key)) for key in ("iss", "sub", "iat", "nonce"))


def _claims(cookies: Mapping[str, str]) -> dict[str, object]:
    def signed(name: str) -> bytes | None:
        value = cookies.get(name, "").encode("latin-1")
        return decode_signed_value(get_signing_secret(), name, value)

    try:
        claims = json.loads(get_cookie_with_chunks(signed, USER_COOKIE_NAME) or b"{}")
    except ValueError:
        return {}
    return claims if isinstance(claims, dict) else {}


@lru_cache(maxsize=20)
def _tell_operator(reason: str) -> None:
    """Once, not at every click."""
    log.error("sign-in is closed: %s", reason)
