"""One server of the bench: started, answering, and what it costs while it runs."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

ROOT = Path(__file__).parents[1]
_PATIENCE = 60  # seconds for a server to answer
_TICKS = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100


@dataclass(frozen=True)
class Process:
    """A Streamlit server on a port; memory and processor time as Linux tells them."""

    port: int
    number: int

    @classmethod
    @contextmanager
    def serving(cls, script: str, releases: Path) -> Iterator["Process"]:
        """`streamlit run` of the script until the block ends."""
        port = free_port()
        command = [sys.executable, "-m", "streamlit", "run", script, "--server.headless", "true"]
        command += ["--server.fileWatcherType", "none"]  # as deploy/systemd has it
        started = subprocess.Popen(
            [*command, "--server.port", str(port)],
            cwd=ROOT,
            env={**os.environ, "RELEASES_DIR": str(releases)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            _answering(port, script)
            yield cls(port, started.pid)
        finally:
            started.terminate()
            started.wait()

    def resident(self) -> int:
        """Bytes of memory now."""
        return self._status("VmRSS")

    def peak(self) -> int:
        """Bytes of memory at its highest."""
        return self._status("VmHWM")

    def busy(self) -> float:
        """Seconds of processor time so far."""
        fields = Path(f"/proc/{self.number}/stat").read_text(encoding="utf-8").rpartition(")")[2]
        return sum(map(int, fields.split()[11:13])) / _TICKS

    def _status(self, name: str) -> int:
        text = Path(f"/proc/{self.number}/status").read_text(encoding="utf-8")
        line = next(line for line in text.splitlines() if line.startswith(name))
        return int(line.split()[1]) * 1024


def _answering(port: int, script: str) -> None:
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end:
        try:
            urlopen(f"http://localhost:{port}/_stcore/health").close()
        except (URLError, ConnectionError):
            time.sleep(0.05)
        else:
            return
    raise TimeoutError(f"{script} does not answer; run: streamlit run {script}")


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("localhost", 0))
        return free.getsockname()[1]
