"""A report's file is read, or refused in one Vietnamese sentence that says what to do."""

import io
import unicodedata
import zipfile
from pathlib import Path

import docx
import pypdf
import pytest

from etl import extract_text
from etl.extract_text import Unreadable, checked, read, text_of
from exhibits.render import typesetting

LINE = "Toàn huyện có 74 mô hình học tập và làm theo Bác."


def word(*paragraphs: str, rows: tuple[tuple[str, ...], ...] = ()) -> bytes:
    made = docx.Document()
    for paragraph in paragraphs:
        made.add_paragraph(paragraph)
    if rows:
        table = made.add_table(len(rows), len(rows[0]))
        for row, cells in zip(table.rows, rows, strict=True):
            for cell, text in zip(row.cells, cells, strict=True):
                cell.text = text
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def pdf(*lines: str, password: str = "") -> bytes:
    """A PDF set from lines; without lines, an empty page."""
    import typst

    source = "\n\n".join(lines) or "#rect()"
    data = typst.compile(
        source.encode(), format="pdf", font_paths=[str(Path(typesetting.__file__).parent / "fonts")]
    )
    if not password:
        return data
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(data))
    writer.encrypt(password, algorithm="RC4-128")
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


def zipped(**parts: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), data)
    return file.getvalue()


def test_each_kind_of_file_gives_its_text():
    assert text_of("a.txt", LINE.encode()) == LINE
    assert text_of("a.txt", LINE.encode("utf-16")) == LINE
    assert text_of("a.txt", b"\xef\xbb\xbf" + LINE.encode()) == LINE
    assert text_of("a.docx", word(LINE, "Hết.")) == f"{LINE}\nHết."
    assert LINE in text_of("a.pdf", pdf(LINE, "Dòng thứ hai của báo cáo này."))


def test_a_table_of_a_word_file_reads_label_and_value():
    rows = (("1", "Số hội nghị học tập", "134"), ("2", "Số mô hình", "61"))
    assert text_of("a.docx", word("Phụ lục", rows=rows)).split("\n")[1:] == [
        "Số hội nghị học tập: 134",
        "Số mô hình: 61",
    ]


def test_letters_come_in_one_piece():
    assert text_of("a.txt", unicodedata.normalize("NFD", LINE).encode()) == LINE


OLE = b"\xd0\xcf\x11\xe0" + b"\0" * 600
CASES = {
    "scanned": ("a.pdf", lambda: pdf(), "ảnh quét"),
    "locked PDF": ("a.pdf", lambda: pdf(LINE, password="x"), "đặt mật khẩu"),
    "locked Word": ("a.docx", lambda: OLE + "EncryptedPackage".encode("utf-16-le"), "mật khẩu"),
    "old Word": ("a.docx", lambda: OLE, "kiểu cũ"),
    "wrong ending": ("a.docx", lambda: pdf(LINE), "nội dung là tệp PDF"),
    "text as PDF": ("a.pdf", lambda: LINE.encode(), "nội dung là tệp văn bản thường"),
    "unknown kind": ("a.xlsx", lambda: word(LINE), "chưa đọc được loại tệp"),
    "no ending": ("bao-cao", lambda: LINE.encode(), "không có đuôi"),
    "another zip": ("a.docx", lambda: zipped(x=b"1"), "không phải tệp Word"),
    "cut zip": ("a.docx", lambda: word(LINE)[:400], "bị hỏng"),
    "empty parts": ("a.docx", lambda: zipped(word__document_xml=b"<"), "hỏng"),
    "cut PDF": ("a.pdf", lambda: b"%PDF-1.7\n" + b"x" * 50, "PDF hỏng"),
    "empty": ("a.txt", lambda: b"  \n", "không có chữ nào"),
    "binary": ("a.txt", lambda: b"\0\1\2" * 50, "không phải tệp văn bản"),
    "Windows-1258": ("a.txt", lambda: "Báo cáo".encode("cp1252", "replace"), "mã UTF-8"),
    "double encoded": (
        "a.txt", lambda: LINE.encode().decode("latin-1").encode(), "phông hoặc mã cũ",
    ),
    "TCVN3": ("a.txt", lambda: "B¸o c¸o s¬ kÕt hai n¨m thùc hiÖn".encode(), "phông hoặc mã cũ"),
    "VNI": ("a.txt", lambda: "Baùo caùo ñaõ coù theá".encode(), "phông hoặc mã cũ"),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_a_bad_file_is_refused_in_one_sentence(case: str):
    name, data, reason = CASES[case]
    with pytest.raises(Unreadable) as refusal:
        text_of(name, data())
    said = str(refusal.value)
    assert said.startswith(f"{name}: ")
    assert reason in said
    assert said.endswith(".")
    assert "\n" not in said
    assert said.count("; ") >= 1, "what to do"


def test_a_zip_bomb_is_refused_before_it_is_unpacked():
    bomb = zipped(word__document_xml=b"0" * (extract_text.MOST_UNPACKED + 1))
    assert len(bomb) < 200_000
    with pytest.raises(Unreadable, match="lớn bất thường"):
        text_of("a.docx", bomb)


def test_a_huge_file_is_read_no_further_than_its_bound(tmp_path: Path):
    file = tmp_path / "lớn.txt"
    with file.open("wb") as out:
        out.truncate(200_000_000)
    with pytest.raises(Unreadable, match="lớn hơn 20 MB"):
        read(file)


def test_what_is_no_file_is_refused(tmp_path: Path):
    with pytest.raises(Unreadable, match="không mở được"):
        read(tmp_path / "thiếu.txt")
    with pytest.raises(Unreadable, match="là thư mục"):
        read(tmp_path)


def test_a_stray_foreign_letter_is_no_reason_to_refuse():
    assert checked("a.txt", f"{LINE} Café ☺") == f"{LINE} Café ☺"


def test_lines_of_a_pdf_are_joined_to_paragraphs():
    lines = [
        "Đảng bộ huyện đã tổ chức nhiều hội nghị học tập chuyên đề với",
        "1.275 lượt người dự.",
    ]
    assert list(extract_text._joined([*lines, "12", "- Khen thưởng: 5 tập thể"])) == [
        " ".join(lines),
        "- Khen thưởng: 5 tập thể",
    ]
