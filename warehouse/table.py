"""What a published table and its columns are: grain, key, types, codes, who derives them."""

from collections.abc import Mapping
from dataclasses import dataclass

SQL_TYPE = {
    "text": "VARCHAR",
    "code": "VARCHAR",
    "codes": "VARCHAR[]",
    "texts": "VARCHAR[]",
    "int": "INTEGER",
    "ints": "INTEGER[]",
    # Sums of doubles change with the number of threads; decimals do not.
    "decimal": "DECIMAL(24,4)",
    "date": "DATE",
    "bool": "BOOLEAN",
}


@dataclass(frozen=True)
class Column:
    """One column: `derived` columns are computed by the ETL and never typed by hand."""

    name: str
    kind: str
    meaning: str
    codes: Mapping[str, str] | None = None
    references: str | None = None
    required: bool = False
    derived: bool = False
    low: int | None = None
    max_words: int | None = None

    @property
    def sql_type(self) -> str:
        return SQL_TYPE[self.kind]


@dataclass(frozen=True)
class Table:
    """One published table; `curated` says whether people type it (a CSV file) or the ETL computes
    it."""

    name: str
    grain: str
    key: str
    columns: tuple[Column, ...]
    curated: bool = True
    # A row's phrase must stand in its paragraph: the column `etl --verify` looks up, if any.
    phrase: str | None = None

    @property
    def typed(self) -> tuple[Column, ...]:
        return tuple(c for c in self.columns if not c.derived)

    def column(self, name: str) -> Column:
        return next(c for c in self.columns if c.name == name)
