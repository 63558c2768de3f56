-- One row per locality and activity kind, named in a report; frequencies as the report states them.
select l.short_name as locality, t.activity, count(*)::integer as times,
       coalesce(list_sort(list_distinct(
         list(t.frequency) filter (t.frequency not in ('unstated', 'once')))), []) as frequencies,
       bool_and(t.obs_status = 'instructed') as only_instructed
from study_activities t
join units u using (unit_id)
left join units l on l.unit_id = t.locality_id
where (len($localities::varchar[]) = 0 or list_contains($localities::varchar[], t.locality_id))
  and (len($levels::varchar[]) = 0 or list_contains($levels::varchar[], u.level))
group by l.short_name, l.sort_rank, t.activity
order by l.sort_rank, t.activity
