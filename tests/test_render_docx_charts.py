"""Charts and matrices of Word reports: what they hold, say, and leave empty."""

import io
import re
from dataclasses import replace

import openpyxl
import pandas as pd
from docx.oxml.ns import qn
from docx.shared import Mm

from exhibits.charts import Bars
from exhibits.matrix import Matrix
from tests.made_up import CELLS, exhibit
from tests.word_files import (
    GRID,
    LINES,
    SHOWN,
    A,
    C,
    charts,
    opened,
    parts,
    ruled,
    values,
    words,
    written,
)


def test_charts_carry_the_exhibits_numbers_and_gaps_are_gaps() -> None:
    province, district = map(values, charts(written(SHOWN)))
    assert province == {"Lạng Sơn": 1000.0}
    assert district == {"=cmd|'/c calc'!A1": 11.0, "Sìn Hồ: chỉ nhắc tới": None}


def test_a_chart_can_be_edited_and_its_workbook_holds_no_formula() -> None:
    data = written(SHOWN)
    books = {n: b for n, b in parts(data).items() if n.startswith("word/embeddings/")}
    assert len(books) == 2
    found = []
    for book in books.values():
        cells = [c for r in openpyxl.load_workbook(io.BytesIO(book)).active.iter_rows() for c in r]
        assert all(cell.data_type != "f" for cell in cells)
        found += [cell.value for cell in cells if cell.data_type == "n" and cell.value is not None]
    assert sorted(found) == [11, 1000]
    made = opened(data)
    for part in (p for p in made.part.package.iter_parts() if "/charts/" in p.partname):
        (key,) = re.findall(rb'externalData[^>]*r:id="(\w+)"', part.blob)
        assert part.rels[key.decode()].target_part.partname.endswith(".xlsx")


def test_a_bar_says_its_words_and_an_open_one_is_hatched() -> None:
    province, district = charts(written(SHOWN))
    said = ["".join(t.text for t in label.iter(f"{A}t")) for label in province.iter(f"{C}dLbl")]
    assert said == ["trên 1.000 mô hình"]
    assert province.find(f".//{A}pattFill") is not None
    assert district.find(f".//{A}pattFill") is None
    for chart in (province, district):
        assert chart.find(f"{C}roundedCorners").get("val") == "0"


def test_a_panel_without_numbers_is_words() -> None:
    said = words(written(SHOWN))
    assert "Chi bộ\nChi bộ A: không nêu." in said
    assert "Biểu đồ 1. Số mô hình" in said


def test_each_chart_is_described_in_words() -> None:
    body = opened(written(SHOWN)).element.body
    told = [e.get("descr") for e in body.iter(qn("wp:docPr"))]
    assert told[0] == "Số mô hình. Cấp tỉnh: Lạng Sơn: trên 1.000 mô hình."
    assert all(told)
    ids = [e.get("id") for e in body.iter(qn("wp:docPr"))]
    assert len(set(ids)) == len(ids) == 3, "two charts and the code"


def test_periods_that_differ_stand_under_the_chart() -> None:
    lines = LINES.assign(period=["2021", "2022", "2023", ""])
    lines.loc[2, ["value", "words"]] = [5.0, "5 mô hình"]
    said = words(written(replace(SHOWN, chart=Bars(lines)))).split("\n")
    assert "Kỳ: 2021." in said
    assert "Kỳ: =cmd|'/c calc'!A1: 2022; Sìn Hồ: 2023." in said
    one_left_out = lines.assign(period=["2021", "2022", "", ""])
    said = words(written(replace(SHOWN, chart=Bars(one_left_out)))).split("\n")
    assert "Kỳ: =cmd|'/c calc'!A1: 2022." in said, "not said of the other bar"


def test_the_period_of_a_number_without_a_bar_is_not_lost() -> None:
    lines = LINES.assign(period=["2021", "2022", "2023", "2020"])
    said = words(written(replace(SHOWN, chart=Bars(lines)))).split("\n")
    assert "Kỳ: =cmd|'/c calc'!A1: 2022; Sìn Hồ: 2023." in said
    assert "Chi bộ A: không nêu · 2020." in said


def test_the_longest_bars_of_all_panels_are_of_one_length() -> None:
    lines = LINES.assign(words=["trên 1.000 mô hình, kể cả mới đăng ký", "11", "", ""])
    shown = [(max(v for v in values(chart).values() if v), chart)
             for chart in charts(written(exhibit(chart=Bars(lines), alt="Số.")))]  # fmt: skip
    ends = [float(c.find(f".//{C}valAx/{C}scaling/{C}max").get("val")) for _, c in shown]
    lengths = [value / end for (value, _), end in zip(shown, ends, strict=True)]
    assert len(lengths) == 2
    assert max(lengths) - min(lengths) < 0.001


def test_a_share_is_as_long_as_it_is_of_the_whole() -> None:
    lines = LINES.tail(3).assign(panel="Tỷ lệ", value=[50.0, None, None], full=100.0, words="50%")
    (chart,) = charts(written(exhibit(chart=Bars(lines), alt="Số.")))
    assert float(chart.find(f".//{C}valAx/{C}scaling/{C}max").get("val")) > 100


def test_many_bars_become_charts_that_fit_a_page() -> None:
    many = LINES.loc[[1] * 47].reset_index(drop=True).assign(value=list(map(float, range(47))))
    data = written(exhibit(chart=Bars(many), alt="Dài."))
    tall = [int(e.get("cy")) for e in opened(data).element.body.iter(qn("wp:extent"))]
    assert max(tall) < Mm(230)
    drawn = [
        float(p.findtext(f"{C}v"))
        for chart in charts(data)
        for p in chart.find(f".//{C}val").iter(f"{C}pt")
    ]
    assert drawn == list(range(47))


def test_a_matrix_is_a_table_of_words_with_shades_of_grey_only() -> None:
    (table, _) = ruled(written(GRID))
    said = [[cell.text for cell in row.cells] for row in table.rows]
    assert said == [["", "Mô hình", "Học tập"], ["Yên Định", "● có số liệu", "○ không nêu"]]
    fills = [e.get(qn("w:fill")) for e in table._tbl.iter(qn("w:shd"))]
    assert fills
    assert all(len({f[:2], f[2:4], f[4:]}) == 1 and f >= "D" for f in fills)
    assert "Bảng tổng hợp 1. Bao phủ" in words(written(GRID))


def test_a_wide_matrix_goes_on_below() -> None:
    columns = [f"Nơi {n}" for n in range(14)]
    cells = pd.DataFrame([("Mô hình", c, "silent", f"○ {c}", "h") for c in columns],
                         columns=CELLS.columns)  # fmt: skip
    *matrices, _ = ruled(written(exhibit(chart=Matrix(cells, columns), alt="Rộng.")))
    assert [len(t.columns) for t in matrices] == [6, 6, 5]
    shown = [cell.text for t in matrices for cell in t.rows[1].cells[1:]]
    assert shown == [f"○ {c}" for c in columns]
