"""Say what the build refuses in the words people enter data by: the place, its headings, its lists.

The rules stay the build's own; only the names in their sentences change, from columns and codes of
the files to the headings and lists people see.
"""

import re

from etl import workbook_words as words
from etl.entries import Entry, Refusal
from etl.problems import Problem
from warehouse.contract import BY_NAME, TABLES, Table

_WORD = re.compile(r"\b[a-z]\w*\b", re.ASCII)
_FILE = re.compile(r"(?:data/curated/)?\b([a-z_]+)\.csv\b")
# Rules about two cells at once, whose sentence names neither.
_ABOUT = {
    "kỳ kết thúc trước khi bắt đầu": "period_to",
    "đơn vị hết hiệu lực trước khi có": "valid_to",
    "số liệu ở ngoài thời gian đơn vị tồn tại": "unit_id",
    "mã thống kê không đủ chữ số": "gso_code",
}


def refusal(problem: Problem, entry: Entry) -> tuple[str, Refusal]:
    """The column a problem is about, and the same problem as said of its cell."""
    table = BY_NAME[entry.table]
    column = _column(problem, entry, table)
    rule, remedy = problem.rule, problem.remedy
    if remedy.startswith("chọn một trong: "):
        listed = dict(table.column(column).codes or {}).values()
        remedy = "chọn trong danh sách: " + "; ".join(f"“{label}”" for label in listed)
    elif rule.endswith("không phải ngày"):
        remedy = "ghi ngày/tháng/năm, ví dụ 17/03/2023"
    elif rule.endswith("không phải true/false"):
        rule, remedy = rule.replace("true/false", "có/không"), "ghi có hoặc không"
    spot = entry.spot(column)
    rule, remedy = (spoken(said, table, spot.table_word) for said in (rule, remedy))
    return column, Refusal(spot, problem.value, rule, remedy)


def _column(problem: Problem, entry: Entry, table: Table) -> str:
    """The column at fault: named by the rule, asked for by the remedy, or holding the value."""
    typed = [c.name for c in table.typed]
    named = [w for w in _WORD.findall(problem.rule) if w in typed]
    asked = [w for w in re.findall(r"(?:ghi|sửa) (?:cột )?(\w+)", problem.remedy) if w in typed]
    holding = [c for c in typed if problem.value and entry.values.get(c) == problem.value]
    mentioned = [w for w in _WORD.findall(problem.remedy) if w in typed]
    about = [_ABOUT[problem.rule]] if problem.rule in _ABOUT else []
    return (about + named + asked + holding + mentioned + [table.key.split(",")[0]])[0]


def spoken(text: str, table: Table, table_word: str) -> str:
    """The sentence with headings for columns, sheets for files, and words for codes."""
    text = _FILE.sub(lambda found: _sheet(found[1], table_word) or found[0], text)
    return _WORD.sub(lambda found: _heading(found[0], table) or found[0], text)


def _sheet(table: str, table_word: str) -> str | None:
    return f"{table_word} “{words.SHEETS[table]}”" if table in words.SHEETS else None


def heading(column: str, table: Table) -> str:
    """What people call a typed column."""
    return (_heading(column, table) or column).strip("“”")


def _heading(word: str, table: Table) -> str | None:
    for owner in (table, *TABLES):
        if not owner.curated:
            continue
        for column in owner.typed:
            if word == column.name:
                own_key = column.name == owner.key and owner is table
                label = words.KEYS.get(owner.name) if own_key else None
                return f"“{label or words.LABELS[word]}”"
        if owner is table:
            for column in owner.columns:
                # Short codes are also syllables or units: "ha", "km".
                if column.codes and word in column.codes and len(word) > 3:
                    return f"“{column.codes[word]}”"
    return None
