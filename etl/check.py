"""Check the raw rows against the contract and the rules of the domain; report every problem at once.

Each rule is one SELECT returning (file, line, value, rule, remedy): Vietnamese, because data staff read
them. Checks that need only the contract are generated from it; the domain's own are in `RULES`.
"""

import duckdb

from etl.problems import CuratedDataError, Problem
from warehouse.codes import UNITS_WITHIN
from warehouse.contract import BY_NAME, TABLES, Column, Table

_PATTERN = {
    "int": (r"^-?\d{1,9}$", "không phải số nguyên", "ghi chữ số, không dấu chấm"),
    "date": (r"^\d{4}-\d{2}-\d{2}$", "không phải ngày", "ghi năm-tháng-ngày, ví dụ 2023-03-17"),
    "bool": (r"^(true|false)$", "không phải true/false", "ghi true hoặc false"),
}


def check_contract(con: duckdb.DuckDBPyConnection) -> None:
    """Refuse rows that break the contract: required, type, code, reference, key, length."""
    _run(con, [sql for table in TABLES if table.curated for sql in _contract_rules(table)])


def check_rules(con: duckdb.DuckDBPyConnection) -> None:
    """Refuse typed rows (`observations`, `units` …, each with `line`) that break a rule of the domain."""
    _run(con, RULES)


def _run(con: duckdb.DuckDBPyConnection, rules: list[str]) -> None:
    problems = []
    for sql in rules:
        for table, line, value, rule, remedy in con.execute(sql).fetchall():
            problems.append(
                Problem(f"data/curated/{table}.csv", line, str(value or ""), rule, remedy)
            )
    if problems:
        raise CuratedDataError(problems)


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def _select(table: Table, value: str, rule: str, remedy: str, where: str) -> str:
    return (
        f"select {_text(table.name)}, line, {value}, {_text(rule)}, {_text(remedy)} "
        f"from raw_{table.name} where {where}"
    )


def _contract_rules(table: Table) -> list[str]:
    rules = []
    for column in table.typed:
        rules += _column_rules(table, column)
    key = ", ".join(f'"{k}"' for k in table.key.split(","))
    first = table.key.split(",")[0]
    rules.append(
        _select(
            table,
            f'"{first}"',
            "mã đã dùng ở dòng khác",
            "đặt mã khác hoặc xóa dòng trùng",
            f"line in (select unnest(list(line)[2:]) from (from raw_{table.name} order by line) "
            f"group by {key} having count(*) > 1)",
        )  # fmt: skip
    )
    return rules


def _column_rules(table: Table, column: Column) -> list[str]:
    c = f'"{column.name}"'
    rules = []
    if column.required:
        remedy = f"ghi cột {column.name}: {column.meaning}"
        rules.append(_select(table, "''", f"thiếu {column.name}", remedy, f"{c} is null"))
    if column.kind in _PATTERN:
        pattern, rule, remedy = _PATTERN[column.kind]
        bad = f"not regexp_matches({c}, '{pattern}') or try_cast({c} as {column.sql_type}) is null"
        rules.append(
            _select(table, c, f"{column.name} {rule}", remedy, f"{c} is not null and ({bad})")
        )
    if column.low is not None:
        rules.append(
            _select(table, c, f"{column.name} nhỏ hơn {column.low}", "xem lại báo cáo",
                    f"try_cast({c} as integer) < {column.low}")
        )  # fmt: skip
    if column.codes:
        each = f"string_split({c}, ';')" if column.kind == "codes" else f"[{c}]"
        allowed = "[" + ", ".join(_text(code) for code in column.codes) + "]"
        rules.append(
            _select(table, c, f"{column.name} không có trong bảng mã",
                    "chọn một trong: " + ", ".join(column.codes),
                    f"{c} is not null and not list_has_all({allowed}, {each})")
        )  # fmt: skip
    if column.references:
        target = BY_NAME[column.references]
        rules.append(
            _select(table, c, f"{column.name} không có trong {target.name}.csv",
                    f"sửa mã hoặc thêm dòng vào data/curated/{target.name}.csv",
                    f"{c} is not null and {c} not in (select {target.key} from raw_{target.name} "
                    f"where {target.key} is not null)")
        )  # fmt: skip
    if column.max_words:
        rules.append(
            _select(table, c, f"{column.name} dài hơn {column.max_words} từ", "rút cụm từ ngắn lại",
                    f"len(regexp_split_to_array(trim({c}), '\\s+')) > {column.max_words}")
        )  # fmt: skip
    return rules


def _paragraph_rule(table: str) -> str:
    return f"""select '{table}', t.line, t.paragraph, 'đoạn không có trong báo cáo',
                      'báo cáo ' || source_id || ' có ' || s.paragraph_count || ' đoạn; xem lại số đoạn'
               from {table} t join sources s using (source_id)
               where t.paragraph > s.paragraph_count"""


_WITHIN = " or ".join(
    f"(i.measure_unit = '{unit}' and o.measure_unit in ({', '.join(map(_text, sorted(within)))}))"
    for unit, within in UNITS_WITHIN.items()
)
# Parts and totals of these units count the same things under other names; money or area do not.
_COUNTED = "('persons', 'collectives', 'households', 'recipients', 'exemplars')"

RULES = [
    *(_paragraph_rule(t.name) for t in TABLES if t.curated and t.phrase),
    """select 'observations', line, period_from || ' – ' || period_to, 'kỳ kết thúc trước khi bắt đầu',
              'đổi lại hai ngày theo báo cáo'
       from observations where period_to < period_from""",
    """select 'units', line, valid_from || ' – ' || valid_to, 'đơn vị hết hiệu lực trước khi có',
              'đổi lại hai ngày'
       from units where valid_to < valid_from""",
    """select 'units', line, unit_id, 'đơn vị là cấp trên của chính mình', 'sửa parent_id'
       from units where parent_id = unit_id""",
    """select 'observations', o.line, u.name, 'số liệu ở ngoài thời gian đơn vị tồn tại',
              'gắn số với đơn vị có vào lúc đó'
       from observations o join units u using (unit_id)
       where coalesce(o.as_of, o.period_from) > u.valid_to
          or coalesce(o.period_to, o.as_of) < u.valid_from""",
    """select 'observations', line, as_printed, 'hai cận trái nhau',
              'cụm từ nêu cận dưới lớn hơn cận trên; xem lại báo cáo'
       from observations where lower > upper or value < lower or value > upper""",
    """select 'observations', line, as_printed, 'tử số lớn hơn mẫu số', 'xem lại báo cáo'
       from observations where value > denominator""",
    f"""select 'observations', p.line, p.as_printed, 'phần lớn hơn tổng ' || t.as_printed,
               'xem lại part_of hoặc cụm từ'
        from observations p join observations t on t.observation_id = p.part_of
        where coalesce(p.lower, p.value) > t.upper
          and (p.measure_unit = t.measure_unit
               or (p.measure_unit in {_COUNTED} and t.measure_unit in {_COUNTED}))""",
    """select 'observations', line, part_of, 'số liệu là một phần của chính nó', 'sửa part_of'
       from observations where part_of = observation_id""",
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
