"""So sánh: values no report prints, worked out where the rules allow; why the others are not."""

from exhibits import links, numbers, vi
from exhibits.catalog import rows
from exhibits.model import Empty, Exhibit, Field, Note
from warehouse import queries
from warehouse.derived import (
    TOTAL,
    Derived,
    Refused,
    added,
    divided_with,
    per_commune,
    per_year,
    quotient,
)
from warehouse.figure import Figure
from warehouse.queries import Row, Rows, View


def beside(seen: View, indicator_id: str, units: tuple[str, ...], most: int) -> Rows:
    """The units' figures of the indicators that this one may be divided by, or divides."""
    halves = divided_with(indicator_id)
    return queries.comparable(seen, halves, units, most=most) if halves else Rows()


def derived(
    found: list[Row], figures: list[Figure], beside: list[Figure], reports: Rows
) -> Exhibit | Empty:
    """Values no report prints, where the rules allow them; why the others are not derived."""
    title = "Số suy ra, báo cáo không nêu"
    tried = [(f, per_year(f)) for f in figures]
    tried += [(f, per_commune(f)) for f in figures if f.level in ("province", "district")]
    tried += [(group[0], added(group)) for group in _groups(figures)]
    halves: dict[tuple[str, str], list[Figure]] = {}
    for other in beside:
        halves.setdefault((other.unit_id, other.source_id), []).append(other)
    tried += [
        (f, value)
        for f in figures
        for other in halves.get((f.unit_id, f.source_id), ())
        for value in (quotient(f, other), quotient(other, f))
        if isinstance(value, Derived)
    ]
    allowed = [(f, value) for f, value in tried if isinstance(value, Derived)]
    refused = list(dict.fromkeys(v.text for _, v in tried if isinstance(v, Refused)))
    if not allowed:
        return Empty(title, " ".join([vi.NOTHING_DERIVED, *refused[:6]]))
    by_id = {r["observation_id"]: r for r in found}
    return Exhibit(
        "so-sanh-suy-ra",
        title,
        unit="ghi ở từng dòng",
        period=vi.MIXED_PERIODS,
        level=rows.levels(found),
        table=rows.table([_derived(f, v, by_id) for f, v in allowed]),
        fields=(
            Field("unit", "Đơn vị"),
            Field("what", "Là gì"),
            Field("figure", "Số suy ra", link="trace"),
            Field("period", "Kỳ của số gốc"),
            Field("text", "Suy ra thế nào"),
            Field("lower", "Cận dưới", "number", on_screen=False),
            Field("upper", "Cận trên", "number", on_screen=False),
            Field("observation_id", "Mã số liệu gốc", on_screen=False),
        ),
        sources=rows.cited_only(rows.sources_of(found, reports)),
        notes=tuple(Note(f"Không suy ra thêm: {text}") for text in refused[:6]),
    )


def _groups(figures: list[Figure]) -> list[list[Figure]]:
    """A unit's figures of one indicator, where it has several."""
    by_unit: dict[tuple[str, str], list[Figure]] = {}
    for figure in figures:
        by_unit.setdefault((figure.unit_id, figure.source_id), []).append(figure)
    return [group for group in by_unit.values() if len(group) > 1]


def _derived(figure: Figure, value: Derived, by_id: dict[str, Row]) -> Row:
    unit = value.measure_unit
    if unit is None and value.what == TOTAL:  # of parts counted in their own units
        unit = by_id[value.of[0]]["indicator_unit"]
    bounds = value.bounds
    return {
        "unit": figure.unit,
        "what": value.what,
        "figure": numbers.interval(bounds.lower, bounds.upper, bounds.lower_inclusive, unit),
        "period": numbers.period(by_id[figure.observation_id]),
        "text": value.text,
        "lower": bounds.lower,
        "upper": None if bounds.upper == float("inf") else bounds.upper,
        "observation_id": value.of[0],
        "trace": links.trace(value.of[0]),
    }
