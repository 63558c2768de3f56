"""What `[auth]` and `[rights]` in the secrets say now.

The files are read at every action, so that a name taken off a list is off at once. Streamlit's own
copy lags, and while a file is being written, or has a slip in it, speaks as if there were no
`[auth]`; that would open every page.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

import streamlit as st

_NEEDED = ("redirect_uri", "cookie_secret", "client_id", "client_secret", "server_metadata_url")
_LEAST_LETTERS, _LEAST_KINDS = 32, 10
_RANDOM = 'python -c "import secrets; print(secrets.token_hex(32))"'
_GONE = "[auth] was there when the server started and is gone; restart to run without sign-in"


class Unusable(Exception):
    """Nobody can sign in; says to the operator what to change. Every page stays closed."""


@dataclass(frozen=True)
class Secrets:
    """`signing_in`: whether there is an `[auth]` at all."""

    signing_in: bool = False
    rights: Mapping[str, object] = field(default_factory=dict)


_NO_SIGN_IN = Secrets()
_seen: list[Path] = []  # the files that held an [auth] since the server started


def read() -> Secrets:
    """The secrets as they are on the disk; raises Unusable."""
    merged: dict[str, object] = {}
    for place in map(Path, st.get_option("secrets.files")):
        found = _parsed(place)
        merged |= found
        if "auth" in found and place not in _seen:
            _seen.append(place)
    if "auth" not in merged:
        if _seen:
            raise Unusable(_GONE)
        return _NO_SIGN_IN
    _check(merged["auth"])
    rights = merged.get("rights", {})
    if not isinstance(rights, Mapping):
        raise Unusable("[rights] must be a table of lists")
    return Secrets(True, rights)


def _parsed(place: Path) -> dict[str, object]:
    try:
        return tomllib.loads(place.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        # The error's own text may quote the file.
        raise Unusable(f"{place.name} cannot be read ({type(error).__name__})") from None


def _check(auth: object) -> None:
    """Refuse what would leave sign-in open to guessing, or fail only when somebody tries."""
    values = auth if isinstance(auth, Mapping) else {}
    texts = {key: values.get(key) for key in _NEEDED}
    if missing := [key for key, text in texts.items() if not isinstance(text, str) or not text]:
        raise Unusable(f"[auth] lacks {', '.join(missing)}; see .streamlit/secrets.example.toml")
    secret = str(texts["cookie_secret"])
    if len(secret) < _LEAST_LETTERS or len(set(secret)) < _LEAST_KINDS:
        raise Unusable(f"[auth] cookie_secret can be guessed; make one with: {_RANDOM}")
    if not str(texts["redirect_uri"]).endswith("/oauth2callback"):
        raise Unusable("[auth] redirect_uri must end in /oauth2callback")
    for key in ("redirect_uri", "server_metadata_url"):
        if not _is_private(str(texts[key])):
            raise Unusable(f"[auth] {key} must begin with https:// unless it is on this machine")


def _is_private(url: str) -> bool:
    """Whether nobody on the way can read it."""
    parts = urlsplit(url)
    return parts.scheme == "https" or (parts.scheme == "http" and is_loopback(parts.hostname))


def is_loopback(host: str | None) -> bool:
    """Whether only this machine reaches it; an unknown name may be anything."""
    if host == "localhost":
        return True
    try:
        return ip_address(host or "").is_loopback
    except ValueError:
        return False
