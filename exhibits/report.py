"""A handout as a document: numbered sections, an annex of numbered tables, numbered sources.

Word and PDF print the same report; only their type differs.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from exhibits.charts import Bars
from exhibits.handout import Handout, Part
from exhibits.letterhead import LETTERHEADS, Letterhead
from exhibits.matrix import Matrix
from exhibits.model import Exhibit, Source, Stamp
from exhibits.printed import Printed, printed

MOST_ROWS = 3000  # of all tables and charts together, for whoever prints it: 100 pages or more
ANNEX = "Phụ lục số liệu"
SOURCES = "Nguồn trích dẫn"
NO_TITLE = "…"  # a heading to a reader of tags may not be empty
_TABLE = "Bảng {}. {}"
_SEE = "Số liệu đầy đủ: Bảng {}, {}."
_CITED = "Nguồn: {}."
_ELSEWHERE = "Lấy từ: {}."
_PAGE, _AGAIN = "Trang: {}.", "Đường dẫn xem lại: {}"


@dataclass(frozen=True)
class Table:
    """One table of the annex, with where its figures come from."""

    number: int
    title: str
    subtitle: str
    printed: Printed
    cited: str

    def heading(self) -> str:
        return _TABLE.format(self.number, self.title)

    def pointer(self) -> str:
        """Where its figures come from, in one line."""
        return _CITED.format(self.cited)


@dataclass(frozen=True)
class Section:
    """An exhibit in the body. `caption` names its chart or matrix ("Biểu đồ 1"), "" for none;
    `table` is the annex table's number, 0 for none; `cited` are numbers of sources
    with paragraphs: "[1], ¶9, ¶15; [2]"."""

    number: int
    part: Part
    caption: str
    table: int
    cited: str

    def heading(self) -> str:
        return f"{self.number}. {self.part.exhibit.title}"

    def captioned(self) -> str:
        """ "Biểu đồ 1. Số mô hình báo cáo nêu" """
        return f"{self.caption}. {self.part.exhibit.title}"

    def pointers(self, whole: Stamp) -> list[str]:
        """Where the rest is, where the figures come from, and the view where it is not that of the
        `whole` document."""
        stamp = self.part.stamp
        told = [_SEE.format(self.table, ANNEX)] if self.table else []
        told.append(_CITED.format(self.cited))
        if stamp != whole:
            view = [stamp.page, *stamp.chosen(), stamp.taken(), stamp.told_link()]
            told.append(_ELSEWHERE.format("; ".join(text for text in view if text)))
        return told


@dataclass(frozen=True)
class Report:
    """A document ready to be set."""

    title: str
    letterhead: Letterhead
    scope: tuple[str, ...]
    sections: tuple[Section, ...]
    tables: tuple[Table, ...]
    sources: tuple[str, ...]


def report(handout: Handout, layout: str) -> Report:
    """The document in the layout of the Party ("dang") or the State ("nha-nuoc")."""
    sources = _sources(part.exhibit for part in handout.parts)
    places = {key: number for number, key in enumerate(sources, 1)}
    sections, tables, charts, matrices = [], [], 0, 0
    for number, part in enumerate(handout.parts, 1):
        exhibit = part.exhibit
        cites = tuple(places[_key(source)] for source in exhibit.sources)
        cited = "; ".join(f"[{n}]{_at(s)}" for n, s in zip(cites, exhibit.sources, strict=True))
        caption = ""
        if isinstance(exhibit.chart, Bars):
            charts += 1
            caption = f"Biểu đồ {charts}"
        elif isinstance(exhibit.chart, Matrix):
            matrices += 1
            caption = f"Bảng tổng hợp {matrices}"
        has_table = exhibit.show_table and len(exhibit.table) > 0
        if has_table:
            told = (exhibit.title, exhibit.subtitle(), printed(exhibit))
            tables.append(Table(len(tables) + 1, *told, cited))
        place = len(tables) if has_table else 0
        sections.append(Section(number, part, caption, place, cited))
    labels = tuple(source.label() for source in sources.values())
    return Report(
        handout.title, LETTERHEADS[layout], _scope(handout), tuple(sections), tuple(tables), labels
    )


def stamped(stamp: Stamp) -> list[str]:
    """The view of the whole document, line by line: page, filters, release and day, link."""
    told = stamp.told_link()
    link = [_AGAIN.format(told)] if told else []
    return [_PAGE.format(stamp.page), *stamp.chosen(), f"{stamp.taken()}.", *link]


def _sources(exhibits: Iterable[Exhibit]) -> dict[tuple[str, str], Source]:
    """Each report once, with all its cited paragraphs, in the order they are first needed."""
    found: dict[tuple[str, str], Source] = {}
    for source in (s for exhibit in exhibits for s in exhibit.sources):
        known = found.setdefault(_key(source), source)
        paragraphs = tuple(sorted({*known.paragraphs, *source.paragraphs}))
        found[_key(source)] = replace(known, paragraphs=paragraphs)
    return found


def _key(source: Source) -> tuple[str, str]:
    return source.source_id, "" if source.source_id else source.title


def _at(source: Source) -> str:
    return "".join(f", ¶{paragraph}" for paragraph in source.paragraphs)


def _scope(handout: Handout) -> tuple[str, ...]:
    """What the figures are of: filters, release, day, link; then what could not be shown."""
    stamp = handout.stamp
    chosen = "; ".join(stamp.chosen())
    return (*([f"{chosen}."] if chosen else []), f"{stamp.taken()}.", *handout.missing)
