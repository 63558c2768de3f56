"""A release whose every free text is an attack: each page shows it as letters, and nothing runs."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page

from exhibits import vi
from tests.attacks import hostile
from tests.browser.reader import main, settled, turn
from tests.browser.server import Server, serve

SLUGS = [slug for slug in vi.PAGES if slug != "trinh-chieu"]
QUERY = {"tim-kiem": "?tim=doc", "truy-nguon": "?so-lieu=yen-dinh-2023-p06-1"}
# An address that stands in a text becomes a link, which says itself where it leads.
ALIVE = """() => [...document.querySelectorAll(
    "[data-testid=stMain] :is(script, iframe, object, embed, img[onerror], svg[onload], "
    + "a[href^='javascript'], [*|href^='http://evil'], [src^='http://evil'], textarea + title)"
)].filter(e => !e.textContent.startsWith("http://evil.example"))
    .map(e => e.outerHTML.slice(0, 200))"""


@pytest.fixture(scope="module")
def attacked(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("hostile")
    with serve(hostile.release(folder), folder / "log.txt") as running:
        yield running


@pytest.fixture(scope="module")
def said() -> list[str]:
    """What dialogs said."""
    return []


@pytest.fixture(scope="module")
def window(attacked: Server, resident: Callable[..., Page], said: list[str]) -> Page:
    page = resident()
    page.on("dialog", lambda dialog: (said.append(dialog.message), dialog.dismiss()))
    page.goto(f"{attacked.url}/trinh-chieu")
    return page


@pytest.mark.parametrize("slug", SLUGS)
def test_nothing_of_the_data_runs(
    attacked: Server, window: Page, said: list[str], slug: str
) -> None:
    page = window
    if slug in QUERY:
        page.goto(f"{attacked.url}/{slug}{QUERY[slug]}")
        settled(page)
    else:
        turn(page, slug)
    for details in main(page).locator("details:not([open]) > summary").all():
        details.click()
    settled(page)
    assert page.evaluate("window.ran") is None
    assert page.evaluate(ALIVE) == []
    assert said == []


def test_no_page_failed(attacked: Server) -> None:
    assert not attacked.errors()


def test_the_attacks_are_there_to_be_read(attacked: Server, visitor: Callable[..., Page]) -> None:
    """Else the pages above showed nothing of them."""
    page = visitor()
    page.goto(f"{attacked.url}/nguon")
    settled(page)
    assert hostile.MARK in main(page).inner_text()
    assert any(part[:20] in main(page).inner_text() for part in hostile.PARTS)
