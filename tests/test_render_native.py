"""Charts and tables a reader can edit: words on each bar, absence as a gap, no formula."""

import io
import re
import zipfile
from concurrent.futures import ThreadPoolExecutor

import openpyxl
import pytest

from exhibits.charts import Bars
from exhibits.handout import Handout
from exhibits.matrix import Matrix
from exhibits.model import Exhibit
from exhibits.render import pptx
from tests import pages
from tests.decks import (
    SHOWN,
    TITLE,
    charts_of,
    deck,
    notes,
    placed,
    tables_of,
    texts,
)
from tests.made_up import CELLS, LINES, STAMP, exhibit, of_text, table
from warehouse.queries import View


def sizes(slide) -> list[float]:
    """Points of the type in the tables."""
    found = re.findall(
        r'<a:rPr[^>]*sz="(\d+)"', "".join(s._element.xml for s in slide.shapes if s.has_table)
    )
    return [int(size) / 100 for size in found]


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


def formulas(data: bytes) -> list[str]:
    """Cells of the workbooks inside the charts that hold a formula."""
    found = []
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        books = [name for name in file.namelist() if name.endswith(".xlsx")]
        assert books
        for name in books:
            sheet = openpyxl.load_workbook(io.BytesIO(file.read(name))).active
            found += [c.value for row in sheet.iter_rows() for c in row if c.data_type == "f"]
    return found


def test_nothing_inside_is_a_formula() -> None:
    assert formulas(pptx.presentation(Handout.of_page([SHOWN], STAMP))) == []


def test_two_files_in_the_making_at_once_hold_no_formulas() -> None:
    handouts = [Handout.of_page([SHOWN] * 4, STAMP)] * 6
    with ThreadPoolExecutor(3) as pool:
        assert [formulas(data) for data in pool.map(pptx.presentation, handouts)] == [[]] * 6


def test_a_matrix_is_a_table_with_words_in_every_cell() -> None:
    _, slide = deck(exhibit(chart=Matrix(CELLS, ["Mô hình", "Học tập"]), alt="Bảng.")).slides
    assert {"Yên Định", "Mô hình", "● có số liệu", "○ không nêu"} <= set(texts(slide))


def test_a_table_says_numbers_in_vietnamese() -> None:
    _, slide = deck(exhibit()).slides
    assert {"1.234.567,25", "76,6", "17/03/2023", "1.275"} <= set(texts(slide))


@pytest.mark.usefixtures("reading")
def test_charts_hold_exactly_the_numbers_of_their_exhibit() -> None:
    for page in ("mo-hinh", "khen-thuong", "hoc-tap"):
        exhibit_ = next(e for e in pages.drawn(page, View()) if isinstance(e, Exhibit))
        drawn = [
            value
            for slide in deck(exhibit_).slides
            for chart in charts_of(slide)
            for value in chart.plots[0].series[0].values
            if value is not None
        ]
        said = [line["value"] for line in exhibit_.chart.frame.to_dict("records")]
        assert drawn == [float(value) for value in said if value is not None and value == value]


def test_a_table_goes_on_with_its_head_and_loses_no_row() -> None:
    many = table([(f"Huyện {n}, tên dài để xuống dòng " * 3, n, n, None) for n in range(40)])
    _, *found = deck(exhibit(table=many)).slides
    assert len(found) > 2
    rows = [row for slide in found for row in tables_of(slide)[0][1:]]
    assert [row[2] for row in rows] == [str(n) for n in range(40)]
    for number, slide in enumerate(found, 1):
        assert tables_of(slide)[0][0] == ["Địa phương", "Giá trị", "Số lần"], "no day in any"
        assert placed(slide)[TITLE] == f"Số mô hình ({number}/{len(found)})"
        assert min(sizes(slide)) >= 12


def test_a_cell_taller_than_a_slide_goes_on_on_the_next() -> None:
    words = [f"chữ{n}" for n in range(2_500)]
    _, *found = deck(of_text(" ".join(words))).slides
    assert len(found) > 1
    assert " ".join(tables_of(s)[0][1][0] for s in found).split() == words


@pytest.mark.usefixtures("reading")
def test_notes_hold_the_phrases_as_printed_and_bars_say_their_period() -> None:
    first = next(e for e in pages.drawn("hoc-tap", View()) if isinstance(e, Exhibit))
    made = list(deck(first).slides)
    assert "“1.275 hội nghị học tập, quán triệt”" in notes(made[1])
    labels = [
        point.data_label.text_frame.text
        for slide in made
        for chart in charts_of(slide)
        for place, value in enumerate(chart.plots[0].series[0].values)
        if value is not None
        for point in [chart.plots[0].series[0].points[place]]
    ]
    assert "1.275 hội nghị · 2022–2023" in labels
    assert "hơn 600 tiết · không rõ kỳ (“Trong 3 năm qua”)" in labels


def test_a_panel_keeps_its_scale_on_the_next_slide() -> None:
    long = LINES.loc[[1] * 40].reset_index(drop=True)
    long["value"] = [500.0 - 10 * n for n in range(40)]
    charts = [c for s in deck(exhibit(chart=Bars(long), alt="Dài.")).slides for c in charts_of(s)]
    ends = [chart.value_axis.maximum_scale for chart in charts]
    assert max(ends) / min(ends) < 1.3, "bars of one panel mean the same on every slide"
    assert min(ends) >= 500


def test_axes_and_gaps_are_as_the_standard_wants_them() -> None:
    _, slide = deck(SHOWN).slides
    xml = charts_of(slide)[1]._chartSpace.xml
    assert '<c:dispBlanksAs val="gap"/>' in xml
    assert 'c:lang val="vi-VN"' in xml
    assert not re.search(r'<c:(axId|crossAx) val="-', xml)
