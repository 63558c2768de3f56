"""Give the checked rows their types and the columns no one may type by hand.

Values, bounds, qualifier, denominator and unit of a figure come from its phrase alone. `typed`
builds the curated tables; `computed` builds coverage from them.
"""

import duckdb

from etl.check import code_list
from etl.progress import stage
from warehouse.contract import TABLES, Column, Table


def typed(con: duckdb.DuckDBPyConnection, cast: str) -> None:
    """Tables named as in the contract, with `line` first, from `raw_*` and `readings`.

    `cast` is "cast" for checked rows; "try_cast" leaves a refused cell empty, so that the rules of
    the domain can be asked of the other rows in the same run.
    """
    ready(con)
    for table in TABLES:
        if table.curated:
            con.execute(
                f"""create or replace table {table.name} as
                    select r.line, {cells(table, cast)} from {joined(table)}"""
            )


def ready(con: duckdb.DuckDBPyConnection) -> None:
    """What `cells` asks for beside the tables."""
    # Vietnamese order, and numbers inside names in their own order: Phường 2 before Phường 10.
    con.execute(
        r"""create or replace macro rank_key(s) as
            regexp_replace(regexp_replace(s, '(\d+)', '000000\1', 'g'), '0*(\d{6})', '\1', 'g')"""
    )


def cells(table: Table, cast: str) -> str:
    """SQL for the contract's columns of a table, of `r`, its raw rows, and of `joined`."""
    return ", ".join(
        f'{cast}({_expression(table.name, c)} as {c.sql_type}) as "{c.name}"' for c in table.columns
    )


def joined(table: Table) -> str:
    return f"raw_{table.name} r {_JOINS.get(table.name, '')}"


_OF_UNIT = "left join raw_units u on u.unit_id = r.unit_id"
_JOINS = {
    "observations": f"""{_OF_UNIT} left join raw_indicators i on i.indicator_id = r.indicator_id
                        left join raw_sources s on s.source_id = r.source_id
                        left join readings q
                          on q.as_printed = r.as_printed and q.obs_status = r.obs_status""",
    "models": _OF_UNIT,
    "commendations": _OF_UNIT,
    "study_activities": _OF_UNIT,
}
_BEGINS = "coalesce(try_cast(r.period_from as date), try_cast(r.as_of as date))"
# A period without an end reaches to the year of its report.
_ENDS = """coalesce(try_cast(r.period_to as date), try_cast(r.as_of as date),
                    try_cast(s.published_on as date), try_cast(s.event_on as date),
                    try_cast(r.period_from as date))"""
_DERIVED = {
    ("observations", "level"): "u.level",
    ("observations", "topic"): "i.topic",
    ("observations", "first_year"): f"year({_BEGINS})",
    ("observations", "last_year"): f"case when {_BEGINS} is not null then year({_ENDS}) end",
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
    stage("Đối chiếu")
    con.execute(
        """create or replace table coverage as
        with locality as (
            select distinct s.unit_id as locality_id from sources s
        ), said as (
            select unit_id as locality_id, indicator_id, paragraph,
                   case when obs_status = 'reported' and value = 0 then 'reported_zero'
                        else obs_status end as status,
                   min(observation_id) as observation_id
            from observations where unit_id in (select locality_id from locality) group by all
        ), ranked as (
            select *, row_number() over (
                       partition by locality_id, indicator_id
                       order by case status when 'reported' then 0 when 'reported_zero' then 0
                                            when 'mentioned' then 1 else 2 end,
                                paragraph desc, observation_id
                   ) as place
            from said
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
