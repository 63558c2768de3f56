"""Paper and type of a Word file: pages, styles, paragraphs, tables. Knows nothing of exhibits.

Everything is set in Times New Roman and marked as Vietnamese, in the styles and on each run: text
keeps both when it is copied elsewhere. Lengths are millimetres, type is in points.
"""

import re
import unicodedata
from collections.abc import Sequence

from docx import Document
from docx.document import Document as Paper
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.section import Section
from docx.shared import Mm
from lxml import etree

from exhibits.render.cells import without_controls

FONT, LANGUAGE = "Times New Roman", "vi-VN"
SHORT, LONG = 210, 297  # the sides of A4
TOP = BOTTOM = 20
LEFT, RIGHT = 30, 15
HEADER = 10
CELL = 1.5  # beside the words of a ruled table

_FONTS = dict.fromkeys(("ascii", "hAnsi", "cs", "eastAsia"), FONT)
_LANG = {"val": LANGUAGE, "eastAsia": LANGUAGE, "bidi": LANGUAGE}
# What the library's template brings along and this document has no use for.
_LEFT_OUT = ("stylesWithEffects", "customXml", "webSettings", "numbering", "fontTable")
# id, name, type, spacing before and after, paragraph settings (w:pPr order), run settings.
_STYLES = (
    ("Normal", "Normal", 14, 0, 0, "", ""),
    ("BodyText", "Body Text", 14, 6, 0,
     '<w:ind w:firstLine="567"/><w:jc w:val="both"/>', ""),
    ("Heading1", "heading 1", 14, 14, 4,
     '<w:ind w:firstLine="567"/><w:outlineLvl w:val="0"/>', "<w:b/><w:bCs/>"),
    ("Heading2", "heading 2", 13, 14, 2, '<w:outlineLvl w:val="1"/>', "<w:b/><w:bCs/>"),
    ("Title", "Title", 14, 0, 0, '<w:jc w:val="center"/>', "<w:b/><w:bCs/>"),
    ("Subtitle", "Subtitle", 13, 0, 4, "", "<w:i/><w:iCs/>"),
    ("Caption", "caption", 12, 4, 8, '<w:jc w:val="center"/>', "<w:i/><w:iCs/>"),
    ("Panel", "Tên khung biểu đồ", 12, 6, 2, "", "<w:b/><w:bCs/>"),
    ("SmallPrint", "Chú dẫn", 12, 2, 2, "", ""),
    ("TableText", "Chữ trong bảng", 11, 1.5, 1.5, "", ""),
    ("Header", "header", 14, 0, 0, '<w:jc w:val="center"/>', ""),
)  # fmt: skip
_KEPT_WITH_NEXT = ("Heading1", "Heading2", "Subtitle", "Panel")
_OURS = ("Panel", "SmallPrint", "TableText")  # not among Word's own
_SETTINGS = f"""<w:settings {nsdecls("w")}>
<w:zoom w:percent="100"/><w:defaultTabStop w:val="567"/>
<w:characterSpacingControl w:val="doNotCompress"/>
<w:compat><w:compatSetting w:name="compatibilityMode"
 w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>
<w:themeFontLang w:val="{LANGUAGE}"/>
<w:clrSchemeMapping w:bg1="light1" w:t1="dark1" w:bg2="light2" w:t2="dark2" w:accent1="accent1"
 w:accent2="accent2" w:accent3="accent3" w:accent4="accent4" w:accent5="accent5"
 w:accent6="accent6" w:hyperlink="hyperlink" w:followedHyperlink="followedHyperlink"/>
<w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/></w:settings>"""
_BLANKS = re.compile("[ \t\r\n\u2028\u2029]+")


def literal(text: object) -> str:
    """The text as Word can hold it: composed, on one line, without control characters."""
    return unicodedata.normalize("NFC", without_controls(_BLANKS.sub(" ", str(text))))


# ------------------------------------------------------------------------------------- the paper


def blank(body_size: float) -> Paper:
    """An empty A4 page with our styles and nothing of the library's template; body text in
    `body_size`."""
    paper = Document()
    for rels, names in (
        (paper.part.rels, _LEFT_OUT),
        (paper.part.package.rels, ("thumbnail", "extended-properties")),
    ):
        for key in [k for k, rel in rels.items() if rel.reltype.endswith(names)]:
            del rels[key]
    theme = paper.part.part_related_by(RT.THEME)
    other_scripts = re.sub(rb"<a:font [^>]*/>", b"", theme.blob)
    theme._blob = re.sub(
        rb'(<a:(?:latin|ea|cs) typeface=")[^"]*', rb"\1" + FONT.encode(), other_scripts
    )
    settings = paper.settings.element
    for child in list(settings):
        settings.remove(child)
    settings.extend(parse_xml(_SETTINGS))
    _styles(paper.styles.element, body_size)
    page(paper.sections[0], False)
    return paper


def page(section: Section, wide: bool) -> None:
    """An A4 page with the margins of official documents, upright or `wide`."""
    section.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (
        (Mm(LONG), Mm(SHORT)) if wide else (Mm(SHORT), Mm(LONG))
    )
    section.top_margin, section.bottom_margin = Mm(TOP), Mm(BOTTOM)
    section.left_margin, section.right_margin = Mm(LEFT), Mm(RIGHT)
    section.header_distance = section.footer_distance = Mm(HEADER)


def inner(wide: bool) -> float:
    """Millimetres between the side margins."""
    return (LONG if wide else SHORT) - LEFT - RIGHT


def numbered(section: Section) -> None:
    """The page's number above the text, in the middle, from the section's second page on."""
    section.different_first_page_header_footer = True
    header = section.header
    header.is_linked_to_previous = False
    element = header._element
    for old in list(element):
        element.remove(old)
    number = paragraph(element, "", "Header")
    field = _sub(number, "fldSimple", instr=" PAGE ")
    _run(field, "2", {})


def new_section(paper: Paper, wide: bool, own_numbers: bool) -> Section:
    """A new page and section; with `own_numbers` its pages count from 1, without a number on the
    first; else they go on."""
    section = paper.add_section(WD_SECTION.NEW_PAGE)
    page(section, wide)
    section.different_first_page_header_footer = own_numbers
    if own_numbers:
        margins = section._sectPr.find(qn("w:pgMar"))
        margins.addnext(_made("pgNumType", start=1))
    return section


def _styles(styles: etree._Element, body_size: float) -> None:
    for style in styles.findall(qn("w:style")):
        styles.remove(style)
    fonts = " ".join(f'w:{name}="{font}"' for name, font in _FONTS.items())
    lang = " ".join(f'w:{name}="{value}"' for name, value in _LANG.items())
    defaults = f"""<w:docDefaults {nsdecls("w")}><w:rPrDefault><w:rPr><w:rFonts {fonts}/>
<w:sz w:val="28"/><w:szCs w:val="28"/><w:lang {lang}/></w:rPr></w:rPrDefault>
<w:pPrDefault/></w:docDefaults>"""
    styles.replace(styles.find(qn("w:docDefaults")), parse_xml(defaults))
    for ident, name, size, before, after, settings, run in _STYLES:
        half = int(2 * (body_size if ident in ("Normal", "BodyText", "Heading1") else size))
        base = "" if ident == "Normal" else '<w:basedOn w:val="Normal"/>'
        kind = ' w:default="1"' if ident == "Normal" else ""
        kind += ' w:customStyle="1"' if ident in _OURS else ""
        keep = "<w:keepNext/><w:keepLines/>" if ident in _KEPT_WITH_NEXT else ""
        space = f'w:before="{round(20 * before)}" w:after="{round(20 * after)}"'
        if ident == "BodyText":
            space += ' w:line="360" w:lineRule="atLeast"'
        style = f"""<w:style {nsdecls("w")} w:type="paragraph"{kind} w:styleId="{ident}">
<w:name w:val="{name}"/>{base}<w:qFormat/>
<w:pPr>{keep}<w:spacing {space}/>{settings}</w:pPr>
<w:rPr><w:rFonts {fonts}/>{run}<w:sz w:val="{half}"/><w:szCs w:val="{half}"/><w:lang {lang}/>
</w:rPr></w:style>"""
        styles.append(parse_xml(style))


# -------------------------------------------------------------------------------------- its words


def paragraph(
    parent: etree._Element, text: object, style: str = "BodyText", *, keep: bool = False,
    align: str = "", before: float | None = None, size: float | None = None, bold: bool = False,
    italic: bool = False, underline: bool = False,
) -> etree._Element:  # fmt: skip
    """A paragraph at the end of a body, cell or header; `keep`: on one page with the next."""
    made = parent.add_p()
    settings = _sub(made, "pPr")
    _sub(settings, "pStyle", val=style)
    if keep:
        _sub(settings, "keepNext")
    if before is not None:
        _sub(settings, "spacing", before=round(20 * before))
    if align == "center":
        _sub(settings, "ind", firstLine=0)
    if align:
        _sub(settings, "jc", val=align)
    said = literal(text)
    if said:
        _run(made, said, {"b": bold, "i": italic, "u": underline, "sz": size})
    return made


def kept(body: etree._Element) -> None:
    """From now on the last paragraph stands on one page with what follows."""
    settings = body.findall(qn("w:p"))[-1].find(qn("w:pPr"))
    if settings.find(qn("w:keepNext")) is None:
        settings.find(qn("w:pStyle")).addnext(_made("keepNext"))


def rule(parent: etree._Element, length: float, room: float) -> None:
    """A line of `length` in the middle of a column of `room`."""
    made = parent.add_p()
    settings = _sub(made, "pPr")
    _sub(settings, "keepNext")
    _sub(_sub(settings, "pBdr"), "top", val="single", sz=6, space=1, color="auto")
    _sub(settings, "spacing", before=80, after=40, line=40, lineRule="exact")
    beside = _twips(max(0.0, room - length) / 2)
    _sub(settings, "ind", left=beside, right=beside)
    _type(_sub(settings, "rPr"), {"sz": 2})


def _run(parent: etree._Element, text: str, look: dict[str, object]) -> None:
    run = _sub(parent, "r")
    _type(_sub(run, "rPr"), look)
    words = _sub(run, "t")
    words.text = text
    words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def _type(settings: etree._Element, look: dict[str, object]) -> None:
    _sub(settings, "rFonts", **_FONTS)
    for name in ("b", "i"):
        if look.get(name):
            _sub(settings, name)
            _sub(settings, f"{name}Cs")
    if size := look.get("sz"):
        _sub(settings, "sz", val=round(2 * size))
        _sub(settings, "szCs", val=round(2 * size))
    if look.get("u"):
        _sub(settings, "u", val="single")
    _sub(settings, "lang", **_LANG)


# ------------------------------------------------------------------------------------- its tables


def table(paper: Paper, widths: Sequence[float], *, ruled: bool, told: str = "") -> etree._Element:
    """An empty table at the end of the document; `told` describes it to those who cannot see."""
    made = _made("tbl")
    settings = _sub(made, "tblPr")
    _sub(settings, "tblW", w=sum(map(_twips, widths)), type="dxa")
    if ruled:
        borders = _sub(settings, "tblBorders")
        for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
            _sub(borders, side, val="single", sz=4, space=0, color="auto")
    _sub(settings, "tblLayout", type="fixed")
    margins = _sub(settings, "tblCellMar")
    for side in ("left", "right"):
        _sub(margins, side, w=_twips(CELL) if ruled else 0, type="dxa")
    if told:
        _sub(settings, "tblDescription", val=literal(told))
    columns = _sub(made, "tblGrid")
    for width in widths:
        _sub(columns, "gridCol", w=_twips(width))
    paper.element.body._insert_tbl(made)
    return made


def row(parent: etree._Element, *, repeated: bool = False, whole: bool = True) -> etree._Element:
    """A row, `whole` on one page, or `repeated` at the top of every page its table reaches."""
    made = _sub(parent, "tr")
    settings = _sub(made, "trPr")
    if whole:
        _sub(settings, "cantSplit")
    if repeated:
        _sub(settings, "tblHeader")
    return made


def cell(
    parent: etree._Element, width: float, *, fill: str = "", middle: bool = False
) -> etree._Element:
    """An empty cell: it needs a paragraph."""
    made = _sub(parent, "tc")
    settings = _sub(made, "tcPr")
    _sub(settings, "tcW", w=_twips(width), type="dxa")
    if fill:
        _sub(settings, "shd", val="clear", color="auto", fill=fill)
    if middle:
        _sub(settings, "vAlign", val="center")
    return made


def _made(tag: str, **attributes: object) -> etree._Element:
    made = parse_xml(f"<w:{tag} {nsdecls('w')}/>")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    return made


def _sub(parent: etree._Element, tag: str, **attributes: object) -> etree._Element:
    made = etree.SubElement(parent, qn(f"w:{tag}"))
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    return made


def _twips(length: float) -> int:
    return round(length * 1440 / 25.4)
