"""Named models and movements, statements of praise, and study activities of one paragraph."""

import re

from etl.extract_page import Line
from etl.extract_scope import Scope
from etl.extract_units import UP
from warehouse.persons import masked

Record = dict[str, object]

_KINDS = {
    "mô hình": "mô hình", "phong trào": "phong trào", "cuộc vận động": "phong trào",
    "phong trào thi đua": "phong trào", "chủ đề": "chủ đề", "phương châm": "chủ đề",
    "chuyên đề": "chủ đề", "khẩu hiệu": "chủ đề", "chuyên mục": "chuyên mục",
    "chương trình": "chương trình", "câu lạc bộ": "mô hình", "cách làm": "mô hình",
    "công trình": "chương trình", "đột phá vào": "chủ đề",
}  # fmt: skip
_KIND = "|".join(sorted(_KINDS, key=len, reverse=True))
_QUOTE = r"(?:“(?P<name>[^“”\n]{2,300})”|\"(?P<plain>[^\"\n]{2,300})\")"
_QUOTED = re.compile(rf"(?P<kind>(?i:{_KIND}))(?:\s\w+){{0,6}}\s?:?\s?{_QUOTE}")
_ALSO = re.compile(r"“(?P<name>[^“”\n]{2,200})”")
_BARE = re.compile(
    r"(?P<kind>(?i:mô hình|phong trào|cuộc vận động|chuyên mục))\s"
    rf"(?P<name>[{UP}][^.;:“”\"\n]{{3,120}}?)"
    r"(?=\s(?:của|do|gắn với|được|thu|đã|ở|tại|với)\b|[.;:(]|$)"
)
_LIST = 900  # letters: how far a list of names may go on
_JOINT = re.compile(r"[,;]\s?$|và\s$")
_MOVEMENT = re.compile(
    r"(?:phong trào|cuộc vận động)\s(?:thi đua\s)?"
    r"(?P<name>(?:xây dựng|toàn dân|hiến máu|giúp|trồng)\s"
    r"[^.;:“”(…]{4,80}?)(?=[.;:(…]|,\sxây|\s(?:gắn|của|được|đã|theo)\b)"
)
_OWNER = re.compile(rf"\s?(?:của|do)\s(?P<owner>[{UP}][^.,;:“”(\n]{{2,80}})")
_SPEECH = re.compile(r"[.!?…](?:\s|$)")

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
_FREQUENCY = (
    ("weekly", r"(?:hằng|hàng|mỗi) tuần"), ("monthly", r"(?:hằng|hàng|mỗi) tháng"),
    ("yearly", r"(?:hằng|hàng|mỗi) năm"), ("regular", r"thường xuyên|định kỳ|duy trì"),
)  # fmt: skip
_ACTIVITIES = (
    ("review", r"hội nghị (?:sơ kết|tổng kết)"),
    ("session", r"(?:hội nghị|lớp|buổi) (?:trực tuyến )?(?:học tập|quán triệt|triển khai|học)"),
    ("thematic_study", r"(?:học tập|sinh hoạt|học) chuyên đề|chuyên đề (?:toàn khóa|h[ằà]ng năm)"),
    ("ceremony", r"(?:lễ )?chào cờ|kể (?:mẩu )?chuyện về bác"),
    ("contest", r"(?:cuộc|hội) thi\b"),
    ("media_column", r"chuyên mục|đài truyền thanh|trang thông tin|fanpage|cổng thông tin"),
    ("party_meeting", r"sinh hoạt (?:chi bộ|định kỳ|đoàn thể)"),
    ("teaching", r"giảng dạy|trung tâm chính trị"),
    ("school_activity", r"hoạt động (?:ngoài giờ|trải nghiệm|ngoại khóa)"),
    ("inspection", r"kiểm tra, giám sát"),
    ("pledge_drive", r"(?:bản |ký )cam kết|đăng ký (?:nội dung|phần việc|việc) ?(?:học|làm)"),
    ("dialogue", r"đối thoại (?:với|trực tiếp)"),
    ("visit", r"thăm (?:khu|lăng|bảo tàng)"),
    ("planning", r"ban hành (?:các |nhiều )?(?:văn bản|kế hoạch|nghị quyết)"),
    ("propaganda", r"công tác tuyên truyền|đẩy mạnh tuyên truyền"),
)  # fmt: skip


def models(line: Line, scope: Scope) -> list[Record]:
    """Models and movements by name: quoted, or printed with a capital after "mô hình"."""
    found: dict[str, Record] = {}
    text = line.text
    for match in _QUOTED.finditer(text):
        _named(found, line, scope, match, match["name"] or match["plain"])
        end = text.find(". ", match.end(), match.end() + _LIST)
        end = end if end >= 0 else match.end() + _LIST
        for other in _ALSO.finditer(text, match.end(), end):
            if _JOINT.search(text[max(0, other.start() - 6) : other.start()]):
                kind = _KINDS[match["kind"].lower()]
                _named(found, line, scope, other, other["name"], kind)
    for match in _MOVEMENT.finditer(text):
        _named(found, line, scope, match, match["name"], kind="phong trào")
    for match in _BARE.finditer(text):
        if len(match["name"].split()) >= 2:
            _named(found, line, scope, match, match["name"].strip(" ,"))
    return list(found.values())


def _named(
    found: dict[str, Record],
    line: Line,
    scope: Scope,
    match: re.Match[str],
    name: str,
    kind: str = "",
) -> None:
    if name in found or _SPEECH.search(name) or masked(name) != name:
        return
    kind = kind or _KINDS[match["kind"].lower()]
    unit, why = scope.at(match.start(), 0)
    owner = _OWNER.match(line.text, match.end())
    found[name] = {
        "table": "models",
        "paragraph": line.number,
        "name": name,
        "kind": kind,
        "owner": masked(owner["owner"].strip()) if owner else None,
        "unit_id": unit and unit.unit_id,
        "unit_name": unit and unit.name,
        "is_breakthrough": "đột phá" in line.text[max(0, match.start() - 160) : match.start()],
        "why": {"name": f'tên đứng sau chữ "{kind}"', "unit_id": why},
    }


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


def _sentence(text: str, at: int) -> int:
    return text.rfind(". ", 0, at)


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
        "authority_level": _first(_LEVELS, authority) if authority else None,
        "recipient": (record and record["recipient"]) or "mixed",
        "frequency": _first(_FREQUENCY, clause) or ("once" if record else "unstated"),
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


def _first(table: tuple[tuple[str, str], ...], text: str) -> str | None:
    return next((code for code, words in table if re.search(words, text, re.I)), None)


def study_activities(line: Line, scope: Scope, observed: list[Record]) -> list[Record]:
    """One record per kind of activity the paragraph names, with its figure where it has one."""
    made = []
    for code, words in _ACTIVITIES:
        match = re.search(words, line.text, re.I)
        if match is None:
            continue
        begin = _sentence(line.text, match.start()) + 1
        end = line.text.find(". ", match.end())
        sentence = line.text[begin : end if end >= 0 else len(line.text)]
        figure = next((r for r in observed if r["topic"] == "study" and r.get("quantity")
                       and abs(int(r["start"]) - match.start()) < 60), None)  # fmt: skip
        unit, why = scope.at(match.start(), begin)
        made.append({
            "table": "study_activities",
            "paragraph": line.number,
            "as_printed": match[0],
            "activity": code,
            "frequency": _first(_FREQUENCY, sentence) or "unstated",
            "obs_status": _state(line, sentence, figure),
            "observation_id": figure and figure["observation_id"],
            "unit_id": unit and unit.unit_id,
            "why": {"activity": f'chữ "{match[0].lower()}"', "unit_id": why},
        })  # fmt: skip
    return made


def _state(line: Line, sentence: str, figure: Record | None) -> str:
    if line.is_plan or re.search(r"chỉ đạo:|yêu cầu|phấn đấu|tiếp tục chỉ đạo", sentence):
        return "instructed"
    return str(figure["obs_status"]) if figure else "mentioned"
