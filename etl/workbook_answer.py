"""`python -m etl import FILE.xlsx --json`: the entry workbook for a program that asks.

It answers as `enter` does, in cells instead of refs, and publishes when told to.
"""

from dataclasses import dataclass, replace
from pathlib import Path

from etl.answer import Answer, answer, refused
from etl.entries import Reading, Refusal, Remark
from etl.plan import Curated, Plan, make_plan
from etl.problems import CuratedDataError
from etl.publish import Busy
from etl.release import Build
from etl.take_in import BUSY, Folders, Taken, look, take
from etl.workbook_entries import NOWHERE
from etl.workbook_file import WorkbookError
from etl.workbook_mark import write_marked
from etl.workbook_read import Book, read_book
from etl.workbook_rows import read_rows

STALE = "Số liệu đã đổi từ khi tệp này được lấy ra: xem kỹ các dòng sẽ sửa."


@dataclass
class _Importing:
    """Plans one workbook; the last reading is kept for the answer."""

    book: Book
    build: Build
    reading: Reading

    def plan(self, curated: Curated) -> Plan:
        self.reading = read_rows(self.book, curated.known)
        plan = make_plan(self.reading, curated, self.build)
        if plan.is_stale and plan.changes:
            plan = replace(plan, remarks=[Remark(NOWHERE, STALE), *plan.remarks])
        return plan


def imported(
    path: Path, marked: Path | None, folders: Folders, build: Build, *,
    is_agreed: bool, expected: str | None, publish: bool,
) -> tuple[Answer, int]:  # fmt: skip
    """The answer and the exit code."""
    try:
        importing = _Importing(read_book(path), build, Reading())
        if is_agreed:
            taken = take(folders, importing.plan, build, expected, NOWHERE, publish=publish)
        else:
            taken = Taken(look(folders, importing.plan))
    except WorkbookError as error:
        return refused(NOWHERE, [Refusal(NOWHERE, path.name, str(error), "")]), 1
    except CuratedDataError as error:
        return answer(NOWHERE, Plan(elsewhere=error.problems)), 1
    except Busy:
        return refused(NOWHERE, [Refusal(NOWHERE, "", *BUSY)]), 75
    placed = [r for r in taken.plan.refusals if r.spot != NOWHERE]
    if placed and marked:
        write_marked(path, marked, placed)
    given = answer(NOWHERE, taken.plan, importing.reading.entries)
    return given | {"release": taken.release, "before": taken.before}, int(taken.plan.refused)
