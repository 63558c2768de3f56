"""What may open sign-in, and that a slip in the secrets opens nothing."""

from pathlib import Path

import pytest

from exhibits.render import secrets
from tests import signing_in


def test_without_a_file_nobody_signs_in(secrets_file: Path) -> None:
    assert secrets.read() == secrets.Secrets(False)


def test_rights_are_read_anew_every_time(secrets_file: Path) -> None:
    signing_in.write(secrets_file)
    assert secrets.read().rights == signing_in.RIGHTS
    signing_in.write(secrets_file, rights={"readers": []})
    assert secrets.read() == secrets.Secrets(True, {"readers": []})


@pytest.mark.parametrize("text", ["[auth", '[auth]\nclient_id = "x"\n', "", "[rights]\n", b"\xff"])
def test_a_slip_while_it_runs_closes_everything(secrets_file: Path, text: str | bytes) -> None:
    signing_in.write(secrets_file)
    secrets.read()
    secrets_file.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(secrets.Unusable):
        secrets.read()


def test_a_file_that_goes_away_closes_everything(secrets_file: Path) -> None:
    signing_in.write(secrets_file)
    secrets.read()
    secrets_file.unlink()
    with pytest.raises(secrets.Unusable, match="restart"):
        secrets.read()


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("cookie_secret", "short"),
        ("cookie_secret", "x" * 64),
        ("cookie_secret", ""),
        ("cookie_secret", 12345678901234567890),
        ("client_id", ""),
        ("redirect_uri", "https://thi-dua.example.vn/"),
        ("redirect_uri", "http://thi-dua.example.vn/oauth2callback"),
        ("server_metadata_url", "http://login.example.vn/.well-known/openid-configuration"),
    ],
)
def test_what_is_unsafe_or_would_fail_later_is_refused(
    secrets_file: Path, key: str, value: object
) -> None:
    signing_in.write(secrets_file, signing_in.AUTH | {key: value})
    with pytest.raises(secrets.Unusable, match=key) as refused:
        secrets.read()
    assert signing_in.AUTH["client_secret"] not in str(refused.value)


def test_the_example_is_refused_until_it_is_filled_in(secrets_file: Path) -> None:
    example = Path(__file__).parents[1] / ".streamlit" / "secrets.example.toml"
    secrets_file.write_bytes(example.read_bytes())
    with pytest.raises(secrets.Unusable, match="cookie_secret"):
        secrets.read()


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.1.2.3", "::1"])
def test_this_machine(host: str) -> None:
    assert secrets.is_loopback(host)


@pytest.mark.parametrize(
    "host", [None, "", "0.0.0.0", "::", "192.168.1.10", "10.0.0.1", "localhost.example.vn", "127.1"]
)
def test_not_this_machine(host: str | None) -> None:
    assert not secrets.is_loopback(host)
