"""What each figure's phrase says, read once however often the phrase stands.

Table `readings`: one row per distinct phrase and status. Many phrases are read by several
processes: the grammar takes a tenth of a millisecond for each.
"""

import os
import re
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import duckdb
import pyarrow as pa

from etl.phrases import PhraseError, find_quantities, read_phrase
from etl.phrases_never import blank
from etl.problems import Problem
from etl.progress import stage
from etl.read import readable

_NUMBERS = ("value", "lower", "upper", "denominator")
_SCHEMA = pa.schema(
    [("as_printed", pa.string()), ("obs_status", pa.string())]
    + [(name, pa.string()) for name in ("quantity", *_NUMBERS)]
    + [("lower_inclusive", pa.bool_()), ("upper_inclusive", pa.bool_())]
    + [("qualifier", pa.string()), ("measure_unit", pa.string())]
)
_TYPED = ", ".join(f"{name}::decimal(24,4) as {name}" for name in _NUMBERS)
_MADE = f"select * replace ({_TYPED}), fold(as_printed) as as_printed_fold from readings_arrow"
# DECIMAL(24,4) would round a fifth decimal place without a word.
_LIMIT, _PLACES = 10**20, 4
# Phrases from which on other processes pay: each takes half a second to start.
_MANY, _MOST_PROCESSES = 5_000, 4

Row = dict[str, object]


def read_phrases(con: duckdb.DuckDBPyConnection) -> list[Problem]:
    """Table `readings`, one row per distinct phrase and status; the phrases that cannot be read."""
    return _refusals(con, make_readings(con))


def make_readings(con: duckdb.DuckDBPyConnection) -> dict[tuple[str, str], PhraseError]:
    """Table `readings`; why the phrases that are not in it could not be read."""
    stage("Đọc các cụm từ")
    begin(con)
    return add_readings(con) if "observations" in readable(con) else {}


def begin(con: duckdb.DuckDBPyConnection) -> None:
    """Table `readings`, empty, and the macro `fold`."""
    # contract.search_key in SQL; a test holds the two together.
    con.execute(
        r"""create or replace macro fold(s) as
            regexp_replace(translate(lower(strip_accents(nfc_normalize(s))), 'đy', 'di'),
                           '(\d)\.(\d)', '\1\2', 'g')"""
    )
    con.register("readings_arrow", _SCHEMA.empty_table())
    con.execute(f"create or replace table readings as {_MADE}")
    con.unregister("readings_arrow")


def add_readings(con: duckdb.DuckDBPyConnection) -> dict[tuple[str, str], PhraseError]:
    """The phrases of `raw_observations` that `readings` has not yet; why some could not be read."""
    asked = con.execute(
        """select as_printed, obs_status from raw_observations r
           anti join readings q on q.as_printed = r.as_printed and q.obs_status = r.obs_status
           where as_printed is not null group by all order by all"""
    ).fetchall()
    rows, refused = [], {}
    for said, row in zip(asked, _read(asked), strict=True):
        if isinstance(row, PhraseError):
            refused[said] = row
        else:
            rows.append(row)
    con.register("readings_arrow", pa.Table.from_pylist(rows, schema=_SCHEMA))
    con.execute(f"insert into readings {_MADE}")
    con.unregister("readings_arrow")
    return refused


def _read(asked: list[tuple[str, str]]) -> Iterator[Row | PhraseError]:
    if len(asked) < _MANY:
        yield from map(_tried, asked)
        return
    processes = min(os.cpu_count() or 1, _MOST_PROCESSES)
    with ProcessPoolExecutor(processes, get_context("spawn")) as others:
        yield from others.map(_tried, asked, chunksize=500)


def _tried(said: tuple[str, str]) -> Row | PhraseError:
    try:
        return reading(*said)
    except PhraseError as error:
        return error


def _refusals(
    con: duckdb.DuckDBPyConnection, refused: dict[tuple[str, str], PhraseError]
) -> list[Problem]:
    """One for every line on which a refused phrase stands."""
    if not refused:
        return []
    lines = con.execute(
        """select as_printed, obs_status, line from raw_observations
           where as_printed in (select unnest(?::varchar[])) order by line""",
        [[phrase for phrase, _ in refused]],
    ).fetchall()
    return [
        _refusal(line, phrase, refused[phrase, status])
        for phrase, status, line in lines
        if (phrase, status) in refused
    ]


def _refusal(line: int, phrase: str, error: PhraseError) -> Problem:
    """The grammar's message says value; rule; remedy: the same three in a problem's form."""
    said = str(error).removeprefix(f'"{phrase}"').lstrip(": ").removesuffix(".")
    rule, _, remedy = said.rpartition("; ")
    return Problem("data/curated/observations.csv", line, phrase, rule, remedy)


def reading(phrase: str, status: str) -> Row:
    """What a figure's phrase says, numbers as text; raises PhraseError."""
    row: Row = {"as_printed": phrase, "obs_status": status}
    found = find_quantities(phrase)
    # Digits that are no name, date or document number; the grammar may still refuse them.
    numbered = bool(found) or re.search("[0-9]", blank(phrase, quoted_names=True))
    if status == "mentioned" and numbered:
        raise PhraseError("chỉ nhắc tới nhưng cụm từ có số; ghi obs_status là reported")
    if status == "mentioned" or (status == "instructed" and not numbered):
        return row
    q = read_phrase(phrase)
    row["quantity"] = found[0].text if found else phrase
    for name in _NUMBERS:
        number = getattr(q, name)
        if number is not None and (abs(number) >= _LIMIT or number != round(number, _PLACES)):
            raise PhraseError("số quá lớn hoặc quá nhiều chữ số lẻ; xem lại báo cáo")
        row[name] = None if number is None else format(number, "f")
    row |= {"lower_inclusive": q.lower_inclusive, "upper_inclusive": q.upper_inclusive}
    row |= {"qualifier": q.qualifier, "measure_unit": q.measure_unit}
    return row
