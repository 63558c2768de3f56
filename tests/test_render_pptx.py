"""Slides: native charts a reader can edit, a number's words on its bar, nothing that runs."""

import io
import re
import zipfile

import openpyxl
import pandas as pd
import pytest
from pptx import Presentation
from pptx.util import Inches

from exhibits import vi
from exhibits.charts import Bars, Matrix
from exhibits.handout import Handout
from exhibits.model import Exhibit, ExhibitError
from exhibits.render import native, pptx
from tests import pages
from tests.made_up import STAMP, exhibit
from warehouse.queries import View

LINES = pd.DataFrame(
    [
        ("Cấp tỉnh", "Lạng Sơn", 1000.0, "trên 1.000 mô hình", "more_than", "a"),
        ("Cấp huyện", "=cmd|'/c calc'!A1", 11.0, "11 mô hình", "exact", "b"),
        ("Cấp huyện", "Sìn Hồ", None, "chỉ nhắc tới", None, "d"),
    ],
    columns=["panel", "label", "value", "words", "qualifier", "hover"],
)
CELLS = pd.DataFrame(
    [("Yên Định", "Mô hình", "reported", "<b>●</b><br>có số liệu", "h"),
     ("Yên Định", "Học tập", "silent", "○ không nêu", "h")],
    columns=["row", "column", "status", "words", "hover"],
)  # fmt: skip
SHOWN = exhibit(chart=Bars(LINES), alt="Số mô hình.")


def deck(*exhibits: Exhibit) -> Presentation:
    return Presentation(io.BytesIO(pptx.presentation(Handout.of_page(exhibits, STAMP))))


def texts(slide) -> list[str]:
    found = [s.text_frame.text for s in slide.shapes if s.has_text_frame]
    for shape in slide.shapes:
        if shape.has_table:
            found += [cell.text for row in shape.table.rows for cell in row.cells]
    return found


def charts_of(slide) -> list:
    return [shape.chart for shape in slide.shapes if shape.has_chart]


def test_charts_are_native_and_carry_their_numbers() -> None:
    _, slide = deck(SHOWN).slides
    province, district = charts_of(slide)
    assert list(province.plots[0].series[0].values) == [1000.0]
    assert list(district.plots[0].series[0].values) == [11.0, None], "absence is a gap, not zero"
    assert list(district.plots[0].categories) == ["=cmd|'/c calc'!A1", "Sìn Hồ: chỉ nhắc tới"]


def test_a_bar_says_its_words_and_an_open_one_is_hatched() -> None:
    _, slide = deck(SHOWN).slides
    province, district = charts_of(slide)
    (open_ended,) = [province.plots[0].series[0].points[0]]
    assert open_ended.data_label.text_frame.text == "trên 1.000 mô hình"
    xml = province._chartSpace.xml
    assert "pattFill" in xml
    assert "pattFill" not in district._chartSpace.xml


def test_nothing_inside_is_a_formula() -> None:
    data = pptx.presentation(Handout.of_page([SHOWN], STAMP))
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        books = [n for n in file.namelist() if n.endswith(".xlsx")]
        assert books
        for name in books:
            sheet = openpyxl.load_workbook(io.BytesIO(file.read(name))).active
            assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


def test_the_library_is_as_before_after_writing() -> None:
    before = native.embedded._BaseWorkbookWriter._open_worksheet
    pptx.presentation(Handout.of_page([SHOWN], STAMP))
    assert native.embedded._BaseWorkbookWriter._open_worksheet is before


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
        assert str(number) in texts(slide)
        notes = slide.notes_slide.notes_text_frame.text
        assert STAMP.link in notes
        assert "¶9, ¶15" in notes


def test_a_matrix_is_a_table_with_words_in_every_cell() -> None:
    _, slide = deck(exhibit(chart=Matrix(CELLS, ["Mô hình", "Học tập"]), alt="Bảng.")).slides
    assert {"Yên Định", "Mô hình", "● có số liệu", "○ không nêu"} <= set(texts(slide))


def test_a_table_says_numbers_in_vietnamese() -> None:
    _, slide = deck(exhibit()).slides
    assert {"1.234.567,25", "76,6", "17/03/2023", "1.275"} <= set(texts(slide))


def test_it_is_ours_wide_and_vietnamese() -> None:
    made = deck(SHOWN)
    assert (made.slide_width, made.slide_height) == (Inches(13.333), Inches(7.5))
    about = made.core_properties
    assert (about.author, about.last_modified_by, about.language) == (vi.APP, vi.APP, "vi-VN")
    assert about.title == STAMP.page
    _, slide = made.slides
    languages = re.findall(r'lang="([^"]+)"', "".join(s._element.xml for s in slide.shapes))
    assert set(languages) == {"vi-VN"}
    described = [
        s._element.nvGraphicFramePr.cNvPr.get("descr") for s in slide.shapes if s.has_chart
    ]
    assert described == ["Số mô hình."] * 2


@pytest.mark.parametrize("text", ["=1+1", "a\x00b\x0bc", "x" * 500, "Huyê\u0323n", "<b>&amp;", ""])
def test_awkward_words_give_a_file_that_opens(text: str) -> None:
    lines = LINES.assign(label=text or "–", words=text or "–")
    made = deck(exhibit(chart=Bars(lines), alt=text or "–", title=text or "–"))
    assert len(made.slides) >= 2


def test_too_many_slides_are_refused() -> None:
    with pytest.raises(ExhibitError, match="more than 200 slides"):
        pptx.presentation(Handout.of_page([SHOWN] * 201, STAMP))


def test_nothing_runs_off_a_slide() -> None:
    long = LINES.loc[[1] * 40].reset_index(drop=True).assign(label="Huyện A")
    made = deck(exhibit(chart=Bars(long), alt="Dài."))
    assert len(made.slides) > 3
    for slide in made.slides:
        for shape in slide.shapes:
            assert shape.top + shape.height <= made.slide_height
            assert shape.left + shape.width <= made.slide_width


@pytest.mark.usefixtures("reading")
@pytest.mark.parametrize(
    "page", [slug for slug in vi.PAGES if slug not in ("tim-kiem", "co-gi-moi")]
)
def test_every_page_becomes_slides(page: str) -> None:
    shown = [e for e in pages.drawn(page, View()) if isinstance(e, Exhibit)]
    made = deck(*shown)
    titles = {s.text_frame.text for slide in made.slides for s in slide.shapes if s.has_text_frame}
    assert {e.title for e in shown} <= titles
    for slide in made.slides:
        for chart in charts_of(slide):
            assert chart.plots[0].categories
