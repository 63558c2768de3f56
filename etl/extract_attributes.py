"""What else stands beside a figure: an order or a result, recipient, status, level, a change.

Each answer comes with the words it rests on, or is None. Nothing is taken from outside the
sentence but a heading of tasks to come.
"""

import re

from etl.extract_quantities import Counted

_ORDER = re.compile(
    r"(?<!ban )chỉ đạo(?=\s?:|\s(?:100|các|mỗi|tất cả|\d|ít nhất))|yêu cầu|phấn đấu|mục tiêu"
    r"|\bphải\b"
    r"|đến năm 20\d\d|kế hoạch năm 20\d\d|thời gian tới|dự kiến|sẽ\b|giao chỉ tiêu|đề ra chỉ tiêu"
    r"|mỗi (?:xã|chi bộ|cơ sở|đảng viên|cán bộ)[^.;]{0,30}(?:ít nhất|tối thiểu)",
    re.IGNORECASE,
)
_DONE = re.compile(
    r"\b(?:đã|đến nay|kết quả|qua đó|đạt được|đạt \d|hiện có|hiện nay)\b", re.IGNORECASE
)
_RECIPIENT = {
    "collectives": "collective", "households": "household", "recipients": "mixed",
    "party_cells": "collective", "party_bodies": "collective", "agencies": "collective",
}  # fmt: skip
_STATUS = (
    ("recognised", re.compile(r"công nhận|thẩm định", re.IGNORECASE)),
    ("registered", re.compile(r"đăng ký", re.IGNORECASE)),
    ("maintained", re.compile(r"duy trì|đang hoạt động", re.IGNORECASE)),
    ("exemplary", re.compile(r"mô hình (?:tiêu biểu|điển hình|hiệu quả|hay)", re.IGNORECASE)),
)
_LEVEL = re.compile(r"cấp (?P<level>tỉnh|huyện|xã|thôn|cơ sở)|ở (?P<at>chi bộ)", re.IGNORECASE)
_LEVELS = {"tỉnh": "province", "huyện": "district", "xã": "commune", "thôn": "hamlet"}
_LEVELS |= {"cơ sở": "commune", "chi bộ": "party_cell"}
_FAR = 900  # letters: how far back an order may stand
_MOVED = re.compile(r"(?:tăng|giảm|vượt)(?: thêm| hơn| trên| gần| khoảng)?\s*$", re.IGNORECASE)


def status(before: str, own: str, is_plan: bool) -> tuple[str, str | None]:
    """(obs_status, why): an order or aim is instructed, a figure otherwise reported."""
    if is_plan:
        return "instructed", "nằm dưới tiêu đề nhiệm vụ thời gian tới"
    before = before[-_FAR:]
    orders = [m for m in _ORDER.finditer(before + own[:40]) if m.start() < len(before)]
    if orders and not _DONE.search(before, orders[-1].end()):
        return "instructed", f'sau chữ "{orders[-1][0]}"'
    if re.match(r"(?:mỗi)\s", own.strip(), re.IGNORECASE) and "ít nhất" in own:
        return "instructed", "mức tối thiểu cho mỗi nơi"
    return "reported", None


def recipient(item: Counted, topic: str) -> tuple[str | None, str | None]:
    """Whom a commendation, registration or exemplar counts."""
    unit = item.unit
    if topic not in ("commendations", "pledges", "outcomes"):
        return None, None
    if unit == "persons":
        return "individual", f'đơn vị tính của "{item.text}"'
    if unit in ("exemplars",):
        return "mixed", "điển hình không tách loại"
    if unit in ("party_cells", "party_bodies", "agencies") and topic != "commendations":
        return None, None
    if unit == "commendations":
        return None, None
    found = _RECIPIENT.get(unit or "")
    return found, f'đơn vị tính của "{item.text}"' if found else None


def model_status(own: str, sentence: str, noun: str) -> tuple[str, str | None]:
    """The status a count of models has; never guessed from another figure's clause."""
    for text in (own, noun):
        for code, words in _STATUS:
            match = words.search(text)
            if match:
                return code, f'chữ "{match[0].lower()}"'
    return "unstated", None


def counting_level(own_before: str, own_after: str) -> tuple[str | None, str | None]:
    """The level at which a figure was counted: "12 mô hình cấp huyện", "cấp xã 75 mô hình"."""
    match = _LEVEL.match(own_after.lstrip()) or _last(_LEVEL, own_before)
    if match is None:
        return None, None
    return _LEVELS[(match["level"] or match["at"]).lower()], f'chữ "{match[0].lower()}"'


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    matches = list(pattern.finditer(text))
    near = matches and len(text) - matches[-1].end() <= 3
    return matches[-1] if near else None


def is_change(before: str) -> bool:
    """A rise or fall, not a level: "giảm 6,2% so với"."""
    return bool(_MOVED.search(before))
