"""nginx over two dashboards of the same release, with the configuration people install.

Without nginx these tests are skipped, and say so; REQUIRE_NGINX=1 makes that a failure.
"""

import os
import socket
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path

import pytest

from bench.proxy import program, proxy
from tests.browser.server import Server, serve
from tests.deploy.site import Site

NO_NGINX = "left out: no nginx found (Debian: apt-get install nginx-light)"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if program() is None and os.environ.get("REQUIRE_NGINX") != "1":
        for item in items:
            if item.path.is_relative_to(Path(__file__).parent) and item.path.stem != "test_units":
                item.add_marker(pytest.mark.skip(reason=NO_NGINX))


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a certificate nobody signed, for localhost."""
    folder = tmp_path_factory.mktemp("tls")
    command = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2"
    command += " -subj /CN=localhost -addext subjectAltName=DNS:localhost"
    files = ["-keyout", str(folder / "key.pem"), "-out", str(folder / "fullchain.pem")]
    subprocess.run([*command.split(), *files], check=True, capture_output=True)
    return folder


@pytest.fixture(scope="module")
def site(
    releases: Path, certificate: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Site]:
    """Two replicas behind nginx, over TLS."""
    folder = tmp_path_factory.mktemp("site")
    with ExitStack() as stack:
        start = partial(_started, stack, releases, folder)
        replicas = [start() for _ in range(2)]
        port = _free_pair()
        ports = [replica.port for replica in replicas]
        stack.enter_context(proxy(folder / "nginx", ports, port, certificate))
        trust = ssl.create_default_context(cafile=str(certificate / "fullchain.pem"))
        yield Site(port, replicas, folder / "nginx", trust, start)


def _started(stack: ExitStack, releases: Path, folder: Path, port: int = 0) -> Server:
    log = folder / f"{len(list(folder.glob('*.txt')))}.txt"
    return stack.enter_context(serve(releases, log, port=port))


def _free_pair() -> int:
    """A free port whose next one is free too, for the redirect."""
    while True:
        with socket.socket() as first, socket.socket() as second:
            first.bind(("127.0.0.1", 0))
            port = first.getsockname()[1]
            try:
                second.bind(("127.0.0.1", port + 1))
            except OSError:
                continue
            return port
