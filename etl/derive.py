"""Give the checked rows their types and the columns no one may type by hand.

Values, bounds, qualifier, denominator and unit of a figure come from its phrase alone. `typed`
builds the curated tables; `computed` builds coverage from them.
"""

import re

import duckdb
import pyarrow as pa

from etl.check import code_list
from etl.phrases import PhraseError, find_quantities, read_phrase
from etl.phrases_never import blank
from etl.problems import Problem
from etl.read import readable
from warehouse.contract import TABLES, Column, Table

_READING = pa.schema(
    [("as_printed", pa.string()), ("obs_status", pa.string())]
    + [(name, pa.string()) for name in ("quantity", "value", "lower", "upper", "denominator")]
    + [("lower_inclusive", pa.bool_()), ("upper_inclusive", pa.bool_())]
    + [("qualifier", pa.string()), ("measure_unit", pa.string())]
)
# DECIMAL(24,4) would round a fifth decimal place without a word.
_LIMIT, _PLACES = 10**20, 4


def read_phrases(con: duckdb.DuckDBPyConnection) -> list[Problem]:
    """Table `readings`, one row per distinct phrase and status; the phrases that cannot be read."""
    rows, problems = [], []
    asked = []
    if "observations" in readable(con):
        asked = con.execute(
            """select as_printed, obs_status, list(line order by line) from raw_observations
               where as_printed is not null group by all order by all"""
        ).fetchall()
    for phrase, status, lines in asked:
        try:
            rows.append(reading(phrase, status))
        except PhraseError as error:
            problems += [_refusal(line, phrase, error) for line in lines]
    con.register("readings_arrow", pa.Table.from_pylist(rows, schema=_READING))
    _macros(con)
    con.execute(
        """create or replace table readings as
           select *, fold(as_printed) as as_printed_fold from readings_arrow"""
    )
    con.unregister("readings_arrow")
    return problems


def _refusal(line: int, phrase: str, error: PhraseError) -> Problem:
    """The grammar's message says value; rule; remedy: the same three in a problem's form."""
    said = str(error).removeprefix(f'"{phrase}"').lstrip(": ").removesuffix(".")
    rule, _, remedy = said.rpartition("; ")
    return Problem("data/curated/observations.csv", line, phrase, rule, remedy)


def reading(phrase: str, status: str) -> dict[str, object]:
    """What a figure's phrase says, numbers as text; raises PhraseError."""
    row: dict[str, object] = {"as_printed": phrase, "obs_status": status}
    found = find_quantities(phrase)
    # Digits that are no name, date or document number; the grammar may still refuse them.
    numbered = bool(found) or re.search("[0-9]", blank(phrase, quoted_names=True))
    if status == "mentioned" and numbered:
        raise PhraseError("chỉ nhắc tới nhưng cụm từ có số; ghi obs_status là reported")
    if status == "mentioned" or (status == "instructed" and not numbered):
        return row
    q = read_phrase(phrase)
    row["quantity"] = found[0].text if found else phrase
    for name in ("value", "lower", "upper", "denominator"):
        number = getattr(q, name)
        if number is not None and (abs(number) >= _LIMIT or number != round(number, _PLACES)):
            raise PhraseError("số quá lớn hoặc quá nhiều chữ số lẻ; xem lại báo cáo")
        row[name] = None if number is None else format(number, "f")
    row |= {"lower_inclusive": q.lower_inclusive, "upper_inclusive": q.upper_inclusive}
    row |= {"qualifier": q.qualifier, "measure_unit": q.measure_unit}
    return row


def _macros(con: duckdb.DuckDBPyConnection) -> None:
    # contract.search_key in SQL; a test holds the two together.
    con.execute(
        r"""create or replace macro fold(s) as
            regexp_replace(translate(lower(strip_accents(nfc_normalize(s))), 'đy', 'di'),
                           '(\d)\.(\d)', '\1\2', 'g')"""
    )
    # Vietnamese order, and numbers inside names in their own order: Phường 2 before Phường 10.
    con.execute(
        r"""create or replace macro rank_key(s) as
            regexp_replace(regexp_replace(s, '(\d+)', '000000\1', 'g'), '0*(\d{6})', '\1', 'g')"""
    )


def typed(con: duckdb.DuckDBPyConnection, cast: str) -> None:
    """Tables named as in the contract, with `line` first, from `raw_*` and `readings`.

    `cast` is "cast" for checked rows; "try_cast" leaves a refused cell empty, so that the rules of
    the domain can be asked of the other rows in the same run.
    """
    for table in TABLES:
        if table.curated:
            con.execute(f"create or replace table {table.name} as {_select(table, cast)}")


def _select(table: Table, cast: str) -> str:
    cells = ", ".join(
        f'{cast}({_expression(table.name, c)} as {c.sql_type}) as "{c.name}"' for c in table.columns
    )
    return f"select r.line, {cells} from raw_{table.name} r {_JOINS.get(table.name, '')}"


_OF_UNIT = "left join raw_units u on u.unit_id = r.unit_id"
_JOINS = {
    "observations": f"""{_OF_UNIT} left join raw_indicators i on i.indicator_id = r.indicator_id
                        left join readings q
                          on q.as_printed = r.as_printed and q.obs_status = r.obs_status""",
    "models": _OF_UNIT,
    "commendations": _OF_UNIT,
    "study_activities": _OF_UNIT,
}
_DERIVED = {
    ("observations", "level"): "u.level",
    ("observations", "topic"): "i.topic",
    ("units", "sort_rank"): "row_number() over (order by rank_key(r.name) collate vi, r.unit_id)",
    ("models", "sort_rank"): "row_number() over (order by rank_key(r.name) collate vi, r.model_id)",
    (
        "sources",
        "sort_rank",
    ): "row_number() over (order by rank_key(r.title) collate vi, r.source_id)",
}


def _expression(table: str, column: Column) -> str:
    if (table, column.name) in _DERIVED:
        return _DERIVED[table, column.name]
    if column.kind == "codes":
        return code_list(f'r."{column.name}"')
    if not column.derived:
        return f'r."{column.name}"'
    if column.name == "locality_id":
        return "u.locality_id"
    if (table, column.name) == ("observations", "as_printed_fold"):
        return "q.as_printed_fold"  # worked out once for a phrase, however often it stands
    if column.name.endswith("_fold"):
        return f"fold(r.{column.name.removesuffix('_fold')})"
    return f"q.{column.name}"


def computed(con: duckdb.DuckDBPyConnection) -> None:
    """Table `coverage`: one row per compared locality and indicator, silence included.

    The status is that of the locality's own figures; those of units inside it are only counted
    beside it.
    """
    con.execute(
        """create or replace table coverage as
        with locality as (
            select distinct s.unit_id as locality_id from sources s
        ), ranked as (
            select l.locality_id, i.indicator_id, o.observation_id,
                   case when o.obs_status = 'reported' and o.value = 0 then 'reported_zero'
                        else o.obs_status end as status,
                   row_number() over (
                       partition by l.locality_id, i.indicator_id
                       order by case o.obs_status when 'reported' then 0
                                                  when 'mentioned' then 1 else 2 end,
                                o.paragraph desc, o.observation_id
                   ) as place
            from locality l cross join indicators i
            join observations o on o.unit_id = l.locality_id and o.indicator_id = i.indicator_id
        ), inside as (
            select locality_id, indicator_id, count(*) as inside_count
            from observations where unit_id <> locality_id and obs_status = 'reported' group by all
        )
        select l.locality_id, i.topic, i.indicator_id,
               coalesce(r.status, case when i.asked_of = 'every' then 'silent'
                                       else 'not_applicable' end) as status,
               r.observation_id, coalesce(n.inside_count, 0)::integer as inside_count
        from locality l cross join indicators i
        left join ranked r on r.locality_id = l.locality_id and r.indicator_id = i.indicator_id
                           and r.place = 1
        left join inside n on n.locality_id = l.locality_id and n.indicator_id = i.indicator_id"""
    )


def total_order(name: str) -> str:
    """The key a published table is sorted by: the same rows give the same bytes."""
    table = next(t for t in TABLES if t.name == name)
    return ", ".join(f'"{k}"' for k in table.key.split(","))
