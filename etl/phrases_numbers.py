"""Read the number itself: 1.275 · 11,8 tỷ · 2 triệu 500 nghìn · hai mươi lăm. No units here.

A number that breaks the grammar (11.8, 1.27.500, 0.500) is not repaired: `read_number` gives None.
The text must be lower case.
"""

import re
from dataclasses import dataclass, replace
from decimal import Decimal

SCALES = {
    "chục": Decimal(10),
    "trăm": Decimal(100),
    "nghìn": Decimal(1000),
    "ngàn": Decimal(1000),
    "vạn": Decimal(10_000),
    "triệu": Decimal(10**6),
    "tỷ": Decimal(10**9),
    "tỉ": Decimal(10**9),
}
ONE, HUNDRED, MYRIAD, MILLION = Decimal(1), Decimal(100), Decimal(10_000), Decimal(10**6)
_ONES = {"một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7}
_ONES |= {"tám": 8, "chín": 9}
_ENDINGS = _ONES | {"mốt": 1, "tư": 4, "lăm": 5, "nhăm": 5}  # only after mười or mươi
_ARTICLES = frozenset({"một", "năm"})  # "một" is also "a", "năm" also "year"
_MOST_DIGITS = 15  # more would no longer be exact in Decimal's 28 digits once scaled


@dataclass(frozen=True)
class Number:
    end: int
    value: Decimal
    step: Decimal | None  # one unit of the last printed place; None for a plain whole number
    scale: Decimal = ONE  # of the last magnitude word
    english: Decimal | None = None  # the other reading of "1,275"
    weak: bool = False  # "một", "năm", "chục" alone: perhaps no number at all


_ONE, _END, _SCALED = "|".join(_ONES), "|".join(_ENDINGS), "|".join(SCALES)
STARTS = rf"[0-9]|(?:{_ONE}|mười|nửa|{_SCALED})(?!\w)"
_GAP = re.compile(r"\s{1,3}")
_HUNDREDS = re.compile(rf"(?P<digit>{_ONE})\s{{1,3}}trăm(?!\w)")
_TENS = re.compile(
    rf"(?:(?P<digit>{_ONE})\s{{1,3}}mươi|mười)(?!\w)(?:\s{{1,3}}(?P<ending>{_END})(?!\w))?"
)
_ODD = re.compile(rf"(?:linh|lẻ)\s{{1,3}}(?P<digit>{_ONE})(?!\w)")
_UNIT = re.compile(rf"(?P<digit>{_ONE})(?!\w)")
_SCALE = re.compile(
    rf"\s{{0,3}}(?P<first>{_SCALED})(?!\w)(?:\s{{1,3}}(?P<second>{_SCALED})(?!\w))?"
)
_HALF_OF = re.compile(rf"nửa(?=\s{{1,3}}(?:{_SCALED})(?!\w))")
_HALF = re.compile(r"\s{1,3}rưỡi(?!\w)")
# A space groups thousands only where every group is whole; otherwise it ends the number.
_SPACED = re.compile(r"[1-9][0-9]{0,2}(?:[ \u00a0\u202f\u2009][0-9]{3})+(?:,[0-9]+)?(?![0-9])")
_PRINTED = re.compile(r"[0-9]+(?:[.,][0-9]+)*")
_DOTTED = re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3})+(?:,(?P<places>[0-9]+))?")
_PLAIN = re.compile(r"[0-9]+(?:,(?P<places>[0-9]+))?")
_ENGLISH = re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{3})+")
_NUMBER_BEFORE = re.compile(rf"(?:[0-9]|(?<!\w)(?:{_END}|mười|mươi|trăm|linh|lẻ|{_SCALED}))\s\Z")
_DASHES = frozenset("−-–—")


def plain(value: Decimal) -> Decimal:
    """The same number without exponent or idle zeros, so that it prints the way people write."""
    return value.quantize(ONE) if value == value.to_integral_value() else value.normalize()


def token_end(text: str, at: int) -> int:
    """Where the printed number at a position ends, readable or not."""
    match = _PRINTED.match(text, at)
    return match.end() if match else at + 1


def is_continuation(text: str, at: int) -> bool:
    """Whether what stands left of a number belongs to it: a minus sign, or another number.

    A glued dash may only open a list item ("-28 tập thể"), but no number is worth a wrong sign.
    Of "năm bảy hộ" or "12 34 hộ" no part is read.
    """
    glued = text[max(0, at - 1) : at] in _DASHES
    return glued or _NUMBER_BEFORE.search(text, max(0, at - 8), at) is not None


def _read_digits(text: str, at: int) -> Number | None:
    match = _SPACED.match(text, at) or _PRINTED.match(text, at)
    if match is None or sum(map(str.isdigit, match[0])) > _MOST_DIGITS:
        return None
    printed = re.sub(r"\s", ".", match[0])
    english = Decimal(printed.replace(",", "")) if _ENGLISH.fullmatch(printed) else None
    if printed.count(",") > 1:  # 1,234,567 has one reading only
        return None if english is None else Number(match.end(), english, None)
    whole = _DOTTED.fullmatch(printed) or _PLAIN.fullmatch(printed)
    if whole is None:
        return None
    value = Decimal(printed.replace(".", "").replace(",", "."))
    step = ONE.scaleb(-len(whole["places"])) if whole["places"] else None
    return Number(match.end(), value, step, english=english)


def _read_words(text: str, at: int) -> Number | None:
    """A number below a thousand in words: chín, mười lăm, hai mươi mốt, một trăm linh năm, nửa."""
    value, end = 0, at
    if half := _HALF_OF.match(text, at):  # "nửa triệu đồng"
        return Number(half.end(), ONE / 2, ONE / 10)
    if hundreds := _HUNDREDS.match(text, at):
        value, end = 100 * _ONES[hundreds["digit"]], hundreds.end()
        gap = _GAP.match(text, end)
        at = gap.end() if gap else end
    if tens := _TENS.match(text, at):
        value += 10 * _ONES.get(tens["digit"], 1) + _ENDINGS.get(tens["ending"], 0)
        return Number(tens.end(), Decimal(value), None)
    if rest := (_ODD if hundreds else _UNIT).match(text, at):
        weak = rest["digit"] in _ARTICLES and not hundreds
        return Number(rest.end(), Decimal(value + _ONES[rest["digit"]]), None, weak=weak)
    return Number(end, Decimal(value), None) if hundreds else None


def _scaled(text: str, part: Number) -> Number:
    """The number with its magnitude words; they make it a rounded one."""
    match = _SCALE.match(text, part.end)
    if match is None:
        return part
    scale, end = SCALES[match["first"]], match.end("first")
    second = SCALES.get(match["second"], ONE)
    if second > HUNDRED and scale <= MYRIAD and second > scale:  # nghìn tỷ, trăm triệu
        scale, end = scale * second, match.end()
    value, step = part.value * scale, (part.step or ONE) * scale
    if half := _HALF.match(text, end):
        value, step, end = value + scale / 2, scale / 10, half.end()
    return Number(end, value, step, scale)


def _part(text: str, at: int) -> Number | None:
    part = _read_digits(text, at) if "0" <= text[at : at + 1] <= "9" else _read_words(text, at)
    return _scaled(text, part) if part else None


def read_number(text: str, at: int) -> Number | None:
    """The number at a position with its magnitude words; None where nothing there reads as one."""
    total = _part(text, at)
    if total is None:
        bare = _scaled(text, Number(at, ONE, None))  # "hơn chục"
        return replace(bare, weak=True) if bare.end > at else None
    in_words = not "0" <= text[at] <= "9"
    # "2 triệu 500 nghìn" goes on, "một nghìn hai trăm hộ" too; "2 triệu 500 hộ" does not.
    while total.scale > 1 and total.step == total.scale and (gap := _GAP.match(text, total.end)):
        part = _part(text, gap.end())
        if part is None or part.value >= total.scale or (part.scale == 1 and not in_words):
            break
        total = replace(part, value=total.value + part.value, weak=False)
    return total
