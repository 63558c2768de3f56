"""A report that is in already is announced: by its text, or by its figures in another outlet."""

import hashlib
from decimal import Decimal
from pathlib import Path

import pytest

from desk import drafts
from desk.draft import Draft
from tests import plain
from tests.drafted import ANN, BIN, REPORT, begun, reading_once
from warehouse import queries

# Made-up sentences around figures of a report that is in.
ELSEWHERE = """Báo khác viết về huyện Sìn Hồ
Huyện Sìn Hồ tổ chức 1.275 hội nghị học tập, quán triệt với 68.132 lượt người tham gia.
Ở thị trấn, 32 tập thể đăng ký làm theo Bác. Số mới là 19 cuốn sách được tặng.
"""


@pytest.fixture(autouse=True)
def folders(tmp_path: Path, reading: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DESK_DIR", str(tmp_path / "desk"))
    monkeypatch.delenv("REPORTS_DIR", raising=False)
    reading_once(monkeypatch)
    return tmp_path


def refused(draft_id: str, phrase: str) -> Draft:
    found = drafts.draft(ANN, draft_id)
    entry = next(e for e in found.entries if e.values.get("as_printed", "").startswith(phrase))
    drafts.refuse(ANN, draft_id, entry.entry_id, entry.version, "không cần")
    return drafts.draft(ANN, draft_id)


def test_the_same_figures_in_another_report() -> None:
    draft_id = begun(ELSEWHERE)
    (same,) = drafts.alike(drafts.draft(ANN, draft_id))
    assert (same.source_id, same.draft_id) == ("sin-ho-2023", None)
    assert same.why.startswith("3 trong 4 số liệu giống báo cáo này")


def test_nothing_is_counted_to_know_what_is_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    """The page asks at every click, of a release of any size."""

    def counted(*_: object) -> None:
        raise AssertionError("reads every observation")

    draft = drafts.draft(ANN, begun(ELSEWHERE))
    for question in ("sources", "reported_indicators"):
        monkeypatch.setattr(queries, question, counted)
    assert [same.source_id for same in drafts.alike(draft)] == ["sin-ho-2023"]


def test_two_figures_are_chance() -> None:
    assert drafts.alike(refused(begun(ELSEWHERE), "32 tập thể")) == []


def test_less_than_half_of_the_figures_are_chance() -> None:
    more = "".join(f"Năm 202{n}, xã tổ chức 88{n} hội nghị học tập.\n" for n in range(4))
    draft = drafts.draft(ANN, begun(ELSEWHERE + more))
    assert drafts.alike(draft) == []


def test_a_corrected_phrase_is_compared_as_it_is_read_now() -> None:
    draft_id = begun(ELSEWHERE)
    found = drafts.draft(ANN, draft_id)
    entry = next(e for e in found.entries if e.values.get("as_printed", "").startswith("1.275"))
    drafts.accept(ANN, draft_id, entry.entry_id, 1, {"as_printed": "1.276 hội nghị"})
    assert drafts.alike(drafts.draft(ANN, draft_id)) == []


def test_another_draft_of_the_same_words_however_kept() -> None:
    first = begun(REPORT, BIN)
    again = begun(REPORT.replace(" ", "  ").replace("\n", "\r\n\r\n"), name="khac.txt")
    (same,) = drafts.alike(drafts.draft(ANN, again))
    assert (same.source_id, same.draft_id) == (None, first)
    assert "Bình đổi lần cuối" in same.why
    drafts.discard(BIN, first, 1)
    assert drafts.alike(drafts.draft(ANN, again)) == []


def test_a_text_that_is_at_hand_is_known_with_other_blanks(
    folders: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Made up: a release whose first report is our text, kept with other line ends."""
    kept = REPORT.replace("\n", "\r\n").encode()
    (folders / "reports").mkdir()
    (folders / "reports" / "made-up.txt").write_bytes(kept)
    monkeypatch.setenv("REPORTS_DIR", str(folders / "reports"))
    draft = drafts.draft(ANN, begun())
    hashed = hashlib.sha256(kept).hexdigest()
    source = {"source_id": "made-up", "title": "Có rồi", "file": "made-up.txt", "sha256": hashed}
    monkeypatch.setattr(queries, "reports", lambda view: [source])
    assert [same.source_id for same in drafts.alike(draft)] == ["made-up"]
    monkeypatch.setattr(queries, "reports", lambda view: [{**source, "sha256": "0" * 64}])
    assert drafts.alike(draft) == [], "the file is not the one that was read"


def test_without_a_release_nothing_is_alike(folders: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RELEASES_DIR", str(folders / "none"))
    assert drafts.alike(drafts.draft(ANN, begun(ELSEWHERE))) == []


def test_same_figures_counts_each_once() -> None:
    """Every figure of one report, asked twice over, against loops over the curated files."""
    figures = [f for f in plain.figures(queries.View()) if f["value"] is not None]
    key = {(f["value"], f["measure_unit"], f["topic"]) for f in figures
           if f["source_id"] == "sin-ho-2023"}  # fmt: skip
    twice = [(Decimal(str(value)), unit, topic) for value, unit, topic in [*key, *key]]
    found = {row["source_id"]: row["same"] for row in queries.same_figures(twice)}
    expected = {}
    for figure in figures:
        mine = (figure["value"], figure["measure_unit"], figure["topic"])
        if mine in key:
            expected.setdefault(figure["source_id"], set()).add(mine)
    assert found == {source: len(same) for source, same in expected.items()}
    assert found["sin-ho-2023"] == len(key)
