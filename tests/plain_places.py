"""Localities, their units and their reports a second, slow way."""

from datetime import date

from tests.plain_rows import Row, read, seen, unit, unit_place
from warehouse.queries import View


def compared() -> set[str]:
    """The compared localities' unit ids."""
    return {str(r["unit_id"]) for r in read("sources")}


def localities() -> list[Row]:
    own = {s["unit_id"] for s in read("sources")}
    found = [
        {
            "locality_id": u["unit_id"],
            "name": u["name"],
            "short_name": u["short_name"],
            "level": u["level"],
            "valid_to": u["valid_to"],
            "parent": unit(u["parent_id"]).get("name"),
            "province_rank": 1
            + unit_place(
                u["unit_id"] if u["level"] == "province" or not u["parent_id"] else u["parent_id"]
            ),
            "label": u["name"],  # no two of the five have one name
        }
        for u in read("units")
        if u["unit_id"] in own
    ]
    return sorted(found, key=lambda r: unit_place(r["locality_id"]))


def units_inside(locality_id: str) -> list[Row]:
    names = ("unit_id", "name", "type", "level", "parent", "gso_code", "valid_from", "valid_to",
             "legal_basis")  # fmt: skip
    found = []
    for own in read("units"):
        if locality_id in (own["unit_id"], own["locality_id"]):
            row = {**own, "parent": unit(own["parent_id"]).get("name")}
            found.append({name: row[name] for name in names})
    return sorted(found, key=lambda r: (r["unit_id"] != locality_id, unit_place(r["unit_id"])))


def successors(unit_id: str) -> list[Row]:
    found = []
    for link in read("unit_links"):
        old, new = unit(link["from_unit_id"]), unit(link["to_unit_id"])
        if unit_id in (old["unit_id"], old["parent_id"]):
            found.append(
                {
                    **link,
                    "from_name": old["name"],
                    "to_name": new["name"],
                    "gso_code": new["gso_code"],
                    "to_parent": unit(new["parent_id"]).get("name"),
                    "valid_from": new["valid_from"],
                }
            )
    return sorted(found, key=lambda r: (unit_place(r["from_unit_id"]), unit_place(r["to_unit_id"])))


def sources(view: View) -> list[Row]:
    found = []
    for source in read("sources"):
        own = unit(source["unit_id"])
        if not seen(view, source["unit_id"], own["level"]):
            continue
        taken = {
            name: [r for r in read(table) if r["source_id"] == source["source_id"]]
            for name, table in (
                ("figures", "observations"), ("models", "models"),
                ("statements", "commendations"), ("activities", "study_activities"),
            )
        }  # fmt: skip
        found.append(
            {
                **source,
                "unit": own["name"],
                "level": own["level"],
                "reported": len([r for r in taken["figures"] if r["obs_status"] == "reported"]),
                **{name: len(rows) for name, rows in taken.items()},
            }
        )
    return sorted(
        found,
        key=lambda r: (
            unit_place(r["unit_id"]), r["published_on"] or date.max, str(r["source_id"])
        ),
    )  # fmt: skip
