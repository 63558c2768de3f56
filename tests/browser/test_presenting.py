"""From a filtered page to the hall: add, order, present by keyboard, take the files away."""

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect
from pptx import Presentation

from exhibits import vi, vi_present
from tests.browser import reader
from tests.browser.server import Server

CHOSEN, ADDED = "Huyện Yên Định", "Danh mục mô hình, phong trào"
HALL = (1920, 1080)


def add(page: Page, title: str) -> None:
    """Press the button under the exhibit of this title."""
    heading = page.get_by_role("heading", name=title, exact=True)
    button = heading.locator(f"xpath=following::button[.//p[text()='{vi_present.ADD_TO_DECK}']][1]")
    button.scroll_into_view_if_needed()
    button.click()
    reader.wait_for_query(page, vi.KEY_DECK)
    reader.settled(page)


def go(page: Page, slug: str) -> None:
    page.get_by_test_id("stSidebarNav").get_by_text(vi.PAGES[slug], exact=True).click()
    reader.settled(page, vi.PAGES[slug])


def built(page: Page, label: str, file: Path) -> Path:
    """Build the chosen kind of file, and take it away."""
    press(page, vi_present.BUILD)
    taken = page.get_by_role("button", name=f"{vi_present.TAKE} {label}")
    expect(taken).to_be_visible(timeout=60_000)
    with page.expect_download() as download:
        taken.click()
    download.value.save_as(file)
    return file


def present(page: Page) -> Locator:
    """Begin, and wait until the keys are listened to."""
    press(page, vi_present.PRESENT)
    expect(page.locator("html[data-slide='1']")).to_be_attached()
    return page.locator(".st-key-stage")


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


@pytest.fixture
def with_deck(page: Page, server: Server) -> Page:
    """The presentation page with two slides, taken from two pages, the first of them filtered."""
    reader.visit(page, f"{server.url}/mo-hinh", "mo-hinh")
    reader.choose(page, vi.LOCALITY, CHOSEN)
    reader.wait_for_query(page, vi.KEY_LOCALITY)
    # The address is written before the server is asked: until others are gone it is the old view.
    expect(reader.main(page)).not_to_contain_text("Sìn Hồ")
    reader.settled(page)
    add(page, ADDED)
    expect(page.get_by_role("button", name=vi_present.IN_DECK)).to_be_disabled()
    go(page, "tong-quan")
    add(page, "Báo cáo nào nêu gì")
    go(page, "trinh-chieu")
    expect(page.get_by_role("radio")).to_have_count(2)
    return page


def test_a_filtered_page_becomes_a_presented_deck(with_deck: Page, tmp_path: Path) -> None:
    page = with_deck
    press(page, vi_present.MOVE_DOWN)
    reader.settled(page)
    expect(page.get_by_test_id("stRadioOption").nth(1)).to_contain_text(f"2. {ADDED}")
    page.set_viewport_size({"width": HALL[0], "height": HALL[1]})
    stage = present(page)
    expect(stage.get_by_role("heading")).to_have_text(vi_present.DECK_TITLE)

    page.keyboard.press("PageDown")
    expect(stage.get_by_role("heading")).to_have_text("Báo cáo nào nêu gì")
    expect(stage).to_contain_text("Nguồn: Huyện Yên Định (không ghi ngày), ¶9")
    page.keyboard.press("ArrowRight")
    expect(stage.get_by_role("heading")).to_contain_text(ADDED)
    expect(stage).to_contain_text("Yên Định")
    expect(stage).not_to_contain_text("Sìn Hồ")
    page.keyboard.press("PageUp")
    expect(stage.get_by_role("heading")).to_have_text("Báo cáo nào nêu gì")
    shown = stage.bounding_box()
    assert shown is not None
    assert (shown["width"], shown["height"]) == HALL
    assert not page.get_by_test_id("stSidebar").is_visible()
    with page.context.expect_page() as opened:
        stage.get_by_role("link").first.click()
    reader.settled(opened.value, vi.PAGES["truy-nguon"])
    opened.value.close()

    page.reload()
    expect(stage.get_by_role("heading")).to_have_text("Báo cáo nào nêu gì")
    expect(page.locator("html[data-slide='2']")).to_be_attached()
    page.keyboard.press("Escape")
    expect(stage).to_have_count(0)
    reader.settled(page, vi.PAGES["trinh-chieu"])
    assert vi.KEY_PRESENTING + "=" not in page.url

    with zipfile.ZipFile(built(page, vi.ZIP, tmp_path / "bai.zip")) as pack:
        deck = Presentation(io.BytesIO(pack.read("deck.pptx")))
    titles = [slide.shapes.title.text for slide in deck.slides]
    assert titles[:2] == [vi_present.DECK_TITLE, "Báo cáo nào nêu gì"]
    assert titles[2].startswith(ADDED)


def test_quick_presses_are_not_lost(with_deck: Page) -> None:
    stage = present(with_deck)
    expect(stage).to_contain_text("1/")
    for key in ("End", "Home", "PageDown", "PageDown", "PageUp"):
        with_deck.keyboard.press(key)
    expect(stage.get_by_role("heading")).to_contain_text(ADDED)
    expect(stage).to_contain_text("2/")


def test_a_deck_survives_a_reload_and_can_be_sent(
    with_deck: Page, visitor: Callable[..., Page], tmp_path: Path
) -> None:
    page = with_deck
    title = page.get_by_label(vi_present.SLIDE_TITLE)
    title.fill("Mô hình của Yên Định")
    title.press("Enter")
    reader.settled(page)
    expect(page.get_by_test_id("stRadio")).to_contain_text("1. Mô hình của Yên Định")
    page.reload()
    reader.settled(page, vi.PAGES["trinh-chieu"])
    expect(page.get_by_test_id("stRadio")).to_contain_text("1. Mô hình của Yên Định")
    colleague = visitor()
    reader.visit(colleague, page.url, "trinh-chieu")
    expect(colleague.get_by_test_id("stRadio")).to_contain_text("1. Mô hình của Yên Định")

    with page.expect_download() as download:
        press(page, vi_present.SAVE_DECK)
    file = tmp_path / "bai.json"
    download.value.save_as(file)
    first = json.loads(file.read_bytes())["slides"][0]
    assert first["title"] == "Mô hình của Yên Định"
    empty = visitor()
    reader.visit(empty, page.url.partition("?")[0], "trinh-chieu")
    empty.locator("input[type=file]").set_input_files(file)
    expect(empty.get_by_test_id("stRadio")).to_contain_text("1. Mô hình của Yên Định")


def test_the_conference_pack_is_built_and_taken(page: Page, server: Server, tmp_path: Path) -> None:
    reader.visit(page, f"{server.url}/trinh-chieu", "trinh-chieu")
    press(page, vi_present.MAKE_CONFERENCE)
    expect(page.get_by_role("radio").first).to_be_attached()
    with zipfile.ZipFile(built(page, vi.ZIP, tmp_path / "hoi-nghi.zip")) as pack:
        names = set(pack.namelist())
        assert {"deck.pptx", "report.docx", "report.pdf", "data.xlsx", "offline.html",
                "manifest.json"} <= names  # fmt: skip
        assert any(name.startswith("pictures/") for name in names)
        slides = Presentation(io.BytesIO(pack.read("deck.pptx"))).slides
        assert len(slides) > 12


def test_long_work_can_be_stopped(page: Page, server: Server) -> None:
    reader.visit(page, f"{server.url}/trinh-chieu", "trinh-chieu")
    press(page, vi_present.MAKE_CONFERENCE)
    expect(page.get_by_role("radio").first).to_be_attached()
    press(page, vi_present.BUILD)
    press(page, vi_present.STOP)
    expect(page.get_by_text(vi_present.STOPPED)).to_be_visible()
    expect(page.get_by_role("button", name=f"{vi_present.TAKE} {vi.ZIP}")).to_have_count(0)


def test_a_torn_deck_in_the_address_says_so(page: Page, server: Server) -> None:
    reader.visit(page, f"{server.url}/trinh-chieu?{vi.KEY_DECK}=abc", "trinh-chieu")
    expect(reader.main(page).get_by_text(vi_present.DECK_TORN)).to_be_visible()
