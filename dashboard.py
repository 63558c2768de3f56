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
from warehouse import queries

log = logging.getLogger("thi-dua")
ROOT = Path(__file__).parent
_HEAD = b"<head>"
_SCRIPT = b'<head><script src="/tinh/width.js"></script><script src="/tinh/vi.js"></script>'


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
        await self.app(scope, receive, _Rewriter(send))


class _Rewriter:
    """Rewrites one HTML response as it passes; anything else goes through untouched."""

    def __init__(self, send: Send) -> None:
        self.send = send
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
        page = page.replace(_HEAD, _SCRIPT, 1)
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
    """200 with the release being served; 503 when there is none, or nobody to answer of it."""
    try:
        queries.reach()
        return JSONResponse({"release": queries.release_id(), "warning": queries.release_warning()})
    except queries.NoRelease as error:
        return JSONResponse({"release": None, "warning": str(error)}, status_code=503)


app = st.App(
    ROOT / "pages" / "shell.py",
    middleware=[Middleware(Vietnamese)],
    routes=[
        Route("/suc-khoe", health),
        Mount("/tinh", StaticFiles(directory=ROOT / "static")),
    ],
    on_script_error=script_error,
)
