"""Phrases against the text of their reports: synthetic ones here, the real ones where they are.

The reports of these tests are made up; only their ids are those of the curated sources.
"""

import hashlib
import os
from pathlib import Path

import pytest

from etl.verify import in_table, longer_figure, stands_in
from tests.conftest import Curated
from warehouse.reports import fold_space, paragraphs

REPORT = """Báo cáo giả, viết cho bài kiểm thử

  Huyện đã tổ chức\u00a012  hội nghị, có 1.275 lượt người dự.
Đã cấp hơn 500 cuốn sổ; thu nhập 69 triệu đồng/người/năm.
"""
OBSERVATION = "a1,giả,{paragraph},yen-dinh,{indicator},{phrase},flow,reported,,,,,,,unknown,,,"


class Office:
    """A curated folder with one synthetic source, one figure, and the folder of its report."""

    def __init__(self, curated: Curated, reports: Path) -> None:
        self.curated, self.reports = curated, reports
        reports.mkdir()
        for file in ("observations", "models", "commendations", "study_activities", "sources"):
            curated.bytes(f"{file}.csv", lambda data: data.split(b"\n")[0] + b"\n")
        curated.path("findings.yml").write_text("[]\n", encoding="utf-8")
        self.report(REPORT.encode())
        self.source(hashlib.sha256(REPORT.encode()).hexdigest(), 3)

    def report(self, data: bytes) -> None:
        (self.reports / "giả.txt").write_bytes(data)

    def source(self, sha256: str, count: int) -> None:
        self.curated.bytes("sources.csv", lambda data: data.split(b"\n")[0] + b"\n")
        row = f"giả,giả.txt,{sha256},Nhan đề giả,,,,yen-dinh,press,{count},"
        self.curated.append("sources.csv", row)

    def figure(self, phrase: str, paragraph: int, indicator: str = "study_sessions") -> None:
        row = OBSERVATION.format(phrase=phrase, paragraph=paragraph, indicator=indicator)
        self.curated.append("observations.csv", row)


@pytest.fixture
def office(curated: Curated, tmp_path: Path) -> Office:
    return Office(curated, tmp_path / "báo cáo")


def verified(office: Office, capsys: pytest.CaptureFixture[str]) -> tuple[int, list[str]]:
    """The exit code and what is said; the count of problems and the folder are left off."""
    capsys.readouterr()
    code = office.curated.verify(office.reports)
    out, err = capsys.readouterr()
    return code, (out or err).replace("data/curated/", "").splitlines()[: 1 if code == 0 else -1]


def test_a_phrase_in_its_paragraph_passes_whatever_its_spaces(office, capsys) -> None:
    office.figure("12 hội nghị", 2)
    assert verified(office, capsys) == (0, ["Đã đối chiếu 1 cụm từ với báo cáo: khớp cả."])


def test_a_report_of_the_desk_is_looked_for_there(office, capsys, monkeypatch) -> None:
    office.figure("12 hội nghị", 2)
    desk = office.reports.with_name("desk")
    monkeypatch.setenv("DESK_DIR", str(desk))
    desk.mkdir()
    office.reports.rename(desk / "reports")
    assert verified(office, capsys) == (0, ["Đã đối chiếu 1 cụm từ với báo cáo: khớp cả."])


NOWHERE = "không có nguyên vẹn ở đoạn nào; sửa cụm từ hoặc số đoạn"


@pytest.mark.parametrize(
    ("phrase", "paragraph", "indicator", "rule", "remedy"),
    [
        ("12 hội nghị", 3, "study_sessions", "cụm từ không có ở đoạn 3 của giả",
         "có ở đoạn 2; sửa cụm từ hoặc số đoạn"),
        ("13 hội nghị", 2, "study_sessions", "cụm từ không có ở đoạn 2 của giả", NOWHERE),
        ("2 hội nghị", 2, "study_sessions", "cụm từ không có ở đoạn 2 của giả", NOWHERE),
        ("275 lượt người", 2, "study_attendance", "cụm từ không có ở đoạn 2 của giả", NOWHERE),
        ("500 cuốn sổ", 3, "tracking_books", 'báo cáo in "hơn 500 cuốn sổ"',
         "chép cụm từ đủ chữ của số liệu"),
    ],
)  # fmt: skip
def test_a_phrase_that_does_not_stand_there_is_named(
    office, capsys, phrase: str, paragraph: int, indicator: str, rule: str, remedy: str
) -> None:
    office.figure(phrase, paragraph, indicator)
    answer = f'observations.csv:2: "{phrase}": {rule}; {remedy}.'
    assert verified(office, capsys) == (1, [answer])


def test_names_and_activities_are_looked_up_too(office, capsys) -> None:
    office.curated.append("models.csv", "m,giả,1,yen-dinh,mô hình lạ,,,mô hình,other,false,")
    office.curated.append(
        "study_activities.csv", "a,giả,1,yen-dinh,hội thi,contest,,,once,mentioned,,"
    )
    office.curated.append(
        "commendations.csv", "k,giả,1,yen-dinh,giấy khen,giay_khen,,state,,mixed,once,,"
    )
    code, answers = verified(office, capsys)
    assert code == 1
    assert [answer.split(": ")[0] for answer in answers] == [
        "commendations.csv:2",
        "models.csv:2",
        "study_activities.csv:2",
    ]


@pytest.mark.parametrize(
    ("spoil", "answer"),
    [
        pytest.param(
            lambda o: o.report(b"another report"),
            "tệp báo cáo khác mã băm đã ghi; lấy đúng bản đã dùng, hoặc nhập lại báo cáo mới.",
            id="other-bytes",
        ),
        pytest.param(
            lambda o: (o.reports / "giả.txt").unlink(),
            "không thấy tệp báo cáo; đặt tệp vào thư mục báo cáo.",
            id="missing",
        ),
        pytest.param(
            lambda o: o.source(hashlib.sha256(REPORT.encode()).hexdigest(), 4),
            "báo cáo có 3 đoạn, không phải 4; sửa paragraph_count.",
            id="paragraph-count",
        ),
        pytest.param(
            lambda o: (
                o.report(REPORT.encode("utf-16")),
                o.source(hashlib.sha256(REPORT.encode("utf-16")).hexdigest(), 3),
            ),
            "tệp báo cáo không phải mã UTF-8; chuyển tệp sang UTF-8 rồi ghi mã băm mới.",
            id="utf-16",
        ),
    ],
)
def test_a_report_that_is_not_the_curated_one_is_named(office, capsys, spoil, answer: str) -> None:
    office.figure("12 hội nghị", 2)
    spoil(office)
    assert verified(office, capsys) == (1, [f'sources.csv:2: "giả.txt": {answer}'])


def test_verifying_publishes_nothing(office, tmp_path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("RELEASES_DIR", str(tmp_path / "releases"))
    office.figure("12 hội nghị", 2)
    assert office.curated.verify(office.reports) == 0
    assert not (tmp_path / "releases").exists()


def test_paragraphs_are_the_lines_with_words() -> None:
    assert paragraphs(" a\u00a0 b \r\n\n \t\nc") == ["a b", "c"]
    assert fold_space("Hu\u0323yê\u0323n  Sìn\u00a0Hồ") == "Hụyện Sìn Hồ"


@pytest.mark.parametrize(
    ("phrase", "paragraph", "whole"),
    [
        ("8 hộ", "có 8 hộ.", True),
        ("8 hộ", "có 28 hộ.", False),
        ("52 hộ", "đạt 52/52 hộ.", False),
        ("11 tỷ", "tổng 11,8 tỷ", False),
        ("tổng 11", "tổng 11,8 tỷ", False),
        ("tổng 11", "tổng 11, tăng", True),
        ("(một cửa)", "cơ chế (một cửa) liên thông", True),
        ("tập thể", "các tập thể; cá nhân", True),
        ("tập", "các tậpthể", False),
    ],
)
def test_a_phrase_stands_whole_or_not_at_all(phrase: str, paragraph: str, whole: bool) -> None:
    assert stands_in(phrase, paragraph) is whole


@pytest.mark.parametrize(
    ("phrase", "paragraph", "printed"),
    [
        ("500 cuốn sổ", "cấp hơn 500 cuốn sổ", "hơn 500 cuốn sổ"),
        ("hơn 500 cuốn sổ", "cấp hơn 500 cuốn sổ", None),
        ("69 triệu đồng", "69 triệu đồng/người/năm", "69 triệu đồng/người/năm"),
        ("28 hộ", "gần 28 hộ nghèo, xã có 28 hộ mới", None),
        ("nhiều mô hình", "có nhiều mô hình", None),
    ],
)
def test_a_phrase_may_not_leave_out_what_changes_its_figure(phrase, paragraph, printed) -> None:
    assert longer_figure(phrase, paragraph) == printed


@pytest.mark.skipif(
    "REPORTS_DIR" not in os.environ,
    reason="REPORTS_DIR is not set: the real reports' texts are not part of the repository",
)
def test_every_phrase_stands_in_the_real_reports(curated: Curated, capsys) -> None:
    code = curated.verify(Path(os.environ["REPORTS_DIR"]))
    out, err = capsys.readouterr()
    assert (code, err) == (0, "")
    assert out.endswith("cụm từ với báo cáo: khớp cả.\n")


@pytest.mark.parametrize(
    ("phrase", "printed"),
    [("1.275 lượt người", "1.275"), ("98,5%", "98,5"), ("hơn 500 cá nhân", "hơn 500"),
     ("nhiều mô hình", "nhiều mô hình"), ("25/30 chi bộ", "25/30")],
)  # fmt: skip
def test_a_table_prints_the_number_alone(phrase: str, printed: str) -> None:
    assert in_table(phrase) == printed


@pytest.mark.parametrize(("number", "code"), [("1.275", 0), ("275", 1), ("1.276", 1)])
def test_a_figure_of_an_annex_stands_in_its_table(office: Office, number: str, code: int) -> None:
    text = f"Đơn vị | Số hội nghị\nXã | 12\nHuyện | {number}\n"
    office.report(text.encode())
    office.source(hashlib.sha256(text.encode()).hexdigest(), 3)
    office.figure("1.275 hội nghị", 3)
    assert office.curated.verify(office.reports) == 1, "a press report prints the unit"
    office.curated.replace("sources.csv", ",press,", ",annex,")
    assert office.curated.verify(office.reports) == code
