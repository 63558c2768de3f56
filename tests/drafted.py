"""Drafts for tests: made-up reports, three persons, a made-up ETL or the real one."""

import json
from pathlib import Path

import pytest

from desk import drafts, process, publishing, store
from desk.draft import Draft
from desk.people import Person

_read: dict[tuple[str, bytes], tuple[process.Ended, bytes]] = {}
_etl = process.etl
FAKE = Path(__file__).parent / "fake_etl"
ANN = Person("an@made.up", "An", frozenset({"read", "curate"}))
BIN = Person("binh@made.up", "Bình", frozenset({"read", "curate"}))
CHI = Person("chi@made.up", "Chi", frozenset({"read", "curate", "approve"}))
DUNG = Person("dung@made.up", "Dung", frozenset({"read", "approve"}))
READER = Person("xem@made.up", "Xem", frozenset({"read"}))
ALONE = Person("may-nay", "Người dùng máy này", frozenset({"read", "curate", "approve"}), True)

# A made-up report; no number of it exists.
REPORT = """Huyện Sìn Hồ học tập và làm theo Bác
Thứ hai, 06/05/2024 - 08:00
Năm 2024, huyện Sìn Hồ tổ chức 12 hội nghị học tập, quán triệt với 345 lượt người tham gia.
Trong dịp này có 7 tập thể và 9 cá nhân được khen thưởng vì học tập và làm theo Bác.
"""


def a_desk(folder: Path, patch: pytest.MonkeyPatch) -> Path:
    """From here on the desk, its releases and the curated files are in this folder."""
    for name in ("desk", "releases", "curated"):
        patch.setenv(f"{name.upper()}_DIR", str(folder / name))
    reading_once(patch)
    return folder


def with_fake_etl(patch: pytest.MonkeyPatch, mode: str = "") -> None:
    """From here on the desk asks the made-up ETL, which behaves as `mode` says."""
    patch.setattr(publishing, "_BUSY", (0.01,))
    patch.setattr(process, "ROOT", FAKE)
    patch.setenv("FAKE_ETL", mode)


def taken_in(folder: Path) -> dict:
    """What the made-up ETL has put into the curated files."""
    path = folder / "curated" / "made_up.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}


def reading_once(patch: pytest.MonkeyPatch) -> None:
    """The real extractor reads each made-up text once for all tests: it says the same again."""

    def etl(arguments: list[str], *rest: object) -> process.Ended:
        if arguments[0] != "extract":
            return _etl(arguments, *rest)
        key = (Path(arguments[1]).name, Path(arguments[1]).read_bytes())
        whole = Path(arguments[arguments.index("--text") + 1])
        if key not in _read:
            with pytest.MonkeyPatch.context() as real:
                real.setattr(process, "ROOT", store.ROOT)
                curated = str(store.ROOT / "data" / "curated")
                ended = _etl([*arguments[:-1], curated], *rest)
            _read[key] = ended, whole.read_bytes() if whole.is_file() else b""
        whole.write_bytes(_read[key][1])
        return _read[key][0]

    patch.setattr(process, "etl", etl)


def begun(text: str = REPORT, person: Person = ANN, name: str = "bao-cao.txt") -> str:
    return drafts.begin_text(person, name, text.encode())


def decided(draft_id: str, person: Person = ANN) -> Draft:
    """Every figure taken, everything else refused, and the source filled in."""
    found = drafts.draft(person, draft_id)
    for entry in found.entries:
        if entry.state != "open":
            continue
        if entry.table == "observations":
            drafts.accept(person, draft_id, entry.entry_id, entry.version)
        else:
            drafts.refuse(person, draft_id, entry.entry_id, entry.version, "không cần")
    version = drafts.draft(person, draft_id).version
    drafts.set_source(person, draft_id, version, {"kind": "press"})
    return drafts.draft(person, draft_id)


def submitted(text: str = REPORT, person: Person = ANN) -> Draft:
    found = decided(begun(text, person), person)
    drafts.submit(person, found.draft_id, found.version)
    return drafts.draft(person, found.draft_id)


def checked(found: Draft, person: Person = DUNG) -> tuple[Draft, str]:
    """The draft as an approver sees it, and the hash of what would change."""
    answer = drafts.check(person, found.draft_id)
    assert answer["refusals"] == []
    return drafts.draft(person, found.draft_id), answer["hash"]
