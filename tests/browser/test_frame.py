"""Addresses that are not pages, the way home, and a server that goes away."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from exhibits import vi
from tests.browser import reader
from tests.browser.server import Server
from tests.browser.test_words_on_screen import english

# Remembers whether anything was drawn without the navigation, and every entry that ever had. Both
# come with one answer, of which React may draw the navigation a frame later.
WATCH = """() => {
  const drawn = ["Heading", "Alert", "Markdown", "Table", "PlotlyChart"]
    .map(name => `[data-testid='stMain'] [data-testid='st${name}']`).join(", ");
  window.strays = [];
  const alone = () =>
    document.querySelector(drawn) && !document.querySelector("[data-testid='stSidebarNav']");
  const after = (frames, then) =>
    frames ? requestAnimationFrame(() => after(frames - 1, then)) : then();
  new MutationObserver(() => {
    if (alone()) after(3, () => alone() && strays.push("drawn without the navigation"));
    for (const link of document.querySelectorAll("[data-testid='stSidebarNavLink']"))
      strays.push(link.innerText.trim());
  }).observe(document, { subtree: true, childList: true });
}"""


@pytest.mark.parametrize("stem", ["overview", "models"])
def test_the_name_of_a_file_is_not_an_address(
    stem: str, visitor: Callable[..., Page], fresh_server: Server
) -> None:
    """On a fresh server, a folder named `pages/` could be served page by page, past the shell."""
    page = visitor()
    page.add_init_script(f"({WATCH})()")
    page.goto(f"{fresh_server.url}/{stem}")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Không có trang này")
    assert english(page) == []
    dialog.get_by_label("Đóng").last.click()
    reader.settled(page, vi.PAGES[vi.HOME])
    strays = set(page.evaluate("strays"))
    assert vi.PAGES[vi.HOME] in strays
    assert strays <= {"", *vi.PAGES.values()}
    page.close()  # it would go on watching
    assert not fresh_server.errors()


def test_the_root_leads_home_with_its_query(page: Page, server: Server) -> None:
    page.goto(f"{server.url}/?{vi.KEY_PERIOD}=2022")
    reader.settled(page, vi.PAGES[vi.HOME])
    assert page.url == f"{server.url}/{vi.HOME}?{vi.KEY_PERIOD}=2022"
    expect(reader.picker(page, vi.PERIOD)).to_contain_text("2022")


def test_a_server_that_goes_away_is_missed_in_vietnamese(
    visitor: Callable[..., Page], fresh_server: Server
) -> None:
    page = visitor()
    reader.visit(page, f"{fresh_server.url}/nguon", "nguon")
    fresh_server.stop()
    expect(page.get_by_role("dialog")).to_contain_text("Mất kết nối")
    expect(page.get_by_role("dialog")).to_contain_text("Mở lại bằng lệnh")
    assert [text for text in english(page) if text != "streamlit run dashboard.py"] == []
