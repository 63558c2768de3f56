-- One row per locality, kind of authority, form and frequency of a commendation; in the order of their first statements.
select l.short_name as locality, t.authority_kind, t.form, t.frequency,
       bool_or(t.observation_id is not null) as is_counted
from commendations t
join units u using (unit_id)
left join units l on l.unit_id = t.locality_id
where (cardinality($localities) = 0 or array_contains($localities, t.locality_id))
  and (cardinality($levels) = 0 or array_contains($levels, u.level))
group by l.short_name, l.sort_rank, t.authority_kind, t.form, t.frequency
order by l.sort_rank nulls last, min(t.paragraph), min(t.commendation_id)
