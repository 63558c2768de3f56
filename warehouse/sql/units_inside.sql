-- One row per unit of a locality, the locality itself first.
select t.unit_id, t.name, t.type, t.level, p.name as parent, t.gso_code, t.valid_from, t.valid_to,
       t.legal_basis
from units t
left join units p on p.unit_id = t.parent_id
where t.unit_id = $locality_id or t.locality_id = $locality_id
order by t.unit_id <> $locality_id, t.sort_rank
