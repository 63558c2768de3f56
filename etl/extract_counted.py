"""One quantity of a paragraph, and the phrase that a curated row would print of it."""

import re
from dataclasses import dataclass

from etl.phrases import PhraseError, Quantity, read_phrase
from etl.phrases_never import blank

MOST_WORDS = 8
NUMBER = r"[0-9][0-9.,]*(?:\s(?=[0-9]{3}(?![0-9]))[0-9]{3})*"


@dataclass(frozen=True)
class Counted:
    """One quantity of a paragraph, its span in the NFC text and the phrase to print."""

    start: int
    end: int
    text: str
    phrase: str
    quantity: Quantity
    noun: str | None = None  # what is counted, where the contract has no unit for it

    @property
    def unit(self) -> str | None:
        return self.quantity.measure_unit or None


def left(text: str, found: list[Counted]) -> str:
    """The text without names and without what has been read already."""
    page = list(blank(text, quoted_names=True))
    for item in found:
        page[item.start : item.end] = "\0" * (item.end - item.start)
    return "".join(page)


_STOP = re.compile(r"[,;:.()“”\"\d/]|\s(?:và|với|trong đó|để|nhằm|được)\s")

# Words that begin to say whose, whom, or where.
_TO = {"cho", "của", "tại", "ở", "về", "từ", "do", "bằng", "đến"}


def phrase_of(text: str, start: int, end: int, quantity: Quantity) -> str:
    """The figure with the words after it, at most eight, as long as it still reads the same."""
    phrase = cut(text, start, end)
    try:
        same = read_phrase(phrase) == quantity
    except PhraseError:
        same = False
    return phrase if same else text[start:end]


def cut(text: str, start: int, end: int) -> str:
    stop = _STOP.search(text, end)
    tail = text[end : stop.start() if stop else len(text)]
    room = MOST_WORDS - len(text[start:end].split())
    said = tail.split() if tail[:1].isspace() else []
    words = said[: max(0, min(room, 4))]
    if len(words) < len(said):  # "sổ theo dõi cho đảng" ends amid a name
        words = words[: next((n for n, word in enumerate(words) if word in _TO), len(words))]
    return " ".join([text[start:end], *words])
