"""`python -m exhibits mo-hinh --format xlsx --out FILE [--locality yen-dinh …]`: a page's files, no
browser.

The same exhibits as on the page, through the same functions. A CSV file holds one exhibit: the
page's first, or the one named with --exhibit.
"""

import argparse
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from urllib.parse import urlencode

from exhibits import vi
from exhibits.catalog import (
    changes,
    commendations,
    compare,
    compare_localities,
    locality,
    models,
    overview,
    requests,
    search,
    sources,
    study,
    trace,
)
from exhibits.handout import Handout
from exhibits.model import Empty, Exhibit, ExhibitError, Stamp
from exhibits.render import csv, pptx, xlsx
from warehouse import queries
from warehouse.queries import View

PAGES: dict[str, Callable[[View], list[Exhibit | Empty]]] = {
    "tong-quan": overview.exhibits,
    "mo-hinh": models.exhibits,
    "khen-thuong": commendations.exhibits,
    "hoc-tap": study.exhibits,
    "nguon": sources.exhibits,
}


def main(arguments: list[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    try:
        with queries.one_release():
            names = _locality_names(options.locality)
            data = _file(options, View(tuple(options.locality)), names)
    except (ExhibitError, queries.NoRelease) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    try:
        options.out.write_bytes(data)
    except OSError as error:
        print(f"error: cannot write {options.out}: {error.strerror}", file=sys.stderr)
        return 1
    print(f"{options.out}: {len(data)} bytes")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m exhibits", description=__doc__)
    parser.add_argument("page", choices=list(vi.PAGES))
    parser.add_argument("--format", choices=["xlsx", "pptx", "csv", "csv-excel"], required=True)
    parser.add_argument("--out", type=Path, required=True, metavar="FILE")
    parser.add_argument("--locality", nargs="+", default=[], metavar="ID")
    parser.add_argument(
        "--of", default="", metavar="WHAT",
        help="truy-nguon: a figure's id; so-sanh: an indicator's id; tim-kiem: the words; "
        "co-gi-moi: the release to compare the newest with",
    )  # fmt: skip
    parser.add_argument("--exhibit", metavar="ID", help="for CSV: which exhibit of the page")
    return parser


def _locality_names(wanted: list[str]) -> list[str]:
    places = {place["locality_id"]: place["label"] for place in queries.localities()}
    unknown = [w for w in wanted if w not in places]
    if unknown:
        raise ExhibitError(f"no locality {unknown}; choose from {sorted(places)}")
    return [places[w] for w in wanted]


def _file(options: argparse.Namespace, view: View, names: list[str]) -> bytes:
    shown = exhibits_of(options.page, view, options.of)
    drawn = [e for e in shown if isinstance(e, Exhibit)]
    if not drawn:
        raise ExhibitError(f"page {options.page!r} has nothing under these filters; loosen them")
    if options.format == "xlsx":
        return xlsx.workbook(Handout.of_page(drawn, _stamp(options.page, names)))
    if options.format == "pptx":
        return pptx.presentation(Handout.of_page(drawn, _stamp(options.page, names)))
    write = csv.for_excel if options.format == "csv-excel" else csv.for_machines
    ids = [e.exhibit_id for e in drawn]
    chosen = options.exhibit or ids[0]
    if chosen not in ids:
        raise ExhibitError(f"no exhibit {chosen!r} on this page; choose one of {ids}")
    print(f"exhibit {chosen}; the page has {ids}")
    return write(drawn[ids.index(chosen)])


def exhibits_of(page: str, view: View, of: str = "") -> list[Exhibit | Empty]:
    """What the page shows, in its order; the locality page takes the first locality of the view."""
    if page in PAGES:
        return PAGES[page](view)
    match page:
        case "truy-nguon":
            return trace.exhibits(view, of)
        case "tim-kiem":
            return search.exhibits(of)
        case "co-gi-moi":
            known = [release.release_id for release in queries.releases()]
            old = of or (known[1] if len(known) > 1 else "")
            return changes.exhibits(old, known[0] if old else "")
        case "so-sanh" if of:
            return compare.exhibits(view, of, alike=False)
        case "so-sanh":
            return compare_localities.matrix(view)
    chosen = view.localities or [place["locality_id"] for place in queries.localities()]
    return [*locality.exhibits(view, chosen[0]), *requests.exhibits(chosen[0])]


def _stamp(page: str, names: list[str]) -> Stamp:
    chosen = [(vi.KEY_LOCALITY, name) for name in names]
    link = f"/{page}?" + urlencode([*chosen, (vi.KEY_RELEASE, queries.release_id())])
    filters = ((vi.LOCALITY, ", ".join(names) or vi.ALL),)
    return Stamp(vi.PAGES[page], filters, queries.release_id(), date.today(), link)


if __name__ == "__main__":
    sys.exit(main())
