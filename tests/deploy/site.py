"""The dashboard as readers meet it: behind nginx, asked over TLS."""

import http.client
import json
import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from websockets.sync.client import ClientConnection, connect

from tests.browser.server import Server

SECONDS = 20


@dataclass
class Answer:
    status: int
    headers: http.client.HTTPMessage
    body: bytes


@dataclass
class Site:
    """nginx on a port, and the replicas behind it."""

    port: int
    replicas: list[Server]
    folder: Path
    trust: ssl.SSLContext

    @property
    def url(self) -> str:
        return f"https://localhost:{self.port}"

    def ask(
        self, path: str, method: str = "GET", body: bytes = b"", headers: Mapping[str, str] = {}
    ) -> Answer:
        """One request by a reader without a cookie, unless the headers hold one."""
        asked = http.client.HTTPSConnection(
            "localhost", self.port, timeout=SECONDS, context=self.trust
        )
        try:
            asked.request(method, path, body or None, dict(headers))
            got = asked.getresponse()
            return Answer(got.status, got.headers, got.read())
        finally:
            asked.close()

    def session(self, cookie: str = "") -> ClientConnection:
        """A WebSocket as the browser opens it."""
        return connect(
            f"wss://localhost:{self.port}/_stcore/stream",
            ssl=self.trust,
            origin=self.url,
            subprotocols=["streamlit"],
            additional_headers={"Cookie": f"thi_dua={cookie}"} if cookie else {},
            open_timeout=SECONDS,
        )

    def log(self) -> list[dict[str, object]]:
        """What nginx wrote of the requests that have ended."""
        text = (self.folder / "thi-dua.log").read_text(encoding="utf-8")
        return [json.loads(line) for line in text.splitlines()]

    def told(self, path: str, count: int) -> list[dict[str, object]]:
        """The lines of a path, once there are so many; a request is told when it is over."""
        end = time.monotonic() + SECONDS
        while time.monotonic() < end:
            found = [line for line in self.log() if line["path"] == path]
            if len(found) >= count:
                return found
            time.sleep(0.05)
        raise AssertionError(f"{path} is not in the log {count} times")
