-- Tables and views named as the contract's tables, generated from row numbers alone.
-- Macros ending in _ are sizes; synthetic.py defines them and the codelists. What costs time per
-- row (folding, picking from lists) is done once for a deck of cards; each row then draws a card.

create macro label_() as 'TỔNG HỢP/synthetic';
create macro dice(i, salt, n) as (hash(i * 64 + salt) % n)::bigint;
create macro pick(list, i, salt) as list[1 + dice(i, salt, len(list))];
create macro fold(s) as regexp_replace(
  translate(lower(strip_accents(nfc_normalize(s))), 'đy', 'di'), '(\d)\.(\d)', '\1\2', 'g');
create macro cards_() as 1009;

create table place as
select l, c, 'th-' || lpad(l::varchar, 4, '0') || if(c < 0, '', '-x' || lpad(c::varchar, 2, '0')) as unit_id,
       'th-' || lpad(l::varchar, 4, '0') as locality_id, if(c < 0, 'district', 'commune') as level,
       if(c < 0, 'Huyện ' || l, 'Xã ' || l || '.' || c) || ' (' || label_() || ')' as name
from range(localities_()) t(l), range(-1, communes_()) u(c);

create table units as
select unit_id, name, if(c < 0, 'Tổng hợp ' || l, 'TH ' || l || '.' || c) as short_name, level as type, level,
       if(c < 0, null, locality_id) as parent_id, locality_id, null as gso_code, null as valid_from,
       null as valid_to, null as legal_basis, if(c < 0, 20, null) as commune_count, if(c < 0, 2023, null) as commune_year, fold(name) as name_fold,
       row_number() over (order by unit_id) as sort_rank
from place order by unit_id;

create view unit_links as
select locality_id as from_unit_id, unit_id as to_unit_id, 'part' as kind,
       '0000/NQ (' || label_() || ')' as resolution
from place where c >= 0 order by all;

create table report as
select r, r * localities_() // reports_() as l, 'th-' || lpad(l::varchar, 4, '0') as locality_id,
       locality_id || '-r' || lpad(r::varchar, 7, '0') as source_id
from range(reports_()) t(r) order by r;

create view sources as
select source_id, 'synthetic-' || r || '.txt' as file, sha256(r::varchar) as sha256,
       'Báo cáo số ' || r || ' (' || label_() || ')' as title, 'Báo ' || label_() as publisher,
       date '2016-01-01' + dice(r, 1, 3600)::integer as published_on, null as event_on,
       locality_id as unit_id, 'press' as kind, 20 as paragraph_count, null as note, r + 1 as sort_rank
from report order by r;

create table indicators as
select printf('th-i%02d', i::integer) as indicator_id, name, topics()[1 + i % len(topics())] as topic,
       'models' as measure_unit, 'stock' as count_kind, name as definition, 'neutral' as higher_is,
       i < 21 as is_core, 'every' as asked_of, null as numerator_id, null as denominator_id, fold(name) as name_fold
from (select i, 'Chỉ tiêu ' || i || ' (' || label_() || ')' as name from range(42) t(i));

-- Six cards in ten speak of the locality itself (c = -1), the others of a commune inside it.
create table card as
select *, fold(words) as words_fold, fold(as_printed) as as_printed_fold
from (
  select *, if(number is null, 'nhiều mô hình ', if(open, 'trên ', '') || number || ' mô hình ') || words as as_printed
  from (
    select i as card, if(dice(i, 2, 10) < 6, -1, dice(i, 3, communes_())) as c,
           pick(['camera an ninh', 'đường hoa thanh niên', 'tiết kiệm xanh', 'hũ gạo tình thương',
                 'ngày thứ bảy vì dân', 'chi bộ bốn tốt', 'tuyến phố văn minh', 'vườn mẫu nông hộ'], i, 4) as words,
           printf('th-i%02d', dice(i, 5, 42)::integer) as indicator_id,
           if(dice(i, 6, 10) < 2, null, dice(i, 7, 999)) as number, dice(i, 8, 5) = 0 as open,
           if(dice(i, 9, 5) = 0, null, (2016 + dice(i, 10, 10))::integer) as year,
           pick(recipients(), i, 11) as recipient, pick(model_statuses(), i, 12) as model_status,
           pick(kinds(), i, 13) as kind, list_distinct([pick(fields(), i, 14), pick(fields(), i, 15)]) as fields,
           pick(forms(), i, 16) as form, pick(authorities(), i, 17) as authority_kind,
           pick(frequencies(), i, 18) as frequency, pick(activity_codes(), i, 19) as activity
    from range(cards_()) t(i)
  )
) order by card;

create view observations as
select source_id || '-' || lpad((i % per_report_())::varchar, 2, '0') as observation_id, source_id,
       1 + i % per_report_() as paragraph, unit_id, p.locality_id, level, topic, indicator_id, as_printed,
       case when number is not null then split_part(as_printed, ' mô', 1) end as quantity,
       number as value, number as lower, if(open, null, number) as upper,
       if(number is null, null, not open) as lower_inclusive,
       if(number is null or open, null, true) as upper_inclusive, null as denominator,
       case when number is not null then if(open, 'more_than', 'exact') end as qualifier,
       if(number is null, null, 'models') as measure_unit, 'stock' as count_kind,
       if(number is null, 'mentioned', 'reported') as obs_status, recipient, model_status,
       null as counting_level, make_date(year, 1, 1) as period_from, make_date(year, 12, 31) as period_to,
       'năm ' || year as period_text, if(year is null, 'unknown', 'stated') as period_basis,
       null as as_of, null as part_of, label_() as note, as_printed_fold,
       year as first_year, year as last_year
from (select i, i // per_report_() as r, dice(i, 20, cards_()) as card from range(observations_()) t(i))
join report using (r) join card using (card) join place p using (l, c) join indicators using (indicator_id);

create view models as
select source_id || '-m' || lpad(i::varchar, 7, '0') as model_id, source_id, 1 + i % 20 as paragraph, unit_id,
       p.locality_id, words || ' số ' || i || ' (' || label_() || ')' as name, 'Hội Nông dân ' || card as owner,
       'agency' as owner_level, kind, fields, i % 9 = 0 as is_breakthrough, null as note,
       words_fold || ' so ' || i || ' (tong hop/sinthetic)' as name_fold,
       'hoi nong dan ' || card as owner_fold, i + 1 as sort_rank
from (select i, i * reports_() // models_() as r, dice(i, 21, cards_()) as card from range(models_()) t(i))
join report using (r) join card using (card) join place p using (l, c);

create view commendations as
select source_id || '-k' || lpad(i::varchar, 7, '0') as commendation_id, source_id, 1 + i % 20 as paragraph,
       unit_id, p.locality_id, 'khen thưởng ' || label_() as as_printed, form,
       'Chủ tịch UBND ' || card as authority, authority_kind, 'district' as authority_level, recipient,
       frequency, null as observation_id, null as note,
       'khen thuong tong hop/sinthetic' as as_printed_fold
from (select i, i * reports_() // commendations_() as r, dice(i, 22, cards_()) as card
      from range(commendations_()) t(i))
join report using (r) join card using (card) join place p using (l, c);

create view study_activities as
select source_id || '-a' || lpad(i::varchar, 7, '0') as activity_id, source_id, 1 + i % 20 as paragraph,
       unit_id, p.locality_id, 'kể chuyện ' || words as as_printed, activity, 'Đảng ủy ' || card as organiser,
       'cán bộ, đảng viên' as audience, frequency, 'mentioned' as obs_status, null as observation_id,
       null as note, 'ke chuien ' || words_fold as as_printed_fold
from (select i, i * reports_() // study_activities_() as r, dice(i, 23, cards_()) as card
      from range(study_activities_()) t(i))
join report using (r) join card using (card) join place p using (l, c);

create view coverage as
select locality_id, topic, indicator_id, ['reported', 'mentioned', 'silent'][1 + (hash(unit_id, indicator_id) % 3)::bigint] as status,
       null as observation_id, 0 as inside_count
from place, indicators where c < 0 order by locality_id, indicator_id;

create view findings as
select source_id || '-f' as finding_id, source_id, 'scope' as kind, 'curated' as origin,
       [source_id || '-00', source_id || '-01'] as observation_ids, [1, 2] as paragraphs, 'khớp' as expected, 'khớp' as found,
       null as gap, 'note' as severity, 'Dòng thử (' || label_() || ')' as text
from report where r % 10 = 0 order by r;
