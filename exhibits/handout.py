"""What someone takes away: exhibits under one title, each with the view it was taken from.

Every file format renders a handout; none asks the warehouse anything.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from exhibits.model import Exhibit, Stamp


@dataclass(frozen=True)
class Part:
    """An exhibit, the view that shows it again, and what its presenter wants to say of it: for the
    speaker's notes of slides alone, never for what is handed out."""

    exhibit: Exhibit
    stamp: Stamp
    note: str = ""


@dataclass(frozen=True)
class Handout:
    """Parts in their order; `stamp` is of the whole; `missing` says in sentences what could not
    be shown."""

    title: str
    parts: tuple[Part, ...]
    stamp: Stamp
    missing: tuple[str, ...] = ()

    def rows_printed(self) -> int:
        """Rows of everything that would be printed."""
        return sum(part.exhibit.rows_printed() for part in self.parts)

    def rows_drawn(self) -> int:
        """Rows of everything that slides show."""
        return sum(part.exhibit.rows_drawn() for part in self.parts)

    @classmethod
    def of_page(cls, exhibits: Sequence[Exhibit], stamp: Stamp) -> "Handout":
        """A page, or some of it: every exhibit under the same view."""
        return cls(stamp.page, tuple(Part(exhibit, stamp) for exhibit in exhibits), stamp)
