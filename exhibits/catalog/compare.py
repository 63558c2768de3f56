"""So sánh: which figures may stand side by side, in what order, and why the others may not."""

from collections import Counter
from dataclasses import replace
from functools import partial
from itertools import combinations

from exhibits import charts, links, numbers, vi
from exhibits.catalog import bars, compare_derived, reach, rows
from exhibits.catalog.memory import foreseen
from exhibits.model import Empty, Exhibit, Field, Note
from warehouse import codes, queries
from warehouse.comparability import COMPARABLE, NOT_COMPARABLE, Verdict, compare
from warehouse.figure import Figure
from warehouse.queries import Row, Rows, View
from warehouse.ranking import Rank, order, ranks

VERDICT_SIGN = {"comparable": "✓", "conditional": "△", "not_comparable": "✕"}
# More figures make more pairs than anyone reads; the reader is asked to choose.
MOST_FIGURES = 60
# More figures of one indicator are not asked for; the reader chooses among them.
MOST_ASKED = 300
_ORDER = {
    "more": "{0} nhiều hơn {1}",
    "less": "{1} nhiều hơn {0}",
    "equal": "bằng nhau",
    "unknown": "chưa xếp được: hai khoảng chồng nhau",
}
_UNPLACED = "chỉ so có điều kiện"


@foreseen
def exhibits(
    view: View, indicator_id: str, units: tuple[str, ...] = (), alike: bool = True
) -> list[Exhibit | Empty]:
    """One indicator: its figures by level with ranks, the verdict of each pair, what is derived.

    `alike` keeps only figures that another unit of the same level has for the same period.
    """
    reached = reach.of(view, (indicator_id,))
    seen = reached.view
    found = queries.comparable(seen, (indicator_id,), units, most=MOST_ASKED)
    if not found:
        return reached.told([Empty(vi.PAGES["so-sanh"], vi.EMPTY_ADVICE)])
    numbered = rows.numbered(found)
    figures = [Figure.of(r) for r in numbered]
    kept = _with_peers(figures) if alike else figures
    there = tuple(dict.fromkeys(r["unit_id"] for r in found))
    beside, reports = queries.together(
        partial(compare_derived.beside, seen, indicator_id, there, MOST_ASKED),
        partial(rows.cited_reports, found),
    )
    shown: list[Exhibit | Empty] = [
        side_by_side(found, figures, kept, reports, alike),
        pairs(found, figures, reports),
        compare_derived.derived(found, figures, [Figure.of(r) for r in beside], reports),
    ]
    shown[2] = _some(shown[2], beside, vi.SOME_DIVIDED)
    shown = [_some(one, found, vi.FIRST_COMPARED) for one in shown]
    return reached.told([rows.without_period(one, view, vi.PERIOD_COMPARED) for one in shown])


def _some(one: Exhibit | Empty, found: Rows, words: str) -> Exhibit | Empty:
    """The exhibit, saying so when not all figures it could rest on were asked for."""
    if found.are_all:
        return one
    told = words.format(numbers.number(len(found)), numbers.number(found.total))
    if isinstance(one, Empty):
        return replace(one, advice=f"{one.advice} {told}")
    return replace(one, notes=(Note(told), *one.notes))


def _with_peers(figures: list[Figure]) -> list[Figure]:
    """Figures that another unit of the same level has for the same period."""
    units: dict[object, set[str]] = {}
    for f in figures:
        units.setdefault(f.like, set()).add(f.unit_id)
    return [f for f in figures if f.like and len(units[f.like]) > 1]


def side_by_side(
    found: list[Row], figures: list[Figure], kept: list[Figure], reports: Rows, alike: bool
) -> Exhibit:
    """The figures, one panel per level, ranked where they may be."""
    title = found[0]["indicator"]
    shown = {f.observation_id for f in kept}
    left_out = [f for f in figures if f.observation_id not in shown]
    notes = _left_out(left_out) + _unnumbered(found)
    if not kept:
        return _apart(title, found, reports, vi.NO_PEERS if alike and figures else vi.NO_NUMBERS)
    ids = {f.observation_id: f for f in kept}
    here = [r for r in found if r["observation_id"] in ids]
    placed = ranks(kept)
    lines = [_line(r, ids[r["observation_id"]], kept, placed[r["observation_id"]]) for r in here]
    period = rows.periods(here)
    levels = list(codes.LEVEL)
    lines.sort(key=lambda r: (levels.index(r["level"]), r["value"] is None, -(r["value"] or 0)))
    drawn = bars.first(lines, period)
    table = rows.figure_table(here, reports)
    table["rank"] = [_said(placed[o]) for o in table["observation_id"]]
    fields = rows.FIGURE_FIELDS
    return Exhibit(
        "so-sanh-chi-tieu",
        title,
        unit=rows.units(here),
        period=period,
        level=rows.levels(here),
        table=table,
        fields=(*fields[:3], Field("rank", "Hạng"), *fields[3:]),
        sources=rows.cited_only(rows.sources_of(here, reports)),
        notes=(Note(vi.RANK_MEANING), Note(vi.STANDS_ALONE), *bars.not_drawn(lines), *notes),
        chart=charts.Bars(rows.table(drawn)),
        alt=bars.spoken(title, drawn),
    )


def _apart(title: str, found: list[Row], reports: Rows, advice: str) -> Exhibit:
    """What there is, as a list: nothing of it may stand beside another."""
    return Exhibit(
        "so-sanh-chi-tieu",
        title,
        unit=rows.units(found),
        period=rows.periods(found),
        level=rows.levels(found),
        table=rows.figure_table(found, reports),
        fields=rows.FIGURE_FIELDS,
        sources=rows.cited_only(rows.sources_of(found, reports)),
        notes=(Note(advice),),
    )


def _line(r: Row, figure: Figure, kept: list[Figure], rank: Rank | None) -> Row:
    """A bar only for what may be compared with another figure shown; words for all."""
    alone = all(compare(figure, other).level == NOT_COMPARABLE for other in kept)
    placed = "đứng riêng" if alone else _said(rank)
    bar = bars.bar(r)
    return bar | {
        "panel": codes.LEVEL[r["level"]].capitalize(),
        "label": _label(r),
        "value": None if alone else bar["value"],
        "qualifier": None if alone else bar["qualifier"],
        "words": f"{bar['words']} · {placed}",
    }


def _label(r: Row) -> str:
    place = rows.place(r).replace(" (thuộc", "<br>(thuộc")
    counted = codes.LEVEL.get(r["counting_level"] or "")
    return f"{place}<br>đếm ở {counted}" if counted else place


def _said(rank: Rank | None) -> str:
    return rank.text if rank else _UNPLACED


def _left_out(figures: list[Figure]) -> tuple[Note, ...]:
    if not figures:
        return ()
    said = "; ".join(f"{f.unit}: {f.words}" for f in figures[:10])
    more = f" và {len(figures) - 10} số khác" if len(figures) > 10 else ""
    return (Note(f"Bỏ ra vì không có nơi nào cùng cấp, cùng kỳ: {said}{more}.", "missing"),)


def _unnumbered(found: list[Row]) -> tuple[Note, ...]:
    counted = {r["unit_id"] for r in rows.numbered(found)}
    said = [
        f"{r['unit']} ({codes.COVERAGE_STATUS[r['obs_status']]})"
        for r in found
        if r["unit_id"] not in counted
    ]
    return rows.missing_note("chỉ tiêu này", list(dict.fromkeys(said)))


def pairs(found: list[Row], figures: list[Figure], reports: Rows) -> Exhibit | Empty:
    """One row per pair of figures: verdict, order, every reason."""
    title = "Từng cặp: có so được không, vì sao"
    if len(figures) < 2:
        return Empty(title, vi.NO_PAIRS)
    if len(figures) > MOST_FIGURES:
        return Empty(title, vi.TOO_MANY_PAIRS.format(numbers.number(len(figures))))
    judged = [(a, b, compare(a, b)) for a, b in combinations(figures, 2)]
    grave = list(codes.VERDICT)
    judged.sort(key=lambda pair: grave.index(pair[2].level))
    told = Counter(verdict.level for _, _, verdict in judged)
    counted = "; ".join(f"{told[level]} cặp {name}" for level, name in codes.VERDICT.items())
    words = {r["observation_id"]: f"{r['unit']}: {rows.dated(r)}" for r in found}
    traces = {f.observation_id: links.trace(f.observation_id) for f in figures}
    return Exhibit(
        "so-sanh-tung-cap",
        title,
        unit="cặp số liệu",
        period=vi.MIXED_PERIODS,
        level=rows.levels(found),
        table=rows.table([_pair(*pair, words, traces) for pair in judged]),
        fields=PAIR_FIELDS,
        sources=rows.cited_only(rows.sources_of(found, reports)),
        notes=(Note(f"{counted[0].upper()}{counted[1:]}."), Note(vi.ORDER_MEANING)),
    )


PAIR_FIELDS = (
    Field("verdict", "So được không"),
    Field("one", "Số thứ nhất", link="one_trace"),
    Field("other", "Số thứ hai", link="other_trace"),
    Field("order", "Thứ tự"),
    Field("reasons", "Vì sao"),
    Field("one_id", "Mã số thứ nhất", on_screen=False),
    Field("other_id", "Mã số thứ hai", on_screen=False),
)


def _pair(
    a: Figure, b: Figure, verdict: Verdict, words: dict[str, str], traces: dict[str, str]
) -> Row:
    """A row of the pairs; `words` and `traces` tell of each figure once, not once a pair."""
    said = ""
    if verdict.level != NOT_COMPARABLE:
        said = _ORDER[order(a, b)].format(a.unit, b.unit)
        said += "" if verdict.level == COMPARABLE else ", nếu điều kiện được chấp nhận"
    return {
        "verdict": f"{VERDICT_SIGN[verdict.level]} {codes.VERDICT[verdict.level]}",
        "one": words[a.observation_id],
        "other": words[b.observation_id],
        "order": said,
        "reasons": verdict.text,
        "one_id": a.observation_id,
        "other_id": b.observation_id,
        "one_trace": traces[a.observation_id],
        "other_trace": traces[b.observation_id],
    }
