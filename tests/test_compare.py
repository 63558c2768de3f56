"""The comparing page claims no more than the verdicts allow: no bar, no rank, no sum besides."""

from itertools import combinations

import pytest

from exhibits import numbers, theme, vi
from exhibits.catalog import bars, compare, compare_derived, compare_localities
from exhibits.model import Empty, Exhibit
from tests import plain
from tests.test_pages import opened
from warehouse import codes, queries
from warehouse import comparability as rule
from warehouse.queries import View

pytestmark = pytest.mark.usefixtures("reading")

EVERYTHING = View()
INDICATORS = sorted(
    {r["indicator_id"] for r in plain.read("observations") if r["obs_status"] == "reported"}
)


PRINTED = {r["observation_id"]: r for r in plain.figures(EVERYTHING)}


def by_id(exhibits: list[Exhibit | Empty]) -> dict[str, Exhibit]:
    return {e.exhibit_id: e for e in exhibits if isinstance(e, Exhibit)}


def figures(indicator: str) -> list[rule.Figure]:
    found = queries.comparable(EVERYTHING, (indicator,))
    return [rule.Figure.of(r) for r in found if r["obs_status"] == "reported"]


@pytest.mark.parametrize("indicator", INDICATORS)
def test_a_bar_is_drawn_only_for_what_may_be_compared(indicator: str) -> None:
    found = by_id(compare.exhibits(EVERYTHING, indicator, alike=False))["so-sanh-chi-tieu"]
    all_of_it = figures(indicator)
    may = {
        f.observation_id
        for a, b in combinations(all_of_it, 2)
        if rule.compare(a, b).level != rule.NOT_COMPARABLE
        for f in (a, b)
    }
    assert len(found.table) == len(all_of_it)
    drawn = [x for bars in found.figure(theme.of("light")).data for x in bars.x]
    zero = sum(f.bounds.is_point and f.bounds.lower == 0 for f in all_of_it)
    assert sum(bool(x) for x in drawn) == len(may) - (zero if may else 0)
    for row in found.table.to_dict("records"):
        assert row["rank"].startswith(("hạng", "chưa xếp")) <= (row["observation_id"] in may)


@pytest.mark.parametrize("indicator", INDICATORS)
def test_every_pair_has_its_verdict(indicator: str) -> None:
    all_of_it = figures(indicator)
    shown = compare.exhibits(EVERYTHING, indicator)[1]
    if len(all_of_it) < 2:
        assert isinstance(shown, Empty)
        return
    told = {frozenset((r["one_id"], r["other_id"])): r for r in shown.table.to_dict("records")}
    assert len(told) == len(list(combinations(all_of_it, 2)))
    for a, b in combinations(all_of_it, 2):
        row = told[frozenset((a.observation_id, b.observation_id))]
        verdict = rule.compare(a, b)
        assert row["verdict"].endswith(codes.VERDICT[verdict.level])
        assert row["reasons"] == verdict.text
        for end in ("one", "other"):
            period = numbers.period(PRINTED[row[f"{end}_id"]])
            assert row[end].endswith(period), "the head says that each figure tells its own"
        assert bool(row["order"]) is (verdict.level != rule.NOT_COMPARABLE)


def test_what_the_peer_filter_leaves_out_is_said() -> None:
    shown, *_ = compare.exhibits(EVERYTHING, "model_count")
    assert shown.chart is None, "no two places report it for one level and period"
    assert shown.notes[0].text == vi.NO_PEERS
    assert {"74 mô hình", "trên 1.000 mô hình", "chỉ nhắc tới"} <= set(shown.table["figure"])
    shown, *_ = compare.exhibits(EVERYTHING, "river_households_housed")
    assert list(shown.table["rank"]) == [
        "hạng 2 trong 3",
        "hạng 3 trong 3",
        "hạng 1 trong 3",
    ]
    assert any("Huyện Yên Định: 52/52 hộ" in note.text for note in shown.notes)


def test_chosen_units_are_the_only_ones() -> None:
    shown = compare.exhibits(EVERYTHING, "model_count", ("chi-lang", "can-duoc"), alike=False)
    assert set(by_id(shown)["so-sanh-chi-tieu"].table["unit_id"]) == {"chi-lang", "can-duoc"}


@pytest.mark.parametrize(
    ("indicator", "figure", "text"),
    [
        ("commended_recipients", "76 tập thể, cá nhân, hộ", "28 tập thể + 48 cá nhân"),
        ("model_count", "36 mô hình", "11 mô hình + 25 mô hình"),
        ("model_count", "trên 5 mô hình", "trên 1.000 mô hình và 200 xã (năm 2023)"),
        ("study_attendance", "≈ 53,44", "68.132 lươt người : 1.275 hội nghị"),
        ("study_sessions", "≈ 53,44", "68.132 lươt người : 1.275 hội nghị"),
        ("donated_land", "≈ 1.478,57 m²", "trong 7 năm"),
    ],
)
def test_derived_values_say_what_they_are_derived_from(
    indicator: str, figure: str, text: str
) -> None:
    table = by_id(compare.exhibits(EVERYTHING, indicator))["so-sanh-suy-ra"].table
    told = list(zip(table["figure"], table["text"], strict=True))
    assert any(figure in f and text in t and t.startswith("suy ra từ") for f, t in told), told
    for r in table.to_dict("records"):
        assert r["period"] == numbers.period(PRINTED[r["observation_id"]])


def test_the_matrix_has_every_locality_and_every_number() -> None:
    (found,) = compare_localities.matrix(EVERYTHING)
    assert len(found.table) == len(plain.localities())
    cells = " ".join(str(v) for v in found.table.to_numpy().ravel())
    for words in ("trên 1.000 mô hình · không rõ kỳ", "1.275 hội nghị", "không nêu"):
        assert words in cells
    until = "đến 17/05/2023"
    two = f"11 mô hình · đếm ở cấp huyện · {until}; 25 mô hình · đếm ở cấp xã · {until}"
    assert two in cells
    assert list(found.table["locality_name"]) == [
        "Huyện Sìn Hồ", "Tỉnh Lạng Sơn", "Huyện Cần Đước", "Huyện Quảng Xương", "Huyện Yên Định",
    ], "by province"  # fmt: skip


@pytest.mark.parametrize(("search", "count"), [("lang", 1), ("THANH HOA", 2), ("¤", 0), ("", 5)])
def test_the_matrix_is_searched_without_accents(search: str, count: int) -> None:
    (found,) = compare_localities.matrix(EVERYTHING, search)
    assert (0 if isinstance(found, Empty) else len(found.table)) == count


@pytest.mark.parametrize(
    ("one", "other"), list(combinations([p["locality_id"] for p in plain.localities()], 2))
)
def test_two_localities_are_told_wholly(one: str, other: str) -> None:
    (found,) = compare_localities.pair(one, other)
    told = set(found.table["indicator"])
    silent = next((n.text for n in found.notes if n.kind == "missing"), "").lower()
    for r in plain.coverage(View((one, other))):
        if r["status"] not in ("silent", "not_applicable"):
            assert r["indicator"] in told
        elif r["status"] == "silent" and r["indicator"] not in told:
            assert r["indicator"].lower() in silent
    assert "so sánh được" not in {v.lstrip("✓△✕ ") for v in found.table["verdict"]}


def test_the_page_has_three_ways() -> None:
    for way, title in (
        (vi.COMPARE_INDICATOR, "Số mô hình học tập và làm theo Bác"),
        (vi.COMPARE_MATRIX, vi.COMPARE_MATRIX),
        (vi.COMPARE_PAIR, "Huyện Cần Đước và Huyện Quảng Xương"),
    ):
        app = opened("so-sanh", xem=way)
        assert title in [heading.value for heading in app.subheader]


def many(count: int) -> list[queries.Row]:
    """One real figure as so many made communes would report it."""
    found = queries.comparable(EVERYTHING, ("river_households_housed",))
    row = next(r for r in found if r["level"] == "commune")
    made = {"value", "lower", "upper"}
    return [
        row
        | {
            "observation_id": f"made-{n}",
            "unit_id": f"made-{n}",
            "unit": f"Xã {n}",
            "part_of": None,
        }
        | dict.fromkeys(made, float(n))
        for n in range(1, count + 1)
    ]


def test_hundreds_are_ranked_in_a_table_and_drawn_in_part() -> None:
    rows = many(300)
    made = [rule.Figure.of(r) for r in rows]
    shown = compare.side_by_side(rows, made, made, queries.sources(EVERYTHING), True)
    assert len(shown.table) == 300
    assert shown.table["rank"].tolist()[-1] == "hạng 1 trong 300"
    lengths = [x for trace in shown.figure(theme.of("light")).data for x in trace.x]
    assert len(lengths) == bars.MOST
    assert lengths[0] == 300, "the greatest first"
    assert vi.NOT_DRAWN.format(bars.MOST, 300 - bars.MOST) in [n.text for n in shown.notes]
    told = compare.pairs(rows, made, queries.sources(EVERYTHING))
    assert isinstance(told, Empty)
    assert "300" in told.advice


def test_sixty_still_have_every_pair() -> None:
    rows = many(compare.MOST_FIGURES)
    made = [rule.Figure.of(r) for r in rows]
    told = compare.pairs(rows, made, queries.sources(EVERYTHING))
    assert len(told.table) == len(made) * (len(made) - 1) // 2


def test_a_quotient_that_may_be_missing_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compare, "MOST_ASKED", 1)
    halves = ("study_sessions", "study_attendance")
    monkeypatch.setattr(compare_derived, "divided_with", lambda _: halves)
    *_, derived = compare.exhibits.__wrapped__(EVERYTHING, "study_sessions", ("sin-ho",))
    said = derived.advice if isinstance(derived, Empty) else str(derived.notes)
    assert vi.SOME_DIVIDED.format(1, 2) in said


def test_a_file_says_what_was_chosen_on_the_page() -> None:
    app = opened("so-sanh", **{"cung-cap-ky": "false"})
    chosen = app.session_state["filters"]
    name = "Số mô hình học tập và làm theo Bác"
    assert chosen[vi.INDICATOR] == ("chi-tieu", (name,), name)
    assert chosen[vi.ALIKE_ONLY] == ("cung-cap-ky", ("false",), vi.NO)
    app = opened("so-sanh", xem=vi.COMPARE_PAIR)
    chosen = app.session_state["filters"]
    assert chosen[vi.FIRST_PLACE][1] == ("Huyện Cần Đước",)
    assert chosen[vi.SECOND_PLACE][1] == ("Huyện Quảng Xương",)
