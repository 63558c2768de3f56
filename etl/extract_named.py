"""Models, movements and programmes that a paragraph calls by name."""

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
# Names in lower case, told by the words they begin with.
_PLAIN = re.compile(
    r"(?P<kind>(?i:mô hình))\s(?P<name>(?:dân vận khéo|tiết kiệm|khu (?:dân cư|phố)"
    r"|tuyến (?:đường|phố)|thắp sáng|camera|hũ gạo|heo đất|nuôi heo|ngày thứ|cổng trường|chi bộ"
    r"|tổ tự quản|câu lạc bộ)"
    r"[^.;:,“”(…\n]{0,60}?)(?=\s(?:của|do|ở|tại|được|đã|có|và|với|thu)\b|[.;:,(…]|$)"
)
_CHANNEL = re.compile(
    r"(?:[Ff]anpage|Trang (?:thông tin điện tử|[Ff]acebook|[Zz]alo)|Cổng thông tin điện tử)"
    rf"(?:\s(?:[{UP}]\w*|\d{{1,3}}))*"
)
# "các phong trào, cuộc vận động như: a; b, c…", "nhiệm vụ trọng tâm: a; b"
_LISTED = re.compile(
    r"(?P<kind>phong trào|cuộc vận động|trọng tâm|trọng điểm|nhiệm vụ cụ thể|đột phá)"
    r"(?P<more>[^.;:“”]{0,70}):\s(?P<names>[^.…:“”]{10,600})",
    re.IGNORECASE,
)
_ENDS = re.compile(
    r"\s(?:gắn với|nhằm|để|tạo|với phương châm|bảo đảm)\b|,\s?(?:tạo|nhân rộng|hình thành)"
)
_OF_OTHERS = re.compile(
    rf";\s(?P<name>[{UP}][^.;:\n]{{4,90}}?)(?=\s(?:của|do)\s[{UP}]|\sbảo đảm|[.;]|$)"
)
_LEADS = re.compile(
    r"^(?:(?:một|hai|ba|bốn|năm) là\s|và\s|phong trào\s|cuộc vận động\s|chương trình\s)+",
    re.IGNORECASE,
)
_OWNER = re.compile(rf"\s?(?:của|do)\s(?P<owner>[{UP}][^.,;:“”(\n]{{2,80}})")
_SPEECH = re.compile(r"[.!?…](?:\s|$)")


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
            for other in _OF_OTHERS.finditer(text, match.end(), _sentence_end(text, match.end())):
                _named(found, line, scope, other, other["name"], kind="mô hình")
    for match in _PLAIN.finditer(text):
        _named(found, line, scope, match, match["name"].strip())
    for match in _CHANNEL.finditer(text):
        _named(found, line, scope, match, match[0], kind="chuyên mục")
    for match in _LISTED.finditer(text):
        _listed(found, line, scope, match)
    return list(found.values())


def _sentence_end(text: str, at: int) -> int:
    end = text.find(". ", at, at + _LIST)
    return end if end >= 0 else min(len(text), at + _LIST)


def _listed(found: dict[str, Record], line: Line, scope: Scope, match: re.Match[str]) -> None:
    """Movements and tasks that a colon lists; commas part them only in a list of movements."""
    moving = match["kind"].lower() in ("phong trào", "cuộc vận động")
    told = " ; ".join(found)
    for part in re.split(r"[;,]" if moving else ";", match["names"]):
        name = _ENDS.split(_LEADS.sub("", part.strip()))[0].strip(" ,.")
        whole = name not in told and not re.search(r"\d|mô hình", name)
        if whole and 3 <= len(name.split()) <= 20:
            kind = "phong trào" if moving else "chương trình"
            _named(found, line, scope, match, name, kind)


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
