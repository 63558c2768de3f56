"""What `streamlit run dashboard.py` starts: the app around pages/shell.py; nothing else.

An ASGI app rather than a script, because a `pages/` folder beside a script would be served page
by page, past the shell and its filters.
"""

import logging
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from exhibits import vi
from exhibits.render import secrets
from exhibits.render.doors import Doors
from serving import logs, stopping
from serving.early import Early
from warehouse import queries

log = logging.getLogger("thi-dua")
ROOT = Path(__file__).parent
_HEAD, _HEAD_ENDS = b"<head>", b"</head>"
_SCRIPT = (
    f'<head><script src="/tinh/return.js" data-home="/{vi.HOME}"></script>'
    '<script src="/tinh/width.js"></script><script src="/tinh/vi.js"></script>'
    '<script src="/tinh/cut.js"></script>'
).encode()
_EARLY = Early(Path(st.__file__).parent / "static" / "static")


class Vietnamese:
    """Say in the HTML shell that the page is Vietnamese and load the dictionary for Streamlit's own
    words."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or "/_stcore/" in scope["path"] or "." in scope["path"]:
            await self.app(scope, receive, send)
            return
        if scope["path"] == "/":
            # Streamlit gives its default page no address of its own; ours has one
            # that can be sent on.
            query = scope["query_string"].decode("latin-1")
            home = RedirectResponse(f"/{vi.HOME}" + (f"?{query}" if query else ""))
            await home(scope, receive, send)
            return
        # A compressed page could not be rewritten.
        scope["headers"] = [h for h in scope["headers"] if h[0] != b"accept-encoding"]
        await self.app(scope, receive, _Rewriter(send, _EARLY.of(scope["path"])))


class _Rewriter:
    """Rewrites one HTML response as it passes; anything else goes through untouched."""

    def __init__(self, send: Send, early: bytes) -> None:
        self.send = send
        self.early = early
        self.start: Message | None = None
        self.body = b""

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            kind = dict(message["headers"]).get(b"content-type", b"")
            if not kind.startswith(b"text/html"):
                await self.send(message)
                return
            self.start = message
        elif self.start is None:
            await self.send(message)
        else:
            self.body += message.get("body", b"")
            if not message.get("more_body"):
                await self._finish()

    async def _finish(self) -> None:
        page = self.body.replace(b'<html lang="en">', b'<html lang="vi">')
        page = page.replace(b"<title>Streamlit</title>", f"<title>{vi.APP}</title>".encode())
        page = page.replace(b'href="./favicon.png"', b'href="/tinh/icon.png"')
        page = page.replace(_HEAD, _SCRIPT, 1).replace(_HEAD_ENDS, self.early + _HEAD_ENDS, 1)
        page = page.replace(
            b"You need to enable JavaScript to run this app.", vi.NO_SCRIPT.encode()
        )
        dropped = (b"content-length", b"etag")
        headers = [h for h in self.start["headers"] if h[0] not in dropped]
        headers.append((b"content-length", str(len(page)).encode()))
        await self.send({**self.start, "headers": headers})
        await self.send({"type": "http.response.body", "body": page})


def script_error(error: Exception) -> bool:
    """Say in Vietnamese that a page failed, and log why; True keeps Streamlit's own box away."""
    if isinstance(error, queries.NoAnswer):
        log.error("no answer from the cluster: %s", error)
        st.warning(error.reader, title=vi.ERROR_TITLE)
        return True
    if isinstance(error, queries.NoRelease):
        log.error("no readable release: %s", error)
        st.warning(vi.NO_RELEASE_TEXT, title=vi.NO_RELEASE_TITLE)
        return True
    log.error("page failed", exc_info=error)
    st.error(vi.ERROR_TEXT, title=vi.ERROR_TITLE)
    return True


def health(_: Request) -> JSONResponse:
    """200 with the release being served; 503 when there is none, or nobody to answer of it. Anyone
    may ask, so it says no more than that where people sign in."""
    try:
        queries.reach()
        told, status = {"release": queries.release_id()}, 200
        warning = queries.release_warning()
    except queries.NoRelease as error:
        told, status, warning = {"release": None}, 503, str(error)
    return JSONResponse(told if _people_sign_in() else {**told, "warning": warning}, status)


def _people_sign_in() -> bool:
    try:
        return secrets.read().signing_in
    except secrets.Unusable:
        return True


try:
    secrets.read()
except secrets.Unusable as reason:
    raise SystemExit(f"The dashboard does not start: {reason}") from None

app = st.App(
    ROOT / "pages" / "shell.py",
    lifespan=stopping.lifespan,
    middleware=[
        Middleware(logs.Requests),
        Middleware(stopping.Refusal),
        Middleware(Vietnamese),
        Middleware(Doors),
    ],
    routes=[
        Route("/suc-khoe", health),
        Mount("/tinh", StaticFiles(directory=ROOT / "static")),
    ],
    on_script_error=script_error,
)
