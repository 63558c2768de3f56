"""Paths a browser would never send, sent to a running server."""

import http.client
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.server import Server, serve

OUTSIDE = (
    "/tinh/../dashboard.py",
    "/tinh/..%2fdashboard.py",
    "/tinh/%2e%2e/%2e%2e/etc/passwd",
    "/tinh//etc/passwd",
    "/static/../dashboard.py",
    "/static/%2e%2e%2fdashboard.py",
    "/app/static/../dashboard.py",
    "/media/../../etc/passwd",
    "/media/%2e%2e/dashboard.py",
    "/component/../dashboard.py",
    "/_stcore/bidi-components/..%2f..%2fdashboard.py",
    "/.streamlit/secrets.toml",
    "/.streamlit/config.toml",
    "/data/curated/units.csv",
    "/requirements.txt",
)
_INSIDE = (b"Starlette", b"root:x:", b"maxUploadSize", b"unit_id", b"streamlit==")


@pytest.fixture(scope="module")
def server(releases: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serve(releases, tmp_path_factory.mktemp("server") / "log.txt") as running:
        yield running


@pytest.mark.parametrize("path", OUTSIDE)
def test_no_path_leads_out_of_what_is_served(server: Server, path: str) -> None:
    connection = http.client.HTTPConnection(server.url.removeprefix("http://"), timeout=20)
    connection.request("GET", path)
    body = connection.getresponse().read()
    connection.close()
    assert [found for found in _INSIDE if found in body] == []


def test_what_is_served_is_served(server: Server) -> None:
    """Else the paths above were refused for another reason."""
    connection = http.client.HTTPConnection(server.url.removeprefix("http://"), timeout=20)
    connection.request("GET", "/tinh/vi.js")
    answer = connection.getresponse()
    assert answer.status == 200
    assert answer.read()
    connection.close()
