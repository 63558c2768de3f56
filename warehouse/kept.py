"""What is worked out once for a release, so that no page reads every row for it.

The embedded database keeps them as tables (a large release brings them along), a cluster as views;
they follow from the release's own tables and are no part of the contract. Portable SQL.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Kept:
    """A table that others tell: its rows, one for each value of the columns of `key`."""

    name: str
    key: str
    sql: str


_SPAN = "locality_id, indicator_id, level, first_year, last_year"
FIGURE_SPANS = Kept(
    "figure_spans",  # how many figures lie in it
    _SPAN,
    f"select {_SPAN}, cast(count(*) as integer) as figures from observations group by {_SPAN}",
)
FIGURE_FINDINGS = Kept(
    "figure_findings",  # what was found about a figure
    "observation_id",
    """select e.observation_id, array_sort(array_agg(distinct kind)) as kinds,
              case when bool_or(severity = 'warning') then 'warning'
                   when bool_or(severity = 'note') then 'note' else 'holds' end as severity
       from findings cross join lateral unnest(observation_ids) as e(observation_id)
       group by e.observation_id""",
)
SOURCE_COUNTS = Kept(
    "source_counts",  # how much was taken from a report that gave anything
    "source_id",
    """select source_id, cast(sum(figures) as integer) as figures,
              cast(sum(reported) as integer) as reported, cast(sum(models) as integer) as models,
              cast(sum(statements) as integer) as statements,
              cast(sum(activities) as integer) as activities
       from (
         select source_id, count(*) as figures,
                count(*) filter (where obs_status = 'reported') as reported,
                0 as models, 0 as statements, 0 as activities
         from observations group by source_id
         union all
         select source_id, 0, 0, count(*), 0, 0 from models group by source_id
         union all
         select source_id, 0, 0, 0, count(*), 0 from commendations group by source_id
         union all
         select source_id, 0, 0, 0, 0, count(*) from study_activities group by source_id
       ) as told
       group by source_id""",
)
KEPT = (FIGURE_SPANS, FIGURE_FINDINGS, SOURCE_COUNTS)
