"""PDF files for tests: made-up exhibits written, and what stands in a file read back."""

import io
from collections.abc import Iterator

import pandas as pd
import pypdf
import pypdfium2

from exhibits.charts import Bars
from exhibits.handout import Handout
from exhibits.matrix import Matrix
from exhibits.model import Exhibit, Note
from exhibits.render import pdf
from tests.made_up import LINES, STAMP, exhibit

CELLS = pd.DataFrame(
    [("Yên Định", "Mô hình", "reported", "<b>●</b><br>có số liệu", "h"),
     ("Yên Định", "Học tập,<br>quán triệt", "instructed", "<b>▷</b><br>chỉ có yêu cầu", "h")],
    columns=["row", "column", "status", "words", "hover"],
)  # fmt: skip
SHOWN = exhibit(
    chart=Bars(LINES), alt="Số mô hình, theo cấp.", title="Mô hình các nơi",
    notes=(Note("Không cộng hai cấp."), Note("Không có số liệu: Sìn Hồ.", "missing")),
)  # fmt: skip
CELLED = exhibit(chart=Matrix(CELLS, ["Mô hình", "Học tập,<br>quán triệt"]), alt="Bảng phủ.")


def made(*exhibits: Exhibit, layout: str = "dang", stamp=STAMP) -> pypdf.PdfReader:
    return read(pdf.report(Handout.of_page(exhibits, stamp), layout))


def read(data: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(data), strict=True)


def text_of(reader: pypdf.PdfReader) -> str:
    """All words, without the places where lines end."""
    said = " ".join(page.extract_text() for page in reader.pages)
    return " ".join(said.replace("\u200b", "").split())


def dictionaries(reader: pypdf.PdfReader) -> Iterator[pypdf.generic.DictionaryObject]:
    """Every dictionary of the file, wherever it stands."""
    for number in range(1, int(reader.trailer["/Size"])):
        waiting = [reader.get_object(number)]
        while waiting:
            found = waiting.pop()
            if isinstance(found, pypdf.generic.DictionaryObject):
                yield found
                waiting += found.values()
            elif isinstance(found, pypdf.generic.ArrayObject):
                waiting += found


def drawn(data: bytes) -> list[tuple[pypdfium2.PdfPage, pypdfium2.PdfTextPage]]:
    return [(page, page.get_textpage()) for page in pypdfium2.PdfDocument(data)]


def run_off(data: bytes) -> list[str]:
    """Letters that stand outside their page, or closer to its edge than any printer prints."""
    found = []
    for number, (page, text) in enumerate(drawn(data), 1):
        wide, high = page.get_size()
        for place in range(text.count_chars()):
            left, bottom, right, top = text.get_charbox(place)
            if right > left and (left < 20 or bottom < 20 or right > wide - 20 or top > high - 20):
                found.append(f"page {number}: {text.get_text_range(place, 20)!r}")
    return found
