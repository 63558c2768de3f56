"""Views one choice away are worked out while nobody asks, and only then."""

import logging
import threading
import time
from collections.abc import Iterator

import pytest

from exhibits.catalog import ahead, choices, overview
from exhibits.catalog.ahead import Foresight
from warehouse import queries
from warehouse.queries import View

ALL = View(levels=("district",), part=2)


@pytest.fixture
def foresight(reading: object, monkeypatch: pytest.MonkeyPatch) -> Iterator[Foresight]:
    monkeypatch.setattr(ahead, "QUIET", 0.05)
    foresight = Foresight()
    foresight.on = True
    yield foresight
    foresight.stop()
    quiet()


def quiet() -> None:
    """Until nothing is worked out ahead any more."""
    for thread in threading.enumerate():
        if thread.name == ahead.THREAD:
            thread.join(10)
            assert not thread.is_alive()


def places() -> list[str]:
    return [place["locality_id"] for place in queries.localities()]


def test_each_locality_alone_is_worked_out_in_the_first_part(foresight: Foresight) -> None:
    seen: list[View] = []
    foresight.saw(queries.release_id(), ALL, seen.append)
    quiet()
    assert seen == [View(localities=(place,), levels=("district",)) for place in places()]


def test_it_is_worked_out_in_the_release_that_was_shown(foresight: Foresight) -> None:
    read: list[str] = []
    foresight.saw(queries.release_id(), View(), lambda _: read.append(queries.release_id()))
    quiet()
    assert set(read) == {queries.release_id()}


def test_nothing_is_where_a_locality_is_chosen(foresight: Foresight) -> None:
    seen: list[View] = []
    foresight.saw(queries.release_id(), View(localities=(places()[0],)), seen.append)
    quiet()
    assert seen == []


def test_nothing_is_where_there_are_many(
    foresight: Foresight, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[View] = []
    monkeypatch.setattr(ahead, "MOST_PLACES", len(places()) - 1)
    foresight.saw(queries.release_id(), View(), seen.append)
    quiet()
    assert seen == []


def test_nothing_is_until_a_server_says_so() -> None:
    assert not Foresight().on
    seen: list[View] = []
    Foresight().saw("none", View(), seen.append)
    quiet()
    assert seen == []


def test_who_asks_meanwhile_goes_first(
    foresight: Foresight, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ahead, "QUIET", 2)
    begun: list[float] = []
    foresight.saw(queries.release_id(), View(), lambda _: begun.append(time.monotonic()))
    time.sleep(0.1)
    asked = time.monotonic()
    foresight.saw(queries.release_id(), View(localities=(places()[0],)), lambda _: None)
    quiet()
    assert len(begun) == len(places())
    assert min(begun) - asked >= 2


def test_what_fails_is_left_to_whoever_asks_for_it(
    foresight: Foresight, caplog: pytest.LogCaptureFixture
) -> None:
    seen: list[View] = []

    def draw(view: View) -> None:
        seen.append(view)
        if len(seen) == 1:
            raise ValueError("Nguyễn Văn A")

    with caplog.at_level(logging.INFO, "thi-dua"):
        foresight.saw(queries.release_id(), View(), draw)
        quiet()
    assert len(seen) == len(places())
    assert [r.getMessage() for r in caplog.records] == ["not worked out ahead: ValueError"]


def test_wishes_are_given_up_at_the_end_and_nobody_waits_for_it(
    foresight: Foresight, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ahead, "QUIET", 3600)
    seen: list[View] = []
    foresight.saw(queries.release_id(), View(), seen.append)
    foresight.stop()
    quiet()
    assert seen == []


def test_a_page_looked_at_makes_the_next_ones_answers_known(
    foresight: Foresight, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("exhibits.catalog.memory.foresight", foresight)
    view = View(levels=("district", "commune"))
    overview.exhibits(view)
    quiet()

    def asked(*_: object, **__: object) -> None:
        raise AssertionError("worked out again")

    monkeypatch.setattr(overview, "matrix", asked)
    monkeypatch.setattr(overview.rows, "figures", asked)
    place = places()[0]
    assert overview.exhibits(View(localities=(place,), levels=("district", "commune")))
    with pytest.raises(AssertionError, match="worked out again"):
        overview.exhibits(View(localities=(place,), levels=("district", "province")))


def test_what_may_be_chosen_there_is_known_too(
    foresight: Foresight, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("exhibits.catalog.memory.foresight", foresight)
    right = {place: choices.units.__wrapped__(View((place,)), "model_count") for place in places()}
    choices.units(View(), "model_count")
    quiet()
    monkeypatch.setattr(queries, "units_said", None)
    assert {p: choices.units(View((p,)), "model_count") for p in places()} == right
