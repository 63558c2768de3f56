"""Windows that are used again. A new one reads all of Streamlit's scripts anew, which costs more
than most of what a test does in it."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Error, Page, Request

ASIDE = "/suc-khoe"  # answered by every server, and no page of the dashboard


@dataclass
class Windows:
    """Windows by context: those in use, and those put aside."""

    contexts: Callable[..., BrowserContext]
    aside: dict[BrowserContext, list[Page]] = field(default_factory=lambda: defaultdict(list))
    used: list[Page] = field(default_factory=list)
    opened: list[Page] = field(default_factory=list)  # by a link in one of ours
    asked: list[str] = field(default_factory=list)

    def arrive(self, size: tuple[int, int], scheme: str) -> Page:
        """A window in which nothing of the dashboard is open."""
        context = self.contexts(size, scheme)
        window = self.aside[context].pop() if self.aside[context] else context.new_page()
        window.set_viewport_size({"width": size[0], "height": size[1]})
        window.on("request", self._note)
        window.on("popup", self._open)
        self.used.append(window)
        return window

    def leave(self) -> list[str]:
        """Everything is closed or put aside; the addresses that were asked for."""
        for window in self.used:
            window.remove_listener("request", self._note)
            window.remove_listener("popup", self._open)
            if put_aside(window):
                self.aside[window.context].append(window)
        for window in self.opened:
            window.close()
        asked = self.asked.copy()
        for kept in (self.used, self.opened, self.asked):
            kept.clear()
        return asked

    def _open(self, page: Page) -> None:
        self.opened.append(page)

    def _note(self, request: Request) -> None:
        self.asked.append(request.url)


def put_aside(window: Page) -> bool:
    """End the session in a window that is left open; False when it is closed, as it must be when
    its server has gone."""
    if window.is_closed():
        return False
    try:
        # The same site as before: else the renderer ends, and what it has read with it.
        window.goto(urlsplit(window.url)._replace(path=ASIDE, query="", fragment="").geturl())
        window.evaluate("sessionStorage.clear()")
    except Error:
        window.close()
        return False
    return True
