"""Files to take away: real exhibits beside the time allowed, big sheets beside bare XlsxWriter.

The real ones are what the conference deck shows of the release. The big sheets are synthetic, say
so in every row, and are written by both sides in the same mode with the same formats.
"""

import io
import os
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from unittest.mock import patch

import pandas as pd
from pypdf import PdfReader
from xlsxwriter import Workbook

from bench.measure import Line, compared, milliseconds
from exhibits import slides
from exhibits.catalog import presentation
from exhibits.handout import Handout
from exhibits.model import Exhibit, Field, Source, Stamp
from exhibits.render import files, xlsx, xlsx_cells
from warehouse import queries

SHEET = 1.1  # times bare XlsxWriter
SECOND, PACK = 1_000, 5_000  # milliseconds allowed
SLIDES, PAGES = 12, 10
_HERE = "http://localhost:8501"
_LAYOUT = "nha-nuoc"
_ROUNDS, _SECONDS = 5, 90
_LABEL = "synthetic"
FIELDS = (
    Field("place", "Place"),
    Field("indicator", "Indicator"),
    Field("level", "Level"),
    Field("as_printed", "As printed"),
    Field("value", "Value", "number"),
    Field("times", "Times", "integer"),
    Field("day", "Day", "date"),
    Field("row_id", "Id"),
)


def lines(releases: Path, quick: bool) -> Iterator[Line]:
    """Lines of the release's files, then of sheets written from synthetic rows."""
    with patch.dict(os.environ, {"RELEASES_DIR": str(releases)}), queries.one_release():
        whole = presentation.handout(presentation.conference(), _HERE, date.today())
    slide_count, deck = _with_slides(whole)
    yield _allowed(f"{slide_count}-slide deck", "pptx", deck, SECOND)
    page_count, report = _with_pages(whole)
    yield _allowed(f"{page_count}-page PDF", "pdf", report, SECOND)
    yield _allowed("the same as a Word report", "docx", report, SECOND)
    yield _allowed("conference pack", "zip", whole, PACK)
    for rows in (50_000,) if quick else (50_000, 100_000):
        exhibit = synthetic(rows)
        ours, bare = partial(_workbook, exhibit), partial(plain, exhibit)
        mode = "in memory" if "in_memory" in xlsx.memory([exhibit]) else "row by row"
        what = f"{rows:,} synthetic rows XLSX, {mode}"
        sides = (partial(milliseconds, side) for side in (ours, bare))
        yield compared(what, *sides, SHEET, _ROUNDS, _SECONDS)


def _allowed(what: str, form: str, handout: Handout, most: float) -> Line:
    """Our time beside the time allowed, which stands in the yardstick's place."""
    build = partial(files.FORMATS[form].build, handout, _LAYOUT, files.quiet)
    build()  # its libraries loaded, its fonts read
    return compared(
        f"{what}, beside the {most:,} ms allowed",
        partial(milliseconds, build), lambda: most, 1, _ROUNDS, _SECONDS,
    )  # fmt: skip


def _with_slides(whole: Handout) -> tuple[int, Handout]:
    return _reaching(SLIDES, _prefixes(whole, _slides))


def _with_pages(whole: Handout) -> tuple[int, Handout]:
    return _reaching(PAGES, _prefixes(whole, _pages))


def _reaching(least: int, made: Iterator[tuple[int, Handout]]) -> tuple[int, Handout]:
    """The first that is long enough, and how long it is."""
    return next(one for one in made if one[0] >= least)


def _prefixes(whole: Handout, count: Callable[[Handout], int]) -> Iterator[tuple[int, Handout]]:
    for size in range(1, len(whole.parts) + 1):
        some = Handout(whole.title, whole.parts[:size], whole.stamp, whole.missing)
        yield count(some), some


def _slides(handout: Handout) -> int:
    return 1 + len(slides.slides(handout))


def _pages(handout: Handout) -> int:
    data = files.FORMATS["pdf"].build(handout, _LAYOUT, files.quiet)
    return len(PdfReader(io.BytesIO(data)).pages)


# ------------------------------------------------------------------------------ the big sheet


def synthetic(rows: int) -> Exhibit:
    """An exhibit of that many made-up rows; some columns repeat their texts, some never do."""
    first = date(2000, 1, 1)
    table = pd.DataFrame(
        {
            "place": [f"{_LABEL} place {n % 3_000}" for n in range(rows)],
            "indicator": [f"{_LABEL} indicator {n % 40}" for n in range(rows)],
            "level": [f"{_LABEL} level {n % 5}" for n in range(rows)],
            "as_printed": [f"{_LABEL} phrase with {n} things" for n in range(rows)],
            "value": [n / 4 for n in range(rows)],
            "times": range(rows),
            "day": [first + timedelta(n % 9_000) for n in range(rows)],
            "row_id": [f"{_LABEL}-{n}" for n in range(rows)],
        }
    )
    source = (Source.document(_LABEL),)
    return Exhibit(_LABEL, _LABEL, _LABEL, _LABEL, _LABEL, table, FIELDS, source)


def _workbook(exhibit: Exhibit) -> bytes:
    stamp = Stamp(_LABEL, (), _LABEL, date(2000, 1, 1), "")
    return xlsx.workbook(Handout.of_page([exhibit], stamp))


def plain(exhibit: Exhibit) -> bytes:
    """The yardstick: the same cells as one would write them with XlsxWriter in ten minutes."""
    out = io.BytesIO()
    with Workbook(out, xlsx.memory([exhibit])) as book:
        formats, sheet = xlsx_cells.formats(book), book.add_worksheet()
        write = {
            "text": sheet.write_string,
            "number": sheet.write_number,
            "integer": sheet.write_number,
            "date": sheet.write_datetime,
        }
        for column, field in enumerate(exhibit.fields):
            sheet.write_string(0, column, field.label, formats["head"])
        cells = [(write[field.kind], formats[field.kind]) for field in exhibit.fields]
        for row, values in enumerate(exhibit.table.itertuples(index=False), 1):
            for column, (value, (put, form)) in enumerate(zip(values, cells, strict=True)):
                put(row, column, value, form)
    return out.getvalue()
