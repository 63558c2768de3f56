"""Suggest topic and indicator of a figure, each with the words that say so.

Rules are read in order; the first that fits the unit of measure and finds its words wins. Words are
looked for first in the figure's own clause, then in the list it stands in, then in its sentence. An
indicator is suggested only where `indicators.csv` has one; a topic always.
"""

import re
from dataclasses import dataclass

_PEOPLE = "persons collectives households recipients exemplars"
_PARTY = "party_cells party_bodies party_groups agencies communes hamlets"
_AREA = "m2 ha m3"
_EACH = "VND_per_person_year VND_per_person_month"

_PRAISE = r"khen thưởng|giấy khen|bằng khen|thư khen|biểu dương|tuyên dương|tôn vinh|được khen"
_PRAISE += (
    r"|huân chương|cờ thi đua|kỷ niệm chương|tặng thưởng|vinh danh|\btặng danh hiệu|thư biểu dương"
)
_STUDY = r"học tập|quán triệt|học nghị quyết|sinh hoạt chuyên đề|chuyên đề|kể chuyện|tuyên truyền"
_STUDY += r"|học và làm theo|tìm hiểu|hội thi|cuộc thi|dự thi|nói chuyện|ngoại khóa|bồi dưỡng"
_STUDY += r"|truyền thông"
_STUDY += r"|về bác|tham dự hội nghị|dự hội nghị|tham dự|giảng dạy|chuẩn mực đạo đức"
_PLEDGE = (
    r"cam kết|đăng ký|bản đăng ký|sổ theo dõi|kế hoạch (?:cá nhân|làm theo|tu dưỡng|rèn luyện)"
)
_PLEDGE += r"|kế hoạch học tập"
_GIVEN = r"đóng góp|hiến|góp|ủng hộ|huy động|vận động|quyên góp|kinh phí|nguồn lực|xã hội hóa|quỹ"
_GIVEN += r"|thu được|tiết kiệm|dành dụm"
_HELPED = r"giúp|hỗ trợ|đỡ đầu|nhận nuôi|thoát nghèo|trao|tặng quà|vay vốn|khám|chữa bệnh|đào tạo"
_HELPED += r"|việc làm|xóa nhà|xây nhà|nhà tình|tiếp \d|đời sống|nhà ở|làm nhà|tái định cư"
_AUDIT = r"(?<!ban )kiểm tra|giám sát|kỷ luật|đối thoại|tiếp công dân|tiếp xúc|tập huấn"


@dataclass(frozen=True)
class Rule:
    """For figures in these units (all where none is named) whose words fit, what they count."""

    topic: str
    indicator: str | None
    units: frozenset[str]
    words: re.Pattern[str] | None
    own: bool = False  # only the figure's own clause may say it


def _rule(topic: str, indicator: str, units: str, words: str = "", own: bool = False) -> Rule:
    cue = re.compile(words, re.IGNORECASE) if words else None
    return Rule(topic, indicator or None, frozenset(units.split()), cue, own)


def _own(topic: str, indicator: str, units: str, words: str) -> Rule:
    return _rule(topic, indicator, units, words, own=True)


_STRONG = [
    _rule("context", "income_per_person", f"{_EACH} VND", "thu nhập"),
    _own("context", "poverty_rate", "%", r"hộ nghèo|cận nghèo|nghèo đa chiều"),
    _rule("context", "civilised_wedding_share", "%", r"đám cưới|việc cưới"),
    _rule("resources", "pupil_support", "VND_per_person_month", r"học sinh|em|cháu"),
    _rule("resources", "", "VND_per_person_month VND_per_person_year"),
    _own("outcomes", "economic_model_count", "models",
          r"mô hình (?:kinh tế|sản xuất|trồng|chăn nuôi|nuôi|khởi nghiệp|nông nghiệp|vac)"),
    _rule("models", "model_count", "models"),
    _own("outcomes", "members_rated_good_share", "%",
          r"đảng viên[^,;]{0,30}hoàn thành (?:tốt|xuất sắc)?"
          r"(?: và (?:tốt|xuất sắc))? ?nhiệm vụ"),
    _own("outcomes", "cells_rated_good_share", "%",
          r"(?:chi bộ|đảng bộ|tổ chức[^;]{0,8} đảng)[^;]{0,60}hoàn thành (?:tốt|xuất sắc)?"
          r" ?nhiệm vụ"),
    _own("outcomes", "weak_cells", "party_cells", r"yếu kém"),
    _own("outcomes", "", f"persons {_PARTY}", r"kỷ luật|vi phạm|hoàn thành (?:tốt|xuất sắc)"),
    _own("context", "congress_targets_met", "targets", r"đạt và vượt|vượt kế hoạch"),
    _own("context", "congress_targets_on_track", "targets", r"tiến độ"),
    _own("context", "congress_targets", "targets", r"đề ra|đại hội"),
    _rule("commendations", "", "commendations"),
    _own("commendations", "", "attendances", r"được [^;]{0,60}khen"),
    _own("commendations", "commended_recipients", f"{_PEOPLE} {_PARTY}", _PRAISE),
]  # fmt: skip
_USUAL = [
    _own("models", "", f"% {_PARTY}", r"(?:có|xây dựng|đăng ký)[^,;]{0,25} mô hình"),
    _own("outcomes", "", "%", r"mức sống|(?:hội viên|hộ) (?:khá|giàu)|vững mạnh|đạt tsvm|gương mẫu"
          r"|đạt tiêu chuẩn|đạt chuẩn|hài lòng|giải quyết"),
    _own("outcomes", "", "sessions", r"lớp (?:dạy |học )?nghề|dạy nghề|đào tạo nghề|khuyến nông"
          r"|chuyển giao (?:khoa học|kỹ thuật|tiến bộ)"),
    _own("outcomes", "", "persons attendances",
          r"(?:đạt|đoạt) (?:giải|danh hiệu)|\bđỗ (?:các |vào )"),
    _own("context", "", "persons", r"nhân khẩu"),
    _own("context", "", "households", r"(?:thôn|bản|ấp|xóm|khu\w*|làng|xã|phường|thị trấn)\b"
          r"[^,;.]{0,25}\bcó [^,;.\d]{0,12}\d[\d.]* hộ(?: dân)?\b"
          r"(?! (?:được|đã|đăng|hiến|tham|tự|đạt|nghèo|thoát|góp|có|làm|giúp))"),
    _own("study", "", _PARTY, r"(?:xây dựng|ban hành|có) (?:\w+ ){0,2}kế hoạch"),
    _own("context", "", f"sessions {_PARTY} persons", _AUDIT),
    _rule("pledges", "tracking_books", "books", "sổ"),
    _rule("pledges", "", "books pledges"),
    _rule("pledges", "leader_tasks", "tasks", r"đăng ký|lãnh đạo|làm theo|nêu gương|cam kết"),
    _rule("pledges", "leader_task_groups", "groups", r"việc"),
    _rule("study", "school_lessons", "lessons"),
    _own("study", "school_attendance", "attendances", r"học sinh|sinh viên|thiếu nhi|đội viên"),
    _own("outcomes", "", "attendances", r"khám|chữa bệnh|công dân|vay|tư vấn|thăm|cắt tóc"),
    _rule("study", "study_attendance", "attendances"),
    _own("pledges", "pledge_share", "%",
          r"%(?:(?!học tập|quán triệt|tham gia)[^;])*?(?:đăng ký|cam kết)"),
    _own("study", "member_study_share", "%",
          r"đảng viên[^;]{0,60}(?:học|tham gia|dự)|(?:học tập|tham gia)[^;]{0,30}đảng viên"
          r"|đảng viên (?:được )?(?:học|tham gia)"),
    _own("study", "study_plan_share", "%",
          r"(?:chi bộ|đảng bộ|tổ chức|cấp ủy|đoàn thể)[^;]*(?:kế hoạch)"),
    _own("study", "organisation_session_share", "%",
          r"(?:đảng bộ|chi bộ|cơ sở)[^;]*(?:hội nghị|quán triệt|sinh hoạt)"),
    _own("pledges", "pledge_share", f"% {_PARTY}", _PLEDGE),
    _own("resources", "rural_fund_people_share", "%", r"chiếm|đóng góp"),
    _own("pledges", "pledging_persons", "persons", r"cam kết|kế hoạch|bản đăng ký"),
    _own("pledges", "registered_recipients", _PEOPLE, r"đăng ký"),
    _own("outcomes", "", "persons", r"\d em nhỏ|\b(?:ba|\d) cháu\b|trẻ mồ côi"),
    _rule("outcomes", "exemplar_count", "exemplars"),
    _rule("outcomes", "exemplar_count", "recipients", r"điển hình|tiêu biểu|người tốt"),
    _rule("outcomes", "disabled_trainees", "persons", r"đào tạo[^.]*khuyết tật"),
    _own("context", "disabled_worker_share", "%", r"lao động là người khuyết tật"),
    _own("outcomes", "supported_pupils", "persons", r"(?:hỗ trợ|đỡ đầu)[^.]{0,30}(?:học sinh|em)"),
    _own("context", "", "persons", r"thành viên|biên chế|chia thành"),
    _own("study", "study_sessions", "sessions", r"hội nghị|học tập|quán triệt|chuyên đề|lớp học"),
    _own("study", "", "sessions", _STUDY),
    _rule("study", "", "articles lessons"),
    _own("study", "", f"persons {_PARTY}", r"học tập|quán triệt|dự thi|tham dự|hội thi|bồi dưỡng"
          r"|thí sinh|đến nghe|chuẩn mực đạo đức|học chuyên đề|sinh hoạt chuyên đề"
          r"|(?:chưa|được|đã) học\b"),
    _rule("resources", "donated_workdays", "workdays"),
    _own("resources", "donated_land", _AREA, r"hiến|đất"),
    _rule("outcomes", "river_households_housed", "households", r"trên sông[^.]*(?:làm nhà|nhà)"),
    _rule("outcomes", "river_houses_area", "m2", r"diện tích xây dựng"),
    _rule("resources", "", f"{_AREA} tons kg", _GIVEN),
    _own("resources", "", "km m", r"(?:tường|hàng) rào|tháo dỡ"),
    _rule("outcomes", "", f"{_AREA} km m tons kg houses"),
    _own("outcomes", "", "persons households", _HELPED),
    _own("resources", "river_housing_cost", "VND", r"tổng kinh phí làm nhà"),
    _own("resources", "rural_fund_people", "VND", r"(?:nhân dân|người dân) (?:đóng )?góp"),
    _rule("resources", "rural_fund", "VND", r"(?:huy động|nguồn lực)[^;]*(?:nông thôn mới|ntm)"),
    _rule("resources", "disabled_support_value", "VND", r"khuyết tật|học viên"),
    _rule("resources", "rural_model_fund", "VND", r"nông thôn mới|nhà văn hóa thôn"),
    _own("resources", "river_housing_fund", "VND", r"nguồn|hộ vay|làm nhà|hoàn thành nhà"),
    _rule("resources", "", "VND"),
]  # fmt: skip
_WIDE = [
    _rule("commendations", "commended_recipients", _PEOPLE, _PRAISE),
    _rule("pledges", "", f"% {_PARTY}", _PLEDGE),
    _rule("study", "", "%", _STUDY),
    _own("study", "", "%", r"làm theo|chuẩn mực|quy chuẩn đạo đức"),
    _rule("study", "", "persons", r"(?:học tập|quán triệt).*%.*\d quần chúng"),
    _rule("context", "", "persons recipients",
          r"(?:tham dự|\bdự) (?:chương trình|buổi lễ|lễ|hội nghị|đại hội)[^.]{0,20} có "),
    _own("outcomes", "", "persons", r"\bcho (?:hơn |gần |trên )?\d[\d.]* (?:học sinh|em|cháu|cụ)"),
    _rule("resources", "", "%", r"đóng góp|nguồn lực"),
    _rule("outcomes", "", "%", r"số hộ|hộ dân|phân loại|hài lòng|gia đình văn hóa"),
    _rule("context", "", f"targets {_PARTY} %"),
    _rule("context", "quarter_households", "households", r"khu dân cư|\bkhu \d|trong khu"),
    _rule("outcomes", "", "households collectives recipients tasks groups"),
    _rule("outcomes", "", "persons", _HELPED),
    _own("study", "", "persons", r"tham gia|\bdự\b|đến nghe"),
    _rule("study", "", "persons", r"\d (?:lớp|hội nghị|buổi)\b"),
    _own("context", "cell_members", "persons", r"chi bộ[^.]{0,20}có[^.]{0,20}đảng viên"),
    _rule("context", "", "persons"),
    _rule("study", "study_sessions", "sessions"),
    _rule("outcomes", "", ""),
]  # fmt: skip


_THINGS = [
    _rule("study", "", "none", r"thi\b|chuyên mục|chuyên đề|phóng sự|điểm cầu|câu chuyện|bài"
          r"|băng rôn|tờ rơi|xe loa|tiểu phẩm|thí sinh|tài liệu|ấn phẩm|pa ?nô|áp phích|khẩu hiệu"),
    _rule("context", "", "none", r"văn bản|hành chính|km2|km²|trường|bệnh viện|doanh nghiệp"),
    _rule("commendations", "", "none", r"danh hiệu|giải thưởng|huy chương"),
]  # fmt: skip
# What is counted and what its sentence is about decide together.
_THINGS_AMID = [
    ("study", r"kế hoạch|công văn|quyết định|hướng dẫn|chỉ thị|nghị quyết|thông báo|văn bản|đề án",
     r"ban hành|chỉ thị|kết luận|học tập|làm theo"),
    ("study", r"\bđội\b|giải|tiết mục|câu hỏi|bài", r"hội thi|cuộc thi|liên hoan"),
    ("study", r"loại hình|trang|nền tảng|kênh|tài khoản", r"tuyên truyền|truyền thông|báo chí"),
    ("commendations", r"lượt (?:tập thể|cá nhân)", r"khen|biểu dương|tuyên dương"),
    ("context", r"đoàn (?:kiểm tra|giám sát|công tác)", r""),
    ("models", r"nhóm mô hình", r""),
    ("study", r"giải (?:nhất|nhì|ba|khuyến khích)", r""),
]  # fmt: skip
_THINGS_USED = [
    _rule("context", "", "none", "thu nhập"),
    _rule("resources", "", "none", r"đồng/"),
]


@dataclass(frozen=True)
class Topic:
    topic: str
    indicator: str | None
    why: str


_MADE = Topic("outcomes", None, "vật, việc được đếm")


def topic_of(unit: str | None, own: str, listed: Topic | None, sentence: str, phrase: str) -> Topic:
    """Topic and indicator of a figure in its clause `own` and its sentence.

    `listed` is that of the figure before it in the same list: "41 tập thể, 76 cá nhân" are one.
    """
    code = unit or "none"
    if unit is None:  # what is counted says more than the words around it
        return (
            _amid(phrase, sentence)
            or _first(_THINGS, code, phrase)
            or _first(_THINGS_USED, code, own)
            or _MADE
        )
    for rules in (_STRONG, _USUAL):
        found = _first(rules, code, own)
        if found:
            return found
        if listed and rules is _STRONG:
            return Topic(listed.topic, listed.indicator, f"cùng dãy với số trước ({listed.why})")
    for rules in (_STRONG, _USUAL):
        found = _first([rule for rule in rules if not rule.own], code, sentence)
        if found:
            return found
    return _first(_WIDE, code, sentence, own) or Topic("outcomes", None, "không có chữ nào rõ hơn")


def _amid(noun: str, sentence: str) -> Topic | None:
    for topic, things, words in _THINGS_AMID:
        thing = re.search(things, noun, re.IGNORECASE)
        match = thing and re.search(words, sentence, re.IGNORECASE)
        if match:
            said = _short(match[0] or thing[0])
            return Topic(topic, None, f'vật được đếm "{thing[0].lower()}" và chữ "{said}"')
    return None


def _first(rules: list[Rule], code: str, text: str, own: str | None = None) -> Topic | None:
    for rule in rules:
        if rule.units and code not in rule.units:
            continue
        if rule.words is None:
            return Topic(rule.topic, rule.indicator, "theo đơn vị tính")
        match = rule.words.search(own if rule.own and own is not None else text)
        if match:
            return Topic(
                rule.topic, rule.indicator, f'theo đơn vị tính và chữ "{_short(match[0])}"'
            )
    return None


def _short(words: str) -> str:
    return " ".join(words.split()[:8])
