"""Workbooks, read back with another library: numbers, text and blanks are what they were."""

import io
import re
import zipfile
from datetime import datetime

import openpyxl
import pandas as pd
import pytest
from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from exhibits import vi
from exhibits.handout import Handout
from exhibits.model import Empty, Exhibit, ExhibitError, Field, Note
from exhibits.render import xlsx
from exhibits.render.cells import neutral
from tests import made_up, pages
from tests.made_up import STAMP, exhibit, of_text


def opened(*exhibits: Exhibit) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(xlsx.workbook(Handout.of_page(exhibits, STAMP))))


def sheets(book: openpyxl.Workbook) -> list[Worksheet]:
    """The sheets of exhibits: between the contents and the three that tell about them."""
    assert book.sheetnames[0] == vi.SHEET_CONTENTS
    assert book.sheetnames[-3:] == [vi.SHEET_DICTIONARY, vi.SHEET_FILTERS, vi.SHEET_SOURCES]
    return book.worksheets[1:-3]


def table_of(sheet: Worksheet, one: Exhibit, above: int = 0) -> list[tuple[Cell, ...]]:
    """Header and rows of an exhibit's sheet, below title, subtitle, notes and `above` lines."""
    top = 5 + len(one.notes) + above
    rows = len(one.table)
    return list(sheet.iter_rows(min_row=top, max_row=top + rows, max_col=len(one.fields)))


def check_cell(cell: Cell, value: object, field: Field) -> None:
    """The cell says what the exhibit holds, in its type; nothing of what it does not hold."""
    if value is None or value is pd.NaT or value is pd.NA or value != value or value == "":
        assert cell.value is None
    elif field.kind in ("number", "integer"):
        assert cell.data_type == "n"
        assert cell.value == float(value)
    elif field.kind == "date":
        assert cell.value == datetime.combine(pd.Timestamp(value).date(), datetime.min.time())
    else:
        assert cell.data_type == "s"
        assert cell.value == str(value).replace("\r\n", "\n")
        assert cell.quotePrefix is (neutral(str(value)) != str(value))
    assert cell.hyperlink is None
    assert cell.data_type != "f"


@pytest.mark.usefixtures("reading")
@pytest.mark.parametrize("view", ["everything", "a report without numbers", "a province"])
@pytest.mark.parametrize("page", pages.PAGES)
def test_every_exhibit_of_every_page_reads_back(page: str, view: str) -> None:
    shown = [e for e in pages.drawn(page, pages.VIEWS[view]) if not isinstance(e, Empty)]
    book = opened(*shown)
    for sheet, one in zip(sheets(book), shown, strict=True):
        assert sheet["A1"].value == one.title
        assert sheet["A2"].value == one.subtitle()
        assert [sheet.cell(3 + n, 1).value for n in range(len(one.notes))] == [
            note.said() for note in one.notes
        ]
        head, *rows = table_of(sheet, one)
        assert [cell.value for cell in head] == [field.label for field in one.fields]
        assert len(rows) == len(one.table)
        values = one.table[[f.name for f in one.fields]].itertuples(index=False)
        for cells, row in zip(rows, values, strict=True):
            for cell, value, field in zip(cells, row, one.fields, strict=True):
                check_cell(cell, value, field)
    cited = [(row[0].value, row[1].value) for row in book[vi.SHEET_SOURCES].iter_rows(min_row=2)]
    assert cited == [(one.title, source.label()) for one in shown for source in one.sources]


def test_types_of_cells() -> None:
    one = exhibit()
    _, *rows = table_of(sheets(opened(one))[0], one)
    assert [[cell.value for cell in row] for row in rows] == [
        ["Huyện A", 1234567.25, 3, datetime(2023, 3, 17)],
        ["Huyện B; “Đức”, 5", 76.6, None, None],
        ["Huyện C", None, 1275, datetime(2025, 6, 30)],
        [None, 0, 0, None],
    ]
    assert [cell.number_format for cell in rows[0]] == ["@", "#,##0.####", "#,##0", "dd/mm/yyyy"]


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+84 912", "-x", "@SUM(A1)", "\t=1", "＝1+1", "\u200b=1", "\ufeff+1", "-", "{=1}",
     "https://x.vn", "mailto:a@b.vn", "internal:Sheet1!A1", "=HYPERLINK(\"http://x.vn\")", "1.275",
     "-5", "TRUE", "#REF!", "_x0041_", "<b>&amp;</b>", "']", "'=1"],
)  # fmt: skip
def test_text_is_text(text: str) -> None:
    one = of_text(text)
    cell = table_of(sheets(opened(one))[0], one)[1][0]
    check_cell(cell, text, one.fields[0])


def test_carriage_return_is_text() -> None:
    one = of_text("\r=1")
    cell = table_of(sheets(opened(one))[0], one)[1][0]
    assert cell.data_type == "s"
    assert cell.quotePrefix


@pytest.mark.parametrize(
    "bad", ["\x00", "\x08", "\x0b", "\x1f", "\x7f", "\ufffe", "\uffff"], ids=ascii
)
def test_characters_no_file_can_hold_are_dropped(bad: str) -> None:
    one = of_text(f"Yên{bad} Định")
    assert table_of(sheets(opened(one))[0], one)[1][0].value == "Yên Định"
    assert opened(exhibit(title=f"Yên{bad} Định")).sheetnames[1] == "Yên Định"


def test_titles_notes_labels_and_filters_are_text_too() -> None:
    one = exhibit(
        title="=1+1", notes=(Note("@x"),), fields=(Field("place", "+1"),), unit="=2", level="=3"
    )
    stamp = made_up.Stamp("=x", (("=a", "=b"),), "=r", STAMP.taken_on, "=l")
    book = openpyxl.load_workbook(io.BytesIO(xlsx.workbook(Handout.of_page([one], stamp))))
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert "f" not in kinds


@pytest.mark.usefixtures("reading")
def test_no_link_leads_out_of_the_file() -> None:
    shown = pages.every_exhibit(pages.VIEWS["everything"])
    with zipfile.ZipFile(io.BytesIO(xlsx.workbook(Handout.of_page(shown, STAMP)))) as parts:
        assert not [name for name in parts.namelist() if "externalLink" in name]
        for name in parts.namelist():
            text = parts.read(name).decode("utf-8")
            assert 'TargetMode="External"' not in text
            assert not re.search(r"<(f|ddeLink|oleLink)[ >/]", text), name
            for link in re.findall(r"<hyperlink [^>]*>", text):
                assert " location=" in link, "a link stays inside the workbook"
                assert "r:id" not in link


@pytest.mark.parametrize(
    "titles",
    [
        ["Số mô hình"] * 3,
        ["Số MÔ hình", "số mô hình"],
        ["Đ" * 80] * 12,
        ["Một tiêu đề rất dài vượt quá ba mươi mốt chữ: phần một",
         "Một tiêu đề rất dài vượt quá ba mươi mốt chữ: phần hai"],
        ["Nguồn", "Bộ lọc", "nguồn"],
        ["[a]:b*c?d/e\\f", "'a'", "", "   ", "***"],
        ["hai\ndòng", "tab\tkhoảng"],
        ["History", "Mục lục", "từ điển"],
    ],
)  # fmt: skip
def test_sheet_names_are_legal_and_never_equal(titles: list[str]) -> None:
    names = opened(*(exhibit(title=title) for title in titles)).sheetnames
    assert len({name.casefold() for name in names}) == len(titles) + 4
    assert names[-2:] == [vi.SHEET_FILTERS, vi.SHEET_SOURCES]
    assert "history" not in {name.casefold() for name in names}, "Excel's own name"
    for name in names:
        assert 1 <= len(name) <= 31
        assert not set(name) & set("[]:*?/\\\n\t")
        assert name.strip("' ") == name


def test_many_equal_titles_keep_within_the_length() -> None:
    names = opened(*[exhibit(title="Đ" * 40)] * 101).sheetnames
    assert len(set(names)) == 105
    assert max(map(len, names)) <= 31


def test_a_table_longer_than_a_sheet_goes_on_on_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    one = exhibit(table=made_up.table([(f"Huyện {n}", n, n, None) for n in range(10)]))
    monkeypatch.setattr(xlsx, "LAST_ROW", 5 + 10)
    assert [s.title for s in sheets(opened(one))] == ["Số mô hình"], "it just fits"
    monkeypatch.setattr(xlsx, "LAST_ROW", 5 + 9)
    book = opened(one)
    first, second = sheets(book)
    assert [first.title, second.title] == ["Số mô hình", "Số mô hình (2)"]
    assert first.max_row == 14
    whole = [cell.value for row in table_of(first, one, 1)[1:9] for cell in row[:1]]
    whole += [cell.value for row in table_of(second, one, 1)[1:3] for cell in row[:1]]
    assert whole == [f"Huyện {n}" for n in range(10)], "no row is lost, none comes twice"
    assert first["A3"].value == (
        "Bảng dài hơn một trang tính Excel: đây là phần 1 trong 2, dòng 1 đến 8 trong 10 dòng."
    )
    assert "phần 2 trong 2, dòng 9 đến 10 trong 10 dòng" in second["A3"].value
    listed = [row for row in book[vi.SHEET_CONTENTS].iter_rows(values_only=True) if row[0] == 1]
    assert [row[-1] for row in listed] == [8, 2]
    assert ["phần 1 trong 2" in listed[0][1], "phần 2 trong 2" in listed[1][1]] == [True, True]


def test_too_long_a_text_is_refused_not_lost() -> None:
    with pytest.raises(ExhibitError, match="XlsxWriter refused a cell"):
        xlsx.workbook(Handout.of_page([of_text("a" * 32_768)], STAMP))


def test_filters_sheet_says_how_to_see_the_same_again() -> None:
    rows = [(row[0].value, row[1].value) for row in opened(exhibit())[vi.SHEET_FILTERS].iter_rows()]
    assert rows == [
        ("Trang", "Mô hình"),
        ("Địa phương", "Huyện A"),
        ("Kỳ", "Tất cả"),
        ("Bản phát hành số liệu", "0123456789ab"),
        ("Ngày lấy", "21/11/2026"),
        ("Đường dẫn xem lại", "http://localhost:8501/mo-hinh?dia-phuong=Huy%E1%BB%87n+A"),
    ]


def test_sources_sheet_names_every_report_of_every_exhibit() -> None:
    rows = [
        [cell.value for cell in row]
        for row in opened(exhibit(), exhibit(title="Khác"))[vi.SHEET_SOURCES].iter_rows()
    ]
    label = made_up.SOURCE.label()
    assert rows == [["Nội dung", "Nguồn"], ["Số mô hình", label], ["Khác", label]]


def test_a_table_without_rows_is_still_a_sheet() -> None:
    one = exhibit(table=made_up.table([]))
    assert len(table_of(sheets(opened(one))[0], one)) == 1


def test_the_file_says_who_made_it_and_from_what() -> None:
    properties = opened(exhibit()).properties
    assert (properties.title, properties.creator, properties.description) == (
        "Mô hình", vi.APP, "0123456789ab",
    )  # fmt: skip
