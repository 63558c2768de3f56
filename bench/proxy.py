"""nginx as an ordinary process, with the configuration of deploy/ on other ports and folders."""

import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

CONFIGURATION = Path(__file__).parents[1] / "deploy" / "nginx"
_PATIENCE = 10  # seconds for nginx to listen
_FRAME = """
daemon off; master_process off; pid {0}/nginx.pid; error_log {0}/error.log warn;
events {{ worker_connections 2000; }}
http {{
    include /etc/nginx/mime.types; default_type application/octet-stream; access_log off;
    client_body_temp_path {0}/body; proxy_temp_path {0}/proxy; fastcgi_temp_path {0}/fastcgi;
    uwsgi_temp_path {0}/uwsgi; scgi_temp_path {0}/scgi;
    include {0}/thi-dua.conf;
}}
"""


def program() -> str | None:
    """Where nginx is, or None."""
    return shutil.which("nginx", path="/usr/sbin:/usr/local/sbin:/usr/local/bin:/usr/bin")


@contextmanager
def proxy(
    folder: Path, replicas: Sequence[int], port: int, tls: Path | None = None
) -> Iterator[None]:
    """nginx on a port over replicas on theirs; its files in the folder, until the block ends.

    `tls` holds fullchain.pem and key.pem; without it the same is served in the clear.
    """
    write(folder, replicas, port, tls)
    command = [program(), "-p", str(folder), "-c", str(folder / "nginx.conf")]
    with (folder / "said.txt").open("wb") as said:
        process = subprocess.Popen(command, stdout=said, stderr=said)
    try:
        _listening(port, process, folder)
        yield
    finally:
        process.terminate()
        process.wait()


def write(folder: Path, replicas: Sequence[int], port: int, tls: Path | None) -> None:
    """The configuration, changed as little as running here needs; ValueError where it cannot be."""
    folder.mkdir(parents=True, exist_ok=True)
    text = (CONFIGURATION / "thi-dua.conf").read_text(encoding="utf-8")
    server = re.search(r" server 127.0.0.1:8501(.*?;)", text)[1]
    upstream = "\n".join(f"    server 127.0.0.1:{replica}{server}" for replica in replicas)
    changes = [
        (r"(    server 127\.0\.0\.1:\d+ .*?;\n?)+", upstream + "\n"),
        (r"listen 80;", "listen 127.0.0.1:0;" if tls is None else f"listen 127.0.0.1:{port + 1};"),
        (r"listen 443 ssl http2;", f"listen 127.0.0.1:{port}{' ssl http2' if tls else ''};"),
        (r"/etc/ssl/thi-dua", str(tls or folder)),
        (r"/var/cache/nginx/thi-dua", str(folder / "cache")),
        (r"/var/log/nginx", str(folder)),
        (r"/opt/thi-dua/deploy/nginx", str(CONFIGURATION)),
    ]
    if tls is None:
        changes += [(r" *ssl_.*;\n", ""), (r"server \{\s+listen 127.0.0.1:0;.*?\n\}\n", "")]
    for old, new in changes:
        text, count = re.subn(old, new, text, flags=re.DOTALL if "listen 127" in old else 0)
        if not count:
            raise ValueError(f"{CONFIGURATION}/thi-dua.conf no longer holds {old!r}")
    (folder / "thi-dua.conf").write_text(text, encoding="utf-8")
    (folder / "nginx.conf").write_text(_FRAME.format(folder), encoding="utf-8")


def _listening(port: int, process: subprocess.Popen, folder: Path) -> None:
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end and process.poll() is None:
        with socket.socket() as asked:
            if asked.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise RuntimeError((folder / "said.txt").read_text(encoding="utf-8"))
