"""A reader in a browser, behind nginx: every page runs under the policy, and losing a replica
loses neither the reader nor what was chosen."""

import re
import signal
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    expect,
    sync_playwright,
)

from exhibits import vi
from tests.browser.conftest import NO_BROWSER, QUIET, chromium
from tests.browser.server import Server
from tests.deploy.site import SECONDS, Site

CHOSEN = "Huyện Sìn Hồ"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if chromium() is None:
        pytest.skip(NO_BROWSER)
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium(), args=QUIET)
        yield running
        running.close()


@pytest.fixture
def refused() -> list[str]:
    """What the browser says the policy forbade."""
    return []


@pytest.fixture(scope="module")
def context(browser: Browser) -> Iterator[BrowserContext]:
    """One reader, so that Streamlit's scripts are fetched once."""
    size = {"width": 1366, "height": 900}
    opened = browser.new_context(viewport=size, locale="vi-VN", ignore_https_errors=True)
    yield opened
    opened.close()


@pytest.fixture
def page(context: BrowserContext, refused: list[str]) -> Iterator[Page]:
    window = context.new_page()
    window.set_default_timeout(30_000)

    def listen(message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text or "Refused" in message.text:
            refused.append(message.text)

    window.on("console", listen)
    yield window
    window.close()


def opened(page: Page, site: Site, slug: str) -> None:
    page.goto(f"{site.url}/{slug}")
    expect(page.get_by_role("heading", level=1)).to_have_text(vi.PAGES[slug])
    expect(page.get_by_test_id("stStatusWidget")).to_have_count(0)


def choose(page: Page, name: str) -> None:
    page.get_by_test_id("stSidebar").get_by_role("combobox").first.click()
    page.get_by_role("option", name=name, exact=True).click()
    expect(page).to_have_url(re.compile("dia-phuong="))


def test_every_page_runs_under_the_policy(page: Page, site: Site, refused: list[str]) -> None:
    opened(page, site, "tong-quan")
    for slug, title in vi.PAGES.items():
        page.get_by_test_id("stSidebarNav").get_by_role("link", name=title, exact=True).click()
        expect(page).to_have_url(re.compile(slug))
        expect(page.get_by_role("heading", level=1)).to_have_text(title)
        expect(page.get_by_test_id("stStatusWidget")).to_have_count(0)
        expect(page.get_by_test_id("stException")).to_have_count(0)
        if slug in ("tong-quan", "mo-hinh", "khen-thuong", "hoc-tap"):
            expect(page.locator(".js-plotly-plot .main-svg").first).to_be_visible()
    assert refused == []


def test_a_script_from_elsewhere_does_not_run(page: Page, site: Site, refused: list[str]) -> None:
    """Else the test above would pass under no policy at all."""
    opened(page, site, "nguon")
    page.evaluate(
        "() => { const s = document.createElement('script'); s.textContent = 'window.ran = 1';"
        " document.body.append(s); }"
    )
    assert page.evaluate("window.ran") is None
    assert len(refused) == 1


def test_slides_run_under_the_policy(page: Page, site: Site, refused: list[str]) -> None:
    opened(page, site, "mo-hinh")
    page.get_by_role("button", name="Thêm vào bài trình chiếu").first.click()
    page.get_by_role("link", name=vi.PAGES["trinh-chieu"]).first.click()
    page.get_by_role("button", name="Trình chiếu", exact=True).click()
    expect(page.locator("html[data-slide='1']")).to_be_attached()  # now keys are listened to
    page.keyboard.press("ArrowRight")
    expect(page).to_have_url(re.compile("trang=2"))
    assert refused == []


def test_a_file_comes_through(page: Page, site: Site) -> None:
    opened(page, site, "mo-hinh")
    with page.expect_download() as taken:
        page.get_by_role("button", name="Excel (.xlsx)").click()
    assert taken.value.suggested_filename == "mo-hinh.xlsx"
    assert taken.value.path().stat().st_size > 5_000


def reader_of(page: Page) -> str:
    """The page's cookie of chance."""
    (cookie,) = (c["value"] for c in page.context.cookies() if c["name"] == "thi_dua")
    return cookie


def connected_again(page: Page) -> None:
    """Nobody has touched the page. What it shows stays; the next choice goes to the new server."""
    page.wait_for_timeout(1_000)  # by now the browser knows that its connection is lost
    app = page.get_by_test_id("stApp")
    expect(app).to_have_attribute("data-test-connection-state", "CONNECTED")


def answers(server: Server) -> bool:
    """Does it tell in its log of a click on this page, soon?"""
    end = time.monotonic() + SECONDS
    while '"path": "/mo-hinh"' not in server.log.read_text(encoding="utf-8"):
        if time.monotonic() > end:
            return False
        time.sleep(0.1)
    return True


# The last test of the module: it leaves none.
def test_losing_a_replica_loses_no_reader(page: Page, site: Site) -> None:
    opened(page, site, "mo-hinh")
    choose(page, CHOSEN)
    number = site.asked_first(reader_of(page))
    own, other = site.replicas[number], site.replicas[1 - number]
    # Asked to stop, as an upgrade does: nobody who asks meanwhile gets anything but a page.
    with ThreadPoolExecutor(1) as meanwhile:
        asked = meanwhile.submit(lambda: [site.ask("/nguon").status for _ in range(100)])
        own.process.send_signal(signal.SIGTERM)
        assert own.process.wait(10) == 0
    assert Counter(asked.result()) == {200: 100}
    # The reader goes on where they were, on the other replica.
    connected_again(page)
    choose(page, "Huyện Yên Định")
    expect(page.get_by_test_id("stSidebar").get_by_text(CHOSEN)).to_be_visible()
    expect(page.locator(".js-plotly-plot").first).to_contain_text("Yên Định")
    assert answers(other)
    # The first one is back, and pages come from it; what the session makes is still the other's.
    site.back(number, reader_of(page))
    page.keyboard.press("Escape")  # the list of places hides the rest
    with page.expect_download() as taken:
        page.get_by_role("button", name="Excel (.xlsx)").click()
    assert taken.value.path().stat().st_size > 5_000
    # The other one is killed outright: the page connects again by itself.
    other.kill()
    connected_again(page)
    choose(page, "Huyện Cần Đước")
    expect(page.get_by_test_id("stSidebar").get_by_text(CHOSEN)).to_be_visible()
    expect(page.locator(".js-plotly-plot").first).to_contain_text("Cần Đước")
    assert answers(site.replicas[number])
    # And with nobody left: a Vietnamese page that tries again by itself.
    site.replicas[number].kill()
    answer = site.ask("/tong-quan")
    assert answer.status in (502, 503, 504)
    assert "Trang sẽ tự mở lại" in answer.body.decode()
    assert "Content-Security-Policy" in answer.headers
