"""The reports' own text, where a reader has it: a figure's paragraph and its neighbours.

The text is not part of the product. REPORTS_DIR names a folder of the files; those entered at the
desk are in DESK_DIR/reports. A file that is not, byte for byte, the one that was read is not shown.
Names of persons are hidden.
"""

import hashlib
import os
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from warehouse.persons import masked


@dataclass(frozen=True)
class Passage:
    """One paragraph, split at the phrase; a neighbour is all in `before`."""

    number: int
    before: str
    phrase: str = ""
    after: str = ""


class Unavailable(Exception):
    """Why the text cannot be shown, and what to do: a Vietnamese sentence."""


_MISSING = "Không thấy tệp “{}” trong thư mục báo cáo."
_NO_FOLDER = (
    "Máy này chưa có văn bản báo cáo. Người quản trị đặt các tệp báo cáo vào một thư mục "
    "rồi khai thư mục ấy trong biến REPORTS_DIR; ứng dụng kiểm mã băm trước khi hiện."
)
_ROOT = Path(__file__).parents[1]


def default_desk() -> Path:
    return Path(os.environ.get("DESK_DIR", _ROOT / "data" / "desk"))


def located(file: str, sha256: str, folders: tuple[Path, ...]) -> Path:
    """Where the report's file is: the first that is the one read, or else the first there is."""
    paths = [folder / Path(file).name for folder in folders]
    there = [path for path in paths if path.is_file()]
    if len(there) < 2:
        return (there or paths)[0]
    return next((path for path in there if _sha256(path) == sha256), there[0])


def _sha256(path: Path) -> str:
    with path.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def paragraphs(text: str) -> list[str]:
    """The report's paragraphs: its non-empty lines, NFC, white space folded; ¶1 is the first."""
    return [fold_space(line) for line in text.split("\n") if line.strip()]


# Web pages put zero-width signs inside words; nobody can type what they see with them.
_INVISIBLE = re.compile("[\u200b-\u200f\u2060\ufeff]")


def fold_space(text: str) -> str:
    return " ".join(_INVISIBLE.sub("", unicodedata.normalize("NFC", text)).split())


def places(phrase: str, paragraph: str) -> Iterator[re.Match[str]]:
    """Where the phrase stands whole: "8 hộ" and "275 hội nghị" are not in "1.275 hội nghị".

    A number is neither cut at a digit nor at the mark that joins it to the next (1.275, 52/52).
    """
    whole = rf"(?<!\w)(?<!\d[.,/]){re.escape(fold_space(phrase))}(?!\w)(?![.,/]\d)"
    return re.finditer(whole, paragraph)


def passages(file: str, sha256: str, number: int, phrase: str) -> list[Passage]:
    """The paragraph with the phrase, between its neighbours; raises Unavailable."""
    folder, desk = os.environ.get("REPORTS_DIR"), default_desk() / "reports"
    path = located(file, sha256, (Path(folder), desk) if folder else (desk,))
    if not path.is_file():
        raise Unavailable(_MISSING.format(path.name) if folder else _NO_FOLDER)
    state = path.stat()
    text = _verified(path, sha256, state.st_mtime_ns, state.st_size)
    shown = []
    for n in (number - 1, number, number + 1):
        if 1 <= n <= len(text):
            shown.append(_split(n, text[n - 1], phrase) if n == number else _whole(n, text[n - 1]))
    return shown


@lru_cache(maxsize=32)
def _verified(path: Path, sha256: str, _changed: int, _size: int) -> tuple[str, ...]:
    data = path.read_bytes()
    if hashlib.sha256(data).hexdigest() != sha256:
        raise Unavailable(
            f"Tệp “{path.name}” không đúng bản đã dùng (mã băm khác), nên không hiện. "
            "Đặt lại đúng bản gốc, hoặc nhập tệp mới như một báo cáo mới."
        )
    return tuple(paragraphs(data.decode("utf-8")))


def _split(number: int, text: str, phrase: str) -> Passage:
    found = next(places(phrase, text), None)
    if found is None:  # the release was verified, so this is only a release of other files
        return _whole(number, text)
    before, after = text[: found.start()], text[found.end() :]
    return Passage(number, masked(before), found[0], masked(after))


def _whole(number: int, text: str) -> Passage:
    return Passage(number, masked(text))
