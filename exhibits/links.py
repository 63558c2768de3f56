"""Addresses inside the app. Relative, so that they hold wherever the app is mounted."""

from urllib.parse import quote, urlencode

from exhibits import vi


def trace(observation_id: str) -> str:
    """Where a figure opens on its paragraph."""
    return f"truy-nguon?{vi.KEY_FIGURE}={quote(observation_id, safe='')}"


def page(slug: str, **parameters: str) -> str:
    """A page with filters; an underscore in a parameter's name is a hyphen in the address."""
    named = {name.replace("_", "-"): value for name, value in parameters.items() if value}
    return slug + (f"?{urlencode(named)}" if named else "")
