"""Words as Plotly draws them: its HTML made inert, broken into lines, and made plain again."""

import re

import pandas as pd

# Plotly takes texts for HTML: of the data's own, even a link would be drawn as one.
_NOT_OURS = re.compile(r"<(?!/?b>|br>)")


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
