"""One running dashboard over a releases folder, on a free port."""

import contextlib
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]


@dataclass
class Server:
    """One running dashboard."""

    url: str
    log: Path
    process: subprocess.Popen

    @property
    def port(self) -> int:
        return int(self.url.rpartition(":")[2])

    def errors(self) -> str:
        """The lines of the log that tell of an exception: a page failed."""
        lines = self.log.read_text(encoding="utf-8").splitlines()
        return "\n".join(line for line in lines if "Traceback" in line or '"at": [' in line)

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(timeout=60)


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("localhost", 0))
        return free.getsockname()[1]


@contextlib.contextmanager
def serve(
    releases: Path,
    log: Path,
    environment: Mapping[str, str] | None = None,
    secrets: Path | None = None,
    options: tuple[str, ...] = (),
    port: int = 0,
) -> Iterator[Server]:
    """`streamlit run dashboard.py` on a port, else a free one, until the block ends; without
    `secrets` nobody signs in, whatever secrets the tests' user has."""
    port = port or free_port()
    command = ["-m", "streamlit", "run", "dashboard.py", "--server.port", str(port), *options]
    command += ["--secrets.files", str(secrets or log.with_name("no-secrets.toml"))]
    with log.open("w", encoding="utf-8") as out:
        process = subprocess.Popen(
            [sys.executable, *command],
            cwd=ROOT,
            env={**os.environ, "RELEASES_DIR": str(releases), **(environment or {})},
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
