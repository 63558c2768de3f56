-- One row per question: the first and the last id of the reports of the chosen localities.
select min(t.source_id) as lowest, max(t.source_id) as highest
from sources t
where array_contains($localities, t.unit_id)
order by lowest
