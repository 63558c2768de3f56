"""Trình chiếu: a deck's addresses become exhibits; the deck every review conference begins with."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from urllib.parse import urlencode

from exhibits import vi, vi_present
from exhibits.catalog import address, choices
from exhibits.deck import (
    LONGEST_TEXT,
    LONGEST_TITLE,
    MOST_ITEMS,
    Deck,
    DeckError,
    Item,
    Query,
    to_text,
)
from exhibits.handout import Handout, Part
from exhibits.model import Exhibit, Stamp
from warehouse import queries


def handout(deck: Deck, origin: str, taken_on: date) -> Handout:
    """The deck's exhibits in the release being read; what cannot be shown is said in `missing`.

    `origin` is where the app is ("https://…", no slash at the end).
    """
    parts, missing = [], []
    for number, item in enumerate(deck.items, 1):
        try:
            parts.append(part(item, origin, taken_on))
        except address.NotThere as reason:
            name = item.title or vi.PAGES[item.page]
            missing.append(vi_present.NOT_SHOWN.format(number, name, reason))
    release = queries.release_id()
    stamp = Stamp(vi.PAGES["trinh-chieu"], (), release, taken_on, _link(deck, origin, release))
    return Handout(deck.title, tuple(parts), stamp, tuple(missing))


def _link(deck: Deck, origin: str, release: str) -> str:
    """What opens the deck again, without the presenter's words; "" when no address can hold it."""
    text = to_text(deck.without_notes())
    query = urlencode({vi.KEY_DECK: text, vi.KEY_RELEASE: release})
    return f"{origin}/trinh-chieu?{query}" if len(text) <= LONGEST_TEXT else ""


def part(item: Item, origin: str, taken_on: date) -> Part:
    """One exhibit under its own view; raises NotThere when the release does not have it."""
    chosen = address.Choices(item.query)
    found = _found(item, chosen)
    query = urlencode([*item.query, (vi.KEY_RELEASE, queries.release_id())])
    stamp = Stamp(
        vi.PAGES[item.page],
        tuple(chosen.told.items()),
        queries.release_id(),
        taken_on,
        f"{origin}/{item.page}?{query}",
    )
    return Part(replace(found, title=item.title) if item.title else found, stamp, item.note)


def places() -> list[str]:
    """Labels of the compared localities."""
    return list(choices.places())


def _found(item: Item, chosen: address.Choices) -> Exhibit:
    for shown in address.exhibits(item.page, chosen):
        if isinstance(shown, Exhibit) and shown.exhibit_id == item.exhibit_id:
            return shown
    raise address.NotThere(vi_present.NO_SUCH_EXHIBIT.format(vi.PAGES[item.page]))


# What a review conference is shown before the comparison: page and exhibit.
_REPORTED = (
    ("tong-quan", "tong-quan-bao-phu"),
    ("mo-hinh", "mo-hinh-so-luong"),
    ("mo-hinh", "mo-hinh-linh-vuc"),
    ("khen-thuong", "khen-thuong-doi-tuong"),
    ("khen-thuong", "khen-thuong-noi-khen"),
    ("hoc-tap", "hoc-tap-so-lieu"),
    ("hoc-tap", "hoc-tap-hoat-dong"),
)


def conference(localities: Sequence[str] = ()) -> Deck:
    """The deck for a "hội nghị sơ kết" of these localities, by their labels; () for all.

    Coverage, models, commendations, study, what may be compared, findings, then what to ask each
    locality for. What the release has nothing of is left out, so that no slide is empty. Raises
    DeckError when the localities are too many for one deck.
    """
    chosen = tuple((vi.KEY_LOCALITY, name) for name in localities)
    names = list(localities) or places()
    matrix = (("xem", vi.COMPARE_MATRIX),)
    items = [
        *(Item(page, chosen, exhibit) for page, exhibit in _REPORTED),
        Item("so-sanh", (*chosen, *matrix), "so-sanh-ma-tran", vi_present.CONFERENCE_COMPARED),
        *(item for name in choices.core_indicators() for item in _compared(chosen, name)),
        Item("nguon", chosen, "nguon-doi-chieu"),
        *(
            Item(
                "dia-phuong",
                (("ho-so", name),),
                "ho-so-de-nghi",
                vi_present.CONFERENCE_ASK.format(name),
            )
            for name in names
        ),
    ]
    if len(names) > MOST_ITEMS:  # found out before drawing them
        raise DeckError(vi_present.CONFERENCE_TOO_LONG.format(len(items), MOST_ITEMS))
    there = tuple(filter(_there, items))
    if len(there) > MOST_ITEMS:
        raise DeckError(vi_present.CONFERENCE_TOO_LONG.format(len(there), MOST_ITEMS))
    of = f" ({', '.join(localities)})" if localities else ""
    return Deck((vi_present.CONFERENCE_TITLE + of)[:LONGEST_TITLE], there)


def _compared(chosen: Query, indicator: str) -> list[Item]:
    """The figures side by side and the verdict of each pair, where there is a pair."""
    query = (*chosen, ("chi-tieu", indicator), ("cung-cap-ky", "false"))
    pairs = Item(
        "so-sanh", query, "so-sanh-tung-cap", vi_present.CONFERENCE_PAIRS.format(indicator)
    )
    return [Item("so-sanh", query, "so-sanh-chi-tieu"), pairs] if _there(pairs) else []


def _there(item: Item) -> bool:
    try:
        _found(item, address.Choices(item.query))
    except address.NotThere:
        return False
    return True
