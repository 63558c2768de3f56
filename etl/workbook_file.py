"""Is this file an Excel workbook that may be opened? Asked before any of it is unpacked.

Nothing is trusted but the bytes: a name can lie, and so can the sizes a zip states. What passes is
at most `LARGEST` bytes on disk and `UNPACKED` bytes unpacked, without macros, password or DTD, so
that reading it takes bounded memory.
"""

import zipfile
from pathlib import Path

LARGEST = 10 * 2**20
UNPACKED = 24 * 2**20
_PARTS = 500
_PIECE = 2**16
_OTHER_TYPES = {
    ".xlsm": "tệp có thể chứa macro",
    ".xlsb": "tệp Excel nhị phân",
    ".xls": "tệp Excel kiểu cũ",
    ".ods": "tệp LibreOffice",
    ".csv": "tệp CSV",
    ".docx": "tệp Word",
    ".pdf": "tệp PDF",
}
_SAVE_AGAIN = "mở tệp rồi lưu lại thành “Sổ làm việc Excel (.xlsx)”"
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
# XML of an Office file has no DTD; one that has could unfold without end.
_DTD = (b"<!DOCTYPE", b"<!ENTITY")
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"\x00<", b"<\x00")


class WorkbookError(Exception):
    """The file cannot be read as a whole: one Vietnamese sentence, reason and remedy."""


def check_file(path: Path) -> None:
    """Raises WorkbookError for everything that is no plain workbook of a bearable size."""
    if not path.is_file():
        raise WorkbookError(f"Không thấy tệp “{path.name}”; kiểm tra lại tên và thư mục.")
    kind = path.suffix.lower()
    if kind != ".xlsx":
        what = _OTHER_TYPES.get(kind, "đuôi tệp không phải .xlsx")
        raise WorkbookError(f"“{path.name}”: {what}, không nhận; {_SAVE_AGAIN}.")
    size = path.stat().st_size
    if size > LARGEST:
        raise WorkbookError(
            f"“{path.name}” nặng {size // 2**20} MB, quá mức {LARGEST // 2**20} MB; "
            "xóa hình ảnh, trang không dùng, hoặc chia thành nhiều tệp."
        )
    with path.open("rb") as file:
        start = file.read(8)
        if start == _OLE:
            raise WorkbookError(_ole(path.name, start + file.read()))
    if not start.startswith(b"PK"):
        raise WorkbookError(f"“{path.name}” không phải tệp Excel dù có đuôi .xlsx; {_SAVE_AGAIN}.")
    try:
        with zipfile.ZipFile(path) as archive:
            _check_archive(path.name, archive)
    except (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, OSError, ValueError) as error:
        raise damaged(path.name) from error
    except (NotImplementedError, RuntimeError) as error:  # an unknown way to pack, or a password
        raise WorkbookError(f"“{path.name}” được nén theo cách lạ; {_SAVE_AGAIN}.") from error


def damaged(name: str) -> WorkbookError:
    return WorkbookError(f"“{name}” bị hỏng hoặc chép chưa xong; lấy lại bản gốc rồi nạp lại.")


def _ole(name: str, data: bytes) -> str:
    if _ENCRYPTED in data:
        return f"“{name}” có mật khẩu; gỡ mật khẩu trong Excel, lưu lại rồi nạp."
    return f"“{name}” là tệp Excel kiểu cũ đổi đuôi; {_SAVE_AGAIN}."


def _check_archive(name: str, archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    names = [part.filename for part in parts]
    if any(part.flag_bits & 1 for part in parts):
        raise WorkbookError(f"“{name}” có mật khẩu; gỡ mật khẩu rồi nạp lại.")
    if "xl/workbook.xml" not in names or "[Content_Types].xml" not in names:
        raise WorkbookError(f"“{name}” không phải tệp Excel dù có đuôi .xlsx; {_SAVE_AGAIN}.")
    if len(parts) > _PARTS or len(set(names)) < len(names):
        raise damaged(name)
    # What is stated is also where unpacking stops, so a size that lies only cuts the part short.
    if sum(part.file_size for part in parts) > UNPACKED:
        raise WorkbookError(
            f"“{name}” bung ra quá {UNPACKED // 2**20} MB nên không mở; chép các dòng số liệu "
            "sang biểu mẫu mới rồi nạp tệp mới."
        )
    if any("vbaproject" in part.lower() for part in names) or _has_macros(archive):
        raise WorkbookError(f"“{name}” chứa macro, không nhận; {_SAVE_AGAIN}.")
    for part in parts:
        if part.filename.endswith((".xml", ".rels", ".vml")):
            _check_xml(name, archive, part)


def _has_macros(archive: zipfile.ZipFile) -> bool:
    return b"macroenabled" in archive.read("[Content_Types].xml").lower()


def _check_xml(name: str, archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    tail = b""
    with archive.open(part) as file:
        while piece := file.read(_PIECE):
            if not tail and piece.startswith(_WIDE):
                raise damaged(name)
            if any(sign in tail + piece for sign in _DTD):
                raise damaged(name)
            tail = piece[-16:]
