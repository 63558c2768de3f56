"""The link that shows a view again, as a QR code for those who sit in the hall."""

import io

import segno

_MOST_BYTES = 900


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
    return segno.make_qr(link, error="m", boost_error=False)
