"""Apache Superset beside our page Mô hình: from the click on a locality to the chart repainted.

Superset runs from an environment of its own, as its guide recommends: gunicorn, two workers with
threads, caches on the disk, warm. One dashboard holds one chart, bars of the same figures of the
same release in a DuckDB file, another the page's four exhibits; both have a filter of localities.
They are measured from "Apply filters", the choosing before is not counted. Ours is measured from
the choosing, to the same chart and to the last change of the page.

Superset moves its bars into their places: its first frame is when they begin to move, and it is
done when they have arrived.
"""

import statistics
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from functools import partial
from itertools import cycle
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from bench.measure import Line, compared
from bench.pages import ARGS, CHROMIUM, WATCH, Side, choices, repainted
from bench.superset_server import BIN, CHARTS, Dashboard, superset

TARGET = 0.4
_SETUP = (
    "python3 -m venv .venv-superset && "
    ".venv-superset/bin/python -m pip install -r requirements-superset.txt"
)
_CANVAS = Path(__file__).with_name("watch_canvas.js")
_ROUNDS = 9


def lines(releases: Path, folder: Path) -> Iterator[Line]:
    """Filter to repaint, for views nobody has asked for and again; nothing without Superset."""
    if not (BIN / "superset").exists():
        print(f"  Superset: left out; run: {_SETUP}", file=sys.stderr)
        return
    with sync_playwright() as playwright, ExitStack() as stack:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGS)
        stack.callback(browser.close)
        context = browser.new_context(viewport={"width": 1366, "height": 900})
        context.add_init_script(path=WATCH)
        ours = Side("dashboard.py", "/{slug}", releases, context)
        stack.enter_context(ours.server())
        theirs = stack.enter_context(superset(folder / "superset", releases))
        context = browser.new_context(viewport={"width": 1366, "height": 900})
        context.add_init_script(path=_CANVAS)
        theirs.sign_in(context.new_page())
        what = f"mo-hinh beside Superset {theirs.version}, filter to repaint"
        page = ours.page("mo-hinh")
        yield from _chart(what, page, theirs.page(context.new_page(), 1))
        yield from _whole(what, page, theirs.page(context.new_page(), len(CHARTS)))


def _chart(what: str, ours: Page, theirs: Dashboard) -> Iterator[Line]:
    """The same chart: until it stands still, and until its first frame."""
    places = choices(ours), theirs.places()
    times = partial(_charted, ours, cycle(places[0])), partial(_still, theirs, cycle(places[1]))
    for when, rounds in (("first time", min(map(len, places))), ("again", _ROUNDS)):
        theirs.first_frames.clear()
        line = compared(f"{what}, the chart, {when}", *times, TARGET, rounds, 120)
        yield line
        begun = statistics.median(theirs.first_frames)
        yield replace(line, what=f"{line.what}, its first frame", yardstick=begun)


def _whole(what: str, ours: Page, theirs: Dashboard) -> Iterator[Line]:
    """The same four exhibits, until the last has been drawn; ours are remembered by now."""
    places = choices(ours), theirs.places()
    for place in places[1]:  # asked for once by both
        theirs.applied(place)
    times = partial(repainted, ours, cycle(places[0])), partial(_still, theirs, cycle(places[1]))
    yield compared(f"{what}, the page, again", *times, TARGET, _ROUNDS, 120)


def _charted(page: Page, names: Iterator[str]) -> float:
    """From the click to our first chart."""
    repainted(page, names)
    return page.evaluate("window.firstChart")


def _still(dashboard: Dashboard, names: Iterator[str]) -> float:
    """From "Apply filters" to the last stroke; what was chosen is undone after."""
    first, last = dashboard.applied(next(names))
    dashboard.first_frames.append(first)
    return last
