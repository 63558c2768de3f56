"""Questions asked at the same time give what they give one after another."""

from functools import partial
from threading import Barrier, current_thread

import pytest

from warehouse import queries
from warehouse.queries import View
from warehouse.together import THREADS, together


def test_answers_stand_in_the_order_of_the_questions() -> None:
    assert together(*(partial(int, n) for n in range(9))) == list(range(9))


def test_they_are_asked_at_the_same_time() -> None:
    met = Barrier(3, timeout=10)
    assert sorted(together(met.wait, met.wait, met.wait)) == [0, 1, 2]


def test_the_first_is_asked_by_who_asks() -> None:
    name = current_thread().name
    first, other = together(lambda: current_thread().name, lambda: current_thread().name)
    assert first == name
    assert other.startswith(THREADS)


def test_questions_that_ask_others_end() -> None:
    def asks_others() -> list[int]:
        return together(partial(int, 1), partial(int, 2))

    assert together(*[asks_others] * 40) == [[1, 2]] * 40


def test_all_are_asked_of_the_release_being_read(reading: object) -> None:
    with queries.one_release():
        found = together(*[queries.release_id] * 4)
    assert found == [queries.release_id()] * 4


def test_what_a_question_raises_is_raised() -> None:
    with pytest.raises(queries.NoRelease, match="of the second"):
        together(str, _refused, str)


def _refused() -> None:
    raise queries.NoRelease("of the second")


def test_they_give_what_they_give_alone(reading: object) -> None:
    view = View()
    asked = [
        partial(queries.figures, view),
        partial(queries.coverage, view),
        partial(queries.reports, view, most=1),
    ]
    answers = together(*asked)
    assert answers == [question() for question in asked]
    assert [len(answers[2]), answers[2].total] == [1, len(queries.reports(view))]
