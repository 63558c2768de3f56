-- One row per figure that only one of two releases has, or that they have otherwise.
with told as (
select coalesce(n.observation_id, o.observation_id) as observation_id,
       case when o.observation_id is null then 'added'
            when n.observation_id is null then 'removed' else 'changed' end as change,
       coalesce(nu.name, ou.name) as unit, coalesce(nu.level, ou.level) as level,
       coalesce(ni.name, oi.name) as indicator, coalesce(ns.title, os.title) as source,
       coalesce(n.source_id, o.source_id) as source_id, coalesce(n.paragraph, o.paragraph) as paragraph,
       o.as_printed as old_printed, n.as_printed as new_printed, o.value as old_value, n.value as new_value,
       o.obs_status as old_status, n.obs_status as new_status,
       o.period_text as old_period_text, n.period_text as new_period_text,
       o.period_from as old_period_from, n.period_from as new_period_from,
       o.period_to as old_period_to, n.period_to as new_period_to, o.as_of as old_as_of, n.as_of as new_as_of,
       o.period_basis as old_period_basis, n.period_basis as new_period_basis
from old_observations o
full join new_observations n using (observation_id)
left join old_units ou on ou.unit_id = o.unit_id
left join new_units nu on nu.unit_id = n.unit_id
left join old_indicators oi on oi.indicator_id = o.indicator_id
left join new_indicators ni on ni.indicator_id = n.indicator_id
left join old_sources os on os.source_id = o.source_id
left join new_sources ns on ns.source_id = n.source_id
where (o.as_printed, o.value, o.lower, o.upper, o.denominator, o.qualifier, o.measure_unit, o.obs_status, o.unit_id,
       o.indicator_id, o.count_kind, o.recipient, o.model_status, o.counting_level, o.period_from, o.period_to,
       o.period_text, o.period_basis, o.as_of, o.part_of, o.source_id, o.paragraph)
      is distinct from
      (n.as_printed, n.value, n.lower, n.upper, n.denominator, n.qualifier, n.measure_unit, n.obs_status, n.unit_id,
       n.indicator_id, n.count_kind, n.recipient, n.model_status, n.counting_level, n.period_from, n.period_to,
       n.period_text, n.period_basis, n.as_of, n.part_of, n.source_id, n.paragraph)
)
select observation_id, change, unit, level, indicator, source, source_id, paragraph, old_printed, new_printed,
       old_value, new_value, old_status, new_status, old_period_text, new_period_text, old_period_from, new_period_from,
       old_period_to, new_period_to, old_as_of, new_as_of, old_period_basis, new_period_basis,
       cast(sum(case when change = 'added' then 1 else 0 end) over () as integer) as added,
       cast(sum(case when change = 'changed' then 1 else 0 end) over () as integer) as changed,
       cast(sum(case when change = 'removed' then 1 else 0 end) over () as integer) as removed,
       cast(count(*) over () as integer) as total
from told
order by change, unit nulls last, indicator nulls last, observation_id
limit $most offset $first
