"""What `enter`, `import --json` and `undo` answer: one JSON object on standard output.

It holds phrases of the report and is for the program that asked, not for a log.
"""

import json
from collections.abc import Iterable

from etl.entries import Entry, Place, Refusal, Remark
from etl.phrases import PhraseError
from etl.plan import Plan
from etl.problems import Problem
from etl.readings import reading

_MOST = 200
_READ = ("value", "lower", "upper", "lower_inclusive", "upper_inclusive", "denominator",
         "qualifier", "measure_unit")  # fmt: skip
Answer = dict[str, object]


def answer(nowhere: Place, plan: Plan, entries: Iterable[Entry] = ()) -> Answer:
    """`nowhere` is the place of what is said of no row."""
    spots = {c.key: c.spot for c in plan.changes if c.table == "observations" and c.spot}
    found = [Remark(spots[key], text) for key, text in plan.findings if key in spots]
    said = [*map(_refusal, plan.refusals), *(_elsewhere(p, nowhere) for p in plan.elsewhere)]
    return {
        "refusals": _capped(said, nowhere),
        "remarks": [_of_row(r.spot) | {"text": r.text} for r in (*plan.remarks, *found)],
        "changes": [
            {"table": c.table, "key": c.key, **_of_row(c.spot or nowhere)}
            | {"before": c.before, "after": c.after}
            | ({"before_line": c.line} if c.line else {})
            for c in plan.changes
        ],
        "readings": readings(entries),
        "hash": plan.hash,
        "release": None,
        "before": None,
    }


def refused(nowhere: Place, refusals: Iterable[Refusal]) -> Answer:
    return answer(nowhere, Plan(refusals=sorted(set(refusals))))


def readings(entries: Iterable[Entry]) -> dict[str, dict[str, object]]:
    """How each figure's phrase is read, by its row; what cannot be read is left out."""
    found = {}
    for entry in entries:
        if entry.table != "observations" or "as_printed" in entry.spoiled:
            continue
        try:
            told = reading(entry.values["as_printed"], entry.values["obs_status"])
        except PhraseError:
            continue
        if told.get("qualifier"):
            found[_name(entry.start)] = {name: told.get(name) for name in _READ}
    return found


def print_answer(given: Answer) -> None:
    # Half a letter, which JSON may hold, is cited as "?".
    print(json.dumps(given, ensure_ascii=False).encode("utf-8", "replace").decode())


def _refusal(refusal: Refusal) -> Answer:
    return refusal.spot.answer() | {
        "value": refusal.value, "rule": refusal.rule, "remedy": refusal.remedy
    }  # fmt: skip


def _elsewhere(problem: Problem, nowhere: Place) -> Answer:
    rule = f"{problem.file}:{problem.line}: {problem.rule}"
    return nowhere.answer() | {"value": problem.value, "rule": rule, "remedy": problem.remedy}


def _capped(said: list[Answer], nowhere: Place) -> list[Answer]:
    if len(said) <= _MOST:
        return said
    rule = f"còn {len(said) - _MOST} lỗi nữa chưa nêu ở đây"
    more = {"value": "", "rule": rule, "remedy": "sửa các lỗi trên rồi kiểm tra lại"}
    return [*said[:_MOST], nowhere.answer() | more]


def _of_row(spot: Place) -> dict[str, str | None]:
    return {name: told for name, told in spot.answer().items() if name != "column"}


def _name(spot: Place) -> str:
    """ "12", or "Số liệu!B6"."""
    return "!".join(str(told) for told in _of_row(spot).values())
