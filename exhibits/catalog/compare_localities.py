"""So sánh, the other two ways: localities × indicators, and two localities side by side."""

from collections import Counter
from itertools import combinations, product

from exhibits import links, numbers, vi
from exhibits.catalog import rows
from exhibits.catalog.compare import VERDICT_SIGN
from exhibits.catalog.memory import remembered
from exhibits.model import Empty, Exhibit, Field, Note
from warehouse import codes, queries
from warehouse.comparability import compare
from warehouse.contract import search_key
from warehouse.figure import Figure
from warehouse.queries import Row, View

_OWN, _ID = "Số liệu của địa phương này cho chỉ tiêu", "Mã để mở số liệu ở trang Truy nguồn"
_PLACE = (
    Field("locality_name", "Địa phương"),
    Field("level_name", "Cấp"),
    Field("parent", "Thuộc"),
)


@remembered
def matrix(view: View, search: str = "") -> list[Exhibit | Empty]:
    """One row per locality, by province and level; one column per core indicator."""
    places = {p["locality_id"]: p for p in queries.localities()}
    coverage = [r for r in queries.coverage(view) if r["is_core"]]
    own = _own(view)
    key = search_key(search.strip())
    chosen = [
        p
        for p in dict.fromkeys(r["locality_id"] for r in coverage)
        if key in search_key(f"{places[p]['name']} {places[p]['parent'] or ''}")
    ]
    if not chosen:
        return [Empty(vi.COMPARE_MATRIX, vi.EMPTY_ADVICE)]
    indicators = {r["indicator_id"]: r["indicator"] for r in coverage}
    status = {(r["locality_id"], r["indicator_id"]): r for r in coverage}
    table = []
    for place in sorted(chosen, key=lambda p: _by_province(places[p])):
        row = {
            "locality_name": places[place]["name"],
            "level_name": codes.LEVEL[places[place]["level"]],
            "parent": places[place]["parent"] or "",
        }
        for indicator in indicators:
            row |= _cell(indicator, own.get((place, indicator), []), status[place, indicator])
        table.append(row)
    fields = tuple(
        Field(i, name, link=f"{i}_trace", meaning=_OWN) for i, name in indicators.items()
    )
    reports = queries.sources(View())
    cited = [r for p in chosen for i in indicators for r in own.get((p, i), [])]
    return [
        Exhibit(
            "so-sanh-ma-tran",
            vi.COMPARE_MATRIX,
            unit="ghi ở từng ô",
            period=vi.MIXED_PERIODS,
            level=rows.levels([places[p] for p in chosen]),
            table=rows.table(table),
            fields=(*_PLACE, *fields),
            sources=rows.sources_of(cited, [r for r in reports if r["unit_id"] in chosen]),
            notes=tuple(
                Note(f"{name}: {_judged([r for p in chosen for r in own.get((p, i), [])])}.")
                for i, name in indicators.items()
            ),
        )
    ]


def _own(view: View) -> dict[tuple[str, str], list[Row]]:
    """Reported figures of the localities themselves, by locality and indicator."""
    found: dict[tuple[str, str], list[Row]] = {}
    for r in rows.numbered(queries.comparable(view)):
        if r["unit_id"] == r["locality_id"]:
            found.setdefault((r["locality_id"], r["indicator_id"]), []).append(r)
    return found


def _by_province(place: Row) -> tuple[int, int]:
    """Provinces in Vietnamese order; within one by level, then as the localities stand."""
    return place["province_rank"], list(codes.LEVEL).index(place["level"])


def _cell(indicator: str, figures: list[Row], status: Row) -> Row:
    if figures:
        return {
            indicator: "; ".join(map(numbers.figure, figures)),
            f"{indicator}_trace": rows.traces(figures),
        }
    evidence = status["observation_id"]
    return {
        indicator: codes.COVERAGE_STATUS[status["status"]],
        f"{indicator}_trace": links.trace(evidence) if evidence else None,
    }


def _judged(found: list[Row]) -> str:
    """How many pairs of the figures may be compared."""
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
    own = _own(view)
    status = {(r["locality_id"], r["indicator_id"]): r for r in queries.coverage(view)}
    indicators = dict.fromkeys(i for _, i in status)
    told = [
        line
        for i in indicators
        for line in _lines(status[one, i], status[other, i], own.get((one, i)), own.get((other, i)))
    ]
    both_silent = [
        status[one, i]["indicator"]
        for i in indicators
        if {status[one, i]["status"], status[other, i]["status"]} == {"silent"}
    ]
    grave = ["comparable", "conditional", "not_comparable", ""]
    told.sort(key=lambda line: grave.index(line["level"]))
    counted = Counter(line["level"] for line in told)
    reports = [r for r in queries.sources(View()) if r["unit_id"] in (one, other)]
    cited = [r for found in own.values() for r in found]
    return [
        Exhibit(
            "so-sanh-hai-noi",
            title,
            unit="ghi ở từng số",
            period=vi.MIXED_PERIODS,
            level=rows.levels([places[one], places[other]]),
            table=rows.table(told, _pair_fields(names)),
            fields=_pair_fields(names),
            sources=rows.sources_of(cited, reports),
            notes=(
                Note(
                    "; ".join(f"{counted[v]} cặp {name}" for v, name in codes.VERDICT.items())
                    + f"; {counted['']} chỉ tiêu chỉ một bên nêu số hoặc không bên nào nêu số."
                ),
                *_both(both_silent),
            ),
        )
    ]


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


def _lines(a: Row, b: Row, ours: list[Row] | None, theirs: list[Row] | None) -> list[Row]:
    """A verdict for each pair of numbers; one line of words where a side has none."""
    if {a["status"], b["status"]} <= {"silent", "not_applicable"}:
        return []
    if ours and theirs:
        return [_judged_line(r, s) for r, s in product(ours, theirs)]
    line = {"indicator": a["indicator"], "level": "", "verdict": "–", "reasons": vi.ONE_SIDE}
    return [line | _side("one", a, ours) | _side("other", b, theirs)]


def _judged_line(r: Row, s: Row) -> Row:
    verdict = compare(Figure.of(r), Figure.of(s))
    return {
        "indicator": r["indicator"],
        "level": verdict.level,
        "verdict": f"{VERDICT_SIGN[verdict.level]} {codes.VERDICT[verdict.level]}",
        "reasons": verdict.text,
        **_side("one", {}, [r]),
        **_side("other", {}, [s]),
    }


def _side(name: str, status: Row, figures: list[Row] | None) -> Row:
    if figures:
        return {
            name: "; ".join(map(numbers.figure, figures)),
            f"{name}_id": "; ".join(r["observation_id"] for r in figures),
            f"{name}_trace": rows.traces(figures),
        }
    evidence = status["observation_id"]
    return {
        name: codes.COVERAGE_STATUS[status["status"]],
        f"{name}_id": evidence or "",
        f"{name}_trace": links.trace(evidence) if evidence else None,
    }
