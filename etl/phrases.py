"""Read quantities in Vietnamese report phrases: "hơn 500 cuốn sổ" → books, more than 500.

A phrase is read as printed or refused. Nothing is repaired or guessed: a number without a unit we
know, a number that breaks the grammar (11.8 tỷ, 7OO) and a rate ("5 buổi/tháng") are refused by
`read_phrase` and passed over by `find_quantities`. Document numbers, dates, periods and names that
hold digits are never quantities. What a figure means (a stock, a target, an order, a change) is
for the person who curates it.

Read in this order: a zero ("không có chi bộ …"), a magnitude ("hàng nghìn …"), a fraction
("52/52 hộ"), a range ("250 – 500 nghìn đồng"), one number with its qualifier, and what a table
prints the other way round ("lượt người: 15.310"). The units are in
`phrases_units`, the numbers in `phrases_numbers`, what is blanked out first in `phrases_never`;
what a figure then stands for is in `phrases_quantity`.
"""

import re
import unicodedata
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from etl import phrases_quantity as stands
from etl import phrases_units as units
from etl.phrases_never import blank
from etl.phrases_numbers import (
    MILLION,
    ONE,
    SCALES,
    STARTS,
    Number,
    is_continuation,
    plain,
    read_number,
    token_end,
)
from etl.phrases_quantity import Quantity

MEASURE_UNITS = units.MEASURE_UNITS


@dataclass(frozen=True)
class Found:
    """A quantity and its span in the NFC text: qualifier, number and unit words."""

    start: int
    end: int
    text: str
    quantity: Quantity


class PhraseError(ValueError):
    """The phrase does not hold exactly one quantity we can read; the message says what to do."""


def find_quantities(text: str) -> list[Found]:
    """Every quantity in running prose, left to right, none overlapping. Spans are of the NFC text.

    A short quotation is a name (“2 mẫu mực, 1 điểm sáng”) and is passed over; a long one is speech.
    """
    text = unicodedata.normalize("NFC", text)
    _, hits = _read(text, False)  # by place, as below: the cache tells them apart
    return [Found(hit.start, hit.end, text[hit.start : hit.end], hit.quantity) for hit in hits]


def read_phrase(text: str) -> Quantity:
    """The one quantity a phrase holds; PhraseError for none, several, or digits left unread."""
    text = unicodedata.normalize("NFC", text)
    for trusting in (False, True):  # trust only a phrase that reads as nothing otherwise
        page, hits = _read(text, trusting)
        if hits:
            break
    if not hits and (turned := _turned(text)):
        return read_phrase(turned)
    if len(hits) > 1:
        names = ", ".join(f'"{text[hit.start : hit.end]}"' for hit in hits)
        raise PhraseError(
            f'"{text}" có {len(hits)} số liệu: {names}; mỗi dòng chỉ ghi một số liệu; '
            f"tách thành {len(hits)} dòng."
        )
    unread = page.text[: hits[0].start] + "\0" + page.text[hits[0].end :] if hits else page.text
    if not hits or re.search(r"[0-9]", unread):
        raise PhraseError(_refusal(text, unread))
    return hits[0].quantity


_LABELLED = re.compile(
    r"(?:tổng\s)?(?:số\s(?:lượng\s)?(?:các\s)?)?(?P<what>[^\d:]+?)\s?:\s"
    r"(?P<number>(?:(?:hơn|trên|gần|khoảng)\s)?[0-9][0-9.,]*)"
)


def _turned(text: str) -> str | None:
    """A table's "Số lượt người: 15.310" as prose says it, "15.310 lượt người"; None for others."""
    match = _LABELLED.fullmatch(text.strip().lower())
    unit = match and units.match_unit(match["what"], units.fold(match["what"]), 0)
    return f"{match['number']} {match['what'][: unit[0]]}" if unit else None


_LETTER_AS_DIGIT = re.compile(r"[0-9][oil]|(?<!\w)[oil][0-9]")
_NEXT_NUMBER = re.compile(r"[0-9](?:[0-9.,]*[0-9])?")


def _refusal(text: str, unread: str) -> str:
    """Why a phrase was refused: the value, the rule, what to do."""
    if _LETTER_AS_DIGIT.search(unread):
        return f'"{text}" không đọc được thành số; sửa cụm từ theo báo cáo (chữ O thay số 0?).'
    printed = _NEXT_NUMBER.search(unread)
    if printed is None:
        named = re.search(r"[0-9]", text)
        reason = "chỉ có số hiệu, thời gian hoặc tên gọi" if named else "không có số liệu nào"
        return f'"{text}" {reason}; chép lại cụm từ trong báo cáo, gồm cả số và đơn vị tính.'
    number = read_number(unread, printed.start())
    if number is None:
        return (
            f'"{text}": "{printed[0]}" không đọc được thành số; dấu chấm tách từng nhóm ba chữ số, '
            "dấu phẩy tách phần thập phân, tối đa 15 chữ số; sửa cụm từ theo báo cáo."
        )
    unit = units.match_unit(unread, units.fold(unread), number.end)
    if number.english is not None and unit and unit[1] in units.MEASURED:
        return (
            f'"{text}": "{printed[0]}" có thể là {number.english} hoặc số thập phân; '
            "không đoán; chọn chỗ khác trong báo cáo ghi rõ số này."
        )
    return (
        f'"{text}": chưa hiểu số "{printed[0]}"; sau số phải là đơn vị tính đã biết, cụm từ '
        "không còn số nào khác (không nhận tỷ suất như 5 buổi/tháng, mức chênh như cao hơn 5%, "
        "số âm, khoảng viết ngược); chép đủ đơn vị, tách cụm từ, hoặc thêm đơn vị vào "
        "etl/phrases_units.py."
    )


@dataclass(frozen=True)
class _Page:
    text: str  # NFC, names blanked, lower case
    folded: str  # the same without accents
    trusting: bool  # the caller vouches for a quantity: "một mô hình" then counts 1


@dataclass(frozen=True)
class _Hit:
    start: int
    end: int
    quantity: Quantity


_Reading = tuple[_Hit | None, int]  # what was read, if anything, and where to read on


def _page(text: str, trusting: bool) -> _Page:
    text = units.lower(blank(text, quoted_names=not trusting))
    return _Page(text, units.fold(text), trusting)


_SCALE_WORDS = "|".join(SCALES)
_START = re.compile(
    rf"(?<!\w)(?<!nếu )(?<!khi )(?<!phải )không\s{{1,3}}(?:có|còn)\s{{1,3}}"
    rf"(?=(?P<noun>(?:{units.DENIED})(?!\w)))"
    rf"|(?<!\w)(?:hàng|vài|mấy)\s{{1,3}}(?P<first>{_SCALE_WORDS})(?!\w)"
    r"(?:\s{1,3}(?P<second>nghìn|ngàn|triệu|tỷ|tỉ)(?!\w))?"
    rf"|(?<!\w)(?<![0-9\0][.,/:])(?P<number>{STARTS})"
)


def _scan(page: _Page) -> list[_Hit]:
    hits: list[_Hit] = []
    resume = 0
    for match in _START.finditer(page.text):
        if match.start() < resume:
            continue
        floor = hits[-1].end if hits else 0
        if match["number"]:
            hit, resume = _count(page, match.start(), floor)
        else:
            hit, resume = (_zero if match["noun"] else _magnitude)(page, match)
        if hit:
            hits.append(hit)
    return hits


@lru_cache(maxsize=2)  # what is found in a phrase and what it says are asked one after the other
def _read(text: str, trusting: bool) -> tuple[_Page, tuple[_Hit, ...]]:
    page = _page(text, trusting)
    return page, tuple(_scan(page))


def _zero(page: _Page, match: re.Match[str]) -> _Reading:
    unit = units.match_unit(page.text, page.folded, match.start("noun"))
    if unit is None:
        return None, match.end()
    none = stands.exact(unit[1], Number(unit[0], Decimal(0), None))
    return _Hit(match.start(), unit[0], none), unit[0]


def _magnitude(page: _Page, match: re.Match[str]) -> _Reading:
    scale = SCALES[match["first"]] * SCALES.get(match["second"], ONE)
    unit = units.match_unit(page.text, page.folded, match.end())
    if unit is None:
        return None, match.end()
    quantity = stands.bounded(unit[1], "magnitude", lower=(scale, True))
    return _Hit(match.start(), unit[0], quantity), unit[0]


def _count(page: _Page, at: int, floor: int) -> _Reading:
    """A fraction, a range or a single number at a position."""
    number = read_number(page.text, at)
    if number is None or is_continuation(page.text, at):
        return None, token_end(page.text, at)
    return (
        _fraction(page, at, floor, number)
        or _range(page, at, floor, number)
        or _single(page, at, floor, number)
    )


_SLASH = re.compile(r"\s?/\s?(?=[0-9])")
_TO = re.compile(r"\s{0,2}[-–—]\s{0,2}|\s{1,3}(?:đến|tới)\s{1,3}(?P<below>dưới\s{1,3})?")


def _fraction(page: _Page, at: int, floor: int, part: Number) -> _Reading | None:
    """Part and whole, as in "171/177 đảng viên". 12/11 is read too: a plan can be exceeded."""
    slash = _SLASH.match(page.text, part.end)
    if slash is None:
        return None
    whole = read_number(page.text, slash.end())
    if whole is None:
        return None, token_end(page.text, slash.end())
    unit = units.match_unit(page.text, page.folded, whole.end)
    if unit is None or unit[1] not in units.COUNTED:
        return None, whole.end
    part, whole = stands.settled(part, unit[1]) or part, stands.settled(whole, unit[1]) or whole
    qualified = units.match_qualifier(page.text, floor, at)[1]
    if part.step or whole.step or qualified:
        return None, unit[0]
    return _Hit(at, unit[0], stands.exact(unit[1], part, denominator=plain(whole.value))), unit[0]


def _range(page: _Page, at: int, floor: int, low: Number) -> _Reading | None:
    """Two ends, as in "250 – 500 nghìn đồng": the scale and the unit serve both.

    The first may have its own ("10% - 15%"). "khoảng" before a range changes nothing: the range
    already says how vague it is.
    """
    own = _unit_of(page, low)
    joint = _TO.match(page.text, low.end) or (own and _TO.match(page.text, own[0]))
    high = read_number(page.text, joint.end()) if joint else None
    if not joint or high is None:
        return None
    if own and joint.start() < own[0]:
        own = None
    unit = _unit_of(page, high)
    if unit is None or (own and own[1] != unit[1]):
        return None if own else (None, high.end)
    if low.scale == 1 and not own:
        low = replace(low, value=low.value * high.scale, scale=high.scale)
    ends = stands.settled(low, unit[1]), stands.settled(high, unit[1])
    since = units.match_from(page.text, floor, at)
    start, kind, _ = units.match_qualifier(page.text, floor, since)
    if not ends[0] or not ends[1] or ends[0].value >= ends[1].value or kind not in ("", "about"):
        return None, unit[0]
    bounds = (ends[0].value, True), (ends[1].value, not joint["below"])
    return _Hit(start, unit[0], stands.bounded(unit[1], "range", None, *bounds)), unit[0]


def _single(page: _Page, at: int, floor: int, number: Number) -> _Reading:
    unit = _unit_of(page, number)
    settled = stands.settled(number, unit[1]) if unit else None
    if unit is None or settled is None:
        return None, number.end
    start, kind, words = units.match_qualifier(page.text, floor, at)
    end, onwards = units.match_onwards(page.text, unit[0])
    if onwards and not kind:
        start, kind = units.match_from(page.text, floor, at), onwards
    elif onwards or kind == "difference":
        return None, end
    # "một tiêu chí" is mostly "a criterion" and "trên một địa bàn" a place; "ít nhất một" counts.
    if number.weak and not page.trusting and (not kind or words == "trên"):
        return None, end
    return _Hit(start, end, stands.qualified(unit[1], settled, kind)), end


def _unit_of(page: _Page, number: Number) -> tuple[int, str] | None:
    unit = units.match_unit(page.text, page.folded, number.end)
    if unit is None and number.scale >= MILLION and not number.weak:
        unit = units.match_unsaid_dong(page.text, number.end)
    return unit
