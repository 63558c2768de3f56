"""Every error of an entry workbook comes at once, and is marked in a copy that can be mended."""

from pathlib import Path

import openpyxl
import pytest

from etl.workbook_words import EXAMPLES, MARKS
from tests.conftest import Curated
from tests.workbooks import Desk, example, put


@pytest.fixture
def desk(curated: Curated, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    return Desk(curated, tmp_path, capsys)


def test_every_error_comes_at_once_and_is_marked_in_a_copy(desk: Desk) -> None:
    def fill(book) -> None:
        for key in EXAMPLES:
            example(book, key)
        put(book, "observations", {"Cụm từ như in": "hơn 5OO cuốn sổ", "Đoạn": "sáu"})
        put(book, "models", {"Loại": "nhà", "Ghi chú": "Huß╗çn"})
        put(book, "units", {"Mã thống kê": 3478})
        put(book, "study", {"Số hội nghị": "=1+1"})
        book["PL học tập"]["F5"].value = "=1+1"

    said = desk.refused(fill)
    places = [line.partition(": ")[0] for line in said]
    assert places == [
        "trang “PL học tập”, ô F5",
        "trang “Số liệu”, ô C5",
        "trang “Số liệu”, ô F5",
        "trang “Mô hình”, ô H5",
        "trang “Mô hình”, ô K5",
        "trang “Đơn vị”, ô H5",
    ]
    (copy,) = desk.folder.glob("*-loi.xlsx")
    marked = openpyxl.load_workbook(copy)
    assert marked.sheetnames[0] == MARKS
    listed = [[cell.value for cell in row[:2]] for row in marked[MARKS].iter_rows(min_row=2)]
    assert [f"trang “{sheet}”, ô {cell}" for sheet, cell in listed] == places
    for sheet, cell in listed:
        assert marked[sheet][cell].fill.start_color.rgb == "FFFF9C9C"
        assert marked[sheet][cell].comment.text
    assert marked["Số liệu"]["G5"].comment is None
    # mended, the copy itself can be handed in; its marks go when it is marked again
    put(marked, "observations", {"Cụm từ như in": "hơn 500 cuốn sổ", "Đoạn": "3"})
    put(marked, "models", {"Loại": "mô hình", "Ghi chú": None})
    put(marked, "units", {"Mã thống kê": None})
    put(marked, "study", {"Số hội nghị": "=1+1"})
    marked.save(copy)
    assert desk.take_in(copy) == 1
    again = openpyxl.load_workbook(copy.with_name(f"{copy.stem}-loi.xlsx"))
    assert again["Số liệu"]["C5"].comment is None
    assert again["Số liệu"]["C5"].fill.fill_type is None
    assert again.sheetnames.count(MARKS) == 1
    put(again, "study", {"Số hội nghị": "12"})
    again.save(copy)
    assert desk.take_in(copy, "--yes") == 0, desk.err


def test_an_earlier_marked_copy_is_not_written_over(desk: Desk) -> None:
    path = desk.filled_in(lambda book: put(book, "models", {"Tên": "thiếu cả"}))
    assert desk.take_in(path) == 1
    assert desk.take_in(path) == 1
    assert desk.run("import", path, "--marked", desk.folder / "riêng.xlsx") == 1
    copies = {p.name.removeprefix(path.stem) for p in desk.folder.glob("*.xlsx")} - {path.name}
    assert copies == {".xlsx", "-loi.xlsx", "-loi2.xlsx", "riêng.xlsx"}
