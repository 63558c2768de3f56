"""Words as Plotly draws them: its HTML made inert, broken into lines, and made plain again."""

import re
import unicodedata

import pandas as pd

# Plotly takes texts for HTML: of the data's own, even a link would be drawn as one.
_NOT_OURS = re.compile(r"<(?!/?b>|br>)")
# How wide letters of the screen's type (Source Sans) are, in hundredths of its size.
_WIDTHS = {
    letter: width
    for width, letters in {
        22: " ",
        28: "',.:;Iijl|·!()-[]f{}",
        38: "/\\rt²*?sz",
        45: '"cvxy“”',
        50: "0123456789#$+<=>FJLVXY^_aegk~–≈",
        56: "ACEPRSTZ`bdhnopquđơư",
        65: "&BDGKHNOQUĐƠƯ",
        75: "wM",
        85: "@m%W—",
    }.items()
    for letter in letters
}
_WIDEST = 95


def inert_text(text: str) -> str:
    """The text with only bold and line ends, which are ours, as HTML."""
    return _NOT_OURS.sub("&lt;", text)


def inert(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with inert texts."""
    return frame.map(lambda value: inert_text(value) if isinstance(value, str) else value)


def flat(text: object) -> str:
    """Words of a chart without its line breaks and bold marks."""
    return str(text).replace("<br>", " ").replace("<b>", "").replace("</b>", "")


def _letters(text: str) -> int:
    """Letters a reader sees: Plotly's own bold marks are none."""
    return len(text.replace("<b>", "").replace("</b>", ""))


def width(text: str, size: float) -> int:
    """About how many pixels the longest line of the text takes in type of that size; rather more
    than fewer."""
    lines = text.replace("<b>", "").replace("</b>", "").split("<br>")
    return int(max(sum(map(_width, line)) for line in lines) * size / 100) + 4


def _width(letter: str) -> int:
    return _WIDTHS.get(letter) or _WIDTHS.get(unicodedata.normalize("NFD", letter)[0], _WIDEST)


def wrapped(name: str, width: int = 13) -> str:
    """The name broken into lines of about `width` letters."""
    lines: list[str] = []
    for word in name.split():
        if lines and _letters(lines[-1]) + _letters(word) < width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return "<br>".join(lines)


def on_one_line(label: str) -> str:
    """A label of two lines, where there is width for one."""
    return label.replace("<br>(", " (").replace("<br>", ", ")
