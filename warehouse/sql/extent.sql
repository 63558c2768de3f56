-- One row per locality and span of years, with how many figures lie in it; null for a figure of no locality, or of no period.
with span as (
  select locality_id, period_from, period_to, as_of, count(*) as figures,
         -- Only a period without an end asks its report.
         case when period_from is not null and coalesce(period_to, as_of) is null then source_id end as source_id
  from observations
  where (cardinality($levels) = 0 or array_contains($levels, level))
    and (cardinality($indicators) = 0 or array_contains($indicators, indicator_id))
  group by locality_id, period_from, period_to, as_of,
           case when period_from is not null and coalesce(period_to, as_of) is null then source_id end
),
counted as (
  select e.locality_id, e.figures, cast(year(coalesce(e.period_from, e.as_of)) as integer) as first,
         case when coalesce(e.period_from, e.as_of) is not null then
           cast(year(coalesce(e.period_to, e.as_of, s.published_on, s.event_on, e.period_from)) as integer) end as last
  from span e
  left join sources s using (source_id)
)
select locality_id, first, last, cast(sum(figures) as integer) as figures
from counted
group by locality_id, first, last
order by locality_id nulls last, first nulls last, last nulls last
