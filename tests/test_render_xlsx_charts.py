"""What a workbook draws and tells of itself: charts over cells, matrices, contents, dictionary."""

import io
import re
import zipfile
from dataclasses import replace

import openpyxl
import pandas as pd
import pytest
from openpyxl.chart import BarChart
from openpyxl.worksheet.worksheet import Worksheet

from exhibits import vi
from exhibits.catalog import changes
from exhibits.charts import Bars
from exhibits.dictionary import meaning
from exhibits.handout import Handout, Part
from exhibits.matrix import Matrix
from exhibits.model import Exhibit
from exhibits.render import xlsx
from exhibits.theme import LIGHT
from tests import made_up, pages
from tests.made_up import STAMP, exhibit
from warehouse import codes
from warehouse.queries import View

LINES = pd.DataFrame(
    [
        ("Cấp tỉnh", "Lạng Sơn", 1000.0, "trên 1.000 mô hình", "more_than", "a"),
        ("Cấp huyện", "=cmd|'/c calc'!A1", 11.0, "=1+1", "exact", "b"),
        ("Cấp huyện", "Cần Đước<br>cấp xã", 700.0, "gần 700!A1", "nearly", "c"),
        ("Cấp huyện", "Sìn Hồ", None, "chỉ nhắc tới", None, "d"),
    ],
    columns=["panel", "label", "value", "words", "qualifier", "hover"],
)
CELLS = pd.DataFrame(
    [("Yên Định", "Mô hình", "reported", "<b>●</b><br>có số liệu", "h"),
     ("Yên Định", "Học tập", "silent", "○ không nêu", "h"),
     ("=Sìn Hồ", "Mô hình", "mentioned", "=1+1", "h"),
     ("=Sìn Hồ", "Học tập", "silent", "", "h")],
    columns=["row", "column", "status", "words", "hover"],
)  # fmt: skip
DRAWN = exhibit(chart=Bars(LINES), alt="Số mô hình.")
MATRIX = exhibit(chart=Matrix(CELLS, ["Mô hình", "Học tập"]), alt="Bảng.")


def written(*exhibits: Exhibit) -> bytes:
    return xlsx.workbook(Handout.of_page(exhibits, STAMP))


def opened(*exhibits: Exhibit) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(written(*exhibits)))


def chart_files(data: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        names = sorted(n for n in file.namelist() if n.startswith("xl/charts/chart"))
        return [file.read(name).decode() for name in names]


def at(sheet: Worksheet, reference: str) -> list[object]:
    """Values of the cells a chart refers to."""
    sheet_name, _, cells = reference.rpartition("!")
    assert sheet_name.strip("'") == sheet.title, "a chart shows cells of its own sheet"
    found = sheet[cells.replace("$", "")]
    return [row[0].value for row in found] if isinstance(found, tuple) else [found.value]


def shown_by(sheet: Worksheet, chart: BarChart) -> tuple[list, list, list]:
    """Title, categories and values of a chart, as its cells hold them."""
    (series,) = chart.series
    title = at(sheet, chart.title.tx.strRef.f)
    return title, at(sheet, series.cat.strRef.f), at(sheet, series.val.numRef.f)


def test_a_chart_per_panel_shows_cells_one_can_edit() -> None:
    sheet = opened(DRAWN).worksheets[1]
    province, district = sheet._charts
    assert shown_by(sheet, province) == (["Cấp tỉnh"], ["Lạng Sơn"], [1000])
    title, labels, values = shown_by(sheet, district)
    assert title == ["Cấp huyện"]
    assert labels == ["=cmd|'/c calc'!A1", "Cần Đước, cấp xã", "Sìn Hồ: chỉ nhắc tới"]
    assert values == [11, 700, None], "absence is a gap, not zero"


def test_a_bar_says_its_words_as_text() -> None:
    province, district = chart_files(written(DRAWN))
    assert re.findall(r"<a:t>([^<]*)</a:t>", province) == ["trên 1.000 mô hình"]
    words = re.findall(r"<a:t>([^<]*)</a:t>", district)
    assert [text.replace("\u200b", "") for text in words] == ["=1+1", "gần 700!A1"]
    assert district.count('<c:delete val="1"/>') > province.count('<c:delete val="1"/>')
    assert province.count('<a:bodyPr wrap="none"/>') == 1, "words of a bar stay on one line"
    for text in re.findall(r"<c:f>([^<]*)</c:f>", province + district):
        assert re.fullmatch(r"'Số mô hình'!\$[A-E]\$\d+(:\$[A-E]\$\d+)?", text)


def test_a_bar_of_its_own_period_says_it_in_the_chart_and_in_its_cell() -> None:
    dated = exhibit(chart=Bars(LINES.assign(period=["2021", "", "2022–2023", ""])), alt="Số.")
    province, district = chart_files(written(dated))
    assert "<a:t>trên 1.000 mô hình · 2021</a:t>" in province
    assert "· 2022–2023</a:t>" in district
    said = [row[3] for row in opened(dated).worksheets[1].iter_rows(values_only=True)]
    assert "trên 1.000 mô hình · 2021" in said


def test_bars_are_as_long_in_every_chart_and_leave_room_for_their_words() -> None:
    def shares(lines: pd.DataFrame) -> set[str]:
        charts = chart_files(written(exhibit(chart=Bars(lines), alt="Số.")))
        found = {re.search(r'<c:w val="([^"]*)"', chart)[1] for chart in charts}
        assert len(found) == 1
        return found

    (short,) = shares(LINES)
    (long,) = shares(LINES.assign(period="không rõ kỳ (“Trong 3 năm qua”), đến 17/05/2023"))
    assert float(long) < float(short)


@pytest.mark.parametrize(
    ("qualifier", "pattern"),
    [("exact", None), ("more_than", "wdUpDiag"), ("nearly", "wdDnDiag"), ("about", "openDmnd"),
     ("magnitude", "pct25"), ("range", "narHorz")],
)  # fmt: skip
def test_an_open_value_is_hatched(qualifier: str, pattern: str | None) -> None:
    lines = LINES.head(1).assign(qualifier=qualifier)
    (chart,) = chart_files(written(exhibit(chart=Bars(lines), alt="Số.")))
    assert re.findall(r'pattFill prst="(\w+)"', chart) == ([pattern] if pattern else [])
    assert qualifier in codes.QUALIFIER


def test_a_chart_without_any_value_still_has_its_words() -> None:
    lines = LINES.tail(1)
    sheet = opened(exhibit(chart=Bars(lines), alt="Số.")).worksheets[1]
    assert shown_by(sheet, sheet._charts[0])[1:] == (["Sìn Hồ: chỉ nhắc tới"], [None])


def grid(sheet: Worksheet) -> list[list[object]]:
    start = next(r for r in range(1, sheet.max_row) if sheet.cell(r, 1).value == "Bảng tổng hợp")
    return [list(row) for row in sheet.iter_rows(min_row=start + 1, max_col=3)]


def test_a_matrix_is_coloured_cells_with_words() -> None:
    head, first, second = grid(opened(MATRIX).worksheets[1])
    assert [cell.value for cell in head[1:]] == ["Mô hình", "Học tập"]
    assert [cell.value for cell in first] == ["Yên Định", "●\ncó số liệu", "○ không nêu"]
    assert [cell.value for cell in second] == ["=Sìn Hồ", "=1+1", None]
    assert {cell.data_type for row in (head, first, second) for cell in row} <= {"s", "n"}
    fills = [cell.fill.start_color.rgb[2:] for cell in first[1:]]
    assert fills == [LIGHT.status[s].lstrip("#") for s in ("reported", "silent")]


def test_parts_of_a_long_table_keep_room_for_the_chart(monkeypatch: pytest.MonkeyPatch) -> None:
    long = replace(DRAWN, table=made_up.table([(f"Huyện {n}", n, n, None) for n in range(40)]))
    monkeypatch.setattr(xlsx, "LAST_ROW", 50)
    parts = opened(long).worksheets[1:-3]
    assert len(parts) > 1
    assert max(sheet.max_row for sheet in parts) <= 50
    assert [len(sheet._charts) for sheet in parts] == [2] + [0] * (len(parts) - 1)


def test_a_workbook_written_row_by_row_holds_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    usual = written(DRAWN, MATRIX)
    monkeypatch.setattr(xlsx, "MOST_IN_MEMORY", 0)
    assert xlsx.memory([DRAWN]) == {"constant_memory": True}
    bounded = written(DRAWN, MATRIX)
    books = [openpyxl.load_workbook(io.BytesIO(data)) for data in (usual, bounded)]
    for one, other in zip(books[0].worksheets, books[1].worksheets, strict=True):
        assert list(one.iter_rows(values_only=True)) == list(other.iter_rows(values_only=True))
        heights = [[s.row_dimensions[r].height for r in range(1, 40)] for s in (one, other)]
        assert heights[0] == heights[1]
    values = [[re.findall(r"<c:v>([^<]*)", chart) for chart in chart_files(data)]
              for data in (usual, bounded)]  # fmt: skip
    assert values[0] == values[1], "what a viewer shows before it recalculates"
    assert {"Giá trị (mô hình)", "Cấp tỉnh", "Lạng Sơn", "1000.0"} <= set(values[1][0])


# ---------------------------------------------------------------------- the sheets about the rest


def test_contents_lead_to_every_sheet_and_say_what_is_missing() -> None:
    parts = (Part(DRAWN, STAMP), Part(exhibit(title="Khác"), STAMP))
    handout = Handout("=Hội nghị", parts, STAMP, ("Không dựng được trang 3.",))
    sheet = openpyxl.load_workbook(io.BytesIO(xlsx.workbook(handout)))[vi.SHEET_CONTENTS]
    rows = list(sheet.iter_rows(values_only=True))
    said = [row[0] for row in rows[:8]]
    assert said[0].endswith("=Hội nghị")
    assert "Địa phương: Huyện A" in said
    assert "Bản số liệu 0123456789ab, lấy ngày 21/11/2026" in said
    assert STAMP.told_link() in said
    assert "▲ Không dựng được trang 3." in said
    assert rows[-2:] == [
        (1, "Số mô hình", "Số mô hình", "Biểu đồ", "mô hình", "năm 2023", "cấp huyện", 4),
        (2, "Khác", "Khác", None, "mô hình", "năm 2023", "cấp huyện", 4),
    ]
    links = [cell.hyperlink for row in sheet.iter_rows() for cell in row if cell.hyperlink]
    assert [link.location for link in links] == [
        "'Số mô hình'!A1", "'Số mô hình'!A11", "Khác!A1",
    ]  # fmt: skip
    book = sheet.parent
    assert book["Số mô hình"]["A11"].value == "Biểu đồ"
    assert all(link.target is None for link in links)


def test_a_presenter_s_words_are_not_handed_out() -> None:
    data = xlsx.workbook(Handout("Bài", (Part(exhibit(), STAMP, "Dòng một."),), STAMP))
    book = openpyxl.load_workbook(io.BytesIO(data))
    said = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not any("Dòng một" in text for text in said)


def test_filters_of_another_view_are_told_apart() -> None:
    other = replace(STAMP, page="Khen thưởng", filters=(("Kỳ", "2022"),), link="http://x/khac")
    handout = Handout("Bài", (Part(exhibit(), STAMP), Part(exhibit(title="Hai"), other)), STAMP)
    sheet = openpyxl.load_workbook(io.BytesIO(xlsx.workbook(handout)))[vi.SHEET_FILTERS]
    rows = list(sheet.iter_rows(values_only=True))
    assert ("2. Hai", None) in rows
    after = rows[rows.index(("2. Hai", None)) + 1 :]
    assert after[:2] == [("Trang", "Khen thưởng"), ("Kỳ", "2022")]
    assert after[-1] == ("Đường dẫn xem lại", "http://x/khac")
    assert not any(str(row[0]).startswith("1. ") for row in rows), "the same view is told once"


@pytest.mark.usefixtures("reading")
@pytest.mark.parametrize("page", pages.PAGES)
def test_every_column_of_every_page_has_a_meaning(page: str) -> None:
    ways = [(("xem", way),) for way in (vi.COMPARE_MATRIX, vi.COMPARE_PAIR)]
    asked = [(("chu", "can duoc"),), (("so-lieu", "lang-son-2023-p07-2"),), *ways]
    for chosen in ((), *asked):
        for one in pages.drawn(page, View(), *chosen):
            for field in one.fields if isinstance(one, Exhibit) else ():
                assert len(meaning(field)) > len("Mã của")


def test_every_column_of_what_changed_has_a_meaning() -> None:
    assert all(meaning(field) for field in changes._FIELDS)


@pytest.mark.usefixtures("reading")
def test_the_dictionary_names_every_column_its_type_and_where_it_is() -> None:
    shown = [e for e in pages.drawn("mo-hinh", pages.VIEWS["everything"]) if isinstance(e, Exhibit)]
    rows = list(opened(*shown)[vi.SHEET_DICTIONARY].iter_rows(values_only=True))
    kinds = {"text": "chữ", "number": "số", "integer": "số nguyên", "date": "ngày"}
    told = {(row[0], row[1]): row for row in rows[1:] if row[1]}
    assert set(told) == {(f.label, kinds[f.kind]) for e in shown for f in e.fields}
    assert told["Giá trị", "số"][3].split(", ")[0] == "1"
    assert all(word in told["Mức chính xác", "chữ"][2] for word in codes.QUALIFIER.values())
    words = {row[0] for row in rows}
    assert set(codes.QUALIFIER.values()) <= words
    assert all(any(str(w).endswith(s) for w in words) for s in codes.COVERAGE_STATUS.values())


@pytest.mark.parametrize("text", ["=1+1", "a\x00b\x0bc", "x" * 500, "Huyê\u0323n", "<b>&amp;", ""])
def test_awkward_words_give_a_file_that_opens(text: str) -> None:
    lines = LINES.assign(label=text, words=text, panel=text)
    cells = CELLS.assign(words=text)
    one = exhibit(chart=Bars(lines), alt=text or "–", title=text, unit=text)
    book = opened(one, replace(MATRIX, chart=Matrix(cells, ["Mô hình", "Học tập"])))
    assert len(book.worksheets) == 6
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert "f" not in kinds
