"""Connections that the dashboard accepts send small messages at once."""

import asyncio
import socket
from types import SimpleNamespace

import pytest
import uvicorn
from streamlit.web.server.starlette.starlette_server import _bind_socket

from serving import promptly, stopping


async def _is_prompt(sends: bool) -> bool:
    """Whether a connection to a socket bound as Streamlit binds it waits for no confirmation."""
    accepted = asyncio.get_running_loop().create_future()

    class Told(asyncio.Protocol):
        def connection_made(self, transport: asyncio.BaseTransport) -> None:
            accepted.set_result(transport.get_extra_info("socket"))

    door = _bind_socket("127.0.0.1", 0, 5)
    listening = await asyncio.get_running_loop().create_server(Told, sock=door)
    server = SimpleNamespace(started=False, servers=[listening])
    prompt = asyncio.create_task(promptly.send(server))
    await asyncio.sleep(0)
    assert not prompt.done(), "it waits until the server listens"
    server.started = sends
    if sends:
        await prompt
    prompt.cancel()
    async with listening:
        _, writer = await asyncio.open_connection(*door.getsockname())
        told = (await accepted).getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
        writer.close()
    return told != 0


@pytest.mark.parametrize("sends", [True, False])
def test_a_connection_is_prompt_because_it_was_asked_to_be(sends: bool) -> None:
    assert asyncio.run(_is_prompt(sends)) is sends


def test_the_server_around_the_dashboard_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stopping.logs, "install", lambda: None)
    monkeypatch.setattr(stopping.warming, "begin", lambda: None)
    monkeypatch.setattr(stopping, "_listen", lambda *_: None)
    server = uvicorn.Server(uvicorn.Config("made:up"))
    monkeypatch.setattr(stopping.signal, "getsignal", lambda _: server.handle_exit)

    async def life() -> int:
        door = _bind_socket("127.0.0.1", 0, 5)
        async with (
            await asyncio.get_running_loop().create_server(
                asyncio.Protocol, sock=door
            ) as listening,
            stopping.lifespan(None),
        ):
            server.servers, server.started = [listening], True
            await asyncio.sleep(promptly._LOOKS * 10)
            return door.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)

    assert asyncio.run(life()) != 0
