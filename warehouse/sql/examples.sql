-- One row per figure of a locality itself that others can be shown as an example: of each indicator the first few.
with told as (
  select c.locality_id, c.indicator_id, row_number() over (partition by c.indicator_id order by u.sort_rank) as place
  from coverage c
  join units u on u.unit_id = c.locality_id
  where c.status in ('reported', 'reported_zero')
),
numbered as (
  select o.*, u.name as unit, i.measure_unit as indicator_unit,
         row_number() over (partition by o.indicator_id order by u.sort_rank, o.source_id, o.paragraph, o.observation_id) as place
  from told t
  join observations o on o.locality_id = t.locality_id and o.indicator_id = t.indicator_id
  join units u on u.unit_id = o.locality_id
  join indicators i on i.indicator_id = o.indicator_id
  where t.place <= 6 and o.unit_id = o.locality_id and o.obs_status = 'reported'
)
select n.observation_id, n.locality_id, n.unit, n.indicator_id, n.indicator_unit, n.as_printed, n.quantity, n.value,
       n.qualifier, n.measure_unit, n.obs_status, n.period_from, n.period_to, n.period_text, n.period_basis, n.as_of
from numbered n
where n.place <= 12
order by n.indicator_id, n.place
