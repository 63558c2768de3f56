"""One box finds anything, however it is typed."""

import pytest

from exhibits.catalog import search
from exhibits.model import Empty
from tests import plain
from tests.test_pages import opened
from warehouse import queries
from warehouse.contract import search_key

pytestmark = pytest.mark.usefixtures("reading")

TABLES = {
    "unit": ("units", "unit_id", "name"),
    "indicator": ("indicators", "indicator_id", "name"),
    "model": ("models", "model_id", "name"),
    "figure": ("observations", "observation_id", "as_printed"),
    "commendation": ("commendations", "commendation_id", "as_printed"),
    "activity": ("study_activities", "activity_id", "as_printed"),
}


def found(text: str) -> dict[str, set[str]]:
    kinds: dict[str, set[str]] = {}
    for row in queries.search(text):
        kinds.setdefault(row["kind"], set()).add(row["found_id"])
    return kinds


@pytest.mark.parametrize(
    "text",
    ["dan van", "DÂN VẬN", "Hoà", "hòa", "hoá", "đ", "1275", "1.275", "74 mo hinh", "thu khen",
     "dinh cong", "xa quang trung", "hoi nghi hoc tap", "68132", "10.350", "ke chuien"],
)  # fmt: skip
def test_all_that_holds_every_word_is_found(text: str) -> None:
    words = plain.fold(text).split()
    told = found(text)
    for kind, (table, key, name) in TABLES.items():
        holding = {
            r[key] for r in plain.read(table) if all(w in plain.fold(str(r[name])) for w in words)
        }
        got = told.get(kind, set())
        assert got <= holding
        assert len(got) == min(len(holding), 21)


@pytest.mark.parametrize("one", ["1275", "hoà binh", "quý", "CHI LĂNG", "Đức"])
def test_the_same_word_typed_otherwise(one: str) -> None:
    other = {"1275": "1.275", "hoà binh": "hòa bình", "quý": "quí", "CHI LĂNG": "chi lang",
             "Đức": "duc"}[one]  # fmt: skip
    assert search_key(one) == search_key(other)
    assert queries.search(one) == queries.search(other)


@pytest.mark.parametrize("text", ["", "   ", "\t"])
def test_no_words_find_nothing(text: str) -> None:
    assert queries.search(text) == []
    (only,) = search.exhibits(text)
    assert isinstance(only, Empty)


@pytest.mark.parametrize("text", ["%", "_", "'; drop table units; --", "¤" * 80, "\\", "(.*)"])
def test_hostile_words_are_data(text: str) -> None:
    (only,) = search.exhibits(text)
    assert isinstance(only, Empty) == (not queries.search(text))


def test_what_is_found_leads_somewhere() -> None:
    (shown,) = search.exhibits("chi lang")
    rows = shown.table.to_dict("records")
    assert {r["kind_name"] for r in rows} >= {"Đơn vị"}
    assert all(r["leads"] for r in rows if r["kind_name"] != "Đơn vị")
    (shown,) = search.exhibits("1275")
    leads = [r["leads"] for r in shown.table.to_dict("records")]
    assert "truy-nguon?so-lieu=sin-ho-2023-p15-2" in leads


def test_the_best_match_comes_first() -> None:
    names = [r["words"] for r in queries.search("huyen") if r["kind"] == "unit"]
    assert names
    starts = [plain.fold(name).startswith("huyen") for name in names]
    assert starts == sorted(starts, reverse=True)


def test_more_than_twenty_is_said() -> None:
    (shown,) = search.exhibits("o")
    assert any("Còn nữa" in note.text for note in shown.notes)


def test_the_page_finds() -> None:
    app = opened("tim-kiem", chu="1275")
    assert any("1275" in heading.value for heading in app.subheader)
