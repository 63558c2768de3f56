"""What holds digits and is no quantity: document numbers, dates, periods, names.

They are blanked out before anything is read. The choice is to lose a quantity rather than to turn
a name into one: "thôn 25 hộ" is lost, because "thôn 25" is a hamlet more often than not.
"""

import re

_YEAR = r"(?:19[4-9]|20[0-9])[0-9]"
_DAY, _MONTH = r"[0-9]{1,2}", r"(?:0?[1-9]|1[0-2])"
_ALONE = r"(?!\w|[.,/][0-9]|\s?%)"  # what precedes is a whole number, and no percentage
_GAP = r"\s{1,3}"
_AND = rf"\s?(?:[,;]|và)\s?(?:năm{_GAP})?"
_NOT_EVERY = r"(?<!\w)(?<!mỗi )(?<!một )(?<!hàng )(?<!hằng )"
_ACTS_ANY_CASE = rf"nghị{_GAP}quyết|chỉ{_GAP}thị|nghị{_GAP}định|thông{_GAP}tư|công{_GAP}văn"
# Capital letter required: in lower case most of these are verbs ("hướng dẫn 15 đơn vị").
_ACTS = (
    "Kế hoạch|Kết luận|Quyết định|Quy định|Hướng dẫn|Đề án|Chương trình|Dự án|Thông báo|Báo cáo"
    "|Tờ trình|Luật|Điều|Khoản|Điểm|Chương|Mục|Phụ lục|Bảng|Biểu|Hình"
    "|Trung ương|Ban Chỉ đạo|Ban chỉ đạo|Tổ công tác"
)
_PLACES = (
    r"khu|khu\s+phố|tổ|tổ\s+dân\s+phố|thôn|bản|ấp|xóm|đội|phường|quận|lớp|khóa|khoá"
    r"|hẻm|ngõ|ngách|kiệt|quốc\s+lộ|tỉnh\s+lộ"
).replace(r"\s+", _GAP)
_ONES = "một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười"
_DURATION = (
    r"năm(?!\s+(?:mươi|trăm|nghìn|chục|vạn|triệu|tỷ))|tháng|tuần|quý|ngày(?!\s+công)|giờ|phút"
)

_CASELESS = [
    # dates, day first; then ISO
    rf"(?<![\w.,/]){_DAY}\s?([/.-])\s?{_DAY}\s?\1\s?(?:{_YEAR}|[0-9]{{2}}){_ALONE}",
    rf"(?<!\w){_YEAR}-{_DAY}-{_DAY}(?!\w)",
    rf"(?<![\w.,/]){_MONTH}\s?[/.-]\s?{_YEAR}{_ALONE}",
    # years and spans of years
    rf"(?<![\w.,/]){_YEAR}\s{{0,2}}[-–—]\s{{0,2}}{_YEAR}{_ALONE}",
    # "năm 2018, 2019 và 2020"
    rf"(?<!\w)(?:năm|giai{_GAP}đoạn){_GAP}{_YEAR}(?:{_AND}{_YEAR}){{1,9}}{_ALONE}",
    rf"(?<!\w)(?:năm|năm{_GAP}học|giai{_GAP}đoạn|nhiệm{_GAP}kỳ|cuối|đầu|hết){_GAP}{_YEAR}{_ALONE}",
    rf"(?<!\w)(?<!chưa )(?<!không )(?:từ|đến){_GAP}{_YEAR}{_ALONE}",
    # days and months; "mỗi tháng 2 buổi" counts sessions, hence the words before
    rf"{_NOT_EVERY}(?:ngày|mùng|mồng|tháng|quý){_GAP}{_DAY}(?:\s?[/.-]\s?{_DAY})?{_ALONE}",
    rf"(?<!\w)(?:sáng|trưa|chiều|tối|đêm|dịp|lễ|hôm){_GAP}{_DAY}[/.-]{_DAY}(?!\w)",
    rf"(?<!\w){_DAY}[:hg]{_DAY}(?!\w)",
    rf"(?<!\w)thứ{_GAP}(?:[0-9]{{1,3}}|nhất|tư|{_ONES})(?!\w)",
    # durations; and "năm" where it is a year, not a five
    rf"(?<![\w.,/])(?:[0-9]{{1,3}}|{_ONES}){_GAP}(?:{_DURATION})(?!\w)",
    rf"(?<!\w)(?:trong|cuối|đầu|giữa|hằng|hàng|mỗi|cả|nhiều|từng|các|những|theo){_GAP}năm(?!\w)",
    # numbered things
    r"(?<!\w)đất\s{1,3}[0-9]\s{1,3}(?:vụ\s{1,3})?(?:lúa|màu)(?!\w)",
    rf"(?<!\w)(?<!mỗi )(?:{_PLACES}){_GAP}[0-9]{{1,2}}{_ALONE}",
    rf"(?<!\w)(?:{_ACTS_ANY_CASE}){_GAP}[0-9]{{1,4}}{_ALONE}",
    rf"(?<!\w)(?<!trong )(?<!tổng )(?<!con )số{_GAP}[0-9]{{1,5}}{_ALONE}",
    r"(?<=[^\W\d_])-[0-9]+",  # Covid-19
]
_CASED = [
    # 01-KL/TW, 05 –CT/TW, 1686/NQ-UBTVQH15
    r"(?<![\w.,])[0-9]{1,5}[a-z]?(?:/[0-9]{4})?\s{0,2}[-–/]\s{0,2}[A-ZĐ]\w{0,12}[-–/][A-ZĐ]\w{0,12}",
    r"(?<![\w.,])[0-9]{1,5}/[0-9]{4}/[A-ZĐ]{2}\w{0,12}",  # 202/2025/QH15
    r"(?<![\w.,])[0-9]{1,5}[-–/][A-ZĐ]{2}\w{0,12}",
    rf"(?<!\w)(?:{_ACTS}){_GAP}[0-9]{{1,4}}{_ALONE}",
]
_NEVER = [re.compile(p) for p in _CASED] + [re.compile(p, re.I) for p in _CASELESS]
_QUOTED = re.compile(r"“[^“”\n]{1,160}”|\"[^\"\n]{1,160}\"")
_FULL_STOP = re.compile(r"[.!?…](?:\s|$)")
_NAME_WORDS = 15  # a longer quotation, or one with a full stop, is speech: its numbers count


def _void(match: re.Match[str]) -> str:
    return "\0" * len(match[0])


# “Tôi hiến 27m2”, người dân nói: speech opens a sentence and who spoke follows it.
_OPENS = re.compile(r"(?:\A|[.!?…:–-])\s*\Z")
_SPOKE = re.compile(
    r",?\s?[,–-]\s?[^.!?“”\n]{0,60}?(?<!\w)"
    r"(?:nói|kể|chia sẻ|bộc bạch|tâm sự|khẳng định|cho biết|cho hay)"
)


def _void_name(match: re.Match[str]) -> str:
    inside = match[0][1:-1]
    is_speech = _FULL_STOP.search(inside) or len(inside.split()) > _NAME_WORDS
    is_speech = is_speech or (
        _SPOKE.match(match.string, match.end())
        and _OPENS.search(match.string[max(0, match.start() - 3) : match.start()])
    )
    return match[0] if is_speech else _void(match)


def blank(text: str, quoted_names: bool) -> str:
    """The text, same length, with everything that is never a quantity blanked out."""
    for pattern in _NEVER:
        text = pattern.sub(_void, text)
    return _QUOTED.sub(_void_name, text) if quoted_names else text
