"""Every quantity of a paragraph: what the grammar reads, and the counts it has no unit for.

The grammar (`phrases`) reads a number with a unit of the contract. A report also counts things the
contract has no unit for (cây xanh, công trình, suất quà): they are read with the same grammar, a
known unit standing in for the noun, and keep `measure_unit` empty where the contract has none.
Figures whose unit stands in a label or a table's cell come from `extract_rows`.
"""

import re
from dataclasses import replace
from itertools import chain

from etl.extract_counted import NUMBER, Counted, cut, left, phrase_of
from etl.extract_rows import bracketed, labelled, raised, row
from etl.extract_things import NO_NOUN, SURFACES, THINGS
from etl.phrases import Found, find_quantities, read_phrase
from etl.phrases_units import UNITS, lower, match_onwards

_ONES = "một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười"
_AFTER_NUMBER = re.compile(
    rf"(?P<before>(?:^|[^\W\d_]+|[^\w\s])\s*)(?<![\w.,/-])"
    rf"(?:(?:{NUMBER}(?<![.,])\s?[-–/]\s?)?{NUMBER}(?<![.,])"
    r"(?:\s(?:nghìn|ngàn|vạn|triệu|tỷ|tỉ|chục|trăm))*)\s?"
    r"(?P<noun>km[2²]|(?<=\s)(?:ý(?=\s(?:kiến|tưởng|nguyện))|[^\W\d_]{2,}))(?P<second>\s[^\W\d_]+)?"
)
_IN_WORDS = re.compile(
    rf"(?<!\w)(?:{_ONES}|mươi|chục|trăm|nghìn|vạn|triệu)\s(?P<noun>"
    + "|".join(sorted(map(re.escape, (t for t in THINGS if " " in t)), key=len, reverse=True))
    + r")(?!\w)"
)
# "hai chục tiểu thương": two words make a number sure enough for any noun.
_IN_TWO_WORDS = re.compile(
    rf"(?P<before>)(?<!\w)(?:{_ONES})\s(?:chục|trăm|nghìn|ngàn|vạn)\s"
    r"(?P<noun>[^\W\d_]{2,})(?P<second>\s[^\W\d_]+)?"
)
_KNOWN_THING = re.compile(
    "(?:" + "|".join(sorted(map(re.escape, THINGS), key=len, reverse=True)) + r")(?!\w)"
)
_STAND_IN = "hộ"


def counted(text: str) -> list[Counted]:
    """The quantities of an NFC paragraph, left to right, none overlapping."""
    if cells := row(text):
        return [cells]
    found = [_named(text, item) for item in find_quantities(text)]
    found = _merged(text, found)
    found += _things(text, found)
    found += _rates(text, found)
    found += labelled(text, found)
    found += raised(text, found)
    found += bracketed(text, found)
    return sorted(found, key=lambda item: item.start)


def _named(text: str, item: Found) -> Counted:
    quantity = item.quantity
    pledged = re.search(r"cam kết|đăng ký", text[max(0, item.start - 110) : item.end + 30].lower())
    if quantity.measure_unit == "hamlets" and item.text.lower().endswith(" bản") and pledged:
        quantity = replace(quantity, measure_unit="pledges")  # "412 bản" of a form, not a village
    if quantity.measure_unit == "recipients" and _GOOD.match(text, item.end):
        quantity = replace(quantity, measure_unit="exemplars")
    phrase = phrase_of(text, item.start, item.end, item.quantity)
    return Counted(item.start, item.end, item.text, phrase, quantity)


_GOOD = re.compile(r"\s[“\"]?người tốt", re.IGNORECASE)


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
    page = list(left(text, found))
    bare = lower("".join(page))
    nouns: dict[int, str] = {}
    matches = (p.finditer(bare) for p in (_AFTER_NUMBER, _IN_WORDS, _IN_TWO_WORDS))
    for match in chain.from_iterable(matches):
        noun = _noun(text, bare, match)
        if noun:
            nouns[match.start("noun")] = noun
    nouns |= _quoted(text, bare)
    for match in _ON.finditer(bare):
        page[match.start() : match.end()] = "\0" * len(match[0])
    for at, noun in nouns.items():
        page[at : at + len(noun)] = _STAND_IN + "\0" * (len(noun) - len(_STAND_IN))
    return [
        _thing(text, item, nouns)
        for item in find_quantities("".join(page))
        if any(item.start < at < item.end + 1 for at in nouns)
    ]


# "trên 04 loại hình" says where, "có trên 40 trang" how many.
_ON = re.compile(
    r"(?<!\w)(?<!có )(?<!với )(?<!được )(?<!gồm )(?<!lập )(?<!dựng )(?<!trì )trên"
    rf"(?=\s{NUMBER}\s(?:{SURFACES})(?!\w))"
)
_PER = re.compile(r"\s?/\s?[^\W\d_]+(?:\s?/\s?[^\W\d_]+)?")


def _rates(text: str, found: list[Counted]) -> list[Counted]:
    """So much for each: "36,2 triệu đồng/người", "5 buổi/tháng". No count, so no unit of one."""
    page = left(text, found)
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
            onwards = end + match_onwards(lower(text[end : end + 20]), 0)[0]
            if onwards > end and quantity.qualifier == "exact":
                open_ended = read_phrase(text[item.start : item.end] + text[end:onwards])
                quantity, end = replace(open_ended, measure_unit=""), onwards
            words = text[item.start : end]
            made.append(Counted(item.start, end, words, words, quantity, noun))
    return made


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


_BEFORE_QUOTE = re.compile(rf"(?<![\w.,/-]){NUMBER}\s(?=\0{{3}})")


def _quoted(text: str, bare: str) -> dict[int, str]:
    """Things a report counts by a name in quotation marks: "50 “hũ gạo tình thương”"."""
    ends = (match.end() for match in _BEFORE_QUOTE.finditer(bare))
    closing = {at: text.find("”", at) for at in ends if text[at] == "“"}
    return {at: text[at : end + 1] for at, end in closing.items() if end > 0}


_PERSONS = "|".join(sorted((u for u, code in UNITS.items() if code == "persons"), key=len)[::-1])
_SUBJECT = re.compile(rf"(?<!\w)(?P<unit>{_PERSONS})\s(?:có|là|đạt)\s\Z")
_DID = re.compile(r"(?:tham gia|tham dự|dự|học tập|đăng ký|ký)\b")


def _thing(text: str, item: Found, nouns: dict[int, str]) -> Counted:
    at = max(start for start in nouns if start < item.end + 1)
    code = THINGS.get(lower(nouns[at]))
    end = at + len(nouns[at])
    per = _PER.match(text, end)
    if per:
        end, code = per.end(), None
    subject = _SUBJECT.search(lower(text[max(0, item.start - 40) : item.start]))
    if subject and _DID.match(lower(nouns[at])):  # "đảng viên có 2.150 tham gia"
        code = UNITS[subject["unit"]]
    quantity = replace(item.quantity, measure_unit=code or "")
    phrase = cut(text, item.start, end)
    words = phrase[at - item.start :]
    return Counted(item.start, end, text[item.start : end], phrase, quantity, words)
