"""Every kind of file a handout can become, for the screen and for the command line alike.

Their libraries are loaded when someone asks for a file, not while the first page waits.
"""

from collections.abc import Callable
from dataclasses import dataclass

from exhibits import numbers, report, slides, vi
from exhibits.handout import Handout
from exhibits.model import Refusal

Progress = Callable[[float, str], None]  # how much is done, of 1, and what is next


@dataclass(frozen=True)
class Format:
    """A kind of file; `of_one` kinds hold the handout's first exhibit alone. More than `most_rows`,
    counted by `rows`, is not tried."""

    label: str
    suffix: str
    make: Callable[[Handout, str, Progress], bytes]
    of_one: bool = False
    most_rows: int | None = None
    rows: Callable[[Handout], int] = Handout.rows_printed

    def holds(self, handout: Handout) -> bool:
        return self.most_rows is None or self.rows(handout) <= self.most_rows

    def build(self, handout: Handout, layout: str, progress: Progress) -> bytes:
        """The file; `layout` is that of documents, "dang" or "nha-nuoc". Raises Refusal."""
        if not self.holds(handout):
            rows, most = map(numbers.number, (self.rows(handout), self.most_rows))
            raise Refusal(vi.TOO_MANY_ROWS.format(rows, most))
        return self.make(handout, layout, progress)


def _xlsx(handout: Handout, _layout: str, _progress: Progress) -> bytes:
    from exhibits.render import xlsx

    return xlsx.workbook(handout)


def _pptx(handout: Handout, _layout: str, _progress: Progress) -> bytes:
    from exhibits.render import pptx

    return pptx.presentation(handout)


def _docx(handout: Handout, layout: str, _progress: Progress) -> bytes:
    from exhibits.render import docx

    return docx.report(handout, layout)


def _pdf(handout: Handout, layout: str, _progress: Progress) -> bytes:
    from exhibits.render import pdf

    return pdf.report(handout, layout)


def _html(handout: Handout, _layout: str, _progress: Progress) -> bytes:
    from exhibits.render import html

    return html.page(handout)


def _zip(handout: Handout, layout: str, progress: Progress) -> bytes:
    from exhibits.render import pack

    return pack.conference(handout, layout, progress)


def _png(handout: Handout, _layout: str, _progress: Progress) -> bytes:
    from exhibits.render import picture

    return picture.png(handout.parts[0])


def _svg(handout: Handout, _layout: str, _progress: Progress) -> bytes:
    from exhibits.render import picture

    return picture.svg(handout.parts[0])


def _csv_excel(handout: Handout, _layout: str, _progress: Progress) -> bytes:
    from exhibits.render import csv

    return csv.for_excel(handout.parts[0].exhibit)


def _csv(handout: Handout, _layout: str, _progress: Progress) -> bytes:
    from exhibits.render import csv

    return csv.for_machines(handout.parts[0].exhibit)


_ON_SCREEN = 20_000  # rows a browser still opens at once
FORMATS = {
    "xlsx": Format(vi.XLSX, ".xlsx", _xlsx),
    "pptx": Format(vi.PPTX, ".pptx", _pptx, most_rows=slides.MOST_ROWS, rows=Handout.rows_drawn),
    "docx": Format(vi.DOCX, ".docx", _docx, most_rows=report.MOST_ROWS),
    "pdf": Format(vi.PDF, ".pdf", _pdf, most_rows=report.MOST_ROWS),
    "html": Format(vi.HTML, ".html", _html, most_rows=_ON_SCREEN),
    "zip": Format(vi.ZIP, ".zip", _zip, most_rows=report.MOST_ROWS),
    "png": Format(vi.PNG, ".png", _png, of_one=True),
    "svg": Format(vi.SVG, ".svg", _svg, of_one=True),
    "csv-excel": Format(vi.CSV_EXCEL, ".csv", _csv_excel, of_one=True),
    "csv": Format(vi.CSV_MACHINE, "-may-doc.csv", _csv, of_one=True),
}


def quiet(_done: float, _next: str) -> None:
    """For whoever does not watch."""
