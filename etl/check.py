"""Check the raw rows against the contract and the rules of the domain; all problems at once.

Each rule is one SELECT returning (file, line, value, rule, remedy): Vietnamese, because data staff
read them. Checks that need only the contract come from it; the domain's own are in `RULES`.
"""

from collections.abc import Iterable, Iterator

import duckdb

from etl.problems import Problem
from etl.progress import stage
from etl.read import readable
from warehouse.codes import UNITS_WITHIN
from warehouse.contract import BY_NAME, TABLES, Column, Table

_PATTERN = {
    "int": (r"^-?\d{1,9}$", "không phải số nguyên", "ghi chữ số, không dấu chấm"),
    "date": (r"^\d{4}-\d{2}-\d{2}$", "không phải ngày", "ghi năm-tháng-ngày, ví dụ 2023-03-17"),
    # Excel writes TRUE where a person typed true.
    "bool": (r"^(?i:true|false)$", "không phải true/false", "ghi true hoặc false"),
}

_AT_ONCE = 20  # rules in one question


def check_contract(con: duckdb.DuckDBPyConnection) -> list[Problem]:
    """Rows that break the contract: required, type, code, reference, key, length."""
    stage("Kiểm tra")
    there = readable(con)
    tables = [table for table in TABLES if table.name in there]
    rules = [sql for t in tables for sql in [_key_rule(t), *contract_rules(t, there)]]
    return _run(con, (_together(rules[n : n + _AT_ONCE]) for n in range(0, len(rules), _AT_ONCE)))


def check_rules(con: duckdb.DuckDBPyConnection) -> list[Problem]:
    """Typed rows (`observations`, `units` …, each with `line`) that break a rule of the domain."""
    return _run(con, RULES)


def _run(con: duckdb.DuckDBPyConnection, rules: Iterable[str]) -> list[Problem]:
    return [
        Problem(
            f"data/curated/{table}.csv", line, "" if value is None else str(value), rule, remedy
        )
        for sql in rules
        for table, line, value, rule, remedy in con.execute(sql).fetchall()
    ]


def _together(rules: list[str]) -> str:
    """Many small questions take longer to plan than to answer."""
    columns = "(about, line, value, rule, remedy)"
    asked = (
        f"select about, line, value::varchar, rule, remedy from ({r}) r{columns}" for r in rules
    )
    return " union all ".join(asked)


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def _select(table: Table, value: str, rule: str, remedy: str, where: str) -> str:
    return (
        f"select {_text(table.name)}, line, {value}, {_text(rule)}, {_text(remedy)} "
        f"from raw_{table.name} where {where}"
    )


def contract_rules(table: Table, there: set[str], is_typed: bool = False) -> Iterator[str]:
    """All but the key's, of text; or of cells that have their types.

    A reference to a table that could not be read is left unchecked: every row would fail.
    """
    for column in table.typed:
        c = f'"{column.name}"'
        if column.required:
            remedy = f"ghi cột {column.name}: {column.meaning}"
            yield _select(table, "''", f"thiếu {column.name}", remedy, f"{c} is null")
        if column.kind in _PATTERN and not is_typed:
            yield _type_rule(table, column)
        if column.low is not None:
            where = f"try_cast({c} as integer) < {column.low}"
            rule = f"{column.name} nhỏ hơn {column.low}"
            yield _select(table, c, rule, "xem lại báo cáo", where)
        if column.codes:
            yield from _code_rules(table, column, is_typed)
        if column.references and column.references in there:
            target = BY_NAME[column.references]
            rule = f"{column.name} không có trong {target.name}.csv"
            remedy = f"sửa mã hoặc thêm dòng vào data/curated/{target.name}.csv"
            # An id is looked for once, however often it is cited.
            lost = f"""with cited as materialized (
                         select distinct {c} from raw_{table.name} where {c} is not null)
                       select {c} from cited
                       anti join raw_{target.name} t on t.{target.key} = cited.{c}"""
            yield _select(table, c, rule, remedy, f"{c} in ({lost})")
        if column.max_words:
            # Reports join words with a no-break space as well. A phrase is split once, however
            # often it stands: any_value keeps the engine from splitting it before it is grouped.
            words = rf"len(regexp_split_to_array(any_value({c}), '[\s\x{{00A0}}\x{{202F}}]+'))"
            rule = f"{column.name} dài hơn {column.max_words} từ"
            long = f"""select {c} from raw_{table.name} where {c} is not null
                       group by {c} having {words} > {column.max_words}"""
            yield _select(table, c, rule, "rút cụm từ ngắn lại", f"{c} in ({long})")


def _key_rule(table: Table) -> str:
    key = table.key.split(",")
    return f"""
        select '{table.name}', line, concat_ws(', ', {", ".join(key)}),
               'mã đã dùng ở dòng ' || first_line, 'đặt mã khác hoặc xóa dòng trùng'
        from raw_{table.name}
        join (select {table.key}, min(line) as first_line from raw_{table.name}
              group by {table.key} having count(*) > 1) using ({table.key})
        where line > first_line"""


def _type_rule(table: Table, column: Column) -> str:
    c = f'"{column.name}"'
    pattern, rule, remedy = _PATTERN[column.kind]
    bad = f"not regexp_matches({c}, '{pattern}') or try_cast({c} as {column.sql_type}) is null"
    return _select(table, c, f"{column.name} {rule}", remedy, f"{c} is not null and ({bad})")


def _code_rules(table: Table, column: Column, is_typed: bool) -> Iterator[str]:
    c = f'"{column.name}"'
    allowed = ", ".join(map(_text, column.codes or ()))
    each = c if is_typed else code_list(c)
    where = f"{c} not in ({allowed})"
    if column.kind == "codes":
        where = f"{c} is not null and not list_has_all([{allowed}], {each})"
    remedy = "chọn một trong: " + ", ".join(column.codes or ())
    yield _select(table, c, f"{column.name} không có trong bảng mã", remedy, where)
    if column.kind == "codes":
        where = f"len({each}) > len(list_distinct({each}))"
        yield _select(table, c, f"{column.name} lặp mã", "giữ mỗi mã một lần", where)


def code_list(cell: str) -> str:
    """SQL for the codes of a cell: "economy; other" → [economy, other]."""
    return f"list_transform(string_split({cell}, ';'), lambda x: trim(x))"


def _paragraph_rule(table: str) -> str:
    return f"""
        select '{table}', t.line, t.paragraph, 'đoạn không có trong báo cáo',
               'báo cáo ' || source_id || ' có ' || s.paragraph_count || ' đoạn; xem lại số đoạn'
        from {table} t join sources s using (source_id)
        where t.paragraph > s.paragraph_count"""


def _cycle_rule(table: str, key: str, above: str, rule: str) -> str:
    """Rows that stand above themselves, at any distance: what walks upwards would never end."""
    return f"""
        with recursive up as (
            select {key} as start, {above} as top from {table} where {above} is not null
            union
            select start, t.{above} from up join {table} t on t.{key} = up.top
            where t.{above} is not null
        )
        select '{table}', line, {above}, '{rule}', 'sửa {above}'
        from {table} where {key} in (select start from up where start = top)"""


def _linked_rule(table: str) -> str:
    return f"""
        select '{table}', t.line, t.observation_id, 'số liệu đi kèm là của báo cáo khác',
               'sửa observation_id'
        from {table} t join observations o using (observation_id)
        where o.source_id <> t.source_id"""


_WITHIN = " or ".join(
    f"(i.measure_unit = '{unit}' and o.measure_unit in ({', '.join(map(_text, sorted(within)))}))"
    for unit, within in UNITS_WITHIN.items()
)
# Parts and totals of these units count the same things under other names; money or area do not.
_COUNTED = "('persons', 'collectives', 'households', 'recipients', 'exemplars')"

RULES = [
    *(_paragraph_rule(t.name) for t in TABLES if t.curated and t.phrase),
    _cycle_rule("units", "unit_id", "parent_id", "đơn vị là cấp trên của chính mình"),
    _cycle_rule("observations", "observation_id", "part_of", "số liệu là một phần của chính nó"),
    _linked_rule("commendations"),
    _linked_rule("study_activities"),
    """select 'sources', line, sha256, 'không phải mã băm SHA-256',
              'ghi đủ 64 chữ số thập lục, chữ thường; lệnh sha256sum in ra mã này'
       from sources where not regexp_full_match(sha256, '[0-9a-f]{64}')""",
    # Kept texts are written under it.
    """select 'sources', line, file, 'không phải tên tệp', 'chỉ ghi tên tệp, không ghi thư mục'
       from sources where regexp_matches(file, '[/\\\\]|^[.]')""",
    """select 'sources', s.line, s.unit_id, 'đơn vị của báo cáo không phải địa phương so sánh',
              'ghi locality_id của đơn vị này là chính nó trong data/curated/units.csv'
       from sources s join units u using (unit_id)
       where u.locality_id is distinct from u.unit_id""",
    """select 'observations', o.line, o.unit_id, 'đơn vị không thuộc địa phương so sánh nào',
              'ghi locality_id của đơn vị trong data/curated/units.csv'
       from observations o join units u using (unit_id) where u.locality_id is null""",
    # A spreadsheet turns 03478 into 3478.
    """select 'units', line, gso_code, 'mã thống kê không đủ chữ số',
              'cấp tỉnh 2, cấp huyện 3, cấp xã 5 chữ số, giữ số 0 ở đầu'
       from units
       where not regexp_full_match(gso_code, case level when 'province' then '[0-9]{2}'
                 when 'district' then '[0-9]{3}' when 'commune' then '[0-9]{5}' else '.*' end)""",
    """select 'observations', line, period_from || ' – ' || period_to,
              'kỳ kết thúc trước khi bắt đầu', 'đổi lại hai ngày theo báo cáo'
       from observations where period_to < period_from""",
    """select 'units', line, valid_from || ' – ' || valid_to, 'đơn vị hết hiệu lực trước khi có',
              'đổi lại hai ngày'
       from units where valid_to < valid_from""",
    """select 'observations', o.line, u.name, 'số liệu ở ngoài thời gian đơn vị tồn tại',
              'gắn số với đơn vị có vào lúc đó'
       from observations o join units u using (unit_id)
       where coalesce(o.as_of, o.period_from) > u.valid_to
          or coalesce(o.period_to, o.as_of) < u.valid_from""",
    """select 'observations', line, as_printed, 'hai cận trái nhau',
              'cụm từ nêu cận dưới lớn hơn cận trên; xem lại báo cáo'
       from observations where lower > upper or value < lower or value > upper""",
    # Totals are few: they are looked for first.
    f"""with total as materialized (
            select * from observations where observation_id in (
                select part_of from observations where part_of is not null))
        select 'observations', p.line, p.as_printed, 'phần lớn hơn tổng ' || t.as_printed,
               'xem lại part_of hoặc cụm từ'
        from observations p join total t on t.observation_id = p.part_of
        where (coalesce(p.lower, p.value) > t.upper
               or (p.lower = t.upper and not (p.lower_inclusive and t.upper_inclusive)))
          and (p.measure_unit = t.measure_unit
               or (p.measure_unit in {_COUNTED} and t.measure_unit in {_COUNTED}))""",
    f"""select 'observations', o.line, o.as_printed,
               'đơn vị tính (' || o.measure_unit || ') khác đơn vị của chỉ tiêu ('
               || i.measure_unit || ')', 'chọn chỉ tiêu khác hoặc sửa cụm từ'
        from observations o join indicators i using (indicator_id)
        where o.measure_unit <> i.measure_unit and not ({_WITHIN})""",
    """select 'observations', o.line, o.as_printed, 'số mô hình thiếu trạng thái',
              'ghi model_status; báo cáo không nêu thì ghi unstated'
       from observations o where measure_unit = 'models' and model_status is null""",
    """select 'observations', o.line, o.as_printed, 'số người, tập thể thiếu đối tượng',
              'ghi recipient; không tách được thì ghi mixed'
       from observations o join indicators i using (indicator_id)
       where i.measure_unit = 'recipients' and o.qualifier is not null and recipient is null""",
    """select 'observations', line, period_text, 'nêu "stated" nhưng không có ngày đầu kỳ',
              'ghi period_from, hoặc đổi period_basis'
       from observations where period_basis = 'stated' and period_from is null""",
    """select 'observations', line, period_text, 'nêu "as_of" nhưng thiếu ngày as_of',
              'ghi as_of, hoặc đổi period_basis thành unknown'
       from observations where period_basis = 'as_of' and as_of is null""",
]
