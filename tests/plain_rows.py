"""Rows of the curated files, read with loops: no SQL and no pandas, for `tests.plain`."""

import csv
import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path

from etl.phrases import find_quantities, read_phrase
from warehouse.queries import View

CURATED = Path(__file__).parents[1] / "data" / "curated"
Row = dict[str, object]

_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_TONES = "\u0300\u0309\u0303\u0301\u0323"  # in the order of “à ả ã á ạ”
_MARKS = " _-–—,;:!?.'’\"“”()[]{}@*/\\&#%…+<=>|~"
_LAST = 10**9  # of a row whose unit belongs to no compared locality


@cache
def read(table: str) -> list[Row]:
    """Rows of a curated file; an empty cell is None, a column of days holds days."""
    rows: list[Row] = []
    with (CURATED / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file):
            row: Row = {k: unicodedata.normalize("NFC", v.strip()) or None for k, v in line.items()}
            for name, value in row.items():
                if value and name in _DAYS:
                    row[name] = date.fromisoformat(value)
                elif name in ("paragraph", "paragraph_count", "commune_count", "commune_year"):
                    row[name] = int(value) if value else None
                elif name in ("is_core", "is_breakthrough"):
                    row[name] = {"true": True, "false": False}[value]
                elif name == "fields":
                    row[name] = [code.strip() for code in re.split("[;|]", value)]
            rows.append(row)
    return rows


_DAYS = {"valid_from", "valid_to", "published_on", "event_on", "period_from", "period_to", "as_of"}


def fold(text: str) -> str:
    """Lower case without accents; đ is d and y is i; no point inside a number."""
    letters = unicodedata.normalize("NFD", text.lower())
    bare = "".join(c for c in letters if not unicodedata.combining(c))
    return re.sub(r"(\d)\.(\d)", r"\1\2", bare.replace("đ", "d").replace("y", "i"))


@cache
def in_order(name: str) -> tuple[list[int], list[int]]:
    """A sort key of Vietnamese dictionaries: letters first, tones second, 2 before 10."""
    letters, tones = [], []
    for part in re.findall(r"\d+|\D", unicodedata.normalize("NFC", name)):
        if part.isdigit():
            letters.append(100 + int(part))
            tones.append(0)
            continue
        pieces = unicodedata.normalize("NFD", part.lower())
        tone = [c for c in pieces if c in _TONES]
        letter = unicodedata.normalize("NFC", "".join(c for c in pieces if c not in _TONES))
        letters.append(
            10**7 + _ALPHABET.index(letter) if letter in _ALPHABET else _MARKS.index(letter)
        )
        tones.append(_TONES.index(tone[0]) + 1 if tone else 0)
    return letters, tones


@cache
def one(table: str, key: str, value: object) -> Row:
    """The row of a table with this key; an empty one for no value."""
    return next((r for r in read(table) if value and r[key] == value), {})


def unit(unit_id: object) -> Row:
    return one("units", "unit_id", unit_id)


@cache
def unit_place(unit_id: str | None) -> int:
    """Place of a unit in the order of names; a row without one comes last."""
    units = sorted(read("units"), key=lambda u: (in_order(u["name"]), u["unit_id"]))
    return next((n for n, u in enumerate(units) if u["unit_id"] == unit_id), _LAST)


def of_unit(row: Row) -> Row:
    """What a row says of its unit: locality, names, level."""
    own = unit(row["unit_id"])
    return {
        "locality_id": own["locality_id"],
        "locality": unit(own["locality_id"]).get("short_name"),
        "unit": own["name"],
        "level": own["level"],
    }


def seen(view: View, locality_id: object, level: object) -> bool:
    """True when the view's places let a row of this locality and level through."""
    if view.localities and locality_id not in view.localities:
        return False
    return not view.levels or level in view.levels


def placed(table: str, view: View) -> list[Row]:
    """Rows of a table whose unit the view lets through, with what they say of it."""
    rows = [{**row, **of_unit(row)} for row in read(table)]
    return [r for r in rows if seen(view, r["locality_id"], r["level"])]


@dataclass
class Reading:
    """A phrase as the grammar reads it; nothing of it when there is no number."""

    values: Row = field(default_factory=dict)


@cache
def reading(phrase: str, status: str) -> Reading:
    """Value, bounds, qualifier and unit of a phrase."""
    found = find_quantities(phrase)
    if status == "mentioned" or (status == "instructed" and not found):
        return Reading()
    read_as = read_phrase(phrase)
    numbers = {
        name: None if (v := getattr(read_as, name)) is None else float(v)
        for name in ("value", "lower", "upper", "denominator")
    }
    names = ("lower_inclusive", "upper_inclusive", "qualifier", "measure_unit")
    return Reading(
        {
            "quantity": found[0].text if found else phrase,
            **numbers,
            **{name: getattr(read_as, name) for name in names},
        }
    )


def without(row: Row, *names: str) -> Row:
    return {key: value for key, value in row.items() if key not in names}
