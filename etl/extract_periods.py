"""The period a figure belongs to, in every form that reports print; days are kept only when stated.

"Trong 3 năm qua" and "03 năm thực hiện" have no first day: their words are kept, both ends stay
empty. "Đến nay" is a state on the day of publication, unknown where none is printed. Dates inside
the references of documents ("Kế hoạch số 33 ngày 14/9/2021") are no periods.
"""

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date

_Y = r"(?:19[4-9]\d|20[0-9]\d)"
_DASH = r"\s{0,2}[-–—]\s{0,2}"
_N = r"(?:\d{1,2}|một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)"


@dataclass(frozen=True)
class Period:
    """A period as the contract keeps it, its place in the text, and why it was read so."""

    text: str = ""
    basis: str = "unknown"
    start: date | None = None
    end: date | None = None
    as_of: date | None = None
    at: int = -1
    why: str = "không thấy kỳ nào trong đoạn"

    @property
    def is_point(self) -> bool:
        return self.basis == "as_of"


def _day(year: int, month: int, day: int | None, last: bool = False) -> date | None:
    if not 1 <= month <= 12:
        return None
    most = monthrange(year, month)[1]
    day = (most if last else 1) if day is None else day
    return date(year, month, day) if 1 <= day <= most else None


def _ymd(match: re.Match[str], key: str, last: bool = False) -> date | None:
    day = match[f"{key}d"]
    return _day(int(match[f"{key}y"]), int(match[f"{key}m"]), int(day) if day else None, last)


def _date(key: str) -> str:
    """A date or a month, day first, in three groups of that key."""
    day = rf"(?:(?P<{key}d>\d{{1,2}})\s?[-/.]\s?)?"
    return rf"{day}(?P<{key}m>\d{{1,2}})\s?[-/.]\s?(?P<{key}y>{_Y})"


# What cites a document, with its day: blanked before a period is looked for.
_DOCUMENT = re.compile(
    r"(?:\d{1,5}[a-z]?\s?[-–/]\s?[A-ZĐ]\w*(?:[-–/]\w+)?|(?<=số )\d{1,4}|Chỉ thị \d+|Kết luận \d+"
    r"|Nghị quyết[^.,;]{0,40}?\d+)"
    r"(?P<day>\s?,?\s?(?:của [^.;,\d]{2,40},?\s)?(?:ban hành )?(?:ngày|năm)\s?[\d/.\-]{4,10})"
)
_FORMS: list[tuple[str, re.Pattern[str]]] = [
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        ("days", (rf"từ\s(?:ngày\s|tháng\s)?{_date('a')}\s(?:đến|tới)\s(?:hết\s)?"
                  rf"(?:ngày\s|tháng\s)?{_date('b')}")),
        ("bracket", (rf"(?:trong|qua|sau)?\s?{_N}\snăm\s(?:qua\s|gần đây\s)?"
                     rf"\(\s?(?:từ\s)?(?P<a>{_Y})(?:{_DASH}|\sđến\s)(?P<b>{_Y})\s?\)")),
        ("term", (rf"(?:giai đoạn|nhiệm kỳ|thời kỳ|trong các năm|các năm)\s*\(?"
                  rf"(?P<a>{_Y})(?:{_DASH}|\sđến\s(?:năm\s)?)(?P<b>{_Y})\)?")),
        ("school", rf"năm học\s(?P<a>{_Y}){_DASH}(?P<b>{_Y})"),
        ("between", (rf"từ\s(?:năm\s)?(?P<a>{_Y})\s(?:đến|tới)\s(?:hết\s|cuối\s)?"
                     rf"(?:năm\s)?(?P<b>{_Y})")),
        ("since_now", (rf"(?:từ|kể từ)\s(?:đầu\s)?(?:năm\s|khi\s|ngày\s|tháng\s)*"
                       rf"(?:{_date('c')}|(?P<a>{_Y}))\s?(?:đến|tới)\s(?:nay|thời điểm này)")),
        ("since_january", r"từ đầu năm(?: đến nay| tới nay)?(?! \d)"),
        ("at_day", (rf"(?:tính\s)?(?:đến|tới)\s(?:thời điểm\s|trước\s)?(?:hết\s|cuối\s)?"
                    rf"(?:ngày\s|tháng\s)?{_date('a')}")),
        ("at_year", rf"(?:tính\s)?(?:đến|tới)\s(?:hết|cuối)\s(?:năm\s)?(?P<a>{_Y})"),
        ("months", rf"(?P<n>{_N}|\d{{2}})\stháng(?:\s(?:đầu|(?P<late>cuối)))?\snăm\s(?P<a>{_Y})"),
        ("quarter", rf"quý\s(?P<q>[1-4]|i{{1,3}}|iv)\s?(?:/|năm|-)\s?(?P<a>{_Y})"),
        ("month", (rf"(?:trong|cuối|đầu|giữa|tháng)?\s?tháng\s(?P<m>\d{{1,2}})\s?(?:/|-|năm|\.)\s?"
                   rf"(?P<a>{_Y})")),
        ("day", rf"(?:ngày|sáng|chiều|tối)\s{_date('a')}"),
        ("since_year", rf"từ\s(?:năm\s)?(?P<a>{_Y})"),
        ("years", rf"\(\s?(?P<a>{_Y}){_DASH}(?P<b>{_Y})\s?\)"),
        ("year", rf"(?:trong|riêng|cả|của)?\s?(?<!đến )(?<!khóa )năm\s(?P<a>{_Y})(?!\s?[-–]\s?\d)"),
        ("anniversary", (rf"(?:(?:sơ|tổng)\skết|qua|sau)?\s?{_N}\snăm\s"
                         r"(?:triển khai|thực hiện|học tập|học và)[^.;,\d]{0,25}")),
        ("past", rf"(?:trong|qua|sau)?\s?{_N}\s(?:năm|tháng)\s(?:qua|gần đây|nay|trở lại đây)"),
        ("past", r"những năm (?:qua|gần đây)|thời gian qua|nhiều năm qua"),
        ("past", rf"trong\s{_N}\s(?:năm|tháng)"),
        ("recurring", r"(?:hằng|hàng|mỗi)\s(?:năm|tháng|quý|tuần)"),
        ("now", (r"(?:^|(?<=[.;]\s))đã có\b|(?:tính\s)?(?:đến|tới)\s(?:nay|thời điểm này)"
                 r"|(?<!thực )(?<!thể )(?<!xuất )(?<!phát )(?<!biểu )\bhiện(?: nay| tại)?\b"
                 r"(?! đại| thực| hữu| vật)")),
    )
]  # fmt: skip
# "kế hoạch giai đoạn 2021 – 2025" is the plan's span, not that of what was done under it.
_PLANNED = re.compile(r"kế hoạch[^.;:,\d]{0,90}\Z", re.IGNORECASE)
_MONTHS = {"ba": 3, "sáu": 6, "chín": 9, "một": 1, "hai": 2, "bốn": 4, "năm": 5, "bảy": 7}
_MONTHS |= {"tám": 8, "mười": 10}
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}


def published_on(texts: list[str]) -> date | None:
    """The day a page prints for itself: the last full date among its first lines of that kind.

    The first may be the clock of the page; the article's own date stands under its title.
    """
    found = None
    for text in texts:
        match = re.search(_date("a"), text)
        found = (match and match["ad"] and _ymd(match, "a")) or found
    return found


def periods(text: str, published: date | None) -> list[Period]:
    """Every period of a paragraph, left to right; the longer form wins where two overlap."""
    bare = _DOCUMENT.sub(lambda m: m[0][: -len(m["day"])] + "\0" * len(m["day"]), text)
    found: list[Period] = []
    taken: list[tuple[int, int]] = []
    for kind, pattern in _FORMS:
        for match in pattern.finditer(bare):
            if any(match.start() < b and a < match.end() for a, b in taken):
                continue
            if kind == "term" and _PLANNED.search(
                bare[max(0, match.start() - 110) : match.start()]
            ):
                continue
            period = _read(kind, match, published, text)
            if period:
                found.append(period)
                taken.append(match.span())
    return sorted(found, key=lambda p: p.at)


def _read(kind: str, match: re.Match[str], published: date | None, text: str) -> Period | None:
    said = " ".join(text[match.start() : match.end()].strip(" (,").split()[:12])
    at = match.start()
    if kind in ("bracket", "term", "between", "years"):
        first, last = int(match["a"]), int(match["b"])
        if first > last:
            return None
        span = date(first, 1, 1), date(last, 12, 31)
        return Period(said, "stated", *span, None, at, f'kỳ nêu rõ "{said}"')
    if kind in ("at_day", "at_year", "now"):
        return _point(kind, match, said, published)
    if kind == "days":
        span = _ymd(match, "a"), _ymd(match, "b", last=True)
        stated = all(span) and span[0] <= span[1]
        return (
            Period(said, "stated", *span, None, at, f'từ ngày đến ngày "{said}"')
            if stated
            else None
        )
    if kind in ("since_now", "since_year", "since_january"):
        return _since(kind, match, said, published)
    if kind in ("months", "quarter", "month", "day", "year"):
        span = _calendar(kind, match)
        return span and Period(said, "stated", *span, None, at, f'kỳ theo lịch "{said}"')
    if kind == "anniversary":
        why = f'"{said}": số năm thực hiện, không rõ ngày đầu'
        return Period(said, "resolution_anniversary", at=at, why=why)
    return Period(said, at=at, why=f'"{said}": không rõ ngày đầu, ngày cuối')


def _point(kind: str, match: re.Match[str], said: str, published: date | None) -> Period | None:
    if kind == "now":
        if published:
            why = f'"{said}": số có đến ngày đăng'
            return Period(said, "as_of", as_of=published, at=match.start(), why=why)
        return Period(said, at=match.start(), why=f'"{said}", mà bản in không ghi ngày đăng')
    day = date(int(match["a"]), 12, 31) if kind == "at_year" else _ymd(match, "a", last=True)
    return day and Period(said, "as_of", None, None, day, match.start(), f'số có "{said}"')


def _since(kind: str, match: re.Match[str], said: str, published: date | None) -> Period:
    if kind == "since_january":
        first = published and date(published.year, 1, 1)
        basis = "stated" if first else "unknown"
        return Period(said, basis, first, None, None, match.start(), f'"{said}"')
    year = match["a"]
    first = date(int(year), 1, 1) if year else _ymd(match, "c")
    return Period(said, "stated", first, None, None, match.start(), f'có năm đầu: "{said}"')


def _calendar(kind: str, match: re.Match[str]) -> tuple[date, date] | None:
    if kind == "day":
        day = match["ad"] and _ymd(match, "a")
        return (day, day) if day else None
    year = int(match["a"])
    first, last = 1, 12
    if kind == "months":
        last = int(match["n"]) if match["n"].isdigit() else _MONTHS.get(match["n"].lower(), 0)
        if match["late"] and last < 12:
            first, last = 13 - last, 12
    elif kind == "quarter":
        last = 3 * _QUARTERS[match["q"].lower()]
        first = last - 2
    elif kind == "month":
        first = last = int(match["m"])
    if not 1 <= last <= 12:
        return None
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])


def of_all(texts: list[str]) -> Period:
    """The period a table of figures states once, for all of them: "Số liệu tính từ ngày …"."""
    for place, text in enumerate(texts):
        heads = r"số liệu|kỳ báo cáo" + (
            r"|\bkết quả|báo cáo|^(?:sơ|tổng) kết|^\(.*\)$" if place < 8 else ""
        )
        if len(text.split()) <= 25 and re.search(heads, text, re.I):
            for period in periods(text, None):
                if period.basis in ("stated", "as_of"):
                    return replace(period, why=f'kỳ của cả báo cáo: "{period.text}"')
    return Period()


_NOW = re.compile(r"(?:tính )?(?:đến|tới) nay|hiện|đã có", re.IGNORECASE)


def of_figure(
    found: list[Period], last: int, sentence: int, at: int, end: int, topic: str = ""
) -> Period:
    """The period of the figure at a place: the nearest before it in its sentence, else after it in
    the sentence, else what the sentence before (which begins at `last`) said.

    What a place is like (context) belongs to no span named earlier; the day of an event passes on
    only to the praise given there.
    """
    before = [p for p in found if sentence <= p.at <= at]
    after = [p for p in found if at < p.at < end]
    earlier = [p for p in found if last <= p.at < sentence and p.basis != "unknown"]
    if before:
        told = [p for p in before if p.basis != "unknown" or _NOW.match(p.text)]
        return (told or before)[-1]
    if after:
        return after[0]
    if not earlier or (topic == "context" and not earlier[-1].is_point):
        return Period()
    one_day = earlier[-1].start and earlier[-1].start == earlier[-1].end
    return Period() if one_day and topic != "commendations" else earlier[-1]
