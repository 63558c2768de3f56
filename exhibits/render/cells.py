"""Make text safe to stand in a spreadsheet cell. Real numbers and dates never pass through here."""

import re
import unicodedata

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
# Blanks and zero-width marks that a spreadsheet skips before it looks for a formula.
_SKIPPED = re.compile(r"^[\s\u200b-\u200f\u2060\ufeff\u00ad]*")
_NUMBER = re.compile(r"^[+-]?(\d{1,3}(\.\d{3})+|\d+)(,\d+)?%?$|^[+-]?\d+(\.\d+)?%?$")


def neutral(text: str) -> str:
    """The text, with a leading ' where a spreadsheet would take it for a formula or a command."""
    clean = _CONTROL.sub("", text)
    if _NUMBER.match(clean):
        return clean
    if clean[:1] in ("\t", "\r", "\n"):
        return "'" + clean
    first = _SKIPPED.sub("", clean)[:1]
    # Full-width signs fold to the plain ones that start a formula.
    return "'" + clean if first and unicodedata.normalize("NFKC", first) in "=+-@" else clean
