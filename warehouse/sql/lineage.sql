-- One row per chosen unit: the units it lies in, at any height, and those it became.
with recursive lineage(unit_id, ancestor) as (
  select unit_id, parent_id from units where parent_id is not null and array_contains($units, unit_id)
  union all
  select l.unit_id, u.parent_id
  from lineage l join units u on u.unit_id = l.ancestor
  where u.parent_id is not null
),
above as (select unit_id, array_sort(array_agg(ancestor)) as inside from lineage group by unit_id),
after as (
  select from_unit_id as unit_id, array_sort(array_agg(to_unit_id)) as became
  from unit_links where array_contains($units, from_unit_id) group by from_unit_id
)
select t.unit_id, coalesce(above.inside, $none) as inside, coalesce(after.became, $none) as became
from units t
left join above on above.unit_id = t.unit_id
left join after on after.unit_id = t.unit_id
where array_contains($units, t.unit_id)
order by t.unit_id
