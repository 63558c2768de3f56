"""Statements of praise of one paragraph: the form, who grants it, to whom, how often."""

import re

from etl.extract_page import Line
from etl.extract_scope import Scope

Record = dict[str, object]

_FORMS = (
    ("giay_khen", r"giấy khen"), ("bang_khen", r"bằng khen"), ("thu_khen", r"thư khen"),
    ("thu_bieu_duong", r"thư biểu dương"), ("bieu_duong", r"biểu dương|tuyên dương"),
    ("unstated", r"khen thưởng|cờ thi đua|huân chương|tôn vinh"),
)  # fmt: skip
_PRAISE = re.compile("|".join(words for _, words in _FORMS), re.IGNORECASE)
_AUTHORITY = re.compile(
    r"(?:(?:Phó )?Chủ tịch (?:UBND|Ủy ban nhân dân) (?:tỉnh|huyện|xã|thành phố|thị trấn|phường)"
    r"|UBND (?:tỉnh|huyện|xã|thành phố|thị trấn|phường)|Thủ tướng Chính phủ|Chính phủ"
    r"|Ban Thường vụ (?:Tỉnh ủy|Huyện ủy|Thành ủy|Đảng ủy)|(?:Tỉnh|Huyện|Thành|Thị|Đảng) ủy"
    r"|Ban Chấp hành Đảng bộ (?:tỉnh|huyện|xã)|Trung ương Hội|Bộ Chính trị"
    r"|(?:Hội [A-ZĐ][\w ]{3,30}?|Đoàn Thanh niên|Mặt trận Tổ quốc|MTTQ|Liên đoàn Lao động)"
    r"(?: tỉnh| huyện| xã)?)(?=\s)"
)
_PARTY = re.compile(r"ủy\b|Đảng bộ|Ban Thường vụ|Bộ Chính trị")
_MASS = re.compile(r"Hội |Đoàn |Mặt trận|MTTQ|Liên đoàn")
_LEVELS = (
    ("province", r"tỉnh|Tỉnh ủy"), ("district", r"huyện|thành phố|Huyện ủy|Thành ủy|Thị ủy"),
    ("commune", r"xã|phường|thị trấn|Đảng ủy"),
)  # fmt: skip
FREQUENCY = (
    ("weekly", r"(?:hằng|hàng|mỗi) tuần"), ("monthly", r"(?:hằng|hàng|mỗi) tháng"),
    ("yearly", r"(?:hằng|hàng|mỗi) năm"), ("regular", r"thường xuyên|định kỳ|duy trì"),
)  # fmt: skip


def commendations(line: Line, scope: Scope, observed: list[Record]) -> list[Record]:
    """One record per count of recipients, else one for each sentence of praise without one."""
    made, told = [], set()
    counts = [r for r in observed if r["topic"] == "commendations" and r.get("quantity")]
    for record in counts:
        made.append(_praise(line, scope, int(record["start"]), record))
        told.add(_sentence(line.text, int(record["start"])))
    for match in _PRAISE.finditer(line.text):
        key = _sentence(line.text, match.start())
        if key not in told:
            told.add(key)
            made.append(_praise(line, scope, match.start(), None, match[0]))
    return made


def _praise(line: Line, scope: Scope, at: int, record: Record | None, words: str = "") -> Record:
    text = line.text
    begin = max(text.rfind(". ", 0, at), text.rfind("; ", 0, at)) + 1
    end = min([n for n in (text.find(". ", at), text.find("; ", at)) if n >= 0], default=len(text))
    clause = text[begin:end]
    form = next((code for code, said in _FORMS if re.search(said, clause, re.I)), "unstated")
    authority = None
    for match in _AUTHORITY.finditer(text, begin, end):
        if authority is None or match.start() <= at:
            authority = match[0].strip()
    unit, why = scope.at(at, begin)
    return {
        "table": "commendations",
        "paragraph": line.number,
        "as_printed": record["as_printed"] if record else words,
        "form": form,
        "authority": authority,
        "authority_kind": _authority_kind(authority),
        "authority_level": first_of(_LEVELS, authority) if authority else None,
        "recipient": (record and record["recipient"]) or "mixed",
        "frequency": first_of(FREQUENCY, clause) or ("once" if record else "unstated"),
        "observation_id": record and record["observation_id"],
        "unit_id": unit and unit.unit_id,
        "why": {"form": "theo chữ trong câu", "unit_id": why},
    }


def _authority_kind(authority: str | None) -> str:
    if not authority:
        return "unstated"
    if _MASS.search(authority):
        return "mass_organisation"
    return "party" if _PARTY.search(authority) else "state"


def _sentence(text: str, at: int) -> int:
    return text.rfind(". ", 0, at)


def first_of(table: tuple[tuple[str, str], ...], text: str) -> str | None:
    return next((code for code, words in table if re.search(words, text, re.I)), None)
