"""Every rule a curated row can break, and the words in which it is refused.

All the rows of CASES are spoiled in one folder and checked in one build: each must be named, with
its own line, and nothing else may be said. That is also how data staff meet them: all at once.
"""

import duckdb
import pytest

from etl.__main__ import build
from etl.check import check_rules
from tests.conftest import ROOT, Curated
from tests.spoiled import CASES, REFERENCES, Case
from warehouse.contract import TABLES


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
