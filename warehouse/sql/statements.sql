-- One row per commendation statement, counted or not.
select t.commendation_id, t.locality_id, l.short_name as locality, u.name as unit, u.level,
       t.as_printed, t.form, t.authority, t.authority_kind, t.authority_level, t.recipient,
       t.frequency, t.observation_id, t.note, t.source_id, t.paragraph,
       cast(count(*) over () as integer) as total
from commendations t
join units u using (unit_id)
left join units l on l.unit_id = t.locality_id
where (cardinality($localities) = 0 or array_contains($localities, t.locality_id))
  and (cardinality($levels) = 0 or array_contains($levels, u.level))
order by l.sort_rank nulls last, t.paragraph, t.commendation_id
limit $most offset $first
