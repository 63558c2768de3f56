"""A release of a country in a browser: its parts are turned, sent and kept from page to page."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from bench import synthetic
from exhibits import vi
from tests.browser import reader
from tests.browser.reader import PHONE
from tests.browser.server import Server, serve


@pytest.fixture(scope="module")
def country(browser: object, tmp_path_factory: pytest.TempPathFactory):
    """A server over 500 localities with 200 figures each."""
    folder = tmp_path_factory.mktemp("country")
    synthetic.write(100_000, folder)
    with serve(folder, folder / "log.txt") as running:
        yield running


def told(page: Page, part: str):
    return page.get_by_text(f"Đang xem địa phương {part} trên 500")


def turned(page: Page, key: str, number: str) -> None:
    page.locator(f".st-key-{key}").get_by_role("button", name=f"Trang {number}", exact=True).click()


def test_a_part_is_turned_sent_and_kept_on_the_next_page(
    visitor: Callable[..., Page], country: Server
) -> None:
    page = visitor()
    page.goto(f"{country.url}/tong-quan")
    expect(told(page, "1–20")).to_be_visible()
    turned(page, vi.KEY_PART, "2")
    expect(told(page, "21–40")).to_be_visible()
    expect(page).to_have_url(f"{country.url}/tong-quan?phan=2")
    page.get_by_test_id("stSidebarNav").get_by_text(vi.PAGES["mo-hinh"]).click()
    expect(told(page, "21–40")).to_be_visible()
    page.reload()
    expect(told(page, "21–40")).to_be_visible()
    assert not country.errors()


def test_a_list_is_turned_beyond_what_was_asked_for(
    visitor: Callable[..., Page], country: Server
) -> None:
    page = visitor()
    page.goto(f"{country.url}/hoc-tap?trang-hoat-dong=4")
    reader.settled(page, vi.PAGES["hoc-tap"])
    turned(page, "trang-hoat-dong", "5")
    expect(page).to_have_url(f"{country.url}/hoc-tap?trang-hoat-dong=5")
    assert not country.errors()


def test_on_a_phone_nothing_is_wider_than_the_window(
    visitor: Callable[..., Page], country: Server
) -> None:
    page = visitor(PHONE)
    page.goto(f"{country.url}/mo-hinh")
    expect(told(page, "1–20")).to_be_visible()
    width = page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth")
    assert width <= PHONE[0]
