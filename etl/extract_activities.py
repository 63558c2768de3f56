"""Study activities that a paragraph names, by kind, with the figure where one stands beside."""

import re
from collections.abc import Iterator

from etl.extract_page import Line
from etl.extract_praise import FREQUENCY, first_of
from etl.extract_scope import Scope

Record = dict[str, object]

_ACTIVITIES = tuple(
    (code, re.compile(words, re.IGNORECASE))
    for code, words in (
        ("review", r"hội nghị (?:sơ kết|tổng kết)"),
        ("session", (r"(?:hội nghị|lớp|buổi) (?:trực tuyến )?(?:học tập|quán triệt|triển khai|học)"
         r"|lượt người[^,.;]{0,20}học tập")),
        ("thematic_study", (r"(?:học tập|sinh hoạt|học|chọn) chuyên đề"
         r"|chuyên đề (?:toàn khóa|h[ằà]ng năm|học (?:tập )?và làm theo|của (?:tỉnh|huyện) ủy)")),
        ("ceremony", r"(?:lễ )?chào cờ|kể (?:mẩu )?chuyện về bác"),
        ("contest", r"(?:cuộc|hội) thi\b"),
        ("media_column", (r"chuyên mục|(?:đài|trạm|hệ thống|trực tiếp) truyền thanh|fanpage"
         r"|trang thông tin|cổng thông tin")),
        ("party_meeting", r"sinh hoạt (?:chi bộ|định kỳ|đoàn thể|thường xuyên)"),
        ("teaching", r"giảng dạy|trung tâm chính trị"),
        ("school_activity", r"hoạt động (?:ngoài giờ|trải nghiệm|ngoại khóa)|lượt học sinh"),
        ("inspection", (r"(?:tổ chức |công tác )kiểm tra, giám sát|chương trình giám sát"
         r"|(?:đoàn|cuộc) (?:kiểm tra|giám sát)|đánh giá,? (?:phân loại|xếp loại|nhiệm vụ)")),
        ("pledge_drive", (r"(?:bản |ký |xây dựng )cam kết|sổ theo dõi"
         r"|đăng ký (?:các |những )?(?:mô hình cụ thể|nội dung|phần việc|việc)")),
        ("dialogue", r"đối thoại (?:với|trực tiếp)"),
        ("collection", r"sưu tầm|tìm hiểu (?:về )?(?:cuộc đời|thân thế)"),
        ("visit", r"thăm (?:khu|lăng|bảo tàng)"),
        ("planning", (r"(?:ban hành|xây dựng) (?:các |nhiều |những )?(?:\d+ )?"
         r"(?:văn bản|kế hoạch(?! cá nhân)|nghị quyết|chương trình, kế hoạch)"
         r"|vào chương trình, kế hoạch")),
        ("propaganda", (r"công tác tuyên truyền"
         r"|(?:đẩy mạnh|tích cực|chỉ đạo)[^.;]{0,20} tuyên truyền"
         r"|(?:tuyên truyền, )?vận động (?:các tầng lớp )?(?:nhân dân|người dân)"
         r"|nâng cao nhận thức")),
    )
)  # fmt: skip


def study_activities(line: Line, scope: Scope, observed: list[Record]) -> list[Record]:
    """One record per kind of activity in each sentence, with its figure where it has one."""
    made: list[Record] = []
    told: set[tuple[str, int]] = set()
    for code, match in _found(line.text):
        begin = line.text.rfind(". ", 0, match.start()) + 1
        if (code, begin) in told:
            continue
        told.add((code, begin))
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
            "frequency": first_of(FREQUENCY, sentence) or "unstated",
            "obs_status": _state(line, sentence, figure),
            "observation_id": figure and figure["observation_id"],
            "unit_id": unit and unit.unit_id,
            "why": {"activity": f'chữ "{match[0].lower()}"', "unit_id": why},
        })  # fmt: skip
    return made


def _found(text: str) -> Iterator[tuple[str, re.Match[str]]]:
    for code, words in _ACTIVITIES:
        for match in words.finditer(text):
            yield code, match


def _state(line: Line, sentence: str, figure: Record | None) -> str:
    if line.is_plan or re.search(r"chỉ đạo:|yêu cầu|phấn đấu|tiếp tục chỉ đạo", sentence):
        return "instructed"
    return str(figure["obs_status"]) if figure else "mentioned"
