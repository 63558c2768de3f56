"""The desk's page for tests without a browser: opened as somebody, pressed, filled in, and read."""

import shutil
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from desk.people import Person
from exhibits import vi, vi_desk
from exhibits.render import desk_check, sign_in
from tests.drafted import reading_once

ROOT = Path(__file__).parents[1]


def folders_of_its_own(releases: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One test's drafts, releases and curated files; a check is over before the page goes on."""
    shutil.copytree(releases, tmp_path / "releases")
    shutil.copytree(ROOT / "data" / "curated", tmp_path / "curated")
    for name in ("desk", "releases", "curated"):
        monkeypatch.setenv(f"{name.upper()}_DIR", str(tmp_path / name))
    monkeypatch.setattr(desk_check, "_at_work", AtOnce())
    reading_once(monkeypatch)


def opened_by(
    monkeypatch: pytest.MonkeyPatch, person: Person | None, draft_id: str = ""
) -> AppTest:
    """The page as that person sees it."""
    monkeypatch.setattr(sign_in, "who", lambda: person)
    app = AppTest.from_file(str(ROOT / "pages" / "shell.py"), default_timeout=60)
    app.context = {"url": "http://localhost:8501/nhap-bao-cao"}
    if draft_id:
        app.query_params[vi_desk.KEY_DRAFT] = draft_id
    app.run()
    app.switch_page("entry.py").run()
    assert not app.exception
    assert not app.error
    assert app.title[0].value == vi.PAGES["nhap-bao-cao"]
    return app


class AtOnce:
    """Runs what it is given before it answers."""

    def submit(self, what: Callable, *arguments: object) -> Future:
        what(*arguments)
        done: Future = Future()
        done.set_result(None)
        return done


def pressed(app: AppTest, key: str) -> AppTest:
    app.button(key=key).click().run()
    assert not app.exception
    assert not app.error
    return app


def said(app: AppTest) -> str:
    boxes = (*app.markdown, *app.warning, *app.info, *app.success)
    return "\n".join(box.value.replace("\\", "") for box in boxes)


def labels(app: AppTest) -> list[str]:
    return [button.label for button in app.button]


def fill(app: AppTest, values: dict[str, str]) -> None:
    for label, value in values.items():
        fields = [*app.text_input, *app.selectbox]
        next(f for f in fields if f.label == label).set_value(value)


def press(app: AppTest, label: str) -> None:
    next(b for b in app.button if b.label == label).click().run()
    assert not app.exception
    assert not app.error
