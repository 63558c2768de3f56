"""Read a JSON file from the desk: bounded, and every misfit said of its row and field.

The file is written by a program, but its values by people: types and names are trusted as little
as text.
"""

import difflib
import json
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from etl.entries import Entry, Reading, Refusal, Remark
from etl.merge import key_of
from etl.read import text_problem
from etl.says import heading
from etl.workbook_words import SHEETS
from warehouse.contract import BY_NAME

LARGEST = 24 * 2**20
MOST_ROWS = 20_000
SOURCE = "source"
TABLES = ("units", "unit_links", "indicators", "observations", "models", "commendations",
          "study_activities")  # fmt: skip
WORKED_OUT = ("file", "sha256", "paragraph_count")
_CITING = ("observation_id", "part_of")
_RESEND = "gửi lại từ trang Nhập báo cáo"


@dataclass(frozen=True, order=True)
class Field:
    """A field of a row of the file; the file as a whole has neither ref nor column."""

    number: int = -1
    column: str = ""
    ref: str = ""

    @property
    def table_word(self) -> str:
        return "mục"

    @property
    def row_name(self) -> str:
        return f"dòng {self.ref}"

    def answer(self) -> dict[str, str | None]:
        return {"ref": self.ref or None, "column": self.column or None}

    def row_answer(self) -> dict[str, str | None]:
        return {"ref": self.ref or None}

    def __str__(self) -> str:
        return f"dòng {self.ref}, {self.column}" if self.column else f"dòng {self.ref}"


class Unfit(Exception):
    """The file cannot be read as a whole."""

    def __init__(self, *refusals: Refusal) -> None:
        self.refusals = list(refusals)
        super().__init__("; ".join(f"{r.rule}; {r.remedy}" for r in refusals))


def unfit(rule: str, remedy: str = _RESEND, value: str = "") -> Unfit:
    return Unfit(Refusal(Field(), value, rule, remedy))


def load(path: Path) -> dict[str, object]:
    """The file's JSON object; raises Unfit."""
    if not path.is_file():
        raise unfit("không thấy tệp", "kiểm tra lại tên và thư mục", path.name)
    with path.open("rb") as file:
        data = file.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise unfit(f"tệp nặng quá {LARGEST // 2**20} MB", "chia báo cáo thành nhiều phần")
    try:
        found = json.loads(data.decode("utf-8-sig"), object_pairs_hook=_once)
    except UnicodeDecodeError:
        raise unfit("tệp không phải mã UTF-8") from None
    except (ValueError, RecursionError):
        raise unfit("tệp không phải JSON hợp lệ") from None
    if not isinstance(found, dict):
        raise unfit("tệp không phải một đối tượng JSON")
    return found


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a name stands twice")
    return found


def texts(value: object) -> dict[str, str] | None:
    """The value when it maps texts to texts; None otherwise."""
    fits = isinstance(value, dict) and all(isinstance(v, str) for v in value.values())
    return value if fits else None


@dataclass(frozen=True)
class EntryFile:
    """An entry file whose parts have the right types."""

    source: dict[str, str]
    text: str
    rows: list[dict[str, object]]  # ref, table: str; values: dict[str, str]


def read_file(path: Path) -> EntryFile:
    """Raises Unfit with every part that is missing or of a wrong type."""
    found = load(path)
    wrong = [
        Refusal(Field(), name, "phần lạ trong tệp", _RESEND)
        for name in found
        if name not in ("source", "text", "rows")
    ]
    source, text, rows = texts(found.get("source")), found.get("text"), found.get("rows")
    if source is None:
        wrong.append(Refusal(Field(), SOURCE, "thiếu phần hoặc giá trị không phải chữ", _RESEND))
    if not isinstance(text, str):
        wrong.append(Refusal(Field(), "text", "thiếu văn bản của báo cáo", _RESEND))
    if not isinstance(rows, list):
        wrong.append(Refusal(Field(), "rows", "thiếu danh sách dòng", _RESEND))
    elif len(rows) > MOST_ROWS:
        rule = f"tệp có {len(rows)} dòng, quá {MOST_ROWS}"
        wrong.append(Refusal(Field(), "rows", rule, "chia báo cáo thành nhiều phần"))
    else:
        wrong += _misshapen(rows)
    if wrong:
        raise Unfit(*wrong)
    return EntryFile(source, text, rows)


def _misshapen(rows: list[object]) -> Iterable[Refusal]:
    seen: set[str] = {SOURCE}
    for number, row in enumerate(rows, 1):
        names = row.keys() if isinstance(row, dict) else ()
        ref = row["ref"] if "ref" in names and isinstance(row["ref"], str) else ""
        spot = Field(number, ref=ref)
        if set(names) != {"ref", "table", "values"} or not isinstance(row["table"], str):
            yield Refusal(spot, f"{number}", "dòng không có đúng ref, table, values", _RESEND)
        elif not ref or ref in seen or len(ref) > 80:
            yield Refusal(spot, ref[:80], "ref trống, quá dài hoặc lặp lại", _RESEND)
        elif texts(row["values"]) is None:
            yield Refusal(spot, "", "values có giá trị không phải chữ", _RESEND)
        seen.add(ref)


class Reader:
    """Turns the parts of an entry file into entries; every value NFC and stripped."""

    def __init__(self) -> None:
        self.reading = Reading()
        self._given: dict[Entry, set[str]] = {}

    def source(self, values: dict[str, str]) -> Entry:
        entry = self._entry("sources", values, 0, SOURCE, WORKED_OUT)
        self.reading.entries.append(entry)
        return entry

    def rows(self, rows: list[dict[str, object]], source_id: str) -> None:
        by_ref: dict[str, Entry] = {}
        for number, row in enumerate(rows, 1):
            ref, table = row["ref"], row["table"]
            if table not in TABLES:
                spot = Field(number, ref=ref)
                self._refuse(spot, table, "bảng lạ", "chọn một trong: " + ", ".join(TABLES))
                continue
            by_ref[ref] = self._entry(table, row["values"], number, ref)
            self._own(by_ref[ref], source_id)
        for entry in by_ref.values():
            self._cite(entry, by_ref)
        self.reading.entries += by_ref.values()

    def _entry(
        self, table: str, given: dict[str, str], number: int, ref: str, never: tuple = ()
    ) -> Entry:
        names = [c.name for c in BY_NAME[table].typed]
        spots = {name: Field(number, name, ref) for name in names}
        entry = Entry(table, dict.fromkeys(names, ""), spots, Field(number, ref=ref))
        self._given[entry] = {"source_id", *given, *never}
        derived = [c.name for c in BY_NAME[table].columns if c.derived] + list(never)
        for name, value in given.items():
            spot = Field(number, name, ref)
            if name in derived:
                if value:
                    self._refuse(spot, value, "cột do chương trình tính", "để trống")
            elif name not in names:
                near = difflib.get_close_matches(name, names, n=1)
                remedy = f"có phải {near[0]}?" if near else "bỏ cột này"
                self._refuse(spot, name, f"cột lạ trong mục “{SHEETS[table]}”", remedy)
            else:
                self._value(entry, name, value)
        return entry

    def _value(self, entry: Entry, name: str, given: str) -> None:
        text = unicodedata.normalize("NFC", given).strip()
        spot = entry.spots[name]
        entry.values[name] = text
        if "\n" in text or "\r" in text:
            self._spoil(entry, name, "có xuống dòng", "viết liền trên một dòng")
        elif any("\ud800" <= c <= "\udfff" for c in text):
            self._spoil(entry, name, "ký tự hỏng", "gõ lại chỗ đó")
        elif problem := text_problem("", 0, text):
            self._spoil(entry, name, problem.rule, problem.remedy)
        elif not unicodedata.is_normalized("NFC", given):
            self.reading.remarks.append(Remark(spot, "chữ tách rời dấu (NFD), đã ghép lại"))

    def _spoil(self, entry: Entry, name: str, rule: str, remedy: str) -> None:
        """Refused here; what stands in for it is not refused again."""
        shown = entry.values[name].encode("utf-8", "replace").decode()
        self._refuse(entry.spots[name], shown, rule, remedy)
        entry.spoiled.add(name)
        entry.values[name] = f"?{entry.start.number}"

    def _own(self, entry: Entry, source_id: str) -> None:
        """Rows of this file are of its report, and of no other."""
        if "source_id" not in entry.values:
            return
        told = entry.values["source_id"]
        if told and told != source_id:
            rule, remedy = "dòng của báo cáo khác", "để trống, hoặc nhập ở báo cáo ấy"
            self._refuse(entry.spots["source_id"], told, rule, remedy)
        entry.values["source_id"] = source_id

    def _cite(self, entry: Entry, by_ref: dict[str, Entry]) -> None:
        for name in _CITING:
            told = entry.values.get(name, "")
            if not told.startswith("@") or name == BY_NAME[entry.table].key:
                continue
            cited = by_ref.get(told[1:])
            if cited is None or cited.table != "observations":
                rule = f"không có dòng “{told[1:]}” nào của mục “{SHEETS['observations']}”"
                remedy = f"chọn lại “{heading(name, BY_NAME[entry.table])}”"
                self._refuse(entry.spots[name], told, rule, remedy)
                entry.spoiled.add(name)
            else:
                entry.cites[name] = cited

    def as_it_stands(self, rows: dict[tuple[str, str], dict[str, str]]) -> None:
        """Fields that were not handed in keep what the row with this key has."""
        for entry in self.reading.entries:
            row = rows.get((entry.table, key_of(entry.table, entry.values)), {})
            for name in entry.values.keys() & row.keys() - self._given[entry]:
                entry.values[name] = row[name]

    def _refuse(self, spot: Field, value: str, rule: str, remedy: str) -> None:
        self.reading.refusals.append(Refusal(spot, value, rule, remedy))
