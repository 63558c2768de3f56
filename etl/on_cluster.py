"""Let the Spark cluster sort and write a release's files: `WAREHOUSE=sc://host:port python -m etl`.

What people typed is read, checked and derived in this process, as ever; then each table is laid
beside its place in the release, and the cluster sorts it by its key into one file. Rows, order and
types are those the embedded database writes; the bytes are Spark's, so the release has an id of its
own.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from warehouse import cluster, connect
from warehouse.contract import Table

_TO_WRITE = 6 * 3600  # seconds for one table


@contextmanager
def writer() -> Iterator["ClusterWriter | None"]:
    """Who writes the release: the cluster WAREHOUSE names, or nobody but this process."""
    url = os.environ.get("WAREHOUSE", "").strip()
    if not url:
        yield None
        return
    cluster_writer = ClusterWriter(url)
    try:
        yield cluster_writer
    finally:
        connect.close(cluster_writer.session)


class ClusterWriter:
    """Writes tables through one session; raises NoAnswer."""

    def __init__(self, url: str) -> None:
        self.line = connect.line(url)
        self.session = self.line.within(self.line.session, stop=lambda: None)
        self.name = f"spark {self.line.within(lambda: self.session.version, stop=lambda: None)}"

    def __call__(
        self, con: duckdb.DuckDBPyConnection, table: Table, select: str, path: Path
    ) -> None:
        given, made = path.with_name(f"given-{path.name}"), path.with_name(f"made-{path.stem}")
        quoted = str(given).replace("'", "''")
        con.execute(f"copy ({select}) to '{quoted}' (format parquet, compression zstd)")

        def work() -> None:
            read = cluster.read(self.session, table, given)
            # One task: a table is one file, in the order of its key.
            ordered = read.coalesce(1).sortWithinPartitions(*table.key.split(","))
            ordered.write.option("compression", "zstd").parquet(cluster.place(made))

        self.line.within(work, stop=self.session.interruptAll, seconds=_TO_WRITE)
        (part,) = made.glob("part-*.parquet")
        os.replace(part, path)
        shutil.rmtree(made)
        given.unlink()
        _same_count(con, table, path)


def _same_count(con: duckdb.DuckDBPyConnection, table: Table, path: Path) -> None:
    (given,) = con.execute(f"select count(*) from {table.name}").fetchone()
    written = con.execute("select count(*) from read_parquet($file)", {"file": str(path)})
    (found,) = written.fetchone()
    if found != given:
        raise connect.NoAnswer(f"the cluster wrote {found} of {given} rows of {table.name}", True)
