"""What an editor does at the desk: paste, say the kind, decide by keyboard. A made-up report."""

import re

from playwright.sync_api import Locator, Page, expect

from exhibits import vi, vi_desk
from tests.browser import reader
from tests.browser.server import Server

REPORT = """\
Huyện Quảng Xương sơ kết một năm học tập và làm theo Bác
Năm 2024, huyện Quảng Xương tổ chức 42 hội nghị học tập với 5.310 lượt người tham dự.
Trong năm, huyện cấp hơn 900 cuốn sổ theo dõi cho đảng viên.
Toàn huyện trồng được 1.250 cây xanh.
Bình luận
"""
SLOW = 60_000  # the ETL builds a release


def current(page: Page) -> Locator:
    """Where the current candidate says its place, kind and state."""
    return reader.main(page).get_by_text(re.compile(r"^\d+/\d+ · "))


def pasted(page: Page, server: Server, text: str = REPORT) -> None:
    page.goto(f"{server.url}/nhap-bao-cao")
    expect(page.locator("h1")).to_have_text(vi.PAGES["nhap-bao-cao"])
    page.get_by_role("tab", name=vi_desk.PASTE).click()
    page.get_by_label(vi_desk.PASTED).fill(text)
    page.get_by_role("button", name=vi_desk.READ_PASTED).click()
    # The first report a server reads waits for what it has not imported yet.
    expect(page).to_have_url(re.compile(rf"[?&]{vi_desk.KEY_DRAFT}="), timeout=SLOW)
    expect(page.get_by_role("button", name=vi_desk.EDIT)).to_be_visible(timeout=SLOW)
    # Its first answer draws the page anew, once: nobody decides that fast, a test does.
    expect(page.get_by_text(re.compile("^Kiểm tra xong"))).to_be_visible(timeout=SLOW)
    ready(page)


def ready(page: Page) -> None:
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")
    expect(page.locator("[data-stale='true']")).to_have_count(0)


def say_kind(page: Page) -> None:
    """The one thing of the source the text does not tell."""
    save = page.get_by_role("button", name=vi_desk.SAVE_SOURCE)
    save.scroll_into_view_if_needed()  # a list closes when the page is scrolled under it
    page.get_by_test_id("stSelectbox").filter(has_text="Loại *").first.locator("input").click()
    page.get_by_role("option", name="báo cáo chính thức").click()
    save.click()
    expect(page.get_by_text(vi_desk.SAVED_SOURCE)).to_be_visible()


def decided(page: Page) -> None:
    """Every candidate by keyboard: taken, or refused where it lacks an indicator."""
    for _ in range(20):
        ready(page)  # or the place that is read is that of the last candidate, and keys are lost
        expect(current(page)).to_have_count(1)
        place = current(page).inner_text()
        if vi_desk.STATES_OF_ENTRY["open"] not in place:
            return
        page.keyboard.press("a")
        leave = page.get_by_role("button", name=vi_desk.LEAVE)
        expect(leave.or_(current(page).filter(has_not_text=place)).first).to_be_visible()
        if leave.count():
            leave.click()
            expect(leave).to_have_count(0)
            ready(page)
            page.keyboard.press("x")
            expect(page.get_by_role("button", name=vi_desk.REASONS[3])).to_be_visible()
            ready(page)
            page.keyboard.press("4")
            expect(current(page)).not_to_have_text(place)
    raise AssertionError("candidates never end")
