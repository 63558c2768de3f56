"""Addresses inside the app. Relative, so that they hold wherever the app is mounted."""

from collections.abc import Callable
from dataclasses import replace
from urllib.parse import quote, urlencode

import pandas as pd

from exhibits import vi
from exhibits.model import Exhibit


def trace(observation_id: str) -> str:
    """Where a figure opens on its paragraph."""
    return f"truy-nguon?{vi.KEY_FIGURE}={quote(observation_id, safe='')}"


def page(slug: str, **parameters: str) -> str:
    """A page with filters; an underscore in a parameter's name is a hyphen in the address."""
    named = {name.replace("_", "-"): value for name, value in parameters.items() if value}
    return slug + (f"?{urlencode(named)}" if named else "")


def frozen(address: str, release: str) -> str:
    """The address in that release, whatever is newest when it is followed."""
    return f"{address}{'&' if '?' in address else '?'}{urlencode({vi.KEY_RELEASE: release})}"


def relinked(exhibit: Exhibit, change: Callable[[str], str | None]) -> Exhibit:
    """The exhibit with each address of its table and chart changed; None takes one away."""
    columns = {field.link for field in exhibit.fields} & set(exhibit.table.columns)
    table = exhibit.table.assign(**{name: _each(exhibit.table[name], change) for name in columns})
    chart = exhibit.chart
    if chart and "link" in chart.frame.columns:
        chart = replace(chart, frame=chart.frame.assign(link=_each(chart.frame["link"], change)))
    return replace(exhibit, table=table, chart=chart)


def _each(cells: pd.Series, change: Callable[[str], str | None]) -> pd.Series:
    # Of objects: in a column of text no address would become one that says "nan".
    changed = [_changed(cell, change) for cell in cells]
    return pd.Series(changed, index=cells.index, dtype="object")


def _changed(cell: object, change: Callable[[str], str | None]) -> object:
    """One address, several with their words, or nothing."""
    if isinstance(cell, tuple):
        return tuple((words, _changed(address, change)) for words, address in cell)
    return change(cell) if isinstance(cell, str) and cell else None
