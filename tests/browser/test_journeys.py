"""For each page: open, filter, see the change, take the file away, come back to the same view."""

import re
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from playwright.sync_api import Page, expect
from pptx import Presentation

from exhibits import vi
from tests.browser import reader
from tests.browser.server import Server

CHOSEN = "Huyện Yên Định"
OTHERS = ("Sìn Hồ", "Quảng Xương", "Lạng Sơn")
# Something of another locality that the unfiltered page shows.
BEFORE = dict.fromkeys(vi.PAGES, "Sìn Hồ") | {"dia-phuong": "Huyện Cần Đước: đơn vị"}
# These ask first: for words, a second release, a first slide, a report. Their journeys stand apart.
ASK_FIRST = {"tim-kiem", "co-gi-moi", "trinh-chieu", "nhap-bao-cao"}
FILTERED = [slug for slug in vi.PAGES if slug not in ASK_FIRST]
# A locality's page says what others report, so that it can be asked for.
NAMES_OTHERS = {"dia-phuong"}


@pytest.mark.parametrize("slug", FILTERED)
def test_filter_take_away_come_back(
    slug: str, page: Page, server: Server, visitor: Callable[..., Page], tmp_path: Path
) -> None:
    reader.visit(page, f"{server.url}/{slug}", slug)
    expect(page).to_have_title(vi.PAGES[slug])
    expect(reader.main(page)).to_contain_text(BEFORE[slug])

    reader.choose(page, vi.LOCALITY, CHOSEN)
    reader.wait_for_query(page, vi.KEY_LOCALITY)
    reader.settled(page)
    expect(reader.main(page)).to_contain_text("Yên Định")
    others = () if slug in NAMES_OTHERS else OTHERS
    for other in {*others, BEFORE[slug]}:
        expect(reader.main(page)).not_to_contain_text(other)
    shown = reader.words(page)

    file = reader.take_xlsx(page, tmp_path)
    assert file.name == f"{slug}.xlsx"
    book = openpyxl.load_workbook(file)
    assert book.sheetnames[-2:] == [vi.SHEET_FILTERS, vi.SHEET_SOURCES]
    told = dict(book[vi.SHEET_FILTERS].iter_rows(values_only=True))
    assert told[vi.LOCALITY] == CHOSEN
    assert told[vi.LEVEL] == told[vi.PERIOD] == vi.ALL
    release = told["Bản phát hành số liệu"]
    assert release in page_release(page, server)
    assert told["Ngày lấy"] == f"{date.today():%d/%m/%Y}"
    link = parse_qs(urlsplit(told["Đường dẫn xem lại"]).query)
    assert link[vi.KEY_RELEASE] == [release]
    assert parse_qs(urlsplit(page.url).query).items() <= link.items()
    assert book[vi.SHEET_SOURCES].max_row > 1
    titles = page.get_by_test_id("stHeading").all_inner_texts()
    assert (book.sheetnames[0], book.sheetnames[-3]) == (vi.SHEET_CONTENTS, vi.SHEET_DICTIONARY)
    for sheet in book.worksheets[1:-3]:
        assert sheet["A1"].value in titles, "every sheet is something the page shows"
        check_types(sheet)
        assert not any(other in text for other in others for text in texts(sheet))

    page.reload()
    reader.settled(page, vi.PAGES[slug])
    reader.expect_words(page, shown)

    colleague = visitor()
    reader.visit(colleague, told["Đường dẫn xem lại"], slug)
    reader.expect_words(colleague, shown)


def page_release(page: Page, server: Server) -> str:
    # The connection kept from an earlier test may be closed at this very moment.
    return page.request.get(f"{server.url}/suc-khoe", max_retries=3).text()


def check_types(sheet: Worksheet) -> None:
    """Columns formatted as numbers and dates hold numbers and dates; nothing is a formula."""
    for row in sheet.iter_rows():
        for cell in row:
            assert cell.data_type != "f", f"{sheet.title}!{cell.coordinate}"
            if cell.value is None:
                continue
            if cell.number_format.startswith("#,##0"):
                assert isinstance(cell.value, int | float), f"{sheet.title}!{cell.coordinate}"
            elif "yy" in cell.number_format:
                assert isinstance(cell.value, datetime), f"{sheet.title}!{cell.coordinate}"
            else:
                assert isinstance(cell.value, str), f"{sheet.title}!{cell.coordinate}"


def texts(sheet: Worksheet) -> list[str]:
    rows = sheet.iter_rows(values_only=True)
    return [value for row in rows for value in row if isinstance(value, str)]


def test_figures_are_numbers_and_qualifiers_words(
    page: Page, server: Server, tmp_path: Path
) -> None:
    reader.visit(page, f"{server.url}/mo-hinh", "mo-hinh")
    sheet = openpyxl.load_workbook(reader.take_xlsx(page, tmp_path)).worksheets[1]
    rows = [row for row in sheet.iter_rows(values_only=True) if sum(c is not None for c in row) > 2]
    table = [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]
    provincial = next(row for row in table if row["Cụm từ như in"] == "trên 1.000 mô hình")
    assert provincial["Giá trị"] == 1000
    assert provincial["Mức chính xác"] == "hơn, trên"


def test_a_number_on_a_chart_opens_on_its_paragraph(page: Page, server: Server) -> None:
    reader.visit(page, f"{server.url}/mo-hinh", "mo-hinh")
    number = page.locator(".js-plotly-plot a", has_text="trên 1.000 mô hình")
    with page.context.expect_page() as opened:
        number.click()
    traced = opened.value
    reader.settled(traced, vi.PAGES["truy-nguon"])
    expect(traced).to_have_url(re.compile(f"{vi.KEY_FIGURE}=lang-son-2023-p07-2"))
    expect(reader.main(traced)).to_contain_text("Tỉnh Lạng Sơn: trên 1.000 mô hình")
    expect(reader.main(traced)).to_contain_text("¶7")


def test_a_number_in_a_table_opens_on_its_paragraph(page: Page, server: Server) -> None:
    reader.visit(page, f"{server.url}/tong-quan", "tong-quan")
    number = page.get_by_role("table").get_by_role("link", name="1.275 hội nghị")
    with page.context.expect_page() as opened:
        number.click()
    reader.settled(opened.value, vi.PAGES["truy-nguon"])
    expect(reader.main(opened.value)).to_contain_text("sin-ho-2023-p15-2")


def test_a_comparison_is_sent_to_a_colleague(
    page: Page, server: Server, visitor: Callable[..., Page]
) -> None:
    reader.visit(page, f"{server.url}/so-sanh", "so-sanh")
    page.get_by_text(vi.ALIKE_ONLY, exact=True).click()
    reader.wait_for_query(page, "cung-cap-ky")
    reader.settled(page)
    expect(reader.main(page).locator(".js-plotly-plot")).to_contain_text("đứng riêng")
    shown = reader.words(page)
    colleague = visitor()
    reader.visit(colleague, page.url, "so-sanh")
    reader.expect_words(colleague, shown)


def test_the_search_page_finds_and_leads(page: Page, server: Server, tmp_path: Path) -> None:
    reader.visit(page, f"{server.url}/tim-kiem", "tim-kiem")
    box = page.get_by_test_id("stTextInput").locator("input")
    box.click()
    box.type("1275")
    box.press("Enter")
    reader.wait_for_query(page, "chu")
    expect(page.get_by_role("table")).to_contain_text("1.275 hội nghị")
    book = openpyxl.load_workbook(reader.take_xlsx(page, tmp_path))
    assert any("1.275" in text for text in texts(book.worksheets[1]))
    shown = reader.words(page)
    page.reload()
    reader.settled(page, vi.PAGES["tim-kiem"])
    reader.expect_words(page, shown)


def test_a_page_is_taken_away_as_slides(page: Page, server: Server) -> None:
    reader.visit(page, f"{server.url}/khen-thuong", "khen-thuong")
    with page.expect_download() as download:
        page.get_by_role("button", name=vi.PPTX).click()
    assert download.value.suggested_filename == "khen-thuong.pptx"
    made = Presentation(download.value.path())
    assert any(shape.has_chart for slide in made.slides for shape in slide.shapes)


def test_a_search_finds_without_accents(page: Page, server: Server) -> None:
    reader.visit(page, f"{server.url}/hoc-tap", "hoc-tap")
    box = page.get_by_test_id("stTextInput").locator("input")
    box.click()
    box.type("ke chuyen")
    box.press("Enter")
    reader.wait_for_query(page, "tim-hoat-dong")
    reader.settled(page)
    register = page.get_by_role("table").last
    expect(register).to_contain_text("cuộc thi kể chuyện về Bác")
    expect(register).not_to_contain_text("sưu tầm các hình ảnh")


def test_the_filter_stays_when_the_page_changes(page: Page, server: Server) -> None:
    slugs = list(vi.PAGES)
    reader.visit(page, f"{server.url}/{slugs[0]}", slugs[0])
    reader.choose(page, vi.LOCALITY, CHOSEN)
    reader.wait_for_query(page, vi.KEY_LOCALITY)
    for slug in slugs[1:]:
        page.get_by_test_id("stSidebarNav").get_by_text(vi.PAGES[slug], exact=True).click()
        reader.settled(page, vi.PAGES[slug])
        expect(page).to_have_title(vi.PAGES[slug])
        assert page.url.startswith(f"{server.url}/{slug}?{vi.KEY_LOCALITY}=")
        expect(reader.picker(page, vi.LOCALITY)).to_contain_text(CHOSEN)
        if slug not in NAMES_OTHERS:
            expect(reader.main(page)).not_to_contain_text("Sìn Hồ")


def test_a_chart_is_taken_away_as_a_picture(page: Page, server: Server) -> None:
    reader.visit(page, f"{server.url}/mo-hinh", "mo-hinh")
    chart = page.locator(".js-plotly-plot").first
    chart.hover()
    button = chart.locator(".modebar-btn")
    expect(button).to_have_attribute("data-title", "Tải hình PNG")
    with page.expect_download() as download:
        button.click()
    assert download.value.suggested_filename.endswith(".png")
    assert Path(download.value.path()).read_bytes().startswith(b"\x89PNG")
