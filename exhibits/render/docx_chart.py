"""Charts in a Word file that Word can edit: made by `native` on a slide nobody sees, carried over
with the workbook inside them."""

from collections.abc import Iterator, Sequence

from docx.document import Document as Paper
from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from lxml import etree
from pptx import Presentation
from pptx.chart.chart import Chart
from pptx.enum.chart import XL_TICK_MARK
from pptx.oxml.ns import qn
from pptx.slide import Slide
from pptx.util import Emu, Mm

from exhibits.chart_words import flat, on_one_line
from exhibits.render import native
from exhibits.render.docx_type import FONT, LANGUAGE, literal

SIZE = 11  # points, of all words in a chart
_BAR, _AROUND = 9.5, 3  # millimetres: two lines of type, and the margins
_MOST_BARS = 20  # in one chart: what surely stands on a page
_INCH = 25.4
_CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_DRAWING = """<w:drawing xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
 xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">
<wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{wide}" cy="{tall}"/>
<wp:effectExtent l="0" t="0" r="0" b="0"/><wp:docPr id="{number}" name="Chart {number}"/>
<wp:cNvGraphicFramePr/><a:graphic><a:graphicData uri="{kind}">
<c:chart xmlns:c="{kind}"
 xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="{key}"/>
</a:graphicData></a:graphic></wp:inline></w:drawing>"""


class Charts:
    """The charts of one document, numbered as they come."""

    def __init__(self, paper: Paper) -> None:
        deck = Presentation()
        self._slide: Slide = deck.slides.add_slide(deck.slide_layouts[6])
        self._paper, self._made = paper, 0

    def drawing(
        self, lines: Sequence[dict], unit: str, told: str, wide: float, names: float,
        words: float,
    ) -> etree._Element:  # fmt: skip
        """A w:drawing of these lines, `wide` millimetres, `names` of them left of the bars and
        `words` beside the longest; `told` says in words what it shows."""
        tall = _AROUND + _BAR * len(lines)
        box = (Emu(0), Emu(0), Mm(wide), Mm(tall))
        about = (literal(unit), literal(told), box, FONT, SIZE, names / _INCH, words / _INCH)
        chart = native.bars(self._slide, lines, *about)
        _for_word(chart)
        self._made += 1
        drawing = parse_xml(
            _DRAWING.format(
                wide=Mm(wide), tall=Mm(tall), number=self._made, kind=_CHART,
                key=self._carried(chart),
            )
        )  # fmt: skip
        # Set here, not in the template above: words may hold braces and markup.
        drawing[0].find(f"{{{drawing[0].nsmap['wp']}}}docPr").set("descr", literal(told))
        return drawing

    def _carried(self, chart: Chart) -> str:
        """The relationship that leads from the document to a copy of the chart."""
        package, number = self._paper.part.package, self._made
        book = Part(
            PackURI(f"/word/embeddings/Microsoft_Excel_Sheet{number}.xlsx"),
            CT.SML_SHEET, chart.part.chart_workbook.xlsx_part.blob, package,
        )  # fmt: skip
        name = PackURI(f"/word/charts/chart{number}.xml")
        part = Part(name, CT.DML_CHART, b"", package)
        outer = chart._chartSpace.find(qn("c:externalData"))
        outer.set(qn("r:id"), part.relate_to(book, RT.PACKAGE))
        part._blob = chart.part.blob
        return self._paper.part.relate_to(part, RT.CHART)


def composed(line: dict) -> dict:
    """The line with its words as Word can hold them, each on one line."""
    label = on_one_line(str(line["label"]))
    told = {key: literal(flat(line.get(key) or "")) for key in ("panel", "words", "period")}
    return line | told | {"label": literal(label)}


def room_for_names(lines: Sequence[dict], wide: float) -> float:
    """Millimetres for the names of these bars in charts `wide` millimetres."""
    return native.label_room(lines, SIZE, wide / _INCH) * _INCH


def room_for_words(lines: Sequence[dict]) -> float:
    """Millimetres for the words beside these bars."""
    return native.words_room(lines, SIZE) * _INCH


def cut(lines: Sequence[dict]) -> Iterator[Sequence[dict]]:
    """The lines, as many to a chart as a page holds."""
    for start in range(0, len(lines), _MOST_BARS):
        yield lines[start : start + _MOST_BARS]


def _for_word(chart: Chart) -> None:
    """What Word assumes otherwise than PowerPoint: a frame, tick marks, other scripts' fonts."""
    space = chart._chartSpace
    chart.category_axis.major_tick_mark = XL_TICK_MARK.NONE
    if space.find(qn("c:spPr")) is None:
        plain = space.makeelement(qn("c:spPr"))
        etree.SubElement(plain, qn("a:noFill"))
        etree.SubElement(etree.SubElement(plain, qn("a:ln")), qn("a:noFill"))
        space.find(qn("c:chart")).addnext(plain)
    for latin in list(space.iter(qn("a:latin"))):
        for tag in ("a:cs", "a:ea"):
            if latin.getparent().find(qn(tag)) is None:
                other = space.makeelement(qn(tag))
                other.set("typeface", FONT)
                latin.addnext(other)
    for run in space.iter(qn("a:rPr"), qn("a:defRPr")):
        run.set("lang", LANGUAGE)
