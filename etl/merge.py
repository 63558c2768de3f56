"""Put rows that are handed in beside the curated ones.

A key already there is the same row, a row without a key is the same when everything else is; ids
left empty are given. Nothing is ever removed.
"""

from dataclasses import dataclass

from etl.curated_files import CuratedFile
from etl.entries import Entry, Place, Refusal, Remark
from etl.problems import Problem
from etl.workbook_form import NUMBERED
from warehouse.contract import BY_NAME

_PREFIX = {"observations": "p{paragraph}-", "models": "m", "commendations": "k",
           "study_activities": "a"}  # fmt: skip
_DIGITS = {"models": 2, "study_activities": 2}
_MAY_DIFFER = {"note", "period_text"}  # of a figure an annex gives again


@dataclass(frozen=True)
class Change:
    """One curated row that would be added, or changed from `before`; `after` None: taken out."""

    table: str
    key: str
    after: dict[str, str] | None
    before: dict[str, str] | None = None
    spot: Place | None = None
    line: str = ""  # the row's own line, where writing `before` anew would not give it back


class Merge:
    """Puts entries beside the curated rows, cited ones first, because others take their ids."""

    def __init__(self, entries: list[Entry], files: dict[str, CuratedFile]) -> None:
        first = [e for e in entries if e.table == "observations"]
        self._entries = first + [e for e in entries if e.table != "observations"]
        self._files = files
        self._there = {
            name: {key_of(name, row): n for n, row in enumerate(file.rows)}
            for name, file in files.items()
        }
        self._taken: dict[str, dict[str, Entry]] = {name: {} for name in files}
        self._contents: dict[tuple, Entry] = {}
        self._alike: dict[tuple[str, int], dict[tuple, str]] = {}
        self._numbers: dict[tuple[str, str], int] = {}
        self._placed: set[Entry] = set()
        self._waiting: set[Entry] = set()
        self.changed: dict[str, dict[int, Entry]] = {name: {} for name in files}
        self.added: dict[str, list[Entry]] = {name: [] for name in files}
        self.refusals: list[Refusal] = []
        self.remarks: list[Remark] = []
        self.unchanged = 0

    def run(self) -> None:
        kinds = {r["indicator_id"]: r["count_kind"] for r in self._files["indicators"].rows}
        kinds |= {e.values["indicator_id"]: e.values["count_kind"] for e in self._entries
                  if e.table == "indicators"}  # fmt: skip
        # Own ids are known before any is given out.
        for entry in self._entries:
            if entry.from_annex and entry.table == "observations":
                entry.values["count_kind"] = kinds.get(entry.values["indicator_id"], "")
            self._number(entry.table, key_of(entry.table, entry.values))
        for name, file in self._files.items():
            for row in file.rows:
                self._number(name, key_of(name, row))
        for entry in self._entries:
            self._place(entry)

    def _number(self, table: str, key: str) -> None:
        """Remember the highest number after each stem: "lang-son-2023-m" → 2."""
        stem = key.rstrip("0123456789")
        if table in NUMBERED and stem != key and len(key) - len(stem) < 9:
            held = self._numbers.get((table, stem), 0)
            self._numbers[table, stem] = max(held, int(key[len(stem) :]))

    def _place(self, entry: Entry) -> None:
        if entry in self._placed or entry in self._waiting:
            return
        self._waiting.add(entry)
        for column, cited in entry.cites.items():
            self._place(cited)
            self._take_id(entry, column, cited)
        self._waiting.discard(entry)
        self._placed.add(entry)
        self._put(entry)

    def _take_id(self, entry: Entry, column: str, cited: Entry) -> None:
        if cited in self._waiting:
            rule = "số liệu là một phần của chính nó"
            self.refusals.append(Refusal(entry.spot(column), "", rule, "sửa “Là phần của”"))
            entry.spoiled.add(column)
            return
        entry.values[column] = cited.values["observation_id"]

    def _put(self, entry: Entry) -> None:
        table, key = entry.table, key_of(entry.table, entry.values)
        if not key and table in NUMBERED:
            # What stands in for a refused cell is the same in every row.
            if not entry.spoiled and self._same_withoutkey_of(entry):
                return
            self._say_if_corrected(entry)
            key = self._newkey_of(entry)
            entry.values[BY_NAME[table].key] = key
        elif twin := self._taken[table].get(key):
            rule = f"mã đã dùng ở {twin.start.row_name}"
            spot = entry.spot(BY_NAME[table].key.split(",")[0])
            remedy = "đặt mã khác hoặc xóa dòng trùng"
            self.refusals.append(Refusal(spot, key, rule, remedy))
            return
        if key:
            self._taken[table][key] = entry
        number = self._there[table].get(key) if key else None
        if number is None:
            self.added[table].append(entry)
            return
        if self._files[table].rows[number] == entry.values:
            self.unchanged += 1
        else:
            self.changed[table][number] = entry

    def _same_withoutkey_of(self, entry: Entry) -> bool:
        """Whether a row with this content is in the workbook or the files already."""
        table = entry.table
        skipped = {BY_NAME[table].key} | (_MAY_DIFFER if entry.from_annex else set())
        content = (table, *(v for name, v in sorted(entry.values.items()) if name not in skipped))
        if twin := self._contents.get(content):
            rule = f"dòng trùng với {twin.start.row_name}"
            value = entry.values.get("as_printed") or entry.values.get("name", "")
            self.refusals.append(Refusal(entry.start, value, rule, "xóa một trong hai dòng"))
            return True
        self._contents[content] = entry
        if key := self._by_content(table, skipped).get(content[1:]):
            entry.values[BY_NAME[table].key] = key
            self.unchanged += 1
            self.remarks.append(Remark(entry.start, "dòng đã có trong dữ liệu; bỏ qua"))
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
            self.remarks.append(Remark(entry.start, text))

    def _by_content(self, table: str, skipped: set[str]) -> dict[tuple, str]:
        """The curated rows' keys by everything else; the first of two alike."""
        asked = (table, len(skipped))
        if asked not in self._alike:
            self._alike[asked] = found = {}
            for row in self._files[table].rows:
                content = tuple(v for name, v in sorted(row.items()) if name not in skipped)
                found.setdefault(content, row[BY_NAME[table].key])
        return self._alike[asked]

    def _newkey_of(self, entry: Entry) -> str:
        paragraph = entry.values["paragraph"]
        place = f"{int(paragraph):02d}" if paragraph.isdecimal() and len(paragraph) < 9 else "00"
        source = entry.values["source_id"] or "?"
        stem = f"{source}-{_PREFIX[entry.table].format(paragraph=place)}"
        number = self._numbers.get((entry.table, stem), 0) + 1
        self._numbers[entry.table, stem] = number
        return f"{stem}{number:0{_DIGITS.get(entry.table, 1)}d}"

    def files(self) -> dict[str, bytes]:
        """New contents of the files that change."""
        return {
            file.name: file.with_rows(
                {n: entry.values for n, entry in self.changed[name].items()},
                [entry.values for entry in self.added[name]],
            )
            for name, file in self._files.items()
            if self.changed[name] or self.added[name]
        }

    def changes(self) -> list[Change]:
        found = []
        for name, file in self._files.items():
            for n, entry in self.changed[name].items():
                key, line = key_of(name, entry.values), file.own_line(n)
                found.append(Change(name, key, entry.values, file.rows[n], entry.start, line))
            for entry in self.added[name]:
                key = key_of(name, entry.values)
                found.append(Change(name, key, entry.values, None, entry.start))
        return found

    def at(self, problem: Problem) -> Entry | None:
        """The entry a line of the new files came from."""
        name = problem.file.rpartition("/")[2].removesuffix(".csv")
        if name not in self.added:
            return None
        number = problem.line - 2
        place = number - len(self._files[name].rows)
        if 0 <= place < len(self.added[name]):
            return self.added[name][place]
        return self.changed[name].get(number)


def key_of(table: str, row: dict[str, str]) -> str:
    """The row's key; "" when a part of it is missing."""
    parts = [row.get(name, "") for name in BY_NAME[table].key.split(",")]
    return ", ".join(parts) if all(parts) else ""
