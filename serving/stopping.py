"""An orderly end on SIGTERM: first no new readers, a moment later no readers, then exit code 0.

While it drains, pages and new sessions are refused with 503, which sends a proxy to the next
replica; those who are here keep their session for DRAIN_SECONDS. Then their WebSocket is closed
with 1012 (service restart), and the browser connects again with what was chosen.
"""

import asyncio
import gc
import logging
import os
import signal
import threading
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from types import FrameType
from typing import Any

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from exhibits import vi
from serving import logs, promptly, warming

log = logging.getLogger("thi-dua")
DRAIN = 2.0  # seconds between the first refusal and the end of sessions
SLOWEST = 5  # seconds a file being sent, or a page being worked out, may still take
_ASKING = ("ScriptRunner.scriptThread", warming.THREAD)  # the first is Streamlit's name
_begun = threading.Event()


def draining() -> bool:
    """Has the end been asked for?"""
    return _begun.is_set()


class Refusal:
    """Refuse new readers while draining; files and scripts of those who are here still come."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not (draining() and _is_arrival(scope)):
            await self.app(scope, receive, send)
        elif scope["type"] == "http":
            await _REFUSED(scope, receive, send)
        else:
            await send({"type": "websocket.http.response.start", "status": 503, "headers": []})
            await send({"type": "websocket.http.response.body", "body": b""})


_REFUSED = PlainTextResponse(vi.RESTARTING, status_code=503, headers={"retry-after": "5"})


def _is_arrival(scope: Scope) -> bool:
    """Somebody opens a page or a session, or asks whether this server is well."""
    path = scope.get("path", "")
    inside = path.startswith(("/_stcore/", "/media/", "/tinh/")) or "." in path
    return scope["type"] == "websocket" or (scope["type"] == "http" and not inside)


@asynccontextmanager
async def lifespan(_: object) -> AsyncIterator[None]:
    """From a server that logs our way and knows how to end, to its last line."""
    logs.install()
    server = _server()
    prompt = asyncio.create_task(promptly.send(server)) if server else None
    if threading.current_thread() is threading.main_thread():
        _listen(asyncio.get_running_loop(), server)
    log.info("started")
    warming.begin()
    yield
    if prompt:
        prompt.cancel()
    warming.end()
    await asyncio.to_thread(_wait_for_pages)
    # What warming froze is collected again, or libraries tell of it as lost in lines of their own.
    gc.unfreeze()
    log.info("stopped")


def _wait_for_pages() -> None:
    """Until no thread may be asking the database, or for SLOWEST: they end with the process, and
    Python ends a thread inside DuckDB in a way that aborts the process instead."""
    end = time.monotonic() + SLOWEST
    for thread in threading.enumerate():
        if thread.name in _ASKING:
            thread.join(max(0.0, end - time.monotonic()))


def _server() -> Any:
    """The uvicorn server around this app, known by its handler of SIGTERM; None where another
    handles that."""
    server = getattr(signal.getsignal(signal.SIGTERM), "__self__", None)
    return server if hasattr(server, "should_exit") else None


def _listen(loop: asyncio.AbstractEventLoop, server: Any) -> None:
    server_ends = signal.getsignal(signal.SIGTERM)
    # Read now: a setting that is no number stops the start, not the end.
    wait = float(os.environ.get("DRAIN_SECONDS", DRAIN))

    def end() -> None:
        # The server would raise the signal again after its last line, and the process would end
        # by it instead of with 0; asked through its own switch, it does not.
        if server is None:
            signal.signal(signal.SIGTERM, server_ends)
            signal.raise_signal(signal.SIGTERM)
            return
        server.config.timeout_graceful_shutdown = SLOWEST
        server.should_exit = True

    def drain(_signal: int, _frame: FrameType | None) -> None:
        if not _begun.is_set():
            _begun.set()
            loop.call_soon_threadsafe(lambda: _told_to_drain(loop, wait, end))

    signal.signal(signal.SIGTERM, drain)


def _told_to_drain(loop: asyncio.AbstractEventLoop, wait: float, end: Callable[[], None]) -> None:
    # Not told in the signal's handler: the log may be held by whom it interrupted.
    log.info("draining")
    # The server takes an answer other than a handshake for a mistake, and says so as an error.
    logging.getLogger("uvicorn.error").addFilter(lambda record: "handshake" not in str(record.msg))
    loop.call_later(wait, end)
