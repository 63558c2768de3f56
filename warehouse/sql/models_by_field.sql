-- One row per locality and field: names given by its report. A name in two fields counts in both.
select l.short_name as locality, f.field, cast(count(*) as integer) as names
from models t
join units u using (unit_id)
left join units l on l.unit_id = t.locality_id
cross join lateral unnest(t.fields) as f(field)
where (cardinality($localities) = 0 or array_contains($localities, t.locality_id))
  and (cardinality($levels) = 0 or array_contains($levels, u.level))
group by l.short_name, l.sort_rank, f.field
order by l.sort_rank nulls last, f.field
