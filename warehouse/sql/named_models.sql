-- One row per model or movement that a report names.
select t.model_id, t.locality_id, l.short_name as locality, u.name as unit, u.level, t.name,
       t.owner, t.owner_level, t.kind, t.fields, t.is_breakthrough, t.note, t.source_id, t.paragraph,
       cast(count(*) over () as integer) as total
from models t
join units u using (unit_id)
left join units l on l.unit_id = t.locality_id
where (cardinality($localities) = 0 or array_contains($localities, t.locality_id))
  and (cardinality($levels) = 0 or array_contains($levels, u.level))
  and (cardinality($kinds) = 0 or array_contains($kinds, t.kind))
  and (cardinality($fields) = 0 or cardinality(array_intersect(t.fields, $fields)) > 0)
  and ($search = '' or contains(t.name_fold || ' ' || coalesce(t.owner_fold, '') || ' ' || u.name_fold, $search))
order by l.sort_rank nulls last, t.sort_rank
limit $most offset $first
