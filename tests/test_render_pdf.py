"""The PDF, read back: official layout, figures with their words, tagged, nothing that runs."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from exhibits import vi
from exhibits.charts import Bars
from exhibits.handout import Handout, Part
from exhibits.matrix import Matrix
from exhibits.model import Exhibit, ExhibitError, Note, Refusal, Source
from exhibits.render import pdf, typesetting
from exhibits.render.files import FORMATS, quiet
from exhibits.report import MOST_ROWS
from tests import pages
from tests.made_up import LINES, SOURCE, STAMP, exhibit, of_text, table
from tests.pdf_files import CELLED, CELLS, SHOWN, dictionaries, drawn, made, read, run_off, text_of
from warehouse.queries import View

LAYOUTS = ("dang", "nha-nuoc")
A4 = (595, 842)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_it_is_laid_out_as_the_office_writes(layout: str) -> None:
    reader = made(SHOWN, layout=layout)
    first, annex = reader.pages[0], reader.pages[-1]
    heads = {
        "dang": ("ĐẢNG CỘNG SẢN VIỆT NAM", "-----", "T/M"),
        "nha-nuoc": (
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "Độc lập - Tự do - Hạnh phúc",
            "ký, dấu",
        ),
    }
    said = first.extract_text()
    for words in (*heads[layout], "BÁO CÁO", STAMP.page, "Nơi nhận:"):
        assert words in said
    assert [round(x) for x in (first.mediabox.width, first.mediabox.height)] == list(A4)
    assert [round(x) for x in (annex.mediabox.height, annex.mediabox.width)] == list(A4)
    assert "PHỤ LỤC SỐ LIỆU" in annex.extract_text()
    assert "Kèm theo Báo cáo số" in annex.extract_text()


def test_pages_are_numbered_from_the_second() -> None:
    sections = [replace(SHOWN, title=f"Mục {n}") for n in range(8)]
    reader = made(*sections)
    said = [page.extract_text().strip() for page in reader.pages]
    assert not said[0].startswith("1")
    assert [text.split("\n")[0] for text in said[1:]] == [str(n) for n in range(2, len(said) + 1)]


def test_the_annex_of_a_state_document_counts_its_own_pages() -> None:
    many = exhibit(table=table([(f"Xã {n}", 1.0, 1, None) for n in range(80)]))
    said = [page.extract_text() for page in made(many, layout="nha-nuoc").pages]
    annex = next(place for place, text in enumerate(said) if "PHỤ LỤC SỐ LIỆU" in text)
    assert said[annex].startswith("PHỤ LỤC")
    assert said[annex + 1].startswith("2\n")


def test_a_chart_says_its_words_and_an_absent_number_draws_no_bar() -> None:
    said = text_of(made(SHOWN))
    for words in ("trên 1.000 mô hình", "11 mô hình", "=cmd|'/c calc'!A1", "chỉ nhắc tới"):
        assert words in said
    panels = typesetting.drawing(SHOWN, 10)["panels"]
    shares = [[line["share"] for line in panel["lines"]] for panel in panels]
    assert shares == [[1.0], [1.0, None]]


def test_a_bar_of_its_own_period_says_it() -> None:
    dated = replace(SHOWN, chart=Bars(LINES.assign(period=["năm 2021", "đến 05/7/2021", ""])))
    said = text_of(made(dated))
    assert "trên 1.000 mô hình · năm 2021" in said
    assert "11 mô hình · đến 05/7/2021" in said


def test_everything_that_must_travel_with_an_exhibit_is_there() -> None:
    said = text_of(made(SHOWN, CELLED))
    for words in (
        "1. Mô hình các nơi", "Đơn vị tính: mô hình · Kỳ: năm 2023 · Cấp: cấp huyện", "Biểu đồ 1",
        "Bảng tổng hợp 1", "Không cộng hai cấp.", "▲ Không có số liệu: Sìn Hồ.", "Bảng 1.",
        "Nguồn: [1], ¶9, ¶15.", f"[1] {SOURCE.label()}", STAMP.release, "lấy ngày 21/11/2026",
        "Địa phương: Huyện A", STAMP.told_link(), "1.234.567,25", "76,6", "17/03/2023", "1.275",
        "▷ chỉ có yêu cầu", "Học tập, quán triệt",
    ):  # fmt: skip
        assert words in said, words


def test_a_report_cited_twice_is_listed_once_with_all_its_paragraphs() -> None:
    other = exhibit(sources=(replace(SOURCE, paragraphs=(2, 9)), replace(SOURCE, source_id="r2")))
    said = text_of(made(exhibit(), other))
    assert "[1], ¶2, ¶9; [2], ¶9, ¶15." in said
    assert said.count("[1] Huyện A") == 1
    assert "(Báo A, 07/03/2023), ¶2, ¶9, ¶15" in said


def test_an_exhibit_of_another_view_is_told() -> None:
    away = replace(STAMP, page="Học tập", link="http://localhost:8501/hoc-tap?ky=2022")
    parts = (Part(SHOWN, STAMP, "Hai con số cần hỏi lại."), Part(exhibit(), away))
    said = text_of(read(pdf.report(Handout("Sơ kết", parts, STAMP, ("Thiếu quý IV.",)), "dang")))
    assert "Hai con số" not in said, "the presenter's words are not handed out"
    assert "Thiếu quý IV." in said
    assert said.count("Lấy từ: Học tập;") == 1
    assert away.link in said.replace(" ", ""), "wherever its line broke"


def test_a_header_row_is_repeated_and_no_row_is_lost() -> None:
    rows = [(f"Xã {n}", float(n), n, None) for n in range(100)]
    reader = made(exhibit(table=table(rows)))
    held = [page.extract_text() for page in reader.pages if "Xã " in page.extract_text()]
    assert len(held) > 2
    assert all("Địa phương Giá trị" in text.replace("\n", " ") for text in held)
    said = text_of(reader)
    assert all(f"Xã {n} {n} {n}" in said for n in range(100))


@pytest.mark.parametrize("layout", LAYOUTS)
def test_it_is_tagged_vietnamese_and_archival(layout: str) -> None:
    reader = made(SHOWN, CELLED, layout=layout)
    root = reader.trailer["/Root"]
    assert root["/Lang"].startswith("vi")
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert (reader.metadata.title, reader.metadata.author) == (STAMP.page, vi.APP)
    xmp = root["/Metadata"].get_data().decode()
    for mark in ("<pdfaid:part>2<", "<pdfaid:conformance>A<", "<pdfuaid:part>1<"):
        assert mark in xmp
    tags = [d["/S"] for d in dictionaries(reader) if "/S" in d and "/P" in d]
    assert {"/H1", "/H2", "/Table", "/TH", "/TD", "/Figure", "/L", "/Caption"} <= set(tags)
    described = {str(d["/Alt"]) for d in dictionaries(reader) if "/Alt" in d}
    assert described >= {"Số mô hình, theo cấp.", "Mã QR của đường dẫn xem lại"}


def test_only_its_own_fonts_are_in_it() -> None:
    signs = "● ⓪ ◐ ▷ ○ – ▲ ¶ “ ” ≈ ✓ △ ✕ ²"
    reader = made(replace(SHOWN, notes=(Note(signs),)))
    fonts = [d for d in dictionaries(reader) if d.get("/Type") == "/FontDescriptor"]
    names = {str(font["/FontName"]).partition("+")[2] for font in fonts}
    assert {name.partition("-")[0] for name in names} <= {"Tinos", "DejaVuSansMono"}
    assert "Tinos-Bold" in names
    assert all(font.keys() & {"/FontFile", "/FontFile2", "/FontFile3"} for font in fonts)
    assert signs.replace("⓪", "0") in text_of(reader)


def test_nothing_in_it_runs_or_leads_elsewhere() -> None:
    found = list(dictionaries(made(SHOWN, of_text("http://a.vn/b", "javascript:x"))))
    keys = {key for one in found for key in one}
    assert not keys & {"/URI", "/JS", "/JavaScript", "/AA", "/OpenAction", "/EmbeddedFile", "/EF"}
    assert not {one.get("/S") for one in found} & {"/Launch", "/GoToR", "/SubmitForm", "/URI"}


def test_a_link_a_phone_cannot_follow_has_no_code() -> None:
    def codes(link: str) -> int:
        reader = made(exhibit(), stamp=replace(STAMP, link=link))
        return sum(str(d.get("/Alt", "")).startswith("Mã QR") for d in dictionaries(reader))

    assert codes(STAMP.link) == 1
    assert codes("/mo-hinh") == codes("") == codes("http://a.vn/" + "a" * 1_300) == 0


@pytest.mark.parametrize(
    "text",
    ['#import "x": *', "*đậm* _nghiêng_ `mã` $x$ @a <b>", "=cmd|'/c calc'!A1", "\\u{41} \\n #x",
     "</b><b>&amp;"],
)  # fmt: skip
def test_words_stay_the_words_they_are(text: str) -> None:
    reader = made(exhibit(title=text, notes=(Note(text),), table=table([(text, 1.0, 1, None)])))
    said = text_of(reader)
    for words in (f"1. {text}", f"Bảng 1. {text}", f"– {text}", f"{text} 1 1"):
        assert words in said


@pytest.mark.parametrize(
    ("text", "printed"),
    [("a\x00b\x0bc", "abc"), ("Huye\u0323\u0302n", "Huyện"), ("a\nb", "a b"), ("中 😀", "[U+4E2D]"),
     ("\u202eab\u200dc", "abc"), ("x" * 500, "x" * 500), ("Bác Hồ " * 70, "Bác Hồ Bác Hồ"),
     ("https://" + "y" * 500, "y" * 500), ("\x00", ""), ("", "")],
)  # fmt: skip
@pytest.mark.parametrize("layout", LAYOUTS)
def test_awkward_words_give_a_file_that_opens(text: str, printed: str, layout: str) -> None:
    words = text or "–"
    shown = (
        exhibit(
            title=text, unit=text, period=text, level=text, alt=words, notes=(Note(text),),
            chart=Bars(LINES.assign(label=words, words=words, panel=words)),
            sources=(Source("r1", text, text, text, date(2023, 1, 2), (1,)),),
        ),
        exhibit(chart=Matrix(CELLS.assign(words=words, row=words), CELLED.chart.columns), alt="b"),
        of_text(text, text),
    )  # fmt: skip
    stamp = replace(STAMP, page=text, filters=((text, text),), release=text, link=text)
    data = pdf.report(Handout.of_page(shown, stamp), layout)
    said = text_of(read(data))
    assert said.replace(" ", "").count(printed.strip().replace(" ", "")) >= 3
    assert read(data).metadata.title
    assert "\u200b" not in read(data).metadata.title
    assert run_off(data) == []


def test_a_tall_exhibit_goes_on_on_the_next_page() -> None:
    long = pd.DataFrame(
        [("Cấp xã", f"Xã {n}", float(n), f"{n} mô hình", "exact", "") for n in range(120)],
        columns=LINES.columns,
    )
    cells = pd.DataFrame(
        [(f"Thôn {n}", "Mô hình", "reported", f"<b>{n}</b> tên", "") for n in range(90)],
        columns=CELLS.columns,
    )
    few = table([("Nói dài. " * 80, 1.0, 1, None)] * 6)
    shown = (
        exhibit(chart=Bars(long), alt="a"),
        exhibit(chart=Matrix(cells, ["Mô hình"]), alt="b"),
        exhibit(table=few),
    )
    data = pdf.report(Handout.of_page(shown, STAMP), "dang")
    said = text_of(read(data))
    assert all(f"Xã {n} {n} mô hình" in said for n in range(120))
    assert all(f"Thôn {n} {n} tên" in said for n in range(90))
    assert said.count("Nói dài.") == 480
    assert run_off(data) == []


def test_too_much_for_paper_is_refused() -> None:
    rows = table([("Xã A", 1.0, 1, None)] * (MOST_ROWS + 1))
    with pytest.raises(Refusal, match=r"Có 3\.001 dòng, nhiều hơn 3\.000 dòng"):
        FORMATS["pdf"].build(Handout.of_page([exhibit(table=rows)], STAMP), "dang", quiet)


def test_a_font_the_compiler_does_not_know_stops_it(tmp_path, monkeypatch) -> None:
    template = '#set document(title: "a")\n#set text(font: "Nowhere")\nx'
    (tmp_path / "report.typ").write_text(template, encoding="utf-8")
    monkeypatch.setattr(typesetting, "_TEMPLATES", tmp_path)
    with pytest.raises(ExhibitError, match="unknown font family: nowhere"):
        made(exhibit())


def test_the_same_handout_gives_the_same_bytes() -> None:
    handout = Handout.of_page([SHOWN, CELLED], STAMP)
    assert pdf.report(handout, "dang") == pdf.report(handout, "dang")


@pytest.mark.usefixtures("reading")
@pytest.mark.parametrize(
    "page", [slug for slug in pages.PAGES if slug not in ("tim-kiem", "co-gi-moi")]
)
def test_every_page_becomes_a_document(page: str) -> None:
    shown = [e for e in pages.drawn(page, View()) if isinstance(e, Exhibit)]
    data = pdf.report(Handout.of_page(shown, replace(STAMP, page=page)), "nha-nuoc")
    said = text_of(read(data))
    for number, one in enumerate(shown, 1):
        assert " ".join(f"{number}. {one.title}".split()) in said
        assert all(" ".join(note.text.split()) in said for note in one.notes)
    assert run_off(data) == []
    for sheet, _ in drawn(data):
        darkest, lightest = sheet.render(scale=0.3).to_pil().convert("L").getextrema()
        assert darkest < 128 < lightest, "a blank page"
