"""The dashboard as readers meet it: behind nginx, asked over TLS."""

import http.client
import json
import ssl
import time
from collections.abc import Callable, Mapping
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
    start: Callable[[int], Server]  # on a port

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

    def asked_first(self, cookie: str) -> int:
        """The number of the replica that nginx asks for this reader."""
        path = f"/nguon/{cookie}"
        before = sum(line["path"] == path for line in self.log())
        assert self.ask(path, headers={"Cookie": f"thi_dua={cookie}"}).status == 200
        port = str(self.told(path, before + 1)[-1]["replica"]).rpartition(":")[2]
        return [str(replica.port) for replica in self.replicas].index(port)

    def back(self, number: int, reader: str) -> float:
        """Start a replica again on its port, and the seconds until nginx asks it for its reader."""
        self.replicas[number] = self.start(self.replicas[number].port)
        start = time.monotonic()
        while self.asked_first(reader) != number:
            assert time.monotonic() - start < SECONDS, "nginx has forgotten the replica"
            time.sleep(0.1)
        return time.monotonic() - start

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
