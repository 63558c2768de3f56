"""Files that are no plain workbook: each is refused by one sentence, in bounded memory."""

import io
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from etl import workbook_file
from etl.workbook_file import LARGEST, UNPACKED, WorkbookError, check_file
from etl.workbook_read import MOST_ROWS, read_book
from tests.conftest import ROOT, Curated
from tests.workbooks import Desk

OLE = bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 504


@pytest.fixture(scope="module")
def form(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("form") / "biểu.xlsx"
    command = [sys.executable, "-m", "etl", "template", "--out", str(path)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return path.read_bytes()


def packed(form: bytes, change: Callable[[dict[str, bytes]], None]) -> bytes:
    """The form with its parts changed."""
    with zipfile.ZipFile(io.BytesIO(form)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def refusal(path: Path) -> str:
    with pytest.raises(WorkbookError) as error:
        read_book(path)
    return str(error.value)


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("a.xlsm", "tệp có thể chứa macro"),
        ("a.XLS", "tệp Excel kiểu cũ"),
        ("a.xlsb", "tệp Excel nhị phân"),
        ("a.ods", "tệp LibreOffice"),
        ("a.csv", "tệp CSV"),
        ("a.pdf", "tệp PDF"),
        ("a", "đuôi tệp không phải .xlsx"),
    ],
)
def test_another_ending_is_refused(tmp_path: Path, form: bytes, name: str, what: str) -> None:
    (tmp_path / name).write_bytes(form)
    assert refusal(tmp_path / name) == (
        f"“{name}”: {what}, không nhận; mở tệp rồi lưu lại thành “Sổ làm việc Excel (.xlsx)”."
    )


def _bomb(parts: dict[str, bytes]) -> None:
    parts["xl/worksheets/sheet2.xml"] = b"<a>" + b" " * (UNPACKED + 1)


def _macro_type(parts: dict[str, bytes]) -> None:
    name = "[Content_Types].xml"
    parts[name] = parts[name].replace(b"sheet.main+xml", b"sheet.macroEnabled.main+xml")


def _dtd(parts: dict[str, bytes]) -> None:
    name = "xl/sharedStrings.xml"
    laughs = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><sst'
    parts[name] = parts[name].replace(b"<sst", laughs, 1)


def _wide_dtd(parts: dict[str, bytes]) -> None:
    parts["xl/sharedStrings.xml"] = '<!DOCTYPE x><sst xmlns="x"/>'.encode("utf-16")


def _no_sheet(parts: dict[str, bytes]) -> None:
    parts["xl/worksheets/sheet3.xml"] = parts["xl/worksheets/sheet3.xml"][:400]


CHANGED = [
    pytest.param(lambda p: p.update({"xl/vbaProject.bin": b"x"}), "chứa macro", id="macro"),
    pytest.param(_macro_type, "chứa macro", id="macro-type"),
    pytest.param(_bomb, "bung ra quá 24 MB nên không mở", id="zip-bomb"),
    pytest.param(_dtd, "bị hỏng", id="entities"),
    pytest.param(_wide_dtd, "bị hỏng", id="entities-in-utf-16"),
    pytest.param(_no_sheet, "bị hỏng", id="cut-part"),
    pytest.param(lambda p: p.pop("xl/workbook.xml"), "không phải tệp Excel", id="no-workbook"),
    pytest.param(lambda p: p.update({f"x/{n}": b"" for n in range(600)}), "bị hỏng", id="parts"),
]


@pytest.mark.parametrize(("change", "why"), CHANGED)
def test_a_package_that_must_not_be_opened(tmp_path, form: bytes, change, why: str) -> None:
    (tmp_path / "a.xlsx").write_bytes(packed(form, change))
    said = refusal(tmp_path / "a.xlsx")
    assert said.startswith("“a.xlsx” ")
    assert why in said


@pytest.mark.parametrize(
    ("data", "why"),
    [
        pytest.param(OLE + "EncryptedPackage".encode("utf-16-le"), "có mật khẩu", id="password"),
        pytest.param(OLE, "là tệp Excel kiểu cũ đổi đuôi", id="xls"),
        pytest.param("Mã;Tên\n1;2\n".encode(), "không phải tệp Excel", id="csv"),
        pytest.param(b"", "không phải tệp Excel", id="empty"),
        pytest.param(b"PK\x03\x04 and nothing more", "bị hỏng", id="no-zip"),
    ],
)
def test_what_is_inside_counts_not_the_name(tmp_path: Path, data: bytes, why: str) -> None:
    (tmp_path / "a.xlsx").write_bytes(data)
    assert why in refusal(tmp_path / "a.xlsx")


def test_a_cut_file_is_refused(tmp_path: Path, form: bytes) -> None:
    (tmp_path / "a.xlsx").write_bytes(form[: len(form) // 2])
    assert "bị hỏng hoặc chép chưa xong" in refusal(tmp_path / "a.xlsx")


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    assert refusal(tmp_path / "a.xlsx").startswith("Không thấy tệp “a.xlsx”")


def test_200_megabytes_are_refused_unread(tmp_path: Path, monkeypatch) -> None:
    path = tmp_path / "a.xlsx"
    with path.open("wb") as file:
        file.write(b"PK\x03\x04")
        file.truncate(200 * 2**20)
    monkeypatch.setattr(workbook_file.zipfile, "ZipFile", None)
    with pytest.raises(WorkbookError, match=r"nặng 200 MB, quá mức 10 MB"):
        check_file(path)


def test_a_plain_form_passes(tmp_path: Path, form: bytes) -> None:
    (tmp_path / "a.XLSX").write_bytes(form)
    assert len(read_book(tmp_path / "a.XLSX").sheets) == 15
    assert len(form) < LARGEST


def _sheet_of(rows: int) -> Callable[[dict[str, bytes]], None]:
    cells = b"".join(
        b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (n, n) for n in range(5, rows + 5)
    )

    def change(parts: dict[str, bytes]) -> None:
        name = "xl/worksheets/sheet2.xml"
        parts[name] = parts[name].replace(b"</sheetData>", cells + b"</sheetData>")

    return change


def test_too_many_rows_are_refused(tmp_path: Path, form: bytes) -> None:
    (tmp_path / "a.xlsx").write_bytes(packed(form, _sheet_of(MOST_ROWS + 1)))
    assert refusal(tmp_path / "a.xlsx") == (
        "Trang “Báo cáo” có quá 20000 dòng; chia thành nhiều tệp."
    )


def test_a_far_row_costs_nothing(tmp_path: Path, form: bytes) -> None:
    def change(parts: dict[str, bytes]) -> None:
        name = "xl/worksheets/sheet2.xml"
        far = b'<row r="1048576"><c r="XFD1048576" t="str"><v>xa</v></c></row></sheetData>'
        parts[name] = parts[name].replace(b"</sheetData>", far)

    (tmp_path / "a.xlsx").write_bytes(packed(form, change))
    (sheet,) = [s for s in read_book(tmp_path / "a.xlsx").sheets if s.title == "Báo cáo"]
    assert sheet.rows[1048576][0].address == "XFD1048576"


MEASURE = """
import re, sys
from pathlib import Path
from etl.workbook_read import read_book
try:
    read_book(Path(sys.argv[1]))
except Exception as error:
    print(type(error).__name__)
# Of this process alone: the usage the system sums begins with what its parent held.
status = Path("/proc/self/status").read_text()
print(int(re.search(r"VmHWM:\\s+(\\d+)", status)[1]) // 1024)
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="measured where it is told")
def test_the_heaviest_workbook_takes_bounded_memory(tmp_path: Path, form: bytes) -> None:
    """One row as long as the limits allow: the worst for a reader that goes row by row."""
    cell = b'<c t="str"><v>%d</v></c>'
    many = b"".join(cell % n for n in range((UNPACKED - 2**22) // 29))

    def change(parts: dict[str, bytes]) -> None:
        name = "xl/worksheets/sheet2.xml"
        row = b'<row r="5">' + many + b"</row></sheetData>"
        parts[name] = parts[name].replace(b"</sheetData>", row)

    (tmp_path / "a.xlsx").write_bytes(packed(form, change))
    command = [sys.executable, "-c", MEASURE, str(tmp_path / "a.xlsx")]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    (megabytes,) = done.stdout.split()  # and no error: the file is as heavy as may be
    assert int(megabytes) < 900


def test_the_command_says_it_and_ends(curated: Curated, tmp_path: Path, capsys) -> None:
    desk = Desk(curated, tmp_path, capsys)
    (tmp_path / "a.xlsm").write_bytes(b"x")
    before = desk.state()
    assert desk.take_in(tmp_path / "a.xlsm", "--yes") == 1
    assert desk.err.startswith("“a.xlsm”: tệp có thể chứa macro, không nhận; ")
    assert desk.state() == before


def test_a_workbook_of_something_else_is_refused(curated: Curated, tmp_path, capsys, form) -> None:
    def change(parts: dict[str, bytes]) -> None:
        name = "xl/workbook.xml"
        parts[name] = parts[name].replace(b'<sheet name="', b'<sheet name="x ')

    (tmp_path / "a.xlsx").write_bytes(packed(form, change))
    desk = Desk(curated, tmp_path, capsys)
    assert desk.take_in(tmp_path / "a.xlsx") == 1
    assert "không có trang nào của biểu nhập" in desk.err
