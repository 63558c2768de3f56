"""What taking rows in would change, and whether the build would accept it.

The result is built, as `python -m etl` would build it, in a folder that is thrown away: the same
checks, the same words.
"""

import hashlib
import json
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from etl import curated_files
from etl.curated_files import CuratedFile
from etl.entries import Entry, Reading, Refusal, Remark
from etl.merge import Change, Merge
from etl.problems import CuratedDataError, Problem
from etl.read import unreadable
from etl.release import Build
from etl.says import refusal
from etl.workbook_cells import Known, Rows
from etl.workbook_form import TABLE_FORMS
from warehouse.contract import BY_NAME


@dataclass
class Curated:
    """The curated files as they stand."""

    folder: Path
    files: dict[str, CuratedFile]

    @property
    def rows(self) -> dict[str, Rows]:
        return {name: file.rows for name, file in self.files.items()}

    @property
    def known(self) -> Known:
        return Known(self.rows)


@dataclass
class Plan:
    """`files` are written when there is no refusal and no problem elsewhere."""

    changes: list[Change] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    elsewhere: list[Problem] = field(default_factory=list)  # of rows that were not handed in
    remarks: list[Remark] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    readings: dict[str, tuple] = field(default_factory=dict)  # how figures that change are read
    findings: list[tuple[str, str]] = field(default_factory=list)  # of figures that change
    # What stands behind the ids in them: an indicator that is renamed makes another figure of one.
    cited: dict[str, dict[str, str]] = field(default_factory=dict)
    unchanged: int = 0
    is_stale: bool = False  # the curated files changed since the workbook was written

    @property
    def refused(self) -> bool:
        return bool(self.refusals or self.elsewhere)

    @property
    def hash(self) -> str:
        """Of the changes, and the units and indicators in them: what a person agreed to."""
        told = [[c.table, c.key, c.before, c.after] for c in self.changes]
        told.append(self.cited)
        text = json.dumps(told, ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()


def load_curated(folder: Path) -> Curated:
    """Raises CuratedDataError for files the build could not read either."""
    if problems := unreadable(folder):
        raise CuratedDataError(problems)
    names = [form.key for form in TABLE_FORMS]
    return Curated(folder, {name: curated_files.load(folder / f"{name}.csv") for name in names})


def state(folder: Path) -> str:
    """A hash of the curated files: what a workbook was made from."""
    total = hashlib.sha256()
    for name in sorted(["findings.yml", *(f"{form.key}.csv" for form in TABLE_FORMS)]):
        data = (folder / name).read_bytes() if (folder / name).is_file() else b""
        total.update(hashlib.sha256(data).digest())
    return total.hexdigest()[:16]


def make_plan(reading: Reading, curated: Curated, build: Build) -> Plan:
    merge = Merge(reading.entries, curated.files)
    merge.run()
    plan = Plan(merge.changes(), reading.refusals + merge.refusals)
    plan.remarks = reading.remarks + merge.remarks
    plan.cited = dict(_cited(plan.changes, curated.rows))
    plan.files, plan.unchanged = merge.files(), merge.unchanged
    plan.is_stale = reading.base not in (None, state(curated.folder))
    check(plan, curated.folder, merge.at, build)
    plan.refusals = sorted(set(plan.refusals))
    return plan


def _cited(changes: list[Change], rows: dict[str, Rows]) -> Iterator[tuple[str, dict[str, str]]]:
    """The units and indicators that the changed rows name, as they stand."""
    for name in ("units", "indicators"):
        there = {row[BY_NAME[name].key]: row for row in rows[name]}
        for change in changes:
            for column in BY_NAME[change.table].typed:
                told = (change.after or {}).get(column.name, "")
                if column.references == name and told in there:
                    yield f"{name} {told}", there[told]


def check(plan: Plan, curated: Path, at: Callable[[Problem], Entry | None], build: Build) -> None:
    """Build what would stand in the files; the problems, each said of its place; the readings."""
    with tempfile.TemporaryDirectory() as place, duckdb.connect() as con:
        folder = Path(place) / "data" / "curated"
        folder.mkdir(parents=True)
        for path in curated.iterdir():
            if path.is_file() and path.suffix in (".csv", ".yml"):
                data = plan.files.get(path.name)
                (folder / path.name).write_bytes(path.read_bytes() if data is None else data)
        try:
            build(con, folder)
        except CuratedDataError as error:
            for problem in error.problems:
                _say(plan, problem, at(problem))
            return
        ids = [c.key for c in plan.changes if c.table == "observations"]
        rows = con.execute(
            """select observation_id, value, lower, upper, qualifier, measure_unit
               from observations where list_contains(?, observation_id)""",
            [ids],
        ).fetchall()
        plan.readings = {row[0]: row[1:] for row in rows}
        found = con.execute(
            """select list_intersect(observation_ids, ?)[1], text from findings
               where origin = 'computed' and list_has_any(observation_ids, ?)
               order by finding_id""",
            [ids, ids],
        ).fetchall()
        plan.findings = found


def _say(plan: Plan, problem: Problem, entry: Entry | None) -> None:
    if entry is None:
        plan.elsewhere.append(problem)
        return
    column, said = refusal(problem, entry)
    if column not in entry.spoiled:
        plan.refusals.append(said)
