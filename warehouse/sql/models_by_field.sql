-- One row per locality and field: names given by its report. A name in two fields counts in both.
select n.locality, f.field, cast(count(*) as integer) as names
from (
  select l.short_name as locality, l.sort_rank, t.fields
  from models t
  join units u using (unit_id)
  left join units l on l.unit_id = t.locality_id
  where (cardinality($localities) = 0 or array_contains($localities, t.locality_id))
    and (cardinality($levels) = 0 or array_contains($levels, u.level))
) n
cross join lateral unnest(n.fields) as f(field)
group by n.locality, n.sort_rank, f.field
order by n.sort_rank nulls last, f.field
