"""The link that shows a view again, as a QR code for those who sit in the hall."""

import io

import segno

PRINTED = 40  # millimetres of a side on paper
_MOST_BYTES = 1_300  # as the link of a whole deck; printed, its modules are 0.31 mm


def png(link: str, scale: int = 8) -> bytes:
    """The code as a PNG picture; black on white, with the quiet zone readers need."""
    out = io.BytesIO()
    _code(link).save(out, kind="png", scale=scale)
    return out.getvalue()


def svg(link: str) -> bytes:
    """The code as an SVG picture."""
    out = io.BytesIO()
    _code(link).save(out, kind="svg", xmldecl=False)
    return out.getvalue()


def fits(link: str) -> bool:
    """Whether a phone could follow it: an address of the web, its modules not too small."""
    return link.startswith(("http://", "https://")) and len(link.encode()) <= _MOST_BYTES


def _code(link: str) -> segno.QRCode:
    # The least correction, or more where it makes the code no larger: large modules read best.
    return segno.make_qr(link, error="l", boost_error=True)
