-- One row per locality and activity kind, named in a report; frequencies as the report states them.
select l.short_name as locality, t.activity, cast(count(*) as integer) as times,
       coalesce(array_sort(array_distinct(
         array_agg(t.frequency) filter (where t.frequency not in ('unstated', 'once')))), $none) as frequencies,
       bool_and(t.obs_status = 'instructed') as only_instructed
from study_activities t
join units u using (unit_id)
left join units l on l.unit_id = t.locality_id
where (cardinality($localities) = 0 or array_contains($localities, t.locality_id))
  and (cardinality($levels) = 0 or array_contains($levels, u.level))
group by l.short_name, l.sort_rank, t.activity
order by l.sort_rank nulls last, t.activity
