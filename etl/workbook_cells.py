"""What stands in a cell of the entry workbook for a curated value, and back.

Staff see words: "có số liệu", "Huyện Yên Định (đến 30/06/2025) [yen-dinh]", 17/03/2023. The curated
files keep codes, ids and ISO dates. What is not understood goes through as typed, for the contract
to refuse; nothing is guessed.
"""

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from etl.workbook_form import Field

Rows = list[dict[str, str]]
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_DAY_FIRST = re.compile(r"(\d{1,2})\s?[/.-]\s?(\d{1,2})\s?[/.-]\s?(\d{4})")
_WITH_ID = re.compile(r"(?P<name>.*\S)\s*\[(?P<id>[^\[\]]+)\]", re.DOTALL)
_BOOL = {"true": "có", "false": "không"}
_TRUTH = {"có": "true", "không": "false", "true": "true", "false": "false"}


@dataclass(frozen=True)
class Typed:
    """A cell in the curated form; with a remark, or with why it is refused."""

    value: str
    remark: str = ""
    rule: str = ""
    remedy: str = ""


class Known:
    """Ids a cell may refer to, with their names, from the curated rows."""

    def __init__(self, tables: Mapping[str, Rows]) -> None:
        self._tables = tables
        # table → id → what a list shows, and the bare name.
        self.labels = {name: _labels(name, tables) for name in _NAMED if name in tables}
        self._ids = {
            name: {label: key for key, label in labels.items()}
            for name, labels in self.labels.items()
        }
        self._names = {
            name: _by_name(tables[name], *_NAMED[name]) for name in self.labels if _NAMED[name][1]
        }

    def label(self, table: str, key: str) -> str:
        return self.labels.get(table, {}).get(key, key)

    def read(self, table: str, text: str) -> Typed:
        """The id a cell names: by itself, by its label, by the id in brackets, or by a name that
        only one row has."""
        labels = self.labels.get(table, {})
        if text in labels:
            return Typed(text)
        if key := self._ids.get(table, {}).get(text):
            return Typed(key)
        if found := _WITH_ID.fullmatch(text):
            key = found["id"].strip()
            if key in labels:
                return Typed(key, f"tên ghi cạnh mã nay là “{labels[key]}”; đọc theo mã")
            return Typed(key)
        return self._named(table, text)

    def _named(self, table: str, text: str) -> Typed:
        names = self._names.get(table, {})
        keys = names.get(_folded(text), [])
        if len(keys) == 1:
            return Typed(keys[0], f"đọc là “{self.label(table, keys[0])}”")
        if keys:
            choices = "; ".join(f"“{self.label(table, key)}”" for key in keys)
            return Typed(text, rule=f"tên này là của {len(keys)} dòng", remedy=f"chọn {choices}")
        near = difflib.get_close_matches(_folded(text), names, n=1, cutoff=0.6)
        if near and " " in text:  # a name; an id may be that of a row of this workbook
            label = self.label(table, names[near[0]][0])
            return Typed(text, rule="tên không có trong danh sách", remedy=f"có phải “{label}”?")
        return Typed(text)


# key and name column of what cells refer to; figures have phrases, which are no names
_NAMED = {
    "sources": ("source_id", "title"),
    "units": ("unit_id", "name"),
    "indicators": ("indicator_id", "name"),
    "observations": ("observation_id", ""),
}


def _labels(table: str, tables: Mapping[str, Rows]) -> dict[str, str]:
    key = _NAMED[table][0]
    labels = {}
    units = {row["unit_id"]: row["short_name"] for row in tables.get("units", [])}
    for row in tables[table]:
        if table == "observations":
            name = f"{row['as_printed']} · {units.get(row['unit_id'], row['unit_id'])}"
        else:
            name = row[_NAMED[table][1]]
        if table == "units":
            name += _lifetime(row["valid_from"], row["valid_to"])
        plain = not set("[]") & set(row[key])
        labels[row[key]] = f"{_short(name)} [{row[key]}]" if plain else row[key]
    return labels


def _lifetime(start: str, end: str) -> str:
    if start and end:
        return f" ({show_date(start)} – {show_date(end)})"
    if end:
        return f" (đến {show_date(end)})"
    return f" (từ {show_date(start)})" if start else ""


def _short(name: str) -> str:
    return name if len(name) <= 48 else name[:47].rstrip() + "…"


def _by_name(rows: Rows, key: str, name: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for row in rows:
        found.setdefault(_folded(row[name]), []).append(row[key])
    return found


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def show_date(iso: str) -> str:
    found = _ISO.fullmatch(iso)
    return "/".join(reversed(found.groups())) if found else iso


def read_date(text: str) -> str:
    """ISO for a day written day first; anything else as it stands."""
    if found := _DAY_FIRST.fullmatch(text):
        day, month, year = map(int, found.groups())
        try:
            return date(year, month, day).isoformat()
        except ValueError:
            return text
    return text


def show(field: Field, value: str, known: Known) -> str:
    """What the workbook shows for a curated value."""
    if not value:
        return ""
    if field.kind == "reference":
        return known.label(field.references or "", value)
    if field.kind == "code":
        return (field.codes or {}).get(value, value)
    if field.kind == "codes":
        each = [part.strip() for part in value.split(";")]
        # Written back with bare semicolons: another way of writing the list stays as it is.
        plain = ";".join(each) == value and all(part in (field.codes or {}) for part in each)
        return "; ".join((field.codes or {})[part] for part in each) if plain else value
    if field.kind == "date":
        return show_date(value)
    return _BOOL.get(value, value) if field.kind == "bool" else value


def read(field: Field, text: str, known: Known) -> Typed:
    """The curated value a cell's text means. `text` is not empty."""
    if field.kind == "reference":
        return known.read(field.references or "", text)
    if field.kind == "code":
        return Typed(_code(field, text))
    if field.kind == "codes":
        parts = [part.strip() for part in text.split(";")]
        if all(part in (field.codes or {}) for part in parts):
            return Typed(text)
        return Typed(";".join(_code(field, part) for part in parts))
    if field.kind == "date":
        return Typed(read_date(text))
    return Typed(_TRUTH.get(text.casefold(), text) if field.kind == "bool" else text)


def _code(field: Field, text: str) -> str:
    listed = field.codes or {}
    if text in listed:
        return text
    words = {_folded(label): code for code, label in listed.items()}
    return words.get(_folded(text), text)
