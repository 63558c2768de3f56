"""The server's log: one JSON object a line, and nothing of what people chose, typed or are."""

import io
import json
import logging
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from serving import logs
from tests.test_dashboard import Inner, ask

Told = Callable[[], list[dict[str, object]]]


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> Iterator[Told]:
    """What our loggers wrote since the test began, line by line."""
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(logs.Lines())
    loggers = [logging.getLogger(name) for name in ("thi-dua", "streamlit.somewhere")]
    before = [logger.level for logger in loggers]
    for logger in loggers:
        monkeypatch.setattr(logger, "handlers", [handler])
        logger.setLevel(logging.INFO)  # not by hand: a logger remembers what it let through
    yield lambda: [json.loads(line) for line in out.getvalue().splitlines()]
    for logger, level in zip(loggers, before, strict=True):
        logger.setLevel(level)


def test_a_rerun_says_page_release_and_duration(told: Told) -> None:
    with logs.rerun("mo-hinh") as run:
        run["release"] = "abc"
    (line,) = told()
    assert line["what"] == "rerun"
    assert (line["path"], line["release"], line["level"]) == ("/mo-hinh", "abc", "info")
    assert 0 <= line["duration_ms"] < 1000
    assert line["time"].endswith("+00:00")


def test_a_rerun_that_fails_is_told_too(told: Told) -> None:
    def failing() -> None:
        with logs.rerun("mo-hinh"):
            raise KeyError("mo-hinh")

    with pytest.raises(KeyError):
        failing()
    assert [line["release"] for line in told()] == [None]


def test_a_page_is_told_without_its_query(told: Told) -> None:
    ask(logs.Requests(Inner(b"page")), "/tim-kiem", b"tu=Nguyen+Van+A")
    (line,) = told()
    assert (line["what"], line["path"], line["status"]) == ("page", "/tim-kiem", 200)
    assert "Nguyen" not in json.dumps(line)


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/tong-quan", "/tong-quan"),
        ("/tim-kiem/Nguyen Van A", "/tim-kiem"),
        ("/Nguyen Van A", "/…"),
        ("/_stcore/upload_file/session-id/file-id", "/_stcore/upload_file"),
        ("/_stcore/anything", "/_stcore/…"),
        ("/media/0123456789abcdef.xlsx", "/media"),
    ],
)
def test_an_address_names_a_place_and_no_person_or_session(path: str, name: str) -> None:
    assert logs.named(path) == name


def test_files_are_not_told_one_by_one(told: Told) -> None:
    ask(logs.Requests(Inner(b"file", b"text/javascript")), "/static/js/index.js")
    assert told() == []


def test_an_error_says_kind_and_place_but_not_the_value(told: Told) -> None:
    try:
        int("Nguyen Van A")
    except ValueError:
        logging.getLogger("thi-dua").error("page failed", exc_info=sys.exc_info())
    (line,) = told()
    assert (line["level"], line["error"]) == ("error", "ValueError")
    assert line["at"][-1].startswith("tests/test_logs.py:")
    assert "Nguyen" not in json.dumps(line)


def test_what_others_say_comes_without_their_arguments(told: Told) -> None:
    logging.getLogger("streamlit.somewhere").warning("rejected %s", "10.1.2.3")
    logging.getLogger("thi-dua").warning("release %s cannot be opened", "abc")
    assert [line["what"] for line in told()] == ["rejected %s", "release abc cannot be opened"]


def test_plain_lines_hold_the_same_and_the_traceback() -> None:
    record = logging.LogRecord("thi-dua", logging.INFO, "", 1, "rerun", (), None)
    record.path = "/mo-hinh"
    assert logs.Plain().format(record).endswith("INFO thi-dua: rerun path=/mo-hinh")


def test_every_logger_of_a_server_writes_lines(tmp_path: Path) -> None:
    """In a process of its own: Streamlit's loggers, those it makes later, and the server's."""
    script = tmp_path / "server.py"
    script.write_text(
        "import logging, streamlit.logger\n"
        "from serving import logs\n"
        "streamlit.logger.get_logger('streamlit.early')\n"
        "streamlit.logger.init_uvicorn_logs()\n"
        "logs.install()\n"
        "streamlit.logger.get_logger('streamlit.late')\n"
        "for name in ('streamlit.early', 'streamlit.late', 'uvicorn.error', 'warehouse'):\n"
        "    logging.getLogger(name).warning('warned')\n"
        "logging.getLogger('uvicorn.error').info('10.1.2.3 asked')\n"
        "logging.getLogger('streamlit.error_util').error('Uncaught app execution')\n"
        "logging.getLogger('streamlit.error_util').error('another')\n",
        encoding="utf-8",
    )
    done = subprocess.run(
        [sys.executable, str(script)], env={**os.environ, "PYTHONPATH": str(logs.ROOT)},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert [json.loads(line)["what"] for line in done.stderr.splitlines()] == [
        *["warned"] * 4, "another"
    ]  # fmt: skip
