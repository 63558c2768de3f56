-- One row per figure (observation) that the view lets through, with its unit, indicator and source.
select t.observation_id, t.locality_id, l.short_name as locality, t.unit_id, u.name as unit, t.level,
       t.topic, t.indicator_id, i.name as indicator, i.is_core, i.measure_unit as indicator_unit,
       t.as_printed, t.quantity, t.value, t.lower, t.upper, t.lower_inclusive, t.upper_inclusive, t.denominator,
       t.qualifier, t.measure_unit, t.count_kind, t.obs_status, t.recipient, t.model_status,
       t.counting_level, t.period_from, t.period_to, t.period_text, t.period_basis, t.as_of,
       t.part_of, t.note, t.source_id, t.paragraph,
       cast(count(*) over () as integer) as total
from observations t
join units u using (unit_id)
join indicators i using (indicator_id)
left join units l on l.unit_id = t.locality_id
where (cardinality($localities) = 0 or array_contains($localities, t.locality_id))
  and (cardinality($levels) = 0 or array_contains($levels, t.level))
  and (cardinality($topics) = 0 or array_contains($topics, t.topic))
  -- Each end of the years is asked for alone, so that a scan can skip by it.
  and ($ever or ($undated and t.first_year is null) or t.first_year <= $until)
  and ($ever or ($undated and t.first_year is null) or t.last_year >= $since)
  and (
    not $gaps
    or ($undated and t.first_year is null)
    -- More of the chosen years lie up to its last one than before its first: one lies within.
    or array_position(array_sort(array_append($years, t.last_year + 1)), t.last_year + 1)
       > array_position(array_sort(array_append($years, t.first_year)), t.first_year)
  )
  and (not $own or (t.unit_id = t.locality_id and i.is_core))
order by l.sort_rank nulls last, t.topic, i.is_core desc, u.sort_rank, t.source_id, t.paragraph, t.observation_id
limit $most offset $first
