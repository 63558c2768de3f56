"""Two hundred megabytes at the door: turned away before they are read, said length or not."""

import contextlib
import http.client
import re
import uuid
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from tests.browser import reader
from tests.browser.server import Server

MEGABYTE = 1 << 20
SENT = 200  # megabytes
BOUNDARY = "made-up"


@pytest.mark.parametrize("chunked", [False, True], ids=["length said", "chunked"])
def test_a_huge_upload_is_not_taken_in(page: Page, server: Server, chunked: bool) -> None:
    reader.visit(page, f"{server.url}/trinh-chieu", "trinh-chieu")
    file = {"name": "bai.json", "mimeType": "application/json", "buffer": b"{}"}
    with page.expect_request(re.compile("/upload_file/")) as asked:
        page.locator("input[type=file]").set_input_files([file])
    place = urlsplit(asked.value.url)
    (xsrf,) = [c for c in page.context.cookies() if "xsrf" in c["name"]]
    before = memory(server)
    status = sent(
        place.netloc,
        # Another file of the same session.
        f"{place.path.rpartition('/')[0]}/{uuid.uuid4()}",
        {"Cookie": f"{xsrf['name']}={xsrf['value']}", "X-Xsrftoken": xsrf["value"]},
        chunked,
    )
    assert status == 413
    assert memory(server) - before < 60 * MEGABYTE


def sent(host: str, path: str, headers: dict[str, str], chunked: bool) -> int:
    """The server's answer; it may close the door while we still push."""
    connection = http.client.HTTPConnection(host, timeout=60)
    headers = headers | {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}
    length = {"Content-Length": str(sum(map(len, body())))}
    headers |= {"Transfer-Encoding": "chunked"} if chunked else length
    with contextlib.closing(connection):
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            connection.request("PUT", path, body(), headers, encode_chunked=chunked)
        with connection.getresponse() as answer:
            return answer.status


def body() -> Iterator[bytes]:
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="a.json"\r\n\r\n'
    yield head.encode()
    for _ in range(SENT):
        yield bytes(MEGABYTE)
    yield f"\r\n--{BOUNDARY}--\r\n".encode()


def memory(server: Server) -> int:
    """Bytes of the server in memory."""
    status = Path(f"/proc/{server.process.pid}/status").read_text(encoding="utf-8")
    return int(re.search(r"VmHWM:\s+(\d+)", status)[1]) << 10
