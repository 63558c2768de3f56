"""What the first reader would wait for, done before there is one: the libraries of pages loaded,
the release opened and verified, the first page worked out.

It happens beside the server, which answers meanwhile. Whatever fails here fails again, and is told,
where somebody asks.
"""

import gc
import inspect
import logging
import threading
from concurrent.futures import ThreadPoolExecutor

log = logging.getLogger("thi-dua")
THREAD = "warming"


def begin() -> threading.Thread:
    """Start warming, in a thread that ends with the process."""
    thread = threading.Thread(target=_warm, name=THREAD, daemon=True)
    thread.start()
    return thread


def end() -> None:
    """Nothing more is worked out that nobody asks for."""
    from exhibits.catalog.ahead import foresight

    foresight.stop()


def _warm() -> None:
    try:
        _load()
    except Exception as error:
        log.warning("not warmed: %s", type(error).__name__)
    # Before its first element Streamlit looks who called it, through every file that is loaded;
    # what Python finds here it remembers.
    inspect.stack()
    # All this lives as long as the server: the collector need not walk it while somebody waits.
    gc.collect()
    gc.freeze()


def _load() -> None:
    # Here, not above: these imports are what takes the time.
    from warehouse import queries
    from warehouse.queries import View

    with ThreadPoolExecutor(1) as beside:
        # Hashing and counting leave the interpreter alone. What fails is asked again below.
        beside.submit(queries.release_id)
        from exhibits.catalog import reach

        def count() -> None:
            with queries.one_release():
                reach.of(View())

        beside.submit(count)
        from exhibits import theme
        from exhibits.catalog import overview
        from exhibits.catalog.ahead import foresight
        from exhibits.model import Exhibit
        from exhibits.render import screen  # noqa: F401  every page draws with it

    with queries.one_release():
        for exhibit in overview.exhibits(View()):
            if isinstance(exhibit, Exhibit) and exhibit.chart:
                exhibit.figure(theme.of("light"))
    foresight.on = True
