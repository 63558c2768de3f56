-- One row per unit that a unit was merged into, with how much of it.
select t.from_unit_id, a.name as from_name, t.to_unit_id, b.name as to_name, b.gso_code,
       p.name as to_parent, t.kind, b.valid_from, t.resolution
from unit_links t
join units a on a.unit_id = t.from_unit_id
join units b on b.unit_id = t.to_unit_id
left join units p on p.unit_id = b.parent_id
where a.unit_id = $unit_id or a.parent_id = $unit_id
order by a.sort_rank, b.sort_rank
