"""Entries of a draft in words: state, phrase, reading, each value as the lists say it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from desk.draft import Entry
from exhibits import numbers, vi_desk
from warehouse import codes
from warehouse.contract import BY_NAME, Column
from warehouse.headings import KEYS, LABELS

IN_TEXT = ("observations", "models", "commendations", "study_activities")


@dataclass(frozen=True)
class Known:
    """What a field may choose from: id → label, in the order it is offered."""

    units: Mapping[str, str]
    indicators: Mapping[str, str]
    count_kinds: Mapping[str, str]  # of an indicator

    @classmethod
    def of(
        cls, units: Sequence[Mapping[str, object]], indicators: Sequence[Mapping[str, object]]
    ) -> "Known":
        return cls(
            {str(u["unit_id"]): _unit(u) for u in units},
            {str(i["indicator_id"]): _indicator(i) for i in indicators},
            {str(i["indicator_id"]): str(i["count_kind"]) for i in indicators},
        )

    def and_drafted(self, entries: Sequence[Entry]) -> "Known":
        """With the units and indicators the draft itself brings."""
        new = [e.values for e in entries if e.state != "refused"]
        units = {v["unit_id"]: _unit(v) for v in new if v.get("unit_id") and "parent_id" in v}
        made = [v for v in new if v.get("indicator_id") and "definition" in v]
        return replace(
            self,
            units={i: vi_desk.NEW_ONE.format(label) for i, label in units.items()} | self.units,
            indicators={v["indicator_id"]: vi_desk.NEW_ONE.format(_indicator(v)) for v in made}
            | self.indicators,
            count_kinds={v["indicator_id"]: v.get("count_kind", "") for v in made}
            | self.count_kinds,
        )


def _unit(row: Mapping[str, object]) -> str:
    """ "Huyện Yên Định (cấp huyện, Tỉnh Thanh Hóa, đến 30/06/2025)": a name is no key."""
    told = [codes.LEVEL.get(str(row["level"]), ""), str(row.get("parent") or "")]
    start, end = _day(row.get("valid_from")), _day(row.get("valid_to"))
    told.append(f"{start} – {end}" if start and end else "")
    told.append(vi_desk.FROM_DAY.format(start) if start and not end else "")
    told.append(vi_desk.TO_DAY.format(end) if end and not start else "")
    return f"{row['name']} ({', '.join(filter(None, told))})"


def _indicator(row: Mapping[str, object]) -> str:
    unit = codes.MEASURE_UNIT.get(str(row["measure_unit"]), "")
    topic = codes.TOPIC.get(str(row["topic"]), "")
    return " · ".join(filter(None, (str(row["name"]), unit, topic)))


def _day(value: object) -> str:
    if isinstance(value, str):
        return spoken_day(value)
    return numbers.day(value) if isinstance(value, date) else ""


def heading(table: str, column: str) -> str:
    """What the column is called in a form of this table; "" for none."""
    own = column == BY_NAME[table].key
    return (KEYS.get(table) if own else None) or LABELS.get(column, "")


def spoken_day(value: str) -> str:
    """ "2023-03-17" as 17/03/2023; anything else as it was typed."""
    try:
        return numbers.day(date.fromisoformat(value)) if value else ""
    except ValueError:
        return value


def state(entry: Entry) -> str:
    """open, refused, and of accepted ones: as suggested, corrected, or added by a person."""
    if entry.state != "accepted":
        return entry.state
    if not entry.suggested:
        return "added"
    typed = [c.name for c in BY_NAME[entry.table].typed]
    suggested = {name: _text(entry.suggested.get(name)) for name in typed}
    changed = [n for n in typed if n in entry.suggested and _differs(entry, n, suggested[n])]
    return "corrected" if changed else "accepted"


def _differs(entry: Entry, name: str, suggested: str) -> bool:
    # A reference is suggested by the extractor's own number and kept by the entry's.
    reference = BY_NAME[entry.table].column(name).references == "observations"
    key = name == BY_NAME[entry.table].key
    now = entry.values.get(name, "")
    return not key and now != suggested and not (reference and now.startswith("@"))


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def phrase(entry: Entry) -> str:
    """The words that must stand in the text; of a unit or indicator, its name."""
    column = BY_NAME[entry.table].phrase or "name"
    return entry.values.get(column, "")


def title(entry: Entry) -> str:
    """ "… Số liệu ¶6: “hơn 500 cuốn”", as lists and links say it."""
    place = f" ¶{entry.paragraph}" if entry.paragraph else ""
    kind = vi_desk.TABLES.get(entry.table, entry.table)
    return f"{vi_desk.SIGNS[state(entry)]} {kind}{place}: “{phrase(entry)}”"


def value(column: Column, text: str, known: Known, entries: Sequence[Entry] = ()) -> str:
    """A value of a row as people read it."""
    if not text:
        return ""
    if column.kind == "codes":
        return "; ".join((column.codes or {}).get(part, part) for part in text.split(";"))
    if column.codes:
        return column.codes.get(text, text)
    if column.kind == "bool":
        return vi_desk.BOOLS.get(text, text)
    if column.kind == "date":
        return spoken_day(text)
    if column.references == "units":
        return known.units.get(text, text)
    if column.references == "indicators":
        return known.indicators.get(text, text)
    if text.startswith("@"):
        cited = next((e for e in entries if f"@{e.entry_id}" == text), None)
        return f"“{phrase(cited)}” ¶{cited.paragraph}" if cited else text
    return text


def reading(entry: Entry, check: Mapping | None) -> str:
    """How the phrase is read: "hơn 500 cuốn · lớn hơn 500 cuốn sổ"; "" where nothing was read.

    The check's own reading where there is one; the extractor's while its phrase stands.
    """
    if entry.table != "observations":
        return ""
    read = ((check or {}).get("readings") or {}).get(str(entry.entry_id))
    unchanged = _text(entry.suggested.get("as_printed")) == entry.values.get("as_printed", "")
    if read is None and unchanged:
        read = entry.suggested
    if not read or not read.get("qualifier"):
        return ""
    bounds = {name: _number(read.get(name)) for name in ("lower", "upper", "denominator")}
    told = numbers.bounds({**read, **bounds})
    if bounds["denominator"] is not None:
        told = vi_desk.OUT_OF.format(told, numbers.amount(bounds["denominator"]))
    unit = codes.MEASURE_UNIT.get(str(read.get("measure_unit") or ""), "")
    unit = unit or str(entry.suggested.get("counted") or "")
    exactness = codes.QUALIFIER.get(str(read["qualifier"]), "")
    return vi_desk.READ_AS.format(" ".join(filter(None, (told, unit))), exactness)


def _number(read: object) -> Decimal | None:
    return None if read is None or read == "" else Decimal(str(read))
