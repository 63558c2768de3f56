"""Every exhibit of every page, under many views: sourced, whole, no louder than the reports."""

from collections import Counter

import pandas as pd
import pytest

from exhibits import vi
from exhibits.catalog import (
    compare,
    compare_localities,
    locality,
    models,
    overview,
    rows,
    sources,
    study,
)
from exhibits.charts import Bars
from exhibits.model import Empty, Exhibit
from tests import pages, plain, plain_consistency
from warehouse import codes
from warehouse.queries import Rows, View

pytestmark = pytest.mark.usefixtures("reading")

EVERYTHING = View()

OUTSIDE = codes.COVERAGE_STATUS["reported"] + vi.OUTSIDE_PERIOD


@pytest.fixture(params=pages.VIEWS.values(), ids=pages.VIEWS.keys())
def view(request: pytest.FixtureRequest) -> View:
    return request.param


@pytest.fixture(params=pages.PAGES)
def shown(request: pytest.FixtureRequest, view: View) -> tuple[Exhibit | Empty, ...]:
    """What one page shows under one view."""
    return pages.drawn(request.param, view)


def test_empty_says_what_to_do_and_the_rest_has_sources(shown: tuple[Exhibit | Empty, ...]) -> None:
    assert shown
    for one in shown:
        assert one.title
        if isinstance(one, Empty):
            assert len(one.advice) > 20
            assert one.advice.endswith(".")
        else:
            assert one.sources


def test_every_row_is_cited_by_its_exhibit(shown: tuple[Exhibit | Empty, ...]) -> None:
    for one in shown:
        if isinstance(one, Empty) or "paragraph" not in one.table:
            continue
        rows = one.table[one.table["paragraph"].notna()]
        taken = set(zip(rows["source_id"], rows["paragraph"].astype(int), strict=True))
        cited = {(s.source_id, p) for s in one.sources for p in s.paragraphs}
        assert taken <= cited
        if not isinstance(one.table.get("cited"), pd.Series):
            continue
        for said, paragraph in zip(rows["cited"], rows["paragraph"], strict=True):
            assert said.endswith(f"¶{int(paragraph)}")


def test_cited_paragraphs_exist(shown: tuple[Exhibit | Empty, ...]) -> None:
    length = {s["source_id"]: s["paragraph_count"] for s in plain.read("sources")}
    for one in shown:
        for source in () if isinstance(one, Empty) else one.sources:
            assert all(1 <= p <= length[source.source_id] for p in source.paragraphs)
            assert list(source.paragraphs) == sorted(set(source.paragraphs))


def test_columns_hold_what_they_say(shown: tuple[Exhibit | Empty, ...]) -> None:
    for one in shown:
        if isinstance(one, Empty):
            continue
        for field in one.fields:
            present = one.table[field.name].dropna()
            where = f"{one.exhibit_id}.{field.name}"
            if field.kind == "text":
                assert all(isinstance(v, str) for v in present), where
            elif field.kind == "date":
                assert all(hasattr(v, "year") for v in present), where
            else:
                assert all(float(v) == v for v in present), where
            if field.kind == "integer":
                assert all(int(v) == v for v in present), where


def test_titles_and_ids_are_told_apart(shown: tuple[Exhibit | Empty, ...]) -> None:
    whole = [one for one in shown if isinstance(one, Exhibit)]
    assert max(Counter(one.title for one in shown).values()) == 1, "chosen by title when exported"
    assert max(Counter(one.exhibit_id for one in whole).values(), default=1) == 1


def test_values_are_the_reports_own(shown: tuple[Exhibit | Empty, ...]) -> None:
    own = {r["observation_id"]: r for r in plain.figures(EVERYTHING)}
    for one in shown:
        if isinstance(one, Empty) or "value" not in {f.name for f in one.fields}:
            continue
        for row in one.table.to_dict("records"):
            if row["figure"] in (OUTSIDE, *codes.COVERAGE_STATUS.values()):
                assert pd.isna(row["value"]), "a row of words has no number"
                continue
            for name in ("value", "lower", "upper", "denominator"):
                expected = own[row["observation_id"]][name]
                assert row[name] == expected or (expected is None and pd.isna(row[name]))


def test_figures_keep_their_qualifier() -> None:
    """ "trên 1.000" is never shown as "1.000"."""
    words = {"more_than": ("trên ", "hơn "), "nearly": ("gần ", "dưới "), "magnitude": ("hàng ",)}
    seen = set()
    for place in plain.localities():
        for one in pages.drawn("dia-phuong", View((place["locality_id"],))):
            if isinstance(one, Empty) or "figure" not in one.table:
                continue
            for row in one.table.to_dict("records"):
                if row["qualifier"] in words:
                    assert any(w in row["figure"].lower() for w in words[row["qualifier"]]), row
                    seen.add(row["qualifier"])
    assert seen == set(words)


def test_a_number_s_period_travels_with_its_bar(shown: tuple[Exhibit | Empty, ...]) -> None:
    """Where the subtitle names one period for all, it is not repeated."""
    for one in shown:
        if isinstance(one, Empty) or not isinstance(one.chart, Bars):
            continue
        told = {row["trace"]: row["period"] for row in one.table.to_dict("records")}
        for line in one.chart.frame.to_dict("records"):
            if line["qualifier"] is None and line["value"] is None:
                continue
            own = told[line["link"]]
            assert line["period"] == ("" if own == one.period else own)
            assert line["period"] or one.period != vi.MIXED_PERIODS


def test_an_absence_has_no_period() -> None:
    (shown, *_) = pages.drawn("hoc-tap", EVERYTHING)
    periods = {line["words"]: line["period"] for line in shown.chart.frame.to_dict("records")}
    assert periods["1.275 hội nghị"] == "2022–2023"
    assert periods["không nêu"] == periods["chỉ nhắc tới"] == ""
    assert "1.275 hội nghị · 2022–2023" in shown.alt


# ------------------------------------------------------------------------------- page by page


def said_of(view: View) -> list[plain.Row]:
    return plain.findings(view) + plain_consistency.computed(view)


@pytest.mark.parametrize("place", [p["locality_id"] for p in plain.localities()])
def test_profile_holds_everything_its_report_says(place: str) -> None:
    profile = [e for e in pages.drawn("dia-phuong", View((place,))) if isinstance(e, Exhibit)]
    told = {
        key: {v for e in profile if key in e.table for v in e.table[key]}
        for key in ("observation_id", "model_id", "commendation_id", "activity_id", "finding_id")
    }
    view = View((place,))
    assert told["model_id"] == {r["model_id"] for r in plain.named_models(view)}
    assert told["commendation_id"] == {r["commendation_id"] for r in plain.statements(view)}
    assert told["activity_id"] == {r["activity_id"] for r in plain.activities(view)}
    assert told["finding_id"] == {r["finding_id"] for r in said_of(view)}
    assert {r["observation_id"] for r in plain.figures(view)} <= told["observation_id"]


@pytest.mark.parametrize(
    ("page", "topic"),
    [("mo-hinh", "models"), ("khen-thuong", "commendations"), ("hoc-tap", "study")],
)
def test_page_holds_every_figure_of_its_topic(page: str, topic: str) -> None:
    first = pages.drawn(page, EVERYTHING)[0]
    assert set(first.table["observation_id"]) == {
        r["observation_id"] for r in plain.figures(EVERYTHING, (topic,))
    }


def test_overview_counts_its_own_cells() -> None:
    matrix, main = pages.drawn("tong-quan", EVERYTHING)
    assert len(matrix.table) == len(plain.localities()) * len(overview.MAIN_TOPICS)
    numbered = sum(
        plain.cell(place["locality_id"], topic) == "reported"
        for place in plain.localities()
        for topic in overview.MAIN_TOPICS
    )
    assert matrix.notes[0].text.startswith(f"{numbered} trong {len(matrix.table)} ô")
    assert matrix.notes[-1].text.startswith("Cả 5 nguồn đều là tin, bài báo chí: ")
    told = set(zip(main.table["locality_id"], main.table["topic"], strict=True))
    assert len(told) == len(matrix.table), "every cell has a number or words"


@pytest.mark.parametrize(
    ("kinds", "said"),
    [
        (["press"], "Nguồn là tin, bài báo chí: "),
        (["press", "press"], "Cả 2 nguồn đều là tin, bài báo chí: "),
        (["press", "official", "annex"], "1 trong 3 nguồn là tin, bài báo chí: "),
        (["official"], "Chỗ báo cáo không nêu để trống"),
    ],
)
def test_the_caveat_is_of_the_reports_shown(kinds: list[str], said: str) -> None:
    text = rows.caveat(Rows([{"kind": kind} for kind in kinds])).text
    assert text.startswith(said)
    assert text.endswith("không tính là 0.")


def test_main_figures_outside_the_period_are_not_called_silence() -> None:
    _, main = pages.drawn("tong-quan", pages.VIEWS["a year of no figure"])
    said = dict(
        zip(zip(main.table["locality_id"], main.table["topic"], strict=True), main.table["figure"],
            strict=True)
    )  # fmt: skip
    assert said["sin-ho", "commendations"] == OUTSIDE
    assert said["quang-xuong", "commendations"] == codes.COVERAGE_STATUS["silent"]


def test_names_by_field_and_kind_are_the_plain_counts() -> None:
    _, by_field, by_kind, register = pages.drawn("mo-hinh", EVERYTHING)
    for one, code, plainly in (
        (by_field, "field", plain.models_by_field), (by_kind, "kind", plain.models_by_kind),
    ):  # fmt: skip
        shown = zip(one.table["locality"], one.table[code], one.table["names"], strict=True)
        assert sorted(shown) == sorted(
            (r["locality"], r[code], r["names"]) for r in plainly(EVERYTHING)
        )
    assert list(register.table["model_id"]) == [r["model_id"] for r in plain.named_models(View())]


def test_activity_kinds_are_the_plain_counts() -> None:
    kinds = pages.drawn("hoc-tap", EVERYTHING)[1]
    said = {(row["activity"], row["column"]): row["text"] for row in kinds.table.to_dict("records")}
    told = {key: text for key, text in said.items() if text != "–"}
    assert told.keys() == {
        (codes.ACTIVITY[r["activity"]], r["locality"]) for r in plain.activity_kinds(EVERYTHING)
    }
    for row in plain.activity_kinds(EVERYTHING):
        text = told[codes.ACTIVITY[row["activity"]], row["locality"]]
        assert str(row["times"]) in text
        assert all(codes.FREQUENCY[f] in text for f in row["frequencies"])


def test_search_narrows_the_register_alone() -> None:
    *others, register = models.exhibits(EVERYTHING, search="dan van")
    assert [e.exhibit_id for e in others] == [
        e.exhibit_id for e in pages.drawn("mo-hinh", EVERYTHING)[:-1]
    ]
    found = [r["model_id"] for r in plain.named_models(EVERYTHING, search="dan van")]
    assert 0 < len(found) < len(plain.read("models"))
    assert list(register.table["model_id"]) == found


def test_a_search_that_finds_nothing_says_so() -> None:
    assert isinstance(models.exhibits(EVERYTHING, search="¤")[-1], Empty)
    assert isinstance(study.exhibits(EVERYTHING, search="¤")[-1], Empty)


def test_sources_page_counts_what_was_taken() -> None:
    listing, findings, releases, dictionary = pages.drawn("nguon", EVERYTHING)
    for row, expected in zip(
        listing.table.to_dict("records"), plain.sources(EVERYTHING), strict=True
    ):
        for name in ("source_id", "figures", "reported", "models", "statements", "activities"):
            assert row[name] == expected[name]
    assert sorted(findings.table["finding_id"]) == sorted(
        r["finding_id"] for r in said_of(EVERYTHING)
    )
    assert len(releases.table) == 1
    assert len(dictionary.table) > 100


def test_what_the_chosen_period_does_not_narrow_says_so() -> None:
    """Else the stamp of a file, which names the period, would speak of other years' figures."""
    view = View(years=(2022,))
    compared = [
        *compare.exhibits(view, "model_count", alike=False), *compare_localities.matrix(view)
    ]  # fmt: skip
    listed = [*sources.exhibits(view)[:2], *locality.exhibits(view, "yen-dinh")[-4:]]
    for shown, words in ((compared, vi.PERIOD_COMPARED), (listed, vi.PERIOD_NOT_USED)):
        for one in shown:
            assert words in [note.text for note in one.notes], one.exhibit_id
    (pair,) = compare_localities.pair("yen-dinh", "sin-ho")
    assert vi.FILTERS_NOT_USED in [note.text for note in pair.notes]


def test_large_counts_are_written_as_numbers() -> None:
    report = {"reported": 1275, "figures": 2500, "models": 0, "statements": 1, "activities": 30_000}
    assert sources._taken(report) == (
        "1.275 số liệu, 1.225 chỗ nhắc hoặc yêu cầu, 0 tên mô hình, 1 lần khen, 30.000 hoạt động"
    )
