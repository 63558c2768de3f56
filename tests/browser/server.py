"""One running dashboard over a releases folder, on a free port."""

import contextlib
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]


@dataclass
class Server:
    """One running dashboard."""

    url: str
    log: Path
    process: subprocess.Popen

    def errors(self) -> str:
        """What the server logged, if a page failed."""
        text = self.log.read_text(encoding="utf-8")
        return text if "Traceback" in text or '"level": "error"' in text else ""

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(timeout=10)


@contextlib.contextmanager
def serve(releases: Path, log: Path) -> Iterator[Server]:
    """`streamlit run dashboard.py` on a free port, until the block ends."""
    with socket.socket() as free:
        free.bind(("localhost", 0))
        port = free.getsockname()[1]
    command = ["-m", "streamlit", "run", "dashboard.py", "--server.port", str(port)]
    with log.open("w", encoding="utf-8") as out:
        process = subprocess.Popen(
            [sys.executable, *command],
            cwd=ROOT,
            env={**os.environ, "RELEASES_DIR": str(releases)},
            stdout=out,
            stderr=subprocess.STDOUT,
        )
        server = Server(f"http://localhost:{port}", log, process)
        try:
            _wait_until_healthy(server)
            yield server
        finally:
            server.stop()


def _wait_until_healthy(server: Server) -> None:
    for _ in range(300):
        if server.process.poll() is not None:
            break
        with (
            contextlib.suppress(OSError),
            urllib.request.urlopen(f"{server.url}/suc-khoe", timeout=5) as answer,
        ):
            if answer.status == 200:
                return
        time.sleep(0.1)
    raise RuntimeError(f"the server did not start: {server.log.read_text(encoding='utf-8')}")
