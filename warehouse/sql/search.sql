-- One row per thing found, up to 21 of each kind: units, indicators, models, phrases of figures, commendations, activities.
with unit as (
  select unit_id as found_id, name_fold as found_key from units
  where contains(name_fold, $first) and ($second = '' or contains(name_fold, $second)) and ($rest = '' or contains(name_fold, $rest))
  order by left(name_fold, length($whole)) = $whole desc, sort_rank limit 21
),
indicator as (
  select indicator_id as found_id, name_fold as found_key from indicators
  where contains(name_fold, $first) and ($second = '' or contains(name_fold, $second)) and ($rest = '' or contains(name_fold, $rest))
  order by left(name_fold, length($whole)) = $whole desc, is_core desc, name_fold, indicator_id limit 21
),
model as (
  select model_id as found_id, name_fold as found_key from models
  where contains(name_fold, $first) and ($second = '' or contains(name_fold, $second)) and ($rest = '' or contains(name_fold, $rest))
  order by left(name_fold, length($whole)) = $whole desc, sort_rank limit 21
),
figure as (
  select observation_id as found_id, as_printed_fold as found_key from observations
  where contains(as_printed_fold, $first) and ($second = '' or contains(as_printed_fold, $second)) and ($rest = '' or contains(as_printed_fold, $rest))
  order by left(as_printed_fold, length($whole)) = $whole desc, observation_id limit 21
),
commendation as (
  select commendation_id as found_id, as_printed_fold as found_key from commendations
  where contains(as_printed_fold, $first) and ($second = '' or contains(as_printed_fold, $second)) and ($rest = '' or contains(as_printed_fold, $rest))
  order by left(as_printed_fold, length($whole)) = $whole desc, commendation_id limit 21
),
activity as (
  select activity_id as found_id, as_printed_fold as found_key from study_activities
  where contains(as_printed_fold, $first) and ($second = '' or contains(as_printed_fold, $second)) and ($rest = '' or contains(as_printed_fold, $rest))
  order by left(as_printed_fold, length($whole)) = $whole desc, activity_id limit 21
),
found as (
  select 1 as place, 'unit' as kind, f.found_id, f.found_key, t.name as words, t.unit_id, null as source_id,
         cast(null as integer) as paragraph, null as observation_id
  from unit f join units t on t.unit_id = f.found_id
  union all
  select 2, 'indicator', f.found_id, f.found_key, t.name, null, null, null, null
  from indicator f join indicators t on t.indicator_id = f.found_id
  union all
  select 3, 'model', f.found_id, f.found_key, t.name, t.unit_id, t.source_id, t.paragraph, null
  from model f join models t on t.model_id = f.found_id
  union all
  select 4, 'figure', f.found_id, f.found_key, t.as_printed, t.unit_id, t.source_id, t.paragraph, t.observation_id
  from figure f join observations t on t.observation_id = f.found_id
  union all
  select 5, 'commendation', f.found_id, f.found_key, t.as_printed, t.unit_id, t.source_id, t.paragraph, t.observation_id
  from commendation f join commendations t on t.commendation_id = f.found_id
  union all
  select 6, 'activity', f.found_id, f.found_key, t.as_printed, t.unit_id, t.source_id, t.paragraph, t.observation_id
  from activity f join study_activities t on t.activity_id = f.found_id
)
select f.kind, f.found_id, f.words, f.unit_id, u.name as unit, u.level, u.locality_id, l.name as locality_name,
       l.short_name as locality, f.source_id, f.paragraph, f.observation_id
from found f
left join units u using (unit_id)
left join units l on l.unit_id = u.locality_id
order by f.place, left(f.found_key, length($whole)) = $whole desc, u.sort_rank nulls first, f.found_key, f.found_id
