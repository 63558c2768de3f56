"""Hide the names of persons in a passage of a report before anyone sees it.

Better one word too many than one too few: places named after a person may be hidden too. Hồ Chí
Minh and Bác are what the movement is about, and stay.
"""

import re

HIDDEN = "[tên riêng]"

_UPPER = "A-ZÀÁẢÃẠĂẮẰẲẴẶÂẤẦẨẪẬĐÈÉẺẼẸÊẾỀỂỄỆÌÍỈĨỊÒÓỎÕỌÔỐỒỔỖỘƠỚỜỞỠỢÙÚỦŨỤƯỨỪỬỮỰỲÝỶỸỴ"
_LOWER = "a-zàáảãạăắằẳẵặâấầẩẫậđèéẻẽẹêếềểễệìíỉĩịòóỏõọôốồổỗộơớờởỡợùúủũụưứừửữựỳýỷỹỵ"
_WORD = f"(?:[{_UPPER}][{_LOWER}]*|[{_UPPER}]+)(?![{_LOWER}{_UPPER}])"
_TITLES = (
    "Ông|Bà|Anh|Chị|Em|Cô|Chú|Cụ|Thầy|Đồng chí|Đ/c|Bác sĩ|Nhà báo|Tác giả|Chủ hộ|Hộ ông|Hộ bà|"
    "Tin|Ảnh|Bài|Bài, ảnh|Tin, ảnh"
)
# Family names, Kinh and of the mountains; one more capitalised word makes a person.
_FAMILIES = (
    "Nguyễn|Trần|Lê|Phạm|Hoàng|Huỳnh|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Ngô|Dương|Lý|Đinh|Trịnh|Lương|Đoàn|"
    "Trương|Lưu|Đào|Phùng|Tạ|Chu|Hứa|Nông|Triệu|Giàng|Sùng|Thào|Tẩn|Chẻo|Phàn|Lò|Lù|Quàng|Tòng|"
    "Khoàng|Mùa|Vừ|Lầu|Ma|Bế|Hồ|Tống|Doãn|Kiều|Quách|Nghiêm|Lâm|Hà|Vi|Tô|Mai|Thái|Cao|La"
)
# These also begin names of places: only two more words make a person.
_ALSO_PLACES = {"Hà", "Vi", "Tô", "Mai", "Thái", "Cao", "La", "Lâm", "Ma", "Hồ", "Hoàng", "Kiều"}
_KEPT = ("hồ chí minh", "bác hồ", "bác", "đảng", "nhân dân", "đoàn")


def _alternatives(words: str) -> str:
    every = [form for word in words.split("|") for form in {word, word.upper()}]
    return "|".join(sorted(map(re.escape, every), key=len, reverse=True))


_AFTER_TITLE = re.compile(
    rf"(?<!\w)((?:{_alternatives(_TITLES)}|{_alternatives(_TITLES.lower())})\s*[:,]?\s+)"
    rf"({_WORD}(?:\s+{_WORD}){{0,4}})"
)
_FAMILY = re.compile(rf"(?<!\w)({_alternatives(_FAMILIES)})((?:\s+{_WORD}){{1,3}})")


def masked(text: str) -> str:
    """The text with `[tên riêng]` in place of every person's name found."""
    return _FAMILY.sub(_family, _AFTER_TITLE.sub(_titled, text))


def _titled(found: re.Match[str]) -> str:
    name = found[2].lower()
    if any(name == kept or name.startswith(f"{kept} ") for kept in _KEPT):
        return found[0]
    return f"{found[1]}{HIDDEN}"


def _family(found: re.Match[str]) -> str:
    whole = found[0].lower()
    enough = 2 if found[1].capitalize() in _ALSO_PLACES else 1
    if whole.startswith("hồ chí minh") or len(found[2].split()) < enough:
        return found[0]
    return HIDDEN
