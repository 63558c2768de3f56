"""The entry workbook out and back: nothing changes by itself, what is typed arrives whole."""

import io
import unicodedata
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from etl.plan import load_curated, state
from etl.read import text_problem
from etl.workbook import HEADING, write_workbook
from etl.workbook_cells import Known, read, show
from etl.workbook_form import BY_TITLE, FORMS, TABLE_FORMS
from etl.workbook_read import read_book
from etl.workbook_rows import read_rows
from etl.workbook_words import EXAMPLES, GUIDE, LISTS
from tests.conftest import ROOT, Curated
from tests.workbooks import Desk, example, put


@pytest.fixture
def desk(curated: Curated, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    return Desk(curated, tmp_path, capsys)


def test_export_and_import_change_no_byte(desk: Desk) -> None:
    path, before = desk.write(filled=True), desk.state()
    assert desk.take_in(path, "--yes") == 0
    assert "Không có gì thay đổi (344 dòng giống dữ liệu đang có)." in desk.out
    assert desk.state() == before


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda data: b"\xef\xbb\xbf" + data.replace(b"\n", b"\r\n"), id="excel"),
        pytest.param(lambda data: data.rstrip(b"\n"), id="no-last-newline"),
        pytest.param(lambda data: data.replace(b",flow,", b',"flow",'), id="needless-quotes"),
    ],
)
def test_other_rows_keep_their_bytes(desk: Desk, change) -> None:
    for file in desk.curated.folder.glob("*.csv"):
        desk.curated.bytes(file.name, change)
    before = desk.state()
    desk.accepted(lambda book: (example(book, "sources"), example(book, "models")))
    after = desk.state()
    assert after["observations.csv"] == before["observations.csv"]
    for name in ("sources.csv", "models.csv"):
        assert after[name].startswith(before[name])
        assert len(after[name].splitlines()) == len(before[name].splitlines()) + 1
    assert (b"\r\n" in before["models.csv"]) == after["models.csv"].endswith(b"\r\n")


def test_a_changed_cell_changes_one_line(desk: Desk) -> None:
    before = desk.curated.lines("units.csv")
    line = next(n for n, text in enumerate(before) if text.startswith("sin-ho,"))

    def rename(book) -> None:
        put(book, "units", {"Tên ngắn": "Sìn Hồ (huyện)"}, HEADING + 1 + line)

    said = desk.accepted(rename, filled=True)
    after = desk.curated.lines("units.csv")
    assert [n for n, text in enumerate(after) if text != before[n]] == [line]
    assert "Sẽ thêm 0 dòng, sửa 1 dòng" in said
    assert "~ Đơn vị sin-ho: “Huyện Sìn Hồ”" in said
    assert "Tên ngắn: “Sìn Hồ” → “Sìn Hồ (huyện)”" in said


def test_rows_that_are_not_in_the_workbook_stay(desk: Desk) -> None:
    before = desk.state()

    def shorten(book) -> None:
        for form in TABLE_FORMS:
            book[form.title].delete_rows(HEADING + 3, 500)

    desk.accepted(shorten, filled=True)
    assert desk.state() == before


def test_the_worked_example_is_accepted_as_it_stands(desk: Desk) -> None:
    said = desk.accepted(lambda book: [example(book, key) for key in EXAMPLES])
    assert "Sẽ thêm 29 dòng, sửa 0 dòng" in said
    assert "“1.275 lượt người”, đọc là 1.275 lượt người (đúng như in)" in said
    assert desk.curated.problems() == []
    # and handed in once more it changes nothing
    before = desk.state()
    said = desk.accepted(lambda book: [example(book, key) for key in EXAMPLES])
    assert "Không có gì thay đổi (29 dòng" in said
    assert "trang “PL học tập”, ô F5 và 4 ô khác: dòng đã có trong dữ liệu; bỏ qua." in said
    assert desk.state() == before


def test_an_annex_row_becomes_figures_and_what_goes_with_them(desk: Desk) -> None:
    desk.accepted(lambda book: (example(book, "sources"), example(book, "commended")))
    assert desk.curated.lines("observations.csv")[-2:] == [
        (
            "vi-du-2022-p02-1,vi-du-2022,2,yen-dinh,commended_recipients,5 tập thể,flow,reported,"
            "collective,,,2022-01-01,2022-12-31,Năm 2022,stated,,,"
        ),
        (
            "vi-du-2022-p02-2,vi-du-2022,2,yen-dinh,commended_recipients,8 cá nhân,flow,reported,"
            "individual,,,2022-01-01,2022-12-31,Năm 2022,stated,,,"
        ),
    ]
    assert desk.curated.lines("commendations.csv")[-1] == (
        "vi-du-2022-k2,vi-du-2022,2,yen-dinh,8 cá nhân,giay_khen,Chủ tịch UBND huyện,state,"
        "district,individual,unstated,vi-du-2022-p02-2,"
    )


def test_an_annex_number_that_differs_is_added_and_said(desk: Desk) -> None:
    desk.accepted(lambda book: (example(book, "sources"), example(book, "study")))

    def correct(book) -> None:
        example(book, "study")
        put(book, "study", {"Số hội nghị": "13"})

    path = desk.filled_in(correct)
    assert desk.take_in(path) == 0
    assert (
        "trang “PL học tập”, ô F5: đã có vi-du-2022-p02-1 cùng chỉ tiêu, kỳ; muốn sửa số ấy thì "
        "sửa ở trang “Số liệu”."
    ) in desk.out
    assert "+ Số liệu vi-du-2022-p02-4: “13 hội nghị”" in desk.out


def test_ids_go_on_after_the_highest(desk: Desk) -> None:
    row = {"Báo cáo": "lang-son-2023", "Đoạn": "7", "Đơn vị": "lang-son", "Tên": "Tên mới",
           "Loại": "mô hình", "Lĩnh vực": "Kinh tế; Khác, chưa phân loại",
           "Khâu đột phá": "không"}  # fmt: skip
    desk.accepted(lambda book: put(book, "models", row))
    ids = [line.split(",")[0] for line in desk.curated.lines("models.csv")]
    highest = max(int(i[-2:]) for i in ids[:-1] if i.startswith("lang-son-2023-m"))
    assert ids[-1] == f"lang-son-2023-m{highest + 1:02d}"
    assert ",economy;other,false," in desk.curated.lines("models.csv")[-1]


# ------------------------------------------------------------------------- what stands in the form


def test_every_cell_of_the_form_is_text(desk: Desk) -> None:
    for filled in (False, True):
        with zipfile.ZipFile(desk.write(filled)) as archive:
            sheets = [n for n in archive.namelist() if n.startswith("xl/worksheets/sheet")]
            assert len(sheets) == len(FORMS) + 2
            for name in sheets:
                xml = archive.read(name).decode("utf-8")
                assert "<f>" not in xml
                assert xml.count("<v>") == xml.count(' t="s">')


def test_no_column_asks_for_what_the_build_works_out() -> None:
    for form in TABLE_FORMS:
        names = {field.name for field in form.fields}
        assert names == {column.name for column in form.table.typed}


def test_every_sheet_has_words_lists_and_an_example(desk: Desk) -> None:
    book = openpyxl.load_workbook(desk.write())
    assert book.sheetnames == [GUIDE, *BY_TITLE, LISTS]
    for form in FORMS:
        sheet = book[form.title]
        assert str(sheet["A2"].value).startswith(form.instruction)
        assert [sheet.cell(HEADING + 1, n + 1).value for n in range(len(form.fields))] == [
            field.label for field in form.fields
        ]
        assert any(cell.value for cell in sheet[HEADING])
        asked = [v for v in sheet.data_validations.dataValidation if v.type == "list"]
        listed = [f for f in form.fields if f.codes or f.references or f.kind == "bool"]
        assert len(asked) == len(listed)
        assert len({field.label for field in form.fields}) == len(form.fields)


def test_formats_of_data_cells_are_text(desk: Desk) -> None:
    book = openpyxl.load_workbook(desk.write())
    for form in FORMS:
        for dimension in book[form.title].column_dimensions.values():
            assert dimension.number_format == "@"


def test_a_file_that_is_there_is_not_written_over(desk: Desk) -> None:
    path = desk.write()
    before = path.read_bytes()
    assert desk.run("template", "--out", path) == 1
    assert desk.err.endswith("đặt tên khác bằng --out để khỏi ghi đè.\n")
    assert path.read_bytes() == before


def test_template_filled_is_the_export(desk: Desk) -> None:
    path = desk.folder / "mẫu.xlsx"
    assert desk.run("template", "--filled", "--out", path) == 0
    assert desk.take_in(path) == 0
    assert "344 dòng giống" in desk.out


# ------------------------------------------------------------------------------------ any text

CURATED = load_curated(ROOT / "data" / "curated")
FREE = [
    (form.key, field.name)
    for form in TABLE_FORMS
    for field in form.fields
    if field.kind == "text" and field.name not in ("unit_id", "source_id", "indicator_id")
]


def kept(text: str) -> bool:
    """Whether a curated file can hold the text at all."""
    text = unicodedata.normalize("NFC", text)
    return bool(text.strip()) and "\n" not in text and text_problem("", 1, text) is None


_SIGNS = "=+-@'\"_x005F0A;,[]%.–“”¶²\t aáạđĐừ1"
TEXTS = st.one_of(
    st.text(), st.text(_SIGNS, min_size=1), st.text(st.sampled_from("_x0053F"), min_size=6)
).filter(kept)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.sampled_from(FREE), TEXTS), min_size=1, max_size=25))
def test_any_text_survives_the_round_trip(tmp_path_factory, typed) -> None:
    tables = {name: [dict(row) for row in rows] for name, rows in CURATED.rows.items()}
    for number, ((table, column), text) in enumerate(typed):
        row = tables[table][number % len(tables[table])]
        row[column] = unicodedata.normalize("NFC", text).strip()
    path = tmp_path_factory.mktemp("any") / "any.xlsx"
    write_workbook(path, tables, "x", filled=True)
    reading = read_rows(read_book(path), Known(tables))
    assert reading.refusals == []
    for table, rows in tables.items():
        back = [entry.values for entry in reading.entries if entry.table == table]
        assert back == rows


@pytest.mark.parametrize("form", TABLE_FORMS, ids=lambda form: form.key)
def test_every_curated_value_is_shown_and_read_back(form) -> None:
    known = CURATED.known
    for row in CURATED.rows[form.key]:
        for field in form.fields:
            shown = show(field, row[field.name], known)
            assert not shown or read(field, shown, known).value == row[field.name]
            assert read(field, shown, known).rule == ""


def test_a_workbook_says_what_it_was_made_from(desk: Desk) -> None:
    path = desk.write(filled=True)
    assert read_book(path).base == state(desk.curated.folder)
    desk.curated.replace("units.csv", "Huyện Sìn Hồ,Sìn Hồ", "Huyện Sìn Hồ,Huyện Sìn Hồ")
    assert desk.take_in(path) == 0
    assert "Số liệu đã đổi từ khi tệp này được lấy ra" in desk.out
    assert "Tên ngắn: “Huyện Sìn Hồ” → “Sìn Hồ”" in desk.out
    assert "Thêm --yes để ghi.\nChưa ghi gì.\n" in desk.out


def test_the_same_data_give_the_same_sheets(tmp_path: Path) -> None:
    books = []
    for name in ("a.xlsx", "b.xlsx"):
        write_workbook(tmp_path / name, CURATED.rows, "x", filled=True)
        with zipfile.ZipFile(io.BytesIO((tmp_path / name).read_bytes())) as archive:
            books.append({n: archive.read(n) for n in archive.namelist() if "core" not in n})
    assert books[0] == books[1]
