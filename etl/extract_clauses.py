"""Which words of a sentence are a figure's own, and which figures go together in it."""

import re

from etl.extract_counted import Counted

_CLAUSE = re.compile(r"[;.]\s")
_FAR = 900  # letters; no sentence of a report is as long
_COMMA = re.compile(r"[;.,]\s")
_LIST = re.compile(
    r"[\s,]*(?:và|cùng|với)?\s*(?:lĩnh vực |cấp |ở )?[^.;:\d]{0,45}?(?:,|và)?"
    r"\s*(?:hơn|gần|trên|khoảng)?\s*"
)
_VERB = re.compile(
    r"\b(?:tổ chức|vận động|trao|tặng|hiến|góp|xây|giúp|mở|thu hút|tham gia|đăng ký|khen|biểu dương"
    r"|hỗ trợ|đạt|phát|đăng|làm|có)\b",
    re.IGNORECASE,
)


def own_words(text: str, items: list[Counted], place: int, begin: int, end: int) -> tuple[str, str]:
    """The words that are a figure's own: from the figure before it to the one after it.

    What stands before the next figure's own verb is still its neighbour's.
    """
    item = items[place]
    left = max(begin, items[place - 1].end) if place else begin
    right = min(end, items[place + 1].start) if place + 1 < len(items) else end
    before, after = text[left : item.start], text[item.end : right]
    closes = list((_CLAUSE if left == begin else _COMMA).finditer(before))
    if closes:
        before = before[closes[-1].end() :]
    opens = _CLAUSE.search(after)
    if opens:
        after = after[: opens.start()]
    elif right < end and (verb := _next_clause(after)):
        after = after[:verb]
    return before, after


_SHARE = re.compile(
    r"[^\d.;:]{0,25}[,(]?\s?\(?(?:chiếm|đạt|tương đương|bằng)?(?:\s?tỷ lệ)?\s*|\s\(", re.IGNORECASE
)


_ALONG = re.compile(r"[^\d.,;:]{0,25}\s(?:với|cho|gồm|có|thu hút)\s(?:hơn|gần|trên|khoảng)?\s?")


def goes_along(whole: Counted, item: Counted, text: str) -> bool:
    """Whether people are those of the classes, groups or models counted just before them."""
    people = item.unit in ("persons", "attendances")
    groups = whole.unit in ("sessions", "models") or whole.noun is not None
    gap = _ALONG.fullmatch(text[whole.end : item.start])
    return bool(people and groups and gap and _THEIRS.search(item.phrase))


_THEIRS = re.compile(r"thành viên|học viên|hội viên|lượt|người (?:học|dự|tham gia)", re.IGNORECASE)


def near(text: str, begin: int, item: Counted, end: int) -> str:
    """The sentence around a figure; of one without an end, the part that can be about it."""
    return text[max(begin, item.start - _FAR) : min(end, item.end + _FAR)]


def _next_clause(after: str) -> int:
    """Where the words after a figure begin to speak of the next: at a comma before a verb."""
    for comma in re.finditer(r",\s", after):
        if _VERB.search(after, comma.end()):
            return comma.start()
    return 0


def in_list(text: str, items: list[Counted], place: int, begin: int) -> bool:
    """Whether a figure only goes on with the list of the one before it."""
    if not 0 < place < len(items) or items[place - 1].start < begin:
        return False
    last, item = items[place - 1], items[place]
    gap = text[last.end : item.start]
    people = {"persons", "collectives", "households", "recipients"}
    if "%" in (last.unit, item.unit):  # each share says of what it is
        return False
    alike = last.unit == item.unit or {last.unit, item.unit} <= people
    return bool(alike and _LIST.fullmatch(gap) and not _VERB.search(gap))


def is_share(whole: Counted, item: Counted, text: str) -> bool:
    """Whether a percentage is the share of the figure printed right before it."""
    return item.unit == "%" and bool(_SHARE.fullmatch(text[whole.end : item.start]))
