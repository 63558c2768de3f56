"""Every published answer a second, slow way: loops over the curated files, no SQL and no pandas.

Each function bears the name of the question in `warehouse.queries` it answers and returns the same
rows as dictionaries, in the same order. Only the phrase grammar is shared; it has its own tests.
"""

import csv
import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path

import yaml

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


# ------------------------------------------------------------------------------------- figures


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


_READ = (
    "quantity", "value", "lower", "upper", "lower_inclusive", "upper_inclusive", "denominator",
    "qualifier", "measure_unit",
)  # fmt: skip
_TYPED = (
    "count_kind", "obs_status", "recipient", "model_status", "counting_level", "period_from",
    "period_to", "period_text", "period_basis", "as_of", "part_of", "note", "source_id",
    "paragraph",
)  # fmt: skip


def touched(row: Row) -> list[int]:
    """Years a figure's period touches; none when the report does not give it."""
    start = row["period_from"] or row["as_of"]
    if start is None:
        return []
    source = one("sources", "source_id", row["source_id"])
    ends = (row["period_to"], row["as_of"], source["published_on"], source["event_on"], start)
    end = next(day for day in ends if day)
    return list(range(start.year, end.year + 1))


def in_period(view: View, row: Row) -> bool:
    if not view.years and not view.undated:
        return True
    years = touched(row)
    return bool(set(years) & set(view.years)) or (view.undated and not years)


def years() -> list[int]:
    return sorted({year for row in read("observations") for year in touched(row)})


def figures(view: View, topics: tuple[str, ...] = ()) -> list[Row]:
    found = []
    for row in placed("observations", view):
        indicator = one("indicators", "indicator_id", row["indicator_id"])
        if (topics and indicator["topic"] not in topics) or not in_period(view, row):
            continue
        read_as = reading(row["as_printed"], row["obs_status"]).values
        found.append(
            {
                "observation_id": row["observation_id"],
                **of_unit(row),
                "unit_id": row["unit_id"],
                "topic": indicator["topic"],
                "indicator_id": row["indicator_id"],
                "indicator": indicator["name"],
                "is_core": indicator["is_core"],
                "indicator_unit": indicator["measure_unit"],
                "as_printed": row["as_printed"],
                **{name: read_as.get(name) for name in _READ},
                **{name: row[name] for name in _TYPED},
                **checked(row["observation_id"]),
            }
        )
    return sorted(
        found,
        key=lambda r: (
            unit_place(r["locality_id"]), r["topic"], not r["is_core"], unit_place(r["unit_id"]),
            r["source_id"], r["paragraph"], r["observation_id"],
        ),
    )  # fmt: skip


def checked(observation_id: object) -> Row:
    """The gravest of the findings that touch a figure, and their kinds."""
    from tests import plain_consistency  # which reads the files through this module

    every = findings(View()) + plain_consistency.computed(View())
    touching = [f for f in every if observation_id in f["observation_ids"]]
    grave = ("warning", "note", "holds")
    worst = min((f["severity"] for f in touching), key=grave.index, default=None)
    return {"severity": worst, "finding_kinds": sorted({f["kind"] for f in touching})}


def comparable(view: View, indicators: tuple[str, ...] = ()) -> list[Row]:
    """Figures with what comparing needs besides."""
    links = read("unit_links")
    found = []
    for row in figures(View(view.localities, view.levels)):
        if indicators and row["indicator_id"] not in indicators:
            continue
        own, source = unit(row["unit_id"]), one("sources", "source_id", row["source_id"])
        after = [r["to_unit_id"] for r in links if r["from_unit_id"] == row["unit_id"]]
        inside, above = [], own["parent_id"]
        while above:
            inside.append(above)
            above = unit(above)["parent_id"]
        found.append(
            without(row, "severity", "finding_kinds")
            | {"source_kind": source["kind"]}
            | {name: source[name] for name in ("published_on", "event_on")}
            | {
                name: own[name]
                for name in ("valid_from", "valid_to", "commune_count", "commune_year")
            }
            | {"inside": sorted(inside), "became": sorted(after)}
        )
    return found


def compared() -> set[str]:
    """The compared localities' unit ids."""
    return {str(r["unit_id"]) for r in read("sources")}


# ------------------------------------------------------------------------------------ coverage


def status(locality_id: str, indicator: Row) -> tuple[str, str | None]:
    """What a locality's report says of an indicator for the locality itself, and where."""
    own = [
        r
        for r in read("observations")
        if (r["unit_id"], r["indicator_id"]) == (locality_id, indicator["indicator_id"])
    ]
    for wanted in ("reported", "mentioned", "instructed"):
        said = [r for r in own if r["obs_status"] == wanted]
        if not said:
            continue
        last = max(r["paragraph"] for r in said)
        told = min(
            (r for r in said if r["paragraph"] == last), key=lambda r: str(r["observation_id"])
        )
        zero = reading(told["as_printed"], wanted).values.get("value") == 0
        return "reported_zero" if zero else wanted, told["observation_id"]
    return ("silent" if indicator["asked_of"] == "every" else "not_applicable"), None


def coverage(view: View) -> list[Row]:
    found = []
    for place in localities():
        if not seen(view, place["locality_id"], place["level"]):
            continue
        for indicator in read("indicators"):
            said, observation_id = status(place["locality_id"], indicator)
            inside = [
                r
                for r in read("observations")
                if r["indicator_id"] == indicator["indicator_id"]
                and r["obs_status"] == "reported"
                and r["unit_id"] != place["locality_id"]
                and unit(r["unit_id"])["locality_id"] == place["locality_id"]
            ]
            found.append(
                {
                    "locality_id": place["locality_id"],
                    "locality": place["short_name"],
                    "locality_name": place["name"],
                    "level": place["level"],
                    "topic": indicator["topic"],
                    "indicator_id": indicator["indicator_id"],
                    "indicator": indicator["name"],
                    "definition": indicator["definition"],
                    "is_core": indicator["is_core"],
                    "status": said,
                    "observation_id": observation_id,
                    "inside_count": len(inside),
                }
            )
    return sorted(
        found,
        key=lambda r: (
            unit_place(r["locality_id"]), r["topic"], not r["is_core"], fold(r["indicator"])
        ),
    )  # fmt: skip


# -------------------------------------------------------------------- models, praise, activities


def named_models(
    view: View, kinds: tuple[str, ...] = (), fields: tuple[str, ...] = (), search: str = ""
) -> list[Row]:
    found = []
    for row in placed("models", view):
        text = f"{fold(row['name'])} {fold(row['owner'] or '')} {fold(row['unit'])}"
        if kinds and row["kind"] not in kinds:
            continue
        if fields and not set(fields) & set(row["fields"]):
            continue
        if fold(search.strip()) in text:
            found.append(row)
    found.sort(
        key=lambda r: (unit_place(r["locality_id"]), in_order(r["name"]), str(r["model_id"]))
    )
    return [without(r, "unit_id") for r in found]


def models_by_field(view: View) -> list[Row]:
    found: dict[tuple[object, str], int] = {}
    for row in placed("models", view):
        for code in row["fields"]:
            key = row["locality_id"], code
            found[key] = found.get(key, 0) + 1
    return _counted(found, "field")


def models_by_kind(view: View) -> list[Row]:
    found: dict[tuple[object, str], int] = {}
    for row in placed("models", view):
        key = row["locality_id"], row["kind"]
        found[key] = found.get(key, 0) + 1
    return _counted(found, "kind")


def _counted(found: dict[tuple[object, str], int], code: str) -> list[Row]:
    keys = sorted(found, key=lambda k: (unit_place(k[0]), k[1]))
    return [
        {"locality": unit(place).get("short_name"), code: key, "names": found[place, key]}
        for place, key in keys
    ]


def statements(view: View) -> list[Row]:
    found = placed("commendations", view)
    found.sort(
        key=lambda r: (unit_place(r["locality_id"]), r["paragraph"], str(r["commendation_id"]))
    )
    return [without(r, "unit_id") for r in found]


def activities(view: View, activities: tuple[str, ...] = (), search: str = "") -> list[Row]:
    found = []
    for row in placed("study_activities", view):
        text = f"{fold(row['as_printed'])} {fold(row['unit'])}"
        if (not activities or row["activity"] in activities) and fold(search.strip()) in text:
            found.append(row)
    found.sort(
        key=lambda r: (
            unit_place(r["locality_id"]), r["activity"], r["paragraph"], str(r["activity_id"])
        )
    )  # fmt: skip
    return [without(r, "unit_id") for r in found]


def activity_kinds(view: View) -> list[Row]:
    groups: dict[tuple[object, str], list[Row]] = {}
    for row in placed("study_activities", view):
        groups.setdefault((row["locality_id"], row["activity"]), []).append(row)
    found = []
    for place, activity in sorted(groups, key=lambda k: (unit_place(k[0]), k[1])):
        rows = groups[place, activity]
        often = {r["frequency"] for r in rows} - {"unstated", "once"}
        found.append(
            {
                "locality": unit(place).get("short_name"),
                "activity": activity,
                "times": len(rows),
                "frequencies": sorted(often),
                "only_instructed": all(r["obs_status"] == "instructed" for r in rows),
            }
        )
    return found


# --------------------------------------------------------------------- units, sources, findings


def localities() -> list[Row]:
    own = {s["unit_id"] for s in read("sources")}
    found = [
        {
            "locality_id": u["unit_id"],
            "name": u["name"],
            "short_name": u["short_name"],
            "level": u["level"],
            "valid_to": u["valid_to"],
            "parent": unit(u["parent_id"]).get("name"),
            "province_rank": 1
            + unit_place(
                u["unit_id"] if u["level"] == "province" or not u["parent_id"] else u["parent_id"]
            ),
            "label": u["name"],  # no two of the five have one name
        }
        for u in read("units")
        if u["unit_id"] in own
    ]
    return sorted(found, key=lambda r: unit_place(r["locality_id"]))


def units_inside(locality_id: str) -> list[Row]:
    names = ("unit_id", "name", "type", "level", "parent", "gso_code", "valid_from", "valid_to",
             "legal_basis")  # fmt: skip
    found = []
    for own in read("units"):
        if locality_id in (own["unit_id"], own["locality_id"]):
            row = {**own, "parent": unit(own["parent_id"]).get("name")}
            found.append({name: row[name] for name in names})
    return sorted(found, key=lambda r: (r["unit_id"] != locality_id, unit_place(r["unit_id"])))


def successors(unit_id: str) -> list[Row]:
    found = []
    for link in read("unit_links"):
        old, new = unit(link["from_unit_id"]), unit(link["to_unit_id"])
        if unit_id in (old["unit_id"], old["parent_id"]):
            found.append(
                {
                    **link,
                    "from_name": old["name"],
                    "to_name": new["name"],
                    "gso_code": new["gso_code"],
                    "to_parent": unit(new["parent_id"]).get("name"),
                    "valid_from": new["valid_from"],
                }
            )
    return sorted(found, key=lambda r: (unit_place(r["from_unit_id"]), unit_place(r["to_unit_id"])))


def sources(view: View) -> list[Row]:
    found = []
    for source in read("sources"):
        own = unit(source["unit_id"])
        if not seen(view, source["unit_id"], own["level"]):
            continue
        taken = {
            name: [r for r in read(table) if r["source_id"] == source["source_id"]]
            for name, table in (
                ("figures", "observations"), ("models", "models"),
                ("statements", "commendations"), ("activities", "study_activities"),
            )
        }  # fmt: skip
        found.append(
            {
                **source,
                "unit": own["name"],
                "level": own["level"],
                "reported": len([r for r in taken["figures"] if r["obs_status"] == "reported"]),
                **{name: len(rows) for name, rows in taken.items()},
            }
        )
    return sorted(
        found,
        key=lambda r: (
            unit_place(r["unit_id"]), r["published_on"] or date.max, str(r["source_id"])
        ),
    )  # fmt: skip


@cache
def registered() -> list[Row]:
    """The remarks of `findings.yml`, all words."""
    text = (CURATED / "findings.yml").read_text(encoding="utf-8")
    return yaml.load(text, Loader=yaml.BaseLoader)


def findings(view: View) -> list[Row]:
    """What people registered; what the build works out is in `plain_consistency`."""
    found = []
    for entry in registered():
        cited = list(entry.get("observations") or {})
        row = {name: entry.get(name) for name in ("expected", "found", "gap")}
        row |= {name: entry[name] for name in ("finding_id", "source_id", "kind", "severity")}
        row |= {"origin": "curated", "observation_ids": cited, "text": entry["text"]}
        paragraphs = {one("observations", "observation_id", o)["paragraph"] for o in cited}
        found.append(row | {"paragraphs": sorted(paragraphs)})
    return about(view, found)


def about(view: View, found: list[Row]) -> list[Row]:
    """The findings about the reports the view lets through, in order, with their locality."""
    told = []
    for row in found:
        own = unit(one("sources", "source_id", row["source_id"])["unit_id"])
        if seen(view, own["unit_id"], own["level"]):
            told.append(row | {"locality_id": own["unit_id"], "locality": own["short_name"]})
    return sorted(told, key=lambda r: (unit_place(r["locality_id"]), str(r["finding_id"])))


def cell(locality_id: str, topic: str) -> str:
    """The overview's cell: the strongest thing said about a topic's core indicators."""
    order = ("reported", "reported_zero", "mentioned", "instructed", "silent", "not_applicable")
    said = [
        status(locality_id, indicator)[0]
        for indicator in read("indicators")
        if indicator["topic"] == topic and indicator["is_core"]
    ]
    return min(said, key=order.index)


def without(row: Row, *names: str) -> Row:
    return {key: value for key, value in row.items() if key not in names}
