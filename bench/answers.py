"""Is an answer right? What a session was sent, beside the exhibits computed without a server.

Charts are compared whole, tables cell by cell as the reader sees them, titles and their order.
"""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from bench.session import Answer
from exhibits import theme, vi
from exhibits.catalog import address
from exhibits.catalog.address import Choices
from exhibits.model import Empty, Exhibit
from exhibits.render import grid
from warehouse import queries

Told = tuple[str, object]


def said(answer: Answer) -> list[Told]:
    """Titles, charts and tables of an answer."""
    found: list[Told] = []
    for element in answer.elements:
        match element.WhichOneof("type"):
            case "heading" if element.heading.tag == "h3":
                found.append(("title", element.heading.body))
            case "plotly_chart":
                found.append(("chart", _drawn(json.loads(element.plotly_chart.spec))))
            case "bidi_component" if element.bidi_component.component_name == grid.NAME:
                found.append(("table", _columns(json.loads(element.bidi_component.json))))
    return found


def _drawn(spec: dict) -> dict:
    return {"data": spec["data"], "layout": spec["layout"]}


def _columns(told: dict) -> list[list[str]]:
    """Column by column: the head, then every cell without where it leads."""
    return [list(column) for column in zip(told["heads"], *map(_texts, told["rows"]), strict=True)]


def _texts(cells: list[grid.Cell]) -> list[str]:
    return [c if isinstance(c, str) else "; ".join(words for words, _ in c["parts"]) for c in cells]


def expected(slug: str, names: Sequence[str]) -> list[Told]:
    """The same of the page's exhibits under the first filter; needs no server and no Streamlit."""
    chosen = Choices((vi.KEY_LOCALITY, name) for name in names)
    found: list[Told] = [("title", vi.FILTERS)]
    drawn = address.exhibits(slug, chosen)
    for exhibit in drawn:
        found += _shown(exhibit)
    if any(isinstance(e, Exhibit) for e in drawn):
        found.append(("title", vi.TAKE_AWAY))
    return found


def _shown(exhibit: Exhibit | Empty) -> Iterator[Told]:
    yield "title", exhibit.title
    if isinstance(exhibit, Empty):
        return
    if exhibit.chart:
        figure = exhibit.figure(theme.of("light", theme.USUAL_WIDTH))
        yield "chart", _drawn(json.loads(figure.to_json()))
    if exhibit.show_table:
        yield "table", [_column(exhibit, own) for own in exhibit.fields if own.on_screen]


def _column(exhibit: Exhibit, own) -> list[str]:
    rows = exhibit.table.head(exhibit.rows_at_once)
    texts = [own.said(value) for value in rows[own.name]]
    if own.link:
        leads = rows[own.link]
        texts = [
            "; ".join(words for words, _ in link) if isinstance(link, tuple) else text
            for text, link in zip(texts, leads, strict=True)
        ]
    return [own.label, *texts]


def digest(answer: Answer) -> str:
    """Whether two answers show the same, without looking into them."""
    shown = hashlib.sha256()
    for element in answer.elements:
        match element.WhichOneof("type"):
            case "heading":
                shown.update(element.heading.body.encode())
            case "plotly_chart":
                shown.update(element.plotly_chart.spec.encode())
            case "bidi_component":
                shown.update(element.bidi_component.json.encode())
            case "markdown":
                shown.update(element.markdown.body.encode())
    return shown.hexdigest()


@dataclass
class Checked:
    """Every answer is noted while the load runs, and held against the exhibits afterwards; answers
    that show the same under the same choice are looked at once."""

    counts: dict[tuple[str, tuple[str, ...], str], int] = field(default_factory=dict)
    firsts: dict[tuple[str, tuple[str, ...], str], Answer] = field(default_factory=dict)

    def note(self, slug: str, names: Sequence[str], answer: Answer) -> None:
        key = slug, tuple(names), digest(answer)
        self.counts[key] = self.counts.get(key, 0) + 1
        self.firsts.setdefault(key, answer)

    def wrong(self) -> list[str]:
        """What was answered wrongly, and how often."""
        with queries.one_release():
            return [
                f"{slug} {', '.join(names)}: {self.counts[key]} answers: {told}"
                for key, answer in self.firsts.items()
                for slug, names, _ in [key]
                if (told := difference(said(answer), _wanted(slug, names)))
            ]


@cache
def _wanted(slug: str, names: tuple[str, ...]) -> list[Told]:
    return expected(slug, names)


def difference(got: list[Told], wanted: list[Told]) -> str:
    """The first difference in a few words; "" when there is none."""
    for number, (one, other) in enumerate(zip(got, wanted, strict=False), 1):
        if one != other:
            return f"part {number} is {str(one)[:150]}, not {str(other)[:150]}"
    return "" if len(got) == len(wanted) else f"{len(got)} parts, not {len(wanted)}"
