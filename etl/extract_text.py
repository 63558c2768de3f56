"""Read a report's file as text: .txt, .docx, .pdf with a text layer, or what is pasted.

Everything that cannot be trusted is refused in one Vietnamese sentence: the file, what is wrong,
what to do. No letter is guessed: text in a legacy font or a broken encoding is refused, not mended.
The only module that knows python-docx and pypdf. Reading is bounded before anything is unpacked.
"""

import io
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from pathlib import Path

import docx
import pypdf
from docx.table import Table
from docx.text.paragraph import Paragraph

from etl.read import legacy_text

MOST_BYTES = 20_000_000
MOST_UNPACKED = 60_000_000  # all parts of a .docx together
MOST_PAGES = 400
MOST_LETTERS = 2_000_000
_SUFFIXES = (".txt", ".docx", ".pdf")
# Beside its letters, a report may hold a stray foreign sign; legacy text shows in many words.
_FEW = 3
_SHARE = 0.02


class Unreadable(Exception):
    """Why a file was refused and what to do: one Vietnamese sentence."""

    def __init__(self, name: str, wrong: str, remedy: str) -> None:
        super().__init__(f"{name}: {wrong}; {remedy}.")


def read(path: Path) -> str:
    """The text of a report's file, NFC; raises Unreadable."""
    name = path.name
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except IsADirectoryError:
        raise Unreadable(name, "là thư mục", "chọn một tệp trong thư mục ấy") from None
    except OSError:
        raise Unreadable(name, "không mở được tệp", "kiểm tra tên tệp và quyền đọc") from None
    return text_of(name, data)


def text_of(name: str, data: bytes) -> str:
    """The text of a file's bytes, its kind told by name and content together."""
    suffix = Path(name).suffix.lower()
    if suffix not in _SUFFIXES:
        wrong = f"chưa đọc được loại tệp {suffix or 'không có đuôi'}"
        raise Unreadable(name, wrong, "lưu lại thành .docx, .pdf hoặc .txt rồi đưa vào")
    if len(data) > MOST_BYTES:
        wrong = f"tệp lớn hơn {MOST_BYTES // 1_000_000} MB"
        raise Unreadable(name, wrong, "bỏ bớt ảnh, hoặc chép phần chữ sang tệp .txt")
    kind = _kind(data)
    if kind == "ole":
        _refuse_ole(name, data)
    if kind != suffix:
        real = {".pdf": "tệp PDF", ".docx": "tệp Word hoặc tệp nén", ".txt": "tệp văn bản thường"}
        wrong = f"tên tệp có đuôi {suffix} nhưng nội dung là {real[kind]}"
        raise Unreadable(name, wrong, f"đổi đuôi tệp thành {kind}, hoặc lưu lại đúng loại")
    readers = {".txt": _from_txt, ".docx": _from_docx, ".pdf": _from_pdf}
    return checked(name, readers[kind](name, data))


def checked(name: str, text: str) -> str:
    """The text in NFC with plain line ends; refused when empty, too long or in broken letters."""
    text = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    text = text.removeprefix("\ufeff")
    if not text.strip():
        raise Unreadable(name, "không có chữ nào", "kiểm tra lại tệp, hoặc dán nội dung vào")
    if len(text) > MOST_LETTERS:
        raise Unreadable(name, "văn bản quá dài cho một báo cáo", "tách thành từng báo cáo")
    words = text.split()
    broken = [word for word in words if "\ufffd" in word or legacy_text(word)]
    if len(broken) > max(_FEW, _SHARE * len(words)) or len(broken) * 3 > len(words):
        wrong = f'chữ hỏng do phông hoặc mã cũ (ví dụ "{broken[0][:20]}")'
        raise Unreadable(name, wrong, "mở bản gốc, chuyển sang Unicode rồi lưu lại")
    return text


def _kind(data: bytes) -> str:
    if data[:1024].lstrip().startswith(b"%PDF-"):
        return ".pdf"
    if data.startswith(b"PK\x03\x04"):
        return ".docx"
    return "ole" if data.startswith(b"\xd0\xcf\x11\xe0") else ".txt"


def _refuse_ole(name: str, data: bytes) -> None:
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise Unreadable(name, "tệp đặt mật khẩu", "mở tệp, bỏ mật khẩu rồi lưu lại")
    raise Unreadable(name, "là tệp Word hoặc Excel kiểu cũ", "mở ra và lưu lại thành .docx")


def _from_txt(name: str, data: bytes) -> str:
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        text = data.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError:
        remedy = "mở bằng Notepad, chọn Lưu thành với mã hóa UTF-8"
        raise Unreadable(name, "không phải mã UTF-8", remedy) from None
    if "\0" in text:
        raise Unreadable(name, "không phải tệp văn bản", "chọn đúng tệp báo cáo")
    return text


def _from_docx(name: str, data: bytes) -> str:
    _weigh(name, data)
    try:
        body = docx.Document(io.BytesIO(data))
        return "\n".join(_blocks(body))
    except Exception:  # python-docx lets errors of zip, XML and its own pass; the file is at fault
        wrong, remedy = "tệp Word hỏng hoặc không đủ phần", "mở bằng Word rồi lưu lại thành .docx"
        raise Unreadable(name, wrong, remedy) from None


def _weigh(name: str, data: bytes) -> None:
    """Refuse what would not fit in memory, before a single part is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            listed = parts.infolist()
    except Exception:  # a damaged directory raises BadZipFile, ValueError, struct.error, …
        raise Unreadable(name, "tệp nén bên trong bị hỏng", "lấy lại bản gốc") from None
    if len(listed) > 5000 or sum(part.file_size for part in listed) > MOST_UNPACKED:
        wrong = "tệp bung ra lớn bất thường"
        raise Unreadable(name, wrong, "không mở; hỏi lại nơi gửi, hoặc chép phần chữ sang .txt")
    if any(part.flag_bits & 1 for part in listed):
        raise Unreadable(name, "tệp đặt mật khẩu", "bỏ mật khẩu rồi lưu lại")
    if not any(part.filename == "word/document.xml" for part in listed):
        raise Unreadable(name, "không phải tệp Word", "lưu lại báo cáo thành .docx")


def _blocks(body: docx.document.Document) -> Iterator[str]:
    """Paragraphs and table rows in their order; a row reads "label: value"."""
    for block in body.iter_inner_content():
        if isinstance(block, Paragraph):
            yield from block.text.split("\n")
        elif isinstance(block, Table):
            yield from filter(None, map(_row, block.rows))


def _row(row: object) -> str:
    cells: list[str] = []
    seen: set[int] = set()
    for cell in row.cells:  # a merged cell is listed once for every column it covers
        if id(cell._tc) not in seen:
            seen.add(id(cell._tc))
            cells.append(" ".join(cell.text.split()))
    if len(cells) > 2 and re.fullmatch(r"[0-9IVXa-z]{0,4}[.)]?", cells[0]):
        cells = cells[1:]  # the running number of the row
    return ": ".join(filter(None, cells))


def _from_pdf(name: str, data: bytes) -> str:
    try:
        file = pypdf.PdfReader(io.BytesIO(data))
        locked = file.is_encrypted and not file.decrypt("")
        pages = 0 if locked else len(file.pages)
        enough = 0 < pages <= MOST_PAGES
        lines = [page.extract_text().split("\n") for page in file.pages] if enough else []
    except Exception:  # pypdf lets many kinds of error pass for a damaged file
        raise Unreadable(name, "tệp PDF hỏng", "lấy lại bản gốc, hoặc dán nội dung vào") from None
    if locked:
        raise Unreadable(name, "tệp PDF đặt mật khẩu", "bỏ mật khẩu rồi lưu lại")
    if pages > MOST_PAGES:
        wrong = f"tệp PDF có {pages} trang, quá {MOST_PAGES}"
        raise Unreadable(name, wrong, "tách riêng phần báo cáo")
    if sum(len("".join(page)) for page in lines) < 20 * max(pages, 1):
        remedy = "xin bản Word, hoặc nhận dạng chữ rồi kiểm tra lại trước khi đưa vào"
        raise Unreadable(name, "tệp PDF là ảnh quét, không có chữ", remedy)
    return "\n".join(_joined([line.strip() for page in lines for line in page]))


_OPENS = re.compile(r"[-–+•*]\s|\d{1,2}[.)]\s|[IVX]{1,4}\.\s|[a-zđ]\)\s")
_ENDS = re.compile(r"[.!?…:;][”\"’)]?$")


def _joined(lines: list[str]) -> Iterator[str]:
    """Paragraphs from printed lines: a line goes on where it ran full and closed no sentence."""
    lines = [line for line in lines if line and not re.fullmatch(r"[-–\s]*\d{1,3}[-–\s]*", line)]
    full = 0.75 * max(map(len, lines), default=0)
    held = ""
    last = ""
    for line in lines:
        goes_on = last and not _ENDS.search(last) and len(last) >= full
        goes_on = goes_on or (last and line[:1].islower()) or (last and last[-1:] in ",–-")
        if held and goes_on and not _OPENS.match(line):
            held += f" {line}"
        else:
            if held:
                yield held
            held = line
        last = line
    if held:
        yield held
