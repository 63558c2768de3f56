-- Curated files of a country, generated from row numbers alone: every report is one unit's month.
-- size_() is the number of observations; curated.py defines it. Every row says it is synthetic.

create macro label_() as 'TỔNG HỢP/synthetic';
create macro indicators_() as 60;
create macro reports_() as greatest(1, size_() // indicators_());
create macro months_() as 120;
create macro units_() as greatest(1, ceil(reports_() / months_())::bigint);
create macro dice(i, salt, n) as (hash(i * 64 + salt) % n)::bigint;

create table units as
select printf('th-%06d', u::integer) as unit_id, 'Xã ' || u || ' (' || label_() || ')' as name, 'TH ' || u as short_name,
       'commune' as type, 'commune' as level, null as parent_id, unit_id as locality_id, printf('%05d', u::integer) as gso_code,
       null as valid_from, null as valid_to, label_() as legal_basis, null as commune_count, null as commune_year
from range(units_()) t(u) order by 1;

create table unit_links as
select unit_id as from_unit_id, unit_id as to_unit_id, 'part' as kind, label_() as resolution from units where false;

create table indicators as
select printf('th-i%02d', i::integer) as indicator_id, 'Chỉ tiêu ' || i || ' (' || label_() || ')' as name, 'models' as topic,
       'models' as measure_unit, 'stock' as count_kind, name as definition, 'neutral' as higher_is,
       if(i < 20, 'true', 'false') as is_core, 'every' as asked_of, null as numerator_id, null as denominator_id
from range(indicators_()) t(i) order by 1;

create table report as
select r, r // months_() as u, printf('th-%06d', u::integer) as unit_id, r % months_() as month,
       printf('%s-%03d', unit_id, month::integer) as source_id,
       date '2016-01-01' + to_months(month::integer) as month_from,
       (date '2016-01-01' + to_months(month::integer + 1))::date - 1 as month_to
from range(reports_()) t(r);

create table sources as
select source_id, 'synthetic-' || r || '.txt' as file, sha256(r::varchar) as sha256,
       'Báo cáo số ' || r || ' (' || label_() || ')' as title, 'Báo ' || label_() as publisher,
       strftime(month_to + 5, '%Y-%m-%d') as published_on, null as event_on, unit_id, 'official' as kind,
       indicators_() as paragraph_count, null as note
from report order by source_id;

-- Numbers are mostly small, as in reports: some 30,000 phrases stand in any number of rows.
create view observations as
select source_id || printf('-%02d', n::integer) as observation_id, source_id, 1 + n as paragraph, unit_id,
       printf('th-i%02d', n::integer) as indicator_id,
       ['', '', '', 'hơn ', 'gần '][1 + dice(i, 1, 5)] || (1 + dice(i, 2, 1 + dice(i, 3, 1200))) || ' mô hình ' ||
       ['camera an ninh', 'đường hoa thanh niên', 'tiết kiệm xanh', 'hũ gạo tình thương', 'ngày vì dân',
        'tuyến phố văn minh', 'vườn mẫu nông hộ', 'học Bác mỗi ngày'][1 + dice(i, 4, 8)] as as_printed,
       'stock' as count_kind, 'reported' as obs_status, null as recipient, 'maintained' as model_status,
       'commune' as counting_level, strftime(month_from, '%Y-%m-%d') as period_from,
       strftime(month_to, '%Y-%m-%d') as period_to, 'tháng ' || (1 + month % 12) || ' năm ' || (2016 + month // 12) as period_text,
       'stated' as period_basis, null as as_of, null as part_of, label_() as note
from (select i, i // indicators_() as r, i % indicators_() as n from range(size_()) t(i)) join report using (r);

create view models as
select source_id || '-m1' as model_id, source_id, 1 as paragraph, unit_id, 'Mô hình số ' || r || ' (' || label_() || ')' as name,
       'Đoàn xã' as owner, 'commune' as owner_level, 'mô hình' as kind, 'economy; other' as fields,
       'false' as is_breakthrough, null as note
from report where r % 6 = 0;

create view commendations as
select source_id || '-k1' as commendation_id, source_id, 2 as paragraph, unit_id, 'giấy khen' as as_printed, 'giay_khen' as form,
       null as authority, 'state' as authority_kind, null as authority_level, 'mixed' as recipient,
       'once' as frequency, null as observation_id, null as note
from report where r % 6 = 1;

create view study_activities as
select source_id || '-a1' as activity_id, source_id, 3 as paragraph, unit_id, 'hội nghị quán triệt' as as_printed, 'session' as activity,
       null as organiser, null as audience, 'once' as frequency, 'mentioned' as obs_status, null as observation_id, null as note
from report where r % 6 = 2;
