"""Rows handed in for the curated tables, from a workbook or the desk; refusals and remarks of them.

Every value knows the place it was typed at, so that whatever is wrong with it later is said there.
"""

from dataclasses import dataclass, field
from typing import Protocol


class Place(Protocol):
    """Where something was typed: a cell of a sheet, a field of a row."""

    @property
    def table_word(self) -> str:
        """What holds the rows of one table there: a sheet, a list."""

    @property
    def row_name(self) -> str:
        """The row, as another row's refusal names it."""

    def answer(self) -> dict[str, str | None]:
        """The place in an answer for programs."""

    def __lt__(self, other: "Place") -> bool: ...


@dataclass(frozen=True, order=True)
class Refusal:
    """One reason why nothing is written: where, what, which rule, what to do."""

    spot: Place
    value: str
    rule: str
    remedy: str

    def __str__(self) -> str:
        value = self.value.replace("\n", "↵")
        shown = value if len(value) <= 80 else value[:79] + "…"
        return f'{self.spot}: "{shown}": {self.rule}; {self.remedy.removesuffix(".")}.'


@dataclass(frozen=True, order=True)
class Remark:
    """Something read otherwise than it stands, or worth a look; nothing was lost."""

    spot: Place
    text: str


@dataclass(eq=False)
class Entry:
    """One row for a curated table. `spoiled` columns were refused when their cell was read;
    `cites` are columns that take the id of another entry."""

    table: str
    values: dict[str, str]
    spots: dict[str, Place]
    start: Place
    spoiled: set[str] = field(default_factory=set)
    cites: dict[str, "Entry"] = field(default_factory=dict)
    from_annex: bool = False

    def spot(self, column: str) -> Place:
        return self.spots.get(column, self.start)


@dataclass
class Reading:
    """All that was handed in for the tables."""

    entries: list[Entry] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    base: str | None = None
