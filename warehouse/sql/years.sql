-- One row per year that a dated figure touches.
select distinct cast(y.year as integer) as year
from (select distinct first_year, last_year from observations where first_year is not null) span
join range(1, 10000) as y(year) on y.year between span.first_year and span.last_year
order by year
