"""Findings people registered about the reports: read from `findings.yml`, held to the figures they cite.

A finding quotes the phrases it rests on. When a phrase changes or goes, the build stops and says so: a
remark that no longer matches its report must not live on.
"""

from pathlib import Path

import duckdb
import pyarrow as pa
import yaml

from etl.problems import CuratedDataError, Problem
from etl.read import readable_text, shown
from warehouse.contract import FINDINGS

_FIELDS = {c.name for c in FINDINGS.columns} - {"observation_ids"}


def load_findings(con: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Table `findings` from the file; raises CuratedDataError with every problem."""
    text, problems = readable_text(path)
    if problems:
        raise CuratedDataError(problems)
    try:
        entries = yaml.safe_load(text) or []
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        raise CuratedDataError(
            [Problem(shown(path), line, "", "không đọc được YAML", "sửa thụt dòng, dấu nháy")]
        ) from error
    lines = _lines(text)
    phrases = dict(con.execute("select observation_id, as_printed from observations").fetchall())
    sources = {row[0] for row in con.execute("select source_id from sources").fetchall()}
    rows = []
    for number, entry in enumerate(entries):
        line = lines[number] if number < len(lines) else 1
        problems += _entry_problems(shown(path), line, entry, phrases, sources)
        rows.append(_row(entry))
    ids = [row["finding_id"] for row in rows]
    for number, finding_id in enumerate(ids):
        if finding_id in ids[:number]:
            problems.append(
                Problem(shown(path), lines[number], str(finding_id), "mã đã dùng", "đặt mã khác")
            )
    if problems:
        raise CuratedDataError(problems)
    schema = pa.schema(
        [(c.name, pa.list_(pa.string()) if c.kind == "texts" else pa.string())
         for c in FINDINGS.columns]
    )  # fmt: skip
    con.register("findings_arrow", pa.Table.from_pylist(rows, schema=schema))
    con.execute("create or replace table findings as from findings_arrow")
    con.unregister("findings_arrow")


def _lines(text: str) -> list[int]:
    return [n for n, line in enumerate(text.splitlines(), 1) if line.startswith("- finding_id")]


def _row(entry: dict[str, object]) -> dict[str, object]:
    row: dict[str, object] = {f: str(entry[f]) if f in entry else None for f in _FIELDS}
    row["observation_ids"] = list(entry.get("observations") or {})
    return row


def _entry_problems(
    name: str, line: int, entry: dict[str, object], phrases: dict[str, str], sources: set[str]
) -> list[Problem]:
    found = []
    for field in sorted(set(entry) - _FIELDS - {"observations"}):
        found.append(Problem(name, line, field, "trường lạ", "xóa trường này"))
    for column in FINDINGS.columns:
        value = entry.get(column.name)
        if column.required and not value:
            found.append(Problem(name, line, "", f"thiếu {column.name}", column.meaning))
        elif column.codes and value and value not in column.codes:
            remedy = "chọn một trong: " + ", ".join(column.codes)
            found.append(Problem(name, line, str(value), f"{column.name} lạ", remedy))
    if entry.get("source_id") and entry["source_id"] not in sources:
        found.append(
            Problem(name, line, str(entry["source_id"]), "báo cáo không có", "xem sources.csv")
        )
    for observation_id, phrase in (entry.get("observations") or {}).items():
        printed = phrases.get(observation_id)
        if printed != phrase:
            now = "không còn" if printed is None else f'nay là "{printed}"'
            found.append(
                Problem(name, line, observation_id, f'số liệu "{phrase}" {now}',
                        "xem lại nhận xét này còn đúng không")
            )  # fmt: skip
    return found
