"""`python -m bench.plain_etl CURATED OUT MEMORY`: the yardstick of the ETL, plain DuckDB.

What one would write in an hour: every file read with its types, every rule of the contract and the
ranges across tables counted, every table sorted by its key into a zstd Parquet file, and its rows
counted again there. It says nothing of lines, reads no phrase and keeps no older release.
"""

import sys
from pathlib import Path

import duckdb

from warehouse.contract import BY_NAME, TABLES, Table

_TYPE = {"int": "INTEGER", "date": "DATE", "bool": "BOOLEAN"}
_CURATED = [table for table in TABLES if table.curated]
_RANGES = """
    select count(*) filter (o.period_to < o.period_from)
           + count(*) filter (o.paragraph > s.paragraph_count)
           + count(*) filter (coalesce(o.period_to, o.as_of) < u.valid_from)
           + count(*) filter (coalesce(o.as_of, o.period_from) > u.valid_to)
    from observations o join sources s using (source_id) join units u on u.unit_id = o.unit_id
    join indicators i using (indicator_id)"""


def main(arguments: list[str]) -> int:
    curated, out, memory = Path(arguments[0]), Path(arguments[1]), arguments[2]
    out.mkdir(parents=True)
    config = {"memory_limit": memory, "temp_directory": str(out / "spill")}
    with duckdb.connect(str(out / "plain.duckdb"), config=config) as con:
        for table in _CURATED:
            _read(con, table, curated)
        wrong = sum(_wrong(con, table) for table in _CURATED)
        (ranges,) = con.execute(_RANGES).fetchone()
        if wrong + ranges:
            raise ValueError(f"{wrong + ranges} broken rules")
        for table in _CURATED:
            _write(con, table, out)
    return 0


def _read(con: duckdb.DuckDBPyConnection, table: Table, curated: Path) -> None:
    types = ", ".join(f"'{c.name}': '{_TYPE.get(c.kind, 'VARCHAR')}'" for c in table.typed)
    con.execute(
        f"""create table {table.name} as
            from read_csv($file, columns = {{{types}}}, header = true, auto_detect = false)""",
        {"file": str(curated / f"{table.name}.csv")},
    )


def _wrong(con: duckdb.DuckDBPyConnection, table: Table) -> int:
    """Rows without a required cell, with an unknown code or id, too long, or of the same key."""
    bad = []
    for column in table.typed:
        c = f'"{column.name}"'
        if column.required:
            bad.append(f"{c} is null")
        if column.codes and column.kind == "code":
            bad.append(f"{c} not in ({', '.join(map(repr, column.codes))})")
        if column.low is not None:
            bad.append(f"{c} < {column.low}")
        if column.max_words:
            bad.append(f"len(string_split({c}, ' ')) > {column.max_words}")
        if column.references:
            target = BY_NAME[column.references]
            bad.append(f"{c} not in (select {target.key} from {target.name})")
    counts = " + ".join(f"count(*) filter ({one})" for one in bad)
    (found,) = con.execute(f"select {counts} from {table.name}").fetchone()
    (again,) = con.execute(
        f"select count(*) - count(distinct ({table.key})) from {table.name}"
    ).fetchone()
    return found + again


def _write(con: duckdb.DuckDBPyConnection, table: Table, out: Path) -> None:
    file = out / f"{table.name}.parquet"
    (rows,) = con.execute(
        f"""copy (from {table.name} order by {table.key}) to '{file}'
            (format parquet, compression zstd)"""
    ).fetchone()
    (written,) = con.execute(
        "select count(*) from read_parquet($file)", {"file": str(file)}
    ).fetchone()
    if rows != written:
        raise ValueError(f"{file} holds {written} of {rows} rows")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
