"""What reading an entry workbook gives: rows for the curated tables, refusals, remarks.

Every value knows the cell it came from, so that whatever is wrong with it later can be said there.
"""

from dataclasses import dataclass, field

from openpyxl.utils import get_column_letter


@dataclass(frozen=True, order=True)
class Spot:
    """A cell of the workbook; `sheet_number` only sorts."""

    sheet_number: int
    row: int
    column: int
    sheet: str
    range: str = ""  # of merged cells

    @property
    def address(self) -> str:
        return self.range or f"{get_column_letter(self.column)}{self.row}"

    def __str__(self) -> str:
        return f"trang “{self.sheet}”, ô {self.address}"


@dataclass(frozen=True, order=True)
class Refusal:
    """One reason why nothing is written: where, what, which rule, what to do."""

    spot: Spot
    value: str
    rule: str
    remedy: str

    def __str__(self) -> str:
        value = self.value.replace("\n", "↵")
        shown = value if len(value) <= 80 else value[:79] + "…"
        return f'{self.spot}: "{shown}": {self.rule}; {self.remedy.removesuffix(".")}.'


@dataclass(frozen=True, order=True)
class Remark:
    """Something read otherwise than it stands; nothing was lost."""

    spot: Spot
    text: str


@dataclass(eq=False)
class Entry:
    """One row for a curated table. `spoiled` columns were refused when their cell was read."""

    table: str
    values: dict[str, str]
    spots: dict[str, Spot]
    start: Spot
    spoiled: set[str] = field(default_factory=set)
    figure: "Entry | None" = None  # the row of `observations` whose id this one cites
    from_annex: bool = False

    def spot(self, column: str) -> Spot:
        return self.spots.get(column, self.start)


@dataclass
class Reading:
    """All that a workbook holds for the tables."""

    entries: list[Entry] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    base: str | None = None
