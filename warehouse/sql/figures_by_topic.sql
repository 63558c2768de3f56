-- One row per figure that the view lets through, of each topic no more than the first ones.
with ranked as (
  select o.*, l.short_name as locality, u.name as unit, i.name as indicator, i.is_core, i.measure_unit as indicator_unit,
         row_number() over (partition by o.topic order by l.sort_rank nulls last, i.is_core desc, u.sort_rank, o.source_id, o.paragraph, o.observation_id) as place,
         cast(count(*) over (partition by o.topic) as integer) as total
  from observations o
  join units u using (unit_id)
  join indicators i using (indicator_id)
  left join units l on l.unit_id = o.locality_id
  where (cardinality($localities) = 0 or array_contains($localities, o.locality_id))
    and (cardinality($levels) = 0 or array_contains($levels, o.level))
    -- Each end of the years is asked for alone, so that a scan can skip by it.
    and ($ever or ($undated and o.first_year is null) or o.first_year <= $until)
    and ($ever or ($undated and o.first_year is null) or o.last_year >= $since)
    and (
      not $gaps
      or ($undated and o.first_year is null)
      -- More of the chosen years lie up to its last one than before its first: one lies within.
      or array_position(array_sort(array_append($years, o.last_year + 1)), o.last_year + 1)
         > array_position(array_sort(array_append($years, o.first_year)), o.first_year)
    )
)
select t.observation_id, t.locality_id, t.locality, t.unit_id, t.unit, t.level,
       t.topic, t.indicator_id, t.indicator, t.is_core, t.indicator_unit,
       t.as_printed, t.quantity, t.value, t.lower, t.upper, t.lower_inclusive, t.upper_inclusive, t.denominator,
       t.qualifier, t.measure_unit, t.count_kind, t.obs_status, t.recipient, t.model_status,
       t.counting_level, t.period_from, t.period_to, t.period_text, t.period_basis, t.as_of,
       t.part_of, t.note, t.source_id, t.paragraph, t.total
from ranked t
where t.place <= $most
order by t.topic, t.place
