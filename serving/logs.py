"""The server's log: one JSON object a line, for machines; LOG_FORMAT=plain writes for people.

time, level, what, release, duration_ms, path; of an error its kind and where it was raised. Never a
query string, a reader's address or a value: what somebody looked for is theirs. So the words of an
exception are left out, and of other people's messages the arguments; plain lines hold both.
"""

import json
import logging
import os
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import logger as streamlit_logger

from exhibits import vi

log = logging.getLogger("thi-dua")
ROOT = Path(__file__).parents[1]
OURS = ("thi-dua", "warehouse", "desk", "serving")
_FIELDS = ("release", "duration_ms", "path", "status")
_PLAIN = "%(asctime)s %(levelname)s %(name)s: %(message)s%(told)s"
_TWICE = "Uncaught app execution"  # Streamlit's line for an error we tell by ourselves
_DEEPEST = 6  # frames of an error
# Known first parts of an address; anything else may be what a reader typed.
_PLACES = (*vi.PAGES, "suc-khoe", "tinh", "static", "media", "component")
_CORE = ("health", "host-config", "stream", "upload_file")


class Lines(logging.Formatter):
    """A record as one JSON object without values."""

    def format(self, record: logging.LogRecord) -> str:
        told: dict[str, object] = {
            "time": _moment(record.created),
            "level": record.levelname.lower(),
            # Others' arguments are not ours to judge: they may hold an address or a search.
            "what": record.getMessage() if _is_ours(record) else str(record.msg),
        }
        told |= _told(record)
        if record.exc_info and record.exc_info[0]:
            told["error"] = record.exc_info[0].__name__
            told["at"] = _frames(record.exc_info[2])
        return json.dumps(told, ensure_ascii=False)


class Plain(logging.Formatter):
    """A record as a developer likes to read it, with the whole traceback."""

    def __init__(self) -> None:
        super().__init__(_PLAIN)

    def format(self, record: logging.LogRecord) -> str:
        record.told = "".join(f" {key}={value}" for key, value in _told(record).items())
        return super().format(record)


def _told(record: logging.LogRecord) -> dict[str, object]:
    return {name: getattr(record, name) for name in _FIELDS if hasattr(record, name)}


def _is_ours(record: logging.LogRecord) -> bool:
    return record.name.partition(".")[0] in OURS


def _moment(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="milliseconds")


def _frames(trace: object) -> list[str]:
    """The deepest frames, ours by their place in the project, others' by the file's name."""
    found = []
    for frame in traceback.extract_tb(trace)[-_DEEPEST:]:
        path = Path(frame.filename)
        name = path.relative_to(ROOT) if path.is_relative_to(ROOT) else path.name
        found.append(f"{name}:{frame.lineno} {frame.name}")
    return found


def install() -> None:
    """Let every logger of the process, Streamlit's and the server's too, write this way."""
    handler = logging.StreamHandler()
    handler.setFormatter(Plain() if os.environ.get("LOG_FORMAT") == "plain" else Lines())
    logging.root.handlers[:] = [handler]
    log.setLevel(logging.INFO)

    def adopt(logger: logging.Logger) -> None:
        logger.handlers[:] = [handler]
        logger.propagate = False

    # Streamlit gives each of its loggers a handler, also those it makes later.
    streamlit_logger.setup_formatter = adopt
    streamlit_logger.update_formatter()
    logging.getLogger("streamlit.error_util").addFilter(lambda record: record.msg != _TWICE)
    # The server's everyday lines tell readers' addresses and queries.
    for name in ("uvicorn", "uvicorn.access", "uvicorn.error", "uvicorn.asgi", "websockets"):
        logging.getLogger(name).setLevel(logging.WARNING)


@contextmanager
def rerun(slug: str) -> Iterator[dict[str, object]]:
    """Tell how long a page's script took; the caller adds the release it reads."""
    told: dict[str, object] = {"path": f"/{slug}", "release": None}
    start = time.perf_counter()
    try:
        yield told
    finally:
        log.info("rerun", extra={**told, "duration_ms": _since(start)})


def _since(start: float) -> float:
    return round((time.perf_counter() - start) * 1000, 1)


class Requests:
    """Tells of pages asked for, sessions that end, and whatever failed."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        start, status = time.perf_counter(), 0

        async def listening(message: Message) -> None:
            nonlocal status
            status = message.get("status", status)
            await send(message)

        try:
            await self.app(scope, receive, listening)
        finally:
            _answered(scope, status, start)


def _answered(scope: Scope, status: int, start: float) -> None:
    path = named(scope["path"])
    told: dict[str, object] = {"path": path, "duration_ms": _since(start)}
    if scope["type"] == "websocket" and not status:
        log.info("session ended", extra=told)
    elif status >= 500 and path != "/suc-khoe":
        log.warning("refused", extra={**told, "status": status})
    elif path.strip("/") in vi.PAGES:
        log.info("page", extra={**told, "status": status})


def named(path: str) -> str:
    """As much of an address as names a place of the app; the rest may name a person."""
    first, _, rest = path.strip("/").partition("/")
    if first == "_stcore":
        second = rest.partition("/")[0]
        return f"/_stcore/{second}" if second in _CORE else "/_stcore/…"
    return f"/{first}" if first in _PLACES else "/…"
