-- One row per indicator.
select indicator_id, name, topic, measure_unit, count_kind, definition
from indicators
order by is_core desc, topic, name_fold, indicator_id
