"""Who may do what, from claims and lists."""

import pytest

from desk.people import APPROVE, CURATE, READ, NotAllowed, Person, person_of, require

LISTS = {"readers": ["xem@made.up"], "curators": ["Nhap@Made.Up "], "approvers": ["duyet@made.up"]}
GROUPS = {"claim": "groups", "claims": {"curators": ["bien-tap"], "approvers": "duyet"}}
NESTED = {"claim": "realm_access.roles", "claims": {"approvers": ["duyet"]}}


@pytest.mark.parametrize(
    ("claims", "rights", "held"),
    [
        ({"email": "xem@made.up"}, LISTS, {READ}),
        ({"email": " NHAP@made.up"}, LISTS, {READ, CURATE}),
        ({"email": "duyet@made.up"}, LISTS, {READ, APPROVE}),
        ({"email": "la@made.up"}, LISTS, set()),
        ({"email": "la@made.up"}, {**LISTS, "open_reading": True}, {READ}),
        ({"email": "la@made.up"}, {**LISTS, "open_reading": "false"}, set()),
        ({"email": "duyet@made.up", "email_verified": False}, LISTS, set()),
        ({"email": "duyet@made.up", "email_verified": "False"}, LISTS, set()),
        ({"email": "duyet@made.up", "email_verified": "no"}, LISTS, set()),
        ({"email": "duyet@made.up", "email_verified": "true"}, LISTS, {READ, APPROVE}),
        # The sign of Kelvin is no "k".
        ({"email": "\u212a@made.up"}, {"curators": ["k@made.up"]}, set()),
        ({"email": "xem@made.up"}, {"readers": "xem@made.up"}, {READ}),
        ({"email": "xem@made.up"}, {"readers": "xem@made.up.vn"}, set()),
        ({"groups": ["bien-tap"]}, GROUPS, {READ, CURATE}),
        ({"groups": "duyet"}, GROUPS, {READ, APPROVE}),
        ({"groups": "khong-duyet"}, GROUPS, set()),
        ({"groups": {"bien-tap": True}}, GROUPS, set()),
        ({"groups": [["bien-tap"], 7, None]}, GROUPS, set()),
        ({"realm_access": {"roles": ["duyet"]}}, NESTED, {READ, APPROVE}),
        ({"realm_access.roles": ["duyet"]}, NESTED, {READ, APPROVE}),
        ({"realm_access": ["roles"]}, NESTED, set()),
        ({"": ["bien-tap"]}, {"claims": {"curators": ["bien-tap"]}}, set()),
        ({"groups": ["bien-tap"]}, {"claim": "groups"}, set()),
    ],
)
def test_rights(claims: dict, rights: dict, held: set[str]) -> None:
    person = person_of({"sub": "s-1", **claims}, rights)
    assert person is not None
    assert person.rights == held
    assert not person.alone


def test_the_id_is_the_email_in_lower_case_or_the_subject() -> None:
    assert person_of(
        {"iss": "https://made.up", "sub": "s", "email": "A@Made.Up", "name": "A"}, {}
    ) == Person("a@made.up", "A", frozenset(), account="https://made.up s")
    unverified = {"sub": "s", "email": "a@made.up", "email_verified": False}
    assert person_of(unverified, {}).person_id == "s"
    assert person_of({"email": "no at sign"}, LISTS) is None
    assert person_of({}, LISTS) is None


def test_what_is_missing_is_said_with_whom_to_ask() -> None:
    reader = Person("xem@made.up", "Xem", frozenset({READ}))
    assert require(reader, READ) is reader
    assert require(reader, READ, APPROVE) is reader
    with pytest.raises(NotAllowed, match=r"nhập báo cáo; nhờ người quản trị"):
        require(reader, CURATE)
    with pytest.raises(NotAllowed, match=r"^Cần đăng nhập"):
        require(None, READ)
