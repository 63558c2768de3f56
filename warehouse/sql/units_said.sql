-- One row per unit that figures of the indicator speak of, in the order the figures are compared in.
select t.unit_id, u.name as unit, t.level, l.short_name as locality
from (
  select distinct unit_id, locality_id, level
  from observations
  where indicator_id = $indicator_id
    and (cardinality($localities) = 0 or array_contains($localities, locality_id))
    and (cardinality($levels) = 0 or array_contains($levels, level))
) t
join units u using (unit_id)
left join units l on l.unit_id = t.locality_id
order by l.sort_rank nulls last, u.sort_rank, t.unit_id, t.level
limit $most
