"""Small messages leave at once.

An answer begins with two or three messages of a few bytes. Nagle's algorithm holds the rest back
until the reader's machine has confirmed the first, which it puts off for 40 ms or more. asyncio
turns that off for sockets that say they speak TCP; the one Streamlit listens on does not say so.
"""

import asyncio
import socket
from typing import Any

_LOOKS = 0.01  # seconds between two looks whether the server listens yet


async def send(server: Any) -> None:
    """Once this uvicorn server listens, have every connection it accepts send at once."""
    while not server.started:
        await asyncio.sleep(_LOOKS)
    for listening in server.servers:
        for door in listening.sockets:
            if door.family in (socket.AF_INET, socket.AF_INET6):
                door.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # passed on to each
