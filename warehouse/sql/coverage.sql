-- One row per compared locality and indicator; silence is a row with status 'silent', not a zero.
select t.locality_id, l.short_name as locality, l.name as locality_name, l.level, t.topic,
       t.indicator_id, i.name as indicator, i.definition, i.is_core, t.status, t.observation_id, t.inside_count
from coverage t
join units l on l.unit_id = t.locality_id
join indicators i using (indicator_id)
where (cardinality($localities) = 0 or array_contains($localities, t.locality_id))
  and (cardinality($levels) = 0 or array_contains($levels, l.level))
order by l.sort_rank nulls last, t.topic, i.is_core desc, i.name_fold, t.indicator_id
