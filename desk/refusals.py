"""What the desk answers instead of doing what was asked: each a Vietnamese sentence to show."""

from datetime import UTC, datetime, timedelta, timezone

_HERE = timezone(timedelta(hours=7))  # Vietnam has had one time, without summer time, since 1975


class Refused(Exception):
    """What was asked cannot be done: why, and what to do."""


class Stale(Exception):
    """Someone else changed it in the meantime: who, and when. Nothing was written."""

    def __init__(self, what: str, name: str, changed_on: str) -> None:
        super().__init__(
            f"{name or 'Người khác'} đã đổi {what} {spoken(changed_on)}. "
            "Nội dung vừa nhập chưa ghi; xem lại bản mới rồi làm lại."
        )


def spoken(at: str) -> str:
    """A moment kept as ISO UTC, as people here say it."""
    try:
        moment = datetime.fromisoformat(at).astimezone(_HERE)
    except ValueError:
        return "lúc trước"
    return f"lúc {moment:%H:%M} ngày {moment.day}/{moment.month}/{moment.year}"


def now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")
