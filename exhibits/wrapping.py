"""How much room text takes, before anything has drawn it: widths of letters as Arial has them.

A little wider than true, so that what fits here fits on a slide, in print and on another machine.
Sizes of type are in points, widths and heights in inches.
"""

import unicodedata
from functools import lru_cache

# Thousandths of the type size; every other letter is 560, a capital 730, a mark 0.
_NARROW = dict.fromkeys("ijl'|", 240) | dict.fromkeys(" .,:;ftI!/\\()[]{}“”‘’-·", 345)
_WIDE = dict.fromkeys("mwMW%@—…●⓪◐▷○▲¶", 1000) | dict.fromkeys("ưƯơƠ", 640)
_LETTERS = _NARROW | _WIDE
_BOLD = 1.08
_LINE_HEIGHT = 1.2


def width(text: str, size: float, bold: bool = False) -> float:
    """Inches of the text on one line."""
    return _thousandths(text) * size / 72_000 * (_BOLD if bold else 1)


def height(lines: int, size: float) -> float:
    """Inches of so many lines."""
    return lines * size * _LINE_HEIGHT / 72


def wrapped(text: str, size: float, room: float, bold: bool = False) -> list[str]:
    """The lines the text takes in a column of `room` inches; a word too long for it is broken."""
    lines = []
    for paragraph in text.splitlines() or [""]:
        line = ""
        for word in paragraph.split():
            longer = f"{line} {word}" if line else word
            if width(longer, size, bold) <= room:
                line = longer
                continue
            if line:
                lines.append(line)
            *broken, line = _broken(word, size, room, bold)
            lines += broken
        lines.append(line)
    return lines


def cut(text: str, size: float, room: float, most: int, bold: bool = False) -> str:
    """The text, or as much of it as `most` lines hold, with an ellipsis."""
    lines = wrapped(text, size, room, bold)
    if len(lines) <= most:
        return text
    last = lines[most - 1]
    while last and width(f"{last}…", size, bold) > room:
        last = last[:-1]
    return " ".join([*lines[: most - 1], f"{last.rstrip()}…"])


def largest(
    text: str, sizes: tuple[float, ...], room: float, tall: float, bold: bool = False
) -> float:
    """The first of `sizes` at which the text stands in `room` × `tall`; the last if none."""
    for size in sizes:
        if height(len(wrapped(text, size, room, bold)), size) <= tall:
            return size
    return sizes[-1]


def _broken(word: str, size: float, room: float, bold: bool) -> list[str]:
    if width(word, size, bold) <= room:
        return [word]
    parts = [""]
    for letter in word:
        if parts[-1] and width(parts[-1] + letter, size, bold) > room:
            parts.append("")
        parts[-1] += letter
    return parts


@lru_cache(maxsize=20_000)
def _word(word: str) -> int:
    return sum(map(_letter, word))


def _thousandths(text: str) -> int:
    words = text.split(" ")
    return sum(map(_word, words)) + _LETTERS[" "] * (len(words) - 1)


@lru_cache(maxsize=4_000)
def _letter(letter: str) -> int:
    if unicodedata.combining(letter):
        return 0
    if letter in _LETTERS:
        return _LETTERS[letter]
    if unicodedata.east_asian_width(letter) in "WF":
        return 1000
    # "ấ" is as wide as "a", and "ợ" as "ơ".
    plain = unicodedata.normalize("NFD", letter)
    if len(plain) > 1 and not unicodedata.combining(plain[0]):
        return max(_letter(plain[0]), 640 if "\u031b" in plain else 0)
    return 730 if letter.isupper() else 560
