"""Figures whose unit stands in a label or a cell: "Số hội nghị: 134; trong đó cấp huyện 20"."""

import re
from dataclasses import replace

from etl.extract_counted import MOST_WORDS, NUMBER, Counted, cut, left
from etl.extract_things import THINGS
from etl.phrases import PhraseError, Quantity, read_phrase
from etl.phrases_units import UNITS, lower, match_unit
from etl.phrases_units import fold as fold_letters

_LABEL = re.compile(
    r"(?:^|(?<=[;,(.:–-]))(?P<label>[^;,(:.0-9]{2,90}?|[^;(:.0-9]{2,120}?(?=\s?:))\s*"
    r"(?P<joint>[:–=]|\slà|(?<=\w))\s*"
    rf"(?P<number>(?:(?:hơn|trên|gần|khoảng)\s)?{NUMBER}(?<![.,]))(?=\s*(?:$|[;,.)(]|và\s))",
    re.IGNORECASE,
)
_NOUNS = sorted((u for u, code in UNITS.items() if code and len(u) > 3), key=len, reverse=True)
_HEAD = re.compile(
    r"(?:^|(?<=\s))(?:tổng\s)?số\s(?:lượng\s)?(?:các\s)?(?=(?P<unit>[^\W\d].*))", re.IGNORECASE
)
_LEVEL = re.compile(r"^(?:và\s)?(?:trong đó,?\s)?(?:ở\s)?(?:cấp|khối|lĩnh vực)\s[\w\s-]{2,30}$")


def labelled(text: str, found: list[Counted]) -> list[Counted]:
    """Figures whose unit stands in the label: "Số hội nghị: 134; trong đó cấp huyện 20"."""
    page = left(text, found)
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
        phrase = cut(text, match.start("label"), end).strip() if said else text[start:end]
        start = start if said else match.start("label") + _indent(match["label"])
        phrase = " ".join(text[start:end].split()[-MOST_WORDS:]) if not said else phrase
        if not phrase.endswith(text[end - 1]):
            phrase = text[match.start("number") : end]
        made.append(Counted(start, end, text[start:end], phrase, quantity, unit))
    return made


_ROW = re.compile(
    r"^(?P<mark>(?:\d{1,3}(?:\.\d{1,2})*[.)]?|[-–+•*]|[a-zđ][.)])\s)?"
    rf"(?P<label>[^\W\d_](?:[^0-9]|(?<=m)[23]){{2,140}}?)(?P<joint>:?\s)(?P<number>{NUMBER}(?<![.,]))$"
)
_PLACES = {"communes", "hamlets", "agencies", "party_cells", "party_bodies", "party_groups"}
_COUNT = re.compile(r"^(?:tổng\s)?số\s(?:lượng\s)?(?:các\s)?")


def row(text: str) -> Counted | None:
    """The figure of a table's row that ends in it: "3 Tỷ lệ tham gia % 98,2", "- Cấp xã hộ 14".

    Its unit is the cell before the number, else what the label counts.
    """
    match = _ROW.match(_page(text))
    if match is None or not (match["mark"] or ": " in match["label"]):
        return None
    label, end = text[match.start("label") : match.end("label")], match.end("number")
    unit, width = _cell(label)
    counts = _counted(label)
    if not unit and not counts:
        return None
    if counts and (not unit or len(counts) >= len(label) - width or counts == "%" != unit):
        unit, width = counts, 0
    if unit == "bản" and re.search(r"cam kết|đăng ký", lower(label)):
        unit = "bản cam kết"  # a form, not a village
    quantity = _read(match["number"], unit)
    if quantity is None:
        return None
    start = match.end("label") - width if width else match.start("number")
    printed = text[start if width else match.start("label") : end]
    phrase = " ".join(printed.split()[-MOST_WORDS:])
    return Counted(start, end, text[start:end], phrase, quantity, unit)


_LAST = re.compile(rf"(?<=\s){NUMBER}$")


def _page(text: str) -> str:
    """The text without names; the last number of a row "Số lớp … lớp 17" names no class."""
    page, last = left(text, []), _LAST.search(text)
    if last is None or not re.match(r"[\W\d]*(?:tổng )?số ", lower(text)):
        return page
    return page[: last.start()].replace("\0", " ") + last[0]


def _cell(label: str) -> tuple[str, int]:
    """(unit, letters) of the cell of units that ends a row's label; none where all is label."""
    words = lower(label).replace(":", " ").split()
    for count in range(min(4, len(words) - 1), 0, -1):
        tail = " ".join(words[-count:])
        money = _MONEY.fullmatch(tail)
        known = match_unit(tail, fold_letters(tail), 0) == (len(tail), UNITS.get(tail))
        if money or known or tail in THINGS:
            return tail, len(label) - label.lower().rfind(words[-count], 0, len(label))
    return "", 0


def _read(number: str, unit: str) -> Quantity | None:
    """A number with its unit; any unit stands in for a noun that the contract has none for."""
    known = _MONEY.fullmatch(unit) or match_unit(unit, fold_letters(unit), 0)
    try:
        quantity = read_phrase(f"{number} {unit if known else 'hộ'}")
    except PhraseError:
        return None
    return quantity if known else replace(quantity, measure_unit=THINGS.get(unit) or "")


_BRACKET = re.compile(r"[^\d.;:()]{0,30}\((?P<list>[^()]{4,120})\)")
_SHARE = re.compile(rf"\s*(?P<label>[^\d]{{2,40}}?):?\s(?P<number>{NUMBER}(?<![.,]))\s*")


def bracketed(text: str, found: list[Counted]) -> list[Counted]:
    """Parts in brackets that take the unit of their total and add up to it: "138 mô hình (tập thể
    91, cá nhân 47)"."""
    page = left(text, found)
    made: list[Counted] = []
    for whole in found:
        match = _BRACKET.match(page, whole.end)
        told = re.split(r"[,;]|\svà\s", match["list"]) if match else []
        shares = [_SHARE.fullmatch(part) for part in told]
        if len(shares) < 2 or not all(shares) or not whole.unit:
            continue
        values = [_read(share["number"], "hộ") for share in shares]
        if not all(values) or sum(v.value for v in values) != whole.quantity.value:
            continue
        at = match.start("list")
        for part, share, value in zip(told, shares, values, strict=True):
            at = page.index(part, at)
            start, end = at + share.start("label"), at + share.end("number")
            quantity = replace(value, measure_unit=whole.unit)
            words, at = text[start:end], end
            made.append(Counted(start, end, words, words, quantity, whole.noun))
    return made


_MONEY = re.compile(r"(?:nghìn|ngàn|triệu|tỷ|tỉ) đồng")


def _counted(label: str) -> str:
    """The unit words that open a label: "Số mô hình đăng ký", "Tỷ lệ đảng viên …"."""
    words = lower(label)
    if words.startswith(("tỷ lệ", "tỉ lệ")):
        return "%"
    words, said = _COUNT.subn("", words)
    unit = match_unit(words, fold_letters(words), 0)
    if unit and unit[1] in _PLACES and not said and not words.startswith("tổ chức"):
        return ""  # "Xã Định Tiến 25", "Chi bộ 3"
    return words[: unit[0]].split(",")[0].strip() if unit else ""


_RAISED = re.compile(
    r"(?:nâng|đưa)\s(?:tổng\s)?số\s(?:lượng\s)?(?P<noun>[^\d,;.:]{2,60}?)\s(?:lên|đạt)\s"
    rf"(?:tới\s|đến\s|thành\s)?(?P<number>(?:(?:hơn|trên|gần|khoảng)\s)?{NUMBER}(?<![.,]))"
    r"(?=\s*(?:$|[;,.)(]|(?:và|với)\s))",
    re.IGNORECASE,
)


def raised(text: str, found: list[Counted]) -> list[Counted]:
    """Totals that leave their noun behind: "nâng tổng số tổ góp vốn lên 41 với …"."""
    made = []
    for match in _RAISED.finditer(left(text, found)):
        noun = lower(match["noun"])
        unit = match_unit(noun, fold_letters(noun), 0)
        quantity = _read(match["number"], noun[: unit[0]] if unit else noun)
        if quantity is None:
            continue
        start, end = match.span("number")
        phrase = " ".join(text[match.start("noun") : end].split()[-MOST_WORDS:])
        made.append(Counted(start, end, text[start:end], phrase, quantity, match["noun"]))
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
