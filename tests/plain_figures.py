"""Figures a second, slow way, and what is compared of them."""

from functools import cache

from tests import plain_consistency
from tests.plain_findings import findings
from tests.plain_rows import Row, of_unit, one, placed, read, reading, unit, unit_place, without
from warehouse.queries import View

_READ = (
    "quantity", "value", "lower", "upper", "lower_inclusive", "upper_inclusive", "denominator",
    "qualifier", "measure_unit",
)  # fmt: skip
_TYPED = (
    "count_kind", "obs_status", "recipient", "model_status", "counting_level", "period_from",
    "period_to", "period_text", "period_basis", "as_of", "part_of", "note", "source_id",
    "paragraph",
)  # fmt: skip


def touched(row: Row) -> list[int]:
    """Years a figure's period touches; none when the report does not give it."""
    start = row["period_from"] or row["as_of"]
    if start is None:
        return []
    source = one("sources", "source_id", row["source_id"])
    ends = (row["period_to"], row["as_of"], source["published_on"], source["event_on"], start)
    end = next(day for day in ends if day)
    return list(range(start.year, end.year + 1))


def in_period(view: View, row: Row) -> bool:
    if not view.years and not view.undated:
        return True
    years = touched(row)
    return bool(set(years) & set(view.years)) or (view.undated and not years)


def years() -> list[int]:
    return sorted({year for row in read("observations") for year in touched(row)})


def figures(view: View, topics: tuple[str, ...] = ()) -> list[Row]:
    found = []
    for row in placed("observations", view):
        indicator = one("indicators", "indicator_id", row["indicator_id"])
        if (topics and indicator["topic"] not in topics) or not in_period(view, row):
            continue
        read_as = reading(row["as_printed"], row["obs_status"]).values
        found.append(
            {
                "observation_id": row["observation_id"],
                **of_unit(row),
                "unit_id": row["unit_id"],
                "topic": indicator["topic"],
                "indicator_id": row["indicator_id"],
                "indicator": indicator["name"],
                "is_core": indicator["is_core"],
                "indicator_unit": indicator["measure_unit"],
                "as_printed": row["as_printed"],
                **{name: read_as.get(name) for name in _READ},
                **{name: row[name] for name in _TYPED},
                **checked(row["observation_id"]),
            }
        )
    return sorted(
        found,
        key=lambda r: (
            unit_place(r["locality_id"]), r["topic"], not r["is_core"], unit_place(r["unit_id"]),
            r["source_id"], r["paragraph"], r["observation_id"],
        ),
    )  # fmt: skip


@cache
def checked(observation_id: object) -> Row:
    """The gravest of the findings that touch a figure, and their kinds."""
    every = findings(View()) + plain_consistency.computed(View())
    touching = [f for f in every if observation_id in f["observation_ids"]]
    grave = ("warning", "note", "holds")
    worst = min((f["severity"] for f in touching), key=grave.index, default=None)
    return {"severity": worst, "finding_kinds": sorted({f["kind"] for f in touching})}


def comparable(view: View, indicators: tuple[str, ...] = ()) -> list[Row]:
    """Figures with what comparing needs besides."""
    links = read("unit_links")
    found = []
    for row in figures(View(view.localities, view.levels)):
        if indicators and row["indicator_id"] not in indicators:
            continue
        own, source = unit(row["unit_id"]), one("sources", "source_id", row["source_id"])
        after = [r["to_unit_id"] for r in links if r["from_unit_id"] == row["unit_id"]]
        inside, above = [], own["parent_id"]
        while above:
            inside.append(above)
            above = unit(above)["parent_id"]
        found.append(
            without(row, "severity", "finding_kinds")
            | {"source_kind": source["kind"]}
            | {name: source[name] for name in ("published_on", "event_on")}
            | {
                name: own[name]
                for name in ("valid_from", "valid_to", "commune_count", "commune_year")
            }
            | {"inside": sorted(inside), "became": sorted(after)}
        )
    return found
