"""What must hold before Streamlit answers: files only for who may read, and a Vietnamese page where
signing in fails."""

import html
import re

from starlette.datastructures import Headers
from starlette.requests import HTTPConnection
from starlette.responses import HTMLResponse, PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from exhibits import vi_sign_in as words
from exhibits.render import visit

# Files of pages and what is uploaded to them; figures about the server; the app for programs.
_HELD_BACK = re.compile(r"/(media|_stcore/(upload_file|metrics|agent|script-health-check))(/|$)")
_STREAMLITS_OWN = "/static/"  # scripts and fonts, which the page of the door needs too
_LOGIN, _CALLBACK = "/auth/login", "/oauth2callback"
_PAGE = """<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>{title}</title><style>
:root {{ color-scheme: light dark }}
body {{ font: 17px/1.6 sans-serif; max-width: 34rem; margin: 15vh auto; padding: 0 1rem }}
</style></head><body><h1>{title}</h1><p>{text}</p><p><a href="/">{again}</a></p></body></html>"""


class Doors:
    """Stands before Streamlit; the pages themselves have their door in pages/shell.py."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope.get("path", "")
        if scope["type"] != "http":
            await self.app(scope, receive, send)
        elif _is_held_back(path) and not visit.by_cookies(HTTPConnection(scope).cookies).may_read:
            await PlainTextResponse(words.CLOSED, status_code=403)(scope, receive, send)
        elif path.endswith((_LOGIN, _CALLBACK)):
            await _SigningIn(self.app, scope, receive, send).answer()
        else:
            await self.app(scope, receive, send)


def _is_held_back(path: str) -> bool:
    return not path.startswith(_STREAMLITS_OWN) and bool(_HELD_BACK.search(path))


class _SigningIn:
    """One step of signing in; its answer is held until it is known whether it failed."""

    def __init__(self, app: ASGIApp, scope: Scope, receive: Receive, send: Send) -> None:
        self.app, self.scope, self.receive, self.send = app, scope, receive, send
        self.held: list[Message] = []

    async def answer(self) -> None:
        await self.app(self.scope, self.receive, self._hold)
        if self.held and self._failed():
            page = _PAGE.format(
                title=html.escape(words.FAILED_TITLE),
                text=html.escape(words.FAILED),
                again=html.escape(words.TRY_AGAIN),
            )
            await HTMLResponse(page, 502)(self.scope, self.receive, self.send)
            return
        for message in self.held:
            await self.send(message)

    async def _hold(self, message: Message) -> None:
        self.held.append(message)

    def _failed(self) -> bool:
        if self.scope["path"].endswith(_LOGIN) or self.held[0]["status"] >= 400:
            return self.held[0]["status"] >= 400
        asked = HTTPConnection(self.scope)
        # Without any of these it is the way back from signing out.
        if {"code", "state", "error"}.isdisjoint(asked.query_params):
            return False
        cookies = Headers(raw=self.held[0]["headers"]).getlist("set-cookie")
        ours = [cookie for cookie in cookies if cookie.startswith(f"{USER_COOKIE_NAME}=")]
        if not ours:
            # A step back in the browser repeats an answer that was used before.
            return USER_COOKIE_NAME not in asked.cookies
        return any("max-age=0" in cookie.lower() for cookie in ours)
