-- One row per release file that holds the figure, with how it stands there.
select filename, as_printed, quantity, value, lower, upper, lower_inclusive, upper_inclusive, qualifier,
       measure_unit, obs_status, period_from, period_to, period_text, period_basis, as_of
from read_parquet($files, filename = true, union_by_name = true)
where observation_id = $observation_id
order by filename
