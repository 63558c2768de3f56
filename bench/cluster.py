"""The same questions of the same release: a Spark cluster beside the embedded DuckDB.

`WAREHOUSE=sc://host:port python -m bench --only cluster`. Each answer is compared before it is
timed: a quick wrong one is no measurement.
"""

import os
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from unittest.mock import patch

import duckdb

from bench import synthetic
from bench.measure import Line, compared, milliseconds
from bench.queries import asked, questions
from warehouse.connection import Warehouse
from warehouse.engine import Engine, Row

TARGET = 1.0  # from where on the cluster pays
# Few rows of many, an aggregate over all, a scan of all words, lists inside rows.
CHOSEN = (
    "extent", "figures, one locality", "figures, locality + level + year", "search",
    "comparable, one indicator", "coverage", "models_by_field", "activity_kinds", "sources",
    "findings",
)  # fmt: skip
_ROUNDS, _SECONDS = 3, 20


def lines(observations: int, folder: Path) -> Iterator[Line]:
    """One line per question over a synthetic release of that size, written under `folder`."""
    releases = folder / f"releases-{observations}"
    if not (releases / "CURRENT").exists():
        synthetic.write(observations, releases)
    spark, embedded = _engine(os.environ["WAREHOUSE"], releases), _engine("", releases)
    for name in CHOSEN:
        sent = asked(questions()[name], embedded.rows)
        yield _line(f"{observations:,} rows: {name}", sent, spark, embedded)


def _engine(address: str, releases: Path) -> Engine:
    with patch.dict(os.environ, {"WAREHOUSE": address}):
        return Warehouse(releases).current_engine()


def _line(
    what: str, sent: Sequence[tuple[str, dict[str, object]]], spark: Engine, embedded: Engine
) -> Line:
    ours, yardstick = (partial(_rows, engine, sent) for engine in (spark, embedded))
    try:
        right = yardstick()
    except duckdb.InterruptException:  # the embedded one stops at its ten seconds
        return Line(what, milliseconds(ours), 10_000, TARGET, 1)
    if ours() != right:
        raise AssertionError(f"{what}: the two engines differ")
    return compared(
        what, partial(milliseconds, ours), partial(milliseconds, yardstick), TARGET, _ROUNDS,
        _SECONDS,
    )  # fmt: skip


def _rows(engine: Engine, sent: Sequence[tuple[str, dict[str, object]]]) -> list[list[Row]]:
    return [engine.rows(*one) for one in sent]
