-- One row per report, with how many figures, models, statements and activities were taken from it.
select t.source_id, t.title, t.publisher, t.published_on, t.event_on, t.kind, t.note, t.file, t.sha256,
       t.paragraph_count, t.unit_id, u.name as unit, u.level,
       (select count(*) from observations o where o.source_id = t.source_id)::integer as figures,
       (select count(*) from observations o
        where o.source_id = t.source_id and o.obs_status = 'reported')::integer as reported,
       (select count(*) from models m where m.source_id = t.source_id)::integer as models,
       (select count(*) from commendations c where c.source_id = t.source_id)::integer as statements,
       (select count(*) from study_activities s where s.source_id = t.source_id)::integer as activities
from sources t
join units u using (unit_id)
where (len($localities::varchar[]) = 0 or list_contains($localities::varchar[], t.unit_id))
  and (len($levels::varchar[]) = 0 or list_contains($levels::varchar[], u.level))
order by u.sort_rank, t.published_on, t.source_id
