"""The one user of a machine nobody else reaches: asked for in the environment, and believed only
while the server listens to this machine alone and the request comes straight from it."""

import os
from collections.abc import Iterable, Mapping

from desk.people import APPROVE, CURATE, READ, Person
from exhibits import vi_sign_in as vi
from exhibits.render.secrets import is_loopback

_PASSED_ON = ("x-forwarded", "forwarded", "x-real-ip", "via")


def person(bound_to: str | None, headers: Mapping[str, str], peer: str | None) -> Person | None:
    """The user of this machine; None without DESK_ALONE=1, or where anyone else could be asking.

    `peer` is None for this machine. The name asked for counts too: a page elsewhere may have made
    its own name lead here.
    """
    if os.environ.get("DESK_ALONE") != "1" or not is_loopback(bound_to) or peer is not None:
        return None
    if not is_loopback(_host(headers)) or _passed_on(headers):
        return None
    return Person("may-nay", vi.THIS_MACHINE, frozenset({READ, CURATE, APPROVE}), alone=True)


def _host(headers: Mapping[str, str]) -> str:
    asked = next((value for name, value in headers.items() if name.lower() == "host"), "")
    if asked.startswith("["):
        return asked[1:].partition("]")[0]
    return asked.partition(":")[0]


def _passed_on(headers: Iterable[str]) -> bool:
    return any(name.lower().startswith(_PASSED_ON) for name in headers)
