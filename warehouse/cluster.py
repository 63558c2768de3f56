"""Apache Spark, asked through Spark Connect over the release's own Parquet files.

The files lie where the cluster reads them too: the same path on every machine, or what
`WAREHOUSE_RELEASES` names (s3a://bucket/releases). Unlike the embedded database nothing is copied,
so each file is held against its manifest again whenever it has changed.
"""

import logging
import os
import re
import uuid
import weakref
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import Any

from warehouse import connect, older
from warehouse.connect import NoAnswer
from warehouse.contract import BY_NAME, TABLES, Table
from warehouse.kept import KEPT
from warehouse.releases import manifest_of, parts_of, table_of, trusted

_SPARK_TYPE = {
    "text": "string",
    "code": "string",
    "codes": "array<string>",
    "texts": "array<string>",
    "int": "int",
    "ints": "array<int>",
    "decimal": "decimal(24,4)",
    "date": "date",
    "bool": "boolean",
}
# The one word of the questions that Spark has not: the rows of a list.
_UNNEST = """create temporary function unnest(listed array<string>) returns table(one string)
             return select explode(listed)"""
_ANSI = ("spark.sql.ansi.enabled", "true")  # an overflow is an error, never a null
_PARAMETER = re.compile(r"\$(\w+)")
log = logging.getLogger(__name__)

Files = Mapping[str, Mapping[str, list[Path]]]  # view → id of a release → its files


def of_release(folder: Path, manifest: dict) -> Files:
    """Every table of a release, under its own name."""
    return {
        t.name: {folder.name: [folder / name for name in parts_of(manifest, t.name)]}
        for t in TABLES
    }


class Cluster:
    """Views over trusted files in a session of their own; safe to share between threads.

    The session begins with the first question and anew when the cluster has lost it, so that a
    cluster that is away keeps no release from being opened. Raises NoAnswer, and NoRelease for a
    file that is no longer what its manifest says.
    """

    def __init__(self, url: str, files: Files) -> None:
        self.line = connect.line(url)
        self.files = files
        self._lock = Lock()
        self._session: Any = None

    def __enter__(self) -> "Cluster":
        return self

    def __exit__(
        self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None
    ) -> None:
        self._forget(self._session)

    def rows(self, sql: str, parameters: Mapping[str, object]) -> list[dict[str, Any]]:
        for folder, table in {(path.parent, table_of(path.name)): None for path in self._paths()}:
            trusted(folder, table)
        had = self._session
        try:
            return self._asked(sql, parameters)
        except NoAnswer as error:
            self._forget(had)
            if had is None or error.is_final:
                raise
        # A server that was started again knows no session of before.
        return self._asked(sql, parameters)

    def reach(self) -> None:
        self.line.reach()

    def trouble(self) -> str | None:
        return self.line.trouble()

    def _asked(self, sql: str, parameters: Mapping[str, object]) -> list[dict[str, Any]]:
        tag = uuid.uuid4().hex

        def work() -> list[dict[str, Any]]:
            session = self._opened()
            session.addTag(tag)  # of this thread
            marked = _PARAMETER.sub(r":\1", sql)
            return fetched(session.sql(marked, args=dict(parameters)).toArrow())

        # To open a session on a cluster just started takes several times as long as to ask.
        seconds = self.line.patience * (1 if self._session else 3)
        return self.line.within(work, lambda: self._session.interruptTag(tag), seconds)

    def _opened(self) -> Any:
        with self._lock:
            if self._session is None:
                session = self.line.session()
                try:
                    self._prepare(session)
                except BaseException:
                    connect.close(session)
                    raise
                weakref.finalize(self, connect.close, session)
                self._session = session
            return self._session

    def _forget(self, session: Any) -> None:
        with self._lock:
            if session is not None and session is self._session:
                self._session = None
                connect.close(session)

    def _prepare(self, session: Any) -> None:
        session.conf.set(*_ANSI)
        session.sql(_UNNEST).collect()
        for name, files in self.files.items():
            frame = None
            for release, paths in files.items():
                one = read(session, BY_NAME[table_of(paths[0].name)], *paths)
                if name not in BY_NAME:  # of more releases than one
                    one = one.selectExpr("*", f"'{release}' as release_id")
                frame = one if frame is None else frame.unionByName(one)
            frame.createOrReplaceTempView(name)
        self._date(session)
        if set(BY_NAME) <= set(self.files):
            for kept in KEPT:
                session.sql(kept.sql).createOrReplaceTempView(kept.name)
        self._see_the_same(session)

    def _date(self, session: Any) -> None:
        """The years of an older release's figures."""
        folder = next(iter(self._paths())).parent
        if "sources" not in self.files or not _is_without_years(folder):
            return
        years = ", ".join(f"{of} as {name}" for name, of in older.YEARS.items())
        session.sql(
            f"""select o.* except ({", ".join(older.YEARS)}), {years}
                from observations o join sources s on s.source_id = o.source_id"""
        ).createOrReplaceTempView("observations")

    def _see_the_same(self, session: Any) -> None:
        """What was verified here is what the cluster reads there, as far as sizes tell."""
        paths = self._paths()
        listed = session.read.format("binaryFile").load(list(map(place, paths)))
        seen = {
            tuple(row["path"].split("/")[-2:]): row["length"]
            for row in fetched(listed.select("path", "length").toArrow())
        }
        for path in paths:
            size = seen.get((path.parent.name, path.name))
            if size != path.stat().st_size:
                raise NoAnswer(
                    f"the cluster reads {place(path)} with {size} bytes, here it has "
                    f"{path.stat().st_size}; set WAREHOUSE_RELEASES to the same releases"
                )

    def _paths(self) -> list[Path]:
        return [path for of in self.files.values() for paths in of.values() for path in paths]


def _is_without_years(folder: Path) -> bool:
    manifest = manifest_of(folder)
    return manifest is not None and manifest["contract"] in older.WITHOUT_YEARS


def place(path: Path) -> str:
    """Where the cluster finds a file of a release; letters of a pattern stand for themselves."""
    shared = os.environ.get("WAREHOUSE_RELEASES", "").strip().rstrip("/")
    where = f"{shared}/{path.parent.name}/{path.name}" if shared else f"file://{path.resolve()}"
    return re.sub(r"([\[\]{}*?\\])", r"\\\1", where)


def read(session: Any, table: Table, *paths: Path) -> Any:
    """Files of a table as a frame: the contract's columns, empty where an older release has not
    one."""
    columns = ", ".join(f"`{c.name}` {_SPARK_TYPE[c.kind]}" for c in table.columns)
    return session.read.schema(columns).parquet(*map(place, paths))


def fetched(found: Any) -> list[dict[str, Any]]:
    """The rows of an Arrow table; decimals as floats."""
    columns = [column.to_pylist() for column in found.columns]
    rows = [
        dict(zip(found.column_names, values, strict=True)) for values in zip(*columns, strict=True)
    ]
    decimals = [field.name for field in found.schema if "decimal" in str(field.type)]
    for row in rows if decimals else ():
        for name in decimals:
            if isinstance(row[name], Decimal):
                row[name] = float(row[name])
    return rows
