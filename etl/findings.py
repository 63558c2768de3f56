"""Findings people registered about the reports: `findings.yml`, held to the figures they cite.

A finding quotes the phrases it rests on. When a phrase changes or goes, the build stops and says
so: a remark that no longer matches its report must not live on.
"""

from dataclasses import dataclass, field
from pathlib import Path

import duckdb
import pyarrow as pa
import yaml

from etl.lines import lines_of
from etl.problems import CuratedDataError, Problem
from etl.read import readable, readable_lines, shown
from warehouse.contract import FINDINGS

_FIELDS = [c.name for c in FINDINGS.columns if c.kind in ("text", "code") and c.name != "origin"]
_PHRASES = "observations"
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass
class _Entry:
    """One finding as typed: its texts, the phrases it cites, and the line of each."""

    line: int
    texts: dict[str, str] = field(default_factory=dict)
    phrases: dict[str, str] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)

    def row(self) -> dict[str, object]:
        return {name: self.texts.get(name) for name in _FIELDS} | {
            "origin": "curated",
            "observation_ids": list(self.phrases),
        }


@dataclass
class _Reported:
    """What a finding may cite: None where the table could not be read."""

    sources: set[str] | None
    phrases: dict[str, str] | None
    doubtful: set[str]  # observations refused for their own sake in this run


def load_findings(
    con: duckdb.DuckDBPyConnection, curated: Path, spoiled: set[tuple[str, int]]
) -> list[Problem]:
    """Table `findings` from the folder's file; its problems. `spoiled` are (file, line) refused."""
    path = curated / "findings.yml"
    name = shown(path)
    lines, problems = readable_lines(path, "ghi [] khi chưa có nhận xét nào")
    if problems:
        return problems
    try:
        root = yaml.compose("\n".join(lines), Loader=_LOADER)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        number = min(mark.line + 1, len(lines)) if mark else 1
        remedy = "sửa thụt dòng, dấu nháy hoặc dấu hai chấm ở dòng này hay dòng trước"
        return [Problem(name, number, lines[number - 1], "không đọc được YAML", remedy)]
    if root is not None and not isinstance(root, yaml.SequenceNode):
        rule, remedy = "không phải danh sách nhận xét", 'mỗi nhận xét bắt đầu bằng "- finding_id:"'
        return [Problem(name, 1, lines[0], rule, remedy)]
    entries = []
    for node in root.value if root else []:
        if isinstance(node, yaml.MappingNode):
            entry, found = _entry(name, node)
            entries.append(entry)
            problems += found
        else:
            rule, remedy = "nhận xét không có trường", 'viết "- finding_id: mã" rồi các trường khác'
            problems.append(Problem(name, _line(node), str(node.value), rule, remedy))
    cited = sorted({observation for entry in entries for observation in entry.phrases})
    reported = _reported(con, cited, spoiled)
    for entry in entries:
        problems += _field_problems(name, entry) + _citation_problems(name, entry, reported)
    problems += _twice(name, entries)
    _store(con, [entry.row() for entry in entries])
    return problems


def _entry(name: str, node: yaml.MappingNode) -> tuple[_Entry, list[Problem]]:
    """Every scalar stays text: `no` is a word here, 2023-03-17 a phrase."""
    entry = _Entry(_line(node))
    problems = []
    for key, value in node.value:
        if key.value == _PHRASES and isinstance(value, yaml.MappingNode):
            pairs, texts = value.value, entry.phrases
        else:
            pairs, texts = [(key, value)], entry.texts
        for key_node, text in pairs:
            label = str(key_node.value)
            if label in entry.lines:
                rule = "lặp lại trong một nhận xét"
                problems.append(Problem(name, _line(key_node), label, rule, "giữ một dòng"))
            elif not isinstance(text, yaml.ScalarNode) or label == _PHRASES:
                rule, remedy = "không phải một câu chữ", "ghi sau dấu hai chấm, trên một dòng"
                if label == _PHRASES:
                    rule, remedy = "không có cụm từ", "mỗi dòng một số liệu: mã số liệu: cụm từ"
                problems.append(Problem(name, _line(key_node), label, rule, remedy))
            elif not text.tag.endswith(":null"):
                texts[label] = text.value
            entry.lines[label] = _line(key_node)
    return entry, problems


def _line(node: yaml.Node) -> int:
    return node.start_mark.line + 1


def _field_problems(name: str, entry: _Entry) -> list[Problem]:
    found = [
        Problem(name, entry.lines[label], label, "trường lạ", "xóa hoặc sửa tên trường này")
        for label in entry.texts
        if label not in _FIELDS
    ]
    for column in (c for c in FINDINGS.columns if c.name in _FIELDS):
        value = entry.texts.get(column.name)
        if column.required and not value:
            rule, remedy = f"thiếu {column.name}", f"ghi {column.name}: {column.meaning}"
            found.append(Problem(name, entry.line, entry.texts.get("finding_id", ""), rule, remedy))
        elif column.codes and value and value not in column.codes:
            rule = f"{column.name} không có trong bảng mã"
            remedy = "chọn một trong: " + ", ".join(column.codes)
            found.append(Problem(name, entry.lines[column.name], value, rule, remedy))
    return found


def _citation_problems(name: str, entry: _Entry, reported: _Reported) -> list[Problem]:
    found = []
    source = entry.texts.get("source_id")
    if source and reported.sources is not None and source not in reported.sources:
        rule, remedy = "source_id không có trong sources.csv", "sửa mã báo cáo"
        found.append(Problem(name, entry.lines["source_id"], source, rule, remedy))
    for observation, phrase in entry.phrases.items():
        if reported.phrases is None or observation in reported.doubtful:
            continue
        printed = reported.phrases.get(observation)
        if printed != phrase:
            now = "không còn" if printed is None else f'nay là "{printed}"'
            rule, remedy = f'số liệu "{phrase}" {now}', "xem lại nhận xét này còn đúng không"
            found.append(Problem(name, entry.lines[observation], observation, rule, remedy))
    return found


def _twice(name: str, entries: list[_Entry]) -> list[Problem]:
    first: dict[str, int] = {}
    found = []
    for entry in entries:
        key = entry.texts.get("finding_id", "")
        if key in first:
            rule = f"mã đã dùng ở dòng {first[key]}"
            found.append(Problem(name, entry.lines["finding_id"], key, rule, "đặt mã khác"))
        elif key:
            first[key] = entry.lines["finding_id"]
    return found


def _reported(
    con: duckdb.DuckDBPyConnection, cited: list[str], spoiled: set[tuple[str, int]]
) -> _Reported:
    """Of the figures cited alone: a release may hold millions."""
    there = readable(con)
    sources = phrases = None
    doubtful = set()
    if "sources" in there:
        sources = {row[0] for row in con.execute("select source_id from raw_sources").fetchall()}
    if "observations" in there:
        rows = con.execute(
            """select observation_id, as_printed from raw_observations
               where observation_id in (select unnest(?::varchar[]))""",
            [cited],
        ).fetchall()
        phrases = dict(rows)
        lines = lines_of(con, set(phrases)) if spoiled else {}
        file = "data/curated/observations.csv"
        doubtful = {o for o, line in lines.items() if (file, line) in spoiled}
    return _Reported(sources, phrases, doubtful)


def complete(con: duckdb.DuckDBPyConnection, computed: list[dict[str, object]]) -> None:
    """Add what the build worked out, and the paragraphs of what people wrote.

    Raises CuratedDataError for an id typed by a person that the build gives too.
    """
    typed = {row[0] for row in con.execute("select finding_id from findings").fetchall()}
    if clashes := typed & {str(row["finding_id"]) for row in computed}:
        rule, remedy = "mã trùng với mã chương trình tự đặt", "đặt mã khác"
        name = "data/curated/findings.yml"
        raise CuratedDataError([Problem(name, 1, key, rule, remedy) for key in sorted(clashes)])
    con.execute(
        """create or replace table findings as
        select f.* replace (coalesce(p.paragraphs, []) as paragraphs)
        from findings f left join (
            select c.finding_id, list(distinct o.paragraph order by o.paragraph) as paragraphs
            from (select finding_id, unnest(observation_ids) as observation_id from findings) c
            join observations o using (observation_id) group by c.finding_id
        ) p using (finding_id)"""
    )
    con.register("computed_arrow", pa.Table.from_pylist(computed, schema=_SCHEMA))
    con.execute("insert into findings by name from computed_arrow")
    con.unregister("computed_arrow")


_KINDS = {"texts": pa.list_(pa.string()), "ints": pa.list_(pa.int32())}
_SCHEMA = pa.schema((c.name, _KINDS.get(c.kind, pa.string())) for c in FINDINGS.columns)


def _store(con: duckdb.DuckDBPyConnection, rows: list[dict[str, object]]) -> None:
    con.register("findings_arrow", pa.Table.from_pylist(rows, schema=_SCHEMA))
    con.execute("create or replace table findings as from findings_arrow")
    con.unregister("findings_arrow")
