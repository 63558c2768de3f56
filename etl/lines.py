"""The line on which a figure stands in its file, asked of few figures."""

from collections.abc import Set

import duckdb

_FILE = "lines_observations"


def lines_of(con: duckdb.DuckDBPyConnection, observations: Set[str]) -> dict[str, int]:
    """Line of each figure. The lines of a large file are counted when they are first asked for."""
    if not observations:
        return {}
    columns = {row[0] for row in con.execute("describe raw_observations").fetchall()}
    counted = "raw_observations" if "line" in columns else _counted(con)
    found = con.execute(
        f"""select observation_id, line from {counted}
            where observation_id in (select unnest(?::varchar[]))""",
        [list(observations)],
    )
    return dict(found.fetchall())


def _counted(con: duckdb.DuckDBPyConnection) -> str:
    """Rows are stored in the order of the file: their numbers are its lines, after the header."""
    con.execute(
        f"""create table if not exists {_FILE}_ as select observation_id from raw_observations;
            create or replace view {_FILE} as
            select observation_id, (rowid + 2)::integer as line from {_FILE}_"""
    )
    return _FILE
