"""Made-up secrets and claims: nobody of these exists."""

import json
import time
from pathlib import Path

from streamlit.web.server.starlette.starlette_app_utils import create_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

COOKIE_SECRET = "made-up-0123456789-abcdef-for-tests"
READER, CURATOR = "reader@example.vn", "curator@example.vn"
APPROVER, STRANGER = "approver@example.vn", "stranger@example.vn"
AUTH = {
    # Streamlit writes its own port here.
    "redirect_uri": "http://localhost:{port}/oauth2callback",
    "cookie_secret": COOKIE_SECRET,
    "client_id": "thi-dua",
    "client_secret": "made-up",
    "server_metadata_url": "http://localhost:9/.well-known/openid-configuration",
}
RIGHTS = {"readers": [READER], "curators": [CURATOR], "approvers": [APPROVER]}


def write(place: Path, auth: dict | None = AUTH, rights: dict | None = RIGHTS) -> None:
    """A secrets file; JSON's texts, numbers and lists are TOML's too."""
    lines = []
    for name, values in (("auth", auth), ("rights", rights)):
        if values is not None:
            lines += [f"[{name}]", *(f"{key} = {_value(value)}" for key, value in values.items())]
    place.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _value(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key} = {_value(inner)}" for key, inner in value.items()) + "}"
    return json.dumps(value)


def claims(email: str, **others: object) -> dict[str, object]:
    """What Streamlit keeps of somebody who has just signed in."""
    mine = {"sub": f"id-{email}", "email": email, "name": email.partition("@")[0]}
    return {"is_logged_in": True, "iat": int(time.time()), "nonce": "n", **mine, **others}


def cookie(of: dict[str, object], secret: str = COOKIE_SECRET) -> dict[str, str]:
    """The cookie a browser would bring."""
    return {
        USER_COOKIE_NAME: create_signed_value(secret, USER_COOKIE_NAME, json.dumps(of)).decode()
    }
