"""From a report's text to candidates for the curated files: `python -m etl extract FILE`.

Nothing is entered: every suggestion says why it was made, and a person decides. The same text and
gazetteer give the same candidates. What a page holds besides the report, and figures that are not
to be entered (poverty below commune level, ethnicity, religion), come out set aside with a reason.
"""

import argparse
import csv
import json
import re
import sys
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from etl.extract_activities import study_activities
from etl.extract_figures import figures
from etl.extract_named import models
from etl.extract_page import CLOCK, Line, judged
from etl.extract_periods import of_all, published_on
from etl.extract_praise import commendations
from etl.extract_scope import Scope
from etl.extract_text import Unreadable, checked, read
from etl.extract_totals import across
from etl.extract_units import Gazetteer, Unit, mentions, read_units, reported_unit
from etl.places import default_curated
from warehouse.persons import masked

Record = dict[str, object]


@dataclass(frozen=True)
class Known:
    """What is curated already: the units, and the indicators by id."""

    units: list[Unit]
    indicators: dict[str, dict[str, str]]


def known(curated: Path) -> Known:
    path = curated / "indicators.csv"
    rows: list[dict[str, str]] = []
    if path.is_file():
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
    return Known(read_units(curated), {row["indicator_id"]: row for row in rows})


def candidates(text: str, curated: Known, published: date | None = None) -> list[Record]:
    """The report and its paragraphs, then every candidate in the order of the text."""
    lines = judged(text)
    published = published or published_on([line.text for line in lines if line.aside == CLOCK])
    kept = [line for line in lines if not line.aside]
    gazetteer = Gazetteer(curated.units, published or _latest(kept))
    spoken = {line.number: mentions(line.text, gazetteer) for line in kept}
    report = reported_unit(list(spoken.values()), gazetteer)
    records: list[Record] = [_source(kept, published, report), *map(_paragraph, lines)]
    stated = of_all([line.text for line in kept])
    scope = Scope(report, gazetteer)
    observations: list[tuple[str, list[Record]]] = []
    for line in kept:
        scope.enter(line.text, spoken[line.number])
        observed = figures(line, scope, published, stated, curated.indicators)
        observations.append((line.text, observed))
        records += observed
        records += models(line, scope)
        records += commendations(line, scope, observed)
        records += study_activities(line, scope, observed)
    across(observations, gazetteer)
    return records


def _latest(lines: list[Line]) -> date | None:
    """The last day of the latest year a report speaks of as past, where it prints no date."""
    years = [int(y) for line in lines for y in re.findall(r"(?<!đến )năm (20[0-9]{2})", line.text)]
    return date(max(years), 12, 31) if years and max(years) >= 2025 else None


def _source(lines: list[Line], published: date | None, report: Unit | None) -> Record:
    return {
        "table": "sources",
        "title": masked(lines[0].text) if lines else None,
        "published_on": published,
        "unit_id": report and report.unit_id,
        "unit_name": report and report.name,
        "why": {"unit_id": "đơn vị được nêu nhiều nhất, nhất là ở đầu bài" if report else None},
    }


def _paragraph(line: Line) -> Record:
    return {
        "table": "paragraphs",
        "paragraph": line.number,
        "text": masked(line.text),
        "set_aside": line.aside,
    }


def main(arguments: list[str]) -> int:
    """Print the candidates of a file, or of standard input for "-", as JSON lines."""
    parser = argparse.ArgumentParser(prog="python -m etl extract", description=__doc__)
    parser.add_argument("file", metavar="FILE", help='.txt, .docx or .pdf; "-" for pasted text')
    parser.add_argument("--curated", type=Path, default=default_curated())
    parser.add_argument("--published", type=date.fromisoformat, help="YYYY-MM-DD, if not printed")
    parser.add_argument("--text", type=Path, help="also write the whole text there, as it was read")
    options = parser.parse_args(arguments)
    try:
        if options.file == "-":
            text = checked("Văn bản dán vào", _pasted())
        else:
            text = read(Path(options.file))
    except Unreadable as refusal:
        print(refusal, file=sys.stderr)
        return 1
    if options.text:
        options.text.write_bytes(text.encode())
    for record in candidates(text, known(options.curated), options.published):
        print(json.dumps(record, ensure_ascii=False, default=_plain))
    return 0


def _pasted() -> str:
    return sys.stdin.buffer.read(8_000_000).decode("utf-8", errors="replace")


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    raise TypeError(type(value).__name__)
