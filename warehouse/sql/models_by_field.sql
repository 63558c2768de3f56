-- One row per locality and field: names given by its report. A name in two fields counts in both.
select l.short_name as locality, f.field, count(*)::integer as names
from models t
join units u using (unit_id)
left join units l on l.unit_id = t.locality_id
cross join unnest(t.fields) as f(field)
where (len($localities::varchar[]) = 0 or list_contains($localities::varchar[], t.locality_id))
  and (len($levels::varchar[]) = 0 or list_contains($levels::varchar[], u.level))
group by l.short_name, l.sort_rank, f.field
order by l.sort_rank, f.field
