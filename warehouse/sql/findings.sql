-- One row per finding about a report.
select t.finding_id, t.source_id, s.unit_id as locality_id, u.short_name as locality, t.kind,
       coalesce(t.origin, 'curated') as origin, t.observation_ids, coalesce(t.paragraphs, $none) as paragraphs, t.expected, t.found, t.gap, t.severity, t.text,
       cast(count(*) over () as integer) as total
from findings t
join sources s using (source_id)
join units u on u.unit_id = s.unit_id
where (cardinality($localities) = 0
       or (t.source_id between $lowest and $highest and array_contains($localities, s.unit_id)))
  and (cardinality($levels) = 0 or array_contains($levels, u.level))
  and ($observation_id = '' or array_contains(t.observation_ids, $observation_id))
order by u.sort_rank, t.finding_id
limit $most offset $first
