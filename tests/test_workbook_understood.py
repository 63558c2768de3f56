"""What the entry workbook understands although it was typed otherwise, and says so."""

import unicodedata
from datetime import datetime
from pathlib import Path

import pytest

from tests.conftest import Curated
from tests.workbooks import Desk, example, put


@pytest.fixture
def desk(curated: Curated, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    return Desk(curated, tmp_path, capsys)


def test_days_numbers_nfd_and_old_names_are_read_and_said(desk: Desk) -> None:
    def fill(book) -> None:
        example(book, "sources")
        example(book, "study")
        example(book, "models")
        put(book, "study", {"Từ ngày": datetime(2022, 1, 1), "Số lượt người": 1275, "Đoạn": 2,
                            "Số hội nghị": "–"})  # fmt: skip
        put(book, "models", {"Tên": unicodedata.normalize("NFD", "Ngày thứ Bảy vì dân"),
                             "Đơn vị": "Huyện cũ [yen-dinh]"})  # fmt: skip

    said = desk.accepted(fill)
    assert "trang “PL học tập”, ô I5: ô ngày của Excel, đọc là 01/01/2022." in said
    assert "trang “PL học tập”, ô G5: ô số, đọc là 1.275." in said
    assert "trang “PL học tập”, ô F5: gạch ngang, hiểu là báo cáo không nêu." in said
    assert "trang “Mô hình”, ô E5: chữ tách rời dấu (NFD), đã ghép lại." in said
    assert "“Huyện Yên Định (đến 30/06/2025) [yen-dinh]”; đọc theo mã." in said
    assert ",Ngày thứ Bảy vì dân," in desk.curated.lines("models.csv")[-1]
    assert ",1.275 lượt người,flow,reported,,,,2022-01-01," in "\n".join(
        desk.curated.lines("observations.csv")
    )


def test_an_english_thousands_mark_in_a_count_is_read_and_shown(desk: Desk) -> None:
    def fill(book) -> None:
        example(book, "sources")
        example(book, "study")
        put(book, "study", {"Số lượt người": "1,275"})

    assert "“1,275 lượt người”, đọc là 1.275 lượt người" in desk.accepted(fill)
