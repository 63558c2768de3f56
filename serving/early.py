"""Ask for the code of a page's elements with the page, not when the first of each kind is drawn.

Streamlit asks for it kind by kind, once the first of that kind has come over the WebSocket; Plotly
alone is almost five megabytes. Asked for early, it is read while the server is being reached.
"""

from collections.abc import Iterable
from pathlib import Path

# Those that every page draws; the charts only where a page begins with one.
_EVERY = ("Multiselect", "Selectbox", "Button", "BidiComponent", "Pagination", "DownloadButton")
_CHARTED = ("PlotlyChart",)
_TAG = '<script defer src="/tinh/early.js" data-scripts="{}"></script>'
CHARTED = ("tong-quan", "mo-hinh", "khen-thuong", "hoc-tap")


class Early:
    """The scripts of one build of Streamlit, found by the names they have without their hash."""

    def __init__(self, static: Path) -> None:
        self._every, self._charted = (_files(static, names) for names in (_EVERY, _CHARTED))

    def of(self, path: str) -> bytes:
        """What the head of that page ends with."""
        slug = path.rpartition("/")[2]
        wanted = [*(self._charted if slug in CHARTED else ()), *self._every]
        # After Streamlit's own script, which stands before it and is deferred as well.
        return _TAG.format(" ".join(wanted)).encode() if wanted else b""


def _files(static: Path, names: Iterable[str]) -> list[str]:
    found = (path for name in names for path in sorted((static / "js").glob(f"{name}.*.js")))
    return [f"./static/js/{path.name}" for path in found]
