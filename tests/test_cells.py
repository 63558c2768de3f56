"""Text in a spreadsheet stays text: what is marked, what is left alone."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exhibits.render.cells import neutral

LEFT_ALONE = [
    "", "Huyện Yên Định", "Mô hình 2 = 1", "a@b.vn", "3 - 5 việc", "–", "– không nêu",
    "'=1+1", "“=1+1”", "1.275", "-5", "+5", "-1,5", "76,6%", "-76.6%", "1.234.567,89", "1234.5",
    "03478", "12 tỷ", "¶9", "●", " có dấu cách",
]  # fmt: skip
MARKED = [
    "=1+1", "+1+1", "-1+1", "@SUM(A1)", "-", "=", "+84 912 345 678", "-5 hộ", "--5", "+-5",
    "\t=1", "\tx", "\rx", "\nx", " =1", "\u00a0=1", "\u3000=1", "\u200b=1", "\ufeff=1", "\u2060+1",
    "\u00ad-x", "\u202e=1", "\u2066@x", "\u061c=1", " \u200b \u200d=1", "＝1+1", "＋1",
    "\ufbc3=1", "\ue000=1", "－1", "＠x", "﹣x", "\x00=1", "\x1b=1", "=cmd|' /C calc'!A0", '=HYPERLINK("http://x.vn","x")',
]  # fmt: skip


@pytest.mark.parametrize("text", LEFT_ALONE, ids=repr)
def test_left_alone(text: str) -> None:
    assert neutral(text) == text


@pytest.mark.parametrize("text", MARKED, ids=ascii)
def test_marked(text: str) -> None:
    clean = "".join(c for c in text if c in "\t\r\n" or unicodedata.category(c) != "Cc")
    assert neutral(text) == "'" + clean


@pytest.mark.parametrize("bad", list("\x00\x07\x0b\x1f\x7f\x85\ufffe\uffff\ud800"), ids=ascii)
def test_what_a_file_cannot_hold_is_dropped(bad: str) -> None:
    assert neutral(f"Yên{bad} Định") == "Yên Định"


@given(st.text())
def test_marking_twice_changes_nothing_more(text: str) -> None:
    assert neutral(neutral(text)) == neutral(text)


@given(st.text())
def test_nothing_but_controls_is_lost(text: str) -> None:
    kept = neutral(text)
    assert kept.removeprefix("'") in text or any(not c.isprintable() for c in text)


_OPENERS = st.text(st.sampled_from("=+-@＝＋－＠ \t\r\n\u00a0\u200b\u202a\ufeff\x00"), min_size=1)


@given(_OPENERS, st.text())
def test_no_text_starts_a_formula(opener: str, rest: str) -> None:
    safe = neutral(opener + rest)
    if safe.startswith("'") or not safe:
        return
    assert safe[0] not in "\t\r\n"
    visible = next((c for c in safe if unicodedata.category(c)[0] not in "ZC"), "x")
    is_number = safe.strip().lstrip("+-").rstrip("%").replace(".", "").replace(",", "").isdigit()
    assert is_number or unicodedata.normalize("NFKC", visible)[0] not in "=+-@"
