"""Is this report in already? The same text, or the same figures in another report."""

from dataclasses import dataclass

from desk.draft import Draft


@dataclass(frozen=True)
class Likeness:
    """A report, or another draft, that may be the same; `why` is a Vietnamese sentence."""

    source_id: str | None
    draft_id: str | None
    title: str
    why: str


def alike(draft: Draft) -> list[Likeness]:
    """Reports already in, and other drafts, that this draft may repeat."""
    return []
