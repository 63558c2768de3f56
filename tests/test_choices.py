"""What a reader may choose: each name once, each with the id it stands for."""

import pytest

from exhibits.catalog import choices
from tests import plain
from warehouse.queries import View

pytestmark = pytest.mark.usefixtures("reading")


def test_two_units_of_one_name_are_told_apart() -> None:
    told = choices._by_label([("Xã A", "x1"), ("Xã A", "x2"), ("Xã B", "x3")])
    assert told == {"Xã A (x1)": "x1", "Xã A (x2)": "x2", "Xã B": "x3"}
    names = choices.units(View(), "model_count")
    assert names["Huyện Chi Lăng (thuộc Lạng Sơn)"] == "chi-lang"


def test_every_compared_locality_is_offered_and_called_alike() -> None:
    offered = choices.places()
    assert set(offered.values()) == {place["locality_id"] for place in plain.localities()}
    assert {choices.label_of(known): known for known in offered.values()} == offered
    assert choices.label_of("chi-lang") == choices.label_of(None) == ""


def test_only_some_are_offered_where_others_are_filtered_out() -> None:
    assert choices.places(("sin-ho",)) == {"Huyện Sìn Hồ": "sin-ho"}


def test_core_indicators_come_first() -> None:
    core = choices.core_indicators()
    assert core
    assert list(choices.indicators())[: len(core)] == core
