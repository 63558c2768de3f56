"""Questions that do not wait for each other, asked at the same time.

A database takes longer to plan a question of a page than to look its answer up, and plans each on
one core.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from threading import current_thread
from typing import TypeVar

Answer = TypeVar("Answer")
THREADS = "together"
_MOST_AT_ONCE = 4  # of all pages; others wait their turn
_pool = ThreadPoolExecutor(_MOST_AT_ONCE, thread_name_prefix=THREADS)


def together(*questions: Callable[[], Answer]) -> list[Answer]:
    """Their answers, in the order of the questions, all of the release being read; raises what the
    first of them that fails raises."""
    if current_thread().name.startswith(THREADS):
        # Asked by a question of this kind: such could wait for each other, and for ever.
        return [question() for question in questions]
    first, *others = questions
    asked = [_pool.submit(copy_context().run, question) for question in others]
    return [first(), *(one.result() for one in asked)]
