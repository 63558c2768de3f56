-- One row per chosen figure that some finding is about.
select t.observation_id, t.severity, t.kinds as finding_kinds
from figure_findings t
where t.observation_id between $lowest and $highest
  and t.observation_id in (select f.chosen from unnest($figures) as f(chosen))
order by t.observation_id
