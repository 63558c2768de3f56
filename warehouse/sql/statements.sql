-- One row per commendation statement, counted or not.
select t.commendation_id, t.locality_id, l.short_name as locality, u.name as unit, u.level,
       t.as_printed, t.form, t.authority, t.authority_kind, t.authority_level, t.recipient,
       t.frequency, t.observation_id, t.note, t.source_id, t.paragraph
from commendations t
join units u using (unit_id)
left join units l on l.unit_id = t.locality_id
where (len($localities::varchar[]) = 0 or list_contains($localities::varchar[], t.locality_id))
  and (len($levels::varchar[]) = 0 or list_contains($levels::varchar[], u.level))
order by l.sort_rank, t.paragraph, t.commendation_id
