"""Follow who a report speaks of, paragraph by paragraph, and say it for any place in the text."""

import re
from dataclasses import dataclass, field

from etl.extract_units import LEVELS, Gazetteer, Mention, Unit

_GOES_ON = re.compile(r"(?:Qua đó|Nhờ đó|Từ đó|Kết quả đó|Nhờ vậy|Kết quả là|Do đó)\b")
_JOINS = re.compile(
    r"[\s,(]*(?:là [^.;]{0,40})?(?:của|thuộc|trực thuộc)?\s*(?:Đảng bộ|địa bàn)?\s*"
)
_NEAR = 60


@dataclass
class Scope:
    """The unit in scope while a report is read from its head to its end."""

    report: Unit | None
    gazetteer: Gazetteer
    _named: dict[str, Unit] = field(default_factory=dict)  # the last of each level
    _here: list[tuple[int, Unit | None, str, Mention]] = field(default_factory=list)
    _start: tuple[Unit | None, str] = (None, "")

    def enter(self, text: str, mentioned: list[Mention]) -> None:
        """Begin a paragraph; one that opens with "Qua đó" goes on about the same unit."""
        last = self._here[-1] if self._here else None
        if last and _GOES_ON.match(text):
            self._start = last[1], "đoạn trước nói về đơn vị này"
        elif not _GOES_ON.match(text):
            self._start = self.report, "đơn vị của cả báo cáo"
        self._text = text
        self._here = []
        if not _GOES_ON.match(text):
            self._forget_below()
        for mention in mentioned:
            self._take(text, mention)

    def _forget_below(self) -> None:
        """A new paragraph speaks again of the report's own unit, and no longer of a chi bộ."""
        for level in ("party_cell", "agency"):
            self._named.pop(level, None)
        if self.report and self.report.level in ("province", "district", "commune"):
            self._named[self.report.level] = self.report

    def _take(self, text: str, mention: Mention) -> None:
        unit = mention.unit or self._of_level(mention.level)
        if unit is None:
            return
        if mention.unit:
            self._named[mention.level] = unit
        last = self._here[-1] if self._here else None
        if last and last[1] and not mention.local:
            gap = text[last[3].end : mention.at]
            larger = LEVELS.index(unit.level) < LEVELS.index(last[1].level)
            if larger and len(gap) <= _NEAR and _JOINS.fullmatch(gap):
                return  # "Khu 5 … của thị trấn", "thị trấn Sìn Hồ, huyện Sìn Hồ"
        why = f'chữ "{mention.words}"'
        self._here.append((mention.at, unit, why, mention))

    def _of_level(self, level: str) -> Unit | None:
        """The unit a level word alone means."""
        if level in self._named:
            return self._named[level]
        if self.report is None:
            return None
        if level == "facility":
            near = [u for u in self.gazetteer.standing if u.level == level
                    and u.locality_id and u.locality_id == self.report.locality_id]  # fmt: skip
            return near[0] if len(near) == 1 else None
        return self.gazetteer.above(self.report, level)

    def at(self, start: int, sentence: int) -> tuple[Unit | None, str]:
        """(unit, why) for a figure at a place of the paragraph."""
        for at, unit, why, mention in reversed(self._here):
            if at > start:
                continue
            if mention.local:
                if start - mention.end <= 3:
                    return unit, f"{why} đứng ngay trước số"
                continue
            return unit, why if at >= sentence else f"{why} ở câu trước"
        return self._start
