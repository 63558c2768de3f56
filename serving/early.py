"""Ask for the code of a page's elements with the page, not when the first of each kind is drawn.

Streamlit asks for it kind by kind, once the first of that kind has come over the WebSocket; Plotly
alone is almost five megabytes. Asked for early, it is read while the server is being reached.
"""

from collections.abc import Iterable
from pathlib import Path

# Those that every page draws; the charts only where a page begins with one.
_EVERY = ("Multiselect", "Selectbox", "Button", "Table", "Pagination", "DownloadButton")
_CHARTED = ("PlotlyChart",)
CHARTED = ("tong-quan", "mo-hinh", "khen-thuong", "hoc-tap")


class Early:
    """The scripts of one build of Streamlit, found by the names they have without their hash."""

    def __init__(self, static: Path) -> None:
        self._every, self._charted = (_tags(static, names) for names in (_EVERY, _CHARTED))

    def of(self, path: str) -> bytes:
        """What the head of that page ends with."""
        slug = path.rpartition("/")[2]
        return (self._charted if slug in CHARTED else b"") + self._every


def _tags(static: Path, names: Iterable[str]) -> bytes:
    # A script rather than a preload: it is also evaluated before it is needed, after Streamlit's
    # own, which stands before it.
    found = (path for name in names for path in sorted((static / "js").glob(f"{name}.*.js")))
    tag = '<script type="module" crossorigin src="./static/js/{}"></script>'
    return "".join(tag.format(path.name) for path in found).encode()
