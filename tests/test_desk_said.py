"""Entries in words, marks in the text, fields of a form: what the desk shows, without a screen. All
rows are made up."""

import pytest

from desk.draft import Entry, Paragraph
from exhibits import vi_desk
from exhibits.render import desk_changes, desk_form, desk_log, desk_said, desk_text
from exhibits.render.desk_said import Known

UNITS = [
    {"unit_id": "a", "name": "Huyện A", "level": "district", "parent": "Tỉnh B",
     "valid_from": None, "valid_to": "2025-06-30"},
]  # fmt: skip
INDICATORS = [
    {"indicator_id": "books", "name": "Số sổ", "topic": "pledges", "measure_unit": "books",
     "count_kind": "flow"},
]  # fmt: skip
KNOWN = Known.of(UNITS, INDICATORS)


def entry(
    phrase: str, entry_id: int = 1, state: str = "open", table: str = "observations",
    start: int | None = None, end: int | None = None, **suggested: object,
) -> Entry:  # fmt: skip
    values = {"as_printed": phrase, "paragraph": "1", "unit_id": "a"}
    kept = {"as_printed": phrase, "unit_id": "a", **suggested}
    return Entry(entry_id, table, state, values, kept, {}, 1, start, end, "", 1, "")


def test_lists_tell_units_of_one_name_apart() -> None:
    assert KNOWN.units["a"] == "Huyện A (cấp huyện, Tỉnh B, đến 30/06/2025)"
    assert KNOWN.indicators["books"] == "Số sổ · cuốn sổ · Cam kết, đăng ký"


def test_a_draft_offers_the_units_and_indicators_it_brings() -> None:
    new = {"unit_id": "x", "name": "Xã X", "level": "commune", "parent_id": "a"}
    made = Entry(9, "units", "accepted", new, {}, {}, 0, None, None, "", 1, "")
    assert KNOWN.and_drafted([made]).units["x"] == vi_desk.NEW_ONE.format("Xã X (cấp xã)")
    refused = Entry(9, "units", "refused", new, {}, {}, 0, None, None, "r", 1, "")
    assert "x" not in KNOWN.and_drafted([refused]).units


@pytest.mark.parametrize(
    ("found", "told"),
    [
        (entry("5 hộ"), "open"),
        (entry("5 hộ", state="refused"), "refused"),
        (entry("5 hộ", state="accepted"), "accepted"),
        (entry("5 hộ", state="accepted", note="khác"), "corrected"),
        (entry("5 hộ", state="accepted", part_of="p01-1"), "corrected"),
        (entry("5 hộ", state="accepted", observation_id="p01-1"), "accepted"),
    ],
)
def test_the_state_tells_a_correction_from_a_suggestion_taken(found: Entry, told: str) -> None:
    assert desk_said.state(found) == told


def test_what_a_person_added_is_told_apart() -> None:
    added = Entry(1, "models", "accepted", {"name": "M"}, {}, {}, 1, None, None, "", 1, "")
    assert desk_said.title(added) == "+ Mô hình ¶1: “M”"


READ = {"lower": "500", "upper": None, "lower_inclusive": False, "upper_inclusive": None,
        "denominator": None, "qualifier": "more_than", "measure_unit": "books"}  # fmt: skip


def test_a_reading_says_bounds_and_unit() -> None:
    found = entry("hơn 500 cuốn", **READ)
    assert desk_said.reading(found, None) == "Đọc là: lớn hơn 500 cuốn sổ (hơn, trên)"
    answer = {"readings": {"1": {**READ, "lower": "900"}}}
    assert "900" in desk_said.reading(found, answer), "the check read the phrase of now"
    corrected = entry("gần 9", **READ | {"as_printed": "hơn 500 cuốn"})
    assert desk_said.reading(corrected, None) == "", "nobody has read the new phrase yet"


def test_a_share_says_of_how_many() -> None:
    share = READ | {"lower": "5", "upper": "5", "denominator": "6", "qualifier": "exact"}
    assert "đúng 5 trong tổng số 6" in desk_said.reading(entry("5/6 cuốn", **share), None)


TEXT = Paragraph(1, "Cấp 12 cuốn, rồi 12 cuốn; trong đó 5 cuốn mới.", "")


def test_marks_cut_the_text_and_lose_nothing() -> None:
    two = [entry("12 cuốn", 1, start=17, end=24), entry("5 cuốn mới", 2, state="refused")]
    parts = desk_text.marked(TEXT, two, current=2)
    assert "".join(p if isinstance(p, str) else p["text"] for p in parts) == TEXT.text
    first, second = (p for p in parts if not isinstance(p, str))
    assert parts[0] == "Cấp 12 cuốn, rồi ", "the second place, where the extractor saw it"
    assert (first["id"], first["sign"], first["now"]) == (1, "…", False)
    assert (second["id"], second["sign"], second["now"]) == (2, "✗", True)


def test_where_marks_overlap_the_current_one_is_on_top() -> None:
    two = [entry("12 cuốn, rồi 12 cuốn", 1), entry("12 cuốn", 2, start=4, end=11)]
    for current, wanted in ((1, {1}), (2, {1, 2})):
        parts = [p for p in desk_text.marked(TEXT, two, current) if not isinstance(p, str)]
        assert {p["id"] for p in parts} == wanted
        assert "… …" in [p["sign"] for p in parts] or len(parts) > 1


def test_a_phrase_that_is_not_there_is_shown_all_the_same() -> None:
    parts = desk_text.marked(TEXT, [entry("99 cuốn")], current=0)
    assert parts[-1]["text"] == vi_desk.NOT_IN_TEXT.format("99 cuốn")


def test_neighbours_set_aside_for_one_reason_fold_together() -> None:
    three = [Paragraph(n, f"đoạn {n}", "bình luận") for n in (1, 2, 3)]
    assert [g["told"] for g in desk_text.groups(three, [], 0)] == ["Bỏ qua ¶1–3: bình luận"]
    used = [entry("đoạn 1", state="accepted")]
    assert [g["told"] for g in desk_text.groups(three, used, 0)] == ["", "Bỏ qua ¶2–3: bình luận"]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("17/3/2023", "2023-03-17"), (" 1-12-2024 ", "2024-12-01"), ("tháng 3", "tháng 3"), ("", "")],
)
def test_days_are_read_as_they_are_said(typed: str, kept: str) -> None:
    assert desk_form.as_day(typed) == kept


def test_new_ids_are_readable_and_never_taken() -> None:
    assert desk_form.new_id("Xã Ví Dụ", "-", ()) == "xa-vi-du"
    assert desk_form.new_id("Số cây Đa", "_", {"so_cay_da"}) == "so_cay_da_2"
    assert desk_form.new_id("???", "-", ()) == "moi"


def test_what_must_be_filled_in_is_named() -> None:
    lacking = desk_form.missing("units", {"name": "Xã X", "type": "commune", "level": " "})
    assert lacking == ["Tên ngắn", "Cấp"]


def test_changes_are_said_in_words() -> None:
    added = {"table": "observations", "key": "k", "before": None,
             "after": {"as_printed": "5 cuốn", "unit_id": "a", "paragraph": "1"}}  # fmt: skip
    assert desk_changes.line(added, KNOWN) == f"+ “5 cuốn” · Đoạn: 1 · Đơn vị: {KNOWN.units['a']}"
    changed = added | {"before": added["after"] | {"paragraph": "2"}}
    assert desk_changes.line(changed, KNOWN) == "đổi k · Đoạn: “2” → “1”"


def test_the_log_says_what_differs() -> None:
    before = {"state": "open", "reason": "", "values": {"note": "cũ"}}
    after = {"state": "refused", "reason": "trùng", "values": {"note": "mới"}}
    assert desk_log.change(before, after) == (
        "Trạng thái: “chưa xử lý” → “đã bỏ”; Lý do: trùng; Ghi chú: “cũ” → “mới”"
    )
