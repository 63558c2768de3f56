"""Where a report's text is looked for: the folder of the reports, then the desk's; all made up."""

import hashlib
from pathlib import Path

import pytest

from warehouse import reports

TEXT = "Một\n\nHai hội nghị\nBa\n".encode()
SHA256 = hashlib.sha256(TEXT).hexdigest()


@pytest.fixture
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    monkeypatch.setenv("REPORTS_DIR", str(tmp_path / "reports"))
    monkeypatch.setenv("DESK_DIR", str(tmp_path / "desk"))
    found = tmp_path / "reports", tmp_path / "desk" / "reports"
    for folder in found:
        folder.mkdir(parents=True)
    return found


def shown() -> list[str]:
    return [p.before + p.phrase + p.after for p in reports.passages("a.txt", SHA256, 2, "Hai")]


def test_a_report_of_the_desk_is_shown(folders, monkeypatch: pytest.MonkeyPatch) -> None:
    (folders[1] / "a.txt").write_bytes(TEXT)
    assert shown() == ["Một", "Hai hội nghị", "Ba"]
    monkeypatch.delenv("REPORTS_DIR")
    assert shown() == ["Một", "Hai hội nghị", "Ba"]


@pytest.mark.parametrize("right", [0, 1])
def test_the_hash_decides_between_two_files_of_a_name(folders, right: int) -> None:
    (folders[right] / "a.txt").write_bytes(TEXT)
    (folders[1 - right] / "a.txt").write_text("Bốn\nNăm\nSáu\n", encoding="utf-8")
    assert shown() == ["Một", "Hai hội nghị", "Ba"]


def test_a_report_nowhere_says_what_to_do(folders, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(reports.Unavailable, match=r"Không thấy tệp “a\.txt”"):
        shown()
    monkeypatch.delenv("REPORTS_DIR")
    with pytest.raises(reports.Unavailable, match="REPORTS_DIR"):
        shown()


def test_a_name_does_not_lead_out_of_the_folder(folders) -> None:
    (folders[1].parent / "a.txt").write_bytes(TEXT)
    with pytest.raises(reports.Unavailable):
        reports.passages("../a.txt", SHA256, 2, "Hai")
