-- One row per finding about a report.
select t.finding_id, t.source_id, s.unit_id as locality_id, u.short_name as locality, t.kind,
       t.observation_ids, t.expected, t.found, t.gap, t.severity, t.text,
       coalesce(p.paragraphs, []) as paragraphs
from findings t
left join (
  select c.finding_id, list_sort(list_distinct(list(o.paragraph))) as paragraphs
  from (select finding_id, unnest(observation_ids) as observation_id from findings) c
  join observations o using (observation_id)
  group by c.finding_id
) p on p.finding_id = t.finding_id
join sources s using (source_id)
join units u on u.unit_id = s.unit_id
where (len($localities::varchar[]) = 0 or list_contains($localities::varchar[], s.unit_id))
  and (len($levels::varchar[]) = 0 or list_contains($levels::varchar[], u.level))
order by u.sort_rank, t.finding_id
