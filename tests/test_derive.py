"""Columns no one types: read from the phrase, the unit, the indicator; and coverage."""

from decimal import Decimal

import duckdb
import pytest

from etl.readings import read_phrases
from tests.conftest import Curated
from warehouse.contract import search_key

ROW = "mới,sin-ho-2023,15,sin-ho,{indicator},{phrase},flow,{status},mixed,,,,,,unknown,,,"


def answer(phrase: str, status: str) -> str:
    """What is said of a figure on line 7 with this phrase; "" when it is read."""
    with duckdb.connect() as con:
        con.execute(
            "create table raw_observations as select 7 as line, $p as as_printed, $s as obs_status",
            {"p": phrase, "s": status},
        )
        problems = [str(problem) for problem in read_phrases(con)]
    assert len(problems) <= 1
    return problems[0].removeprefix("data/curated/observations.csv:7: ") if problems else ""


@pytest.mark.parametrize(
    ("phrase", "status", "part"),
    [
        ("gần 7OO hội nghị", "reported", "không đọc được thành số"),
        ("hội nghị học tập", "reported", "không có số liệu nào"),
        ("11.8 hội nghị", "reported", "11.8"),
        ("12 hội nghị và 13 lớp", "reported", "có 2 số liệu"),
        ("từ 5 - 2 hội nghị", "reported", "khoảng viết ngược"),
        ("từ 5 - 2 hội nghị", "instructed", "khoảng viết ngược"),
        ("12 hội nghị", "mentioned", "chỉ nhắc tới nhưng cụm từ có số"),
        ("từ 5 - 2 hội nghị", "mentioned", "chỉ nhắc tới nhưng cụm từ có số"),
        ("999.999.999 nghìn tỷ đồng", "reported", "số quá lớn hoặc quá nhiều chữ số lẻ"),
        ("đạt 1,53456%", "reported", "số quá lớn hoặc quá nhiều chữ số lẻ"),
    ],
)
def test_a_phrase_that_cannot_be_read_is_refused_with_its_line(
    phrase: str, status: str, part: str
) -> None:
    said = answer(phrase, status)
    assert said.startswith(f'"{phrase}": ')
    assert part in said
    assert said.count(phrase) == 1, "the value is said once"
    assert said.endswith(".")
    assert not said.endswith("..")
    assert "; " in said, "a remedy follows the rule"


@pytest.mark.parametrize(
    ("phrase", "status"),
    [
        ("nhiều hội nghị", "mentioned"),
        ("hội nghị quán triệt Kết luận 01-KL/TW", "mentioned"),
        ("tổ chức học tập Kết luận 01-KL/TW", "instructed"),
        ("hội nghị trong năm 2023", "instructed"),
        ("không có hội nghị", "reported"),
    ],
)
def test_document_numbers_and_years_are_no_figures(phrase: str, status: str) -> None:
    assert answer(phrase, status) == ""


FIGURES = """
    select observation_id, value, lower, lower_inclusive, upper, upper_inclusive, denominator,
           qualifier, measure_unit
    from observations where observation_id = $id"""
D = Decimal


@pytest.mark.parametrize(
    "expected",
    [
        ("sin-ho-2023-p15-2", D(1275), D(1275), True, D(1275), True, None, "exact", "sessions"),
        ("yen-dinh-2023-p06-6", D(11_800_000_000), D(11_750_000_000), True, D(11_850_000_000),
         False, None, "exact", "VND"),
        ("yen-dinh-2023-p06-1", D(52), D(52), True, D(52), True, D(52), "exact", "households"),
        ("yen-dinh-2023-p07-1", D(500), D(500), False, None, None, None, "more_than", "books"),
        ("yen-dinh-2023-p11-1", D(700), None, None, D(700), False, None, "nearly", "exemplars"),
        ("quang-xuong-2023-p05-7", None, D(1000), True, None, None, None, "magnitude", "workdays"),
        ("sin-ho-2023-p09-1", None, D(1), True, D(2), True, None, "range", "tasks"),
        ("yen-dinh-2023-p09-1", None, None, None, None, None, None, None, None),
    ],
    ids=lambda expected: expected[0],
)  # fmt: skip
def test_figures_come_from_their_phrase(published, expected: tuple) -> None:
    assert published.execute(FIGURES, {"id": expected[0]}).fetchone() == expected


def test_money_is_decimal_not_double(published) -> None:
    (kind,) = published.execute("select typeof(sum(value)) from observations").fetchone()
    assert kind.startswith("DECIMAL")


@pytest.mark.parametrize(
    ("table", "column", "of"),
    [
        ("units", "name_fold", "name"),
        ("indicators", "name_fold", "name"),
        ("observations", "as_printed_fold", "as_printed"),
        ("models", "name_fold", "name"),
        ("models", "owner_fold", "owner"),
        ("study_activities", "as_printed_fold", "as_printed"),
    ],
)
def test_search_keys_have_no_accents_and_no_capitals(published, table, column, of) -> None:
    pairs = published.execute(f"select {column}, {of} from {table}").fetchall()
    assert [key for key, name in pairs if (key is None) != (name is None)] == []
    keys = "".join(key for key, _ in pairs if key)
    assert keys == keys.lower()
    assert not set(keys) & set("đáàảãạăâêôơưéèíìóòúùýỳ")


def test_old_and_new_tone_placement_have_one_search_key(curated: Curated, tmp_path) -> None:
    for number, name in enumerate(["Xã Hoà Thuỷ", "Xã Hòa Thủy"]):
        curated.append("units.csv", f"moi-{number},{name},{name},commune,commune,,,,,,,,")
    releases = tmp_path / "releases"
    assert curated.publish(releases) == 0
    (file,) = releases.glob("*/units.parquet")
    keys = duckdb.sql(f"select name_fold from '{file}' where unit_id like 'moi-%'").fetchall()
    assert keys == [("xa hoa thui",)] * 2


def test_names_sort_as_in_vietnamese_and_numbers_as_numbers(curated: Curated, tmp_path) -> None:
    for number, name in enumerate(["Phường 10", "Phường 2", "Phường Đa", "Phường Dung"]):
        curated.append("units.csv", f"moi-{number},{name},{name},ward,commune,lang-son,,,,,,,")
    releases = tmp_path / "releases"
    assert curated.publish(releases) == 0
    (file,) = releases.glob("*/units.parquet")
    rows = duckdb.sql(
        f"select name from '{file}' where unit_id like 'moi-%' order by sort_rank"
    ).fetchall()
    assert [name for (name,) in rows] == ["Phường 2", "Phường 10", "Phường Dung", "Phường Đa"]


def test_a_figure_has_the_level_and_locality_of_its_unit(published) -> None:
    for table in ("observations", "models", "commendations", "study_activities"):
        strays = f"""select count(*) from {table} t join units u using (unit_id)
                     where t.locality_id is distinct from u.locality_id"""
        assert published.execute(strays).fetchone() == (0,), table
    strays = """select count(*) from observations o
                join units u using (unit_id) join indicators i using (indicator_id)
                where o.level is distinct from u.level or o.topic is distinct from i.topic"""
    assert published.execute(strays).fetchone() == (0,)


def test_coverage_has_one_row_per_locality_and_indicator(published) -> None:
    localities, indicators, rows, pairs = published.execute(
        """select (select count(distinct unit_id) from sources), (select count(*) from indicators),
                  count(*), count(distinct (locality_id, indicator_id)) from coverage"""
    ).fetchone()
    assert rows == pairs == localities * indicators


@pytest.mark.parametrize(
    ("locality", "indicator", "status", "observation"),
    [
        ("sin-ho", "study_sessions", "reported", "sin-ho-2023-p15-2"),
        ("yen-dinh", "model_count", "mentioned", "yen-dinh-2023-p09-1"),
        ("yen-dinh", "study_sessions", "instructed", "yen-dinh-2023-p12-1"),
        # its only figures are of a commune inside it
        ("quang-xuong", "study_plan_share", "silent", None),
        ("lang-son", "commended_recipients", "mentioned", "lang-son-2023-p03-1"),
        ("can-duoc", "member_study_share", "silent", None),
        ("lang-son", "river_households_housed", "not_applicable", None),
    ],
)
def test_coverage_says_why(published, locality, indicator, status, observation) -> None:
    query = (
        "select status, observation_id from coverage where locality_id = $l and indicator_id = $i"
    )
    found = published.execute(query, {"l": locality, "i": indicator}).fetchone()
    assert found == (status, observation)


def test_a_reported_zero_is_not_silence(curated: Curated, tmp_path) -> None:
    row = ROW.format(indicator="study_sessions", phrase="không có hội nghị", status="reported")
    row = row.replace("sin-ho-2023,15,sin-ho", "can-duoc-2023,6,can-duoc")
    curated.append("observations.csv", row)
    releases = tmp_path / "releases"
    assert curated.publish(releases) == 0
    (file,) = releases.glob("*/coverage.parquet")
    query = f"""select status, observation_id from '{file}'
                where locality_id = 'can-duoc' and indicator_id = 'study_sessions'"""
    assert duckdb.sql(query).fetchall() == [("reported_zero", "mới")]


def test_the_search_key_is_the_same_in_sql_and_in_python(published):
    rows = published.execute(
        "select name, name_fold from models union all select name, name_fold from units"
    ).fetchall()
    assert [fold for _, fold in rows] == [search_key(name) for name, _ in rows]


@pytest.mark.parametrize(
    ("one", "other"), [("Quý", "quí"), ("Thuỷ", "thủy"), ("hoà", "hòa"), ("Kỹ", "kĩ"), ("Đà", "da")]
)
def test_spellings_of_one_word_share_a_search_key(one, other):
    assert search_key(one) == search_key(other)
    assert search_key(one).isascii()
