"""Findings are held to the figures they cite; a wrong one is named with the line of its field."""

import unicodedata
from collections.abc import Callable, Iterator

import duckdb
import pytest

from etl.findings import load_findings
from etl.read import read_curated
from tests.conftest import ROOT, Curated

# The file's first finding and the lines of its fields.
FIRST, SOURCE, SEVERITY, CITED = 3, 4, 6, 8


@pytest.fixture(scope="module")
def figures() -> Iterator[duckdb.DuckDBPyConnection]:
    """The real curated rows, which the findings cite."""
    with duckdb.connect() as con:
        assert read_curated(con, ROOT / "data" / "curated") == []
        yield con


@pytest.fixture
def said(figures: duckdb.DuckDBPyConnection, curated: Curated) -> Callable[[], list[str]]:
    """What is said of the file as it is then; the file's name is left off."""

    def answers() -> list[str]:
        problems = load_findings(figures, curated.folder, spoiled=set())
        return [str(p).removeprefix("data/curated/findings.yml:") for p in sorted(problems)]

    return answers


def test_the_lines_used_below_are_those_of_the_file(curated: Curated) -> None:
    lines = curated.lines("findings.yml")
    assert lines[FIRST - 1] == "- finding_id: yen-dinh-2023-f03"
    assert lines[SOURCE - 1] == "  source_id: yen-dinh-2023"
    assert lines[SEVERITY - 1] == "  severity: note"
    assert lines[CITED - 1] == "    yen-dinh-2023-p11-1: gần 700 điển hình tiên tiến"


@pytest.mark.parametrize(
    ("old", "new", "line", "answer"),
    [
        pytest.param(
            "  severity: note", "  mức_độ: note\n  severity: note", SEVERITY,
            '"mức_độ": trường lạ; xóa hoặc sửa tên trường này.', id="unknown-field",
        ),
        pytest.param(
            "severity: note", "severity: nặng", SEVERITY,
            '"nặng": severity không có trong bảng mã; chọn một trong: holds, note, warning.',
            id="unknown-severity",
        ),
        pytest.param(
            "kind: scope", "kind: tổng", 5,
            '"tổng": kind không có trong bảng mã; '
            "chọn một trong: sum, part, ratio, date, citation, duplicate, scope.",
            id="unknown-kind",
        ),
        pytest.param(
            "  severity: note\n", "", FIRST,
            '"yen-dinh-2023-f03": thiếu severity; ghi severity: mức độ.', id="missing-field",
        ),
        pytest.param(
            "source_id: yen-dinh-2023", "source_id: yen-dinh", SOURCE,
            '"yen-dinh": source_id không có trong sources.csv; sửa mã báo cáo.',
            id="unknown-source",
        ),
        pytest.param(
            "p11-1: gần 700", "p11-1: gần 800", CITED,
            '"yen-dinh-2023-p11-1": số liệu "gần 800 điển hình tiên tiến" '
            'nay là "gần 700 điển hình tiên tiến"; xem lại nhận xét này còn đúng không.',
            id="other-phrase",
        ),
        pytest.param(
            "p11-1: gần", "p11-99: gần", CITED,
            '"yen-dinh-2023-p11-99": số liệu "gần 700 điển hình tiên tiến" không còn; '
            "xem lại nhận xét này còn đúng không.",
            id="no-such-figure",
        ),
        pytest.param(
            "finding_id: yen-dinh-2023-f04", "finding_id: yen-dinh-2023-f03", 13,
            '"yen-dinh-2023-f03": mã đã dùng ở dòng 3; đặt mã khác.', id="id-twice",
        ),
        pytest.param(
            "  severity: note", "  severity: note\n  severity: holds", SEVERITY + 1,
            '"severity": lặp lại trong một nhận xét; giữ một dòng.', id="field-twice",
        ),
        pytest.param(
            "  observations:\n", "  observations: []\n  x: &x\n", 7,
            '"observations": không có cụm từ; mỗi dòng một số liệu: mã số liệu: cụm từ.',
            id="figures-without-phrases",
        ),
    ],
)  # fmt: skip
def test_a_wrong_finding_is_named(
    curated: Curated, said, old: str, new: str, line: int, answer: str
) -> None:
    curated.replace("findings.yml", old, new)
    assert f"{line}: {answer}" in said()


def test_a_phrase_that_changes_stops_the_findings_that_rest_on_it(curated: Curated) -> None:
    curated.cell("observations.csv", "yen-dinh-2023-p11-2", "as_printed", "29 tập thể")
    answer = (
        '"yen-dinh-2023-p11-2": số liệu "28 tập thể" nay là "29 tập thể"; '
        "xem lại nhận xét này còn đúng không."
    )
    assert [problem.split(": ", 1)[1] for problem in curated.problems()] == [answer] * 2


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        pytest.param(
            "- finding_id: a\n  kind: 'sum\n", '2: "  kind: \'sum": không đọc được YAML; '
            "sửa thụt dòng, dấu nháy hoặc dấu hai chấm ở dòng này hay dòng trước.",
            id="open-quote",
        ),
        pytest.param(
            "- finding_id: a\n text: b\n", '2: " text: b": không đọc được YAML; '
            "sửa thụt dòng, dấu nháy hoặc dấu hai chấm ở dòng này hay dòng trước.",
            id="indent",
        ),
        pytest.param(
            "finding_id: a\n", '1: "finding_id: a": không phải danh sách nhận xét; '
            'mỗi nhận xét bắt đầu bằng "- finding_id:".',
            id="no-list",
        ),
        pytest.param(
            "- a\n", '1: "a": nhận xét không có trường; '
            'viết "- finding_id: mã" rồi các trường khác.',
            id="no-fields",
        ),
        pytest.param("", '1: "": tệp trống; ghi [] khi chưa có nhận xét nào.', id="empty"),
        pytest.param(
            "- finding_id: a\n  text: Huß╗çn\n",
            '2: "Huß╗çn": chữ hỏng do phông hoặc mã cũ (VNI, TCVN3, sai UTF-8); '
            "mở bản gốc, chuyển sang Unicode rồi nhập lại; chương trình không tự đoán chữ.",
            id="mojibake",
        ),
    ],
)  # fmt: skip
def test_an_unreadable_file_is_named(curated: Curated, said, text: str, answer: str) -> None:
    curated.path("findings.yml").write_text(text, encoding="utf-8")
    assert said() == [answer]


def test_a_missing_file_is_named(curated: Curated, said) -> None:
    curated.path("findings.yml").unlink()
    assert said() == ['1: "findings.yml": thiếu tệp; lấy lại tệp từ bản lưu, hoặc tạo mới.']


@pytest.mark.parametrize("text", ["[]\n", "# chưa có nhận xét nào\n"])
def test_there_may_be_no_findings_yet(curated: Curated, said, text: str) -> None:
    curated.path("findings.yml").write_text(text, encoding="utf-8")
    assert said() == []


def test_decomposed_letters_blank_lines_and_windows_line_ends_are_accepted(
    curated: Curated,
    said,
) -> None:
    def other_editor(data: bytes) -> bytes:
        text = unicodedata.normalize("NFD", data.decode()).replace("\n- ", "\n\n- ")
        return b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode()

    curated.bytes("findings.yml", other_editor)
    assert said() == []


def test_words_stay_words(curated: Curated, tmp_path) -> None:
    """YAML would read no, 2023-03-17 and 0.50 as a truth, a date and a number."""
    curated.path("findings.yml").write_text(
        "- finding_id: a\n  source_id: sin-ho-2023\n  kind: date\n  severity: note\n"
        "  expected: 2023-03-17\n  found: no\n  gap: 0.50\n  text: rõ\n",
        encoding="utf-8",
    )
    releases = tmp_path / "releases"
    assert curated.publish(releases) == 0
    (file,) = releases.glob("*/findings.parquet")
    told = f"select expected, found, gap, paragraphs from '{file}' where origin = 'curated'"
    assert duckdb.sql(told).fetchall() == [("2023-03-17", "no", "0.50", [])]
