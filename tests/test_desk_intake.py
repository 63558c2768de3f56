"""A file handed in becomes a draft, or is refused and leaves nothing."""

from pathlib import Path

import docx
import pytest

from desk import drafts, process, store
from desk.drafts import Refused
from tests.drafted import (
    ANN,
    REPORT,
    a_desk,
    begun,
)
from warehouse import queries
from warehouse.queries import View


@pytest.fixture(autouse=True)
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return a_desk(tmp_path, monkeypatch)


def test_a_report_becomes_a_draft_with_its_candidates_and_suggestions() -> None:
    found = drafts.draft(ANN, begun())
    assert (found.kind, found.state, found.version, found.authors) == (
        "text", "draft", 1, (ANN.person_id,)
    )  # fmt: skip
    assert found.source["unit_id"] == "sin-ho"
    assert found.source["source_id"] == "sin-ho-2024"
    assert found.source["published_on"] == "2024-05-06"
    assert found.source["kind"] == ""
    figures = [e for e in found.entries if e.table == "observations"]
    assert [e.values["as_printed"].split()[0] for e in figures] == ["12", "345", "7", "9"]
    for entry in found.entries:
        assert entry.state == "open"
        assert None not in entry.values.values()
        assert all(isinstance(value, str) for value in entry.values.values())
        shown = found.paragraphs[entry.paragraph - 1].text
        phrase = entry.values.get("as_printed") or entry.values.get("name")
        assert shown[entry.start : entry.end] == phrase
    assert found.paragraphs[1].set_aside
    with store.reading() as con:
        (kept,) = con.execute("select data from drafts").fetchone()
    assert kept == REPORT.encode()


def test_candidates_cite_each_other_by_entry() -> None:
    found = drafts.draft(ANN, begun())
    praise = [e for e in found.entries if e.table == "commendations"]
    figures = {f"@{e.entry_id}": e for e in found.entries if e.table == "observations"}
    assert praise
    for entry in praise:
        assert figures[entry.values["observation_id"]].values["as_printed"].split()[0] in "79"
    assert all(e.values["observation_id"] == "" for e in figures.values())


def test_a_figure_nobody_may_enter_comes_refused_with_the_reason() -> None:
    text = REPORT + "Khu 5, thị trấn Sìn Hồ hiện còn 3 hộ nghèo.\n"
    found = drafts.draft(ANN, begun(text))
    poor = next(e for e in found.entries if e.values.get("as_printed", "").startswith("3 hộ"))
    assert (poor.state, poor.reason) == ("refused", "số hộ nghèo dưới cấp xã không nhập")


def test_a_phrase_is_marked_where_it_stands_beside_a_masked_name() -> None:
    made_up = "Bà Xxx Yyy tặng 20 suất quà; hội tặng 20 suất quà.\n"
    found = drafts.draft(ANN, begun(REPORT + made_up))
    line = found.paragraphs[-1].text
    assert "Yyy" not in line
    spans = [
        (e.start, e.end)
        for e in found.entries
        if e.paragraph == len(found.paragraphs) and e.start is not None
    ]
    assert len(spans) == len(set(spans))
    assert all(line[a:b].startswith("20 suất") for a, b in spans)


def test_the_suggested_id_is_nobody_elses() -> None:
    ids = [drafts.draft(ANN, begun()).source["source_id"] for _ in range(3)]
    assert ids == ["sin-ho-2024", "sin-ho-2024-2", "sin-ho-2024-3"]


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.xls", b"x", "không thuộc loại"),
        ("../../etc/passwd", b"x", "không thuộc loại"),
        (".txt", b"x", "không thuộc loại"),
        ("a.txt", b"x" * 20_000_001, "lớn hơn 20 MB"),
        ("a.txt", b" \n", "không có chữ nào"),
        ("a.docx", b"made up", "nội dung là tệp văn bản thường"),
        ("a.txt", "Mã cũ".encode("utf-16-be"), "không phải mã UTF-8"),
    ],
)
def test_a_file_that_cannot_be_read_leaves_nothing(name: str, data: bytes, said: str) -> None:
    with pytest.raises(Refused, match=said):
        drafts.begin_text(ANN, name, data)
    assert not store.folder().exists()


@pytest.mark.parametrize("limits", [process.Limits(0.05), process.Limits(60, 0, 50_000_000)])
def test_a_file_that_takes_too_much_is_refused(
    limits: process.Limits, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(process, "EXTRACTING", limits)
    with pytest.raises(Refused, match="trong giới hạn thời gian và bộ nhớ"):
        begun(f"{REPORT}Không ai đã đọc văn bản này với giới hạn {limits.wall}.")
    assert not store.folder().exists()


def test_nothing_of_an_uploaded_file_is_left_in_temporary_folders(
    folders: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folders / "tmp").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folders / "tmp"))
    begun(name="a/b\\báo cáo <1>.TXT")
    with pytest.raises(Refused):
        begun(" ")
    assert list((folders / "tmp").iterdir()) == []
    assert drafts.drafts(ANN)[0].name == "báo cáo _1_.txt"


def test_an_id_that_many_reports_bear_is_numbered_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """Made up: a release with more reports of the year than are asked of at once."""
    taken = {"sin-ho-2024", *(f"sin-ho-2024-{n}" for n in range(2, 31))}
    asked: list[int] = []

    def reports(_: View, ids: tuple[str, ...]) -> list[dict[str, str]]:
        asked.append(len(ids))
        return [{"source_id": one} for one in ids if one in taken]

    monkeypatch.setattr(queries, "reports", reports)
    ids = [drafts.draft(ANN, begun()).source["source_id"] for _ in range(2)]
    assert ids == ["sin-ho-2024-31", "sin-ho-2024-32"]
    assert max(asked) <= 20


def test_a_word_file_is_kept_as_the_text_that_was_read(folders: Path) -> None:
    book = docx.Document()
    for line in REPORT.splitlines():
        book.add_paragraph(line)
    book.save(folders / "a.docx")
    draft_id = drafts.begin_text(ANN, "Báo cáo.docx", (folders / "a.docx").read_bytes())
    with store.reading() as con:
        (kept,) = con.execute("select data from drafts").fetchone()
    assert kept.decode().split("\n") == REPORT.splitlines()
    assert drafts.draft(ANN, draft_id).name == "Báo cáo.docx"
