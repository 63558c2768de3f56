"""The line of a long build: on a terminal, and nowhere else."""

import io
import re

import pytest

from etl import progress
from tests.conftest import Curated


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_terminal_is_told_the_stages(
    curated: Curated, tmp_path, monkeypatch: pytest.MonkeyPatch
) -> None:
    terminal = Terminal()
    monkeypatch.setattr(progress, "_EVERY", 0.001)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.stderr", terminal)
        assert curated.publish(tmp_path / "releases") == 0
    told = set(re.findall(r"[░█]  (\S.*?)\s*(?=\r|$)", terminal.getvalue()))
    known = {"Nhận diện các tệp", "Đọc các cụm từ", "Kiểm tra", "Đối chiếu"}
    assert told
    assert {stage for stage in told if not re.match(r"(Ghi|Đọc) \w+\.\w+$", stage)} <= known
    assert terminal.getvalue().endswith("\r"), "the line is taken away"
    assert progress._shown == []


def test_nothing_is_drawn_elsewhere(curated: Curated, tmp_path, capsys) -> None:
    assert curated.publish(tmp_path / "releases") == 0
    assert capsys.readouterr().err == ""


def test_a_refused_build_takes_its_line_away(curated: Curated, tmp_path) -> None:
    curated.path("models.csv").unlink()
    terminal = Terminal()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.stderr", terminal)
        assert curated.publish(tmp_path / "releases") == 1
    assert progress._shown == []
    assert "thiếu tệp" in terminal.getvalue()
