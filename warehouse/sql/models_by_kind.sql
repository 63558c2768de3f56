-- One row per locality and kind: names given by its report.
select l.short_name as locality, t.kind, cast(count(*) as integer) as names
from models t
join units u using (unit_id)
left join units l on l.unit_id = t.locality_id
where (cardinality($localities) = 0 or array_contains($localities, t.locality_id))
  and (cardinality($levels) = 0 or array_contains($levels, u.level))
group by l.short_name, l.sort_rank, t.kind
order by l.sort_rank nulls last, t.kind
