"""Every exhibit of every page under a view, as addresses and the command line get them."""

from functools import cache

from exhibits.catalog import address
from exhibits.model import Empty, Exhibit
from warehouse import connection
from warehouse.queries import View

PAGES = address.PAGES

VIEWS = {
    "everything": View(),
    "one district": View(("yen-dinh",)),
    "a report without numbers": View(("quang-xuong",)),
    "a province": View(("lang-son",)),
    "two localities": View(("sin-ho", "can-duoc")),
    "one year": View(years=(2022,)),
    "a year of no figure": View(years=(1999,)),
    "undated": View(undated=True),
    "one year and undated": View(("sin-ho",), ("district",), (2023,), True),
    **{f"level {level}": View((), (level,)) for level in ("province", "commune", "party_cell")},
    "a level the locality lacks": View(("yen-dinh",), ("province",)),
}


def drawn(page: str, view: View, *chosen: tuple[str, str]) -> tuple[Empty | Exhibit, ...]:
    """What the page shows, under choices of its own; asked once per release."""
    return _drawn(connection.shared(), page, view, chosen)


@cache
def _drawn(
    _: connection.Warehouse, page: str, view: View, chosen: tuple[tuple[str, str], ...]
) -> tuple[Exhibit | Empty, ...]:
    return tuple(address.on_page(page, view, address.Choices(chosen)))


def every_exhibit(view: View) -> list[Exhibit]:
    return [e for page in PAGES for e in drawn(page, view) if isinstance(e, Exhibit)]
