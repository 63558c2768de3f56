"""Lists longer than a page holds: which rows are asked for, and how an exhibit says which."""

from collections.abc import Callable
from dataclasses import replace

from exhibits import numbers, vi
from exhibits.model import ROWS_AT_ONCE, Empty, Exhibit, Leaf, Note
from warehouse.queries import Rows

MOST = 20 * ROWS_AT_ONCE


def turned(ask: Callable[..., Rows], number: int) -> Rows:
    """The rows among which the page of that number stands; the first ones when there is none."""
    first = (number - 1) * ROWS_AT_ONCE // MOST * MOST
    found = ask(first=first, most=MOST)
    if first and (number - 1) * ROWS_AT_ONCE >= found.total:
        return ask(first=0, most=MOST)
    return found


def of_list(one: Exhibit | Empty, found: Rows, key: str) -> Exhibit | Empty:
    """The exhibit of some rows of a list, saying which, with the pager that turns to the others."""
    if isinstance(one, Empty) or found.are_all:
        return one
    ends = (found.first + 1, found.first + len(found), found.total)
    note = Note(vi.SOME_ROWS.format(*map(numbers.number, ends)))
    leaf = Leaf(key, found.first, found.total)
    return replace(one, notes=(note, *one.notes), leaf=leaf)


def beginning(one: Exhibit | Empty, found: Rows, page: str) -> Exhibit | Empty:
    """The exhibit of a list's first rows, saying so, and on which page the others are."""
    if isinstance(one, Empty) or found.are_all:
        return one
    told = vi.FIRST_ROWS.format(numbers.number(len(found)), numbers.number(found.total), page)
    return replace(one, notes=(Note(told), *one.notes))
