"""What people get wrong in the entry workbook, and the one sentence each is answered with.

Every refusal names sheet and cell; all of a workbook come at once; nothing is written.
"""

from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from etl.workbook import HEADING
from tests.conftest import Curated
from tests.workbooks import BY_KEY, FIRST, Desk, address, columns, example, put

AS_TEXT = "đặt định dạng Văn bản (Text) cho ô rồi gõ lại như in."
LEGACY = (
    "chữ hỏng do phông hoặc mã cũ (VNI, TCVN3, sai UTF-8); mở bản gốc, chuyển sang Unicode rồi "
    "nhập lại; chương trình không tự đoán chữ."
)


@pytest.fixture
def desk(curated: Curated, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    return Desk(curated, tmp_path, capsys)


# sheet, heading, what is typed, the value shown, the answer
CELLS = [
    pytest.param("observations", "Cụm từ như in", "hơn 5OO cuốn sổ", "hơn 5OO cuốn sổ",
                 "không đọc được thành số; sửa cụm từ theo báo cáo (chữ O thay số 0?).",
                 id="letter-for-digit"),
    pytest.param("observations", "Cụm từ như in", "11.8 tỷ đồng", "11.8 tỷ đồng",
                 '"11.8" không đọc được thành số; dấu chấm tách từng nhóm ba chữ số, dấu phẩy tách '
                 "phần thập phân, tối đa 15 chữ số; sửa cụm từ theo báo cáo.", id="english-number"),
    pytest.param("observations", "Cụm từ như in", 1275, "1275",
                 "ô là số, cột này là chữ; Excel có thể đã bỏ số 0, đổi dấu hoặc làm tròn; "
                 + AS_TEXT, id="number-in-text"),
    pytest.param("observations", "Cụm từ như in", datetime(2023, 5, 19), "2023-05-19",
                 "Excel đã đổi ô này thành ngày, giờ; " + AS_TEXT, id="date-in-text"),
    pytest.param("observations", "Từ ngày", "31/02/2022", "31/02/2022",
                 "“Từ ngày” không phải ngày; ghi ngày/tháng/năm, ví dụ 17/03/2023.", id="no-day"),
    pytest.param("observations", "Từ ngày", datetime(2022, 1, 1, 7, 30), "2022-01-01 07:30:00",
                 "Excel đã đổi ô này thành ngày, giờ; " + AS_TEXT, id="time-of-day"),
    pytest.param("observations", "Đoạn", 2.5, "2.5",
                 "“Đoạn” không phải số nguyên; ghi chữ số, không dấu chấm.", id="half-paragraph"),
    pytest.param("observations", "Đoạn", "99", "99",
                 "đoạn không có trong báo cáo; báo cáo vi-du-2022 có 9 đoạn; xem lại số đoạn.",
                 id="paragraph-too-far"),
    pytest.param("models", "Đoạn", "9" * 5000, "9" * 79 + "…",
                 "“Đoạn” không phải số nguyên; ghi chữ số, không dấu chấm.", id="endless-number"),
    pytest.param("observations", "Trạng thái", "xong", "xong",
                 "“Trạng thái” không có trong bảng mã; chọn trong danh sách: “có số liệu”; “chỉ "
                 "nhắc tới, không có số”; “yêu cầu phải làm, chưa phải kết quả”.", id="code"),
    pytest.param("observations", "Trạng thái", True, "true",
                 "Excel đã đổi ô này thành đúng, sai; " + AS_TEXT, id="truth-in-code"),
    pytest.param("observations", "Chỉ tiêu", "Số sổ theo dõi đã cấp phát",
                 "Số sổ theo dõi đã cấp phát", "tên không có trong danh sách; có phải “Số sổ theo "
                 "dõi đã cấp [tracking_books]”?.", id="indicator-renamed"),
    pytest.param("observations", "Đơn vị", "Xã Yên Trường", "Xã Yên Trường",
                 "tên này là của 2 dòng; chọn “Xã Yên Trường (đến 30/06/2025) [x-yen-truong]”; "
                 "“Xã Yên Trường (từ 01/07/2025) [x-15421-2025]”.", id="two-units-of-one-name"),
    pytest.param("observations", "Báo cáo", "bao-cao-la", "bao-cao-la",
                 "“Báo cáo” không có trong trang “Báo cáo”; sửa mã hoặc thêm dòng vào trang "
                 "“Báo cáo”.", id="unknown-report"),
    pytest.param("observations", "Ghi chú", "Baùo caùo", "Baùo caùo", LEGACY, id="vni"),
    pytest.param("observations", "Ghi chú", "Huß╗çn", "Huß╗çn", LEGACY, id="mojibake"),
    pytest.param("observations", "Ghi chú", "hai\ndòng", "hai↵dòng",
                 "ô có xuống dòng; viết liền trên một dòng.", id="line-break"),
    pytest.param("observations", "Ghi chú", "rỗng\u200b", "rỗng\u200b",
                 "ký tự ẩn; xóa ký tự này rồi gõ lại chỗ đó.", id="hidden-letter"),
    pytest.param("units", "Mã thống kê", 3478, "3478",
                 "ô là số, cột này là chữ; Excel có thể đã bỏ số 0, đổi dấu hoặc làm tròn; "
                 + AS_TEXT, id="lost-zero"),
    pytest.param("models", "Khâu đột phá", "x", "x",
                 "“Khâu đột phá” không phải có/không; ghi có hoặc không.", id="yes-or-no"),
    pytest.param("models", "Lĩnh vực", "Kinh tế; Thể thao", "economy;Thể thao",
                 "“Lĩnh vực” không có trong bảng mã; chọn trong danh sách: “Kinh tế”; “Văn hóa - "
                 "xã hội”; “Quốc phòng - an ninh”; “Xây dựng hệ thống chính trị”; “Khác, chưa "
                 "phân loại”.", id="one-field-unknown"),
    pytest.param("study", "Tỷ lệ % đảng viên", "76.6", "76.6%",
                 '"76.6" không đọc được thành số; dấu chấm tách từng nhóm ba chữ số, dấu phẩy tách '
                 "phần thập phân, tối đa 15 chữ số; sửa cụm từ theo báo cáo.", id="english-share"),
    pytest.param("study", "Tỷ lệ % đảng viên", 0.766, "0.766",
                 "ô là số, cột này là chữ; Excel có thể đã bỏ số 0, đổi dấu hoặc làm tròn; "
                 + AS_TEXT, id="share-as-number"),
    pytest.param("commended", "Số tập thể", "5 buổi/tháng", "5 buổi/tháng", None, id="rate"),
]  # fmt: skip


@pytest.mark.parametrize(("key", "label", "typed", "shown", "answer"), CELLS)
def test_a_wrong_cell_is_named(desk: Desk, key, label, typed, shown, answer) -> None:
    sheets = []

    def fill(book) -> None:
        example(book, "sources")
        example(book, key)
        sheets.append(put(book, key, {label: typed}))

    (said,) = desk.refused(fill)
    start = f'trang “{BY_KEY[key].title}”, ô {address(sheets[0], label)}: "{shown}": '
    assert said.startswith(start)
    if answer:
        assert said == start + answer


def test_a_formula_is_refused_and_never_worked_out(desk: Desk) -> None:
    def fill(book) -> None:
        example(book, "sources")
        sheet = example(book, "study")
        sheet[address(sheet, "Số hội nghị")].value = "=5+7"

    (said,) = desk.refused(fill)
    assert said == (
        'trang “PL học tập”, ô F5: "=5+7": ô chứa công thức; chép giá trị của ô rồi dán lại dưới '
        "dạng chữ."
    )
    marked = openpyxl.load_workbook(next(desk.folder.glob("*-loi.xlsx")))
    assert marked["PL học tập"]["F5"].data_type == "s"
    assert marked["PL học tập"]["F5"].value == "=5+7"


def test_an_error_of_excel_is_refused(desk: Desk) -> None:
    def fill(book) -> None:
        example(book, "sources")
        sheet = example(book, "study")
        cell = sheet[address(sheet, "Số hội nghị")]
        cell.value, cell.data_type = "#N/A", "e"

    (said,) = desk.refused(fill)
    assert '"#N/A": ô chứa lỗi của Excel; gõ lại giá trị như báo cáo in.' in said


def test_merged_cells_are_refused(desk: Desk) -> None:
    def fill(book) -> None:
        example(book, "sources")
        example(book, "study")
        sheet = example(book, "study", FIRST + 1)
        sheet.merge_cells(f"C{FIRST}:C{FIRST + 1}")

    (said,) = desk.refused(fill)
    assert said == (
        'trang “PL học tập”, ô C5:C6: "": các ô gộp làm một; bỏ gộp ô rồi ghi giá trị vào từng ô.'
    )


def test_merged_cells_above_the_heading_do_not_matter(desk: Desk) -> None:
    desk.accepted(lambda book: book["Mô hình"].merge_cells("A1:F1"))


@pytest.mark.parametrize("hidden", ["hidden", "veryHidden"])
def test_a_hidden_sheet_is_refused(desk: Desk, hidden: str) -> None:
    def fill(book) -> None:
        example(book, "sources").sheet_state = hidden

    (said,) = desk.refused(fill)
    assert said == (
        'trang “Báo cáo”, ô A1: "Báo cáo": trang đang ẩn; bỏ ẩn trang, xem lại rồi nạp; hoặc xóa '
        "trang."
    )


def test_hidden_rows_are_read_and_said(desk: Desk) -> None:
    def fill(book) -> None:
        example(book, "sources").row_dimensions[FIRST].hidden = True

    assert "trang “Báo cáo”, ô A4: có dòng đang ẩn do lọc; vẫn được đọc." in desk.accepted(fill)


def test_a_sheet_of_another_name_is_not_passed_over(desk: Desk) -> None:
    def fill(book) -> None:
        book["Mô hình"].title = "Mô hình 2023"
        book.create_sheet("Trang tính1")  # empty: nothing to lose

    (said,) = desk.refused(fill)
    assert said.startswith(
        'trang “Mô hình 2023”, ô A1: "Mô hình 2023": trang lạ, không biết đọc vào đâu; có phải '
        "“Mô hình”?"
    )


def test_a_heading_that_changed_is_named(desk: Desk) -> None:
    def fill(book) -> None:
        sheet = example(book, "models")
        sheet.cell(HEADING + 1, columns(sheet)["Nơi thực hiện"]).value = "Nơi thực thi"
        sheet.cell(HEADING + 1, 20).value = "Giá trị"

    assert desk.refused(fill) == [
        (
            'trang “Mô hình”, ô A4: "Nơi thực hiện": thiếu cột; thêm lại cột này vào dòng tiêu đề; '
            "cột có thể để trống."
        ),
        (
            'trang “Mô hình”, ô F4: "Nơi thực thi": cột lạ; có phải “Nơi thực hiện”? sửa lại tên '
            "cột như biểu, hoặc xóa cột."
        ),
        'trang “Mô hình”, ô T4: "Giá trị": cột do chương trình tính; xóa cột, không gõ tay.',
    ]


def test_columns_may_stand_in_another_order_or_under_their_codes(desk: Desk) -> None:
    def fill(book) -> None:
        example(book, "sources")
        sheet = example(book, "models")
        sheet.cell(HEADING + 1, columns(sheet)["Ghi chú"]).value = "note"
        sheet.move_range(f"A{HEADING + 1}:A{FIRST}", cols=15)

    assert "Sẽ thêm 2 dòng" in desk.accepted(fill)


def test_a_sheet_without_its_heading_is_refused(desk: Desk) -> None:
    def fill(book) -> None:
        book["Mô hình"].delete_rows(HEADING + 1)

    (said,) = desk.refused(fill)
    assert said == (
        'trang “Mô hình”, ô A1: "": không thấy dòng tiêu đề; chép lại dòng tiêu đề từ biểu mới '
        "(python -m etl template)."
    )


def test_contents_beside_the_columns_are_refused(desk: Desk) -> None:
    def fill(book) -> None:
        example(book, "sources").cell(FIRST, 30).value = "bên lề"

    (said,) = desk.refused(fill)
    assert said == (
        'trang “Báo cáo”, ô AD5: "bên lề": ô nằm ngoài các cột của biểu; xóa ô, hoặc chuyển vào '
        "cột của biểu."
    )
