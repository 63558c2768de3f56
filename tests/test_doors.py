"""What Streamlit may answer without the right to read, and signing in that fails."""

from pathlib import Path

import pytest
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from exhibits import vi_sign_in as words
from exhibits.render.doors import Doors
from tests import signing_in
from tests.signing_in import READER, claims, cookie
from tests.test_dashboard import Answer, ask


class Streamlit:
    """Stands for it: the same answer to everything."""

    def __init__(self, answer: Response) -> None:
        self.answer = answer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self.answer(scope, receive, send)


def get(path: str, query: str = "", cookies: dict | None = None, app: ASGIApp | None = None):
    """What comes through the doors."""
    jar = "; ".join(f"{name}={value}" for name, value in (cookies or {}).items())
    headers = ((b"cookie", jar.encode()),) if jar else ()
    return ask(Doors(app or Streamlit(Response("data"))), path, query.encode(), headers)


@pytest.fixture
def _signing_in(secrets_file: Path) -> None:
    signing_in.write(secrets_file)


HELD_BACK = (
    "/media/0123.xlsx", "/_stcore/upload_file/a/b", "/_stcore/metrics", "/base/media/0123.xlsx",
    "/_stcore/agent/interact", "/_stcore/agent/openapi.json", "/_stcore/script-health-check",
)  # fmt: skip
PUBLIC = ("/", "/tong-quan", "/suc-khoe", "/tinh/vi.js", "/static/media/font.woff2",
          "/_stcore/health", "/_stcore/host-config")  # fmt: skip


@pytest.mark.usefixtures("_signing_in")
@pytest.mark.parametrize("path", HELD_BACK)
def test_files_and_uploads_need_the_right_to_read(path: str) -> None:
    assert get(path).status == 403
    assert get(path, cookies=cookie(claims("nobody@example.vn"))).status == 403
    assert get(path, cookies=cookie(claims(READER), "x" * 40)).status == 403
    assert get(path, cookies=cookie(claims(READER))).body == b"data"


@pytest.mark.usefixtures("_signing_in")
@pytest.mark.parametrize("path", PUBLIC)
def test_the_page_of_the_door_gets_what_it_is_made_of(path: str) -> None:
    assert get(path).body == b"data"


@pytest.mark.usefixtures("secrets_file")
@pytest.mark.parametrize("path", HELD_BACK)
def test_everything_is_open_where_nobody_signs_in(path: str) -> None:
    assert get(path).body == b"data"


# ------------------------------------------------------------------------------------- signing in


def came_back(query: str, set_cookie: str = "", cookies: dict | None = None) -> Answer:
    home = RedirectResponse("/", 302)
    if set_cookie:
        home.headers.append("set-cookie", set_cookie)
    return get("/oauth2callback", query, cookies, Streamlit(home))


def failed(answer: Answer) -> bool:
    return answer.status == 502 and words.FAILED in answer.body.decode()


def test_a_provider_that_is_down_is_said_in_vietnamese() -> None:
    error = Streamlit(Response("Authentication error", 400))
    assert failed(get("/auth/login", "provider=x", app=error))
    assert get("/auth/login", app=Streamlit(RedirectResponse("/there", 302))).status == 302


@pytest.mark.parametrize(
    ("query", "set_cookie", "fails"),
    [
        ("code=1&state=2", "_streamlit_user=signed; Max-Age=2592000; Path=/", False),
        ("code=1&state=2", '_streamlit_user=""; Max-Age=0; Path=/', True),
        ("code=1&state=2", "", True),
        ("error=access_denied", "", True),
        ("error=access_denied&state=2", "", True),
        ("", "", False),
    ],
    ids=["in", "no token", "unknown state", "denied", "denied, with state", "signed out"],
)
def test_a_way_back_without_a_sign_in_is_said(query: str, set_cookie: str, fails: bool) -> None:
    answer = came_back(query, set_cookie)
    assert failed(answer) is fails
    assert fails or answer.headers["location"] == "/"


def test_a_step_back_in_the_browser_changes_nothing() -> None:
    assert not failed(came_back("code=1&state=2", cookies=cookie(claims(READER))))
