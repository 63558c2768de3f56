-- One row per unit in one time of its existence.
select u.unit_id, u.name, u.short_name, u.type, u.level, u.locality_id, u.valid_from, u.valid_to,
       p.name as parent
from units u
left join units p on p.unit_id = u.parent_id
order by u.sort_rank, u.valid_from nulls first, u.unit_id
