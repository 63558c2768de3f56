"""How a question reaches the release: its SQL file, its parameters, how much of its answer."""

from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path

from warehouse import connection
from warehouse.connection import Row
from warehouse.view import Rows

_SQL = Path(__file__).parent / "sql"
_LAST_PLACE, _MOST = Decimal("0.0001"), Decimal(10) ** 20  # of DECIMAL(24,4)


@cache
def sql(name: str) -> str:
    """Text of the question's SQL file."""
    return (_SQL / f"{name}.sql").read_text(encoding="utf-8")


def ask(name: str, **parameters: object) -> list[Row]:
    """The answer of the release being read; raises what `warehouse/queries.py` says."""
    return connection.shared().ask(sql(name), parameters)


def some(name: str, first: int, most: int, **parameters: object) -> Rows:
    """No more than `most` rows of the answer, after the first ones."""
    return counted(ask(name, **parameters, first=first, most=most), first)


def counted(found: list[Row], first: int) -> Rows:
    """The rows, with what each tells of how many there are."""
    totals = [row.pop("total") for row in found]
    return Rows(found, first, totals[0] if totals else 0)


def among(what: str, ids: tuple[str, ...]) -> dict[str, object]:
    """Ids as questions take them: between the first and the last one few rows are looked at."""
    return {what: list(ids), "lowest": min(ids, default=""), "highest": max(ids, default="")}


def ids(found: list[Row], column: str) -> tuple[str, ...]:
    """What a column holds, each once, in order."""
    return tuple(sorted({row[column] for row in found}))


def add(
    found: list[Row], key: str, told: list[Row], nothing: Mapping[str, object] | None = None
) -> None:
    """To each row what is told of its key; `nothing` where that is nothing, which else is an
    error."""
    known = {row[key]: row for row in told}
    for row in found:
        row |= known[row[key]] if nothing is None else known.get(row[key], nothing)


def stored(value: Decimal) -> str:
    """A value as the contract's decimal prints it; a finer one is no value of a release."""
    return str(value.quantize(_LAST_PLACE)) if abs(value) < _MOST else "–"
