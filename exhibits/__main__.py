"""`python -m exhibits WHAT --format FORMAT --out FILE`: what the app shows, as files, no browser.

WHAT is a page ("mo-hinh"), an address of one with its choices ("so-sanh?chi-tieu=…"), a saved
presentation (bai.json), or "hoi-nghi", the deck of a review conference. The same exhibits as on the
page, through the same functions. Formats of one exhibit take the first, or the one named with
--exhibit.
"""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit

from exhibits import deck, vi
from exhibits.catalog import address, presentation
from exhibits.catalog import choices as offered
from exhibits.deck import Deck
from exhibits.handout import Handout
from exhibits.letterhead import LETTERHEADS
from exhibits.model import Exhibit, ExhibitError, Stamp
from exhibits.render import files
from warehouse import queries

CONFERENCE = "hoi-nghi"
_HERE = "http://localhost:8501"  # where `make run` serves


def main(arguments: list[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    made = files.FORMATS[options.format]
    try:
        with queries.one_release(_release(options.what)):
            handout = _handout(options)
            if made.of_one:
                handout = _one(handout, options.exhibit)
            data = made.build(handout, options.layout, files.quiet)
    except (ExhibitError, queries.NoRelease) as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    for sentence in handout.missing:
        print(f"warning: {sentence}", file=sys.stderr)
    try:
        options.out.write_bytes(data)
    except OSError as error:
        print(f"error: cannot write {options.out}: {error.strerror}", file=sys.stderr)
        return 1
    print(f"{options.out}: {len(data)} bytes; links lead to {options.address}")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m exhibits", description=__doc__)
    parser.add_argument("what", metavar="WHAT")
    parser.add_argument("--format", choices=list(files.FORMATS), required=True)
    parser.add_argument("--out", type=Path, required=True, metavar="FILE")
    parser.add_argument("--locality", nargs="+", default=[], metavar="ID")
    parser.add_argument("--exhibit", metavar="ID", help="for formats of one exhibit: which one")
    parser.add_argument(
        "--layout", choices=list(LETTERHEADS), default="dang",
        help="of Word and PDF: the Party's (dang) or the State's (nha-nuoc)",
    )  # fmt: skip
    parser.add_argument(
        "--address", default=_HERE, metavar="URL",
        help=f"where the app is, for links and QR codes; {_HERE} when not given",
    )  # fmt: skip
    return parser


def _release(what: str) -> str:
    """The release an address asks for; "" for the current one."""
    return dict(parse_qsl(what.partition("?")[2])).get(vi.KEY_RELEASE, "")


def _handout(options: argparse.Namespace) -> Handout:
    origin = _origin(options.address)
    labels = _labels(options.locality)
    if options.what == CONFERENCE:
        return _of_deck(presentation.conference(labels), origin)
    if options.what.endswith(".json"):
        if labels:
            raise ExhibitError("a saved presentation has its own localities; leave --locality out")
        return _of_deck(deck.from_file(_read(Path(options.what))), origin)
    return _of_page(options.what, labels, origin)


def _origin(address: str) -> str:
    try:
        parts = urlsplit(address)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise ExhibitError(f"--address {address!r} is no address; give one like {_HERE}")
    return address.rstrip("/")


def _labels(wanted: Sequence[str]) -> list[str]:
    places = {known: label for label, known in offered.places().items()}
    unknown = [w for w in wanted if w not in places]
    if unknown:
        raise ExhibitError(f"no locality {unknown}; choose from {sorted(places)}")
    return [places[w] for w in wanted]


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(deck.MOST_BYTES + 1)
    except OSError as error:
        raise ExhibitError(f"cannot read {path}: {error.strerror}") from None


def _of_deck(chosen: Deck, origin: str) -> Handout:
    handout = presentation.handout(chosen, origin, date.today())
    if not handout.parts:
        raise ExhibitError("\n".join(["the presentation has nothing to show", *handout.missing]))
    return handout


def _of_page(what: str, labels: Sequence[str], origin: str) -> Handout:
    if not what.isprintable():
        raise ExhibitError(f"{what!a} has letters no address can hold")
    page, _, written = what.partition("?")
    if page not in address.PAGES:
        raise ExhibitError(
            f"no page {page!r}; choose from {[*address.PAGES, CONFERENCE]} or a .json file"
        )
    chosen = [(key, value) for key, value in parse_qsl(written) if key != vi.KEY_RELEASE]
    query = [*((vi.KEY_LOCALITY, name) for name in labels), *chosen]
    choices = address.Choices(query)
    shown = [e for e in address.exhibits(page, choices) if isinstance(e, Exhibit)]
    if not shown:
        raise ExhibitError(f"page {page!r} has nothing under these filters; loosen them")
    told = tuple(choices.told.items())
    link = _link(origin, page, query)
    stamp = Stamp(vi.PAGES[page], told, queries.release_id(), date.today(), link)
    return Handout.of_page(shown, stamp)


def _link(origin: str, page: str, query: Sequence[tuple[str, str]]) -> str:
    return f"{origin}/{page}?{urlencode([*query, (vi.KEY_RELEASE, queries.release_id())])}"


def _one(handout: Handout, wanted: str | None) -> Handout:
    ids = [part.exhibit.exhibit_id for part in handout.parts]
    chosen = wanted or ids[0]
    if chosen not in ids:
        raise ExhibitError(f"no exhibit {chosen!r} here; choose one of {ids}")
    print(f"exhibit {chosen}; there are {ids}")
    return replace(handout, parts=(handout.parts[ids.index(chosen)],))


if __name__ == "__main__":
    sys.exit(main())
