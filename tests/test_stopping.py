"""SIGTERM: new readers are refused, those who are here are told, and the exit code is 0."""

import asyncio
import inspect
import json
import os
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from streamlit.runtime.scriptrunner import script_runner
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect

from exhibits import vi
from serving import stopping
from tests.browser.server import ROOT, Server, serve
from tests.test_dashboard import SHELL, Inner, ask

SECONDS = 10


@pytest.fixture
def stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stopping, "draining", lambda: True)


def test_nobody_is_refused_while_the_server_lives() -> None:
    assert ask(stopping.Refusal(Inner(SHELL)), "/tong-quan").status == 200


@pytest.mark.parametrize("path", ["/", "/tong-quan", "/suc-khoe"])
def test_a_draining_server_sends_new_readers_away(stopped: None, path: str) -> None:
    answer = ask(stopping.Refusal(Inner(SHELL)), path)
    assert (answer.status, answer.body.decode()) == (503, vi.RESTARTING)
    assert answer.headers["retry-after"]


@pytest.mark.parametrize("path", ["/media/a.xlsx", "/static/js/index.js", "/_stcore/upload_file/a"])
def test_who_is_here_still_gets_files(stopped: None, path: str) -> None:
    assert ask(stopping.Refusal(Inner(SHELL)), path).status == 200


PAGE = """
import asyncio, threading, time
import duckdb
from serving import stopping, warming
warming.begin = lambda: None
con, end = duckdb.connect(), time.monotonic() + 1
def page():
    while time.monotonic() < end:
        con.execute("select count(*) from range(1000000) t(n) where n % 7 = 3").fetchall()
async def serve():
    async with stopping.lifespan(None):
        threading.Thread(target=page, name=stopping._ASKING[0], daemon=True).start()
asyncio.run(serve())
"""


def test_a_page_being_worked_out_is_waited_for() -> None:
    """Else Python tears the thread out of DuckDB, and the process ends by SIGABRT."""
    done = subprocess.run([sys.executable, "-c", PAGE], cwd=ROOT, check=False, timeout=30)
    assert done.returncode == 0


def test_a_page_that_does_not_end_is_not_waited_for_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stopping, "SLOWEST", 0.2)
    end = threading.Event()
    page = threading.Thread(target=end.wait, name=stopping._ASKING[0])
    page.start()
    try:
        before = time.monotonic()
        stopping._wait_for_pages()
        assert 0.2 <= time.monotonic() - before < SECONDS
    finally:
        end.set()
        page.join()


def test_the_threads_that_are_waited_for_have_the_names_streamlit_gives_them() -> None:
    assert f'name="{stopping._ASKING[0]}"' in inspect.getsource(script_runner)


def test_a_drain_time_that_is_no_number_stops_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DRAIN_SECONDS", "2s")
    before = signal.getsignal(signal.SIGTERM)
    with closing(asyncio.new_event_loop()) as loop, pytest.raises(ValueError, match="2s"):
        stopping._listen(loop, None)
    assert signal.getsignal(signal.SIGTERM) is before


# ------------------------------------------------------------------------------ a real server


@pytest.fixture
def server(releases: Path, tmp_path: Path) -> Iterator[Server]:
    with serve(releases, tmp_path / "log.txt") as running:
        yield running


def session(server: Server) -> ClientConnection:
    address = server.url.replace("http://", "ws://") + "/_stcore/stream"
    return connect(address, subprotocols=["streamlit"])


def read_on(reader: ClientConnection) -> None:
    while True:
        reader.recv(timeout=SECONDS)


def status(url: str) -> int:
    try:
        with urllib.request.urlopen(url, timeout=SECONDS) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        with error:
            return error.code


@pytest.mark.skipif(os.name != "posix", reason="SIGTERM ends a process at once elsewhere")
def test_a_server_drains_tells_its_sessions_and_ends_with_0(server: Server) -> None:
    with session(server) as reader:
        server.process.send_signal(signal.SIGTERM)
        end = time.monotonic() + SECONDS
        while status(f"{server.url}/suc-khoe") != 503:
            assert time.monotonic() < end
        with pytest.raises(InvalidStatus, match="503"):
            session(server)
        with pytest.raises(ConnectionClosed, match="1012"):
            read_on(reader)
    assert server.process.wait(SECONDS) == 0
    lines = [
        json.loads(line) for line in server.log.read_text("utf-8").splitlines() if line[:1] == "{"
    ]
    assert [line["what"] for line in lines if "status" not in line] == [
        "started", "draining", "session ended", "stopped"
    ]  # fmt: skip


@pytest.mark.skipif(os.name != "posix", reason="there is no other server to ask elsewhere")
def test_a_second_sigterm_changes_nothing(server: Server) -> None:
    for _ in range(2):
        server.process.send_signal(signal.SIGTERM)
    assert server.process.wait(SECONDS) == 0
