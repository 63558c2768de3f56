"""The line to a Spark cluster: one connection's patience, and what is said when nobody answers.

The only module that imports PySpark, and only when a question is asked. Every wait is bounded; a
cluster that is away is not asked again for a while, so that a page does not wait once a question.
"""

import logging
import os
import re
import socket
import time
import warnings
from collections.abc import Callable
from functools import cache
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any, TypeVar

from warehouse.releases import NoRelease

_PORT = 15002
_TO_REACH, _TO_ANSWER, _REST = 3, 60, 10  # seconds
_AWAY = (
    "Cụm máy tính số liệu không trả lời; số liệu không mất. "
    "Chờ một phút rồi tải lại trang; nếu vẫn vậy, báo người quản trị."
)
log = logging.getLogger(__name__)
Answer = TypeVar("Answer")


class NoAnswer(NoRelease):
    """The cluster gave no answer: the message tells the operator what to do, `reader` a reader."""

    reader = _AWAY

    def __init__(self, said: str, is_final: bool = False) -> None:
        super().__init__(said)
        self.is_final = is_final  # asking again at once would be waiting again


class Line:
    """One cluster's address."""

    def __init__(self, url: str) -> None:
        found = re.match(r"sc://([^:/;]+|\[[\da-f:]+\])(?::(\d{1,5}))?(?:/|$)", url)
        if not found:
            raise NoAnswer(f"WAREHOUSE={url.partition(';')[0]} is not sc://host:port", True)
        self.url, self.host, self.port = url, found[1].strip("[]"), int(found[2] or _PORT)
        self.patience = float(os.environ.get("WAREHOUSE_SECONDS", _TO_ANSWER))
        self._rests_until = 0.0

    def trouble(self) -> str | None:
        """What a reader should know while the cluster is away."""
        return _AWAY if time.monotonic() < self._rests_until else None

    def within(
        self,
        work: Callable[[], Answer],
        stop: Callable[[], object],
        seconds: float | None = None,
    ) -> Answer:
        """What `work` gives in these seconds, or those a question has; else `stop` is called."""
        if self.trouble():
            raise NoAnswer(f"{self.host}:{self.port} did not answer a moment ago", True)
        done: SimpleQueue[tuple[Answer | None, BaseException | None]] = SimpleQueue()

        def run() -> None:
            try:
                done.put((work(), None))
            except BaseException as error:
                done.put((None, error))

        # A thread that ends with the process: a line that hangs keeps no server from stopping.
        Thread(target=run, daemon=True, name="question").start()
        try:
            answer, error = done.get(timeout=seconds or self.patience)
        except Empty:
            Thread(target=_quietly, args=(stop,), daemon=True).start()
            self.rest("no answer in time")
            raise NoAnswer("the question was given up", True) from None
        if isinstance(error, NoAnswer):
            raise error
        if error is not None:
            raise NoAnswer(_first_line(error)) from error
        return answer

    def rest(self, why: str) -> None:
        """Ask nothing for a while, and tell the operator once."""
        self._rests_until = time.monotonic() + _REST
        log.error(
            "the cluster at %s:%s: %s; see that its Spark Connect server, its master and a worker "
            "run, or unset WAREHOUSE to answer from DuckDB", self.host, self.port, why,
        )  # fmt: skip

    def reach(self) -> None:
        """Raises NoAnswer when nobody listens: found out in seconds, where gRPC tries for long."""
        try:
            socket.create_connection((self.host, self.port), _TO_REACH).close()
        except OSError as error:
            self.rest(str(error))
            raise NoAnswer(f"{self.host}:{self.port} cannot be reached: {error}", True) from None

    def session(self) -> Any:
        """A new session of the cluster's; raises NoAnswer."""
        self.reach()
        builder, patience = _pyspark()
        session = builder.remote(self.url).create()
        session.client.set_retry_policies([patience])
        return session


@cache
def line(url: str) -> Line:
    """The line to this address; whether it rests is known to all who ask."""
    return Line(url)


@cache
def _pyspark() -> tuple[Any, Any]:
    """Where sessions come from, and how often they try again."""
    try:
        with warnings.catch_warnings():
            # PySpark 4.3 warns of pandas 3; no pandas frame goes to it or comes from it.
            warnings.simplefilter("ignore")
            from pyspark.sql.connect.client.retries import DefaultPolicy
            from pyspark.sql.connect.session import SparkSession
    except ImportError as error:
        raise NoAnswer(
            f"PySpark is missing ({error}); run: python -m pip install -r requirements-spark.txt",
            True,
        ) from None
    # What failed is told once, by this module; the other would print what was bound as well.
    warnings.filterwarnings("ignore", r"\[RETRIES_EXCEEDED\]")
    logging.getLogger("SQLQueryContextLogger").setLevel(logging.CRITICAL + 1)
    patience = DefaultPolicy(
        max_retries=3, initial_backoff=50, max_backoff=1000, backoff_multiplier=4
    )
    return SparkSession.builder, patience


def close(session: Any) -> None:
    """Let a session go, in the background: the cluster may be gone already."""
    Thread(target=_quietly, args=(session.stop,), daemon=True).start()


def _quietly(work: Callable[[], object]) -> None:
    try:
        work()
    except Exception as error:
        log.info("the cluster did not hear: %s", _first_line(error))


def _first_line(error: BaseException) -> str:
    """Without the plan and the stack of the other side."""
    return (str(error).splitlines() or [type(error).__name__])[0][:300]
