-- One row per chosen report that gave anything: how many figures, models, statements and activities.
select t.source_id, t.figures, t.reported, t.models, t.statements, t.activities
from source_counts t
where t.source_id between $lowest and $highest and array_contains($sources, t.source_id)
order by t.source_id
