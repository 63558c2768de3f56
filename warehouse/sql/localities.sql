-- One row per compared locality: a unit that has a report of its own. Two of one name have labels of their own.
select u.unit_id as locality_id, u.name, u.short_name, u.level, u.valid_to, p.name as parent,
       coalesce(case when u.level = 'province' then u.sort_rank else p.sort_rank end, u.sort_rank) as province_rank,
       u.name || case when count(*) over (partition by u.name) > 1
                      then ' (' || coalesce(p.name || ', ', '') || u.unit_id || ')' else '' end as label
from units u
left join units p on p.unit_id = u.parent_id
where u.unit_id in (select unit_id from sources)
order by u.sort_rank
