"""Write a handout as a document on A4 in an official layout, ready to be printed and signed.

PDF/A-2a and PDF/UA-1: Tinos is embedded, headings, tables and charts are tagged and described, and
nothing in it runs or leads elsewhere. What it says, and in what order, is decided in
`exhibits.report`.
"""

from dataclasses import asdict

from exhibits import report as documents
from exhibits import vi
from exhibits.handout import Handout
from exhibits.model import Stamp
from exhibits.render import typesetting
from exhibits.report import Section, Table

STANDARDS = ["a-2a", "ua-1"]
_WIDE = 10.1  # inches between the margins of a landscape page


def report(handout: Handout, layout: str) -> bytes:
    """The PDF in the layout of the Party ("dang") or the State ("nha-nuoc")."""
    document = documents.report(handout, layout)
    title = typesetting.printable(document.title).strip()
    data = {
        "document_title": title or vi.APP_LONG,
        "title": title or documents.NO_TITLE,
        "author": vi.APP,
        "letterhead": asdict(document.letterhead),
        "scope": document.scope,
        "sections": [_section(section, handout.stamp) for section in document.sections],
        "annex": documents.ANNEX.upper(),
        "tables": list(map(_table, document.tables)),
        "sources_title": documents.SOURCES,
        "sources": document.sources,
        "stamp": documents.stamped(handout.stamp),
    }
    return typesetting.compiled("report", data, handout.stamp, "pdf", pdf_standards=STANDARDS)


def _section(section: Section, whole: Stamp) -> dict:
    exhibit = section.part.exhibit
    return {
        "title": section.heading(),
        "subtitle": exhibit.subtitle(),
        "drawing": typesetting.drawing(exhibit, documents.MOST_ROWS),
        "caption": section.captioned(),
        "alt": typesetting.printable(exhibit.alt).strip() or section.captioned(),
        "notes": typesetting.notes(exhibit),
        "pointers": section.pointers(whole),
    }


def _table(table: Table) -> dict:
    return {
        "title": table.heading(),
        "subtitle": table.subtitle,
        "cited": table.pointer(),
        **typesetting.grid(table.printed, table.printed.rows, _WIDE),
    }
