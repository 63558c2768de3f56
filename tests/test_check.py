"""Every rule a curated row can break, and the words in which it is refused.

All the rows of CASES are spoiled in one folder and checked in one build: each must be named, with
its own line, and nothing else may be said. That is also how data staff meet them: all at once.
"""

import re
from dataclasses import dataclass

import duckdb
import pytest

from etl.__main__ import build
from etl.check import check_rules
from tests.conftest import ROOT, Curated
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


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> dict[Case, str]:
    """What the one build says of each case, by its line; "" when it says nothing of it."""
    curated = Curated(tmp_path_factory.mktemp("spoiled"))
    place = {}
    for case in CASES:
        line = curated.cell(f"{case.file}.csv", case.key, case.column, case.typed)
        place[f"data/curated/{case.file}.csv:{line}"] = case
    assert len(place) == len(CASES), "two cases share a line"
    said = dict.fromkeys(CASES, "")
    for problem in curated.problems():
        where, _, answer = problem.partition(": ")
        said[place[where]] += answer
    return said


@pytest.mark.parametrize("case", CASES, ids=str)
def test_a_broken_rule_is_named_once(answers: dict[Case, str], case: Case) -> None:
    assert answers[case] == case.answer


def test_what_excel_and_hands_write_differently_is_accepted(curated: Curated) -> None:
    curated.cell("models.csv", "yen-dinh-2023-m01", "is_breakthrough", "TRUE")
    curated.cell("models.csv", "yen-dinh-2023-m04", "fields", "economy; other")
    assert curated.problems() == []


REFERENCES = [
    (table.name, column.name, column.references)
    for table in TABLES
    for column in table.typed
    if table.curated and column.references
]


@pytest.fixture(scope="module")
def strangers(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], str]:
    """What one build says of an unknown id typed into each reference of the contract."""
    curated = Curated(tmp_path_factory.mktemp("strangers"))
    place = {}
    for number, (table, column, _) in enumerate(REFERENCES):
        lines = curated.lines(f"{table}.csv")
        key = lines[-1 - number % 4].split(",")[0]
        if column == "from_unit_id":  # the key itself
            line = curated.replace("unit_links.csv", lines[1], "lạ" + lines[1])
            place["data/curated/unit_links.csv:2", "lạ" + lines[1].split(",")[0]] = (table, column)
            assert line == 2
            continue
        value = f"lạ-{column}"
        line = curated.cell(f"{table}.csv", key, column, value)
        place[f"data/curated/{table}.csv:{line}", value] = (table, column)
    said = {}
    for problem in curated.problems():
        where, value, answer = problem.split(": ", 2)
        said[place[where, value.strip('"')]] = answer
    return said


@pytest.mark.parametrize(("table", "column", "target"), REFERENCES)
def test_an_unknown_id_is_refused(strangers, table: str, column: str, target: str) -> None:
    assert strangers[table, column] == (
        f"{column} không có trong {target}.csv; "
        f"sửa mã hoặc thêm dòng vào data/curated/{target}.csv."
    )


@pytest.fixture(scope="module")
def hollow(tmp_path_factory: pytest.TempPathFactory) -> tuple[set[str], set[str]]:
    """What one build says of a row per table that holds a single word; and what it should say."""
    curated = Curated(tmp_path_factory.mktemp("hollow"))
    expected = set()
    for table in (t for t in TABLES if t.curated):
        free = [c.name for c in table.typed if c.kind == "text" and not c.references][-1]
        header = curated.lines(f"{table.name}.csv")[0].split(",")
        row = ",".join("chữ" if column == free else "" for column in header)
        line = curated.append(f"{table.name}.csv", row)
        expected |= {
            f'data/curated/{table.name}.csv:{line}: "": thiếu {c.name}; '
            f"ghi cột {c.name}: {c.meaning}."
            for c in table.typed
            if c.required and c.name != free
        }
    return set(curated.problems()), expected


@pytest.mark.parametrize("table", [t.name for t in TABLES if t.curated])
def test_a_required_cell_may_not_be_empty(hollow, table: str) -> None:
    said, expected = hollow
    file = f"data/curated/{table}.csv:"
    assert {p for p in said if p.startswith(file)} == {p for p in expected if p.startswith(file)}


@pytest.mark.parametrize(
    ("file", "line", "key"),
    [
        ("models.csv", 3, "yen-dinh-2023-m02"),
        ("observations.csv", 6, "yen-dinh-2023-p06-5"),
        ("unit_links.csv", 2, "yen-dinh, x-15469-2025"),
    ],
)
def test_a_key_stands_once(curated: Curated, file: str, line: int, key: str) -> None:
    again = curated.append(file, curated.lines(file)[line - 1])
    answer = f"mã đã dùng ở dòng {line}; đặt mã khác hoặc xóa dòng trùng."
    assert curated.problems() == [f'data/curated/{file}:{again}: "{key}": {answer}']


def test_units_above_one_another_in_a_ring_are_all_named(curated: Curated) -> None:
    curated.cell("units.csv", "tt-sin-ho", "parent_id", "khu-5-sin-ho")
    assert [problem.split(": ", 1)[1] for problem in curated.problems()] == [
        '"khu-5-sin-ho": đơn vị là cấp trên của chính mình; sửa parent_id.',
        '"tt-sin-ho": đơn vị là cấp trên của chính mình; sửa parent_id.',
    ]


def test_a_figure_older_than_its_unit_is_refused(curated: Curated) -> None:
    curated.cell("units.csv", "chi-lang", "valid_from", "2024-01-01")
    line = next(
        n
        for n, text in enumerate(curated.lines("observations.csv"), 1)
        if text.startswith("lang-son-2023-p08-1,")
    )
    answer = "số liệu ở ngoài thời gian đơn vị tồn tại; gắn số với đơn vị có vào lúc đó."
    assert curated.problems() == [
        f'data/curated/observations.csv:{line}: "Huyện Chi Lăng": {answer}'
    ]


@pytest.mark.parametrize(
    ("part", "total", "fits"),
    [
        ("500 cá nhân", "500 cá nhân", True),
        ("500 cá nhân", "hơn 499 cá nhân", True),
        ("hơn 500 cá nhân", "500 cá nhân", False),
        ("500 cá nhân", "gần 500 cá nhân", False),
        ("gần 500 cá nhân", "499 cá nhân", False),
    ],
)
def test_a_part_must_fit_into_its_total(
    curated: Curated, part: str, total: str, fits: bool
) -> None:
    row = "{},sin-ho-2023,10,tt-sin-ho,registered_recipients,{},flow,reported,individual{}"
    curated.append("observations.csv", row.format("t", total, ",,,,,,unknown,,,"))
    line = curated.append("observations.csv", row.format("p", part, ",,,,,,unknown,,t,"))
    expected = (
        f'data/curated/observations.csv:{line}: "{part}": phần lớn hơn tổng {total}; '
        "xem lại part_of hoặc cụm từ."
    )
    assert curated.problems() == ([] if fits else [expected])


@pytest.mark.parametrize(
    "bounds", ["lower = 5, upper = 2", "value = 1, lower = 2", "value = 3, upper = 2"]
)
def test_bounds_that_contradict_stop_the_build_whatever_read_them(bounds: str) -> None:
    """The grammar refuses such phrases itself; this is the net under it."""
    with duckdb.connect() as con:
        build(con, ROOT / "data" / "curated")
        con.execute(f"update observations set {bounds} where as_printed = 'từ 1 - 2 việc'")
        (problem,) = check_rules(con)
    assert (problem.value, problem.rule) == ("từ 1 - 2 việc", "hai cận trái nhau")
    assert problem.remedy == "cụm từ nêu cận dưới lớn hơn cận trên; xem lại báo cáo"


def test_every_problem_of_every_stage_comes_in_one_go(curated: Curated) -> None:
    curated.cell("models.csv", "yen-dinh-2023-m01", "kind", "mo hinh")
    curated.cell("observations.csv", "yen-dinh-2023-p07-1", "as_printed", "hơn 5OO cuốn sổ")
    curated.cell("observations.csv", "sin-ho-2023-p15-2", "period_to", "2021-12-31")
    curated.replace("findings.yml", "severity: note", "severity: sai")
    assert [problem.split(": ")[0].split("/")[-1] for problem in curated.problems()] == [
        "findings.yml:6",
        "models.csv:2",
        "observations.csv:13",
        "observations.csv:58",
    ]


def test_an_unreadable_file_does_not_hide_the_others(curated: Curated) -> None:
    curated.replace("sources.csv", "Báo Lai Châu", "B¸o Lai Ch©u")
    curated.cell("models.csv", "yen-dinh-2023-m01", "kind", "mo hinh")
    curated.replace("findings.yml", "severity: note", "severity: sai")
    # and nothing is said of the rows that cite sources.csv
    assert [problem.split(": ")[0].split("/")[-1] for problem in curated.problems()] == [
        "findings.yml:6",
        "models.csv:2",
        "sources.csv:4",
    ]
