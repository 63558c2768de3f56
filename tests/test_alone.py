"""The one user of a machine is believed only where nobody else can be asking."""

import pytest

from exhibits.render import alone

HERE = {"Host": "localhost:8501"}


@pytest.fixture(autouse=True)
def _asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DESK_ALONE", "1")


@pytest.mark.parametrize(
    ("address", "host"),
    [("localhost", "localhost:8501"), ("127.0.0.1", "127.0.0.1:8501"), ("::1", "[::1]:8501")],
)
def test_on_this_machine(address: str, host: str) -> None:
    person = alone.person(address, {"host": host}, None)
    assert person is not None
    assert person.alone
    assert person.rights == {"read", "curate", "approve"}


@pytest.mark.parametrize(
    "address",
    [None, "", "0.0.0.0", "::", "192.168.1.10", "fe80::1", "thi-dua.example.vn", "unix:x"],
)
def test_not_where_the_server_listens_to_others(address: str | None) -> None:
    assert alone.person(address, HERE, None) is None


@pytest.mark.parametrize(
    "header",
    ["X-Forwarded-For", "x-forwarded-host", "X-Forwarded-Proto", "Forwarded", "X-Real-IP", "Via"],
)
def test_not_behind_a_proxy(header: str) -> None:
    assert alone.person("localhost", {**HERE, header: ""}, None) is None


def test_not_for_another_machine() -> None:
    assert alone.person("localhost", HERE, "192.168.1.20") is None


@pytest.mark.parametrize("host", ["", "thi-dua.example.vn", "localhost.example.vn:8501", "[::]"])
def test_not_under_another_name(host: str) -> None:
    assert alone.person("localhost", {"Host": host}, None) is None
    assert alone.person("localhost", {}, None) is None


@pytest.mark.parametrize("value", ["", "0", "true", None])
def test_not_unless_asked_for(monkeypatch: pytest.MonkeyPatch, value: str | None) -> None:
    if value is None:
        monkeypatch.delenv("DESK_ALONE")
    else:
        monkeypatch.setenv("DESK_ALONE", value)
    assert alone.person("localhost", HERE, None) is None
