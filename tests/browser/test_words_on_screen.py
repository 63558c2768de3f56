"""No English word of Streamlit's or ours reaches the reader, on a desk or on a phone."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from exhibits import vi, vi_present
from tests.browser import reader
from tests.browser.server import Server
from warehouse.contract import TABLES

# None of these is also a Vietnamese word or a name we keep (Excel, CSV, PNG, SHA-256, Enter).
ENGLISH = re.compile(
    r"\b(about|add|all|and|any|apply|app|are|autoscale|available|axes|box|cancel|choose|clear|"
    r"click|close|collapse|column|columns|connecting|connection|copied|copy|data|delete|deploy|"
    r"disable|dismiss|download|edit|empty|enable|entry|error|expand|false|fewer|file|files|filter|"
    r"find|for|from|full|fullscreen|help|hide|hover|image|invalid|items|lasso|less|level|link|list|"
    r"loading|made|main|matches|menu|missing|more|navigation|network|next|none|not|null|of|"
    r"open|option|options|or|page|pages|pagination|plot|please|previous|print|record|remove|"
    r"reset|result|results|retry|row|rows|rerun|running|screen|scrollable|search|select|selected|"
    r"server|settings|show|sidebar|skip|sort|source|status|stop|stopping|streamlit|submit|"
    r"suggestions|table|text|the|theme|this|title|toggle|toolbar|true|unknown|upload|value|view|"
    r"wait|with|you|your|zoom)\b",
    re.IGNORECASE,
)
# Tables and columns have English names by agreement. The dictionary on "Nguồn" lists them, on a
# phone as one paragraph per column.
NAMES = {table.name for table in TABLES}
DICTIONARY = "Cột: "
SAID = """() => {
  const said = [], skipped = "script, style, noscript, td, [data-testid='stIconMaterial']";
  const walker = document.createTreeWalker(
    document.body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT,
    node => node.matches?.(skipped) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (node.nodeType === Node.TEXT_NODE) said.push(node.data);
    else for (const name of ["aria-label", "title", "placeholder", "alt", "data-title"])
      if (node.hasAttribute(name)) said.push(node.getAttribute(name));
  }
  return said;
}"""
# Charts whose labels took more room than they were given: Plotly drew each of them twice.
CROWDED = """() => [...document.querySelectorAll(".js-plotly-plot")]
  .filter(chart => chart._fullLayout._size.l > chart._fullLayout.margin.l + 1)
  .map(chart => chart._fullLayout.title.text)"""
# Every piece of a chart that is put there from now on: others, when a chart is drawn again.
NOTICE = """() => {
  window.put = new Set();
  new MutationObserver((seen) => {
    for (const { addedNodes } of seen)
      for (const node of addedNodes)
        for (const piece of [node, ...(node.querySelectorAll?.("g.annotation") ?? [])])
          if (piece.matches?.("g.annotation")) window.put.add(piece);
  }).observe(document.querySelector("[data-testid='stMain']"), { subtree: true, childList: true });
}"""
PIECES = "[window.put.size, document.querySelectorAll('[data-testid=stMain] g.annotation').length]"
WINDOWS = {"desk": (reader.DESKTOP, "light"), "phone, dark": (reader.PHONE, "dark")}


def english(page: Page) -> list[str]:
    """Texts with an English word in them, outside the cells of tables."""
    said = {re.sub(r"https?://\S+|python -m etl", "", text).strip() for text in page.evaluate(SAID)}
    ours = {text for text in said - NAMES if not text.startswith(DICTIONARY)}
    return sorted(text for text in ours if ENGLISH.search(text))


@pytest.fixture(scope="module")
def failed() -> list[str]:
    """Addresses that were answered with an error."""
    return []


@pytest.fixture(scope="module", params=WINDOWS)
def window(
    request: pytest.FixtureRequest,
    resident: Callable[..., Page],
    server: Server,
    failed: list[str],
) -> Page:
    page = resident(*WINDOWS[request.param])
    page.on("response", lambda r: failed.append(r.url) if r.status >= 400 else None)
    page.goto(f"{server.url}/{list(vi.PAGES)[-1]}")
    return page


@pytest.mark.parametrize("slug", vi.PAGES)
def test_page_is_vietnamese_and_fits(
    slug: str, window: Page, server: Server, failed: list[str]
) -> None:
    reader.turn(window, slug)
    assert english(window) == []
    assert window.locator("html").get_attribute("lang") == "vi"
    width, room = window.evaluate("[document.scrollingElement.scrollWidth, innerWidth]")
    assert width <= room
    assert window.evaluate(CROWDED) == []
    assert failed == []
    assert not server.errors()


@pytest.mark.parametrize("slug", ["tong-quan", "mo-hinh", "hoc-tap"])
def test_charts_of_another_choice_are_drawn_once(slug: str, page: Page, server: Server) -> None:
    reader.visit(page, f"{server.url}/{slug}", slug)
    page.evaluate(NOTICE)
    reader.choose(page, vi.LOCALITY, "Tỉnh Lạng Sơn")
    reader.wait_for_query(page, vi.KEY_LOCALITY)
    reader.settled(page)
    page.wait_for_timeout(500)  # a second drawing follows the first at once
    put, there = page.evaluate(PIECES)
    assert put == 2 * there > 0  # Plotly puts each there once to measure it and once to stay


def test_dark_is_dark(visitor: Callable[..., Page], server: Server) -> None:
    page = visitor(scheme="dark")
    reader.visit(page, f"{server.url}/tong-quan", "tong-quan")
    expect(page.get_by_test_id("stApp")).to_have_css("background-color", "rgb(20, 22, 27)")
    paper = page.locator(".js-plotly-plot .main-svg").first
    expect(paper).to_have_css("background-color", "rgb(20, 22, 27)")


def test_choosing_and_searching_speak_vietnamese(page: Page, server: Server) -> None:
    reader.visit(page, f"{server.url}/mo-hinh", "mo-hinh")
    box = reader.picker(page, vi.LOCALITY).locator("input")
    box.click()
    expect(page.get_by_role("option")).not_to_have_count(0)
    assert english(page) == []
    box.type("zzz")
    expect(page.get_by_text("Không có kết quả")).to_be_visible()
    page.keyboard.press("Escape")
    reader.choose(page, vi.LOCALITY, "Tỉnh Lạng Sơn")
    expect(page.get_by_label("Bỏ Tỉnh Lạng Sơn", exact=True)).to_be_attached()
    expect(page.get_by_label("Bỏ chọn tất cả")).to_be_visible()
    search = page.get_by_test_id("stTextInput").locator("input")
    search.click()
    search.type("a")
    expect(page.get_by_text("Nhấn Enter để áp dụng")).to_be_visible()
    assert english(page) == []


def test_the_menu_of_a_phone_opens_and_closes(visitor: Callable[..., Page], server: Server) -> None:
    page = visitor(reader.PHONE)
    reader.visit(page, f"{server.url}/tong-quan", "tong-quan")
    page.get_by_label("Mở thanh bên").click()
    expect(page.get_by_test_id("stSidebarNav")).to_be_visible()
    assert english(page) == []
    page.get_by_label("Thu thanh bên").click()
    expect(page.get_by_label("Mở thanh bên")).to_be_visible()


def test_opening_a_deck_speaks_vietnamese(page: Page, server: Server) -> None:
    reader.visit(page, f"{server.url}/trinh-chieu", "trinh-chieu")
    opener = page.get_by_test_id("stFileUploader")
    expect(opener.get_by_text("Tối đa 2 MB mỗi tệp")).to_be_visible()
    upload(page, "bai.txt", b"x")
    expect(opener.get_by_text("Loại tệp này không mở được ở đây.")).to_be_visible()
    upload(page, "lon.json", b"x" * 2_500_000)
    expect(opener.get_by_text("Tệp lớn quá: tối đa 2 MB.")).to_be_visible()
    upload(page, "sai.json", b"{}")
    expect(reader.main(page).get_by_text(vi_present.DECK_OTHER_KIND)).to_be_visible()
    assert english(page) == []


def upload(page: Page, name: str, data: bytes) -> None:
    kind = "application/json" if name.endswith("json") else "text/plain"
    file = {"name": name, "mimeType": kind, "buffer": data}
    page.locator("input[type=file]").set_input_files([file])
