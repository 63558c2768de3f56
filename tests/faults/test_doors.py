"""Whatever bytes are given, a door lets them in or refuses them in its own words."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import times
from tests.faults.doors import DOORS, Door

# A door that opens a whole build is slow: fewer knocks, unless soaking.
_SLOW = {"curated": 15, "findings": 15, "workbook": 25, "report.txt": 40, "report.docx": 40,
         "report.pdf": 40, "address": 60}  # fmt: skip
_PIECES = st.sampled_from(
    [b"", b"\0", b'"', b",", b"\n", b"\r", b"=", b"\xff", "ế".encode(), "ế".encode(), b"-1",
     b"1e999", b"9" * 40, b"{", b"]", b"&", b"%00", b"../..", b"\xef\xbb\xbf", "￿".encode(),
     b"<script>", b"'; drop table units; --", b"!!python/object/apply:os.system ['true']", b"*a",
     b"PK\3\4", b"&a [*a]", b"\\ud800", "１".encode(), b"0.0.0"]
) | st.binary(max_size=12)  # fmt: skip
_EDITS = st.lists(
    st.tuples(st.floats(0, 1), st.integers(0, 30), _PIECES), max_size=6
)  # where, how much is lost, what comes in its place


def edited(seed: bytes, edits: list[tuple[float, int, bytes]]) -> bytes:
    data = bytearray(seed)
    for where, lost, piece in edits:
        at = int(where * len(data))
        data[at : at + lost] = piece
    return bytes(data)


@pytest.fixture(scope="module", params=DOORS)
def door(request: pytest.FixtureRequest) -> tuple[str, Door, bytes]:
    return request.param, DOORS[request.param], DOORS[request.param].seed()


def test_a_door_answers_or_refuses(door: tuple[str, Door, bytes], reading: Path) -> None:
    name, enter, seed = door
    knocks = times(_SLOW.get(name, 200), 20 * _SLOW.get(name, 200))

    @settings(max_examples=knocks, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.builds(edited, st.just(seed), _EDITS) | st.binary(max_size=300))
    def knock(data: bytes) -> None:
        enter(data)

    knock()


def test_the_seeds_are_let_in(door: tuple[str, Door, bytes], reading: Path) -> None:
    """Else the fuzzing would only ever see the first refusal."""
    _, enter, seed = door
    enter.enter(seed)
