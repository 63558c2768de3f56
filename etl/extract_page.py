"""Which lines of a page are the report: site furniture, captions, comments and other articles are
set aside, each with the reason a reader sees.

Paragraphs keep the numbers of the contract (¶n is the n-th non-empty line), set aside or not.
"""

import re
from dataclasses import dataclass, replace

from etl.phrases import find_quantities
from etl.phrases_units import fold, lower
from warehouse.reports import paragraphs


@dataclass(frozen=True)
class Line:
    """One paragraph; `aside` says why it is no part of the report, None where it is."""

    number: int
    text: str
    aside: str | None = None
    is_plan: bool = False  # under a heading of tasks to come

    @property
    def words(self) -> list[str]:
        return self.text.split()


CLOCK = "ngày, giờ của trang"
FURNITURE = "chữ của trang mạng, không phải nội dung báo cáo"
CONTACT = "địa chỉ, số điện thoại liên hệ"
AFTER = "sau bài: bình luận, tin khác hoặc nơi nhận"
BYLINE = "tên tác giả hoặc nguồn"
CAPTION = "chú thích ảnh hoặc tít phụ"
TWICE = "lặp lại đoạn {}"

_TIME = r"\d{1,2}[:hg]\d{2}(?::\d{2})?'?"
_DATE = r"\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{2,4}"
_DAY = r"(?:thu (?:hai|ba|tu|nam|sau|bay)|chu nhat)"
_CLOCK = re.compile(
    rf"\(?(?:(?:cap nhat|dang ngay|ngay dang|ngay|luc|xuat ban)\s?:?|{_DAY}|{_TIME}|{_DATE}"
    r"|\[?gmt\s?\+\s?7\]?|[-|,–()\s'])++"
)
_FURNITURE = re.compile(
    r"(?:trang chu|tieng viet|ban in|in bai(?: viet)?|gui (?:email|bai)|chia se|luot (?:xem|doc)"
    r"|tags?\s?:|tu khoa|nguon\s?:|ve dau trang|xem them|doc them|lien ket website|co chu"
    r"|nghe doc bai"
    r"|dang ky nhan tin|quang cao|theo doi .{0,20}tren|facebook|zalo|twitter|ban quyen"
    r"|hien tai chua co binh luan|viet binh luan)(?:\W|$)"
)
_CONTACT = re.compile(
    r"(?:so )?dien thoai|dt\s?:|hotline|duong day nong|dia chi\s?:|email\s?:|fax\s?:"
)
_CLOSING = re.compile(
    r"(?:y kien(?: ban doc)?|binh luan|phan hoi|cac tin khac"
    r"|tin (?:lien quan|khac|moi|cung chuyen muc|cung muc|doc nhieu|noi bat)"
    r"|bai (?:viet )?(?:lien quan|cung chuyen muc|khac)|co the ban quan tam"
    r"|moi nhat|doc nhieu(?: nhat)?|chia se bai viet|noi nhan)\s?(?:\(\d+\))?\s?:?"
)
_BULLET = re.compile(r"[-–+•*]|\(?\d{1,2}(?:\.\d{1,2})*[.)/]|[IVX]{1,4}[.)]|[a-zđ][.)]\s")
_ENDS = re.compile(r"[.!?…:;,|/][”\"’)]*$")
_PHOTO = re.compile(r"(?i:\bảnh)\s?:|\(ảnh|trong ảnh|ảnh minh họa", re.IGNORECASE)
_SECTION = re.compile(r"(?:[IVX]{1,4}|[A-Z]|\d{1,2})[.)]\s|[^a-zà-ỹ]{8,}$")
_PLAN = re.compile(
    r"(?:nhiem vu|phuong huong|giai phap)\b.{0,40}(?:thoi gian toi|nam \d{4}|tiep theo)"
    r"|phuong huong,? nhiem vu"
)
_SHORT, _LONG = 60, 10  # words: the longest caption, the shortest line that shows how lines end


def judged(text: str) -> list[Line]:
    """Every paragraph of the text, with the reason where it is set aside."""
    lines = [Line(number, line) for number, line in enumerate(paragraphs(text), 1)]
    closing = _closing(lines)
    lines = [replace(line, aside=_alone(line) or _late(line, closing)) for line in lines]
    lines = _without_captions(lines)
    return _planned(_without_repeats(lines))


def _alone(line: Line) -> str | None:
    """What a line is by its own words."""
    folded = fold(line.text)
    if len(folded) <= 90 and re.search(r"\d", folded) and _CLOCK.fullmatch(folded):
        return CLOCK
    if len(line.words) <= _SHORT and _CONTACT.match(folded):
        return CONTACT
    if len(line.words) <= 14 and _FURNITURE.match(folded):
        return FURNITURE
    if line.text.count("|") >= 2 and len(line.words) <= 20 and not re.search(r"\d", line.text):
        return FURNITURE
    return None


def _closing(lines: list[Line]) -> int:
    """Number of the line that ends the report, past the last where none does.

    Only where most of the text stands before it: a menu at the head of a page has such words too.
    """
    total, before = sum(len(line.text) for line in lines), 0
    for line in lines:
        if before > total * 0.4 and _CLOSING.fullmatch(fold(line.text)):
            return line.number
        before += len(line.text)
    return len(lines) + 1


def _late(line: Line, closing: int) -> str | None:
    return AFTER if line.number >= closing else None


def _without_captions(lines: list[Line]) -> list[Line]:
    """A line without a full stop in a text whose sentences have one stands under a picture, or is a
    heading; the name of an author stands after the text."""
    kept = [line for line in lines if not line.aside]
    long = [line for line in kept if len(line.words) >= _LONG and not _BULLET.match(line.text)]
    prose = len(long) >= 2 and sum(bool(_ENDS.search(x.text)) for x in long) >= 0.6 * len(long)
    ends = [line.number for line in long if _ENDS.search(line.text)]
    first, last = (ends[0], ends[-1]) if ends else (1, len(lines))
    return [
        line if line.aside else replace(line, aside=_caption(line, prose, first, last))
        for line in lines
    ]


def _caption(line: Line, prose: bool, first: int, last: int) -> str | None:
    words = line.words
    if _PHOTO.search(line.text) and len(words) <= _SHORT:
        return CAPTION
    name = len(words) <= 4 and all(word[0].isupper() for word in words if word[0].isalpha())
    if line.number > last and name and not line.text.isupper() and "." not in line.text:
        return BYLINE
    open_end = not _ENDS.search(line.text) and not _BULLET.match(line.text)
    between = prose and first < line.number < last
    if between and open_end and _LONG <= len(words) <= _SHORT and not find_quantities(line.text):
        return CAPTION
    return None


def _without_repeats(lines: list[Line]) -> list[Line]:
    """What is printed again is read once; two lines in a row that hardly differ are a caption."""
    seen: dict[str, int] = {}
    checked = []
    for at, line in enumerate(lines):
        key = fold(line.text)
        if not line.aside and len(line.words) >= 6:
            beside = lines[max(0, at - 1) : at] + lines[at + 1 : at + 2]
            if key in seen:
                line = replace(line, aside=TWICE.format(seen[key]))
            elif any(_alike(line, other) for other in beside) and _may_be_caption(line):
                line = replace(line, aside=CAPTION)
        seen.setdefault(key, line.number)
        checked.append(line)
    return checked


def _may_be_caption(line: Line) -> bool:
    """Items of a list are alike too, but they are marked, or hold figures."""
    short = len(line.words) <= _SHORT
    return short and not _BULLET.match(line.text) and not find_quantities(line.text)


def _alike(line: Line, other: Line) -> bool:
    one, two = set(line.words), set(other.words)
    return len(one & two) >= 0.8 * len(one | two)


def _planned(lines: list[Line]) -> list[Line]:
    """Mark what stands under a heading of tasks to come, up to the next heading."""
    plan, marked = False, []
    for line in lines:
        short = len(line.words) <= 20
        if short and _SECTION.match(line.text) and not _ENDS.search(line.text):
            plan = bool(_PLAN.search(fold(lower(line.text))))
        marked.append(replace(line, is_plan=plan))
    return marked
