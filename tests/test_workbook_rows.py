"""Rows of the entry workbook that cannot stand: typed twice, incomplete, out of their time."""

from pathlib import Path

import pytest

from etl.workbook import HEADING
from tests.conftest import Curated
from tests.workbooks import BY_KEY, FIRST, Desk, example, put


@pytest.fixture
def desk(curated: Curated, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    return Desk(curated, tmp_path, capsys)


@pytest.mark.parametrize("key", ["sources", "observations"])
def test_a_key_typed_twice_is_refused(desk: Desk, key: str) -> None:
    def fill(book) -> None:
        example(book, "sources")
        example(book, key)
        example(book, key, FIRST + 1)

    (said,) = desk.refused(fill)
    title = BY_KEY[key].title
    assert said.startswith(f"trang “{title}”, ô A6: ")
    assert said.endswith(f"mã đã dùng ở ô A5 của trang “{title}”; đặt mã khác hoặc xóa dòng trùng.")


@pytest.mark.parametrize("key", ["models", "exemplars"])
def test_a_row_typed_twice_is_refused(desk: Desk, key: str) -> None:
    def fill(book) -> None:
        example(book, "sources")
        example(book, key)
        example(book, key, FIRST + 1)

    for said in desk.refused(fill):
        assert "dòng trùng với ô " in said
        assert said.endswith("xóa một trong hai dòng.")


def test_a_unit_that_has_ended_takes_no_later_figure(desk: Desk) -> None:
    def fill(book) -> None:
        example(book, "sources")
        dates = {"Từ ngày": "01/07/2025", "Đến ngày": "31/12/2025"}
        example(book, "observations")
        put(book, "observations", dates)

    (said,) = desk.refused(fill)
    assert said == (
        'trang “Số liệu”, ô D5: "Huyện Yên Định": số liệu ở ngoài thời gian đơn vị tồn tại; gắn số '
        "với đơn vị có vào lúc đó."
    )


def test_what_is_missing_is_said_once(desk: Desk) -> None:
    said = desk.refused(lambda book: put(book, "commended", {"Số tập thể": "5", "Số cá nhân": "8"}))
    assert [line.split(":")[0].partition("ô ")[2] for line in said] == [
        "A5",
        "B5",
        "C5",
        "D5",
        "F5",
    ]
    assert all("thiếu “" in line for line in said)


def test_an_annex_row_without_a_number_is_refused(desk: Desk) -> None:
    def fill(book) -> None:
        example(book, "sources")
        put(example_row(book), "exemplars", {"Số tập thể": None, "Số cá nhân": None})

    (said,) = desk.refused(fill)
    assert said.startswith('trang “PL điển hình”, ô D5: "": thiếu “Cụm từ như in”')


def example_row(book):
    example(book, "exemplars")
    return book


def test_a_finding_that_no_longer_holds_is_said_with_its_line(desk: Desk) -> None:
    lines = desk.curated.lines("observations.csv")
    row = next(n for n, line in enumerate(lines) if line.startswith("lang-son-2023-p07-2,"))

    def fill(book) -> None:
        put(book, "observations", {"Cụm từ như in": "trên 1.100 mô hình"}, HEADING + 1 + row)

    said = desk.refused(fill, filled=True)
    assert said
    assert all(line.startswith("data/curated/findings.yml:") for line in said)


def test_rows_refused_alike_are_not_called_the_same_row(desk: Desk) -> None:
    def fill(book) -> None:
        example(book, "sources")
        for row in (FIRST, FIRST + 1):
            example(book, "models", row)
            put(book, "models", {"Tên": "Huß╗çn"}, row)

    said = desk.refused(fill)
    assert [line.partition(": ")[0] for line in said] == [
        "trang “Mô hình”, ô E5",
        "trang “Mô hình”, ô E6",
    ]
