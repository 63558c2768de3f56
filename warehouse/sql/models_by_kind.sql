-- One row per locality and kind: names given by its report.
select l.short_name as locality, t.kind, count(*)::integer as names
from models t
join units u using (unit_id)
left join units l on l.unit_id = t.locality_id
where (len($localities::varchar[]) = 0 or list_contains($localities::varchar[], t.locality_id))
  and (len($levels::varchar[]) = 0 or list_contains($levels::varchar[], u.level))
group by l.short_name, l.sort_rank, t.kind
order by l.sort_rank, t.kind
