"""What every output renders: an exhibit, its sources and its notes. All frozen.

An exhibit cannot exist without the reports it rests on: building one raises ExhibitError. It knows
nothing of Streamlit, Excel or PowerPoint.
"""

import re
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import unquote

import pandas as pd
import plotly.graph_objects as go

from exhibits import numbers, vi
from exhibits.charts import Bars
from exhibits.matrix import Matrix
from exhibits.theme import Theme

MISSING = "▲ "
ROWS_AT_ONCE = 15
_MOST_SOURCES = 10
_LONGEST_LINK = 800
_CODED = re.compile("(?:%[89A-F][0-9A-F])+")  # never a sign that means something in an address


class ExhibitError(ValueError):
    """An exhibit that breaks a rule of the house; the message names the exhibit and the rule."""


class Refusal(ExhibitError):
    """What cannot be done for whoever asked, and what they can do; for readers, in Vietnamese."""


@dataclass(frozen=True)
class Source:
    """A report and the paragraphs of it that an exhibit uses."""

    source_id: str
    title: str
    unit: str
    publisher: str | None
    published_on: date | None
    paragraphs: tuple[int, ...] = ()

    @classmethod
    def document(cls, title: str) -> "Source":
        """A law, a resolution or the product's own contract: cited by its title alone."""
        return cls("", title, "", None, None)

    def label(self) -> str:
        """ "Huyện Sìn Hồ: “Tạo động lực …” (Báo Lai Châu, 07/03/2023), ¶9, ¶15"."""
        if not self.source_id:
            return self.title
        printed = numbers.day(self.published_on) or "bản in không ghi ngày"
        where = f"{self.publisher}, {printed}" if self.publisher else printed
        cited = "".join(f", ¶{p}" for p in self.paragraphs)
        return f"{self.unit}: “{self.title}” ({where}){cited}"

    def short(self) -> str:
        """ "Huyện Sìn Hồ (07/03/2023), ¶9, ¶15": enough to find it on the sources page."""
        if not self.source_id:
            return self.title
        printed = numbers.day(self.published_on) or "không ghi ngày"
        return f"{self.unit} ({printed})" + "".join(f", ¶{p}" for p in self.paragraphs)


@dataclass(frozen=True)
class Note:
    """A sentence that must travel with the exhibit: what is missing, or how not to read it."""

    text: str
    kind: str = "caveat"  # caveat | missing

    def said(self) -> str:
        """The sentence; what is missing carries a sign."""
        return MISSING + self.text if self.kind == "missing" else self.text


@dataclass(frozen=True)
class Field:
    """One column of an exhibit's table: `kind` text | number | integer | date; hidden ones are in
    files only; `link` names the column that holds where the cell leads: an address,
    or (words, address) of each of several; `meaning` is for a label that explains itself to
    nobody but its own exhibit."""

    name: str
    label: str
    kind: str = "text"
    on_screen: bool = True
    link: str = ""
    meaning: str = ""

    def said(self, value: object) -> str:
        """The cell as text in Vietnamese; "" where there is nothing."""
        if value is None or value != value:
            return ""
        if self.kind in ("number", "integer"):
            return numbers.number(float(value))
        return numbers.day(value) if self.kind == "date" else str(value)


@dataclass(frozen=True)
class Leaf:
    """Which rows of a longer list a table holds: those after the first `first` of `total`; its
    pager, and the address, know it by `key`."""

    key: str
    first: int
    total: int


@dataclass(frozen=True)
class Exhibit:
    """One answer, ready to be drawn or written: a table, maybe a chart, always its sources.

    `table` holds machine values under `fields`' names; `chart` holds what is drawn, on the
    screen or natively in a file; `alt` says in words what it shows.
    """

    exhibit_id: str
    title: str
    unit: str
    period: str
    level: str
    table: pd.DataFrame
    fields: tuple[Field, ...]
    sources: tuple[Source, ...]
    notes: tuple[Note, ...] = ()
    chart: Bars | Matrix | None = None
    alt: str = ""
    show_table: bool = True
    rows_at_once: int = ROWS_AT_ONCE
    leaf: Leaf | None = None
    # Drawn once for each theme and width: Plotly takes longer than everything before it.
    _figures: dict[tuple[str, int], go.Figure] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def __post_init__(self) -> None:
        if not self.sources:
            raise ExhibitError(
                f"exhibit {self.exhibit_id!r} has no source; pass the reports it rests on"
            )
        missing = [f.name for f in self.fields if f.name not in self.table.columns]
        if missing:
            raise ExhibitError(f"exhibit {self.exhibit_id!r}: no column {missing} in its table")
        if self.chart and not self.alt:
            raise ExhibitError(f"exhibit {self.exhibit_id!r} has a chart but no alt text")

    def figure(self, theme: Theme) -> go.Figure:
        """The chart with its own title, unit, period, level and sources in small print."""
        key = (theme.name, theme.width)
        if key not in self._figures:
            small_print = [f"{self.title}. {self.subtitle()}", self.sources_line()]
            self._figures[key] = self.chart.figure(theme, small_print)
        return self._figures[key]

    def rows_printed(self) -> int:
        """Rows of its table and chart where both are printed."""
        return len(self.table) * self.show_table + (len(self.chart.frame) if self.chart else 0)

    def rows_drawn(self) -> int:
        """Rows of its chart, or of its table where it has none: what slides show."""
        return len(self.chart.frame) if self.chart else len(self.table) * self.show_table

    def sources_line(self) -> str:
        """ "Nguồn: Huyện Sìn Hồ (07/03/2023), ¶15; …": where to look, in one line."""
        shown = [source.short() for source in self.sources[:_MOST_SOURCES]]
        rest = len(self.sources) - len(shown)
        more = f"; {vi.AND_MORE.format(rest)}" if rest else ""
        return f"{vi.SOURCE}: {'; '.join(shown)}{more}"

    def subtitle(self) -> str:
        """Unit, period and level in one line."""
        return f"Đơn vị tính: {self.unit} · Kỳ: {self.period} · Cấp: {self.level}"


@dataclass(frozen=True)
class Stamp:
    """Where and when a file was taken: filters, release, day, and the link that shows the same
    again."""

    page: str
    filters: tuple[tuple[str, str], ...]
    release: str
    taken_on: date
    link: str

    def chosen(self) -> list[str]:
        """ "Địa phương: Huyện Sìn Hồ" for each filter that narrows something, or that none does;
        nothing for a presentation, whose parts have views of their own."""
        narrowed = [f"{label}: {said}" for label, said in self.filters if said != vi.ALL]
        return narrowed or [f"{vi.FILTERS}: {vi.ALL.lower()}" for _ in self.filters[:1]]

    def taken(self) -> str:
        """Release and day."""
        return vi.TAKEN.format(self.release, numbers.day(self.taken_on))

    def lines(self) -> list[str]:
        """What a file says of where it was taken: filters, release and day, link."""
        view = " · ".join(self.chosen())
        return [text for text in (view, self.taken(), self.told_link()) if text]

    def told_link(self) -> str:
        """The link as it is printed: letters instead of their codes, as browsers take them; "" for
        one nobody would type, which only files that can hold it do."""
        if len(self.link) > _LONGEST_LINK:
            return ""
        return _CODED.sub(lambda found: unquote(found[0]), self.link)


@dataclass(frozen=True)
class Letter:
    """A text ready to be sent, as plain text."""

    title: str
    text: str
    file_name: str


@dataclass(frozen=True)
class Empty:
    """Nothing to show under these filters, and what the reader can do."""

    title: str
    advice: str
    notes: tuple[Note, ...] = field(default=())
