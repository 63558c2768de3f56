"""Each question of the warehouse beside the same SQL on a plain DuckDB file opened by hand.

The difference is what the house adds: following CURRENT, one cursor per query, every door closed.
What the SQL itself costs shows in the milliseconds, not in the ratio. Every round asks as if for
the first time: answers the warehouse remembers would compare a dictionary with a database.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from unittest.mock import patch

import duckdb

from bench import synthetic
from bench.measure import Line, compared, milliseconds
from exhibits.catalog import leaves
from exhibits.catalog.rows import MOST_FIGURES as MOST
from warehouse import connection, queries
from warehouse.contract import TABLES
from warehouse.kept import KEPT
from warehouse.queries import Row, View

TARGET = 1.5
PLACE = "th-0003"
_ROUNDS, _SECONDS = 15, 4
_WORDS = "duong hoa"

Question = Callable[[], object]
Answer = Callable[[str, dict[str, object]], list[Row]]


def lines(observations: int, folder: Path) -> Iterator[Line]:
    """One line per question over a synthetic release of that size, written under `folder`."""
    releases = folder / f"releases-{observations}"
    release = releases / f"synthetic-{observations}"
    if not release.exists():
        synthetic.write(observations, releases)
    with (
        patch.dict(os.environ, {"RELEASES_DIR": str(releases)}),
        patch.object(connection, "_LONGEST_ANSWER", -1),  # nothing is remembered between rounds
        _plain(release, folder / f"plain-{observations}.duckdb") as plain,
    ):
        queries.release_id()  # opened before anything is timed
        for name, question in questions().items():
            yield _line(f"{observations:,} rows: {name}", question, plain)


def questions() -> dict[str, Question]:
    """Questions of warehouse.queries as a page with filters asks them: so many rows at most."""
    one = View((PLACE,))
    narrow = View((PLACE,), ("commune",), (2023,))
    return {
        "localities": queries.localities,
        "figures, one locality": partial(queries.figures, one, ("models",), most=MOST),
        "figures, locality + level + year": partial(queries.figures, narrow, most=MOST),
        "figures_by_topic": partial(queries.figures_by_topic, narrow, MOST),
        "search": partial(queries.search, _WORDS),
        "search, a number": partial(queries.search, "1.275"),
        "comparable, one indicator": partial(queries.comparable, one, ("th-i01",), most=MOST),
        "units_said": partial(queries.units_said, one, "th-i01", MOST),
        "coverage": partial(queries.coverage, one),
        "named_models": partial(queries.named_models, one, most=MOST),
        "named_models, search": partial(queries.named_models, one, search=_WORDS, most=MOST),
        "extent": queries.extent,
        "examples": queries.examples,
        "models_by_field": partial(queries.models_by_field, one),
        "models_by_kind": partial(queries.models_by_kind, narrow),
        "statements": partial(queries.statements, one, most=MOST),
        "statement_kinds": partial(queries.statement_kinds, one),
        "activities": partial(queries.activities, one, most=MOST),
        "activities, search": partial(queries.activities, one, search=_WORDS, most=MOST),
        "activity_kinds": partial(queries.activity_kinds, narrow),
        "successors": partial(queries.successors, PLACE),
        "units_inside": partial(queries.units_inside, PLACE),
        "reports": partial(queries.reports, one, most=200),
        "sources": partial(queries.sources, one, most=leaves.MOST),
        "findings": partial(queries.findings, one, most=MOST),
    }


def _line(what: str, question: Question, plain: duckdb.DuckDBPyConnection) -> Line:
    sent = asked(question, connection.shared().ask)

    def bare() -> list[list[tuple]]:
        return [plain.execute(*one).fetchall() for one in sent]

    try:
        bare(), question()
        ours, yardstick = partial(milliseconds, question), partial(milliseconds, bare)
        return compared(what, ours, yardstick, TARGET, _ROUNDS, _SECONDS)
    except duckdb.InterruptException:  # ours stops at its ten seconds
        return Line(what, None, milliseconds(bare), TARGET, 1)


def asked(question: Question, answer: Answer) -> list[tuple[str, dict[str, object]]]:
    """The SQL and parameters of all that the question sends, one after another, to `answer`; to
    the one that is stopped at its ten seconds, if one is."""
    sent = []

    def hear(sql: str, parameters: dict[str, object]) -> list[Row]:
        sent.append((sql, parameters))
        return answer(sql, parameters)

    with (
        patch.object(connection, "shared", lambda: SimpleNamespace(ask=hear)),
        suppress(duckdb.InterruptException),
    ):
        question()
    return sent


def _plain(release: Path, file: Path) -> duckdb.DuckDBPyConnection:
    """The release as a developer would open it: a file, its tables, no settings."""
    file.unlink(missing_ok=True)
    con = duckdb.connect(str(file))
    for table in TABLES:
        con.execute(
            f"create table {table.name} as from read_parquet($file)",
            {"file": str(release / f"{table.name}.parquet")},
        )
    for kept in KEPT:
        con.execute(f"create view {kept.name} as {kept.sql}")
    return con
