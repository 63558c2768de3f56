"""Slides: our own template, sources and notes on each, nothing cut, nothing that runs."""

import re
from dataclasses import replace

import pytest
from pptx.enum.shapes import MSO_SHAPE_TYPE, PP_PLACEHOLDER
from pptx.util import Inches

from exhibits import vi, vi_present
from exhibits.charts import Bars
from exhibits.handout import Handout, Part
from exhibits.matrix import Matrix
from exhibits.model import Exhibit, Note, Refusal
from exhibits.render import pptx
from exhibits.render.cells import without_controls
from exhibits.render.files import FORMATS, quiet
from exhibits.theme import SERIES
from tests import pages
from tests.decks import (
    CAVEATS,
    FOOT,
    NUMBER,
    SHOWN,
    SUBTITLE,
    TITLE,
    charts_of,
    deck,
    notes,
    opened,
    parts,
    placed,
    stands,
    texts,
)
from tests.made_up import CELLS, LINES, STAMP, exhibit, table
from warehouse.queries import View


def test_every_slide_names_sources_release_and_its_place() -> None:
    made = deck(SHOWN, exhibit(chart=Matrix(CELLS, ["Mô hình", "Học tập"]), alt="Bảng."))
    title, *slides = made.slides
    assert STAMP.page in texts(title)
    for number, slide in enumerate(slides, 2):
        said = "\n".join(texts(slide))
        assert "Nguồn: Huyện A (07/03/2023), ¶9, ¶15" in said
        assert STAMP.release in said
        assert "mô hình · Kỳ: năm 2023 · Cấp: cấp huyện" in said
        assert 'type="slidenum"' in "".join(s._element.xml for s in slide.shapes)
        found = placed(slide)
        assert found[NUMBER] == str(number)
        assert STAMP.told_link() in found[FOOT]
        assert "Địa phương: Huyện A" in found[FOOT]
        assert "21/11/2026" in found[FOOT]
        assert STAMP.told_link() in notes(slide)
        assert "¶9, ¶15" in notes(slide)


def test_it_is_ours_wide_and_vietnamese() -> None:
    made = deck(SHOWN)
    assert (made.slide_width, made.slide_height) == (Inches(40 / 3), Inches(7.5))
    about = made.core_properties
    assert (about.author, about.last_modified_by, about.language) == (vi.APP, vi.APP, "vi-VN")
    assert about.title == STAMP.page
    _, slide = made.slides
    languages = re.findall(r'lang="([^"]+)"', "".join(s._element.xml for s in slide.shapes))
    assert set(languages) == {"vi-VN"}
    described = [
        s._element.nvGraphicFramePr.cNvPr.get("descr") for s in slide.shapes if s.has_chart
    ]
    assert described == [
        "Số mô hình. Cấp tỉnh: Lạng Sơn: trên 1.000 mô hình",
        "Số mô hình. Cấp huyện: =cmd|'/c calc'!A1: 11 mô hình; Sìn Hồ: chỉ nhắc tới",
    ]


@pytest.mark.parametrize("text", ["=1+1", "a\x00b\x0bc", "x" * 500, "Huyê\u0323n", "<b>&amp;", ""])
def test_awkward_words_give_a_file_that_opens(text: str) -> None:
    lines = LINES.assign(label=text or "–", words=text or "–")
    made = deck(exhibit(chart=Bars(lines), alt=text or "–", title=text or "–"))
    assert len(made.slides) >= 2
    title = made.slides[1].shapes.title.text_frame.text
    assert title.strip()
    assert without_controls(text or "–") in notes(made.slides[1]), "in full where it was cut"
    for slide in list(made.slides)[1:]:
        stands(slide, made)


def test_too_many_slides_are_refused() -> None:
    with pytest.raises(Refusal, match="hơn 400 trang chiếu"):
        pptx.presentation(Handout.of_page([SHOWN] * 401, STAMP))


def test_too_many_rows_are_refused_before_they_are_tried() -> None:
    rows = table([("Xã A", 1.0, 1, None)] * 2_001)
    with pytest.raises(Refusal, match=r"Có 2\.001 dòng, nhiều hơn 2\.000 dòng"):
        FORMATS["pptx"].build(Handout.of_page([exhibit(table=rows)], STAMP), "dang", quiet)


def test_nothing_runs_off_a_slide() -> None:
    long = LINES.loc[[1] * 40].reset_index(drop=True).assign(label="Huyện A")
    made = deck(exhibit(chart=Bars(long), alt="Dài."))
    assert len(made.slides) > 3
    for slide in list(made.slides)[1:]:
        stands(slide, made)


@pytest.mark.usefixtures("reading")
@pytest.mark.parametrize(
    "page", [slug for slug in pages.PAGES if slug not in ("tim-kiem", "co-gi-moi")]
)
def test_every_page_becomes_slides(page: str) -> None:
    shown = [e for e in pages.drawn(page, View()) if isinstance(e, Exhibit)]
    made = deck(*shown)
    titles = [placed(slide)[TITLE] for slide in list(made.slides)[1:]]
    assert len(set(titles)) == len(titles), "each slide is found by its own title"
    in_order = dict.fromkeys(re.sub(r" \(\d+/\d+\)$", "", title) for title in titles)
    assert list(in_order) == [e.title for e in shown]
    for slide in list(made.slides)[1:]:
        stands(slide, made)


def test_caveats_that_are_long_go_on_and_none_is_lost() -> None:
    caveats = tuple(Note(f"Lưu ý {n}: " + "không cộng các số này với nhau. " * 6) for n in range(9))
    _, first, *rest = deck(exhibit(chart=Bars(LINES), alt="a", notes=caveats)).slides
    assert charts_of(first)
    assert "xem trang chiếu sau" in placed(first)[CAVEATS]
    shown = " ".join(placed(s)[CAVEATS] for s in (first, *rest))
    for caveat in caveats:
        assert " ".join(caveat.said().split()) in " ".join(shown.split())


def test_an_exhibit_with_nothing_to_draw_says_its_notes() -> None:
    empty = exhibit(table=table([]), notes=(Note("Không báo cáo nào nêu số.", "missing"),))
    _, slide, bare = deck(empty, exhibit(show_table=False)).slides
    assert placed(slide)[CAVEATS] == "▲ Không báo cáo nào nêu số."
    assert placed(bare)[CAVEATS] == vi_present.NOTHING_DRAWN


def test_notes_begin_with_the_presenters_words_and_end_with_the_link() -> None:
    part = Part(SHOWN, STAMP, "Nhấn mạnh: chưa so được.")
    _, slide = opened(Handout("Bài", (part,), STAMP)).slides
    first, *_, last = notes(slide).splitlines()
    assert first == "Nhấn mạnh: chưa so được."
    assert last.endswith(STAMP.told_link())


def test_what_could_not_be_shown_stands_on_the_title_slide_and_goes_on() -> None:
    few = opened(Handout("Bài", (Part(SHOWN, STAMP),), STAMP, ("Trang A không dựng được.",)))
    assert "Trang A không dựng được." in placed(few.slides[0])[CAVEATS]
    said = tuple(f"Trang {n} không dựng được: bộ lọc không còn. " * 3 for n in range(30))
    many = list(opened(Handout("Bài", (Part(SHOWN, STAMP),), STAMP, said)).slides)
    assert len(many) > 2
    shown = " ".join(placed(slide).get(CAVEATS, "") for slide in many)
    assert all(sentence.strip() in shown for sentence in said)


LINKS = [
    ("https://vi.du/mo-hinh?phien=1", True),
    ("/mo-hinh?phien=1", False),
    ("javascript:alert(1)", False),
    ("https://vi.du/" + "a" * 2_000, False),
]


@pytest.mark.parametrize(("link", "coded"), LINKS)
def test_a_link_that_a_phone_can_open_has_its_code(link: str, coded: bool) -> None:
    stamp = replace(STAMP, link=link)
    for slide in opened(Handout("Bài", (Part(SHOWN, stamp),), stamp)).slides:
        pictures = [s for s in slide.shapes if s.shape_type == MSO_SHAPE_TYPE.PICTURE]
        described = [p._element.nvPicPr.cNvPr.get("descr") for p in pictures]
        assert described == ([f"{vi.QR_ALT}: {link}"] if coded else [])


def test_words_stand_in_placeholders_and_take_the_masters_type() -> None:
    _, slide = deck(SHOWN).slides
    kinds = {p.placeholder_format.type for p in slide.placeholders}
    assert {PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER} <= kinds
    for shape in slide.placeholders:
        assert "a:latin" not in shape._element.xml
        assert "a:solidFill" not in shape._element.xml
        assert not shape._element.spPr.getchildren(), f"{shape.name} follows the layout"
    assert slide.shapes.title.text_frame.text == "Số mô hình"


def test_the_template_is_ours_alone() -> None:
    made = parts(pptx._TEMPLATE.read_bytes())
    layouts = [n for n in made if re.fullmatch(r"ppt/slideLayouts/[^/]+\.xml", n)]
    assert len(layouts) == 2
    assert not [n for n in made if "thumbnail" in n or "printer" in n or "/slides/" in n]
    theme = made["ppt/theme/theme1.xml"].decode()
    assert all(colour[1:] in theme for colour in SERIES[:6])
    about = made["docProps/core.xml"].decode() + made["docProps/app.xml"].decode()
    assert set(re.findall(r">([^<>\s][^<>]*)</(?:dc:creator|cp:lastModifiedBy)", about)) == {vi.APP}
    whole = b"".join(made.values()).decode()
    assert set(re.findall(r'[ :]lang="([^"]+)"', whole)) == {"vi-VN"}


def test_nothing_leads_out_of_the_file() -> None:
    made = parts(pptx.presentation(Handout.of_page([SHOWN, exhibit()], STAMP)))
    for name, data in made.items():
        if name.endswith(".rels"):
            assert b"External" not in data, name
        assert b"hlinkClick" not in data, name


def test_a_screen_reader_meets_the_chart_before_the_foot() -> None:
    _, slide = deck(exhibit(chart=Bars(LINES), alt="a", notes=(Note("Không cộng."),))).slides
    kinds = [
        s.placeholder_format.idx if s.is_placeholder else "chart" if s.has_chart else "words"
        for s in slide.shapes
        if s.shape_type != MSO_SHAPE_TYPE.PICTURE
    ]
    assert kinds == [
        TITLE, SUBTITLE, "words", "chart", "words", "chart", CAVEATS, FOOT, NUMBER
    ]  # fmt: skip
