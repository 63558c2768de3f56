"""Every rule a curated cell can break, and the words in which it is refused."""

import re
from dataclasses import dataclass

from warehouse.contract import TABLES

# table, key of the row, column = what is typed; below it the answer: "value": rule; remedy.
SPOILED = """
observations yen-dinh-2023-p06-11 paragraph = sáu
    "sáu": paragraph không phải số nguyên; ghi chữ số, không dấu chấm.
observations yen-dinh-2023-p06-10 paragraph = 6.0
    "6.0": paragraph không phải số nguyên; ghi chữ số, không dấu chấm.
observations yen-dinh-2023-p06-9 paragraph = 0
    "0": paragraph nhỏ hơn 1; xem lại báo cáo.
sources yen-dinh-2023 event_on = 17/3/2023
    "17/3/2023": event_on không phải ngày; ghi năm-tháng-ngày, ví dụ 2023-03-17.
observations yen-dinh-2023-p06-8 as_of = 2022-02-30
    "2022-02-30": as_of không phải ngày; ghi năm-tháng-ngày, ví dụ 2023-03-17.
models yen-dinh-2023-m01 is_breakthrough = có
    "có": is_breakthrough không phải true/false; ghi true hoặc false.
observations yen-dinh-2023-p06-7 count_kind = Flow
    "Flow": count_kind không có trong bảng mã; chọn một trong: stock, flow, ratio, rate,
    target.
unit_links long-an kind = nhập
    "nhập": kind không có trong bảng mã; chọn một trong: whole, part, renamed.
models yen-dinh-2023-m02 fields = economy;kinh_te
    "economy;kinh_te": fields không có trong bảng mã; chọn một trong: economy,
    culture_society, defence_security, political_system, other.
models yen-dinh-2023-m03 fields = economy; economy
    "economy; economy": fields lặp mã; giữ mỗi mã một lần.
observations lang-son-2023-p05-1 as_printed = 100% tổ chức đảng và người đứng đầu cấp
    "100% tổ chức đảng và người đứng đầu cấp": as_printed dài hơn 8 từ; rút cụm từ ngắn lại.
commendations can-duoc-2023-k1 as_printed = Thư khen cho tập thể hoặc cá\u00a0nhân tiêu\u00a0biểu
    "Thư khen cho tập thể hoặc cá\u00a0nhân tiêu\u00a0biểu": as_printed dài hơn 8 từ;
    rút cụm từ ngắn lại.
observations lang-son-2023-p06-1 period_text = một hai ba bốn năm một hai ba bốn năm một hai ba
    "một hai ba bốn năm một hai ba bốn năm một hai ba": period_text dài hơn 12 từ;
    rút cụm từ ngắn lại.
observations yen-dinh-2023-p07-1 paragraph = 17
    "17": đoạn không có trong báo cáo; báo cáo yen-dinh-2023 có 16 đoạn; xem lại số đoạn.
models lang-son-2023-m02 paragraph = 14
    "14": đoạn không có trong báo cáo; báo cáo lang-son-2023 có 13 đoạn; xem lại số đoạn.
commendations can-duoc-2023-k2 paragraph = 99
    "99": đoạn không có trong báo cáo; báo cáo can-duoc-2023 có 18 đoạn; xem lại số đoạn.
study_activities sin-ho-2023-a01 paragraph = 25
    "25": đoạn không có trong báo cáo; báo cáo sin-ho-2023 có 24 đoạn; xem lại số đoạn.
observations sin-ho-2023-p15-2 period_to = 2021-12-31
    "2022-01-01 – 2021-12-31": kỳ kết thúc trước khi bắt đầu; đổi lại hai ngày theo báo cáo.
observations sin-ho-2023-p15-3 period_from =
    "Trong hai năm (2022 -2023)": nêu "stated" nhưng không có ngày đầu kỳ; ghi period_from,
    hoặc đổi period_basis.
observations yen-dinh-2023-p06-6 as_of =
    "Tính đến ngày 31/12/2022": nêu "as_of" nhưng thiếu ngày as_of; ghi as_of, hoặc đổi
    period_basis thành unknown.
units x-28132-2025 valid_to = 2025-06-30
    "2025-07-01 – 2025-06-30": đơn vị hết hiệu lực trước khi có; đổi lại hai ngày.
observations can-duoc-2023-p13-3 as_of = 2025-07-01
    "Huyện Cần Đước": số liệu ở ngoài thời gian đơn vị tồn tại; gắn số với đơn vị có vào lúc
    đó.
observations sin-ho-2023-p09-4 part_of = sin-ho-2023-p10-1
    "875 cán bộ, công chức, viên chức": phần lớn hơn tổng 32 tập thể; xem lại part_of hoặc cụm
    từ.
observations quang-xuong-2023-p05-4 part_of = quang-xuong-2023-p05-4
    "quang-xuong-2023-p05-4": số liệu là một phần của chính nó; sửa part_of.
observations lang-son-2023-p12-6 indicator_id = cell_members
    "4 tổ đảng": đơn vị tính (party_groups) khác đơn vị của chỉ tiêu (persons); chọn chỉ tiêu
    khác hoặc sửa cụm từ.
observations can-duoc-2023-p13-2 model_status =
    "11 mô hình cấp huyện": số mô hình thiếu trạng thái; ghi model_status; báo cáo không nêu
    thì ghi unstated.
observations yen-dinh-2023-p11-2 recipient =
    "28 tập thể": số người, tập thể thiếu đối tượng; ghi recipient; không tách được thì ghi
    mixed.
commendations sin-ho-2023-k1 observation_id = yen-dinh-2023-p11-3
    "yen-dinh-2023-p11-3": số liệu đi kèm là của báo cáo khác; sửa observation_id.
study_activities sin-ho-2023-a06 observation_id = yen-dinh-2023-p11-3
    "yen-dinh-2023-p11-3": số liệu đi kèm là của báo cáo khác; sửa observation_id.
units x-03478-2025 gso_code = 3478
    "3478": mã thống kê không đủ chữ số; cấp tỉnh 2, cấp huyện 3, cấp xã 5 chữ số, giữ số 0 ở
    đầu.
units x-28144-2025 parent_id = x-28144-2025
    "x-28144-2025": đơn vị là cấp trên của chính mình; sửa parent_id.
observations quang-xuong-2023-p05-11 unit_id = thanh-hoa
    "thanh-hoa": đơn vị không thuộc địa phương so sánh nào; ghi locality_id của đơn vị trong
    data/curated/units.csv.
sources lang-son-2023 unit_id = chi-lang
    "chi-lang": đơn vị của báo cáo không phải địa phương so sánh; ghi locality_id của đơn vị
    này là chính nó trong data/curated/units.csv.
sources can-duoc-2023 file = ../../001.txt
    "../../001.txt": không phải tên tệp; chỉ ghi tên tệp, không ghi thư mục.
sources quang-xuong-2023 sha256 = 31E9C844
    "31E9C844": không phải mã băm SHA-256; ghi đủ 64 chữ số thập lục, chữ thường; lệnh
    sha256sum in ra mã này.
"""


@dataclass(frozen=True)
class Case:
    """A cell typed wrong, and what the build must answer to it."""

    file: str
    key: str
    column: str
    typed: str
    answer: str

    def __str__(self) -> str:
        return f"{self.file} {self.column} {self.answer.split(':')[1].split(';')[0].strip()}"


def cases() -> list[Case]:
    found = []
    for block in re.split(r"\n(?=\w)", SPOILED.strip()):
        cell, *answer = block.split("\n")
        place, _, typed = cell.partition(" =")
        found.append(Case(*place.split(" "), typed.strip(), " ".join(map(str.strip, answer))))
    return found


CASES = cases()

# Table, column and target of each reference of the contract.
REFERENCES = [
    (table.name, column.name, column.references)
    for table in TABLES
    for column in table.typed
    if table.curated and column.references
]
