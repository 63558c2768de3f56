-- One row per activity a report names, counted or not.
select t.activity_id, t.locality_id, l.short_name as locality, u.name as unit, u.level,
       t.as_printed, t.activity, t.organiser, t.audience, t.frequency, t.obs_status,
       t.observation_id, t.note, t.source_id, t.paragraph,
       cast(count(*) over () as integer) as total
from study_activities t
join units u using (unit_id)
left join units l on l.unit_id = t.locality_id
where (cardinality($localities) = 0 or array_contains($localities, t.locality_id))
  and (cardinality($levels) = 0 or array_contains($levels, u.level))
  and (cardinality($activities) = 0 or array_contains($activities, t.activity))
  and ($search = '' or contains(t.as_printed_fold || ' ' || u.name_fold, $search))
order by l.sort_rank nulls last, t.activity, t.paragraph, t.activity_id
limit $most offset $first
