"""Findings the build works out itself: what adds up, what does not, what cannot be yet.

Nothing is corrected: a finding names the figures, says what they should give, what they give, and
how far apart they are. Open bounds stay open: "trên 3,4 tỷ" takes part as more than 3,4 tỷ.
"""

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import duckdb

from etl.lines import lines_of
from warehouse import codes
from warehouse.bounds import Bounds, total

Row = dict[str, Any]

# Each first says which figures it may be about: they are few, and the others are not looked at.
_PARTS = """
    with cited as materialized (
        select part_of as observation_id from observations where part_of is not null
        union select observation_id from observations where part_of is not null
    )
    select o.* from observations o semi join cited using (observation_id)
    where o.obs_status = 'reported'"""
_RATIOS = """
    with ratio as materialized (
        select * from indicators where numerator_id is not null and denominator_id is not null
    ), asked as materialized (
        select * from observations where indicator_id in (
            select indicator_id from ratio union select numerator_id from ratio
            union select denominator_id from ratio)
    )
    select o.*, a.observation_id as above_id, b.observation_id as below_id,
           a.quantity as above_words, b.quantity as below_words,
           a.value as above_value, b.value as below_value
    from asked o join ratio i using (indicator_id)
    join asked a on a.indicator_id = i.numerator_id and a.unit_id = o.unit_id
                and a.source_id = o.source_id
    join asked b on b.indicator_id = i.denominator_id and b.unit_id = o.unit_id
                and b.source_id = o.source_id
    where (a.period_from, a.period_to, a.as_of)
          is not distinct from (o.period_from, o.period_to, o.as_of)
      and (b.period_from, b.period_to, b.as_of)
          is not distinct from (o.period_from, o.period_to, o.as_of)
      and a.value is not null and b.value > 0 and o.value is not null"""
_LATE = """
    select o.source_id, s.published_on, o.period_to, o.period_text, o.observation_id, o.paragraph
    from observations o join sources s using (source_id)
    where o.obs_status = 'reported' and o.count_kind <> 'target' and o.period_to > s.published_on"""
_TWICE = """
    with place as materialized (
        select unit_id, coalesce(period_to, as_of) as until from observations
        where obs_status = 'reported' and until is not null
        group by all having min(source_id) <> max(source_id)
    ), told as materialized (
        select o.* from observations o
        semi join place p on p.unit_id = o.unit_id and p.until = coalesce(o.period_to, o.as_of)
        where o.obs_status = 'reported'
    )
    select o.*, p.observation_id as other_id, p.quantity as other_words, p.lower as other_lower,
           p.upper as other_upper, p.lower_inclusive as other_lower_inclusive,
           p.upper_inclusive as other_upper_inclusive, p.source_id as other_source,
           s.title as other_title
    from told o
    join told p on p.unit_id = o.unit_id and p.indicator_id = o.indicator_id
               and coalesce(p.period_to, p.as_of) = coalesce(o.period_to, o.as_of)
               and p.source_id <> o.source_id
    join sources s on s.source_id = p.source_id
    where (o.recipient, o.counting_level, o.model_status, o.count_kind, o.measure_unit)
          is not distinct from
          (p.recipient, p.counting_level, p.model_status, p.count_kind, p.measure_unit)
      and (o.period_from, o.period_to, o.as_of)
          is not distinct from (p.period_from, p.period_to, p.as_of)"""


def computed_findings(con: duckdb.DuckDBPyConnection) -> list[Row]:
    """Rows of `findings` with origin "computed", from the typed tables.

    Figures are told in the order in which people typed them: by report, then by line.
    """
    found = [*_sums(con), *_ratios(con), *_late(con), *_twice(con)]
    times: Counter[str] = Counter()
    for row in found:
        times[row["finding_id"]] += 1
        if (nth := times[row["finding_id"]]) > 1:  # a ratio with several pairs of halves
            row["finding_id"] += f"-{nth}"
    return [{**_EMPTY, "origin": "computed", **row} for row in found]


_EMPTY = {"expected": None, "found": None, "gap": None}


def _rows(con: duckdb.DuckDBPyConnection, sql: str) -> list[Row]:
    """What the SQL finds, by report and line, then by report and line of the `other`."""
    answer = con.execute(sql)
    names = [column[0] for column in answer.description]
    rows = [dict(zip(names, values, strict=True)) for values in answer.fetchall()]
    keys = ("observation_id", "other_id", "above_id", "below_id")
    line = lines_of(con, {row[key] for row in rows for key in keys if key in row})

    def place(row: Row) -> tuple[object, ...]:
        others = [line[row[key]] for key in keys[1:] if key in row]
        told = row.get("other_source", "")
        return row["source_id"], line[row["observation_id"]], told, *others

    return sorted(rows, key=place)


def _sums(con: duckdb.DuckDBPyConnection) -> Iterator[Row]:
    """Parts against their total, one finding for each total."""
    rows = {row["observation_id"]: row for row in _rows(con, _PARTS)}
    parts: dict[str, list[Row]] = {}
    for row in rows.values():
        whole = rows.get(row["part_of"])
        if whole and _addable(whole, row):
            parts.setdefault(row["part_of"], []).append(row)
    for whole_id, own in parts.items():
        yield _sum(rows[whole_id], own)


# Counted in their own words, they still make up a total of one another's kind.
_HEADS = {"exemplars", "recipients", "persons", "collectives", "households"}


def _addable(whole: Row, part: Row) -> bool:
    """A share of a total, or its weight beside its price, is no part that adds up to it."""
    units = {whole["measure_unit"], part["measure_unit"]}
    return len(units) == 1 or units <= _HEADS


def _sum(whole: Row, parts: list[Row]) -> Row:
    together, printed = total(Bounds.of(part) for part in parts), total(map(_printed, parts))
    whole_printed = _printed(whole)
    unit = whole["measure_unit"]
    said = " + ".join(part["quantity"] for part in parts)
    if len(parts) > 1:
        said += f" = {_bounds(printed, unit)}"
    row = _finding("sum" if len(parts) > 1 else "part", whole, parts) | {
        "expected": whole["quantity"],
        "found": said,
    }
    if printed.lower > whole_printed.upper or printed.above(whole_printed):
        gap = printed.lower - whole_printed.upper
        least = "" if printed.is_point and whole_printed.is_point else "ít nhất "
        rounding = together.meets(Bounds.of(whole))
        return row | {
            "severity": "warning",
            "gap": f"{least}{_amount(gap, unit)}" if gap else "không rõ bao nhiêu",
            "text": "Các phần cộng theo số như in lớn hơn tổng báo cáo nêu. "
            + (
                "Làm tròn có thể giải thích được; báo cáo không nói rõ."
                if rounding
                else "Làm tròn không giải thích được chênh lệch này."
            ),
        }
    if printed.is_point and printed == whole_printed:
        text = "Các phần cộng lại đúng bằng tổng." if len(parts) > 1 else "Phần bằng tổng."
        return row | {"severity": "holds", "gap": "0", "text": text}
    if printed.is_point and whole_printed.is_point:
        left = _amount(whole_printed.lower - printed.lower, unit)
        text = f"Còn {left} của tổng báo cáo không nói tới trong các phần này"
        if whole["count_kind"] == "target":
            return row | {
                "severity": "note",
                "gap": f"{left} không nêu kết quả",
                "text": f"{text}; không suy ra là không đạt.",
            }
        return row | {"severity": "holds", "gap": None, "text": f"{text}; phần không vượt tổng."}
    certain = whole_printed.above(printed)
    text = (
        "Phần không vượt tổng." if certain else "Số mở nên chưa kiểm được phần có vượt tổng không."
    )
    return row | {"severity": "holds" if certain else "note", "text": text}


def _printed(row: Row) -> Bounds:
    """The figure as printed, without the rounding of its last place; open where it is open."""
    if row["qualifier"] == "exact" and row["value"] is not None:
        return Bounds(float(row["value"]), float(row["value"]), True, True)
    return Bounds.of(row)


def _ratios(con: duckdb.DuckDBPyConnection) -> Iterator[Row]:
    for row in _rows(con, _RATIOS):
        share = float(row["above_value"]) / float(row["below_value"]) * 100
        exact = Bounds(share, share, True, True)
        holds = exact.meets(Bounds.of(row))
        yield _finding("ratio", row, []) | {
            "observation_ids": [row["below_id"], row["above_id"], row["observation_id"]],
            "expected": f"{row['above_words']} : {row['below_words']} = {_number(share, 2)}%",
            "found": row["quantity"],
            "gap": "trong mức làm tròn"
            if holds
            else f"{_number(abs(share - float(row['value'])), 2)} điểm %",
            "severity": "holds" if holds else "warning",
            "text": "Tỷ lệ in ra khớp với hai số gốc."
            if holds
            else "Tỷ lệ in ra không khớp với hai số gốc.",
        }


def _late(con: duckdb.DuckDBPyConnection) -> Iterator[Row]:
    """One finding for each report and period."""
    told: dict[tuple[object, ...], list[Row]] = {}
    for row in _rows(con, _LATE):
        key = row["source_id"], row["period_to"], row["period_text"] is None, row["period_text"]
        told.setdefault(key, []).append(row)
    for _, rows in sorted(told.items(), key=lambda one: (*one[0][:3], one[0][3] or "")):
        first = rows[0]
        printed, end = first["published_on"], first["period_to"]
        yield {
            "finding_id": f"{first['observation_id']}-date",
            "source_id": first["source_id"],
            "kind": "date",
            "severity": "warning",
            "observation_ids": [row["observation_id"] for row in rows],
            "paragraphs": sorted({row["paragraph"] for row in rows}),
            "expected": f"kỳ kết thúc trước ngày đăng {printed:%d/%m/%Y}",
            "found": first["period_text"] or f"đến {end:%d/%m/%Y}",
            "gap": f"{_number((end - printed).days, 0)} ngày sau ngày đăng",
            "text": "Bài đăng trước khi kỳ kết thúc: số này có thể chưa trọn kỳ, hoặc kỳ ghi nhầm.",
        }


def _twice(con: duckdb.DuckDBPyConnection) -> Iterator[Row]:
    """A figure that another report gives too: a finding about each of the two reports."""
    for row in _rows(con, _TWICE):
        mine = Bounds.of(row)
        other = Bounds.of({name: row[f"other_{name}"] for name in _BOUNDS})
        same = mine.meets(other)
        yield _finding("duplicate", row, []) | {
            "finding_id": f"{row['observation_id']}-{row['other_id']}",
            "expected": row["quantity"],
            "found": row["other_words"],
            "gap": None
            if same
            else _amount(abs(_middle(mine) - _middle(other)), row["measure_unit"]),
            "severity": "holds" if same else "warning",
            "text": f"Cùng số ấy trong “{row['other_title']}”: "
            + ("hai nguồn khớp nhau." if same else "hai nguồn nói khác nhau."),
        }


_BOUNDS = ("lower", "upper", "lower_inclusive", "upper_inclusive")


def _middle(bounds: Bounds) -> float:
    return bounds.lower if bounds.upper == float("inf") else (bounds.lower + bounds.upper) / 2


def _finding(kind: str, about: Row, parts: list[Row]) -> Row:
    cited = [about, *parts]
    return {
        "finding_id": f"{about['observation_id']}-{kind}",
        "source_id": about["source_id"],
        "kind": kind,
        "observation_ids": [row["observation_id"] for row in cited],
        "paragraphs": sorted({row["paragraph"] for row in cited}),
    }


def _bounds(bounds: Bounds, unit: str | None) -> str:
    if bounds.is_point:
        return _amount(bounds.lower, unit)
    if bounds.upper == float("inf"):
        return ("từ " if bounds.lower_inclusive else "trên ") + _amount(bounds.lower, unit)
    return f"từ {_amount(bounds.lower, unit)} đến {_amount(bounds.upper, unit)}"


def _amount(value: float, unit: str | None) -> str:
    """A number in the scale people say it, with its unit: 50 000 000 VND → "0,05 tỷ đồng"."""
    name = codes.MEASURE_UNIT.get(unit or "", "")
    if unit == "VND" and value >= 10**7:
        return f"{_number(value / 10**9, 4)} tỷ {name}"
    return f"{_number(value, 4)} {name}".rstrip()


def _number(value: float, places: int) -> str:
    exact = round(Decimal(repr(float(value))), places)
    text = f"{exact:,.{places}f}"
    if places:
        text = text.rstrip("0").rstrip(".")
    return text.translate(str.maketrans(",.", ".,"))
