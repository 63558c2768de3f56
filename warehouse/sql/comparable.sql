-- One row per figure of the chosen indicators, with what comparing needs of units: those its unit lies in, what that became.
with recursive lineage(unit_id, ancestor) as (
  select unit_id, parent_id from units where parent_id is not null
  union all
  select l.unit_id, u.parent_id
  from lineage l join units u on u.unit_id = l.ancestor
  where u.parent_id is not null
),
above as (select unit_id, array_sort(array_agg(ancestor)) as inside from lineage group by unit_id),
after as (
  select from_unit_id as unit_id, array_sort(array_agg(to_unit_id)) as became
  from unit_links group by from_unit_id
)
select t.observation_id, t.locality_id, l.short_name as locality, t.unit_id, u.name as unit, t.level,
       t.topic, t.indicator_id, i.name as indicator, i.is_core, i.measure_unit as indicator_unit,
       t.as_printed, t.quantity, t.value, t.lower, t.upper, t.lower_inclusive, t.upper_inclusive, t.denominator,
       t.qualifier, t.measure_unit, t.count_kind, t.obs_status, t.recipient, t.model_status,
       t.counting_level, t.period_from, t.period_to, t.period_text, t.period_basis, t.as_of,
       t.part_of, t.note, t.source_id, t.paragraph,
       u.valid_from, u.valid_to, u.commune_count, u.commune_year, coalesce(above.inside, $none) as inside,
       coalesce(after.became, $none) as became,
       cast(count(*) over () as integer) as total
from observations t
join units u using (unit_id)
join indicators i using (indicator_id)
left join units l on l.unit_id = t.locality_id
left join above on above.unit_id = t.unit_id
left join after on after.unit_id = t.unit_id
where (cardinality($localities) = 0 or array_contains($localities, t.locality_id))
  and (cardinality($levels) = 0 or array_contains($levels, t.level))
  and (cardinality($units) = 0 or array_contains($units, t.unit_id))
  and (cardinality($indicators) = 0 or array_contains($indicators, t.indicator_id))
  and (
    cardinality($years) = 0
    or (
      t.first_year <= $until and t.last_year >= $since
      and (not $gaps
           or array_position(array_sort(array_append($years, t.last_year + 1)), t.last_year + 1)
              > array_position(array_sort(array_append($years, t.first_year)), t.first_year))
    )
  )
  and (not $own or (t.unit_id = t.locality_id and i.is_core))
order by l.sort_rank nulls last, t.topic, i.is_core desc, u.sort_rank, t.source_id, t.paragraph, t.observation_id
limit $most offset $first
