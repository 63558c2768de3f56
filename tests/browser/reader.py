"""What a reader does with a page: open, choose, take away; and waiting as a reader waits."""

import re
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from exhibits import vi

DESKTOP, PHONE = (1366, 768), (390, 844)


def settled(page: Page, title: str | None = None) -> None:
    """Wait until the page has been drawn, and check that it is no error."""
    # A page that asks first has nothing to take away yet: it gives advice.
    drawn = page.get_by_text(vi.TAKE_AWAY, exact=True).or_(page.get_by_test_id("stAlert"))
    failed = page.get_by_text(vi.ERROR_TITLE)
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")
    expect(drawn.or_(failed).first).to_be_attached()
    expect(failed).to_have_count(0)
    if title:
        expect(page.locator("h1")).to_have_text(title)
    waiting = page.locator("[data-stale='true'], [data-testid='stSkeleton']")
    expect(waiting).to_have_count(0)


def visit(page: Page, url: str, slug: str) -> None:
    page.goto(url)
    settled(page, vi.PAGES[slug])


def turn(page: Page, slug: str) -> None:
    """To another page by the menu, which may be folded away, as on a phone."""
    menu = page.get_by_test_id("stSidebarNav")
    menu.get_by_text(vi.PAGES[slug], exact=True).dispatch_event("click")
    expect(page).to_have_url(re.compile(rf"/{slug}(\?|$)"))
    settled(page, vi.PAGES[slug])


def main(page: Page) -> Locator:
    return page.get_by_test_id("stMain")


def picker(page: Page, label: str) -> Locator:
    """A filter of the sidebar or the page, by its label."""
    return page.get_by_test_id("stMultiSelect").filter(has_text=label)


def choose(page: Page, label: str, option: str) -> None:
    """Click the filter, then the option, then away."""
    picker(page, label).locator("input").click()
    page.get_by_role("option", name=option, exact=True).click()
    page.keyboard.press("Escape")


def wait_for_query(page: Page, key: str) -> None:
    expect(page).to_have_url(re.compile(rf"[?&]{key}="))


def words(page: Page) -> str:
    """What the page shows, apart from the parts every page has."""
    return main(page).inner_text()


def expect_words(page: Page, text: str) -> None:
    page.wait_for_function(
        "text => document.querySelector('[data-testid=stMain]')?.innerText === text", arg=text
    )


def still(page: Page) -> None:
    """Nothing moves: a click misses a button that glides from under it."""
    page.wait_for_function(
        "() => document.getAnimations().every(a => a.playState !== 'running' "
        "|| a.effect.getTiming().iterations === Infinity)"
    )


def take_xlsx(page: Page, folder: Path) -> Path:
    with page.expect_download() as download:
        page.get_by_role("button", name=vi.XLSX).click()
    place = folder / download.value.suggested_filename
    download.value.save_as(place)
    return place
