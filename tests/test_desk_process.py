"""A child process keeps to its limits, and what it dies of is told apart from a refusal."""

import logging
import os
import tempfile
from pathlib import Path

import pytest

from desk import forms, process
from desk.process import Limits
from desk.refusals import Refused
from tests.drafted import ANN

MADE_UP = """
import sys
name = sys.argv[1]
if name == "memory":
    held = bytearray(400_000_000)
if name == "cpu":
    while True:
        pass
if name == "wall":
    import time
    time.sleep(30)
if name == "left":
    import os, tempfile
    tempfile.mkdtemp()
    os._exit(9)
if name == "fault":
    raise ValueError("a sentence of the report")
print("Ơn Đảng" if name == "letters" else '{"made": "up"}')
sys.exit(1 if name == "refused" else 0)
"""


@pytest.fixture(autouse=True)
def made_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "etl.py").write_text(MADE_UP, encoding="utf-8")
    monkeypatch.setattr(process, "ROOT", tmp_path)


@pytest.mark.parametrize(
    ("name", "limits"),
    [
        pytest.param("memory", Limits(60, memory=300_000_000), marks=pytest.mark.skipif(
            os.name == "nt", reason="Windows has no such limit")),
        pytest.param("cpu", Limits(60, cpu=1), marks=pytest.mark.skipif(
            os.name == "nt", reason="Windows has no such limit")),
        ("wall", Limits(0.3)),
        ("fault", Limits(60)),
        ("fault", Limits(60, memory=2_000_000_000)),
    ],
)  # fmt: skip
def test_what_it_dies_of_is_no_refusal(
    name: str, limits: Limits, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        ended = process.etl([name], limits)
    assert ended.code is None
    assert f"python -m etl {name}" in caplog.text
    assert "sentence" not in caplog.text, "nothing of a report goes into the server's log"
    with pytest.raises(Refused, match="không chạy xong"):
        ended.answer()


@pytest.mark.parametrize("limits", [Limits(60), Limits(60, 30), Limits(60, memory=10**9)])
def test_within_limits_it_answers(limits: Limits) -> None:
    assert process.etl(["refused"], limits).code == process.NO
    ended = process.etl(["fine"], limits)
    assert (ended.code, ended.answer()) == (process.FINE, {"made": "up"})
    assert process.etl(["letters"], limits).out.strip() == "Ơn Đảng"


def test_what_a_killed_child_leaves_is_taken_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "here"))
    monkeypatch.setattr(tempfile, "tempdir", None)
    assert process.etl(["left"], Limits(60)).code is None
    assert list((tmp_path / "here").iterdir()) == []


def test_a_form_that_was_cut_short_is_not_handed_out(monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(arguments: list[str], _: Limits) -> process.Ended:
        Path(arguments[arguments.index("--out") + 1]).write_bytes(b"PK half a workbook")
        return process.Ended(None, "", "")

    monkeypatch.setattr(process, "etl", killed)
    with pytest.raises(Refused, match="Chưa soạn được biểu nhập"):
        forms.empty(ANN)
