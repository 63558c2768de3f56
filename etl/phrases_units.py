"""The words around a number: units of measure and qualifiers. Tables and their matching only.

To teach the reader a new unit, add its Vietnamese form to `FORMS`. A form under `NOT_A_UNIT` is
there to win over a shorter one ("nhà văn hóa" is not a "nhà"): the number before it is then no
quantity we can name. All matching is on lower-case text (`lower`), so a table key is what matches.
"""

import re
import unicodedata

NOT_A_UNIT = ""

# code → Vietnamese forms, lower case. The longest form wins, whatever its line.
FORMS: dict[str, str] = {
    "VND": "đồng | đ | vnđ | vnd | đồng việt nam",
    "%": "% | phần trăm",
    "m2": "m2 | m² | mét vuông",
    "m3": "m3 | m³ | mét khối",
    "ha": "ha | héc ta | hecta",
    "km": "km | ki lô mét",
    "m": "m | mét",
    "kg": "kg | ki lô gam",
    "tons": "tấn",
    "persons": "người | người dân | cá nhân | đảng viên | đảng viên mới | quần chúng"
    " | quần chúng ưu tú | cán bộ | công chức | viên chức | người lao động | lao động | công nhân"
    " | nhân viên | đoàn viên | hội viên | hộ viên | thanh niên | phụ nữ | cựu chiến binh"
    " | chiến sĩ | chiến sỹ | đồng chí | học sinh | sinh viên | học viên | giáo viên | nhà giáo"
    " | thiếu nhi | trẻ em | em | em học sinh | cháu | đại biểu | báo cáo viên"
    " | tuyên truyền viên | ủy viên | cấp ủy viên | nhân khẩu | đồng bào | thành viên | xã viên",
    "attendances": "lượt | lượt người | lượt học sinh | lượt cán bộ | lượt đảng viên"
    " | lượt hội viên | lượt đoàn viên | lượt đại biểu | lượt quần chúng",
    "collectives": "tập thể",
    "households": "hộ | hộ dân | hộ gia đình | gia đình",
    "recipients": "gương | tấm gương | gương cá nhân | gương tập thể | gương tiêu biểu",
    "exemplars": "điển hình | điển hình tiên tiến | gương điển hình | gương điển hình tiên tiến"
    " | tấm gương điển hình | gương người tốt, việc tốt | gương người tốt việc tốt",
    "models": "mô hình",
    "sessions": "hội nghị | lớp | lớp học | buổi | cuộc",
    "lessons": "tiết | tiết học",
    "books": "cuốn | cuốn sổ | cuốn sách | quyển | quyển sổ",
    "pledges": "bản cam kết | bản đăng ký | lượt đăng ký",
    "tasks": "việc | việc làm | phần việc | đầu việc | nhiệm vụ",
    "targets": "chỉ tiêu | tiêu chí",
    "party_cells": "chi bộ",
    "party_bodies": "tổ chức đảng | tổ chức cơ sở đảng | đảng bộ | đảng ủy | cấp ủy | chi ủy"
    " | chi, đảng bộ | chi bộ, đảng bộ | đảng bộ, chi bộ",
    "party_groups": "tổ đảng",
    "workdays": "ngày công | ngày công lao động",
    "articles": "tin | bài | bài viết | tin bài | tin/bài | bản tin",
    "groups": "nhóm",
    "communes": "xã | phường | thị trấn",
    "hamlets": "thôn | bản | thôn bản | khu | khu phố | khu dân cư | tổ dân phố | xóm | ấp",
    "agencies": "cơ quan | đơn vị",
    "commendations": "giấy khen | bằng khen | thư khen",
    "houses": "nhà | nhà ở | căn nhà | ngôi nhà",
    NOT_A_UNIT: "nhà văn hóa | nhà trường | nhà máy | nhà nước | nhà báo | bài học | bài thi"
    " | bài dự thi | bản kế hoạch | bản báo cáo | bản sắc | bản thân | cuộc vận động | cuộc thi"
    " | cuộc sống | cuộc đời | hộ khẩu | khu vực | khu công nghiệp | tiết mục | tiết kiệm"
    " | tin nhắn | tin tưởng | xã hội | đơn vị diện tích | đơn vị máu | đồng hồ"
    " | lượt tập thể | lượt cá nhân | nhóm mô hình"
    " | đồng nghiệp | đồng đội | đồng hương | đồng bộ | đồng loạt | đồng thời | đồng đều",
}
# Money per person: the suffix after "đồng" decides the unit.
PER_PERSON_YEAR, PER_PERSON_MONTH = "VND_per_person_year", "VND_per_person_month"
MONEY = frozenset({"VND", PER_PERSON_YEAR, PER_PERSON_MONTH})
MEASURED = frozenset({"m2", "m3", "ha", "km", "m", "kg", "tons"})
MEASURE_UNITS = (frozenset(FORMS) | MONEY) - {NOT_A_UNIT}
COUNTED = MEASURE_UNITS - MEASURED - MONEY - {"%"}

# "28 tập thể, cá nhân": one number over several of these is a mixed count of recipients.
_RECIPIENTS = frozenset({"tập thể", "cá nhân", "hộ", "hộ gia đình", "gia đình"})
# Nouns whose absence is reported as a zero. Not every unit: "không có nhà ở" counts no houses.
DENIED = (
    "chi bộ|đảng bộ|tổ chức (?:cơ sở )?đảng|tổ đảng|đảng viên|cán bộ|tập thể|cá nhân|học sinh"
    "|hộ(?: gia đình| dân)?|mô hình|điển hình|hội nghị|chỉ tiêu|tiêu chí|xã|phường|thôn|bản|khu"
    "|cơ quan|đơn vị"
).replace(" ", r"\s{1,3}")


class _OneForOne(dict[int, str]):
    """A `str.translate` table that keeps the length, so that positions stay those of the text."""

    def __init__(self, accents: bool) -> None:
        super().__init__()
        self._accents = accents

    def __missing__(self, code: int) -> str:
        kept = chr(code) if self._accents else unicodedata.normalize("NFD", chr(code))[0]
        small = kept.lower() if len(kept.lower()) == 1 else kept
        self[code] = result = "d" if small == "đ" and not self._accents else small
        return result


_LOWER, _FOLD = _OneForOne(accents=True), _OneForOne(accents=False)


def lower(text: str) -> str:
    return text.translate(_LOWER)


def fold(text: str) -> str:
    """Lower case without accents, đ as d."""
    return text.translate(_FOLD)


UNITS: dict[str, str] = {
    form.strip(): code for code, forms in FORMS.items() for form in forms.split(" | ")
}
# A typo in the accents is forgiven only where two syllables vouch for the word: "lươt người" can
# be nothing else, but "hồ" is a lake and no "hộ".
_UNITS_FOLDED = {fold(form): code for form, code in UNITS.items() if " " in form}


def _alternatives(forms: dict[str, str]) -> re.Pattern[str]:
    longest_first = sorted(forms, key=len, reverse=True)
    words = "|".join(re.escape(form).replace(r"\ ", r"\s{1,3}") for form in longest_first)
    # "%" needs no word boundary after it; every other form does.
    return re.compile(rf"\s{{0,3}}(?P<form>{words})(?:(?<=%)|(?!\w))")


_EXACT, _FORGIVING = _alternatives(UNITS), _alternatives(_UNITS_FOLDED)
_AND = re.compile(r"(?:\s?,\s{0,3}|\s{1,3}(?:và|hoặc)\s{1,3})")
_PER = re.compile(
    r"\s?/\s?(?:đầu\s)?(?:người|em|học\s{1,3}sinh|cháu|khẩu|nhân\s{1,3}khẩu)"
    r"\s?/\s?(?:(?P<year>năm)|tháng)(?!\w)"
)
_RATE = re.compile(r"\s?/\s?[^\W\d_]")
# Money that leaves "đồng" unsaid: only where no noun can follow, for "2 triệu cây" is no money.
_UNSAID_DONG = re.compile(
    r"\s{0,3}(?:$|[^\w\s/]"
    r"|(?:cho|để|từ|của|và|là|trong|với|vào|bằng|tiền|trở|đến)(?!\w))"
)


def _one_unit(text: str, folded: str, at: int) -> tuple[int, str, str] | None:
    """(end, code, form) at a position: the longer of the exact and the forgiving reading."""
    exact, loose = _EXACT.match(text, at), _FORGIVING.match(folded, at)
    if loose and (not exact or loose.end() > exact.end()):
        form = " ".join(loose["form"].split())
        return loose.end(), _UNITS_FOLDED[form], form
    if exact:
        form = " ".join(exact["form"].split())
        return exact.end(), UNITS[form], form
    return None


def _per_person(text: str, end: int) -> tuple[int, str] | None:
    per = _PER.match(text, end)
    return (per.end(), PER_PERSON_YEAR if per["year"] else PER_PERSON_MONTH) if per else None


def match_unit(text: str, folded: str, at: int) -> tuple[int, str] | None:
    """(end, code) of the unit words at a position, with the nouns listed under the same number.

    "cán bộ, công chức, viên chức" stays persons; "tập thể, cá nhân" becomes recipients. None when
    the words are no unit we know, or a rate ("5 buổi/tháng") that must not pass for a count.
    """
    unit = _one_unit(text, folded, at)
    if unit is None or unit[1] == NOT_A_UNIT:
        return None
    end, code, form = unit
    while (joint := _AND.match(text, end)) and (unit := _one_unit(text, folded, joint.end())):
        mixed = unit[2] in _RECIPIENTS and (form in _RECIPIENTS or code == "recipients")
        if unit[1] != code and not mixed:
            break
        code = code if unit[1] == code else "recipients"
        end, form = unit[0], unit[2]
    if code == "VND" and (per := _per_person(text, end)):
        return per
    return None if _RATE.match(text, end) else (end, code)


def match_unsaid_dong(text: str, at: int) -> tuple[int, str] | None:
    """Money after "triệu" or "tỷ" without its "đồng"."""
    return _per_person(text, at) or ((at, "VND") if _UNSAID_DONG.match(text, at) else None)


# kind → words before the number. The leftmost, so the longest, wins: "không quá" over "quá".
_QUALIFIERS = {
    "difference": "(?:cao|thấp|nhiều|ít|lớn|nhỏ|nhanh|chậm|tốt|kém) hơn",  # no level: refused
    "noun": "(?:mức|mật|tiến|chế|trình|tốc|thái|cường) độ|(?:thỏa|điều) ước",  # not "độ", "ước"
    "least": "ít nhất(?: là)?(?: từ)?|tối thiểu(?: là)?|không (?:dưới|ít hơn)|≥",
    "most": "không (?:vượt )?quá|không hơn|tối đa(?: là)?|nhiều nhất(?: là)?|≤",
    "about": "(?:khoảng|trên dưới|xấp xỉ)(?: (?:chừng|hơn|trên|gần|độ))?"
    "|ước(?: tính)?(?: đạt)?(?: khoảng)?|áng chừng|chừng|độ|~|≈",
    "under": "gần(?: như)?|(?:chưa|không) (?:đến|tới|đầy)|dưới|ngót|non|<",
    "over": "hơn|trên|quá|>",
}
_QUALIFIER = re.compile(
    r"(?<!\w)(?:{})\s{{0,3}}\Z".format(
        "|".join(
            f"(?P<{kind}>{words})".replace(" ", r"\s{1,3}") for kind, words in _QUALIFIERS.items()
        )
    )
)
_FROM = re.compile(r"(?<!\w)từ\s{1,3}\Z")
_ONWARDS = re.compile(r"\s{1,3}trở\s{1,3}(?:(?P<least>lên)|(?P<most>xuống))(?!\w)")
_WINDOW = 40  # characters; the longest qualifier has about 30


def match_qualifier(text: str, floor: int, at: int) -> tuple[int, str, str]:
    """(start, kind, words) of the qualifier that ends at a position; kind "" where none does."""
    match = _QUALIFIER.search(text, max(floor, at - _WINDOW), at)
    if match is None or match.lastgroup == "noun":
        return at, "", ""
    return match.start(), str(match.lastgroup), match[0].strip()


def match_from(text: str, floor: int, at: int) -> int:
    """Start of a "từ" just before a position, else the position itself."""
    match = _FROM.search(text, max(floor, at - _WINDOW), at)
    return match.start() if match else at


def match_onwards(text: str, at: int) -> tuple[int, str]:
    """(end, kind) of "trở lên" / "trở xuống" at a position; kind "" where neither is."""
    match = _ONWARDS.match(text, at)
    return (match.end(), str(match.lastgroup)) if match else (at, "")
