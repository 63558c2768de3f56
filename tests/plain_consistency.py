"""The findings the build works out, a second, slow way: loops over the curated files.

Only what is found is recomputed (which figures, how grave, how far apart), not the wording.
"""

from tests.plain_findings import about
from tests.plain_rows import Row, one, read, reading
from warehouse.queries import View


def computed(view: View) -> list[Row]:
    """finding_id, source_id, kind, severity, observation_ids, paragraphs of each."""
    return about(view, [*sums(), *ratios(), *late(), *twice()])


def numbered() -> list[Row]:
    return [r for r in read("observations") if r["obs_status"] == "reported"]


def read_as(row: Row) -> Row:
    return reading(row["as_printed"], row["obs_status"]).values


def finding(kind: str, severity: str, cited: list[Row], **changes: object) -> Row:
    return {
        "finding_id": f"{cited[0]['observation_id']}-{kind}",
        "source_id": cited[0]["source_id"],
        "kind": kind,
        "severity": severity,
        "observation_ids": [r["observation_id"] for r in cited],
        "paragraphs": sorted({r["paragraph"] for r in cited}),
    } | changes


def ends(row: Row) -> tuple[float, float, bool]:
    """Lowest and highest value as printed, and whether the lowest is itself left out."""
    said = read_as(row)
    if said["qualifier"] == "exact" and said["value"] is not None:
        return float(said["value"]), float(said["value"]), False
    low = 0.0 if said["lower"] is None else float(said["lower"])
    high = float("inf") if said["upper"] is None else float(said["upper"])
    return low, high, said["lower"] is not None and not said["lower_inclusive"]


def sums() -> list[Row]:
    found = []
    for whole in numbered():
        parts = [r for r in numbered() if r["part_of"] == whole["observation_id"]]
        if not parts:
            continue
        low, high = sum(ends(r)[0] for r in parts), sum(ends(r)[1] for r in parts)
        open_below = any(ends(r)[2] for r in parts)
        least, most, _ = ends(whole)
        points = low == high and least == most
        if low > most or (low == most and open_below):
            severity = "warning"
        elif points and low < least and whole["count_kind"] == "target":
            severity = "note"
        elif points or high < least or (high == least and ends(whole)[2]):
            severity = "holds"
        else:
            severity = "note"
        found.append(finding("sum" if len(parts) > 1 else "part", severity, [whole, *parts]))
    return found


def ratios() -> list[Row]:
    found = []
    for row in numbered():
        indicator = one("indicators", "indicator_id", row["indicator_id"])
        halves = [
            [r for r in numbered() if r["indicator_id"] == indicator[name] and _beside(r, row)]
            for name in ("denominator_id", "numerator_id")
        ]
        if not all(halves):
            continue
        below, above = halves[0][0], halves[1][0]
        share = 100 * float(read_as(above)["value"]) / float(read_as(below)["value"])
        said = read_as(row)
        holds = float(said["lower"]) <= share <= float(said["upper"])
        cited = [row["observation_id"], below["observation_id"], above["observation_id"]]
        found.append(
            finding("ratio", "holds" if holds else "warning", [row])
            | {"observation_ids": [cited[1], cited[2], cited[0]]}
        )
    return found


def _beside(r: Row, row: Row) -> bool:
    same = ("unit_id", "source_id", "period_from", "period_to", "as_of")
    return all(r[name] == row[name] for name in same)


def late() -> list[Row]:
    groups: dict[tuple[object, ...], list[Row]] = {}
    for row in numbered():
        printed = one("sources", "source_id", row["source_id"])["published_on"]
        after = printed and row["period_to"] and row["period_to"] > printed
        if after and row["count_kind"] != "target":
            key = (row["source_id"], row["period_to"], row["period_text"])
            groups.setdefault(key, []).append(row)
    return [finding("date", "warning", rows) for rows in groups.values()]


def twice() -> list[Row]:
    """No two of the five reports speak of one unit."""
    units = [r["unit_id"] for r in read("sources")]
    assert len(set(units)) == len(units), "two reports of one unit: recompute what both say"
    return []
