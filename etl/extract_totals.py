"""Which total a figure is a part of: by "trong đó", by a sum that holds, by where it stands.

A total is never guessed from size alone: words, a list that adds up, the bullets under a line, or
a unit that lies in the total's unit must say so; a part is of the same kind and no larger.
"""

import re

from etl.extract_counted import Counted
from etl.extract_units import Gazetteer

Record = dict[str, object]

# After "trong đó" a list may go on past semicolons, but not past the bracket it stands in.
_PART = re.compile(
    r"(?:trong đó|trong số (?:đó|này|ấy))[^.)]*$|(?:gồm có|bao gồm|\bgồm\b)[^.;)]*$|\([^.)]*$",
    re.IGNORECASE,
)
_FAR, _MANY = 900, 20  # letters, figures: how far back a total may stand
_KEPT = 300  # figures of paragraphs before
_EACH = re.compile(r"\bmỗi\s[^,;.:]{0,20}$", re.IGNORECASE)
_AMONG = re.compile(r"trong (?:tổng )?số\s*$", re.IGNORECASE)


def total_of(
    item: Counted, earlier: list[Counted], text: str, begin: int
) -> tuple[Counted | None, str]:
    """(total, words) of the figure that another is a part of: before "trong đó", no smaller."""
    begin = max(begin, item.start - _FAR)
    if _EACH.search(text[begin : item.start]):
        return None, ""
    match = _PART.search(text[begin : item.start])
    at = begin + match.start() if match else None
    for whole in reversed(earlier[-_MANY:]):
        among = _AMONG.search(text[max(0, whole.start - 20) : whole.start])
        among = whole.start >= begin and among
        stands_before = at is not None and whole.end <= at
        if (among or stands_before) and _same_kind(item, whole) and _fits(item, whole):
            words = "trong số" if among else " ".join(match[0].split()[:2])
            return whole, words
    return None, ""


_RECIPIENTS = {"persons", "collectives", "households"}


def _same_kind(part: Counted, whole: Counted) -> bool:
    if part.unit != whole.unit:
        return whole.unit in ("exemplars", "recipients") and part.unit in _RECIPIENTS
    return part.unit is not None and part.unit != "%"


def _fits(part: Counted, whole: Counted) -> bool:
    one, two = part.quantity.value, whole.quantity.value
    return one is not None and two is not None and one <= two


_OPENS = re.compile(r"\s?[:(]|[^.;]{0,40}(?:gồm|trong đó)")


def add_up(records: list[Record], text: str) -> None:
    """Parts that a list after their total adds up to: "29 mô hình: 08 cấp huyện, 21 cấp xã"."""
    for place, whole in enumerate(records):
        listed: list[Record] = []
        told = 0
        for part in records[place + 1 : place + 1 + _MANY]:
            if not _alike(part, whole) or part["part_of"] or told >= whole["value"]:
                break
            listed.append(part)
            told += part["value"]
        opens = listed and _OPENS.match(text[whole["end"] : listed[0]["start"]])
        if opens and len(listed) > 1 and told == whole["value"]:
            for record in listed:
                _point(record, whole, f'cộng lại bằng "{whole["quantity"]}" đứng trước')


def across(paragraphs: list[tuple[str, list[Record]]], gazetteer: Gazetteer) -> None:
    """Parts whose total stands in a paragraph before theirs."""
    head: tuple[str, list[Record]] = ("", [])
    told: list[Record] = []
    for text, records in paragraphs:
        figures = [r for r in records if r["table"] == "observations" and r.get("quantity")]
        bullet = _BULLET.match(text) or _numbered_under(text, head[0])
        if _AMONG_THEM.match(text) and head[1]:
            first = [r for r in figures if r["start"] < (text.find(". ") + 1 or len(text))]
            _under(first, head[1][-1:], "chữ đầu đoạn nói về đoạn trước")
        elif bullet and _heads(head):
            _under(figures, head[1][-1:], "mục con của dòng trên")
        for record in figures:
            _within(record, told, gazetteer)
        if figures and not bullet:
            head = text, figures
        told += figures


_BULLET = re.compile(r"[-–+•*]\s")
_DEEPER = re.compile(r"(?P<above>\d{1,3})\.\d{1,2}[.)]?\s")
_AMONG_THEM = re.compile(r"Trong (?:đó|số (?:đó|này|ấy))\b")
_NUMBERED = re.compile(r"\d{1,3}[.)]?\s")


def _numbered_under(text: str, head: str) -> bool:
    """Whether "7.1 Tập thể" stands under "7. Số mô hình"."""
    number = _DEEPER.match(text)
    return bool(number and re.match(rf"{number['above']}[.)]?\s", head))


def _heads(head: tuple[str, list[Record]]) -> bool:
    """Whether bullets may be the parts of a line: it opens a list, or is a row of one figure."""
    text, figures = head
    opens = text.rstrip().endswith((":", "trong đó"))
    return opens or (len(figures) == 1 and bool(_NUMBERED.match(text)))


def _under(parts: list[Record], wholes: list[Record], why: str) -> None:
    for part in parts:
        for whole in wholes:
            if not part["part_of"] and _alike(part, whole) and part["value"] <= whole["value"]:
                _point(part, whole, f'{why}: "{whole["quantity"]}"')


def _within(record: Record, told: list[Record], gazetteer: Gazetteer) -> None:
    """A count of a unit is part of the same count of the unit it lies in: 74 of trên 1.000."""
    unit = gazetteer.units.get(record["unit_id"])
    if record["part_of"] or unit is None or record["indicator_id"] is None:
        return
    for whole in reversed(told[-_KEPT:]):
        larger = gazetteer.units.get(whole["unit_id"])
        same = whole["indicator_id"] == record["indicator_id"] and _alike(record, whole)
        same = same and whole["model_status"] == record["model_status"] and not whole["part_of"]
        lies = larger and larger != unit and gazetteer.above(unit, larger.level) == larger
        if same and lies and not _before(record, whole) and record["value"] <= whole["value"]:
            _point(record, whole, f'đơn vị thuộc {larger.name}, nơi có "{whole["quantity"]}"')
            return


def _before(part: Record, whole: Record) -> bool:
    """Whether a count is of an earlier day than the total: 58 of 2022 is not in a total of 2023."""
    ends = part["period_to"] or part["as_of"]
    day = whole["period_to"] or whole["as_of"]
    return bool(ends and day and ends.year < day.year)


def _alike(part: Record, whole: Record) -> bool:
    unit = part["measure_unit"]
    same = unit == whole["measure_unit"] and unit not in (None, "%")
    stated = part["obs_status"] == whole["obs_status"] == "reported"
    return bool(same and stated and part["value"] is not None and whole["value"] is not None)


def _point(part: Record, whole: Record, why: str) -> None:
    part["part_of"] = whole["observation_id"]
    part["why"]["part_of"] = why
