"""Word reports: official heads, real headings, tables with their sources, nothing that runs."""

import re
import unicodedata
from dataclasses import replace

import pytest
from docx.oxml.ns import qn
from docx.shared import Mm
from lxml import etree

from exhibits import vi
from exhibits.charts import Bars
from exhibits.handout import Handout, Part
from exhibits.letterhead import LETTERHEADS
from exhibits.matrix import Matrix
from exhibits.model import Exhibit, Note
from exhibits.render import docx, native
from exhibits.report import ANNEX, SOURCES
from tests import pages
from tests.made_up import CELLS, STAMP, exhibit, of_text
from tests.word_files import (
    GRID,
    LINES,
    SHOWN,
    charts,
    opened,
    parts,
    ruled,
    values,
    words,
    written,
)
from warehouse.queries import View

LAYOUTS = sorted(LETTERHEADS)


def test_the_annex_is_numbered_cited_and_its_heads_repeat() -> None:
    data = written(SHOWN, GRID)
    annex = words(data).partition(ANNEX.upper())[2]
    assert "Bảng 1. Số mô hình\nĐơn vị tính: mô hình · Kỳ: năm 2023 · Cấp: cấp huyện" in annex
    assert "Bảng 2. Bao phủ" in annex
    assert annex.count("Nguồn: [1], ¶9, ¶15.") == 2
    sources = annex.partition(SOURCES)[2]
    assert "[1] Huyện A: “Học tập và làm theo Bác” (Báo A, 07/03/2023), ¶9, ¶15" in sources
    for table in ruled(data):
        first, *rest = table.rows
        assert first._tr.trPr.find(qn("w:tblHeader")) is not None
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in rest)


def test_columns_and_cells_agree_on_their_width() -> None:
    for table in ruled(written(SHOWN, GRID)):
        columns = [c.get(qn("w:w")) for c in table._tbl.tblGrid.iter(qn("w:gridCol"))]
        for row in table._tbl.iter(qn("w:tr")):
            assert [c.get(qn("w:w")) for c in row.iter(qn("w:tcW"))] == columns
        section = opened(written(SHOWN)).sections[-1]
        assert sum(map(int, columns)) * 635 <= section.page_width


def test_a_table_says_numbers_in_vietnamese() -> None:
    (table,) = ruled(written(exhibit()))
    cells = {cell.text for row in table.rows for cell in row.cells}
    assert {"1.234.567,25", "76,6", "17/03/2023", "1.275"} <= cells


def test_headings_are_headings() -> None:
    styles = {p.text: p.style.name for p in opened(written(SHOWN, GRID)).paragraphs}
    assert styles["1. Số mô hình"] == styles["2. Bao phủ"] == "Heading 1"
    assert styles[ANNEX.upper()] == "Heading 1"
    assert styles["Bảng 1. Số mô hình"] == "Heading 2"


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_head_stands_in_its_order(layout: str) -> None:
    head, data = LETTERHEADS[layout], written(SHOWN, layout=layout)
    wanted = [line.text for line in (*head.left, *head.right, head.kind)]
    wanted += [STAMP.page, *([head.separator] if head.separator else []), "1. Số mô hình"]
    wanted += [line.text for line in (*head.received, *head.signed)]
    wanted += [ANNEX.upper(), head.attached, "Bảng 1. Số mô hình", SOURCES, STAMP.told_link()]
    said, place = words(data), 0
    for text in wanted:
        place = said.index(text, place) + len(text)


def test_party_and_state_have_their_own_signs() -> None:
    party, state = (words(written(SHOWN, layout=layout)) for layout in ("dang", "nha-nuoc"))
    assert "ĐẢNG CỘNG SẢN VIỆT NAM" in party
    assert "\n*\n" in party
    assert "\n-----\n" in party
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc" in state
    assert "ĐẢNG" not in state


@pytest.mark.parametrize("layout", LAYOUTS)
def test_pages_are_a4_with_official_margins_and_numbers(layout: str) -> None:
    body, annex = opened(written(SHOWN, layout=layout)).sections
    assert [round(x.mm) for x in (body.page_width, body.page_height)] == [210, 297]
    assert [round(x.mm) for x in (annex.page_width, annex.page_height)] == [297, 210]
    for section in (body, annex):
        assert 20 <= round(section.top_margin.mm) == round(section.bottom_margin.mm) <= 25
        assert round(section.left_margin.mm) == 30
        assert 15 <= round(section.right_margin.mm) <= 20
    assert body.different_first_page_header_footer, "the first page has no number"
    field = body.header._element.find(f".//{qn('w:fldSimple')}")
    assert field.get(qn("w:instr")).strip() == "PAGE"
    assert annex.header.is_linked_to_previous
    restarted = annex._sectPr.find(qn("w:pgNumType")) is not None
    assert restarted == LETTERHEADS[layout].own_pages


def test_a_report_without_tables_stays_upright() -> None:
    data = written(replace(GRID, show_table=False))
    assert opened(data).sections[-1].page_width < Mm(211)
    assert SOURCES in words(data)


def test_everything_is_times_new_roman_in_vietnamese() -> None:
    data = written(SHOWN, GRID)
    for name, blob in parts(data).items():
        if not name.startswith("word/") or not name.endswith(".xml"):
            continue
        root = etree.fromstring(blob)
        faces = [face for e in root.iter(qn("w:rFonts")) for face in e.attrib.values()]
        faces += [e.get("typeface") for e in root.iter() if e.get("typeface")]
        assert set(faces) <= {"Times New Roman"}, name
        assert b"Theme=" not in blob, name
        assert set(re.findall(rb'\blang="([^"]+)"', blob)) <= {b"vi-VN"}, name
    for run in opened(data).element.body.iter(qn("w:r")):
        if run.find(qn("w:t")) is not None:
            fonts, lang = (run.rPr.find(qn(f"w:{tag}")) for tag in ("rFonts", "lang"))
            assert len(fonts.attrib) == 4
            assert lang.get(qn("w:val")) == "vi-VN"


def test_nothing_leads_outside_and_nothing_runs() -> None:
    for name, blob in parts(written(SHOWN, GRID)).items():
        assert "vba" not in name.casefold()
        if name.endswith(".rels"):
            assert b'TargetMode="External"' not in blob, name
            assert b"hyperlink" not in blob, name
        if name.startswith("word/"):
            assert b"instrText" not in blob, name


def test_it_is_ours() -> None:
    data = written(SHOWN)
    about = opened(data).core_properties
    assert (about.author, about.last_modified_by, about.language) == (vi.APP, vi.APP, "vi-VN")
    assert (about.title, about.comments) == (STAMP.page, "")
    names = set(parts(data))
    assert not [n for n in names if "thumbnail" in n or "customXml" in n or n.endswith("app.xml")]
    assert b"python" not in b"".join(b for n, b in parts(data).items() if n.endswith(".xml"))


def test_a_part_keeps_its_own_view() -> None:
    other = replace(STAMP, page="Học tập", filters=(("Kỳ", "2022"),), link="/hoc-tap?ky=2022")
    handout = Handout(
        "Hội nghị", (Part(SHOWN, other, "Điều một.\nĐiều hai."),), STAMP, ("Thiếu trang 3.",)
    )
    said = words(docx.report(handout, "dang"))
    assert "Điều một" not in said, "the presenter's words are not handed out"
    assert "Lấy từ: Học tập; Kỳ: 2022; Bản số liệu 0123456789ab" in said
    assert "/hoc-tap?ky=2022" in said
    assert said.index("Thiếu trang 3.") < said.index("1. Số mô hình")
    assert "▲ Thiếu B." in said


@pytest.mark.parametrize(("link", "pictures"), [(STAMP.link, 1), ("/mo-hinh?phien=a", 0), ("", 0)])
def test_the_code_is_there_when_a_phone_could_follow_it(link: str, pictures: int) -> None:
    data = docx.report(Handout.of_page([exhibit()], replace(STAMP, link=link)), "dang")
    assert len([n for n in parts(data) if n.startswith("word/media/")]) == pictures
    body = opened(data).element.body
    assert len(list(body.iter(qn("wp:docPr")))) == pictures
    assert replace(STAMP, link=link).told_link() in words(data)


@pytest.mark.parametrize(
    "text",
    ["=cmd|'/c calc'!A1", "a\x00b\x0bc\ufffe", "x" * 500, "chữ " * 125, "Huyê\u0323n", "<b>&amp;",
     "{number}", "a\nb\tc", ""],
)  # fmt: skip
def test_awkward_words_give_a_file_that_opens(text: str) -> None:
    lines = LINES.assign(label=text, words=text, panel=text)
    cells = CELLS.assign(words=text)
    awkward = (
        exhibit(chart=Bars(lines), alt=text or "–", title=text, unit=text, notes=(Note(text),)),
        exhibit(chart=Matrix(cells, ["Mô hình", "Học tập"]), alt=text or "–"),
        of_text(text),
    )
    stamp = replace(STAMP, filters=((text, text),))
    handout = Handout(text, tuple(Part(e, stamp, text) for e in awkward), stamp, (text,))
    for layout in LAYOUTS:
        data = docx.report(handout, layout)
        assert len(charts(data)) == 1, "no panel but one with all lines"
        said = words(data)
        assert unicodedata.is_normalized("NFC", said)
        clean = re.sub(r"\s+", " ", re.sub("[\x00\x0b\ufffe]", "", text))
        assert unicodedata.normalize("NFC", clean).strip() in said


@pytest.mark.usefixtures("reading")
@pytest.mark.parametrize("page", [slug for slug in pages.PAGES if slug != "co-gi-moi"])
def test_every_page_becomes_a_report(page: str) -> None:
    shown = [e for e in pages.drawn(page, View()) if isinstance(e, Exhibit)]
    data = written(*shown, layout="nha-nuoc")
    said = words(data)
    for number, one in enumerate(shown, 1):
        assert f"{number}. {one.title}" in said
        assert all(note.text in said for note in one.notes)
        assert all(source.title in said for source in one.sources)
    made = [v for chart in charts(data) for v in values(chart).values() if v is not None]
    wanted = [
        float(line["value"])
        for one in shown
        if isinstance(one.chart, Bars)
        for line in one.chart.frame.to_dict("records")
        if native.value(line) is not None
    ]
    assert sorted(made) == sorted(wanted)
