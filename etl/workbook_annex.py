"""What one row of an annex sheet becomes: figures, and the activities or praise beside them.

A number is completed with the unit its column is headed with, as a table prints it: "1.275" under
"Số hội nghị" is the phrase "1.275 hội nghị". Its value is read from that phrase like any other.
"""

from etl.entries import Entry
from etl.phrases import find_quantities
from etl.workbook_entries import Spot
from etl.workbook_form import Count, Form
from warehouse.contract import BY_NAME

_OBSERVATION = {c.name for c in BY_NAME["observations"].typed}
_PERIOD = ("period_from", "period_to", "as_of", "period_text")


def annex_entries(
    form: Form, values: dict[str, str], spots: dict[str, Spot], start: Spot, spoiled: set[str]
) -> list[Entry]:
    """The rows of every table that one annex row stands for, figures first."""
    entries = []
    for count in form.counts:
        if values.get(count.field):
            figure = _figure(count, values, spots, start, spoiled)
            entries.append(figure)
            if count.linked:
                entries.append(_beside(form, count, figure, values))
    if values.get("name"):
        entries.append(_model(form, values, spots, start, spoiled))
    if not entries:
        # Refused by the contract, in the first column of numbers: a row that says nothing.
        entries.append(_figure(form.counts[0], {**values, form.counts[0].field: ""}, spots, start,
                               spoiled))  # fmt: skip
    return entries


def _figure(
    count: Count, values: dict[str, str], spots: dict[str, Spot], start: Spot, spoiled: set[str]
) -> Entry:
    phrase = completed(values[count.field], count.unit)
    basis = "stated" if values.get("period_from") else "as_of" if values.get("as_of") else "unknown"
    own = {name: value for name, value in values.items() if name in _OBSERVATION}
    row = dict.fromkeys((c.name for c in BY_NAME["observations"].typed), "")
    row |= own | dict(count.fixed)
    row |= {"indicator_id": count.indicator, "as_printed": phrase, "period_basis": basis}
    row["obs_status"] = "reported" if _is_figure(phrase) else "mentioned"
    row["observation_id"] = ""
    at = spots[count.field]
    placed = spots | {name: spots.get(name, at) for name in row}
    refused = spoiled | ({"as_printed"} if count.field in spoiled else set())
    return Entry("observations", row, placed, at, refused, from_annex=True)


def completed(text: str, unit: str) -> str:
    """A bare number with its unit; a phrase as it is."""
    if not text or not text[-1].isdecimal():
        return text
    return f"{text}%" if unit == "%" else f"{text} {unit}"


def _is_figure(phrase: str) -> bool:
    return any(sign.isdecimal() for sign in phrase) or bool(find_quantities(phrase))


def _beside(form: Form, count: Count, figure: Entry, values: dict[str, str]) -> Entry:
    table = BY_NAME[count.linked]
    names = [c.name for c in table.typed]
    row = dict.fromkeys(names, "")
    row |= {name: value for name, value in values.items() if name in names}
    shared = ("as_printed", "obs_status", "recipient")
    row |= {name: figure.values[name] for name in shared if name in names}
    row |= {name: value for name, value in form.linked_fixed if name in names}
    row |= {"frequency": "unstated", "observation_id": ""}
    return Entry(
        count.linked,
        row,
        figure.spots,
        figure.start,
        figure.spoiled,
        {"observation_id": figure},
        from_annex=True,
    )


def _model(
    form: Form, values: dict[str, str], spots: dict[str, Spot], start: Spot, spoiled: set[str]
) -> Entry:
    names = [c.name for c in BY_NAME["models"].typed]
    row = dict.fromkeys(names, "") | {"fields": "other"}
    row |= {name: value for name, value in values.items() if name in names}
    row |= {name: value for name, value in form.linked_fixed if name in names}
    return Entry("models", row, spots, start, spoiled, from_annex=True)
