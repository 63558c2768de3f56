"""A release of a country: every page holds a part of it, says which, and leads to all the rest."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

import pytest

from bench import synthetic
from exhibits import vi
from exhibits.catalog import address, compare_localities, leaves, locality, overview, reach, rows
from exhibits.catalog.address import Choices
from exhibits.catalog.bars import MOST as MOST_BARS
from exhibits.model import Exhibit
from tests import plain
from tests.test_pages import opened
from warehouse import asking, connection, queries
from warehouse.queries import View

OBSERVATIONS, LOCALITIES = 100_000, 500
PLACE = "Huyện 3 (TỔNG HỢP/synthetic)"
_LONGEST = reach.MOST_FIGURES + 200  # rows of one answer
_WHOLE = {"extent": 11 * LOCALITIES, "localities": LOCALITIES}  # of the release, once


@pytest.fixture(scope="module")
def country(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """200 figures of each of 500 localities."""
    folder = tmp_path_factory.mktemp("country")
    synthetic.write(OBSERVATIONS, folder)
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("RELEASES_DIR", str(folder))
        yield folder


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """30,000 figures of each of two localities, some 2,400 of each in a year."""
    folder = tmp_path_factory.mktemp("two")
    with patch.object(synthetic, "_LOCALITIES", 2):
        synthetic.write(60_000, folder)
    return folder


@pytest.fixture
def crowded(two: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RELEASES_DIR", str(two))


def drawn(page: str, **chosen: str) -> tuple[list[Exhibit], dict[str, str]]:
    choices = Choices((key.replace("_", "-"), value) for key, value in chosen.items())
    shown = address.exhibits(page, choices)
    return [one for one in shown if isinstance(one, Exhibit)], choices.told


def said(one: Exhibit) -> str:
    return " ".join(note.text for note in one.notes)


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> Counter:
    """Rows of the longest answer to each question asked from now on."""
    longest: Counter = Counter()
    files = {queries.sql(f.stem): f.stem for f in asking._SQL.glob("*.sql")}
    ask = connection._Open.ask

    def heard(self: connection._Open, sql: str, parameters: dict[str, object]) -> list:
        found = ask(self, sql, parameters)
        longest[files[sql]] = max(longest[files[sql]], len(found))
        return found

    monkeypatch.setattr(connection._Open, "ask", heard)
    return longest


PAGES = [
    *((page, {}) for page in address.PAGES),
    ("so-sanh", {"xem": vi.COMPARE_MATRIX}),
    ("so-sanh", {"xem": vi.COMPARE_PAIR}),
    ("tim-kiem", {"chu": "duong hoa"}),
]


@pytest.mark.parametrize(("page", "chosen"), PAGES, ids=str)
@pytest.mark.parametrize("release", ["country", "crowded"])
def test_no_page_asks_for_more_than_it_holds(
    page: str,
    chosen: dict[str, str],
    release: str,
    request: pytest.FixtureRequest,
    country: Path,
    answers: Counter,
) -> None:
    if release == "crowded":
        request.getfixturevalue("crowded")
    shown, _ = drawn(page, **chosen)
    for question, longest in answers.items():
        assert longest <= _WHOLE.get(question, _LONGEST), question
    for one in shown:
        assert one.chart is None or len(one.chart.frame) <= 21 * reach.MOST_PLACES, one.exhibit_id
        assert len(one.table) <= max(reach.MOST_FIGURES, 60 * 59 // 2), one.exhibit_id


def test_the_parts_are_all_localities_in_their_order(country: Path) -> None:
    first = reach.of(View())
    parts = [reach.of(View(part=n)).view for n in range(1, first.parts + 1)]
    listed = [place for view in parts for place in view.localities]
    assert listed == [place["locality_id"] for place in queries.localities()]
    assert {view.years for view in parts} == {(max(reach.years()),)}
    assert all(len(view.localities) <= reach.MOST_PLACES for view in parts)
    held = [queries.figures(view).total for view in parts]
    assert max(held) <= reach.MOST_FIGURES
    assert sum(held) == queries.figures(View(years=parts[0].years), most=1).total


def test_a_part_that_is_not_there_is_the_first(country: Path) -> None:
    assert reach.of(View(part=9_999)).view == reach.of(View()).view


def test_what_fits_is_shown_whole(country: Path) -> None:
    view = View(("th-0003", "th-0004"), years=(2020, 2021))
    assert reach.of(view) == reach.Reach(view, queries.figures(view).total)


DATED = {
    "tong-quan-so-chinh", "mo-hinh-so-luong", "khen-thuong-doi-tuong", "hoc-tap-so-lieu",
    "truy-nguon-moi-so-lieu",
}  # fmt: skip


@pytest.mark.parametrize("page", reach.PARTED)
def test_every_exhibit_of_a_part_says_which_part_it_is(page: str, country: Path) -> None:
    shown, told = drawn(page, phan="2")
    assert "địa phương 21–40 trên 500" in told[vi.PART]
    assert "kỳ 2025, năm mới nhất" in told[vi.PART]
    for one in shown:
        if one.exhibit_id not in ("nguon-ban-phat-hanh", "nguon-tu-dien"):
            assert "địa phương 21–40 trên 500" in said(one), one.exhibit_id
            # Only what is narrowed to a year may say so.
            assert ("kỳ 2025" in said(one)) is (one.exhibit_id in DATED), one.exhibit_id


@pytest.mark.parametrize("page", [*reach.PARTED, "so-sanh"])
def test_the_page_and_the_address_of_a_part_show_the_same(page: str, country: Path) -> None:
    choices = Choices([("phan", "3")])
    shown, told = address.exhibits(page, choices), choices.told
    app = opened(page, phan="3")
    filters = app.session_state["filters"]
    assert {label: words or vi.ALL for label, (_, _, words) in filters.items()} == told
    assert filters[vi.PART][:2] == ("phan", ("3",))
    headings = [heading.value.replace("\\", "") for heading in app.subheader]
    assert headings[: len(shown)] == [one.title for one in shown]
    assert any("41–60 trên 500" in caption.value for caption in app.caption)


def test_a_list_is_turned_on_the_server(country: Path) -> None:
    whole = queries.named_models(reach.of(View()).view)
    pages = range(1, whole.total // 15 + 2, 20)
    listed = []
    for number in pages:
        (register,) = (
            one for one in drawn("mo-hinh", trang_mo_hinh=str(number))[0]
            if one.exhibit_id == "mo-hinh-danh-muc"
        )  # fmt: skip
        assert len(register.table) <= leaves.MOST
        assert (register.leaf.first, register.leaf.total) == (len(listed), whole.total)
        assert f"{len(listed) + 1:,}–".replace(",", ".") in said(register)
        listed += list(register.table["model_id"])
    assert listed == [row["model_id"] for row in whole]


def test_a_page_a_list_has_not_is_its_first(country: Path) -> None:
    view = reach.of(View()).view
    for number in (999_999, -(-queries.statements(view).total // 15) + 1):
        found = leaves.turned(lambda **some: queries.statements(view, **some), number)
        assert found.first == 0 < len(found)


def test_the_pager_of_a_list_shows_the_rows_of_its_page(country: Path) -> None:
    app = opened("khen-thuong", **{"trang-khen": "25"})
    statements = queries.statements(reach.of(View()).view)
    *_, table = (json.loads(element.proto.json) for element in app.get("bidi_component"))
    printed = [row["authority"] for row in statements[24 * 15 : 25 * 15]]
    assert [row[table["heads"].index("Nơi khen")] for row in table["rows"]] == printed
    assert app.session_state["filters"][vi.LEAVES["trang-khen"]][1] == ("25",)


def test_a_crowded_year_is_cut_and_says_so(crowded: None) -> None:
    (counts, *_), _told = drawn("mo-hinh", dia_phuong="Huyện 1 (TỔNG HỢP/synthetic)", ky="2025")
    total = queries.figures(View(("th-0001",), years=(2025,)), ("models",)).total
    with patch.object(rows, "MOST_FIGURES", 100):
        found = rows.figures(View(("th-0001",), years=(2025,)), ("models",))
        (note,) = rows.some_note(found)
    assert (len(found), found.total) == (100, total)
    assert note.text.startswith(f"Chỉ có 100 số đầu trên {total}, ")
    assert "Chọn địa phương, cấp hoặc kỳ" in note.text
    assert counts.rows_drawn() == MOST_BARS


def test_what_is_not_here_is_never_called_absent(crowded: None) -> None:
    with patch.object(rows, "MOST_FIGURES", 5):
        shown = overview.exhibits.__wrapped__(View(("th-0001",)))
        topics = locality.exhibits.__wrapped__(View(years=(2025,)), "th-0001")
    (main,) = (one for one in shown if one.exhibit_id == "tong-quan-so-chinh")
    words = " ".join(main.table["figure"])
    assert vi.NOT_HERE in words
    assert vi.OUTSIDE_PERIOD not in words
    assert "Chỉ có 5 số đầu" in said(main)
    assert all("Chỉ có 100 số đầu" in said(one) for one in topics if "ho-so-models" in str(one))


def test_two_crowded_localities_are_compared_in_part_and_it_is_said(crowded: None) -> None:
    (one,) = compare_localities.pair("th-0000", "th-0001")
    assert len(one.table) <= leaves.MOST
    assert "chỉ xét kỳ 2025, năm mới nhất" in said(one)
    assert vi.ONE_SIDE not in set(one.table["reasons"])


def test_the_reports_that_are_too_many_to_name_are_counted(crowded: None) -> None:
    (first, *_), _told = drawn("tong-quan", dia_phuong="Huyện 1 (TỔNG HỢP/synthetic)")
    assert first.sources[-1].title.endswith("kể đủ ở trang Nguồn")
    total = queries.reports(View(("th-0001",)), most=1).total
    named = len(first.sources) - 1
    assert f"{total - named:,}".replace(",", ".") in first.sources[-1].title


def test_the_five_reports_are_never_cut(reading: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RELEASES_DIR", str(reading))
    for view in (View(), View(("sin-ho",)), View(years=(2022,)), View(undated=True)):
        assert reach.of(view) == reach.Reach(view, queries.figures(view).total)
        assert queries.named_models(view, most=leaves.MOST).are_all
        assert queries.activities(view, most=leaves.MOST).are_all


def test_the_extent_counts_every_figure_once(
    reading: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RELEASES_DIR", str(reading))
    spans = Counter()
    for row in plain.figures(View()):
        years = plain.touched(row)
        key = (row["locality_id"], years[0] if years else None, years[-1] if years else None)
        spans[key] += 1
    found = {(r["locality_id"], r["first"], r["last"]): r["figures"] for r in queries.extent()}
    assert found == spans
    some = queries.extent(("commune",), ("model_count",))
    assert sum(r["figures"] for r in some) == len(
        [r for r in plain.figures(View((), ("commune",))) if r["indicator_id"] == "model_count"]
    )


def test_reports_kinds_and_examples_are_those_of_the_plain_rows(
    reading: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RELEASES_DIR", str(reading))
    counted = ("figures", "reported", "models", "statements", "activities")
    expected = [plain.without(row, *counted) for row in plain.sources(View())]
    named = queries.reports(View())
    assert [{k: row[k] for k in named[0]} for row in expected] == named
    assert queries.reports(View(), (named[1]["source_id"],)) == named[1:2]
    keys = ("locality", "authority_kind", "form", "frequency")
    statements = plain.statements(View())
    kinds = queries.statement_kinds(View())
    assert [tuple(row[k] for k in keys) for row in kinds] == list(
        dict.fromkeys(tuple(row[k] for k in keys) for row in statements)
    )
    for kind in kinds:
        here = [row for row in statements if all(row[k] == kind[k] for k in keys)]
        assert kind["is_counted"] is any(row["observation_id"] for row in here)
    own = [
        row["observation_id"]
        for row in plain.figures(View())
        if row["unit_id"] == row["locality_id"] and row["obs_status"] == "reported"
    ]
    assert Counter(row["observation_id"] for row in queries.examples()) == Counter(own)


def test_a_view_of_one_part_is_another_view() -> None:
    assert replace(View(), part=2) != View()


def test_a_target_of_years_to_come_is_not_the_newest_year(
    crowded: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    extent = queries.extent()
    aim = {**extent[0], "first": 2021, "last": 2099, "figures": 1}
    assert max(row["first"] for row in extent if row["first"]) == 2025
    monkeypatch.setattr(queries, "extent", lambda *_: [*extent, aim])
    for kept in (reach._of, reach._spans):
        kept.cache_clear()
    assert reach.of(View()).view.years == (2025,)
    for kept in (reach._of, reach._spans):
        kept.cache_clear()
