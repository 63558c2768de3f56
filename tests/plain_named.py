"""Models, praise and activities a second, slow way: what reports name, counted or not."""

from tests.plain_rows import Row, fold, in_order, placed, unit, unit_place, without
from warehouse.queries import View


def named_models(
    view: View, kinds: tuple[str, ...] = (), fields: tuple[str, ...] = (), search: str = ""
) -> list[Row]:
    found = []
    for row in placed("models", view):
        text = f"{fold(row['name'])} {fold(row['owner'] or '')} {fold(row['unit'])}"
        if kinds and row["kind"] not in kinds:
            continue
        if fields and not set(fields) & set(row["fields"]):
            continue
        if fold(search.strip()) in text:
            found.append(row)
    found.sort(
        key=lambda r: (unit_place(r["locality_id"]), in_order(r["name"]), str(r["model_id"]))
    )
    return [without(r, "unit_id") for r in found]


def models_by_field(view: View) -> list[Row]:
    found: dict[tuple[object, str], int] = {}
    for row in placed("models", view):
        for code in row["fields"]:
            key = row["locality_id"], code
            found[key] = found.get(key, 0) + 1
    return _counted(found, "field")


def models_by_kind(view: View) -> list[Row]:
    found: dict[tuple[object, str], int] = {}
    for row in placed("models", view):
        key = row["locality_id"], row["kind"]
        found[key] = found.get(key, 0) + 1
    return _counted(found, "kind")


def _counted(found: dict[tuple[object, str], int], code: str) -> list[Row]:
    keys = sorted(found, key=lambda k: (unit_place(k[0]), k[1]))
    return [
        {"locality": unit(place).get("short_name"), code: key, "names": found[place, key]}
        for place, key in keys
    ]


def statements(view: View) -> list[Row]:
    found = placed("commendations", view)
    found.sort(
        key=lambda r: (unit_place(r["locality_id"]), r["paragraph"], str(r["commendation_id"]))
    )
    return [without(r, "unit_id") for r in found]


def activities(view: View, activities: tuple[str, ...] = (), search: str = "") -> list[Row]:
    found = []
    for row in placed("study_activities", view):
        text = f"{fold(row['as_printed'])} {fold(row['unit'])}"
        if (not activities or row["activity"] in activities) and fold(search.strip()) in text:
            found.append(row)
    found.sort(
        key=lambda r: (
            unit_place(r["locality_id"]), r["activity"], r["paragraph"], str(r["activity_id"])
        )
    )  # fmt: skip
    return [without(r, "unit_id") for r in found]


def activity_kinds(view: View) -> list[Row]:
    groups: dict[tuple[object, str], list[Row]] = {}
    for row in placed("study_activities", view):
        groups.setdefault((row["locality_id"], row["activity"]), []).append(row)
    found = []
    for place, activity in sorted(groups, key=lambda k: (unit_place(k[0]), k[1])):
        rows = groups[place, activity]
        often = {r["frequency"] for r in rows} - {"unstated", "once"}
        found.append(
            {
                "locality": unit(place).get("short_name"),
                "activity": activity,
                "times": len(rows),
                "frequencies": sorted(often),
                "only_instructed": all(r["obs_status"] == "instructed" for r in rows),
            }
        )
    return found
