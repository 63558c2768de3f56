"""From rows of the warehouse to the lines of a bar chart: figures with their words, absences with
theirs."""

from exhibits import links, numbers, vi
from exhibits.catalog import rows
from exhibits.chart_words import flat
from exhibits.charts import said
from exhibits.model import Note
from warehouse import codes
from warehouse.queries import Row, Rows

# The localities of a part (reach.py) and a few more; the table has them all.
MOST = 24


def one_line_each(figures: list[Row]) -> list[Row]:
    """Figures to draw: all numbers; a mention only where its unit has no number for that
    indicator."""
    drawn, seen = [], {_what(r) for r in figures if r["qualifier"] is not None}
    for r in figures:
        if r["qualifier"] is None:
            if _what(r) in seen:
                continue
            seen.add(_what(r))
        drawn.append(r)
    return drawn


def _what(figure: Row) -> tuple[str, str]:
    return figure["unit_id"], figure["indicator_id"]


def absences(coverage: list[Row], figures: Rows, indicators: set[str]) -> list[Row]:
    """A line without a number for each locality and indicator that `figures` leaves undrawn.

    Silence is called silence; what the report says for another period, or among figures that are
    not here, is called that.
    """
    drawn = {_what(r) for r in figures}
    elsewhere = vi.OUTSIDE_PERIOD if figures.are_all else vi.NOT_HERE
    lines = []
    for r in coverage:
        asked = r["indicator_id"] in indicators and r["status"] != "not_applicable"
        if not asked or (r["locality_id"], r["indicator_id"]) in drawn:
            continue
        words = codes.COVERAGE_STATUS[r["status"]] + ("" if r["status"] == "silent" else elsewhere)
        lines.append(
            {
                "label": r["locality"],
                "level": r["level"],
                "indicator": r["indicator"],
                "is_core": r["is_core"],
                "value": None,
                "full": None,
                "qualifier": None,
                "words": words,
                "period": "",
                "hover": f"<b>{r['locality_name']}</b><br>{r['indicator']}: {words}",
                "link": None,
            }
        )
    return lines


def bar(r: Row) -> Row:
    """What every line of a figure carries: value, qualifier and words; the figure itself, for what
    is told of those that are drawn."""
    return {
        "level": r["level"],
        "indicator": r["indicator"],
        "is_core": r["is_core"],
        "value": r["value"] if r["obs_status"] == "reported" else None,  # an order has no length
        "full": 100.0 if r["measure_unit"] == "%" else None,
        "qualifier": r["qualifier"],
        "words": numbers.figure(r),
        "figure": r,
    }


def first(lines: list[Row], period: str) -> list[Row]:
    """The lines a chart draws: each with all the pointer says of its figure, where it leads, and
    the period of its number unless that is the one said of the whole chart."""
    return [_told(line, period) if "figure" in line else line for line in lines[:MOST]]


def _told(line: Row, period: str) -> Row:
    r = line["figure"]
    own = "" if r["qualifier"] is None else numbers.period(r)
    told = {key: value for key, value in line.items() if key != "figure"}
    return told | {
        "period": "" if own == period else own,
        "hover": hover(r),
        "link": links.trace(r["observation_id"]),
    }


def not_drawn(lines: list[Row]) -> tuple[Note, ...]:
    """That a chart draws only the first MOST lines."""
    more = len(lines) - MOST
    return (Note(vi.NOT_DRAWN.format(MOST, more)),) if more > 0 else ()


def hover(r: Row) -> str:
    """What the pointer says of a figure: everything that must not be lost."""
    lines = [
        f"<b>{r['unit']}</b> · {codes.LEVEL[r['level']]}",
        f"{r['indicator']}: {numbers.figure(r)}",
        f"Như in: “{r['as_printed']}”",
        f"Kỳ: {numbers.period(r)}",
    ]
    if read := numbers.bounds(r):
        lines.append(f"Đọc là: {read}")
    if found := rows.check(r):
        lines.append(f"Đối chiếu: {found}")
    lines.append(f"¶{r['paragraph']}")
    return "<br>".join(lines)


def spoken(title: str, lines: list[Row]) -> str:
    """A bar chart in words, from the same rows."""
    told = [f"{flat(r['panel'])}, {flat(r['label'])}: {said(r)}" for r in lines]
    return f"{title}. " + "; ".join(told) + "."


def unreported(lines: list[Row]) -> list[str]:
    """Labels of the lines without a number, unless the number stands in another period."""
    absent = [
        flat(line["label"])
        for line in lines
        if line["qualifier"] is None
        and not line["words"].endswith((vi.OUTSIDE_PERIOD, vi.NOT_HERE))
    ]
    return list(dict.fromkeys(absent))
