"""Where a row of an entry workbook stands: its sheet and cell."""

from dataclasses import dataclass

from openpyxl.utils import get_column_letter


@dataclass(frozen=True, order=True)
class Spot:
    """A cell of the workbook, or none without a sheet; `sheet_number` only sorts."""

    sheet_number: int
    row: int
    column: int
    sheet: str
    range: str = ""  # of merged cells

    @property
    def address(self) -> str:
        return self.range or f"{get_column_letter(self.column)}{self.row}"

    @property
    def table_word(self) -> str:
        return "trang"

    @property
    def row_name(self) -> str:
        return f"ô {self.address} của trang “{self.sheet}”"

    def answer(self) -> dict[str, str | None]:
        return {"sheet": self.sheet or None, "cell": self.address if self.sheet else None}

    def __str__(self) -> str:
        return f"trang “{self.sheet}”, ô {self.address}"


NOWHERE = Spot(-1, 1, 1, "")
