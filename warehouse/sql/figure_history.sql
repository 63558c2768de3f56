-- One row per release that holds the figure, with how it stands there.
select release_id, as_printed, quantity, value, lower, upper, lower_inclusive, upper_inclusive, qualifier,
       measure_unit, obs_status, period_from, period_to, period_text, period_basis, as_of
from released_observations
where observation_id = $observation_id
order by release_id
