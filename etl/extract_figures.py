"""The figures of one paragraph as candidates of `observations`, each suggestion with its reason."""

import re
from bisect import bisect_right
from datetime import date

from etl import extract_attributes as attributes
from etl import extract_totals as totals
from etl.extract_clauses import goes_along, in_list, is_share, near, own_words
from etl.extract_counted import Counted
from etl.extract_page import Line
from etl.extract_periods import Period, of_figure, periods
from etl.extract_quantities import counted
from etl.extract_scope import Scope
from etl.extract_topics import Topic, topic_of
from warehouse.persons import masked

Record = dict[str, object]

_SENTENCE = re.compile(r"(?<=[\w%)”\"’])(?<!Đ/c)[.!?…][”\"’)]*\s+(?=[^a-zà-ỹ])")
_MENTION = re.compile(
    r"(?<!\w)(?:nhiều|những|các)\s(?P<what>mô hình(?! kinh tế| sản xuất)|tấm gương|gương điển hình"
    r"|điển hình tiên tiến|tập thể, cá nhân|hội nghị (?:học tập|quán triệt))",
    re.IGNORECASE,
)
_MENTIONED = {
    "mô hình": ("models", "model_count"),
    "hội nghị học tập": ("study", "study_sessions"),
    "hội nghị quán triệt": ("study", "study_sessions"),
}
_PRIVATE = re.compile(
    r"dân tộc(?! thiểu số và miền núi)|tôn giáo|giáo dân|tín đồ|công giáo|phật tử", re.IGNORECASE
)
_POOR = re.compile(r"^\s*(?:cận )?nghèo|hộ (?:cận )?nghèo", re.IGNORECASE)
_BELOW = ("hamlet", "party_cell", "agency", "facility")


def figures(
    line: Line,
    scope: Scope,
    published: date | None,
    default: Period,
    indicators: dict[str, dict[str, str]],
) -> list[Record]:
    """One record per figure of the paragraph, then one per kind of thing named without a number."""
    text = line.text
    items = counted(text)
    starts = [0, *(match.end() for match in _SENTENCE.finditer(text)), len(text)]
    known_periods = periods(text, published)
    records: list[Record] = []
    topics: list[Topic] = []
    for place, item in enumerate(items):
        sentence = bisect_right(starts, item.start)
        begin, last = starts[sentence - 1], starts[max(0, sentence - 2)]
        end = starts[sentence] if sentence < len(starts) else len(text)
        before, after = own_words(text, items, place, begin, end)
        listed = topics[-1] if in_list(text, items, place, begin) else None
        own = f"{before}{item.text}{after}"
        if in_list(text, items, place + 1, begin):  # "32 tập thể và 500 cá nhân đăng ký"
            own += "".join(own_words(text, items, place + 1, begin, end))
        topic = topic_of(item.unit, own, listed, near(text, begin, item, end), item.phrase)
        topic = _beside(items[place - 1], item, topics[-1], topic, text) if place else topic
        topics.append(topic)
        record = _record(line, item, topic, before, after, text[begin : item.start])
        _place(record, scope, item, begin)
        period = of_figure(known_periods, last, begin, item.start, end, topic.topic)
        _date(record, period, default)
        _refer(record, items[:place], records, item, text, begin)
        _guard(record, text, item)
        _kind(record, indicators)
        records.append(record)
    totals.add_up(records, text)
    return records + _mentions(line, scope, records, known_periods, starts)


def _beside(last: Counted, item: Counted, told: Topic, own: Topic, text: str) -> Topic:
    """The topic of the figure before, for its share ("781/803 đồng chí, đạt 97,3%") and people."""
    indicator = own.indicator if own.topic == told.topic else None
    if is_share(last, item, text):
        return Topic(told.topic, indicator, f'tỷ lệ của "{last.text}" đứng ngay trước')
    if told.topic != "commendations" and goes_along(last, item, text):
        return Topic(told.topic, indicator, f'người của "{last.text}" đứng ngay trước')
    return own


def _record(
    line: Line, item: Counted, topic: Topic, before: str, after: str, sentence_before: str
) -> Record:
    quantity = item.quantity
    phrase = item.phrase if masked(item.phrase) == item.phrase else item.text
    state, state_why = attributes.status(sentence_before, f"{item.text}{after}", line.is_plan)
    who, who_why = attributes.recipient(item, topic.topic)
    why: dict[str, str | None] = {"indicator_id": topic.why, "obs_status": state_why}
    why["recipient"] = who_why
    kept_status, level = _of_models(item, before, after, sentence_before, why)
    names = ("value", "lower", "upper", "lower_inclusive", "upper_inclusive", "denominator")
    return {
        "table": "observations",
        "observation_id": None,
        "paragraph": line.number,
        "start": item.start,
        "end": item.end,
        "topic": topic.topic,
        "indicator_id": topic.indicator,
        "as_printed": phrase,
        "quantity": item.text,
        **{name: getattr(quantity, name) for name in names},
        "qualifier": quantity.qualifier,
        "measure_unit": item.unit,
        "counted": item.noun,
        "obs_status": state,
        "recipient": who,
        "model_status": kept_status,
        "counting_level": level,
        "note": "mức tăng, giảm; không phải mức đạt" if attributes.is_change(before) else None,
        "why": why,
    }


def _of_models(
    item: Counted, before: str, after: str, sentence_before: str, why: dict[str, str | None]
) -> tuple[str | None, str | None]:
    """(model_status, counting_level) of a count of models, their reasons put into `why`."""
    if item.unit != "models":
        return None, None
    own = f"{before}{item.text}{after}"
    status, why["model_status"] = attributes.model_status(own, sentence_before, item.phrase)
    upto = f"{before}{item.text}".rstrip("0123456789., ")
    level, why["counting_level"] = attributes.counting_level(upto, after)
    if level is None:
        level, why["counting_level"] = attributes.counting_level(before, after)
    return status, level


def _place(record: Record, scope: Scope, item: Counted, begin: int) -> None:
    unit, why = scope.at(item.start, begin)
    record |= {
        "unit_id": unit and unit.unit_id,
        "unit_name": unit and unit.name,
        "level": unit and unit.level,
    }
    if unit and not unit.unit_id:
        why += "; chưa có trong units.csv"
    record["why"]["unit_id"] = why


def _date(record: Record, period: Period, default: Period) -> None:
    period = default if period.at < 0 else period
    record |= {
        "period_from": period.start,
        "period_to": period.end,
        "period_text": period.text or None,
        "period_basis": period.basis,
        "as_of": period.as_of,
    }
    record["why"]["period_basis"] = period.why


def _refer(
    record: Record,
    earlier: list[Counted],
    records: list[Record],
    item: Counted,
    text: str,
    begin: int,
) -> None:
    """Number the candidate, and point at the total that "trong đó" makes it a part of."""
    record["observation_id"] = f"p{record['paragraph']:02d}-{len(records) + 1}"
    record["part_of"] = None
    whole, words = totals.total_of(item, earlier, text, begin)
    if whole:
        record["part_of"] = records[earlier.index(whole)]["observation_id"]
        record["why"]["part_of"] = f'chữ "{words}" sau "{whole.text}"'


def _guard(record: Record, text: str, item: Counted) -> None:
    """What is not to be entered: ethnicity, religion, poverty below commune level."""
    record["set_aside"] = None
    tail = text[item.end : item.end + 20]
    if record["measure_unit"] == "households" and _POOR.match(tail) and record["level"] in _BELOW:
        record["set_aside"] = "số hộ nghèo dưới cấp xã không nhập"
    elif _PRIVATE.search(re.split(r"[,.;]", text[item.end : item.end + 40])[0]):
        record["set_aside"] = "số về dân tộc, tôn giáo không nhập"


_FLOWS = {
    "sessions", "attendances", "lessons", "articles", "VND", "workdays", "m2", "commendations",
    "books", "recipients",
}  # fmt: skip


def _kind(record: Record, indicators: dict[str, dict[str, str]]) -> None:
    """The kind of count: the indicator's own where one is suggested, else by the unit."""
    indicator = indicators.get(str(record["indicator_id"]))
    if indicator is None:
        record["indicator_id"] = None
    unit = record["measure_unit"]
    if indicator:
        kind = indicator["count_kind"]
    elif unit == "%":
        kind = "rate"
    elif record["obs_status"] == "instructed":
        kind = "target"
    elif str(unit).startswith("VND_per"):
        kind = "rate"
    else:
        flows = unit in _FLOWS or record["topic"] in ("commendations", "study")
        kind = "flow" if flows else "stock"
    record["count_kind"] = kind


def _mentions(
    line: Line, scope: Scope, records: list[Record], found: list, starts: list[int]
) -> list[Record]:
    """Things named without a number: "nhiều mô hình" is `mentioned`, once for each indicator."""
    made: dict[str, Record] = {}
    for match in _MENTION.finditer(line.text):
        what = " ".join(match["what"].lower().split())
        topic, indicator = _MENTIONED.get(what, ("outcomes", "exemplar_count"))
        if indicator in made or any(r["indicator_id"] == indicator for r in records):
            continue
        begin = max(s for s in starts if s <= match.start())
        unit, why = scope.at(match.start(), begin)
        record: Record = {
            "table": "observations",
            "observation_id": f"p{line.number:02d}-m{len(made) + 1}",
            "paragraph": line.number,
            "start": match.start(),
            "end": match.end(),
            "topic": topic,
            "indicator_id": indicator,
            "as_printed": match[0],
            "obs_status": "instructed" if line.is_plan else "mentioned",
            "count_kind": "flow" if topic == "study" else "stock",
            "model_status": "unstated" if topic == "models" else None,
            "unit_id": unit and unit.unit_id,
            "unit_name": unit and unit.name,
            "level": unit and unit.level,
            "why": {"unit_id": why, "indicator_id": "nhắc tới mà không nêu số"},
        }
        _date(record, of_figure(found, begin, begin, match.start(), len(line.text)), Period())
        made[indicator] = record
    return list(made.values())
