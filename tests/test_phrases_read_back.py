"""What is printed reads back: counts, scales, measures, ranges, fractions, words; a name never."""

from hypothesis import given
from hypothesis import strategies as st

from etl.phrases import find_quantities, read_phrase
from tests.quantities import (
    NARROW,
    NBSP,
    B,
    D,
    K,
    M,
    about,
    between,
    exact,
    more_than,
    nearly,
    quantity,
    rounded,
)

COUNTED = {
    "mô hình": "models",
    "đảng viên": "persons",
    "lượt người": "attendances",
    "tập thể": "collectives",
    "hộ gia đình": "households",
    "điển hình tiên tiến": "exemplars",
    "hội nghị": "sessions",
    "chi bộ": "party_cells",
    "bản cam kết": "pledges",
    "ngày công": "workdays",
    "giấy khen": "commendations",
    "phần việc": "tasks",
}
MEASURED = {"m2": "m2", "ha": "ha", "km": "km", "tấn": "tons", "%": "%"}
WORDS = {
    "": ("exact", ""),
    "hơn": ("more_than", "("),
    "Trên": ("more_than", "("),
    "ít nhất": ("more_than", "["),
    "gần": ("nearly", ")"),
    "chưa đến": ("nearly", ")"),
    "không quá": ("nearly", "]"),
    "khoảng": ("about", ""),
    "ước tính": ("about", ""),
}
SCALES = {"nghìn": K, "ngàn": K, "vạn": 10 * K, "triệu": M, "tỷ": B, "tỉ": B, "nghìn tỷ": K * B}
gaps = st.sampled_from([" ", NBSP, "  "])
separators = st.sampled_from([".", "", " ", NBSP, NARROW])


def grouped(value: int, separator: str) -> str:
    return f"{value:,}".replace(",", separator)


def expect(unit, word, value, half=0):
    """What a printed number must read as: `half` a unit of its last place when it is rounded."""
    qualifier, closed = WORDS[word]
    if qualifier == "exact" and half and value:
        if unit == "%" and value == 100:
            return quantity(unit, "exact", value, value - half, value, "[]")
        return rounded(unit, value, value - half, value + half)
    makers = {"exact": exact, "about": about}
    if qualifier in makers:
        return makers[qualifier](unit, value)
    return {"more_than": more_than, "nearly": nearly}[qualifier](unit, value, closed)


@given(
    value=st.integers(0, 999_999_999),
    zeros=st.integers(0, 2),
    separator=separators,
    word=st.sampled_from(sorted(WORDS)),
    noun=st.sampled_from(sorted(COUNTED)),
    gap=gaps,
)
def test_a_printed_count_reads_back(value, zeros, separator, word, noun, gap):
    digits = "0" * zeros * (value < 1000) + grouped(value, separator)
    phrase = f"{word}{gap if word else ''}{digits}{gap}{noun}"
    assert read_phrase(phrase) == expect(COUNTED[noun], word, D(value))


@given(
    digits=st.integers(1, 99_999),
    places=st.integers(0, 3),
    separator=separators,
    scale=st.sampled_from(sorted(SCALES)),
    word=st.sampled_from(sorted(WORDS)),
    noun=st.sampled_from(["đồng", *COUNTED]),
    gap=gaps,
)
def test_a_scaled_number_reads_back_with_its_rounding(
    digits, places, separator, scale, word, noun, gap
):
    value, step = D(digits).scaleb(-places), D(1).scaleb(-places)
    whole, _, rest = f"{value:f}".partition(".")
    number = grouped(int(whole), separator) + (f",{rest}" if rest else "")
    phrase = f"{word}{gap if word else ''}{number}{gap}{scale}{gap}{noun}"
    unit = COUNTED.get(noun, "VND")
    assert read_phrase(phrase) == expect(
        unit, word, value * SCALES[scale], step / 2 * SCALES[scale]
    )


@given(
    digits=st.integers(0, 99_999),
    places=st.integers(1, 2),
    word=st.sampled_from(sorted(WORDS)),
    noun=st.sampled_from(sorted(MEASURED)),
    glue=st.sampled_from(["", " ", NBSP]),
)
def test_a_measured_number_reads_back_with_its_rounding(digits, places, word, noun, glue):
    value, half = D(digits).scaleb(-places), D("0.5").scaleb(-places)
    phrase = f"{word} {value:f}{glue}{noun}".replace(".", ",").strip()
    assert read_phrase(phrase) == expect(MEASURED[noun], word, value, half)


@given(
    low=st.integers(1, 900),
    more=st.integers(1, 900),
    joint=st.sampled_from([" - ", " – ", "-", "–", " đến ", f"{NBSP}-{NBSP}"]),
    since=st.sampled_from(["", "từ ", "Từ "]),
    scale=st.sampled_from(["", *SCALES]),
    noun=st.sampled_from(["đồng", *COUNTED]),
)
def test_a_range_reads_back(low, more, joint, since, scale, noun):
    factor = SCALES.get(scale, 1)
    unit = COUNTED.get(noun, "VND")
    phrase = f"{since}{low}{joint}{low + more} {scale}".rstrip() + f" {noun}"
    assert read_phrase(phrase) == between(unit, low * factor, (low + more) * factor)


@given(part=st.integers(0, 99_999), whole=st.integers(0, 99_999), noun=st.sampled_from([*COUNTED]))
def test_a_fraction_reads_back(part, whole, noun):
    phrase = f"{grouped(part, '.')}/{grouped(whole, '.')} {noun}"
    assert read_phrase(phrase) == exact(COUNTED[noun], part, whole)


ONES = ["", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"]


def spell(value: int) -> str:
    """A number below a thousand in words."""
    hundreds, tens, ones = value // 100, value // 10 % 10, value % 10
    words = [f"{ONES[hundreds]} trăm"] if hundreds else []
    if tens > 1:
        last = {1: "mốt", 4: "tư", 5: "lăm"}.get(ones, ONES[ones])
        words += [ONES[tens], "mươi", last]
    elif tens:
        words += ["mười", "lăm" if ones == 5 else ONES[ones]]
    elif ones:
        words += ["linh", ONES[ones]] if hundreds else [ONES[ones]]
    return " ".join(filter(None, words))


@given(value=st.integers(1, 999), noun=st.sampled_from([*COUNTED]), title=st.booleans())
def test_a_number_in_words_reads_back(value, noun, title):
    words = spell(value).capitalize() if title else spell(value)
    assert read_phrase(f"{words} {noun}") == exact(COUNTED[noun], value)


small, years = st.integers(1, 99), st.integers(1945, 2045)
marks = st.sampled_from([". ", ", ", "; ", " "])
names = st.one_of(
    st.builds("{:02d}-{}/{}".format, small, st.sampled_from(["KL", "CT", "NQ", "QĐ", "KH"]),
              st.sampled_from(["TW", "TU", "UBND", "HU"])),
    st.builds("{}/{}/QH15".format, small, years),
    st.builds("{}/NQ-UBTVQH15".format, st.integers(1, 9999)),
    st.builds("{} số {}".format, st.sampled_from(["Kế hoạch", "Nghị quyết", "Công văn"]), small),
    st.builds("{} {:02d}".format, st.sampled_from(
        ["Chỉ thị", "Kết luận", "Nghị quyết Trung ương", "Ban Chỉ đạo", "Đề án", "Điều", "Khu",
         "Tổ", "khu phố", "thứ", "lần thứ", "khóa", "tháng", "quý"]), small),
    st.builds("{}{sep}{}{sep}{}".format, st.integers(1, 31), st.integers(1, 12), years,
              sep=st.sampled_from(["/", "-", ".", " - "])),
    st.builds("ngày {:02d}/{}".format, st.integers(1, 31), st.integers(1, 12)),
    st.builds("tháng {}/{}".format, st.integers(1, 12), years),
    st.builds("{} {}".format, st.sampled_from(["năm", "Năm", "đến năm", "năm học", "hết"]), years),
    st.builds("{} {}{}{}".format, st.sampled_from(["giai đoạn", "nhiệm kỳ", ""]), years,
              st.sampled_from(["-", " – ", " -"]), years),
    st.builds("{:02d} {}".format, small, st.sampled_from(["năm", "tháng", "ngày", "năm qua"])),
    st.builds("{} năm".format, st.sampled_from(ONES[1:])),
    st.builds("Covid-{}".format, small),
    st.builds("{:02d}:{:02d}".format, st.integers(0, 23), st.integers(0, 59)),
    st.builds("“{} mẫu mực, {} hộ”".format, small, small),
)  # fmt: skip


@given(st.lists(st.tuples(names, marks, st.sampled_from(["", *COUNTED])), min_size=1, max_size=4))
def test_names_and_dates_are_never_found_even_before_a_unit(parts):
    # A comma closes each part: "thứ 5 03 năm" would be a number of its own.
    text = ", ".join(f"theo {name}{mark}{noun}" for name, mark, noun in parts)
    assert find_quantities(text) == []
