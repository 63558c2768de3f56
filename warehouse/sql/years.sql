-- One row per year that a dated figure touches.
select distinct cast(y.year as integer) as year
from (
  select distinct year(coalesce(period_from, as_of)) as first,
         year(coalesce(period_to, as_of, published_on, event_on, period_from)) as last
  from observations join sources using (source_id)
  where coalesce(period_from, as_of) is not null
) span
join range(1, 10000) as y(year) on y.year between span.first and span.last
order by year
