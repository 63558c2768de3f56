"""Whole pages in a browser, ours beside bench/bare.py: start, open, and filter to repaint.

Both are served the same release by the same Streamlit with the same settings, in turns, and watched
by the same script (watch.js). The browser's cache is warm, so that what is common to both (eight
megabytes of Streamlit) does not hide what is not. A filter is measured twice, because we remember
what was shown and the bare script does not: for views nobody has asked for, and again. Growth is
ours alone, over the largest and the smallest release in turns.
"""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import cycle, islice
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import BrowserContext, Error, Page, sync_playwright

from bench import synthetic
from bench.measure import Line, compared
from exhibits import vi

ROOT = Path(__file__).parents[1]
START, REPAINT, OPEN, GROWTH, MEMORY = 1.1, 1.0, 1.2, 2.0, 1.3
QUICK = ("tong-quan", "mo-hinh")
# No filter narrows them: words, a second release, or a report, are asked for first.
ASK_FIRST = {"tim-kiem", "co-gi-moi", "trinh-chieu", "nhap-bao-cao"}
EVERY = tuple(slug for slug in vi.PAGES if slug not in ASK_FIRST)
_ROUNDS = 9
_SECONDS, _FEWER = 22, 8  # a line, after which three rounds are enough
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
ARGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update",
]  # fmt: skip
WATCH = Path(__file__).with_name("watch.js")
_OURS = "dashboard.py", "/{slug}"
_NOTHING_CHOSEN = "document.querySelector('[data-testid=stSidebar] [role=combobox]').placeholder"
_BROKEN = "[data-testid=stException]"
_FIRST_TIME = "filter to repaint, first time"
_TRIED = 4  # choices
_STARTED, _STARTED_QUICKLY = 5, 3  # times
_PATIENCE = 600  # seconds for a server to answer: one of many rows copies them first
_MOST_CHOSEN = 6  # localities: a long list opens where it was left, and the first must be in sight


@dataclass
class Side:
    """One of the two applications: how it is started, its addresses, its browser."""

    script: str
    address: str  # of a page, with {slug}
    releases: Path
    context: BrowserContext
    port: int = field(default_factory=lambda: _free_port())
    process: subprocess.Popen | None = None

    def url(self, slug: str) -> str:
        return f"http://localhost:{self.port}{self.address.format(slug=slug)}"

    @contextmanager
    def server(self) -> Iterator[None]:
        """The application running and answering."""
        command = [sys.executable, "-m", "streamlit", "run", self.script]
        command += ["--server.port", str(self.port), "--server.headless", "true"]
        self.process = subprocess.Popen(
            command,
            cwd=ROOT,
            env={**os.environ, "RELEASES_DIR": str(self.releases)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            self._answered()
            yield
        finally:
            self.process.terminate()
            self.process.wait()

    def memory(self) -> float:
        """Megabytes the running application holds."""
        status = Path(f"/proc/{self.process.pid}/status").read_text(encoding="utf-8")
        (line,) = (line for line in status.splitlines() if line.startswith("VmRSS:"))
        return int(line.split()[1]) / 1024

    def _answered(self) -> None:
        end = time.monotonic() + _PATIENCE
        while time.monotonic() < end:
            try:
                urlopen(f"http://localhost:{self.port}/_stcore/health").close()
            except (URLError, ConnectionError):
                time.sleep(0.01)
            else:
                return
        raise TimeoutError(f"{self.script} does not answer; run: streamlit run {self.script}")

    def page(self, slug: str) -> Page:
        """The page with its first chart (or table, where it has none) painted."""
        page = self.context.new_page()
        page.set_default_timeout(_PATIENCE * 1000)
        page.goto(self.url(slug), wait_until="commit")
        page.wait_for_function(f"window.firstPaint || document.querySelector({_BROKEN!r})")
        if page.locator(_BROKEN).count():
            raise RuntimeError(f"{self.url(slug)} fails; see the log of {self.script}")
        return page


def lines(
    releases: Path,
    slugs: Sequence[str],
    quick: bool,
    seconds: float = _SECONDS,
) -> Iterator[Line]:
    """Start and memory of the two applications, open and repaint lines of these pages; `quick`
    measures the start of the first page alone, of two otherwise."""
    given = (*_OURS, releases), ("bench/bare.py", "/?trang={slug}", releases)
    with _sides(*given) as (ours, bare), ExitStack() as stack:
        sides = ours, bare
        for side in sides:  # caches filled, bytecode compiled
            _started(side, slugs[0])
        for slug in slugs[: 1 if quick else 2]:
            both = partial(_started, ours, slug), partial(_started, bare, slug)
            yield compared(
                f"{slug}: start to first chart",
                *both,
                START,
                _STARTED_QUICKLY if quick else _STARTED,
            )
        for side in sides:
            stack.enter_context(side.server())
            side.page(slugs[0]).close()
        used = ours.memory(), bare.memory()
        yield Line("memory of an idle server, in megabytes", *used, MEMORY, 1)
        for slug in slugs:
            yield from _warm(ours, bare, slug, seconds)


def lines_of_sizes(
    sizes: Sequence[int], folder: Path, slugs: Sequence[str], quick: bool
) -> Iterator[Line]:
    """The same over synthetic releases written under `folder`."""
    for size in sizes:
        releases = _synthetic(size, folder)
        for line in lines(releases, slugs, quick, _FEWER):
            yield replace(line, what=f"{size:,} rows: {line.what}")


def lines_of_growth(sizes: Sequence[int], folder: Path, slugs: Sequence[str]) -> Iterator[Line]:
    """First views over the largest of these releases beside those over the smallest."""
    given = [(*_OURS, _synthetic(size, folder)) for size in (max(sizes), min(sizes))]
    with _sides(*given) as sides, ExitStack() as stack:
        for side in sides:
            stack.enter_context(side.server())
        for slug in slugs:
            for side in sides:  # loaded, as _warm has it
                side.page(slug).close()
            pages = [side.page(slug) for side in sides]
            places = [choices(page) for page in pages]
            fresh = [partial(repainted, p, cycle(n)) for p, n in zip(pages, places, strict=True)]
            what = f"{slug}: {_FIRST_TIME}, {max(sizes):,} rows beside {min(sizes):,}"
            yield compared(what, *fresh, GROWTH, min(map(len, places)), _SECONDS)
            for page in pages:
                page.close()


def _synthetic(size: int, folder: Path) -> Path:
    releases = folder / f"releases-{size}"
    if not releases.exists():
        synthetic.write(size, releases)
    return releases


@contextmanager
def _sides(*given: tuple[str, str, Path]) -> Iterator[list[Side]]:
    """Applications by script, address and releases, each with a browser of its own."""
    with (
        sync_playwright() as playwright,
        playwright.chromium.launch(executable_path=CHROMIUM, args=ARGS) as browser,
    ):
        sides = []
        for script, address, releases in given:
            context = browser.new_context(viewport={"width": 1366, "height": 900})
            context.add_init_script(path=WATCH)
            sides.append(Side(script, address, releases, context))
        yield sides


def _warm(ours: Side, bare: Side, slug: str, seconds: float) -> Iterator[Line]:
    opened = partial(_opened, ours, slug), partial(_opened, bare, slug)
    for once in opened:
        once()
    tables = ("so-sanh", "dia-phuong", "truy-nguon", "nguon")
    what = "first table" if slug in tables else "first chart"
    yield compared(f"{slug}: open to {what}", *opened, OPEN, _ROUNDS, seconds)
    pages = ours.page(slug), bare.page(slug)
    places = [choices(page) for page in pages]
    seen: list[list[str]] = [[] for _ in pages]
    fresh = [
        partial(repainted, p, _noted(n, s)) for p, n, s in zip(pages, places, seen, strict=True)
    ]
    first = f"{slug}: {_FIRST_TIME}"  # nobody has asked for these views yet
    yield compared(first, *fresh, REPAINT, len(places[0]), seconds)
    known = [partial(repainted, p, cycle(s)) for p, s in zip(pages, seen, strict=True)]
    yield compared(f"{slug}: filter to repaint, again", *known, REPAINT, _ROUNDS, seconds)
    for page in pages:
        page.close()


def _noted(names: Sequence[str], seen: list[str]) -> Iterator[str]:
    for name in cycle(names):
        seen.append(name)
        yield name


def _started(side: Side, slug: str) -> float:
    """From starting the process to the first chart."""
    before = time.time() * 1000
    with side.server():
        page = side.page(slug)
        painted = page.evaluate("window.firstPaint.clock")
        page.close()
    return painted - before


def _opened(side: Side, slug: str) -> float:
    """From asking a warm server for the page to the first chart."""
    page = side.page(slug)
    painted = page.evaluate("window.firstPaint.since")
    page.evaluate("settled()")
    page.close()
    return painted


def choices(page: Page) -> list[str]:
    """The localities the first filter offers, but for the one dia-phuong shows unasked."""
    page.bring_to_front()
    page.evaluate("settled()")
    box = _filter(page)
    box.click()
    page.get_by_role("option").first.wait_for()
    names = page.get_by_role("option").all_inner_texts()
    page.keyboard.press("Escape")
    return names[1 : 1 + _MOST_CHOSEN]


def _filter(page: Page):
    return page.get_by_test_id("stSidebar").get_by_role("combobox").first


def repainted(page: Page, names: Iterator[str]) -> float:
    """From the click that chooses a locality to its content painted; the choice is undone after."""
    page.bring_to_front()  # a page behind another is not painted
    for name in islice(names, _TRIED):
        try:
            took = _chosen(page, name)
        except Error:
            if not page.evaluate(_NOTHING_CHOSEN):
                raise
            # The list has moved from under the pointer, once in some hundred times: nobody was
            # asked.
            page.keyboard.press("Escape")
            took = _chosen(page, name)
        _filter(page).press("Backspace")
        page.wait_for_function(_NOTHING_CHOSEN)
        page.evaluate("settled()")
        if took is not None:
            return took
    raise RuntimeError(f"{_TRIED} choices changed nothing on {page.url}")


def _chosen(page: Page, name: str) -> float | None:
    """Milliseconds from the click on the option to the last change it caused; None where the page
    is as it was and nothing was seen to happen, as in a small release that has no more to show."""
    _filter(page).click()
    option = page.get_by_role("option", name=name, exact=True)
    option.wait_for()
    page.evaluate("window.answer = repaint(); 0")
    option.click()
    return page.evaluate("window.answer")


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("localhost", 0))
        return free.getsockname()[1]
