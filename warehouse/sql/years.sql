-- One row per year that a dated figure touches.
select distinct unnest(range(first, last + 1))::integer as year
from (
  select distinct year(coalesce(period_from, as_of)) as first,
         year(coalesce(period_to, as_of, published_on, event_on, period_from)) as last
  from observations join sources using (source_id)
  where coalesce(period_from, as_of) is not null
)
order by year
