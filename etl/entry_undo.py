"""Take out again what was taken in: each row as it was before, and rows that were added gone.

Refused when a row has moved on since, or when another one cites it. The text of the report stays:
releases made of it still open.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from etl.curated_files import CuratedFile
from etl.entries import Refusal
from etl.entry_file import Field, load, texts, unfit
from etl.merge import Change, key_of
from etl.plan import Curated, Plan, check
from etl.release import Build
from etl.workbook_words import SHEETS
from warehouse.contract import BY_NAME


@dataclass(frozen=True)
class _Step:
    """One row's way back: what must stand there, what will, and the line it had."""

    table: str
    key: str
    now: dict[str, str] | None
    then: dict[str, str] | None
    line: str


class Undoing:
    """The way back of one answer's changes; raises Unfit for a file that is none."""

    def __init__(self, path: Path, build: Build) -> None:
        changes = load(path).get("changes")
        if not isinstance(changes, list):
            raise unfit("tệp không có danh sách thay đổi", value="changes")
        self._steps = [_step(change) for change in changes]
        if len({(s.table, s.key) for s in self._steps}) < len(self._steps):
            raise unfit("một dòng được nêu hai lần")
        self._build = build

    def plan(self, curated: Curated) -> Plan:
        plan = Plan()
        for name, file in curated.files.items():
            self._file(name, file, plan)
        plan.refusals += self._cited(curated, plan)
        if not plan.refused:
            check(plan, curated.folder, lambda _: None, self._build)
        plan.refusals = sorted(set(plan.refusals))
        return plan

    def _file(self, name: str, file: CuratedFile, plan: Plan) -> None:
        there = {key_of(name, row): n for n, row in enumerate(file.rows)}
        changed, added, removed = {}, [], set()
        for step in (s for s in self._steps if s.table == name):
            number = there.get(step.key)
            now = None if number is None else file.rows[number]
            then = _whole(step.then, file)
            if now == then:  # undone already
                continue
            if now != _whole(step.now, file):
                plan.refusals.append(_moved_on(step))
                continue
            if then is None:
                removed.add(number)
            else:
                same = step.line and file.row_of(step.line) == then
                row = step.line if same else then
                if number is None:
                    added.append(row)
                else:
                    changed[number] = row
            line = "" if number is None else file.own_line(number)
            plan.changes.append(Change(name, step.key, then, now, None, line))
        if changed or added or removed:
            plan.files[file.name] = file.with_rows(changed, added, frozenset(removed))

    def _cited(self, curated: Curated, plan: Plan) -> Iterator[Refusal]:
        """Rows that stay and cite one that goes."""
        gone = {(c.table, c.key) for c in plan.changes if c.after is None}
        then = {(c.table, c.key): c.after for c in plan.changes}
        for name, file in curated.files.items():
            citing = [c for c in BY_NAME[name].typed if c.references]
            for row in file.rows if gone else ():
                key = key_of(name, row)
                kept = then.get((name, key), row)
                for column in citing if kept is not None else ():
                    if (column.references, kept.get(column.name, "")) in gone:
                        rule = f"dòng {key} của mục “{SHEETS[name]}” còn dẫn tới dòng này"
                        remedy = "gỡ hoặc sửa dòng ấy trước"
                        yield Refusal(Field(), kept[column.name], rule, remedy)


def _step(change: object) -> _Step:
    if not isinstance(change, dict):
        raise unfit("thay đổi không đọc được")
    table, key, line = (str(change.get(n) or "") for n in ("table", "key", "before_line"))
    now, then = (_row(change.get(name)) for name in ("after", "before"))
    columns = {c.name for c in BY_NAME[table].typed} if table in SHEETS else set()
    rows = [row for row in (now, then) if row is not None]
    if not columns or not rows:
        raise unfit("thay đổi không đọc được", value=key[:80])
    if any(key_of(table, row) != key or set(row) - columns for row in rows):
        raise unfit("thay đổi không khớp mã của nó", value=key[:80])
    return _Step(table, key, now, then, line)


def _row(told: object) -> dict[str, str] | None:
    """An empty row for what is none: no key fits it."""
    return None if told is None else texts(told) or {}


def _whole(row: dict[str, str] | None, file: CuratedFile) -> dict[str, str] | None:
    return None if row is None else {name: row.get(name, "") for name in file.header}


def _moved_on(step: _Step) -> Refusal:
    rule = f"dòng {step.key} của mục “{SHEETS[step.table]}” đã đổi từ lần đó"
    return Refusal(Field(), step.key, rule, "không lùi được nữa; sửa dòng ấy ở một lần nhập mới")
