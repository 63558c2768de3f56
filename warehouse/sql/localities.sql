-- One row per compared locality: a unit that has a report of its own.
select u.unit_id as locality_id, u.name, u.short_name, u.level, u.valid_to, p.name as parent
from units u
left join units p on p.unit_id = u.parent_id
where u.unit_id in (select unit_id from sources)
order by u.sort_rank
