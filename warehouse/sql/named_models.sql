-- One row per model or movement that a report names.
select t.model_id, t.locality_id, l.short_name as locality, u.name as unit, u.level, t.name,
       t.owner, t.owner_level, t.kind, t.fields, t.is_breakthrough, t.note, t.source_id, t.paragraph
from models t
join units u using (unit_id)
left join units l on l.unit_id = t.locality_id
where (len($localities::varchar[]) = 0 or list_contains($localities::varchar[], t.locality_id))
  and (len($levels::varchar[]) = 0 or list_contains($levels::varchar[], u.level))
  and (len($kinds::varchar[]) = 0 or list_contains($kinds::varchar[], t.kind))
  and (len($fields::varchar[]) = 0 or list_has_any($fields::varchar[], t.fields))
  and ($search = '' or contains(t.name_fold || ' ' || coalesce(t.owner_fold, '') || ' ' || u.name_fold, $search))
order by l.sort_rank, t.sort_rank
