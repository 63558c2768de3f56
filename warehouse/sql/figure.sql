-- One row per figure with the id asked for: its indicator's definition, its report's file, the total it is part of.
with whole as (
  select observation_id, as_printed from observations
  where observation_id in (select part_of from observations where observation_id = $observation_id)
)
select t.observation_id, t.source_id, t.paragraph, t.unit_id, t.locality_id, t.level, t.topic,
       t.indicator_id, t.as_printed, t.quantity, t.value, t.lower, t.upper, t.lower_inclusive,
       t.upper_inclusive, t.denominator, t.qualifier, t.measure_unit, t.count_kind, t.obs_status,
       t.recipient, t.model_status, t.counting_level, t.period_from, t.period_to, t.period_text,
       t.period_basis, t.as_of, t.part_of, t.note, t.as_printed_fold,
       u.name as unit, l.short_name as locality, l.name as locality_name, i.name as indicator,
       i.definition, i.is_core, i.measure_unit as indicator_unit, s.file, s.sha256,
       w.as_printed as whole
from observations t
join units u using (unit_id)
join indicators i using (indicator_id)
join sources s using (source_id)
left join units l on l.unit_id = t.locality_id
left join whole w on w.observation_id = t.part_of
where t.observation_id = $observation_id
order by t.observation_id
