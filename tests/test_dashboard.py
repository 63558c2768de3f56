"""The frame of the app, called as a server calls it: HTML shell, way home, health, errors."""

import asyncio
import json
import logging
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit
from starlette.types import Message, Receive, Scope, Send

import dashboard
from exhibits import vi
from tests import signing_in
from warehouse import queries

SHELL = (
    b'<!DOCTYPE html><html lang="en">\n  <head>\n    <title>Streamlit</title></head>'
    b"<body>&lt;head&gt; <head> in a text</body></html>"
)


STREAMLIT = Path(streamlit.__file__).parent / "static"


class Answer:
    """What came out of an ASGI app."""

    def __init__(self, messages: list[Message]) -> None:
        self.status = messages[0]["status"]
        self.headers = {k.decode(): v.decode() for k, v in messages[0]["headers"]}
        self.body = b"".join(m.get("body", b"") for m in messages[1:])


def ask(app, path: str, query: bytes = b"", headers: tuple[tuple[bytes, bytes], ...] = ()):
    """One GET, without a server."""
    sent: list[Message] = []
    scope = {
        "type": "http",
        "method": "GET",
        "path": path,
        "raw_path": path.encode(),
        "query_string": query,
        "headers": list(headers),
    }

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    asyncio.run(app(scope, receive, send))
    return Answer(sent)


class Inner:
    """Stands for Streamlit: one answer, in two parts; remembers what it was asked."""

    def __init__(self, body: bytes, kind: bytes = b"text/html; charset=utf-8") -> None:
        self.body, self.kind = body, kind
        self.scope: Scope = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.scope = scope
        length = str(len(self.body)).encode()
        headers = [(b"content-type", self.kind), (b"content-length", length), (b"etag", b"1")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": self.body[:30], "more_body": True})
        await send({"type": "http.response.body", "body": self.body[30:]})


# --------------------------------------------------------------------------------- the HTML shell


def test_the_page_says_it_is_vietnamese_and_loads_our_scripts_once() -> None:
    answer = ask(dashboard.Vietnamese(Inner(SHELL)), "/tong-quan")
    page = answer.body.decode()
    assert page.count('<html lang="vi">') == 1
    assert page.count("/tinh/vi.js") == 1
    assert f"<title>{vi.APP}</title>" in page
    assert answer.headers["content-length"] == str(len(answer.body))
    assert "etag" not in answer.headers, "it names the page as it was before"


def test_our_scripts_run_before_streamlits() -> None:
    page = ask(dashboard.Vietnamese(Inner(SHELL)), "/tong-quan").body.decode()
    assert page.index("/tinh/vi.js") < page.index("<title>")
    for script in ("vi.js", "width.js", "return.js", "cut.js"):
        assert f'"/tinh/{script}"' in page
        assert (dashboard.ROOT / "static" / script).is_file()


def test_the_page_is_asked_for_uncompressed() -> None:
    inner = Inner(SHELL)
    headers = ((b"accept-encoding", b"gzip"), (b"accept-language", b"vi"))
    ask(dashboard.Vietnamese(inner), "/tong-quan", headers=headers)
    assert inner.scope["headers"] == [(b"accept-language", b"vi")]


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/_stcore/health", b"text/html"),
        ("/static/js/index.js", b"text/html"),
        ("/suc-khoe", b"application/json"),
        ("/component", b"text/javascript"),
    ],
)
def test_what_is_not_the_page_passes_untouched(path: str, kind: bytes) -> None:
    answer = ask(dashboard.Vietnamese(Inner(SHELL, kind)), path)
    assert answer.body == SHELL
    assert answer.headers["etag"] == "1"


def test_streamlits_own_shell_is_rewritten() -> None:
    """The words we replace stand in the pinned version's page."""
    shell = STREAMLIT / "index.html"
    page = ask(dashboard.Vietnamese(Inner(shell.read_bytes())), "/nguon").body.decode()
    assert '<html lang="vi">' in page
    assert f"<title>{vi.APP}</title>" in page
    assert page.count("/tinh/vi.js") == 1
    assert page.count("/tinh/icon.png") == 1


def test_charts_are_asked_for_with_the_page_and_after_streamlits_own_script() -> None:
    shell = Inner((STREAMLIT / "index.html").read_bytes())
    page = ask(dashboard.Vietnamese(shell), "/mo-hinh").body.decode()
    assert page.index("js/index.") < page.index("js/PlotlyChart.") < page.index("</head>")
    assert "js/PlotlyChart." not in ask(dashboard.Vietnamese(shell), "/nguon").body.decode()


# ---------------------------------------------------------------------------------- the dictionary

DICTIONARY = dict(
    re.findall(
        r'^    "(.+)":\s+"(.+)",$',
        (dashboard.ROOT / "static" / "vi.js").read_text(encoding="utf-8"),
        re.MULTILINE,
    )
)
COMPONENTS = (
    "index", "Multiselect", "Selectbox", "TextInput", "Pagination", "Table", "Toolbar",
    "DataFrame", "DownloadButton", "utils", "useSyncComboBox", "StreamlitMarkdown",
    "useCopyToClipboard", "BaseButton", "FileUploader", "ErrorElement",
    "StreamlitSyntaxHighlighter",
)  # fmt: skip


def test_the_dictionary_replaces_words_of_the_pinned_streamlit() -> None:
    files = [f for name in COMPONENTS for f in (STREAMLIT / "static" / "js").glob(f"{name}*.js")]
    bundle = "".join(file.read_text(encoding="utf-8") for file in files)
    assert len(DICTIONARY) > 50
    unknown = [w for w in DICTIONARY if f"`{w}`" not in bundle and f'"{w}"' not in bundle]
    assert unknown == []


def test_no_word_is_replaced_twice() -> None:
    """Otherwise the observer would never come to rest."""
    assert DICTIONARY.keys().isdisjoint(DICTIONARY.values())


# ---------------------------------------------------------------------------------- the way home


@pytest.mark.parametrize(
    ("query", "place"),
    [
        (b"", "/tong-quan"),
        (b"dia-phuong=Huy%E1%BB%87n+Y%C3%AAn&ky=2022", None),
    ],
)
def test_the_root_leads_home_with_its_query(query: bytes, place: str | None) -> None:
    answer = ask(dashboard.Vietnamese(Inner(SHELL)), "/", query)
    assert answer.status in (302, 307)
    assert answer.headers["location"] == (place or f"/{vi.HOME}?{query.decode()}")


# ---------------------------------------------------------------------------------------- health


def test_health_names_the_release(reading: Path) -> None:
    answer = dashboard.health(None)
    assert answer.status_code == 200
    told = json.loads(answer.body)
    assert told["release"] == (reading / "CURRENT").read_text(encoding="utf-8").strip()
    assert told["warning"] is None


def test_health_says_no_more_than_the_release_where_people_sign_in(
    reading: Path, secrets_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    signing_in.write(secrets_file)
    assert json.loads(dashboard.health(None).body).keys() == {"release"}
    secrets_file.write_text("[auth", encoding="utf-8")
    assert json.loads(dashboard.health(None).body).keys() == {"release"}
    monkeypatch.setenv("RELEASES_DIR", str(tmp_path))
    answer = dashboard.health(None)
    assert (answer.status_code, json.loads(answer.body)) == (503, {"release": None})


def test_health_is_503_without_a_release(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("RELEASES_DIR", str(tmp_path))
    answer = dashboard.health(None)
    assert answer.status_code == 503
    assert json.loads(answer.body)["release"] is None


# ---------------------------------------------------------------------------------------- errors


@pytest.fixture
def boxes(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[tuple[str, str, str]]]:
    """What readers are shown: (kind, title, text)."""
    shown: list[tuple[str, str, str]] = []
    for kind in ("warning", "error"):
        monkeypatch.setattr(
            dashboard.st,
            kind,
            lambda text, title="", kind=kind: shown.append((kind, title, text)),
        )
    return shown


def test_no_release_is_said_in_vietnamese(boxes: list, caplog: pytest.LogCaptureFixture) -> None:
    assert dashboard.script_error(queries.NoRelease("run: python -m etl"))
    assert boxes == [("warning", vi.NO_RELEASE_TITLE, vi.NO_RELEASE_TEXT)]


def test_any_other_error_is_said_in_vietnamese_and_logged(
    boxes: list, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        assert dashboard.script_error(ValueError("secret detail"))
    assert boxes == [("error", vi.ERROR_TITLE, vi.ERROR_TEXT)]
    assert "secret detail" in caplog.text, "the developer needs it"
