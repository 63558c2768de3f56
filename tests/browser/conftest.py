"""A real server over a real release, and Chromium to look at it.

Without a browser these tests are skipped, and say so; REQUIRE_BROWSER=1 makes that a failure.
"""

import contextlib
import os
import shutil
from collections.abc import Callable, Iterator
from functools import cache
from itertools import chain
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.browser.people import Guarded, People, Provider, guarded, provide
from tests.browser.reader import DESKTOP
from tests.browser.server import Server, serve
from tests.browser.windows import Windows

QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # An eighth of the work: pages live too short for what optimizing their scripts would save.
    "--js-flags=--no-opt --no-maglev",
    # A route would do it too, but takes the cache away.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost",
]
PATIENCE = 20_000  # milliseconds
expect.set_options(timeout=PATIENCE)


def chromium() -> str | None:
    places = (os.environ.get("CHROMIUM"), "/usr/bin/chromium")
    names = ("chromium", "chromium-browser", "google-chrome")
    found = [place for place in places if place and Path(place).is_file()]
    return next(iter(found + [p for name in names if (p := shutil.which(name))]), None)


NO_BROWSER = "browser tests left out: no Chromium found (set CHROMIUM to its path)"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if chromium() is None and os.environ.get("REQUIRE_BROWSER") != "1":
        for item in items:
            if item.path.is_relative_to(Path(__file__).parent):
                item.add_marker(pytest.mark.skip(reason=NO_BROWSER))


# Package scope: Playwright keeps an event loop running, which later tests must not meet.
@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    path = chromium()
    assert path is not None, NO_BROWSER
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=QUIET)
        yield running
        running.close()


@pytest.fixture(scope="package")
def server(
    browser: Browser, releases: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    with serve(releases, tmp_path_factory.mktemp("server") / "log.txt") as running:
        yield running


@pytest.fixture
def fresh_server(browser: Browser, releases: Path, tmp_path: Path) -> Iterator[Server]:
    """A server nobody has opened a page of."""
    with serve(releases, tmp_path / "log.txt") as running:
        yield running


@pytest.fixture(scope="package")
def contexts(browser: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """One context per kind of window, so that Streamlit's scripts are fetched once, as at home."""

    @cache
    def context(size: tuple[int, int], scheme: str) -> BrowserContext:
        viewport = {"width": size[0], "height": size[1]}
        return browser.new_context(viewport=viewport, color_scheme=scheme, locale="vi-VN")

    yield context
    for opened in browser.contexts:
        opened.close()


@contextlib.contextmanager
def visiting(windows: Windows) -> Iterator[Callable[..., Page]]:
    """Whatever is looked at meanwhile, no request may leave this machine."""

    def arrive(size: tuple[int, int] = DESKTOP, scheme: str = "light") -> Page:
        return windows.arrive(size, scheme)

    yield arrive
    ours = ("http://localhost:", "data:", "blob:http://localhost:")
    assert [url for url in windows.leave() if not url.startswith(ours)] == []


@pytest.fixture(scope="package")
def windows(contexts: Callable[..., BrowserContext]) -> Windows:
    return Windows(contexts)


@pytest.fixture
def visitor(windows: Windows) -> Iterator[Callable[..., Page]]:
    """`visitor(size, scheme)`: a window, and with it a new session of the dashboard."""
    with visiting(windows) as arrive:
        yield arrive


@pytest.fixture(scope="module")
def resident(contexts: Callable[..., BrowserContext]) -> Iterator[Callable[..., Page]]:
    """Like `visitor`, but a window stays as it is from test to test."""
    with visiting(mine := Windows(contexts)) as arrive:
        yield arrive
    for window in chain(*mine.aside.values()):
        window.close()


@pytest.fixture
def page(visitor: Callable[..., Page], server: Server) -> Iterator[Page]:
    """A desktop window; the server must not have logged a failure when the test ends."""
    yield visitor()
    assert not server.errors()


@pytest.fixture(scope="package")
def provider(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Provider]:
    """A real OIDC provider on this machine; it believes whatever name it is told."""
    with provide(tmp_path_factory.mktemp("provider") / "log.txt") as running:
        yield running


@pytest.fixture(scope="package")
def guarded_server(
    browser: Browser,
    provider: Provider,
    releases: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Guarded]:
    """A server people sign in to, over curated files, drafts and releases of its own. A test that
    publishes wants one for itself: `guarded(provider, releases, tmp_path)`."""
    with guarded(provider, releases, tmp_path_factory.mktemp("guarded")) as running:
        yield running


@pytest.fixture(scope="package")
def browsers() -> list[BrowserContext]:
    """Browsers people have left, so that the next ones need not fetch Streamlit's scripts again."""
    return []


@pytest.fixture
def people(
    browser: Browser, guarded_server: Guarded, browsers: list[BrowserContext]
) -> Iterator[People]:
    """`people.signed_in(email)`: a page of somebody who has just signed in, in a browser of their
    own."""
    guarded_server.rights()
    coming = People(browser, guarded_server, browsers)
    yield coming
    coming.leave()
    assert not guarded_server.server.errors()
