"""`python -m etl enter FILE.json` and `undo FILE.json`: a report from the desk, taken in or out.

What is answered is one JSON object (`etl.answer`); without `--yes` nothing is written. Exit codes:
0 done or would be done, 1 refused, 75 another build runs.
"""

import argparse
import re
from collections.abc import Iterator
from pathlib import Path

from etl import entry_text, entry_undo
from etl.answer import Answer, answer, print_answer, readings, refused
from etl.entries import Entry, Reading, Refusal, Remark
from etl.entry_file import EntryFile, Field, Reader, Unfit, read_file
from etl.merge import key_of
from etl.places import default_curated, default_releases
from etl.plan import Curated, Plan, make_plan
from etl.problems import CuratedDataError
from etl.publish import Busy
from etl.release import Build
from etl.take_in import BUSY, Folders, Taken, look, take
from warehouse.contract import BY_NAME
from warehouse.persons import masked
from warehouse.reports import default_desk

NOWHERE = Field()
_MAY_NAME = {
    "title", "note", "name", "short_name", "owner", "authority", "organiser", "audience",
    "as_printed", "definition",
}  # fmt: skip
_ENGLISH = re.compile(r"(?<![\d.,])\d{1,3}(?:,\d{3})+(?![\d.,])")


def run(arguments: list[str], build: Build) -> int:
    options = _options(arguments)
    try:
        given, code = (
            _enter(options, build) if options.command == "enter" else _undo(options, build)
        )
    except Unfit as error:
        given, code = refused(NOWHERE, error.refusals), 1
    except CuratedDataError as error:
        given, code = answer(NOWHERE, Plan(elsewhere=error.problems)), 1
    except Busy:
        given, code = refused(NOWHERE, [Refusal(NOWHERE, "", *BUSY)]), 75
    print_answer(given)
    return code


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m etl", description=__doc__)
    parser.add_argument("command", choices=("enter", "undo"))
    parser.add_argument("file", type=Path)
    parser.add_argument("--yes", action="store_true", help="write and publish")
    parser.add_argument("--expect", metavar="HASH", help="refuse changes other than those")
    parser.add_argument("--curated", type=Path, default=default_curated())
    parser.add_argument("--releases", type=Path, default=default_releases())
    parser.add_argument("--reports", type=Path, default=default_desk() / "reports")
    return parser.parse_args(arguments)


class _Entering:
    """Plans one file; the last reading is kept for the answer."""

    def __init__(self, file: EntryFile, build: Build) -> None:
        self._file, self._build = file, build
        self.text = entry_text.canonical(file.text)
        self.reading = Reading()
        self.source: Entry | None = None

    def plan(self, curated: Curated) -> Plan:
        reader = Reader()
        self.reading, self.source = reader.reading, reader.source(self._file.source)
        reader.rows(self._file.rows, self.source.values["source_id"])
        if self.text != self._file.text:
            text = "văn bản được ghép dấu, thống nhất dấu xuống dòng"
            self.reading.remarks.append(Remark(self.source.start, text))
        if unfit := entry_text.text_refusal(self.text):  # of phrases it would say them all missing
            return Plan(refusals=sorted({unfit, *self.reading.refusals}))
        there = {(n, key_of(n, row)): row for n, rows in curated.rows.items() for row in rows}
        reader.as_it_stands(there)
        self.reading.refusals += [*self._of_the_text(curated), *self._of_others(there)]
        self.reading.remarks += [*self._english(), *self._persons()]
        return make_plan(self.reading, curated, self._build)

    def _of_the_text(self, curated: Curated) -> list[Refusal]:
        is_annex = self.source.values["kind"] == "annex"
        said = entry_text.identify(self.source, self.text, curated.rows["sources"])
        return said + entry_text.phrase_refusals(self.reading.entries, self.text, is_annex)

    def _english(self) -> Iterator[Remark]:
        """Figures grouped as in English: the grammar reads them, but a comma may be a misprint."""
        for entry in self.reading.entries:
            found = _ENGLISH.search(entry.values.get("as_printed", ""))
            told = readings([entry]) if found else {}
            for figure in told.values():
                if figure["value"] == found[0].replace(",", ""):
                    text = f"“{found[0]}” viết kiểu Anh, đọc là {found[0].replace(',', '.')}"
                    yield Remark(entry.spot("as_printed"), text)

    def _persons(self) -> Iterator[Remark]:
        """Names that look like a person's: only who reads knows whether they are."""
        for entry in self.reading.entries:
            for column in _MAY_NAME & entry.values.keys():
                if masked(text := entry.values[column]) != text:
                    rule = "có thể là tên người; số liệu, mô hình không ghi tên cá nhân"
                    yield Remark(entry.spot(column), f"“{text[:80]}”: {rule}")

    def _of_others(self, there: dict[tuple[str, str], dict[str, str]]) -> Iterator[Refusal]:
        """An id that is another report's would move its row here."""
        own = self.source.values["source_id"]
        for entry in self.reading.entries[1:]:
            key = key_of(entry.table, entry.values)
            if there.get((entry.table, key), {}).get("source_id", own) != own:
                rule, remedy = "mã này là của báo cáo khác", "để trống, chương trình tự đặt mã"
                yield Refusal(entry.spot(BY_NAME[entry.table].key), key, rule, remedy)

    def keep(self, folder: Path) -> None:
        if self.source.values["file"]:
            entry_text.keep(folder, self.source.values["file"], self.text)


def _enter(options: argparse.Namespace, build: Build) -> tuple[Answer, int]:
    entering = _Entering(read_file(options.file), build)
    folders = Folders(options.curated, options.releases)
    if options.yes:
        taken = take(folders, entering.plan, build, options.expect, NOWHERE,
                     lambda: entering.keep(options.reports))  # fmt: skip
    else:
        taken = Taken(look(folders, entering.plan))
    return _told(taken, entering.reading.entries)


def _undo(options: argparse.Namespace, build: Build) -> tuple[Answer, int]:
    undoing = entry_undo.Undoing(options.file, build)
    folders = Folders(options.curated, options.releases)
    if options.yes:
        taken = take(folders, undoing.plan, build, options.expect, NOWHERE)
    else:
        taken = Taken(look(folders, undoing.plan))
    return _told(taken, [])


def _told(taken: Taken, entries: list[Entry]) -> tuple[Answer, int]:
    given = answer(NOWHERE, taken.plan, entries)
    given |= {"release": taken.release, "before": taken.before}
    return given, 1 if taken.plan.refused else 0
