"""Every quantity of a paragraph: what the grammar reads, and the counts it has no unit for.

The grammar (`phrases`) reads a number with a unit of the contract. A report also counts things the
contract has no unit for (cây xanh, công trình, suất quà), and lists figures after a colon with the
unit in the label ("Tổng số mô hình: 145; cấp huyện 20"). Those are read here with the same grammar,
a known unit standing in for the noun, and keep `measure_unit` empty where the contract has none.
"""

import re
from dataclasses import dataclass, replace

from etl.extract_things import NO_NOUN, THINGS
from etl.phrases import Found, PhraseError, Quantity, find_quantities, read_phrase
from etl.phrases_never import blank
from etl.phrases_units import UNITS, lower, match_unit
from etl.phrases_units import fold as fold_letters

_MOST_WORDS = 8

_NUMBER = r"[0-9][0-9.,]*(?:\s(?=[0-9]{3}(?![0-9]))[0-9]{3})*"
_ONES = "một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười"
_AFTER_NUMBER = re.compile(
    rf"(?P<before>(?:^|[^\W\d_]+|[^\w\s])\s*)(?<![\w.,/-])"
    rf"(?:(?:{_NUMBER}(?<![.,])\s?[-–/]\s?)?{_NUMBER}(?<![.,])"
    r"(?:\s(?:nghìn|ngàn|vạn|triệu|tỷ|tỉ|chục|trăm))*)\s?(?P<noun>km[2²]|(?<=\s)[^\W\d_]{2,})(?P<second>\s[^\W\d_]+)?"
)
_IN_WORDS = re.compile(
    rf"(?<!\w)(?:{_ONES}|mươi|chục|trăm|nghìn|vạn|triệu)\s(?P<noun>"
    + "|".join(sorted(map(re.escape, (t for t in THINGS if " " in t)), key=len, reverse=True))
    + r")(?!\w)"
)
_KNOWN_THING = re.compile(
    "(?:" + "|".join(sorted(map(re.escape, THINGS), key=len, reverse=True)) + r")(?!\w)"
)
_STAND_IN = "hộ"


@dataclass(frozen=True)
class Counted:
    """One quantity of a paragraph, its span in the NFC text and the phrase to print."""

    start: int
    end: int
    text: str
    phrase: str
    quantity: Quantity
    noun: str | None = None  # what is counted, where the contract has no unit for it

    @property
    def unit(self) -> str | None:
        return self.quantity.measure_unit or None


def counted(text: str) -> list[Counted]:
    """The quantities of an NFC paragraph, left to right, none overlapping."""
    found = [_named(text, item) for item in find_quantities(text)]
    found = _merged(text, found)
    found += _things(text, found)
    found += _rates(text, found)
    found += _labelled(text, found)
    return sorted(found, key=lambda item: item.start)


def _named(text: str, item: Found) -> Counted:
    quantity = item.quantity
    pledged = re.search(r"cam kết|đăng ký", text[max(0, item.start - 110) : item.end + 30].lower())
    if quantity.measure_unit == "hamlets" and item.text.lower().endswith(" bản") and pledged:
        quantity = replace(quantity, measure_unit="pledges")  # "412 bản" of a form, not a village
    phrase = _phrase(text, item.start, item.end, item.quantity)
    return Counted(item.start, item.end, item.text, phrase, quantity)


def _merged(text: str, found: list[Counted]) -> list[Counted]:
    """ "3.204 bản/3.260 đảng viên" is a part and its whole, each with its noun."""
    kept: list[Counted] = []
    for item in found:
        last = kept[-1] if kept else None
        joint = text[last.end : item.start].strip() if last else ""
        if last and joint in ("/", "trên tổng số", "trong tổng số") and _whole(last, item):
            quantity = replace(last.quantity, denominator=item.quantity.value)
            whole = text[last.start : item.end]
            kept[-1] = Counted(last.start, item.end, whole, whole, quantity)
        else:
            kept.append(item)
    return kept


def _whole(part: Counted, whole: Counted) -> bool:
    exact = part.quantity.qualifier == whole.quantity.qualifier == "exact"
    measured = {part.unit, whole.unit} & {"%", "VND"}
    return exact and not measured and part.quantity.denominator is None


def _things(text: str, found: list[Counted]) -> list[Counted]:
    """Counts of nouns that the grammar does not know, read with a stand-in for the noun."""
    page = list(_left(text, found))
    bare = lower("".join(page))
    nouns: dict[int, str] = {}
    for match in [*_AFTER_NUMBER.finditer(bare), *_IN_WORDS.finditer(bare)]:
        noun = _noun(text, bare, match)
        if noun:
            nouns[match.start("noun")] = noun
    nouns |= _quoted(text, bare)
    for at, noun in nouns.items():
        page[at : at + len(noun)] = _STAND_IN + "\0" * (len(noun) - len(_STAND_IN))
    return [
        _thing(text, item, nouns)
        for item in find_quantities("".join(page))
        if any(item.start < at < item.end + 1 for at in nouns)
    ]


_PER = re.compile(r"\s?/\s?[^\W\d_]+(?:\s?/\s?[^\W\d_]+)?")


def _rates(text: str, found: list[Counted]) -> list[Counted]:
    """So much for each: "36,2 triệu đồng/người", "5 buổi/tháng". No count, so no unit of one."""
    page = _left(text, found)
    marks = {match.start(): match.end() for match in _PER.finditer(page)}
    for start, end in marks.items():
        if page[start - 1 : start].isalpha():
            page = page[:start] + "\0" * (end - start) + page[end:]
    made = []
    for item in find_quantities(page):
        if item.end in marks:
            end = marks[item.end]
            noun = text[item.start : end].lstrip("0123456789., –-")
            quantity = replace(item.quantity, measure_unit="")
            words = text[item.start : end]
            made.append(Counted(item.start, end, words, words, quantity, noun))
    return made


def _left(text: str, found: list[Counted]) -> str:
    """The text without names and without what has been read already."""
    page = list(blank(text, quoted_names=True))
    for item in found:
        page[item.start : item.end] = "\0" * (item.end - item.start)
    return "".join(page)


def _noun(text: str, bare: str, match: re.Match[str]) -> str | None:
    """The noun after a number; None where the words are none, or the number belongs to a name."""
    at = match.start("noun")
    pair = match["noun"] + (match.groupdict().get("second") or "")
    known = _KNOWN_THING.match(bare, at)
    if known and pair not in NO_NOUN:
        return text[at : known.end()]
    if "before" not in match.groupdict():
        return None
    before = text[match.start("before") : match.start("before") + 1]
    named = before.isupper() and match.start("before") > 0  # Cần Đước 35
    if match["noun"] in NO_NOUN or pair in NO_NOUN or named:
        return None
    second = match["second"] or ""
    whole = match["noun"] + ("" if second.strip() in NO_NOUN else second)
    return text[at : at + len(whole)]


_BEFORE_QUOTE = re.compile(rf"(?<![\w.,/-]){_NUMBER}\s(?=\0{{3}})")


def _quoted(text: str, bare: str) -> dict[int, str]:
    """Things a report counts by a name in quotation marks: "50 “hũ gạo tình thương”"."""
    ends = (match.end() for match in _BEFORE_QUOTE.finditer(bare))
    closing = {at: text.find("”", at) for at in ends if text[at] == "“"}
    return {at: text[at : end + 1] for at, end in closing.items() if end > 0}


def _thing(text: str, item: Found, nouns: dict[int, str]) -> Counted:
    at = max(start for start in nouns if start < item.end + 1)
    code = THINGS.get(lower(nouns[at]))
    end = at + len(nouns[at])
    per = _PER.match(text, end)
    if per:
        end, code = per.end(), None
    quantity = replace(item.quantity, measure_unit=code or "")
    phrase = _cut(text, item.start, end)
    words = phrase[at - item.start :]
    return Counted(item.start, end, text[item.start : end], phrase, quantity, words)


_LABEL = re.compile(
    r"(?:^|(?<=[;,(.:–-]))(?P<label>[^;,(:.0-9]{2,90}?|[^;(:.0-9]{2,120}?(?=\s?:))\s*"
    r"(?P<joint>[:–=]|\slà|(?<=\w))\s*"
    rf"(?P<number>(?:(?:hơn|trên|gần|khoảng)\s)?{_NUMBER}(?<![.,]))(?=\s*(?:$|[;,.)(]|và\s))",
    re.IGNORECASE,
)
_NOUNS = sorted((u for u, code in UNITS.items() if code and len(u) > 3), key=len, reverse=True)
_HEAD = re.compile(
    r"(?:^|(?<=\s))(?:tổng\s)?số\s(?:lượng\s)?(?:các\s)?(?=(?P<unit>[^\W\d].*))", re.IGNORECASE
)
_LEVEL = re.compile(r"^(?:và\s)?(?:trong đó,?\s)?(?:ở\s)?(?:cấp|khối|lĩnh vực)\s[\w\s-]{2,30}$")


def _labelled(text: str, found: list[Counted]) -> list[Counted]:
    """Figures whose unit stands in the label: "Số hội nghị: 134; trong đó cấp huyện 20"."""
    page = _left(text, found)
    made, unit = [], ""
    for match in _LABEL.finditer(page):
        label = lower(match["label"]).strip()
        said = _unit_of(label)
        unit = said or (unit if _LEVEL.match(label) else "")
        if not unit or (said and match["joint"] not in (":", "–", "=", " là")):
            continue
        try:
            quantity = read_phrase(f"{match['number']} {unit}")
        except PhraseError:
            continue
        start, end = match.span("number")
        phrase = _cut(text, match.start("label"), end).strip() if said else text[start:end]
        start = start if said else match.start("label") + _indent(match["label"])
        phrase = " ".join(text[start:end].split()[-_MOST_WORDS:]) if not said else phrase
        if not phrase.endswith(text[end - 1]):
            phrase = text[match.start("number") : end]
        made.append(Counted(start, end, text[start:end], phrase, quantity, unit))
    return made


def _indent(label: str) -> int:
    return len(label) - len(label.lstrip())


def _unit_of(label: str) -> str:
    """The unit word a label counts, as in "tổng số mô hình đăng ký"."""
    head = _HEAD.search(label)
    if head is None:
        return ""
    words = head["unit"]
    unit = match_unit(words, fold_letters(words), 0)
    return words[: unit[0]].split(",")[0].strip() if unit else ""


_STOP = re.compile(r"[,;:.()“”\"\d/]|\s(?:và|với|trong đó|để|nhằm|được)\s")


def _phrase(text: str, start: int, end: int, quantity: Quantity) -> str:
    """The figure with the words after it, at most eight, as long as it still reads the same."""
    phrase = _cut(text, start, end)
    try:
        same = read_phrase(phrase) == quantity
    except PhraseError:
        same = False
    return phrase if same else text[start:end]


def _cut(text: str, start: int, end: int) -> str:
    stop = _STOP.search(text, end)
    tail = text[end : stop.start() if stop else len(text)]
    room = _MOST_WORDS - len(text[start:end].split())
    words = tail.split()[: max(0, min(room, 4))] if tail[:1].isspace() else []
    return " ".join([text[start:end], *words])
