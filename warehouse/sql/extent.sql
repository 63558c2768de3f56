-- One row per locality and span of years, with how many figures lie in it; null for a figure of no locality, or of no period.
select locality_id, first_year as first, last_year as last, cast(sum(figures) as integer) as figures
from figure_spans
where (cardinality($levels) = 0 or array_contains($levels, level))
  and (cardinality($indicators) = 0 or array_contains($indicators, indicator_id))
group by locality_id, first_year, last_year
order by locality_id nulls last, first_year nulls last, last_year nulls last
