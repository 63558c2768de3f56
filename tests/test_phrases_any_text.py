"""Any text is read coherently or refused, in a time that grows with its length."""

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.phrases import MEASURE_UNITS, PhraseError, find_quantities, read_phrase
from etl.phrases_quantity import QUALIFIERS, Quantity
from tests.quantities import NBSP

PIECES = [
    "0", "1", "2", "7", "10", "98", "100", "250", "1.275", "1,275", "1,5", "11.8", "2023", "O",
    ".", ",", "/", "-", "–", "%", "(", "“", "”", "~", "31/12/2022", "01-KL/TW", "từ", "đến",
    "hơn", "gần", "dưới", "không", "có", "còn", "quá", "trở", "lên", "khoảng", "hàng", "trăm",
    "nghìn", "vạn", "triệu", "tỷ", "rưỡi", "một", "hai", "năm", "mười", "mươi", "lăm", "linh",
    "chục", "hộ", "người", "lượt", "đồng", "/người", "/năm", "/tháng", "m2", "ha", "tập",
    "thể,", "cá", "nhân", "và", "mô", "hình", "chi", "bộ", "số", "ngày", "tháng", "thứ", "Khu",
]  # fmt: skip
spaces = st.sampled_from([" ", " ", "", "  ", NBSP])
clauses = st.builds(
    "{}{s}{}{}{}{s}{}{s}{}{}".format,
    st.sampled_from(
        ["", "từ", "hơn", "gần", "không quá", "khoảng", "hàng", "không có", "thứ", "-"]
    ),
    st.sampled_from(
        ["0", "04", "2", "98", "100", "1.275", "1,275", "1,5", "11.8", "hai", "một", "hàng nghìn"]
    ),
    st.sampled_from(["", "", "", " - ", "/", " đến ", "–", " triệu "]),
    st.sampled_from(["", "", "", "7", "120", "2,5", "500", "mười lăm", "2023"]),
    st.sampled_from(["", "", "", "nghìn", "triệu", "tỷ", "chục", "rưỡi"]),
    st.sampled_from(
        ["hộ", "người", "đồng", "%", "m2", "tập thể, cá nhân", "mô hình", "nhà văn hóa"]
    ),
    st.sampled_from(["", "", "", " trở lên", "/người/năm", "/tháng", "; ", ", ", ". ", " và "]),
    s=spaces,
)
prose = st.one_of(
    st.text(max_size=60),
    st.lists(st.sampled_from(PIECES), max_size=14).map(" ".join),
    st.lists(clauses, min_size=1, max_size=3).map(" ".join),
    st.lists(st.one_of(clauses, st.sampled_from(PIECES), st.text(max_size=3)), max_size=6).map(
        "".join
    ),
)


def assert_coherent(quantity: Quantity) -> None:
    assert quantity.measure_unit in MEASURE_UNITS
    assert quantity.qualifier in QUALIFIERS
    ends = [n for n in (quantity.lower, quantity.value, quantity.upper) if n is not None]
    assert ends == sorted(ends)
    assert (quantity.lower is None) == (quantity.lower_inclusive is None)
    assert (quantity.upper is None) == (quantity.upper_inclusive is None)
    assert (quantity.value is None) == (quantity.qualifier in {"magnitude", "range"})
    assert all(n.is_finite() and n >= 0 and "E" not in str(n) for n in ends)


def read_or_refuse(text: str) -> Quantity | str:
    try:
        return read_phrase(text)
    except PhraseError as refusal:
        return str(refusal)


@given(prose)
def test_any_text_is_read_coherently_or_refused(text):
    answer = read_or_refuse(text)
    if isinstance(answer, str):
        assert unicodedata.normalize("NFC", text) in answer
    else:
        assert_coherent(answer)


@given(prose)
def test_findings_are_in_order_and_read_alone_as_in_the_text(text):
    end = 0
    for found in find_quantities(text):
        assert_coherent(found.quantity)
        assert end <= found.start < found.end
        assert unicodedata.normalize("NFC", text)[found.start : found.end] == found.text
        assert read_phrase(found.text) == found.quantity
        end = found.end


@pytest.mark.parametrize(
    "piece",
    ["1", "1.1", "1 000", "1 ", "1-", "1/", "1 triệu ", "hơn ", "năm ", "hai mươi ", "không có ",
     " ", "“", "tập thể, ", "5 hộ, ", "ngày 1 ", "1a", "A-1"],
)  # fmt: skip
def test_time_grows_with_length_and_no_faster(piece):
    text = (piece * 100_000)[:100_000]
    started = time.process_time()
    find_quantities(text)
    assert time.process_time() - started < 3  # about 0.5 s where this was written
