"""Addresses inside the app, and what becomes of them where an exhibit is read elsewhere."""

import pandas as pd

from exhibits import links, vi
from exhibits.charts import Bars
from exhibits.model import Field
from tests.made_up import exhibit, table

FIELDS = (Field("place", "Nơi", link="one"), Field("value", "Số", "number", link="several"))
LINES = pd.DataFrame(
    {"panel": "P", "label": ["A", "B"], "value": [1.0, None], "words": ["1", "không nêu"],
     "qualifier": "exact", "hover": "", "link": ["x?1", None]}
)  # fmt: skip


def shown():
    rows = table().head(3).assign(one=["x?1", None, ""], several=None)
    rows["several"] = [(("một", "x?1"), ("hai", "x?2")), None, ()]
    return exhibit(table=rows, fields=FIELDS, chart=Bars(LINES), alt="Số.")


def test_every_address_is_changed_and_nothing_becomes_one() -> None:
    found = links.relinked(shown(), str.upper)
    assert list(found.table["one"]) == ["X?1", None, None]
    assert list(found.table["several"]) == [(("một", "X?1"), ("hai", "X?2")), None, ()]
    assert list(found.chart.frame["link"]) == ["X?1", None]


def test_an_address_can_be_taken_away() -> None:
    found = links.relinked(shown(), lambda _: None)
    assert list(found.table["one"]) == [None] * 3
    assert found.table["several"][0] == (("một", None), ("hai", None))
    assert list(found.chart.frame["link"]) == [None, None]


def test_the_exhibit_itself_stays_as_it_was() -> None:
    before = shown()
    links.relinked(before, str.upper)
    assert before.table.at[0, "one"] == "x?1"
    assert before.chart.frame.at[0, "link"] == "x?1"


def test_an_exhibit_without_addresses_is_as_it_was() -> None:
    found = links.relinked(exhibit(), str.upper)
    assert found.table.equals(exhibit().table)
    assert found.chart is None


def test_a_frozen_address_names_its_release_once() -> None:
    traced = links.frozen(links.trace("a&b"), "0123456789ab")
    assert traced == f"truy-nguon?{vi.KEY_FIGURE}=a%26b&{vi.KEY_RELEASE}=0123456789ab"
    assert links.frozen(links.page("nguon"), "0123456789ab") == "nguon?phien=0123456789ab"
