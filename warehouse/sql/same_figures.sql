-- One row per report that prints some of these figures, the most first.
select o.source_id, s.title, s.publisher, s.published_on,
       cast(count(distinct cast(o.value as string) || ' ' || o.measure_unit || ' ' || o.topic) as integer) as same
from observations o
join sources s using (source_id)
where array_contains($figures, cast(o.value as string) || ' ' || o.measure_unit || ' ' || o.topic)
group by o.source_id, s.title, s.publisher, s.published_on
order by same desc, o.source_id
