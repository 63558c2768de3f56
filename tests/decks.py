"""Presentations written and read back, for the tests of slides."""

import io
import zipfile

from pptx import Presentation
from pptx.util import Inches

from exhibits.charts import Bars
from exhibits.handout import Handout
from exhibits.model import Exhibit
from exhibits.render import pptx
from tests.made_up import LINES, STAMP, exhibit

SHOWN = exhibit(chart=Bars(LINES), alt="Số mô hình.")


TITLE, SUBTITLE, CAVEATS, FOOT, NUMBER = 0, 13, 14, 11, 12


def opened(handout: Handout) -> Presentation:
    return Presentation(io.BytesIO(pptx.presentation(handout)))


def deck(*exhibits: Exhibit) -> Presentation:
    return opened(Handout.of_page(exhibits, STAMP))


def placed(slide) -> dict[int, str]:
    """The words of each placeholder, by its number."""
    return {p.placeholder_format.idx: p.text_frame.text for p in slide.placeholders}


def notes(slide) -> str:
    return slide.notes_slide.notes_text_frame.text


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return {name: file.read(name) for name in file.namelist()}


def tables_of(slide) -> list[list[list[str]]]:
    return [
        [[cell.text for cell in row.cells] for row in shape.table.rows]
        for shape in slide.shapes
        if shape.has_table
    ]


def texts(slide) -> list[str]:
    found = [s.text_frame.text for s in slide.shapes if s.has_text_frame]
    for shape in slide.shapes:
        if shape.has_table:
            found += [cell.text for row in shape.table.rows for cell in row.cells]
    return found


def charts_of(slide) -> list:
    return [shape.chart for shape in slide.shapes if shape.has_chart]


def stands(slide, made: Presentation) -> None:
    """Something is on the slide, everything inside it, and nothing on top of another."""
    shown = [s for s in slide.shapes if s.has_chart or s.has_table]
    assert shown or len(placed(slide).get(CAVEATS, "")) > 0, "only a footer"
    blocks = [s for s in slide.shapes if s.has_chart or s.has_table or s.is_placeholder]
    foot = next(p for p in slide.placeholders if p.placeholder_format.idx == FOOT)
    for shape in slide.shapes:
        assert shape.left >= 0
        assert shape.left + shape.width <= made.slide_width
        assert shape.top + shape.height <= made.slide_height
    for shape in shown:
        assert shape.top + shape.height <= foot.top
    for one in blocks:
        for other in blocks:
            apart = (
                one is other
                or one.top + one.height <= other.top + Inches(0.02)
                or other.top + other.height <= one.top + Inches(0.02)
                or one.left + one.width <= other.left
                or other.left + other.width <= one.left
            )
            assert apart, (one.name, other.name)
