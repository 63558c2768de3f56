"""What the build works out by itself: the findings over the real reports, and made cases."""

from pathlib import Path

import duckdb
import pytest

from tests.conftest import Curated

# finding, severity, what stands in expected, found, gap and text
REAL = {
    "yen-dinh-2023-p06-1-sum": ("holds", "52/52", "= 52 hộ", "0", "đúng bằng tổng"),
    "yen-dinh-2023-p06-6-sum": ("warning", "11,8", "= trên 11,85 tỷ đồng", "0,05 tỷ", "lớn hơn"),
    "lang-son-2023-p12-2-sum": ("note", "23", "= 22 chỉ tiêu", "1 chỉ tiêu", "không suy ra"),
    "lang-son-2023-p07-2-part": ("holds", "trên 1.000", "74", "", "không vượt tổng"),
    "quang-xuong-2023-p05-6-ratio": ("holds", "76,59%", "76,6%", "làm tròn", "khớp"),
    "sin-ho-2023-p15-2-date": ("warning", "07/03/2023", "2022 -2023", "299 ngày", "chưa trọn kỳ"),
}  # fmt: skip
TELL = "select severity, expected, found, coalesce(gap, ''), text from {} where finding_id = ?"


@pytest.mark.parametrize("finding", REAL)
def test_the_reports(published, finding: str) -> None:
    severity, *words = published.execute(TELL.format("findings"), [finding]).fetchone()
    assert severity == REAL[finding][0]
    assert all(part in text for part, text in zip(REAL[finding][1:], words, strict=True))


def test_every_computed_finding_has_figures_and_paragraphs(published) -> None:
    bare = """select finding_id from findings where origin = 'computed'
              and (len(observation_ids) = 0 or len(paragraphs) = 0)"""
    assert published.execute(bare).fetchall() == []


def told(curated: Curated, tmp_path: Path, finding: str) -> tuple[str, ...]:
    curated.path("findings.yml").write_text("[]\n", encoding="utf-8")
    assert curated.publish(tmp_path / "releases") == 0
    (file,) = (tmp_path / "releases").glob("*/findings.parquet")
    with duckdb.connect() as con:
        (row,) = con.execute(TELL.format(f"'{file}'"), [finding]).fetchall()
    return row


@pytest.mark.parametrize(
    ("phrase", "severity", "gap"),
    [
        ("Định Hải 05 hộ", "warning", "1 hộ"),
        ("Định Hải 03 hộ", "holds", ""),
        ("Định Hải trên 04 hộ", "warning", "không rõ bao nhiêu"),
        ("Định Hải gần 04 hộ", "holds", ""),
        ("Định Hải hơn 01 hộ", "note", ""),
    ],
)
def test_made_sums(curated: Curated, tmp_path: Path, phrase: str, severity: str, gap: str) -> None:
    curated.cell("observations.csv", "yen-dinh-2023-p06-5", "as_printed", phrase)
    found = told(curated, tmp_path, "yen-dinh-2023-p06-1-sum")
    assert (found[0], found[3]) == (severity, gap)


def test_a_gap_that_rounding_cannot_explain(curated: Curated, tmp_path: Path) -> None:
    curated.cell("observations.csv", "yen-dinh-2023-p06-6", "as_printed", "11,3 tỷ đồng")
    found = told(curated, tmp_path, "yen-dinh-2023-p06-6-sum")
    assert found[0] == "warning"
    assert "không giải thích được" in found[4]


def test_a_ratio_that_does_not_hold(curated: Curated, tmp_path: Path) -> None:
    curated.cell("observations.csv", "quang-xuong-2023-p05-6", "as_printed", "chiếm 78,6%")
    found = told(curated, tmp_path, "quang-xuong-2023-p05-6-ratio")
    assert (found[0], found[3]) == ("warning", "2,01 điểm %")


def test_the_same_figure_in_two_sources(curated: Curated, tmp_path: Path) -> None:
    curated.cell("observations.csv", "sin-ho-2023-p15-2", "period_to", "2022-12-31")
    curated.append("sources.csv", SECOND)
    for number, phrase in (("1", "1.275 hội nghị"), ("2", "1.300 hội nghị")):
        curated.append(
            "observations.csv",
            f"hai-{number},sin-ho-hai,1,sin-ho,study_sessions,{phrase},flow,reported,,,,"
            "2022-01-01,2022-12-31,năm 2022,stated,,,",
        )
    curated.path("findings.yml").write_text("[]\n", encoding="utf-8")
    assert curated.publish(tmp_path / "releases") == 0
    (file,) = (tmp_path / "releases").glob("*/findings.parquet")
    found = duckdb.execute(
        f"select severity, gap from '{file}' where kind = 'duplicate' order by severity"
    ).fetchall()
    assert found == [("holds", None)] * 2 + [("warning", "25 hội nghị, lớp")] * 2, "on both sides"
    ids = duckdb.execute(f"select finding_id from '{file}'").fetchall()
    assert len(set(ids)) == len(ids)


def test_a_share_is_no_part_of_a_sum(curated: Curated, tmp_path: Path) -> None:
    curated.cell("observations.csv", "quang-xuong-2023-p05-6", "part_of", "quang-xuong-2023-p05-4")
    found = told(curated, tmp_path, "quang-xuong-2023-p05-4-part")
    assert found[2] == "412.300 triệu đồng"


def test_an_id_the_build_gives_too_is_refused(curated: Curated) -> None:
    curated.replace("findings.yml", "yen-dinh-2023-f03", "yen-dinh-2023-p06-6-sum")
    (problem,) = curated.problems()
    assert problem.startswith('data/curated/findings.yml:1: "yen-dinh-2023-p06-6-sum"')
    assert problem.endswith("mã trùng với mã chương trình tự đặt; đặt mã khác.")


SECOND = f"sin-ho-hai,hai.txt,{'0' * 64},Báo cáo thứ hai,Báo thử,2023-04-01,,sin-ho,press,3,"
