"""One reported figure, as comparing, ranking and deriving see it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from warehouse.bounds import Bounds


@dataclass(frozen=True)
class Figure:
    """What comparing must know of one observation; `inside` are the units its unit lies in, at any
    height, `became` the units it was merged into."""

    observation_id: str
    unit_id: str
    unit: str
    level: str
    indicator_id: str
    indicator: str
    measure_unit: str | None
    count_kind: str
    obs_status: str
    bounds: Bounds
    words: str = ""
    recipient: str | None = None
    model_status: str | None = None
    counting_level: str | None = None
    period_from: date | None = None
    period_to: date | None = None
    period_text: str | None = None
    as_of: date | None = None
    part_of: str | None = None
    source_id: str = ""
    source_kind: str = "press"
    published_on: date | None = None
    event_on: date | None = None
    inside: frozenset[str] = frozenset()
    became: frozenset[str] = frozenset()
    valid_from: date | None = None
    valid_to: date | None = None
    commune_count: int | None = None
    commune_year: int | None = None

    @classmethod
    def of(cls, row: Mapping[str, object]) -> "Figure":
        """A row of `queries.comparable`."""
        named = {name: row[name] for name in cls.__annotations__ if name in row}
        return cls(
            **named
            | {
                "bounds": Bounds.of(row),
                "words": str(row["quantity"] or row["as_printed"]),
                "inside": frozenset(row["inside"]),
                "became": frozenset(row["became"]),
            }
        )

    @property
    def span(self) -> tuple[date, date] | None:
        """First and last day of the period, when both are known."""
        end = self.period_to or self.as_of
        return (self.period_from, end) if self.period_from and end else None

    @property
    def when(self) -> tuple[object, ...]:
        """The period as the report gives it, known or not."""
        return self.period_from, self.period_to, self.as_of, self.period_text

    @property
    def like(self) -> tuple[object, ...] | None:
        """Kind of count, level and time: figures of equal `like`, and only those, raise no
        objection of any of the three. None where the time is not known."""
        return (self.count_kind, self.level, self.time) if self.time else None

    @property
    def time(self) -> object | None:
        """What a period is compared by: a flow by its days, a state by its day, a share or a
        target by its days where it has them."""
        if self.count_kind == "flow":
            return self.span
        return self.moment if self.count_kind == "stock" else self.span or self.moment

    @property
    def moment(self) -> date | None:
        """The day a state is of."""
        return self.as_of or self.period_to
