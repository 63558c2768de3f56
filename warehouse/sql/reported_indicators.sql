-- One row per indicator that some report gives a number for, core indicators first.
select i.indicator_id, i.name, i.topic, i.is_core
from indicators i
where i.indicator_id in (select indicator_id from observations where obs_status = 'reported')
order by i.is_core desc, i.topic, i.name_fold, i.indicator_id
