"""Codelists of the contract: every code a column may hold, with the Vietnamese words a reader sees.

Codes are SDMX-like English identifiers, the words are the domain's. A code not listed here cannot
be published; a label is written here once and used by screen, files and dictionary alike.
"""

LEVEL = {
    "province": "cấp tỉnh",
    "district": "cấp huyện",
    "commune": "cấp xã",
    "hamlet": "thôn, khu",
    "party_cell": "chi bộ",
    "agency": "cơ quan, đơn vị",
    "facility": "cơ sở",
}
TOPIC = {
    "models": "Mô hình",
    "commendations": "Khen thưởng",
    "study": "Học tập, quán triệt",
    "pledges": "Cam kết, đăng ký",
    "resources": "Nguồn lực",
    "outcomes": "Kết quả khác",
    "context": "Bối cảnh",
}
QUALIFIER = {
    "exact": "đúng như in",
    "more_than": "hơn, trên",
    "nearly": "gần, dưới",
    "about": "khoảng, ước",
    "magnitude": "chỉ nêu độ lớn",
    "range": "khoảng từ – đến",
}
MEASURE_UNIT = {
    "VND": "đồng",
    "VND_per_person_year": "đồng/người/năm",
    "VND_per_person_month": "đồng/người/tháng",
    "m2": "m²",
    "m3": "m³",
    "ha": "ha",
    "m": "m",
    "km": "km",
    "kg": "kg",
    "tons": "tấn",
    "%": "%",
    "persons": "người",
    "attendances": "lượt người",
    "collectives": "tập thể",
    "households": "hộ",
    "recipients": "tập thể, cá nhân, hộ",
    "exemplars": "điển hình",
    "models": "mô hình",
    "sessions": "hội nghị, lớp",
    "lessons": "tiết",
    "books": "cuốn sổ",
    "pledges": "bản cam kết, đăng ký",
    "tasks": "việc",
    "groups": "nhóm việc",
    "targets": "chỉ tiêu",
    "party_cells": "chi bộ",
    "party_groups": "tổ đảng",
    "party_bodies": "tổ chức đảng",
    "workdays": "ngày công",
    "articles": "tin, bài",
    "communes": "xã, phường",
    "hamlets": "thôn, khu",
    "agencies": "cơ quan, đơn vị",
    "commendations": "giấy khen, bằng khen",
    "houses": "nhà",
}
# A count of recipients may be printed as persons, collectives or households: same indicator,
# other unit.
UNITS_WITHIN = {
    "recipients": {"recipients", "persons", "collectives", "households"},
}
COUNT_KIND = {
    "stock": "số có tại một thời điểm",
    "flow": "số phát sinh trong kỳ",
    "ratio": "tỷ số giữa hai số",
    "rate": "tỷ lệ",
    "target": "chỉ tiêu đề ra",
}
OBS_STATUS = {
    "reported": "có số liệu",
    "mentioned": "chỉ nhắc tới, không có số",
    "instructed": "yêu cầu phải làm, chưa phải kết quả",
}
COVERAGE_STATUS = {
    "reported": "có số liệu",
    "reported_zero": "báo cáo bằng 0",
    "mentioned": "chỉ nhắc tới",
    "instructed": "chỉ có yêu cầu",
    "silent": "không nêu",
    "not_applicable": "không áp dụng",
}
RECIPIENT = {
    "collective": "tập thể",
    "individual": "cá nhân",
    "household": "hộ gia đình",
    "mixed": "không tách loại",
}
MODEL_STATUS = {
    "registered": "đăng ký",
    "maintained": "duy trì",
    "recognised": "công nhận",
    "exemplary": "điển hình",
    "unstated": "không nêu trạng thái",
}
PERIOD_BASIS = {
    "stated": "báo cáo nêu rõ kỳ",
    "as_of": "tính đến một ngày",
    "resolution_anniversary": "số năm thực hiện văn bản, không rõ ngày đầu",
    "unknown": "không rõ kỳ",
}
UNIT_TYPE = {
    "province": "tỉnh",
    "city": "thành phố",
    "district": "huyện",
    "commune": "xã",
    "ward": "phường",
    "township": "thị trấn",
    "quarter": "khu phố",
    "party_cell": "chi bộ",
    "agency": "cơ quan",
    "facility": "cơ sở sản xuất",
}
LINK_KIND = {
    "whole": "nhập toàn bộ",
    "part": "nhập một phần",
    "renamed": "đổi tên",
}
SOURCE_KIND = {"press": "tin, bài báo chí", "official": "báo cáo chính thức", "annex": "phụ lục"}
HIGHER_IS = {
    "better": "cao hơn là tốt hơn",
    "worse": "cao hơn là kém hơn",
    "neutral": "không xếp tốt, kém",
}
ASKED_OF = {
    "every": "mọi địa phương",
    "local": "chỉ địa phương có chương trình này",
}
MODEL_KIND = {
    "mô hình": "mô hình",
    "phong trào": "phong trào, cuộc vận động",
    "chủ đề": "chủ đề, chuyên đề, phương châm",
    "chuyên mục": "chuyên mục, trang tin",
    "chương trình": "chương trình, việc trọng tâm",
}
FIELD = {
    "economy": "Kinh tế",
    "culture_society": "Văn hóa - xã hội",
    "defence_security": "Quốc phòng - an ninh",
    "political_system": "Xây dựng hệ thống chính trị",
    "other": "Khác, chưa phân loại",
}
COMMENDATION_FORM = {
    "giay_khen": "giấy khen",
    "bang_khen": "bằng khen",
    "thu_khen": "thư khen",
    "thu_bieu_duong": "thư biểu dương",
    "bieu_duong": "biểu dương",
    "unstated": "không nêu hình thức",
}
AUTHORITY_KIND = {
    "state": "chính quyền",
    "party": "cấp ủy, cơ quan Đảng",
    "mass_organisation": "Mặt trận, đoàn thể",
    "unstated": "không nêu rõ",
}
FREQUENCY = {
    "once": "một lần",
    "weekly": "hằng tuần",
    "monthly": "hằng tháng",
    "yearly": "hằng năm",
    "regular": "thường xuyên",
    "unstated": "không nêu",
}
ACTIVITY = {
    "session": "Hội nghị học tập, quán triệt",
    "thematic_study": "Học tập chuyên đề",
    "party_meeting": "Sinh hoạt chi bộ, đoàn thể",
    "teaching": "Giảng dạy trong nhà trường, trung tâm chính trị",
    "school_activity": "Hoạt động của học sinh",
    "propaganda": "Tuyên truyền, vận động",
    "media_column": "Chuyên mục, đài, trang tin, mạng xã hội",
    "ceremony": "Lễ chào cờ, kể chuyện về Bác",
    "contest": "Cuộc thi",
    "collection": "Sưu tầm, tìm hiểu",
    "visit": "Thăm khu tưởng niệm",
    "dialogue": "Đối thoại với dân",
    "planning": "Ban hành văn bản, kế hoạch",
    "pledge_drive": "Cam kết, đăng ký làm theo",
    "inspection": "Kiểm tra, giám sát",
    "review": "Hội nghị sơ kết, tổng kết",
}
FINDING_KIND = {
    "sum": "tổng và các phần",
    "part": "phần và tổng",
    "ratio": "tỷ lệ và hai số gốc",
    "date": "ngày, kỳ",
    "citation": "trích dẫn văn bản",
    "duplicate": "lặp lại",
    "scope": "phạm vi",
}
FINDING_ORIGIN = {
    "computed": "chương trình đối chiếu",
    "curated": "người nhập ghi",
}
SEVERITY = {
    "holds": "khớp",
    "note": "cần biết khi dùng",
    "warning": "không khớp hoặc dễ hiểu sai",
}
CHANGE = {
    "added": "thêm",
    "changed": "đổi",
    "removed": "bỏ",
}
VERDICT = {
    "comparable": "so sánh được",
    "conditional": "so sánh có điều kiện",
    "not_comparable": "không so sánh được",
}
