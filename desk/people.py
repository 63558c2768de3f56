"""Who a signed-in person is and what they may do. Pure: it reads no secrets and no session.

Rights come from lists of e-mails or from claims of the provider, both as `[rights]` in the secrets
says. Whoever may enter or approve may read.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

READ, CURATE, APPROVE = "read", "curate", "approve"
ACCOUNT = "account:"
ROLES = {"readers": READ, "curators": CURATE, "approvers": APPROVE}
_WANTED = {
    READ: "xem số liệu",
    CURATE: "nhập báo cáo",
    APPROVE: "duyệt và phát hành",
}


class NotAllowed(Exception):
    """The person may not do this: a Vietnamese sentence that says whom to ask."""


@dataclass(frozen=True)
class Person:
    """`alone`: the only user of this machine, who may approve what they entered themselves.
    `account`: what the provider calls them, which stays when their e-mail changes."""

    person_id: str
    name: str
    rights: frozenset[str]
    alone: bool = False
    account: str = ""

    @property
    def ids(self) -> tuple[str, ...]:
        """Everything they are known by as an author."""
        return (self.person_id, f"{ACCOUNT}{self.account}") if self.account else (self.person_id,)


def require(person: Person | None, *rights: str) -> Person:
    """The person, if they have at least one of the rights; raises NotAllowed."""
    wanted = " hoặc ".join(_WANTED[right] for right in rights)
    if person is None:
        raise NotAllowed(f"Cần đăng nhập để {wanted}.")
    if not person.rights.intersection(rights):
        raise NotAllowed(
            f"Tài khoản “{person.person_id}” chưa có quyền {wanted}; "
            "nhờ người quản trị thêm vào danh sách quyền."
        )
    return person


def person_of(claims: Mapping[str, object], rights: Mapping[str, object]) -> Person | None:
    """Whom the provider's claims name, with the rights `[rights]` gives them now.

    None when the claims name nobody. An e-mail the provider has not verified is no key to a list.
    """
    email = _email(claims)
    person_id = email or _text(claims.get("sub"))
    if not person_id:
        return None
    held = {right for role, right in ROLES.items() if email and email in _emails(rights, role)}
    held |= _claimed(claims, rights)
    if held or rights.get("open_reading") is True:
        held.add(READ)
    sub = _text(claims.get("sub"))
    account = f"{_text(claims.get('iss'))} {sub}" if sub else ""
    name = _text(claims.get("name")) or person_id
    return Person(person_id, name, frozenset(held), account=account)


def _email(claims: Mapping[str, object]) -> str:
    if claims.get("email_verified", True) not in (True, "true"):
        return ""
    email = _folded(_text(claims.get("email")))
    return email if "@" in email else ""


def _emails(rights: Mapping[str, object], role: str) -> set[str]:
    return {_folded(email) for email in _words(rights.get(role))}


def _claimed(claims: Mapping[str, object], rights: Mapping[str, object]) -> set[str]:
    """Rights from a claim such as `groups`, or `realm_access.roles` inside another claim."""
    name, wanted = rights.get("claim"), rights.get("claims")
    if not isinstance(name, str) or not isinstance(wanted, Mapping):
        return set()
    has = set(_words(_claim(claims, name)))
    return {right for role, right in ROLES.items() if has.intersection(_words(wanted.get(role)))}


def _claim(claims: Mapping[str, object], name: str) -> object:
    if name in claims:
        return claims[name]
    found: object = claims
    for part in name.split("."):
        found = found.get(part) if isinstance(found, Mapping) else None
    return found


def _words(value: object) -> Iterator[str]:
    """The texts of a list; a single text stands for a list of one."""
    for word in [value] if isinstance(value, str) else value if _is_list(value) else ():
        if isinstance(word, str) and word.strip():
            yield word.strip()


def _is_list(value: object) -> bool:
    return isinstance(value, (list, tuple, set, frozenset))


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""


def _folded(email: str) -> str:
    email = email.strip()
    # Beyond ASCII, lower case makes one of two: U+212A, the sign of Kelvin, becomes a plain "k".
    return email.lower() if email.isascii() else email
