"""What a reader may choose next, worked out while nobody waits.

Where a release has a few localities, whoever looks at all of them mostly looks at one of them next.
Once nobody has asked for a moment, those views are worked out and remembered; whoever asks
meanwhile goes first. Off until a server turns it on: a build or a test asks for nothing by itself.
"""

import logging
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import replace

from warehouse import queries
from warehouse.queries import View

log = logging.getLogger("thi-dua")
THREAD = "ahead"
QUIET = 0.25  # seconds since the last question
MOST_PLACES = 12
_MOST_WISHES = 4 * MOST_PLACES
_Work = Callable[[View], object]


class Foresight:
    """Wishes and the thread that fulfils them; it ends when there are none."""

    def __init__(self) -> None:
        self.on = False
        self._wishes: deque[tuple[str, _Work, View]] = deque(maxlen=_MOST_WISHES)
        self._asked = 0.0
        self._changed = threading.Condition()
        self._thread: threading.Thread | None = None

    def saw(self, release: str, view: View, draw: _Work) -> None:
        """Somebody was shown `view` by `draw`: the views one choice of a locality away are wished
        for, unless one is chosen or there are many."""
        if not self.on:
            return
        self._asked = time.monotonic()
        places = [] if view.localities else queries.localities()
        if not 0 < len(places) <= MOST_PLACES:
            return
        with self._changed:
            for place in places:
                one = replace(view, localities=(place["locality_id"],), part=1)
                self._wishes.append((release, draw, one))
            if self._thread is None:
                # Not a daemon: the process ends after it, or Python would tear it out of DuckDB.
                self._thread = threading.Thread(target=self._fulfil, name=THREAD)
                self._thread.start()

    def stop(self) -> None:
        """Nothing more is worked out ahead."""
        self.on = False
        with self._changed:
            self._wishes.clear()
            self._changed.notify_all()

    def _fulfil(self) -> None:
        while True:
            with self._changed:
                while (rest := self._asked + QUIET - time.monotonic()) > 0 and self.on:
                    self._changed.wait(rest)
                if not self._wishes:
                    self._thread = None
                    return
                release, draw, view = self._wishes.popleft()
            try:
                with queries.one_release(release):
                    draw(view)
            except Exception as error:  # told to whoever asks for it
                log.info("not worked out ahead: %s", type(error).__name__)


foresight = Foresight()
