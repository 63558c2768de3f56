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

from warehouse import connect
from warehouse.connect import NoAnswer
from warehouse.contract import BY_NAME, TABLES, Table
from warehouse.releases import row_counts, trusted

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

Files = Mapping[str, Mapping[str, Path]]  # view → id of a release → its file


def of_release(folder: Path) -> Files:
    """Every table of a release, under its own name."""
    return {t.name: {folder.name: folder / f"{t.name}.parquet"} for t in TABLES}


class Cluster:
    """Views over trusted files in a session of their own; safe to share between threads.

    The session begins with the first question and anew when the cluster has lost it, so that a
    cluster that is away keeps no release from being opened. Raises NoAnswer, and NoRelease for a
    file that is no longer what its manifest says.
    """

    def __init__(self, url: str, files: Files, manifest: dict | None = None) -> None:
        self.line = connect.line(url)
        self.files = files
        self.rows_told = row_counts(manifest) if manifest else None
        self._lock = Lock()
        self._session: Any = None

    def __enter__(self) -> "Cluster":
        return self

    def __exit__(
        self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None
    ) -> None:
        self._forget(self._session)

    def rows(self, sql: str, parameters: Mapping[str, object]) -> list[dict[str, Any]]:
        for path in self._paths():
            trusted(path.parent, path.stem)
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

        return self.line.within(work, stop=lambda: self._session.interruptTag(tag))

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
        counts = []
        for name, files in self.files.items():
            frame = None
            for release, path in files.items():
                table = BY_NAME[path.stem]
                found = read(session, table, path)
                if self.rows_told:
                    counts.append(_size(found, name))
                one = _rowid(found, table, release)
                frame = one if frame is None else frame.unionByName(one)
            frame.createOrReplaceTempView(name)
        if self.rows_told:
            self._hold_against(fetched(_union(counts).toArrow()))

    def _hold_against(self, told: list[dict[str, Any]]) -> None:
        """The cluster counts the rows and bytes of files of its own: another storage is refused."""
        seen = {row["name"]: (row["size"], row["rows"]) for row in told if row["rows"]}
        for name, files in self.files.items():
            (path,) = files.values()
            rows = self.rows_told[name]
            if rows and seen.get(name) != (path.stat().st_size, rows):
                raise NoAnswer(
                    f"the cluster reads {place(path)} as {seen.get(name)} (bytes, rows), not as "
                    f"{(path.stat().st_size, rows)}; set WAREHOUSE_RELEASES to the same releases"
                )

    def _paths(self) -> list[Path]:
        return [path for files in self.files.values() for path in files.values()]


def place(path: Path) -> str:
    """Where the cluster finds a file of a release; letters of a pattern stand for themselves."""
    shared = os.environ.get("WAREHOUSE_RELEASES", "").strip().rstrip("/")
    where = f"{shared}/{path.parent.name}/{path.name}" if shared else f"file://{path.resolve()}"
    return re.sub(r"([\[\]{}*?\\])", r"\\\1", where)


def read(session: Any, table: Table, path: Path) -> Any:
    """A file as a frame: the contract's columns; those an older release does not have are empty."""
    columns = ", ".join(f"`{c.name}` {_SPARK_TYPE[c.kind]}" for c in table.columns)
    return session.read.schema(columns).parquet(place(path))


def _rowid(frame: Any, table: Table, release: str) -> Any:
    """With the place of each row in its file, which is sorted by its key; and its release."""
    key = table.key if "," not in table.key else "null"
    return frame.selectExpr("*", f"{key} as rowid", f"'{release}' as release_id")


def _size(frame: Any, name: str) -> Any:
    size = frame.selectExpr("_metadata.file_size as size").groupBy("size").count()
    return size.selectExpr(f"'{name}' as name", "size", "`count` as rows")


def _union(frames: list[Any]) -> Any:
    first, *others = frames
    for frame in others:
        first = first.union(frame)
    return first


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
