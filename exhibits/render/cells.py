"""Make text safe to stand in a spreadsheet cell. Real numbers and dates never pass through here."""

import re
import unicodedata

# What XML cannot hold, and control characters: a file with one of them does not open.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
# Blanks, format marks and letters yet unknown may be skipped before a formula is looked for.
_SKIPPED = "ZC"
_NUMBER = re.compile(r"^[+-]?(\d{1,3}(\.\d{3})+|\d+)(,\d+)?%?$|^[+-]?\d+(\.\d+)?%?$")


def without_controls(text: str) -> str:
    # Nothing to drop from a printable text; to ask is many times faster than to look for it.
    return text if text.isprintable() else _CONTROL.sub("", text)


def neutral(text: str) -> str:
    """The text, with a leading ' where a spreadsheet would take it for a formula or a command."""
    clean = without_controls(text)
    if clean[:1].isalpha():  # no letter starts a formula, in full width neither
        return clean
    if _NUMBER.match(clean):
        return clean
    if clean[:1] in ("\t", "\r", "\n"):
        return "'" + clean
    first = next((c for c in clean if unicodedata.category(c)[0] not in _SKIPPED), "")
    # Full-width signs fold to the plain ones that start a formula.
    return "'" + clean if first and unicodedata.normalize("NFKC", first) in "=+-@" else clean
