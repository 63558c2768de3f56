-- One row per year that a dated figure touches.
select distinct cast(y.year as integer) as year
from (
  select distinct year(coalesce(o.period_from, o.as_of)) as first,
         year(coalesce(o.period_to, o.as_of, s.published_on, s.event_on, o.period_from)) as last
  from (
    -- Spans of days are few, and only one without an end asks its report.
    select distinct period_from, period_to, as_of,
           case when coalesce(period_to, as_of) is null then source_id end as source_id
    from observations
    where coalesce(period_from, as_of) is not null
  ) o
  left join sources s using (source_id)
) span
join range(1, 10000) as y(year) on y.year between span.first and span.last
order by year
