"""Which unit a figure belongs to: the gazetteer of `units.csv`, and who a paragraph speaks of.

A name is never a key: "Sìn Hồ" is a district, a town and, since 1/7/2025, a commune. The word
before the name, and the day of the report, decide; a name that `units.csv` does not hold is kept
as printed, without an id. A level word alone ("toàn huyện") means the unit of that level in scope.
"""

import csv
import re
from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from warehouse.contract import search_key


@dataclass(frozen=True)
class Unit:
    """A unit of the gazetteer, or a place it does not hold yet (no `unit_id`)."""

    unit_id: str | None
    name: str
    short_name: str
    type: str
    level: str
    parent_id: str | None = None
    locality_id: str | None = None
    valid_from: str = ""
    valid_to: str = ""


@dataclass(frozen=True)
class Mention:
    """A place where the text speaks of a unit, or of a level (no unit yet)."""

    at: int
    end: int
    level: str
    unit: Unit | None
    words: str
    local: bool = False  # in brackets, or one of a list: it holds only for what follows at once


class Gazetteer:
    """The units that stood on a day, by name, and how they lie in one another."""

    def __init__(self, units: list[Unit], on: date | None = None) -> None:
        self.units = {u.unit_id: u for u in units}
        day = on.isoformat() if on else None
        standing = [u for u in units if not day or _stands(u, day)]
        if not day:  # undated: reports of before the change of 1/7/2025 are the ones without a date
            standing = [u for u in units if not u.valid_from]
        self._by_name: dict[str, list[Unit]] = {}
        for unit in standing:
            for name in {_plain(unit.name), _plain(unit.short_name)}:
                self._by_name.setdefault(search_key(name), []).append(unit)
        names = sorted((n for n in self._by_name if len(n) > 3), key=len, reverse=True)
        self.names = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names)) or chr(0)})(?!\w)")
        self.standing = standing

    def named(self, name: str, types: tuple[str, ...] = ()) -> Unit | None:
        """The unit of a name and type; of a bare name the highest level there is."""
        found = self._by_name.get(search_key(_plain(name)), [])
        found = [u for u in found if not types or u.type in types]
        return min(found, key=lambda u: LEVELS.index(u.level), default=None)

    def above(self, unit: Unit, level: str) -> Unit | None:
        """The unit of a level that a unit lies in."""
        held: Unit | None = unit
        for _ in range(len(LEVELS)):
            if held is None or held.level == level:
                return held
            held = self.units.get(held.parent_id)
        return None


def _stands(unit: Unit, day: str) -> bool:
    return (unit.valid_from or "0") <= day <= (unit.valid_to or "9")


def read_units(folder: Path) -> list[Unit]:
    """The curated units; an absent file is an empty gazetteer."""
    path = folder / "units.csv"
    if not path.is_file():
        return []
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    columns = Unit.__dataclass_fields__
    return [
        Unit(**{c: row.get(c) or ("" if "valid" in c else None) for c in columns}) for row in rows
    ]


LEVELS = ("province", "district", "commune", "hamlet", "party_cell", "agency", "facility")
_WORDS = {
    "tỉnh": (("province",), "province"),
    "thành phố": (("city",), "district"),
    "tp": (("city",), "district"),
    "huyện": (("district",), "district"),
    "thị xã": (("city", "district"), "district"),
    "quận": (("district",), "district"),
    "xã": (("commune",), "commune"),
    "phường": (("ward",), "commune"),
    "thị trấn": (("township",), "commune"),
    "tỉnh ủy": (("province",), "province"),
    "huyện ủy": (("district",), "district"),
    "thành ủy": (("city",), "district"),
    "thị ủy": (("city", "district"), "district"),
    "khu phố": (("quarter",), "hamlet"),
    "khu dân cư": (("quarter",), "hamlet"),
    "thôn": (("quarter",), "hamlet"),
    "bản": (("quarter",), "hamlet"),
    "ấp": (("quarter",), "hamlet"),
    "khu": (("quarter",), "hamlet"),
    "tổ dân phố": (("quarter",), "hamlet"),
}
UP = "A-ZÀÁẢÃẠĂẮẰẲẴẶÂẤẦẨẪẬĐÈÉẺẼẸÊẾỀỂỄỆÌÍỈĨỊÒÓỎÕỌÔỐỒỔỖỘƠỚỜỞỠỢÙÚỦŨỤƯỨỪỬỮỰỲÝỶỸỴ"
_TYPE = "|".join(sorted(_WORDS, key=len, reverse=True))
_NAME = rf"[{UP}][^\W\d_]*(?:\s[{UP}][^\W\d_]*){{0,3}}"
_TYPED = re.compile(
    rf"(?<!\w)(?P<type>(?i:{_TYPE}))\s(?P<name>{_NAME})"
    rf"|(?<!\w)(?P<small>(?i:khu phố|khu|thôn|bản|ấp|tổ dân phố|phường|quận))\s"
    r"(?P<number>\d{1,2})(?!\w|[.,/]\d|\s?%)"
)
_LEVEL = re.compile(
    r"(?<!\w)(?:(?P<whole>(?i:toàn|cả|trong|địa bàn|khắp|của))\s)?"
    r"(?P<type>(?i:tỉnh ủy|huyện ủy|thành ủy|thị ủy|thành phố|huyện|thị trấn|phường|xã|tỉnh|chi bộ"
    r"|đảng ủy|khu phố|chủ cơ sở|cơ sở(?=\sđã)))(?!\w)"
)
_LEVEL_OF = {word: level for word, (_, level) in _WORDS.items()}
_LEVEL_OF |= {"chi bộ": "party_cell", "đảng ủy": "commune", "chủ cơ sở": "facility"}
_LEVEL_OF |= {"cơ sở": "facility"}
_NOT_SCOPE = re.compile(
    r"(?:\b(?:các|những|mỗi|nhiều|cấp|số|từng|mọi|một|hai|ba|liên|từ|đến|đảng bộ,|hai|\d[\d.]*%?)"
    r"|\bUBND|\bHĐND|\bMTTQ(?: Việt Nam)?|Ủy ban nhân dân|Ban Chấp hành Đảng bộ|Hội \w[\w ]{0,24}"
    r"|Chủ tịch|Công an|Mặt trận|Trung tâm [\w ]{0,12}|trực tiếp|xã hội,|\d)\s$"
)
_NOT_AFTER = re.compile(
    r"\s(?:hội|viên|đội|nào|khác|bộ|ủy|chức)\b|,\s(?:phường|thị trấn|xã)|\strực thuộc"
)
_LISTED = re.compile(
    r"\b(?:các|những|\d+)\s+(?:xã|phường|thị trấn|huyện|tỉnh|thôn|bản)[^.;]{0,60}$"
)


def mentions(text: str, gazetteer: Gazetteer) -> list[Mention]:
    """Units and levels a paragraph speaks of, left to right; the named win over the bare."""
    found: list[Mention] = []
    taken: list[tuple[int, int]] = []

    def add(start: int, end: int, level: str, unit: Unit | None) -> None:
        if any(start < b and a < end for a, b in taken):
            return
        taken.append((start, end))
        depth = text.count("(", 0, start) - text.count(")", 0, start)
        head = text[max(0, start - 90) : start]
        listed = bool(_LISTED.search(head) or re.search(r"\b(?:các|những|\d+)\s$", head))
        found.append(Mention(start, end, level, unit, text[start:end], depth > 0 or listed))

    folded = _Folded(text)
    for start, end in folded.spans(gazetteer.names):
        words = text[start:end]
        unit = gazetteer.named(words)
        typed = unit and unit.level in ("party_cell", "agency", "facility")
        if typed and words[0].isupper():
            add(start, end, unit.level, unit)
    for match in _TYPED.finditer(text):
        unit, end = _typed(match, gazetteer)
        add(match.start(), end, unit.level, unit)
    for start, end in folded.spans(gazetteer.names):
        unit = gazetteer.named(text[start:end])
        if unit and text[start:end].istitle():
            add(start, end, unit.level, unit)
    for match in _LEVEL.finditer(text):
        start = match.start("type")
        before = text[max(0, start - 30) : start]
        if _NOT_SCOPE.search(before) or _NOT_AFTER.match(text, match.end()):
            continue
        add(start, match.end(), _LEVEL_OF[match["type"].lower()], None)
    return sorted(found, key=lambda m: m.at)


def _typed(match: re.Match[str], gazetteer: Gazetteer) -> tuple[Unit, int]:
    """The unit after a type word: the longest name the gazetteer holds, else what is printed."""
    kind = (match["type"] or match["small"]).lower()
    types, level = _WORDS[kind]
    words = (match["name"] or match["number"]).split(" ")
    start = match.start("name" if match["name"] else "number")
    for count in range(len(words), 0, -1):
        name = " ".join(words[:count])
        full = f"{kind} {name}" if level == "hamlet" else name
        unit = gazetteer.named(full, types)
        if unit:
            return unit, start + len(name)
    name = " ".join(words)
    name = name.title() if name.isupper() else name
    return Unit(None, f"{kind.replace(' ủy', '')} {name}", name, types[0], level), match.end()


class _Folded:
    """A text as search keys of the same length, so that spans are those of the text."""

    def __init__(self, text: str) -> None:
        self._key = "".join(search_key(c)[:1] or " " for c in text)

    def spans(self, names: re.Pattern[str]) -> list[tuple[int, int]]:
        return [m.span() for m in names.finditer(self._key)]


def _plain(name: str) -> str:
    """A name without the word of its type: "Huyện Yên Định", "TP Lạng Sơn", "Khu 5 TT Sìn Hồ"."""
    words = " ".join(name.split())
    plain = re.sub(r"^(?:TP|TT|Tỉnh|Thành phố|Huyện|Xã|Phường|Thị trấn)\s", "", words)
    return plain.split(",")[0]


def reported_unit(lines: list[list[Mention]], gazetteer: Gazetteer) -> Unit | None:
    """The unit a report is of: named most, the first lines counting more.

    Level words count for every unit of that level, and for those above the units that are named.
    """
    votes: Counter[tuple[str | None, str]] = Counter()
    units: dict[tuple[str | None, str], Unit] = {}
    levels: Counter[str] = Counter()
    # An official report prints the body above first, then its own, both in capitals.
    heads = [[m for m in line if m.unit and m.words.isupper()] for line in lines[:2]]
    first = 1 if len(heads) == 2 and all(heads) else 0
    for place, line in enumerate(lines):
        for mention in line:
            weight = 6 if place == first else 3 if place < 4 else 1
            if mention.unit is None:
                levels[mention.level] += weight
            elif mention.level in LEVELS[:3] and not mention.local:
                key = mention.unit.unit_id, mention.unit.name.lower()
                units[key] = mention.unit
                votes[key] += weight
    for unit in list(units.values()):
        for level in LEVELS[: LEVELS.index(unit.level)]:
            if above := gazetteer.above(unit, level):
                units.setdefault((above.unit_id, above.name.lower()), above)
    for key, unit in units.items():
        votes[key] += levels[unit.level]
    best = max(units, key=lambda k: (votes[k], -LEVELS.index(units[k].level)), default=None)
    return units[best] if best else None
