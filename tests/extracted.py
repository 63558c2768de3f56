"""How right the extractor is: candidates held against a truth that people wrote before it ran.

A made-up report is `tests/extract/<name>.txt`, its truth `<name>.json`: for each quantity the
paragraph, the words, the value, `half` a unit of the last printed place where it is rounded, `of`
for a denominator, `sign` > < ~ where the words leave it open, `range`, `least`; and its topic.
"""

import csv
import json
from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from etl.extract import Known, candidates, known
from etl.phrases import read_phrase

ROOT = Path(__file__).parents[1]
MADE_UP = ROOT / "tests" / "extract"
CURATED = ROOT / "data" / "curated"
KNOWN: Known = known(CURATED)
Key = tuple[Decimal | None, ...]


@dataclass
class Measure:
    """Counts over one or more reports, and what was wrong, in words."""

    counts: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def share(self, part: str, whole: str) -> float:
        return self.counts[part] / self.counts[whole] if self.counts[whole] else 1.0

    @property
    def recall(self) -> float:
        return self.share("found", "truth")

    @property
    def precision(self) -> float:
        return self.share("found", "candidates")

    @property
    def topic(self) -> float:
        return self.share("topic", "found")

    def add(self, other: "Measure") -> None:
        self.counts.update(other.counts)
        self.wrong += other.wrong


def figures_of(text: str) -> list[dict]:
    """The candidates that stand for a quantity and are not set aside."""
    return [
        record
        for record in candidates(text, KNOWN)
        if record["table"] == "observations" and record.get("quantity") and not record["set_aside"]
    ]


def compared(name: str, truths: list[dict], figures: list[dict]) -> Measure:
    """Each truth is met by one candidate of its paragraph: value, bounds and denominator."""
    measure, left = Measure(), list(figures)
    measure.counts.update(truth=len(truths), candidates=len(figures))
    for truth in truths:
        met = [r for r in left if r["paragraph"] == truth["p"] and _of(r) == truth["key"]]
        if not met:
            measure.wrong.append(f"{name} ¶{truth['p']}: missed {truth['text']}")
            continue
        left.remove(met[0])
        measure.counts["found"] += 1
        for column, wanted in truth["says"].items():
            measure.counts[f"asked {column}"] += 1
            got = met[0][column]
            right = bool(got) == wanted if column == "part_of" else str(got) == str(wanted)
            measure.counts[column] += right
            if not right:
                place = f"{name} ¶{truth['p']} {truth['text']}"
                measure.wrong.append(f"{place}: {column} {got}, not {wanted}")
    measure.wrong += [f"{name} ¶{r['paragraph']}: extra {r['quantity']}" for r in left]
    return measure


def _of(record: dict) -> Key:
    return tuple(_number(record[c]) for c in ("value", "lower", "upper", "denominator"))


def _number(value: object) -> Decimal | None:
    return None if value is None else Decimal(str(value)).normalize()


def made_up(name: str) -> Measure:
    truth = json.loads((MADE_UP / f"{name}.json").read_text(encoding="utf-8"))
    text = (MADE_UP / f"{name}.txt").read_text(encoding="utf-8")
    return compared(name, [_truth(q) for q in truth["quantities"]], figures_of(text))


_ASKED = {
    "topic": "topic", "status": "obs_status", "recipient": "recipient", "unit_id": "unit_id",
    "model_status": "model_status", "counting_level": "counting_level", "from": "period_from",
    "to": "period_to", "as_of": "as_of", "part": "part_of",
}  # fmt: skip


def _truth(said: dict) -> dict:
    value = said.get("value")
    low, high = said.get("range", (value, value))
    if "half" in said:
        half = Decimal(str(said["half"]))
        low, high = Decimal(str(value)) - half, Decimal(str(value)) + half
    low = {"<": None, "~": None}.get(said.get("sign"), low)
    high = {">": None, "~": None}.get(said.get("sign"), high)
    if "least" in said:
        low = said["least"]
    says = {_ASKED[key]: said[key] for key in _ASKED if key in said}
    says.setdefault("obs_status", "reported")
    says.setdefault("part_of", False)
    key = tuple(map(_number, (value, low, high, said.get("of"))))
    return {"p": said["p"], "text": said["text"], "key": key, "says": says}


def curated_truth(source: str) -> list[dict]:
    """The figures people entered from one real report, as truth for the extractor."""
    with (CURATED / "observations.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["source_id"] == source]
    truths = []
    for row in rows:
        if row["obs_status"] == "mentioned" or not _has_number(row["as_printed"]):
            continue
        q = read_phrase(row["as_printed"])
        key = tuple(map(_number, (q.value, q.lower, q.upper, q.denominator)))
        topic = KNOWN.indicators[row["indicator_id"]]["topic"]
        says = {"topic": topic, "obs_status": row["obs_status"], "unit_id": row["unit_id"]}
        says |= {"count_kind": row["count_kind"], "indicator_id": row["indicator_id"]}
        truths.append(
            {"p": int(row["paragraph"]), "text": row["as_printed"], "key": key, "says": says}
        )
    return truths


def _has_number(phrase: str) -> bool:
    return any(c.isdigit() for c in phrase) or phrase.startswith(("hàng ", "không có ", "hai "))


def real(folder: Path) -> Measure:
    """The five real reports of a folder, each against what people entered from it."""
    measure = Measure()
    with (CURATED / "sources.csv").open(encoding="utf-8", newline="") as file:
        sources = list(csv.DictReader(file))
    for row in sources:
        text = (folder / row["file"]).read_text(encoding="utf-8")
        measure.add(compared(row["source_id"], curated_truth(row["source_id"]), figures_of(text)))
    return measure
