"""Who answers the warehouse's questions: DuckDB inside this process, or a Spark cluster.

`WAREHOUSE=sc://host:port` asks Apache Spark through Spark Connect; unset, the embedded DuckDB. Both
are given the same files, the same SQL and the same parameters, and give the same rows.
"""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Protocol

from warehouse import cluster, embedded

Row = dict[str, Any]  # column → value, None where there is nothing; decimals as floats


class Engine(Protocol):
    """One whole, verified release that can be asked."""

    def rows(self, sql: str, parameters: Mapping[str, object]) -> list[Row]:
        """The answer in its own order; parameters are bound by name, as $name in the text."""
        ...

    def reach(self) -> None:
        """Raises NoRelease when a question would find nobody."""
        ...

    def trouble(self) -> str | None:
        """What a reader should know while some questions stay without an answer, in Vietnamese."""
        ...


def address() -> str:
    """Where the cluster is; "" for the embedded database."""
    return os.environ.get("WAREHOUSE", "").strip()


def over_release(folder: Path, manifest: dict) -> Engine:
    """An engine over the verified files of a release; raises NoRelease."""
    if address():
        return cluster.Cluster(address(), cluster.of_release(folder, manifest))
    return embedded.Embedded(folder, manifest)


def ask_files(
    views: Mapping[str, Mapping[str, list[Path]]], sql: str, parameters: Mapping[str, object]
) -> list[Row]:
    """The answer over views of trusted files: name of the view → id of a release → its files.

    A view's rows say which release they are of, as `release_id`.
    """
    if address():
        with cluster.Cluster(address(), views) as asked:
            return asked.rows(sql, parameters)
    return embedded.ask_files(views, sql, parameters)
