-- One row per report, named; nothing of it is counted.
select t.source_id, t.title, t.publisher, t.published_on, t.event_on, t.kind, t.note, t.file, t.sha256,
       t.paragraph_count, t.unit_id, u.name as unit, u.level, cast(count(*) over () as integer) as total
from sources t
join units u using (unit_id)
where (cardinality($localities) = 0 or array_contains($localities, t.unit_id))
  and (cardinality($levels) = 0 or array_contains($levels, u.level))
  and (cardinality($sources) = 0
       or (t.source_id between $lowest and $highest and array_contains($sources, t.source_id)))
order by u.sort_rank, t.published_on nulls last, t.source_id
limit $most offset $first
