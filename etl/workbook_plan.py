"""What importing a workbook would change, and whether the build would accept it.

Rows of the workbook are put beside the curated ones: a key already there is the same row, a row
without a key is the same when everything else is. Nothing is ever removed. The result is built, as
`python -m etl` would build it, in a folder that is thrown away: the same checks, the same words.
"""

import hashlib
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from etl import curated_files
from etl.curated_files import CuratedFile
from etl.problems import CuratedDataError, Problem
from etl.read import read_curated
from etl.workbook_cells import Known, Rows
from etl.workbook_entries import Entry, Reading, Refusal, Remark
from etl.workbook_form import NUMBERED, TABLE_FORMS
from etl.workbook_says import refusal
from warehouse.contract import BY_NAME

Build = Callable[[duckdb.DuckDBPyConnection, Path], None]
_PREFIX = {"observations": "p{paragraph}-", "models": "m", "commendations": "k",
           "study_activities": "a"}  # fmt: skip
_DIGITS = {"models": 2, "study_activities": 2}
_MAY_DIFFER = {"note", "period_text"}  # of a figure an annex gives again


@dataclass(frozen=True)
class Change:
    """One curated row that would be added, or changed from `before`."""

    table: str
    key: str
    after: dict[str, str]
    before: dict[str, str] | None = None


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
    elsewhere: list[Problem] = field(default_factory=list)  # of rows the workbook does not hold
    remarks: list[Remark] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    readings: dict[str, tuple] = field(default_factory=dict)  # how figures that change are read
    unchanged: int = 0
    is_stale: bool = False  # the curated files changed since the workbook was written

    @property
    def refused(self) -> bool:
        return bool(self.refusals or self.elsewhere)


def load_curated(folder: Path) -> Curated:
    """Raises CuratedDataError for files the build could not read either."""
    with duckdb.connect() as con:
        if problems := read_curated(con, folder):
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
    plan = Plan(refusals=list(reading.refusals), remarks=list(reading.remarks))
    plan.is_stale = reading.base not in (None, state(curated.folder))
    merge = _Merge(reading.entries, curated, plan)
    merge.run()
    plan.files = merge.files()
    _check(plan, curated, merge, build)
    plan.refusals = sorted(set(plan.refusals))
    return plan


class _Merge:
    """Puts entries beside the curated rows; figures first, because others cite their ids."""

    def __init__(self, entries: list[Entry], curated: Curated, plan: Plan) -> None:
        first = [e for e in entries if e.table == "observations"]
        self._entries = first + [e for e in entries if e.table != "observations"]
        self._curated, self._plan = curated, plan
        self._there = {
            name: {_key(name, row): n for n, row in enumerate(file.rows)}
            for name, file in curated.files.items()
        }
        self._taken: dict[str, dict[str, Entry]] = {name: {} for name in curated.files}
        self._contents: dict[tuple, Entry] = {}
        self._alike: dict[tuple[str, int], dict[tuple, str]] = {}
        self._numbers: dict[tuple[str, str], int] = {}
        self.changed: dict[str, dict[int, Entry]] = {name: {} for name in curated.files}
        self.added: dict[str, list[Entry]] = {name: [] for name in curated.files}

    def run(self) -> None:
        kinds = {r["indicator_id"]: r["count_kind"] for r in self._curated.rows["indicators"]}
        kinds |= {e.values["indicator_id"]: e.values["count_kind"] for e in self._entries
                  if e.table == "indicators"}  # fmt: skip
        # Own ids are known before any is given out.
        for entry in self._entries:
            if entry.from_annex and entry.table == "observations":
                entry.values["count_kind"] = kinds.get(entry.values["indicator_id"], "")
            self._number(entry.table, _key(entry.table, entry.values))
        for row_table, rows in self._curated.rows.items():
            for row in rows:
                self._number(row_table, _key(row_table, row))
        for entry in self._entries:
            self._place(entry)

    def _number(self, table: str, key: str) -> None:
        """Remember the highest number after each stem: "lang-son-2023-m" → 2."""
        stem = key.rstrip("0123456789")
        if table in NUMBERED and stem != key and len(key) - len(stem) < 9:
            held = self._numbers.get((table, stem), 0)
            self._numbers[table, stem] = max(held, int(key[len(stem) :]))

    def _place(self, entry: Entry) -> None:
        if entry.figure:
            entry.values["observation_id"] = entry.figure.values["observation_id"]
        table, key = entry.table, _key(entry.table, entry.values)
        if not key and table in NUMBERED:
            # What stands in for a refused cell is the same in every row.
            if not entry.spoiled and self._same_without_key(entry):
                return
            self._say_if_corrected(entry)
            key = self._new_key(entry)
            entry.values[BY_NAME[table].key] = key
        elif twin := self._taken[table].get(key):
            rule = f"mã đã dùng ở ô {twin.start.address} của trang “{twin.start.sheet}”"
            spot = entry.spot(BY_NAME[table].key.split(",")[0])
            remedy = "đặt mã khác hoặc xóa dòng trùng"
            self._plan.refusals.append(Refusal(spot, key, rule, remedy))
            return
        if key:
            self._taken[table][key] = entry
        number = self._there[table].get(key) if key else None
        if number is None:
            self.added[table].append(entry)
            return
        if self._curated.files[table].rows[number] == entry.values:
            self._plan.unchanged += 1
        else:
            self.changed[table][number] = entry

    def _same_without_key(self, entry: Entry) -> bool:
        """Whether a row with this content is in the workbook or the files already."""
        table = entry.table
        skipped = {BY_NAME[table].key} | (_MAY_DIFFER if entry.from_annex else set())
        content = (table, *(v for name, v in sorted(entry.values.items()) if name not in skipped))
        if twin := self._contents.get(content):
            rule = f"dòng trùng với ô {twin.start.address} của trang “{twin.start.sheet}”"
            value = entry.values.get("as_printed") or entry.values.get("name", "")
            self._plan.refusals.append(Refusal(entry.start, value, rule, "xóa một trong hai dòng"))
            return True
        self._contents[content] = entry
        if key := self._by_content(table, skipped).get(content[1:]):
            entry.values[BY_NAME[table].key] = key
            self._plan.unchanged += 1
            self._plan.remarks.append(Remark(entry.start, "dòng đã có trong dữ liệu; bỏ qua"))
            return True
        return False

    def _say_if_corrected(self, entry: Entry) -> None:
        """An annex adds figures; one that differs from a figure already there may be a correction,
        which only a person can tell."""
        if not entry.from_annex or entry.table != "observations":
            return
        skipped = {"observation_id", "as_printed", "obs_status", *_MAY_DIFFER}
        content = tuple(v for name, v in sorted(entry.values.items()) if name not in skipped)
        if key := self._by_content(entry.table, skipped).get(content):
            text = f"đã có {key} cùng chỉ tiêu, kỳ; muốn sửa số ấy thì sửa ở trang “Số liệu”"
            self._plan.remarks.append(Remark(entry.start, text))

    def _by_content(self, table: str, skipped: set[str]) -> dict[tuple, str]:
        """The curated rows' keys by everything else; the first of two alike."""
        asked = (table, len(skipped))
        if asked not in self._alike:
            self._alike[asked] = found = {}
            for row in self._curated.files[table].rows:
                content = tuple(v for name, v in sorted(row.items()) if name not in skipped)
                found.setdefault(content, row[BY_NAME[table].key])
        return self._alike[asked]

    def _new_key(self, entry: Entry) -> str:
        paragraph = entry.values["paragraph"]
        place = f"{int(paragraph):02d}" if paragraph.isdecimal() and len(paragraph) < 9 else "00"
        source = entry.values["source_id"] or "?"
        stem = f"{source}-{_PREFIX[entry.table].format(paragraph=place)}"
        number = self._numbers.get((entry.table, stem), 0) + 1
        self._numbers[entry.table, stem] = number
        return f"{stem}{number:0{_DIGITS.get(entry.table, 1)}d}"

    def files(self) -> dict[str, bytes]:
        """New contents of the files that change."""
        files = {}
        for name, file in self._curated.files.items():
            changed = {n: entry.values for n, entry in self.changed[name].items()}
            added = [entry.values for entry in self.added[name]]
            if changed or added:
                files[file.name] = file.with_rows(changed, added)
                self._plan.changes += [
                    Change(name, _key(name, row), row, file.rows[n]) for n, row in changed.items()
                ]
                self._plan.changes += [Change(name, _key(name, row), row) for row in added]
        return files

    def at(self, problem: Problem) -> Entry | None:
        """The entry a line of the new files came from."""
        name = problem.file.rpartition("/")[2].removesuffix(".csv")
        if name not in self.added:
            return None
        number = problem.line - 2
        place = number - len(self._curated.files[name].rows)
        if 0 <= place < len(self.added[name]):
            return self.added[name][place]
        return self.changed[name].get(number)


def _key(table: str, row: dict[str, str]) -> str:
    """The row's key; "" when a part of it is missing."""
    parts = [row.get(name, "") for name in BY_NAME[table].key.split(",")]
    return ", ".join(parts) if all(parts) else ""


def _check(plan: Plan, curated: Curated, merge: _Merge, build: Build) -> None:
    """Build what would stand in the files; the problems, each said of its cell."""
    with tempfile.TemporaryDirectory() as place, duckdb.connect() as con:
        folder = Path(place) / "data" / "curated"
        folder.mkdir(parents=True)
        for path in curated.folder.iterdir():
            if path.is_file() and path.suffix in (".csv", ".yml"):
                data = plan.files.get(path.name)
                (folder / path.name).write_bytes(path.read_bytes() if data is None else data)
        try:
            build(con, folder)
        except CuratedDataError as error:
            for problem in error.problems:
                _say(plan, problem, merge.at(problem))
            return
        ids = [c.key for c in plan.changes if c.table == "observations"]
        rows = con.execute(
            """select observation_id, value, lower, upper, qualifier, measure_unit
               from observations where list_contains(?, observation_id)""",
            [ids],
        ).fetchall()
        plan.readings = {row[0]: row[1:] for row in rows}


def _say(plan: Plan, problem: Problem, entry: Entry | None) -> None:
    if entry is None:
        plan.elsewhere.append(problem)
        return
    column, said = refusal(problem, entry)
    if column not in entry.spoiled:
        plan.refusals.append(said)
