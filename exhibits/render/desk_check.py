"""What the build would say of a draft, asked while people go on deciding.

The ETL takes a second or two: it runs beside the session, which looks from time to time whether it
has ended. Only what is wrong is said here; deciding never waits for it.
"""

import logging
from collections.abc import Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor

from desk import drafts
from desk.checking import is_checked
from desk.draft import Draft
from desk.people import NotAllowed, Person
from desk.refusals import Refused
from exhibits import vi_desk
from exhibits.render import screen

log = logging.getLogger(__name__)
# One at a time on a machine of few cores; drafts wait for their turn.
_at_work = ThreadPoolExecutor(max_workers=1, thread_name_prefix="desk-check")
_asked: dict[str, Future] = {}
_failed: dict[str, tuple[int, str]] = {}


def ask(person: Person | None, draft: Draft) -> bool:
    """Have the draft checked if its last answer is old; whether that is still going on."""
    if is_checked(draft) or draft.state not in ("draft", "submitted"):
        return False
    running = _asked.get(draft.draft_id)
    if running is not None and not running.done():
        return True
    if _failed.get(draft.draft_id, (0, ""))[0] == draft.version:
        return False
    _asked[draft.draft_id] = _at_work.submit(_check, person, draft)
    return True


def _check(person: Person | None, draft: Draft) -> None:
    try:
        drafts.check(person, draft.draft_id)
        _failed.pop(draft.draft_id, None)
    except (Refused, NotAllowed) as reason:
        _failed[draft.draft_id] = (draft.version, str(reason))
    except Exception as error:  # or it would be asked again every second
        log.error("draft %s was not checked: %s", draft.draft_id, type(error).__name__)
        _failed[draft.draft_id] = (draft.version, vi_desk.NOT_CHECKED)


def failed(draft: Draft) -> str:
    """Why this version could not be checked; "" when it could, or was not yet."""
    version, reason = _failed.get(draft.draft_id, (0, ""))
    return reason if version == draft.version else ""


def again(draft_id: str) -> None:
    _failed.pop(draft_id, None)


def refusals(draft: Draft) -> list[Mapping]:
    return list((draft.check or {}).get("refusals") or [])


def by_entry(draft: Draft) -> dict[int, list[Mapping]]:
    """The refusals of each entry; those of the source or of nothing are left out."""
    found: dict[int, list[Mapping]] = {}
    for refusal in refusals(draft):
        ref = str(refusal.get("ref") or "")
        if ref.isdecimal():
            found.setdefault(int(ref), []).append(refusal)
    return found


def by_column(errors: Sequence[Mapping]) -> dict[str, str]:
    """Column → what is wrong there, as Markdown; "" for what names no column."""
    told: dict[str, list[str]] = {}
    for error in errors:
        told.setdefault(str(error.get("column") or ""), []).append(said(error))
    return {
        column: "  \n".join(f":red[⚠ {screen.plain(text)}]" for text in texts)
        for column, texts in told.items()
    }


def said(error: Mapping) -> str:
    """ "“gần 7OO”: không đọc được thành số. Sửa cụm từ theo báo cáo." """
    value, rule, remedy = (str(error.get(k) or "") for k in ("value", "rule", "remedy"))
    rule = f"“{value}”: {rule}" if value and value not in rule else rule
    return vi_desk.REFUSED_FOR.format(rule, remedy) if remedy else rule
