"""What people registered of the reports, a second, slow way; what the build works out is in
`plain_consistency`."""

from functools import cache

import yaml

from tests.plain_rows import CURATED, Row, one, seen, unit, unit_place
from warehouse.queries import View


@cache
def registered() -> list[Row]:
    """The remarks of `findings.yml`, all words."""
    text = (CURATED / "findings.yml").read_text(encoding="utf-8")
    return yaml.load(text, Loader=yaml.BaseLoader)


def findings(view: View) -> list[Row]:
    """What people registered; what the build works out is in `plain_consistency`."""
    found = []
    for entry in registered():
        cited = list(entry.get("observations") or {})
        row = {name: entry.get(name) for name in ("expected", "found", "gap")}
        row |= {name: entry[name] for name in ("finding_id", "source_id", "kind", "severity")}
        row |= {"origin": "curated", "observation_ids": cited, "text": entry["text"]}
        paragraphs = {one("observations", "observation_id", o)["paragraph"] for o in cited}
        found.append(row | {"paragraphs": sorted(paragraphs)})
    return about(view, found)


def about(view: View, found: list[Row]) -> list[Row]:
    """The findings about the reports the view lets through, in order, with their locality."""
    told = []
    for row in found:
        own = unit(one("sources", "source_id", row["source_id"])["unit_id"])
        if seen(view, own["unit_id"], own["level"]):
            told.append(row | {"locality_id": own["unit_id"], "locality": own["short_name"]})
    return sorted(told, key=lambda r: (unit_place(r["locality_id"]), str(r["finding_id"])))
