"""A presentation as someone put it together: which exhibits, in which order, under which titles.

It holds addresses, never numbers: opened again, it shows the release then read. It lives in an
address or in a small file, and both are read as what a stranger may have written.
"""

import base64
import binascii
import json
import re
import unicodedata
import zlib
from dataclasses import dataclass, replace
from urllib.parse import parse_qsl, urlencode

from exhibits import vi, vi_present
from exhibits.model import Refusal

MOST_ITEMS, LONGEST_TITLE, LONGEST_NOTE, LONGEST_QUERY = 100, 200, 2_000, 2_000
MOST_BYTES = 2_000_000  # of a file: the longest notes on every slide
LONGEST_TEXT = 6_000  # of a deck in an address: servers and mail programs cut longer ones
_KIND, _VERSION = "thi-dua/bai-trinh-chieu", 1
_HALF = re.compile("[\ud800-\udfff]")  # half a letter: no file can hold it
Query = tuple[tuple[str, str], ...]


class DeckError(Refusal):
    """A deck that cannot be read, or cannot hold more."""


@dataclass(frozen=True)
class Item:
    """One exhibit of a page under the choices of `query`; "" as title keeps the exhibit's own."""

    page: str
    query: Query
    exhibit_id: str
    title: str = ""
    note: str = ""

    @property
    def address(self) -> str:
        return self.page + (f"?{urlencode(self.query)}" if self.query else "")


@dataclass(frozen=True)
class Deck:
    """Items in the order they are shown. Every change is another deck."""

    title: str = vi_present.DECK_TITLE
    items: tuple[Item, ...] = ()

    def without_notes(self) -> "Deck":
        """As it is handed out: the presenter's words stay with the presenter."""
        return replace(self, items=tuple(replace(item, note="") for item in self.items))

    def has(self, item: Item) -> bool:
        return any(
            i.address == item.address and i.exhibit_id == item.exhibit_id for i in self.items
        )

    def added(self, item: Item) -> "Deck":
        """With one more; raises DeckError when it is full, or could not be opened again."""
        if len(self.items) >= MOST_ITEMS:
            raise DeckError(vi_present.DECK_FULL.format(MOST_ITEMS))
        if len(item.address) > LONGEST_QUERY:
            raise DeckError(vi_present.DECK_LONG_QUERY)
        return replace(self, items=(*self.items, item))

    def titled(self, title: str) -> "Deck":
        """Under another title; a blank one gives back the usual."""
        return replace(self, title=title.strip()[:LONGEST_TITLE] or vi_present.DECK_TITLE)

    def without(self, place: int) -> "Deck":
        return replace(self, items=self.items[:place] + self.items[place + 1 :])

    def moved(self, place: int, by: int) -> "Deck":
        """The item at `place` moved by so many places, as far as there are any."""
        items = list(self.items)
        items.insert(min(max(place + by, 0), len(items) - 1), items.pop(place))
        return replace(self, items=tuple(items))

    def named(self, place: int, title: str, note: str) -> "Deck":
        """Another title and note for one item."""
        items = list(self.items)
        items[place] = replace(
            items[place], title=title.strip()[:LONGEST_TITLE], note=note.strip()[:LONGEST_NOTE]
        )
        return replace(self, items=tuple(items))


# ------------------------------------------------------------------------------------- as a file


def to_file(deck: Deck) -> bytes:
    """The deck as JSON a person can read."""
    slides = [
        {"address": i.address, "exhibit": i.exhibit_id, "title": i.title, "note": i.note}
        for i in deck.items
    ]
    whole = {"kind": _KIND, "version": _VERSION, "title": deck.title, "slides": slides}
    return json.dumps(whole, ensure_ascii=False, indent=1).encode()


def from_file(data: bytes) -> Deck:
    """The deck of a file; raises DeckError with the field, its value and the rule it breaks."""
    if len(data) > MOST_BYTES:
        raise DeckError(vi_present.DECK_TOO_BIG.format(MOST_BYTES // 1000))
    try:
        whole = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise DeckError(vi_present.DECK_NO_JSON) from None
    if not isinstance(whole, dict) or whole.get("kind") != _KIND:
        raise DeckError(vi_present.DECK_OTHER_KIND)
    if whole.get("version") != _VERSION:
        raise DeckError(vi_present.DECK_OTHER_VERSION.format(str(whole.get("version"))[:40]))
    slides = whole.get("slides")
    if not isinstance(slides, list):
        raise DeckError(vi_present.DECK_FIELD.format("slides", "", vi_present.DECK_LIST))
    if len(slides) > MOST_ITEMS:
        raise DeckError(vi_present.DECK_FULL.format(MOST_ITEMS))
    title = _text(whole, "title", "title", LONGEST_TITLE) or vi_present.DECK_TITLE
    return Deck(title, tuple(_item(slide, n) for n, slide in enumerate(slides, 1)))


def _item(slide: object, number: int) -> Item:
    where = f"slides[{number}]"
    if not isinstance(slide, dict):
        raise DeckError(
            vi_present.DECK_FIELD.format(where, str(slide)[:40], vi_present.DECK_OBJECT)
        )
    address = _text(slide, "address", f"{where}.address", LONGEST_QUERY)
    page, _, query = address.partition("?")
    if page not in vi.PAGES:
        rule = vi_present.DECK_PAGE.format(", ".join(vi.PAGES))
        raise DeckError(vi_present.DECK_FIELD.format(f"{where}.address", page[:40], rule))
    return Item(
        page,
        tuple(parse_qsl(query)),
        _text(slide, "exhibit", f"{where}.exhibit", LONGEST_TITLE),
        _text(slide, "title", f"{where}.title", LONGEST_TITLE),
        _text(slide, "note", f"{where}.note", LONGEST_NOTE),
    )


def _text(holder: dict, key: str, where: str, longest: int) -> str:
    value = holder.get(key, "")
    if not isinstance(value, str):
        raise DeckError(vi_present.DECK_FIELD.format(where, str(value)[:40], vi_present.DECK_TEXT))
    if len(value) > longest:
        raise DeckError(
            vi_present.DECK_FIELD.format(
                where, f"{value[:40]}…", vi_present.DECK_LONG.format(longest)
            )
        )
    if _HALF.search(value):
        raise DeckError(
            vi_present.DECK_FIELD.format(where, _HALF.sub("?", value)[:40], vi_present.DECK_TEXT)
        )
    return unicodedata.normalize("NFC", value.strip())


# --------------------------------------------------------------------------------- in an address


def to_text(deck: Deck) -> str:
    """The deck in letters an address can hold; "" for an empty one."""
    if not deck.items:
        return ""
    slides = [[i.address, i.exhibit_id, i.title, i.note] for i in deck.items]
    packed = zlib.compress(json.dumps([deck.title, slides], ensure_ascii=False).encode(), 9)
    return base64.urlsafe_b64encode(packed).decode().rstrip("=")


def from_text(text: str) -> Deck:
    """The deck of an address; raises DeckError when it is not one."""
    try:
        packed = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
        unpacking = zlib.decompressobj()
        # Bounded: a short address must not unfold into a full memory.
        data = unpacking.decompress(packed, MOST_BYTES)
        title, slides = json.loads(data)
        keys = ("address", "exhibit", "title", "note")
        items = [dict(zip(keys, slide, strict=True)) for slide in slides]
    except (binascii.Error, zlib.error, ValueError, TypeError, RecursionError):
        raise DeckError(vi_present.DECK_TORN) from None
    whole = {"kind": _KIND, "version": _VERSION, "title": title, "slides": items}
    return from_file(json.dumps(whole).encode())
