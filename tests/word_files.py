"""Word files for tests: made-up exhibits written, and what stands in a file read back."""

import io
import zipfile

import docx as library
from docx.oxml.ns import qn
from lxml import etree

from exhibits.charts import Bars
from exhibits.handout import Handout
from exhibits.matrix import Matrix
from exhibits.model import Exhibit, Note
from exhibits.render import docx
from tests import made_up
from tests.made_up import CELLS, STAMP, exhibit

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
# With a panel of nothing but words.
LINES = made_up.LINES.copy()
LINES.loc[3] = ["Chi bộ", "Chi bộ A", None, "không nêu", None, "e"]
SHOWN = exhibit(chart=Bars(LINES), alt="Số mô hình.", notes=(Note("Thiếu B.", "missing"),))
GRID = exhibit(chart=Matrix(CELLS, ["Mô hình", "Học tập"]), alt="Bảng.", title="Bao phủ")


def written(*exhibits: Exhibit, layout: str = "dang") -> bytes:
    return docx.report(Handout.of_page(exhibits, STAMP), layout)


def opened(data: bytes) -> library.document.Document:
    return library.Document(io.BytesIO(data))


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return {name: file.read(name) for name in file.namelist()}


def words(data: bytes) -> str:
    """All text of the document, tables included, in its order."""
    body = opened(data).element.body
    return "\n".join("".join(t.text or "" for t in p.iter(qn("w:t"))) for p in body.iter(qn("w:p")))


def charts(data: bytes) -> list[etree._Element]:
    """The charts, in the order in which the document shows them."""
    made = opened(data)
    shown = [chart.get(qn("r:id")) for chart in made.element.body.iter(f"{C}chart")]
    return [etree.fromstring(made.part.related_parts[key].blob) for key in shown]


def values(chart: etree._Element) -> dict[str, float | None]:
    """What a chart draws for each of its names; None for a gap."""
    names = {p.get("idx"): p.findtext(f"{C}v") for p in chart.find(f".//{C}cat").iter(f"{C}pt")}
    drawn = {p.get("idx"): p.findtext(f"{C}v") for p in chart.find(f".//{C}val").iter(f"{C}pt")}
    return {name: float(drawn[i]) if i in drawn else None for i, name in names.items()}


def ruled(data: bytes) -> list[library.table.Table]:
    return [t for t in opened(data).tables if t._tbl.tblPr.find(qn("w:tblBorders")) is not None]
