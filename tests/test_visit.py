"""Whom a sign-in names, what they may do now, and for how long."""

import time
from pathlib import Path

import itsdangerous
import pytest

from desk.people import Person
from exhibits import vi_sign_in as vi
from exhibits.render import visit
from tests import signing_in
from tests.signing_in import APPROVER, AUTH, CURATOR, READER, RIGHTS, STRANGER, claims, cookie

ALONE = Person("may-nay", "x", frozenset({"read", "curate", "approve"}), alone=True)


@pytest.fixture
def place(secrets_file: Path) -> Path:
    signing_in.write(secrets_file)
    return secrets_file


def rights(found: visit.Visit) -> set[str]:
    return set(found.person.rights) if found.person else set()


def test_without_sign_in_reading_is_open_and_the_desk_is_not(secrets_file: Path) -> None:
    found = visit.by_claims({})
    assert (found.person, found.may_read, found.signing_in) == (None, True, False)


def test_the_user_of_this_machine_counts_only_where_nobody_signs_in(secrets_file: Path) -> None:
    assert visit.by_claims({}, ALONE).person == ALONE
    signing_in.write(secrets_file)
    assert visit.by_claims({}, ALONE) == visit.Visit(None, False)


@pytest.mark.parametrize(
    ("email", "held"),
    [
        (READER, {"read"}),
        (CURATOR, {"read", "curate"}),
        (APPROVER, {"read", "approve"}),
        (CURATOR.upper(), {"read", "curate"}),
        (STRANGER, set()),
        # The sign of Kelvin, which lower case would make a "k".
        ("\u212a@example.vn", set()),
    ],
)
def test_rights_follow_the_list(place: Path, email: str, held: set[str]) -> None:
    signing_in.write(place, rights=RIGHTS | {"approvers": [APPROVER, "k@example.vn"]})
    found = visit.by_claims(claims(email))
    assert rights(found) == held
    assert found.may_read is bool(held)


def test_a_name_taken_off_the_list_is_off_at_once(place: Path) -> None:
    signed_in = claims(CURATOR)
    assert visit.by_claims(signed_in).may_read
    signing_in.write(place, rights=RIGHTS | {"curators": []})
    found = visit.by_claims(signed_in)
    assert not found.may_read
    assert (found.title, CURATOR in found.why) == (vi.NO_RIGHT_TITLE, True)


@pytest.mark.parametrize("verified", [False, "false", "no", "", None, 0, [True]])
def test_an_unverified_email_opens_nothing(place: Path, verified: object) -> None:
    found = visit.by_claims(claims(CURATOR, email_verified=verified))
    assert rights(found) == set()
    assert found.title == vi.UNVERIFIED_TITLE


@pytest.mark.parametrize("verified", [True, "true"])
def test_a_verified_email_counts(place: Path, verified: object) -> None:
    assert visit.by_claims(claims(CURATOR, email_verified=verified)).may_read


def test_rights_may_stand_deep_inside_the_claims(place: Path) -> None:
    wanted = {"claim": "realm_access.roles", "claims": {"approvers": ["duyet"]}}
    signing_in.write(place, rights=wanted)
    assert rights(visit.by_claims(claims(STRANGER, realm_access={"roles": ["duyet", "x"]}))) == {
        "read",
        "approve",
    }
    for other in ({"roles": "duyet x"}, {"roles": {"duyet": True}}, ["duyet"], None):
        assert rights(visit.by_claims(claims(STRANGER, realm_access=other))) == set()


def test_reading_may_be_left_open(place: Path) -> None:
    signing_in.write(place, rights=RIGHTS | {"open_reading": True})
    assert visit.by_claims({}).may_read
    assert rights(visit.by_claims(claims(STRANGER))) == {"read"}
    signing_in.write(place, rights=RIGHTS | {"open_reading": "false"})
    assert not visit.by_claims({}).may_read


@pytest.mark.parametrize(
    "others",
    [{"iat": int(time.time()) - 13 * 3600}, {"iat": None}, {"iat": "1"}, {"iat": True}],
    ids=["too-long-ago", "none", "text", "yes"],
)
def test_a_sign_in_does_not_last_for_ever(place: Path, others: dict) -> None:
    assert visit.by_claims(claims(CURATOR, **others)) == visit.Visit(None, False, why=vi.EXPIRED)


def test_how_long_it_lasts_can_be_said(place: Path) -> None:
    old = claims(CURATOR, iat=int(time.time()) - 2 * 3600)
    for hours, lasts in ((1, False), (3, True), ("x", True)):
        signing_in.write(place, rights=RIGHTS | {"hours": hours})
        assert visit.by_claims(old).may_read is lasts


def test_signing_out_ends_it_in_every_window(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(visit, "_ended", {})
    mine, elsewhere = claims(CURATOR, nonce="a"), claims(CURATOR, nonce="b")
    visit.end(mine)
    assert visit.by_cookies(cookie(mine)).why == vi.EXPIRED
    assert visit.by_cookies(cookie(elsewhere)).may_read


@pytest.mark.parametrize("said", [False, None, "true", 1])
def test_claims_without_a_sign_in_name_nobody(place: Path, said: object) -> None:
    assert visit.by_claims(claims(CURATOR, is_logged_in=said)).person is None


def test_a_broken_file_closes_every_page_and_tells_the_operator(
    place: Path, caplog: pytest.LogCaptureFixture
) -> None:
    signing_in.write(place, AUTH | {"cookie_secret": "tiny"})
    assert visit.by_claims(claims(CURATOR)) == visit.Visit(
        None, False, False, vi.BROKEN_TITLE, vi.BROKEN
    )
    assert "cookie_secret" in caplog.text


# -------------------------------------------------------------------------------------- the cookie


def test_the_cookie_names_the_person(place: Path) -> None:
    assert rights(visit.by_cookies(cookie(claims(CURATOR)))) == {"read", "curate"}


def test_a_forged_cookie_names_nobody(place: Path) -> None:
    forged = cookie(claims(CURATOR), "another-secret-0123456789-abcdef-xyz")
    (name, real), (_, other) = *cookie(claims(READER)).items(), *forged.items()
    mixed = {name: ".".join([other.rsplit(".", 2)[0], *real.rsplit(".", 2)[1:]])}
    for bad in (forged, mixed, {name: "x"}, {name: "đ"}, {name: ""}, {name: "chunks-2"}):
        assert visit.by_cookies(bad) == visit.Visit(None, False)


def test_an_old_cookie_names_nobody(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    signer, now = itsdangerous.TimestampSigner, int(time.time())
    with monkeypatch.context() as patch:
        patch.setattr(signer, "get_timestamp", lambda _: now - 40 * 86400)
        old = cookie(claims(CURATOR))
    assert visit.by_cookies(old) == visit.Visit(None, False)


def test_a_sign_in_of_tomorrow_is_none(place: Path) -> None:
    assert visit.by_claims(claims(CURATOR, iat=time.time() + 60)).may_read
    assert not visit.by_claims(claims(CURATOR, iat=time.time() + 86400)).may_read
