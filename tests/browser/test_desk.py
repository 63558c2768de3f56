"""From pasted text to a published figure that opens on its paragraph, by keyboard, on a machine of
one user. The report is made up."""

import re
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from exhibits import vi, vi_desk
from tests.browser import reader
from tests.browser.editor import SLOW, current, decided, pasted, ready, say_kind
from tests.browser.server import Server, serve

ROOT = Path(__file__).parents[2]


@pytest.fixture
def desk(
    browser: object, releases: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Server]:
    """A server of one user over copies of everything it writes to."""
    shutil.copytree(ROOT / "data" / "curated", tmp_path / "curated")
    shutil.copytree(releases, tmp_path / "releases")
    monkeypatch.setenv("CURATED_DIR", str(tmp_path / "curated"))
    monkeypatch.setenv("DESK_DIR", str(tmp_path / "desk"))
    monkeypatch.setenv("DESK_ALONE", "1")
    monkeypatch.setenv("STREAMLIT_SERVER_ADDRESS", "localhost")
    monkeypatch.delenv("REPORTS_DIR", raising=False)
    with serve(tmp_path / "releases", tmp_path / "log.txt") as running:
        yield running


def test_a_report_gets_from_paste_to_a_figure_that_opens_on_its_paragraph(
    visitor: Callable[..., Page], desk: Server
) -> None:
    page = visitor()
    pasted(page, desk)
    say_kind(page)
    decided(page)

    # A draft is where it was, in another window, after everything was closed.
    page = visitor()
    page.goto(f"{desk.url}/nhap-bao-cao")
    page.get_by_role("button", name="Huyện Quảng Xương sơ kết").click()
    expect(page.locator(".mark.accepted").filter(has_text="hơn 900 cuốn")).to_be_visible()

    submit = page.get_by_role("button", name=vi_desk.SUBMIT).first
    expect(submit).to_be_enabled(timeout=SLOW)
    ready(page)
    submit.click()
    approve = page.get_by_role("button", name=vi_desk.APPROVE).first
    expect(approve).to_be_enabled(timeout=SLOW)
    ready(page)  # what is unfolded while the page is drawn is folded again
    page.get_by_text(re.compile("^Xem trước")).click()
    expect(page.get_by_text(re.compile(r"^\+ “5.310 lượt người"))).to_be_visible()
    ready(page)
    approve.click()
    expect(page.get_by_text(re.compile("^Đã phát hành: bản số liệu"))).to_be_visible(timeout=SLOW)
    ready(page)

    with page.expect_popup() as opened:
        page.get_by_role("link", name=re.compile("hơn 900 cuốn sổ")).first.click()
    traced = opened.value
    expect(traced.locator("h1")).to_have_text(vi.PAGES["truy-nguon"])
    expect(reader.main(traced).get_by_text("cho đảng viên.")).to_be_visible()
    assert not desk.errors()


def test_what_a_closed_list_cuts_is_told_under_the_pointer(
    visitor: Callable[..., Page], desk: Server
) -> None:
    page = visitor()
    pasted(page, desk)
    page.get_by_role("button", name=vi_desk.EDIT).first.click()
    unit = page.get_by_role("combobox", name=re.compile(r"^Đơn vị \*")).last
    expect(unit).to_have_value(re.compile(r"đến 30/06/2025\)$"))
    ready(page)
    end = time.monotonic() + SLOW / 1000
    while not unit.get_attribute("title") and time.monotonic() < end:
        page.mouse.move(1, 1)  # the box may have been drawn anew under a pointer that rests
        unit.hover()
        page.wait_for_timeout(100)
    expect(unit).to_have_attribute("title", re.compile(r"đến 30/06/2025\)$"))


def test_keys_do_nothing_while_someone_types(visitor: Callable[..., Page], desk: Server) -> None:
    page = visitor()
    pasted(page, desk)
    place = current(page).inner_text()
    page.keyboard.press("s")
    expect(page.get_by_role("button", name=vi_desk.LEAVE)).to_be_visible()
    field = page.get_by_label("Ghi chú").last
    field.click()
    page.keyboard.type("axjkn")
    expect(field).to_have_value("axjkn")
    expect(current(page)).to_have_text(place)
    page.get_by_role("button", name=vi_desk.LEAVE).click()
    expect(page.get_by_role("button", name=vi_desk.EDIT)).to_be_visible()
    ready(page)
    expect(page.locator("[aria-keyshortcuts='J K']")).to_be_visible()
    page.keyboard.press("j")
    expect(current(page)).not_to_have_text(place)
    assert not desk.errors()
