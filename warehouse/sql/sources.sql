-- One row per report, with how many figures, models, statements and activities were taken from it.
select t.source_id, t.title, t.publisher, t.published_on, t.event_on, t.kind, t.note, t.file, t.sha256,
       t.paragraph_count, t.unit_id, u.name as unit, u.level,
       cast(coalesce(o.figures, 0) as integer) as figures, cast(coalesce(o.reported, 0) as integer) as reported,
       cast(coalesce(m.names, 0) as integer) as models, cast(coalesce(c.names, 0) as integer) as statements,
       cast(coalesce(a.names, 0) as integer) as activities
from sources t
join units u using (unit_id)
left join (
  select source_id, count(*) as figures, count(*) filter (where obs_status = 'reported') as reported
  from observations
  where cardinality($sources) = 0 or (source_id between $lowest and $highest and array_contains($sources, source_id))
  group by source_id
) o using (source_id)
left join (
  select source_id, count(*) as names from models
  where cardinality($sources) = 0 or (source_id between $lowest and $highest and array_contains($sources, source_id))
  group by source_id
) m using (source_id)
left join (
  select source_id, count(*) as names from commendations
  where cardinality($sources) = 0 or (source_id between $lowest and $highest and array_contains($sources, source_id))
  group by source_id
) c using (source_id)
left join (
  select source_id, count(*) as names from study_activities
  where cardinality($sources) = 0 or (source_id between $lowest and $highest and array_contains($sources, source_id))
  group by source_id
) a using (source_id)
where (cardinality($localities) = 0 or array_contains($localities, t.unit_id))
  and (cardinality($levels) = 0 or array_contains($levels, u.level))
  and (cardinality($sources) = 0 or (t.source_id between $lowest and $highest and array_contains($sources, t.source_id)))
order by u.sort_rank, t.published_on nulls last, t.source_id
