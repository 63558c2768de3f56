"""Write one exhibit as CSV, in two flavours.

Excel's Vietnamese settings want ';', a decimal comma and a byte-order mark; programs want ',', a
point and ISO dates. `sep=` is never written: it makes Excel forget the encoding.
"""

import csv
import io
from datetime import date
from decimal import Decimal

import pandas as pd

from exhibits import numbers
from exhibits.model import Exhibit, Field
from exhibits.render.cells import neutral


def for_excel(exhibit: Exhibit) -> bytes:
    """UTF-8 with BOM, ';', decimal comma, CRLF, Vietnamese headers."""
    heads = [neutral(f.label) for f in exhibit.fields]
    return _written(exhibit, heads, ";", "\r\n", _vietnamese).encode("utf-8-sig")


def for_machines(exhibit: Exhibit) -> bytes:
    """UTF-8, ',', decimal point, ISO dates, column names of the contract."""
    return _written(exhibit, [f.name for f in exhibit.fields], ",", "\n", _machine).encode()


def _written(exhibit: Exhibit, heads: list[str], delimiter: str, end: str, say) -> str:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator=end)
    writer.writerow(heads)
    for row in exhibit.table[[f.name for f in exhibit.fields]].itertuples(index=False):
        writer.writerow([say(v, f) for v, f in zip(row, exhibit.fields, strict=True)])
    return out.getvalue()


def _vietnamese(value: object, field: Field) -> str:
    if _none(value):
        return ""
    if field.kind in ("number", "integer"):
        # No thousands separator: a cell with one would be text to Excel in some settings.
        return _plain(value).replace(".", ",")
    if field.kind == "date":
        return numbers.day(value)
    return neutral(str(value))


def _machine(value: object, field: Field) -> str:
    if _none(value):
        return ""
    if field.kind in ("number", "integer"):
        return _plain(value)
    if field.kind == "date":
        return value.date().isoformat() if isinstance(value, pd.Timestamp) else value.isoformat()
    return neutral(str(value))


def _plain(value: object) -> str:
    exact = Decimal(repr(float(value)))
    return f"{exact:f}".rstrip("0").rstrip(".") if exact % 1 else f"{exact:.0f}"


def _none(value: object) -> bool:
    return (
        value is None
        or (not isinstance(value, str | date) and bool(pd.isna(value)))
        or value is pd.NaT
    )
