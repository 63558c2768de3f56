"""What each locality's report says of each indicator, a second, slow way."""

from tests.plain_places import localities
from tests.plain_rows import Row, fold, read, reading, seen, unit, unit_place
from warehouse.queries import View


def status(locality_id: str, indicator: Row) -> tuple[str, str | None]:
    """What a locality's report says of an indicator for the locality itself, and where."""
    own = [
        r
        for r in read("observations")
        if (r["unit_id"], r["indicator_id"]) == (locality_id, indicator["indicator_id"])
    ]
    for wanted in ("reported", "mentioned", "instructed"):
        said = [r for r in own if r["obs_status"] == wanted]
        if not said:
            continue
        last = max(r["paragraph"] for r in said)
        told = min(
            (r for r in said if r["paragraph"] == last), key=lambda r: str(r["observation_id"])
        )
        zero = reading(told["as_printed"], wanted).values.get("value") == 0
        return "reported_zero" if zero else wanted, told["observation_id"]
    return ("silent" if indicator["asked_of"] == "every" else "not_applicable"), None


def coverage(view: View) -> list[Row]:
    found = []
    for place in localities():
        if not seen(view, place["locality_id"], place["level"]):
            continue
        for indicator in read("indicators"):
            said, observation_id = status(place["locality_id"], indicator)
            inside = [
                r
                for r in read("observations")
                if r["indicator_id"] == indicator["indicator_id"]
                and r["obs_status"] == "reported"
                and r["unit_id"] != place["locality_id"]
                and unit(r["unit_id"])["locality_id"] == place["locality_id"]
            ]
            found.append(
                {
                    "locality_id": place["locality_id"],
                    "locality": place["short_name"],
                    "locality_name": place["name"],
                    "level": place["level"],
                    "topic": indicator["topic"],
                    "indicator_id": indicator["indicator_id"],
                    "indicator": indicator["name"],
                    "definition": indicator["definition"],
                    "is_core": indicator["is_core"],
                    "status": said,
                    "observation_id": observation_id,
                    "inside_count": len(inside),
                }
            )
    return sorted(
        found,
        key=lambda r: (
            unit_place(r["locality_id"]), r["topic"], not r["is_core"], fold(r["indicator"])
        ),
    )  # fmt: skip


def cell(locality_id: str, topic: str) -> str:
    """The overview's cell: the strongest thing said about a topic's core indicators."""
    order = ("reported", "reported_zero", "mentioned", "instructed", "silent", "not_applicable")
    said = [
        status(locality_id, indicator)[0]
        for indicator in read("indicators")
        if indicator["topic"] == topic and indicator["is_core"]
    ]
    return min(said, key=order.index)
