"""A handout cut into slides: legible, in order, and nothing of it lost."""

import pandas as pd
import pytest

from exhibits import slides, tables, vi_present, wrapping
from exhibits.charts import Bars
from exhibits.handout import Handout, Part
from exhibits.matrix import Matrix
from exhibits.model import Exhibit, Note, Source
from exhibits.slides import Rows, Slide, Words
from tests.made_up import STAMP, exhibit, of_text, table

LONG = "Học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh. "


def cut(*exhibits: Exhibit) -> list[Slide]:
    return slides.slides(Handout.of_page(exhibits, STAMP))


def line(panel: str, value: float | None, **more: object) -> dict:
    return {"panel": panel, "label": "Huyện A", "value": value, "words": f"{value} mô hình",
            "qualifier": "exact", "hover": "", "link": None} | more  # fmt: skip


def bars(*lines: dict) -> Exhibit:
    return exhibit(chart=Bars(pd.DataFrame(lines, dtype=object)), alt="Số mô hình.")


def test_each_slide_says_its_place_among_those_of_its_exhibit() -> None:
    found = cut(bars(*[line("Cấp xã", 1.0)] * 30), exhibit())
    of_bars = [s for s in found if isinstance(s.content, Bars)]
    assert [(s.number, s.among) for s in of_bars] == [
        (n, len(of_bars)) for n in range(1, len(of_bars) + 1)
    ]
    assert (found[-1].number, found[-1].among) == (1, 1)


def test_no_bar_is_lost_and_parts_of_a_panel_are_about_equal() -> None:
    lines = [line("Cấp xã", float(n)) for n in range(1, 24)]
    found = cut(bars(*lines))
    drawn = [row for s in found for row in s.content.frame.to_dict("records")]
    assert [row["value"] for row in drawn] == [row["value"] for row in lines]
    sizes = [len(s.content.frame) for s in found]
    assert max(sizes) - min(sizes) <= len(found)
    for slide in found:
        panels = slides.panels(slide.content.frame.to_dict("records"))
        assert sum(map(slides.height, panels)) <= slide.frame.room


def test_a_panel_keeps_its_scale_and_others_have_their_own() -> None:
    lines = [line("Cấp xã", 500.0 - n) for n in range(20)]
    found = cut(bars(*lines, line("Cấp tỉnh", 3.0), line("Cấp tỉnh", None)))
    drawn = [row for s in found for row in s.content.frame.to_dict("records")]
    assert {row["scale"] for row in drawn if row["panel"] == "Cấp xã"} == {500.0}
    assert {row["scale"] for row in drawn if row["panel"] == "Cấp tỉnh"} == {3.0}


def test_every_row_of_a_table_stands_once_and_fits() -> None:
    rows = [(LONG * (n % 5), n, n, None) for n in range(60)]
    found = cut(exhibit(table=table(rows)))
    assert [s.content.start for s in found[1:]] == [s.content.stop for s in found[:-1]]
    assert (found[0].content.start, found[-1].content.stop) == (0, 60)
    for slide in found:
        content = slide.content
        heights = [
            tables.row_height(row, slide.shares, slides.INNER, slide.size)
            for row in (content.table.heads, *content.table.rows)
        ]
        assert sum(heights) <= slide.frame.room + 0.1
        assert slide.size >= 12


def test_a_small_table_has_large_type() -> None:
    (found,) = cut(exhibit())
    assert found.size == 18


def test_a_row_too_tall_for_a_slide_goes_on_in_full() -> None:
    words = [f"từ{n}" for n in range(3_000)]
    found = cut(of_text(" ".join(words), "Huyện B"))
    pieces = [row[0] for s in found for row in s.content.table.rows]
    assert " ".join(pieces).split() == [*words, "Huyện", "B"]
    assert {(s.content.start, s.content.stop) for s in found[:-1]} == {(0, 1)}


def test_a_matrix_keeps_its_rows_in_order() -> None:
    cells = [
        {"row": f"Huyện {n}", "column": c, "status": "reported", "words": LONG * (n % 3)}
        for n in range(25) for c in ("Mô hình", "Học tập")
    ]  # fmt: skip
    chart = Matrix(pd.DataFrame(cells), ["Mô hình", "Học tập"])
    found = cut(exhibit(chart=chart, alt="Bảng."))
    assert len(found) > 1
    assert [c for s in found for c in s.content.frame.to_dict("records")] == cells


def test_short_caveats_stand_on_every_slide() -> None:
    notes = (Note("Không xếp hạng."), Note("Không cộng."))
    found = cut(exhibit(table=table([(LONG * 3, 1, 1, None)] * 30), notes=notes))
    assert {s.frame.caveats for s in found} == {"Không xếp hạng. Không cộng."}


def test_long_caveats_go_on_on_slides_of_their_own() -> None:
    notes = tuple(Note(f"{n}. " + LONG * 4) for n in range(10))
    first, *rest = cut(exhibit(notes=notes))
    assert isinstance(first.content, Rows)
    assert all(isinstance(s.content, Words) for s in rest)
    lines = wrapping.wrapped(first.frame.caveats, slides.CAVEAT_SIZE, slides.INNER)
    assert len(lines) <= 5
    said = " ".join([first.frame.caveats, *(t for s in rest for t in s.content.texts)])
    assert all(note.text.strip() in said for note in notes)


def test_one_caveat_longer_than_a_slide_is_not_cut() -> None:
    words = [f"từ{n}" for n in range(1_500)]
    first, *rest = cut(exhibit(notes=(Note(" ".join(words)),)))
    assert len(rest) > 1
    assert first.frame.caveats == vi_present.MORE_CAVEATS.format(1)
    assert " ".join(t for s in rest for t in s.content.texts).split() == words


def test_an_exhibit_without_anything_to_draw_has_its_notes_as_words() -> None:
    empty = exhibit(table=table([]), notes=(Note("Không có số."),))
    words, alone, told = cut(empty, exhibit(show_table=False), exhibit(show_table=False, alt="A."))
    assert words.content == Words(("Không có số.",))
    assert alone.content == Words((vi_present.NOTHING_DRAWN,))
    assert told.content == Words(("A.",))


def test_more_sources_take_room_from_the_content_not_from_the_slide() -> None:
    many = tuple(
        Source(f"r{n}", "Báo cáo", f"Huyện {n}", None, None, tuple(range(1, 30))) for n in range(9)
    )
    (few,), (crowded, *_) = cut(exhibit()), cut(exhibit(sources=many))
    assert crowded.frame.room < few.frame.room
    lines = sum(
        len(wrapping.wrapped(t, slides.FOOT_SIZE, slides.INNER - 0.9)) for t in crowded.frame.foot
    )
    assert crowded.frame.foot_top + wrapping.height(lines, slides.FOOT_SIZE) <= slides.BOTTOM


def test_each_part_has_its_own_stamp() -> None:
    assert slides.stamped(STAMP) == (
        f"Địa phương: Huyện A · Bản số liệu 0123456789ab, lấy ngày 21/11/2026 · {STAMP.told_link()}"
    )
    (found,) = slides.slides(Handout("Bài", (Part(exhibit(), STAMP),), STAMP))
    assert found.frame.foot[1] == slides.stamped(STAMP)


@pytest.mark.parametrize(
    ("text", "same_as"), [("Huyê\u0323n", "Huyện"), ("ứớ", "ươ"), ("đĐ", "đĐ")]
)
def test_marks_take_no_room(text: str, same_as: str) -> None:
    assert wrapping.width(text, 12) == pytest.approx(wrapping.width(same_as, 12))


def test_wrapping_keeps_every_word_within_its_room() -> None:
    lines = wrapping.wrapped(LONG * 5 + "x" * 300, 12, 2.0)
    assert "".join("".join(lines).split()) == "".join((LONG * 5 + "x" * 300).split())
    assert all(wrapping.width(text, 12) <= 2.0 for text in lines)


def test_a_cut_text_ends_in_an_ellipsis_and_fits() -> None:
    short = wrapping.cut(LONG * 5, 12, 3.0, 2)
    assert short.endswith("…")
    assert len(wrapping.wrapped(short, 12, 3.0)) <= 2
    assert wrapping.cut("Ngắn", 12, 3.0, 2) == "Ngắn"
