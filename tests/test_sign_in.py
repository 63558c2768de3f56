"""The door before every page, through the shell, without a browser."""

import gc
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from streamlit.testing.v1 import AppTest

from desk.people import NotAllowed
from exhibits import vi
from exhibits import vi_sign_in as words
from exhibits.render import desk_workbook
from tests import signing_in
from tests.signing_in import CURATOR, READER, RIGHTS, claims

SHELL = Path(__file__).parents[1] / "pages" / "shell.py"
pytestmark = pytest.mark.usefixtures("reading")


@pytest.fixture(autouse=True)
def _collector_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gc, "freeze", lambda: None)


@pytest.fixture
def place(secrets_file: Path) -> Path:
    signing_in.write(secrets_file)
    return secrets_file


def opened(user: dict | None = None) -> AppTest:
    app = AppTest.from_file(str(SHELL), default_timeout=30)
    for name, value in (user or {}).items():
        app.user[name] = value
    return app.run()


def is_door(app: AppTest, title: str) -> bool:
    """Nothing of the app is drawn but the door."""
    drawn = [app.title, app.multiselect, app.selectbox, app.table, app.subheader, app.sidebar]
    return [head.value for head in app.header] == [title] and not any(map(len, drawn))


def buttons(app: AppTest) -> list[str]:
    return [button.label for button in app.button]


def test_nobody_sees_the_door_alone(place: Path) -> None:
    app = opened()
    assert is_door(app, words.SIGN_IN_TITLE)
    assert buttons(app) == [words.SIGN_IN]


def test_a_reader_comes_in_until_taken_off_the_list(place: Path) -> None:
    app = opened(claims(READER))
    assert app.title[0].value == vi.PAGES[vi.HOME]
    assert READER.partition("@")[0] in [text.value for text in app.sidebar.text]
    assert words.SIGN_OUT in buttons(app)
    signing_in.write(place, rights=RIGHTS | {"readers": []})
    app.run()
    assert is_door(app, words.NO_RIGHT_TITLE)
    assert buttons(app) == [words.OTHER_ACCOUNT]


def test_two_people_keep_their_own_rights(place: Path) -> None:
    reader, stranger = opened(claims(READER)), opened(claims("nobody@example.vn"))
    reader.run()
    assert is_door(stranger, words.NO_RIGHT_TITLE)
    assert reader.title[0].value == vi.PAGES[vi.HOME]


def test_a_broken_file_shows_no_button(place: Path) -> None:
    place.write_text("[auth", encoding="utf-8")
    app = opened(claims(CURATOR))
    assert is_door(app, words.BROKEN_TITLE)
    assert buttons(app) == []


def test_nobody_is_asked_where_nobody_signs_in(secrets_file: Path) -> None:
    app = opened()
    assert app.title[0].value == vi.PAGES[vi.HOME]
    assert not {words.SIGN_IN, words.SIGN_OUT} & set(buttons(app))


def test_reading_left_open_still_offers_sign_in(place: Path) -> None:
    signing_in.write(place, rights=RIGHTS | {"open_reading": True})
    app = opened()
    assert app.title[0].value == vi.PAGES[vi.HOME]
    assert words.SIGN_IN in buttons(app)


def test_a_form_is_made_only_for_who_has_the_right_when_it_is_taken(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[Callable[[], bytes]] = []

    class Column:
        def download_button(
            self, _: str, data: Callable[[], bytes], *rest: object, **named: object
        ):
            made.append(data)

    user = SimpleNamespace(to_dict=lambda: claims(CURATOR))
    monkeypatch.setattr(desk_workbook.st, "user", user)
    monkeypatch.setattr(desk_workbook.st, "columns", lambda _: (Column(), Column()))
    desk_workbook.forms()
    signing_in.write(place, rights=RIGHTS | {"curators": []})
    assert len(made) == 2
    for form in made:
        with pytest.raises(NotAllowed):
            form()
