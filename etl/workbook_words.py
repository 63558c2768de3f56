"""The words of the entry workbook: instructions, the worked example; its sheets and columns are
called as everywhere people type them.

Vietnamese only, for people who enter reports.
"""

from warehouse.headings import KEYS as KEYS
from warehouse.headings import LABELS as LABELS
from warehouse.headings import SHEETS as SHEETS

GUIDE, LISTS, MARKS = "Hướng dẫn", "Danh mục", "Lỗi cần sửa"

# Computed by the build: typed here, they are refused by these names as by their codes.
DERIVED = {
    "value": "Giá trị",
    "lower": "Cận dưới",
    "upper": "Cận trên",
    "qualifier": "Mức chính xác",
    "denominator": "Mẫu số",
    "quantity": "Phần số",
}

INSTRUCTIONS = {
    "sources": "Mỗi dòng một báo cáo. Ghi báo cáo ở đây trước, các trang khác chọn lại báo cáo ấy.",
    "units": "Mỗi dòng một đơn vị trong một thời kỳ. Đơn vị đã giải thể giữ nguyên dòng, ghi ngày "
    "cuối; đơn vị mới là dòng mới, mã mới.",
    "unit_links": "Mỗi dòng một lần đơn vị cũ nhập vào đơn vị mới.",
    "indicators": "Mỗi dòng một chỉ tiêu. Đổi tên thì giữ mã; đổi cách đếm thì lập chỉ tiêu mới.",
    "observations": "Mỗi dòng một số liệu, cụm từ chép đúng từng chữ, không quá tám từ. Giá trị, "
    "cận, đơn vị tính do chương trình đọc từ cụm từ, không có cột để gõ. Mã để trống thì "
    "chương trình đặt.",
    "models": "Mỗi dòng một mô hình, phong trào được gọi tên. Nhiều lĩnh vực cách nhau bằng dấu "
    "chấm phẩy. Mã để trống thì chương trình đặt.",
    "commendations": "Mỗi dòng một lần báo cáo nói tới khen thưởng, có số hay không. Mã để trống "
    "thì chương trình đặt. Có bảng số sẵn thì dùng trang “PL khen thưởng”.",
    "study_activities": "Mỗi dòng một hoạt động học tập, tuyên truyền, giảng dạy. Mã để trống thì "
    "chương trình đặt. Có bảng số sẵn thì dùng trang “PL học tập”.",
}

_STEPS = """\
Biểu nhập số liệu báo cáo học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh

1. Ghi báo cáo vào trang “Báo cáo”: tên tệp, mã băm SHA-256 và số đoạn (dòng có chữ).

2. Có bảng phụ lục thì gõ vào các trang “PL …”: mỗi dòng một đơn vị, một kỳ. Chương trình chuyển
từng ô số thành một dòng của trang “Số liệu”, kèm dòng “Hoạt động” hoặc “Khen thưởng” tương ứng.

3. Báo cáo viết thành lời thì gõ vào “Số liệu”, “Mô hình”, “Khen thưởng”, “Hoạt động”.

4. Chép đúng như in: 1.275 · hơn 500 · gần 700 · 76,6%. Dấu chấm tách nghìn, dấu phẩy tách thập
phân. Ô không có trong báo cáo để trống, không gõ 0.

5. Ngày gõ ngày/tháng/năm: 17/03/2023. Mọi ô đều là chữ; không dùng công thức, không gộp ô, không
ẩn trang, không đổi tên trang và tên cột.

6. Ô có danh sách thì chọn trong danh sách; phần trong ngoặc vuông là mã, chương trình đọc theo mã
ấy. Dòng ví dụ màu xám trên tiêu đề không được nạp.

7. Nạp: python -m etl import TỆP.xlsx. Chương trình báo mọi lỗi một lượt, kèm bản sao đánh dấu ô
sai, rồi cho xem trước các thay đổi; chỉ ghi khi được đồng ý.

8. Nạp chỉ thêm dòng mới và sửa dòng cùng mã. Dòng vắng trong tệp được giữ nguyên; muốn bỏ một dòng
thì sửa tệp trong data/curated.

Không ghi họ tên người không giữ chức vụ, dân tộc, tôn giáo, số hộ nghèo dưới cấp xã."""
STEPS = tuple(step.replace("\n", " ") for step in _STEPS.split("\n\n"))
EXAMPLE_INTRO = (
    "Ví dụ. Đoạn 2 của một báo cáo (đặt ra để minh họa) viết: “Năm 2022, huyện tổ chức 12 hội nghị "
    "học tập với 1.275 lượt người, đạt 98,5% đảng viên; Chủ tịch UBND huyện tặng giấy khen cho 5 "
    "tập thể, 8 cá nhân.” Các dòng “Ví dụ” trên mỗi trang cho thấy cách gõ, trong đó:"
)
EXAMPLE_STEPS = (
    "• trang “PL học tập”: một dòng, ba ô 12, 1.275 và 98,5 thành ba số liệu và hai hoạt động;",
    "• trang “PL khen thưởng”: một dòng, hai ô 5 và 8 thành hai số liệu và hai lần khen thưởng.",
)

# One made-up report; names of units, indicators and codes are shown as lists show them.
_REPORT = {"source_id": "vi-du-2022", "paragraph": "2", "unit_id": "yen-dinh"}
_YEAR = {"period_from": "2022-01-01", "period_to": "2022-12-31", "period_text": "Năm 2022"}
EXAMPLES: dict[str, dict[str, str]] = {
    "sources": {
        "source_id": "vi-du-2022", "file": "vi-du.txt", "sha256": "0" * 64,
        "title": "Báo cáo minh họa", "published_on": "2023-01-15", "unit_id": "yen-dinh",
        "kind": "annex", "paragraph_count": "9",
    },
    "units": {
        "unit_id": "x-vi-du", "name": "Xã Ví Dụ", "short_name": "Ví Dụ", "type": "commune",
        "level": "commune", "parent_id": "yen-dinh", "locality_id": "yen-dinh",
        "valid_to": "2025-06-30",
    },
    "unit_links": {
        "from_unit_id": "x-vi-du", "to_unit_id": "x-15469-2025", "kind": "whole",
        "resolution": "1686/NQ-UBTVQH15",
    },
    "indicators": {
        "indicator_id": "vi_du_dialogues", "name": "Số cuộc đối thoại với dân", "topic": "outcomes",
        "measure_unit": "sessions", "count_kind": "flow", "higher_is": "neutral",
        "definition": "Cuộc đối thoại của người đứng đầu với Nhân dân.", "is_core": "false",
        "asked_of": "local",
    },
    "observations": {
        **_REPORT, "observation_id": "vi-du-2022-p03-1", "paragraph": "3",
        "indicator_id": "tracking_books", "as_printed": "hơn 500 cuốn sổ theo dõi",
        "count_kind": "flow", "obs_status": "reported", **_YEAR, "period_basis": "stated",
    },
    "models": {
        **_REPORT, "paragraph": "4", "name": "Ngày thứ Bảy vì dân", "owner": "Đảng ủy xã",
        "owner_level": "commune", "kind": "mô hình", "fields": "culture_society;political_system",
        "is_breakthrough": "false",
    },
    "commendations": {
        **_REPORT, "paragraph": "5", "as_printed": "trao Thư khen hằng tháng", "form": "thu_khen",
        "authority_kind": "unstated", "recipient": "mixed", "frequency": "monthly",
    },
    "study_activities": {
        **_REPORT, "paragraph": "5", "as_printed": "Lễ chào cờ đầu tháng", "activity": "ceremony",
        "organiser": "Huyện ủy", "frequency": "monthly", "obs_status": "mentioned",
    },
    "study": {
        **_REPORT, "organiser": "Huyện ủy", "study_sessions": "12", "study_attendance": "1.275",
        "member_study_share": "98,5", **_YEAR,
    },
    "pledges": {
        **_REPORT, "paragraph": "6", "pledging_persons": "hơn 4.000", "collectives": "32",
        "individuals": "hơn 500", "pledge_share": "100", **_YEAR,
    },
    "models_counted": {
        **_REPORT, "paragraph": "7", "registered": "36", "recognised": "11",
        "counting_level": "district", **_YEAR,
    },
    "exemplars": {
        **_REPORT, "paragraph": "8", "collectives": "12", "individuals": "gần 40", **_YEAR,
    },
    "commended": {
        **_REPORT, "form": "giay_khen", "authority": "Chủ tịch UBND huyện",
        "authority_kind": "state", "authority_level": "district", "collectives": "5",
        "individuals": "8", **_YEAR,
    },
}  # fmt: skip
