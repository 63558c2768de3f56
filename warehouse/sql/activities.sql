-- One row per activity a report names, counted or not.
select t.activity_id, t.locality_id, l.short_name as locality, u.name as unit, u.level,
       t.as_printed, t.activity, t.organiser, t.audience, t.frequency, t.obs_status,
       t.observation_id, t.note, t.source_id, t.paragraph
from study_activities t
join units u using (unit_id)
left join units l on l.unit_id = t.locality_id
where (len($localities::varchar[]) = 0 or list_contains($localities::varchar[], t.locality_id))
  and (len($levels::varchar[]) = 0 or list_contains($levels::varchar[], u.level))
  and (len($activities::varchar[]) = 0 or list_contains($activities::varchar[], t.activity))
  and ($search = '' or contains(t.as_printed_fold || ' ' || u.name_fold, $search))
order by l.sort_rank, t.activity, t.paragraph, t.activity_id
