-- One row per figure (observation) that the view lets through, with its unit, indicator and source.
select t.observation_id, t.locality_id, l.short_name as locality, t.unit_id, u.name as unit, t.level,
       t.topic, t.indicator_id, i.name as indicator, i.is_core, i.measure_unit as indicator_unit,
       t.as_printed, t.quantity, t.value, t.lower, t.upper, t.lower_inclusive, t.upper_inclusive, t.denominator,
       t.qualifier, t.measure_unit, t.count_kind, t.obs_status, t.recipient, t.model_status,
       t.counting_level, t.period_from, t.period_to, t.period_text, t.period_basis, t.as_of,
       t.part_of, t.note, t.source_id, t.paragraph, f.severity, coalesce(f.kinds, []) as finding_kinds
from observations t
join units u using (unit_id)
join indicators i using (indicator_id)
join sources s using (source_id)
left join units l on l.unit_id = t.locality_id
left join (
  select observation_id, list(distinct kind order by kind) as kinds,
         case when bool_or(severity = 'warning') then 'warning'
              when bool_or(severity = 'note') then 'note' else 'holds' end as severity
  from (select unnest(observation_ids) as observation_id, kind, severity from findings)
  group by observation_id
) f on f.observation_id = t.observation_id
where (len($localities::varchar[]) = 0 or list_contains($localities::varchar[], t.locality_id))
  and (len($levels::varchar[]) = 0 or list_contains($levels::varchar[], t.level))
  and (len($topics::varchar[]) = 0 or list_contains($topics::varchar[], t.topic))
  and (
    (len($years::integer[]) = 0 and not $undated)
    or ($undated and coalesce(t.period_from, t.as_of) is null)
    or len(list_intersect(
         $years::integer[],
         range(year(coalesce(t.period_from, t.as_of)),
               year(coalesce(t.period_to, t.as_of, s.published_on, s.event_on, t.period_from)) + 1)
       )) > 0
  )
order by l.sort_rank, t.topic, i.is_core desc, u.sort_rank, t.source_id, t.paragraph, t.observation_id
