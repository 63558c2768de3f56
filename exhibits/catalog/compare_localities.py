"""So sánh, the other two ways: localities × indicators, and two localities side by side."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations, product

from exhibits import links, numbers, vi
from exhibits.catalog import leaves, reach, rows
from exhibits.catalog.compare import MOST_FIGURES, VERDICT_SIGN
from exhibits.catalog.memory import remembered
from exhibits.catalog.reach import Reach
from exhibits.model import Empty, Exhibit, Field, Note
from warehouse import codes, queries
from warehouse.comparability import compare
from warehouse.contract import search_key
from warehouse.figure import Figure
from warehouse.queries import Row, Rows, View

_OWN, _ID = "Số liệu của địa phương này cho chỉ tiêu", "Mã để mở số liệu ở trang Truy nguồn"
_PLACE = (
    Field("locality_name", "Địa phương"),
    Field("level_name", "Cấp"),
    Field("parent", "Thuộc"),
)


def named(view: View, search: str) -> View:
    """The view with only the localities the words name; with all where there are no words."""
    key = search_key(search.strip())
    if not key:
        return view
    chosen = tuple(
        p["locality_id"]
        for p in queries.localities()
        if key in search_key(f"{p['name']} {p['parent'] or ''}")
        and (not view.localities or p["locality_id"] in view.localities)
    )
    return replace(view, localities=chosen or _NOWHERE)


_NOWHERE = ("",)


@remembered
def matrix(view: View, search: str = "") -> list[Exhibit | Empty]:
    """One row per locality, by province and level; one column per core indicator."""
    reached = reach.of(named(view, search))
    seen = reached.view
    places = {p["locality_id"]: p for p in queries.localities()}
    coverage = [r for r in queries.coverage(seen) if r["is_core"]]
    chosen = list(dict.fromkeys(r["locality_id"] for r in coverage))
    if not chosen:
        return reached.told([Empty(vi.COMPARE_MATRIX, vi.EMPTY_ADVICE)])
    found = _asked(view, reached, rows.MOST_FIGURES, core=True)
    own, elsewhere = _own(found), _elsewhere(found, reached)
    indicators = {r["indicator_id"]: r["indicator"] for r in coverage}
    status = {(r["locality_id"], r["indicator_id"]): r for r in coverage}
    table = []
    for place in sorted(chosen, key=lambda p: _by_province(places[p])):
        row = _named(places[place])
        for i in indicators:
            row |= _cell(i, own.get((place, i), []), status[place, i], elsewhere)
        table.append(row)
    fields = tuple(
        Field(i, name, link=f"{i}_trace", meaning=_OWN) for i, name in indicators.items()
    )
    by_indicator = {i: [r for p in chosen for r in own.get((p, i), [])] for i in indicators}
    cited = [r for found in by_indicator.values() for r in found]
    reports = rows.reports(View(tuple(chosen)), cited)
    told = (Note(f"{name}: {_judged(by_indicator[i])}.") for i, name in indicators.items())
    one = Exhibit(
        "so-sanh-ma-tran",
        vi.COMPARE_MATRIX,
        unit="ghi ở từng ô",
        period=vi.MIXED_PERIODS,
        level=rows.levels([places[p] for p in chosen]),
        table=rows.table(table),
        fields=(*_PLACE, *fields),
        sources=rows.sources_of(cited, reports),
        notes=(*told, *rows.some_note(found)),
    )
    return reached.told([rows.without_period(one, view, vi.PERIOD_COMPARED)])


def _asked(view: View, reached: Reach, most: int, core: bool = False) -> Rows:
    """Figures of what a page holds of the view, of one year where the view is too large for all."""
    seen = reached.view
    years = seen.years if seen.years != view.years else ()
    return queries.comparable(seen, own=core, years=years, most=most)


def _own(found: list[Row]) -> dict[tuple[str, str], list[Row]]:
    """Reported figures of the localities themselves, by locality and indicator."""
    own: dict[tuple[str, str], list[Row]] = {}
    for r in rows.numbered(found):
        if r["unit_id"] == r["locality_id"]:
            own.setdefault((r["locality_id"], r["indicator_id"]), []).append(r)
    return own


def _elsewhere(found: Rows, reached: Reach) -> str:
    """What is said of a number that coverage knows of and no figure here gives."""
    return "" if found.are_all and not reached.said else vi.NOT_HERE


def _by_province(place: Row) -> tuple[int, int]:
    """Provinces in Vietnamese order; within one by level, then as the localities stand."""
    return place["province_rank"], list(codes.LEVEL).index(place["level"])


def _named(place: Row) -> Row:
    return {
        "locality_name": place["name"],
        "level_name": codes.LEVEL[place["level"]],
        "parent": place["parent"] or "",
    }


def _cell(indicator: str, figures: list[Row], status: Row, elsewhere: str) -> Row:
    if figures:
        return {
            indicator: "; ".join(map(rows.dated, figures)),
            f"{indicator}_trace": rows.traces(figures),
        }
    evidence = status["observation_id"]
    return {
        indicator: _words(status, elsewhere),
        f"{indicator}_trace": links.trace(evidence) if evidence else None,
    }


def _words(status: Row, elsewhere: str) -> str:
    words = codes.COVERAGE_STATUS[status["status"]]
    return words + (elsewhere if status["status"].startswith("reported") else "")


def _judged(found: list[Row]) -> str:
    """How many pairs of the figures may be compared."""
    if len(found) > MOST_FIGURES:
        return vi.TOO_MANY_JUDGED.format(len(found))
    figures = [Figure.of(r) for r in found]
    told = Counter(compare(a, b).level for a, b in combinations(figures, 2))
    if not told:
        return "chưa có hai số để so"
    return "; ".join(f"{told[v]} cặp {name}" for v, name in codes.VERDICT.items() if told[v])


@remembered
def pair(one: str, other: str) -> list[Exhibit | Empty]:
    """Two localities: everything they share and do not, indicator by indicator."""
    places = {p["locality_id"]: p for p in queries.localities()}
    names = [places[p]["label"] for p in (one, other)]
    title = f"{names[0]} và {names[1]}"
    view = View((one, other))
    found = {place: _of_place(place) for place in (one, other)}
    own = {key: told for figures, _ in found.values() for key, told in _own(figures).items()}
    elsewhere = "".join({_elsewhere(*asked) for asked in found.values()})
    status = {(r["locality_id"], r["indicator_id"]): r for r in queries.coverage(view)}
    indicators = dict.fromkeys(i for _, i in status)
    told = [
        line
        for i in indicators
        for line in _lines(
            status[one, i], status[other, i], own.get((one, i)), own.get((other, i)), elsewhere
        )
    ]
    both_silent = [
        status[one, i]["indicator"]
        for i in indicators
        if {status[one, i]["status"], status[other, i]["status"]} == {"silent"}
    ]
    grave = ["comparable", "conditional", "not_comparable", ""]
    told.sort(key=lambda line: grave.index(line["level"]))
    counted = Counter(line["level"] for line in told)
    cited = [r for figures in own.values() for r in figures]
    reports = rows.reports(view, cited)
    return [
        Exhibit(
            "so-sanh-hai-noi",
            title,
            unit="ghi ở từng số",
            period=vi.MIXED_PERIODS,
            level=rows.levels([places[one], places[other]]),
            table=rows.table(told[: leaves.MOST], _pair_fields(names)),
            fields=_pair_fields(names),
            sources=rows.sources_of(cited, reports),
            notes=(
                Note(
                    "; ".join(f"{counted[v]} cặp {name}" for v, name in codes.VERDICT.items())
                    + f"; {counted['']} chỉ tiêu chỉ một bên nêu số hoặc không bên nào nêu số."
                ),
                Note(vi.FILTERS_NOT_USED),
                *_both(both_silent),
                *_partly(names, list(found.values()), len(told)),
            ),
        )
    ]


_MOST_OF_PLACE = 200


def _of_place(place: str) -> tuple[Rows, Reach]:
    """Figures of one locality, and what part of it they are."""
    view = View((place,))
    reached = reach.of(view)
    return _asked(view, reached, _MOST_OF_PLACE), reached


def _partly(names: list[str], found: list[tuple[Rows, Reach]], lines: int) -> Iterator[Note]:
    """What of two large localities was set side by side."""
    for name, (figures, reached) in zip(names, found, strict=True):
        if reached.said:
            yield Note(vi.PAIR_PART.format(name, reached.said), "missing")
        if not figures.are_all:
            told = (name, numbers.number(len(figures)), numbers.number(figures.total))
            yield Note(vi.PAIR_SOME.format(*told), "missing")
    if lines > leaves.MOST:
        yield Note(vi.PAIR_LINES.format(leaves.MOST, numbers.number(lines)))


def _both(names: list[str]) -> tuple[Note, ...]:
    said = "; ".join(f"{n[0].lower()}{n[1:]}" for n in names)
    return (Note(f"Cả hai báo cáo không nêu: {said}.", "missing"),) if names else ()


def _pair_fields(names: list[str]) -> tuple[Field, ...]:
    return (
        Field("indicator", "Chỉ tiêu"),
        Field("one", names[0], link="one_trace", meaning=_OWN),
        Field("other", names[1], link="other_trace", meaning=_OWN),
        Field("verdict", "So được không"),
        Field("reasons", "Vì sao"),
        Field("one_id", f"Mã số liệu, {names[0]}", on_screen=False, meaning=_ID),
        Field("other_id", f"Mã số liệu, {names[1]}", on_screen=False, meaning=_ID),
    )


def _lines(
    a: Row, b: Row, ours: list[Row] | None, theirs: list[Row] | None, elsewhere: str
) -> list[Row]:
    """A verdict for each pair of numbers; one line of words where a side has none."""
    if {a["status"], b["status"]} <= {"silent", "not_applicable"}:
        return []
    if ours and theirs:
        return [_judged_line(r, s) for r, s in product(ours, theirs)]
    why = vi.ONE_SIDE_HERE if elsewhere else vi.ONE_SIDE
    line = {"indicator": a["indicator"], "level": "", "verdict": "–", "reasons": why}
    return [line | _side("one", a, ours, elsewhere) | _side("other", b, theirs, elsewhere)]


def _judged_line(r: Row, s: Row) -> Row:
    verdict = compare(Figure.of(r), Figure.of(s))
    return {
        "indicator": r["indicator"],
        "level": verdict.level,
        "verdict": f"{VERDICT_SIGN[verdict.level]} {codes.VERDICT[verdict.level]}",
        "reasons": verdict.text,
        **_side("one", {}, [r], ""),
        **_side("other", {}, [s], ""),
    }


def _side(name: str, status: Row, figures: list[Row] | None, elsewhere: str) -> Row:
    if figures:
        return {
            name: "; ".join(map(rows.dated, figures)),
            f"{name}_id": "; ".join(r["observation_id"] for r in figures),
            f"{name}_trace": rows.traces(figures),
        }
    evidence = status["observation_id"]
    return {
        name: _words(status, elsewhere),
        f"{name}_id": evidence or "",
        f"{name}_trace": links.trace(evidence) if evidence else None,
    }
