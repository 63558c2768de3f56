"""Curated files as bytes: what is read as it stands, what is refused, and in which words."""

import unicodedata

import duckdb
import pytest

from etl.read import legacy_text, read_curated
from tests.conftest import Curated


@pytest.fixture(params=["line by line", "by DuckDB"], autouse=True)
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Long files are loaded by DuckDB: what is read and what is said must not differ."""
    if request.param == "by DuckDB":
        monkeypatch.setattr("etl.read._SHORT", 0)
    return request.param


def said(curated: Curated) -> list[str]:
    with duckdb.connect() as con:
        return [str(problem) for problem in sorted(read_curated(con, curated.folder))]


def rows(curated: Curated, query: str) -> list[tuple]:
    with duckdb.connect() as con:
        assert read_curated(con, curated.folder) == []
        return con.execute(query).fetchall()


def test_every_row_keeps_the_line_it_stands_on(curated: Curated) -> None:
    lines = curated.lines("models.csv")
    found = rows(curated, "select line, model_id from raw_models order by line")
    assert [(n, key) for n, key in found if not lines[n - 1].startswith(f"{key},")] == []
    assert len(found) == len(lines) - 1


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda data: b"\xef\xbb\xbf" + data, id="utf-8-with-bom"),
        pytest.param(lambda data: data.replace(b"\n", b"\r\n"), id="crlf"),
        pytest.param(lambda data: b"\xef\xbb\xbf" + data.replace(b"\n", b"\r\n"), id="excel"),
        pytest.param(lambda data: data.replace(b"\n", b"\r\n", 3), id="mixed-line-endings"),
        pytest.param(lambda data: data.rstrip(b"\n"), id="no-last-newline"),
    ],
)
def test_what_office_programs_save_reads_the_same(curated: Curated, change) -> None:
    query = "select * from raw_units order by line"
    before = rows(curated, query)
    for file in curated.folder.glob("*.csv"):
        curated.bytes(file.name, change)
    assert rows(curated, query) == before


def test_columns_may_stand_in_another_order(curated: Curated) -> None:
    query = "select from_unit_id, to_unit_id, kind, resolution from raw_unit_links order by line"
    before = rows(curated, query)
    turned = [",".join(reversed(line.split(","))) for line in curated.lines("unit_links.csv")]
    curated.path("unit_links.csv").write_text("\n".join(turned) + "\n", encoding="utf-8")
    assert rows(curated, query) == before


def test_codes_keep_their_leading_zero(curated: Curated) -> None:
    query = "select gso_code from raw_units where unit_id = 'x-03478-2025'"
    assert rows(curated, query) == [("03478",)]


def test_decomposed_letters_are_composed(curated: Curated) -> None:
    for file in curated.folder.glob("*.csv"):
        curated.bytes(file.name, lambda data: unicodedata.normalize("NFD", data.decode()).encode())
    assert curated.path("units.csv").read_text(encoding="utf-8").count("\u0323") > 9
    assert rows(curated, "select name from raw_units where unit_id = 'yen-dinh'") == [
        ("Huyện Yên Định",)
    ]


def test_quoted_cells_hold_commas_and_doubled_quotes(curated: Curated) -> None:
    curated.cell("models.csv", "yen-dinh-2023-m01", "note", 'nói "một cửa", ¶5')
    assert rows(curated, "select note from raw_models where line = 2") == [('nói "một cửa", ¶5',)]


def test_empty_cells_are_null_and_outer_blanks_go(curated: Curated) -> None:
    curated.cell("units.csv", "yen-dinh", "short_name", "  Yên Định\u00a0")
    query = "select short_name, valid_from from raw_units where unit_id = 'yen-dinh'"
    assert rows(curated, query) == [("Yên Định", None)]


@pytest.mark.parametrize("folder", ['Nguyên\'s "data"', "d[1]", "a * b", "số liệu"])
def test_a_folder_may_have_any_name(tmp_path, folder: str) -> None:
    assert said(Curated(tmp_path / folder)) == []


def test_a_header_alone_is_a_table_without_rows(curated: Curated) -> None:
    curated.bytes("commendations.csv", lambda data: data.split(b"\n")[0] + b"\n")
    assert rows(curated, "select count(*) from raw_commendations") == [(0,)]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        pytest.param(
            lambda data: data.decode().encode("utf-16"),
            'models.csv:1: "ff fe 6d 00": không phải mã UTF-8; lưu lại tệp với mã hóa UTF-8.',
            id="utf-16",
        ),
        pytest.param(
            lambda data: data.replace("Sổ theo dõi".encode(), b"S\xf4 theo", 1),
            'models.csv:2: "f4 20 74 68": không phải mã UTF-8; lưu lại tệp với mã hóa UTF-8.',
            id="windows-1258",
        ),
        pytest.param(
            lambda data: b"",
            'models.csv:1: "": tệp trống; thêm dòng tiêu đề và các dòng số liệu.',
            id="empty",
        ),
        pytest.param(
            lambda data: b" \r\n\r\n",
            'models.csv:1: "": tệp trống; thêm dòng tiêu đề và các dòng số liệu.',
            id="blank",
        ),
        pytest.param(
            lambda data: data.replace(b"\n", b"\n\n", 1),
            'models.csv:2: "": dòng trống; xóa dòng này.',
            id="blank-line",
        ),
        pytest.param(
            lambda data: data + b",,,,,,,,,,\n",
            'models.csv:47: "": dòng trống; xóa dòng này.',
            id="line-of-commas",
        ),
        pytest.param(
            lambda data: data.replace(b",owner,", b",", 1),
            'models.csv:1: "owner": thiếu cột; thêm cột owner vào dòng tiêu đề.',
            id="missing-column",
        ),
        pytest.param(
            lambda data: data.replace(b",note", b",ghi_chu,note", 1),
            'models.csv:1: "ghi_chu": cột lạ; xóa cột hoặc sửa tên: model_id, source_id, '
            "paragraph, unit_id, name, owner, owner_level, kind, fields, is_breakthrough, note.",
            id="extra-column",
        ),
        pytest.param(
            lambda data: data.replace(b",note", b",name_fold,note", 1),
            'models.csv:1: "name_fold": cột do chương trình tính; xóa cột, không gõ tay.',
            id="derived-column",
        ),
        pytest.param(
            lambda data: data.replace(b",note", b",note,note", 1),
            'models.csv:1: "note": cột lặp lại; giữ một cột.',
            id="column-twice",
        ),
        pytest.param(
            lambda data: data.replace(b",", b";"),
            'models.csv:1: "model_id;source_id;paragraph;unit_id;name;owner;owner_level;kind;'
            'fields;is_brea…": các ô cách nhau bằng dấu chấm phẩy; '
            "lưu lại với dấu phẩy giữa các ô.",
            id="semicolons",
        ),
    ],
)
def test_a_file_is_refused(curated: Curated, change, message: str) -> None:
    curated.bytes("models.csv", change)
    assert said(curated) == ["data/curated/" + message]


@pytest.mark.parametrize(
    ("row", "message"),
    [
        pytest.param(
            'lang-son-2023-m99,lang-son-2023,7,"lang-son,Tên,,,mô hình,other,false,',
            "dấu nháy kép chưa đóng; đóng dấu nháy; một dòng số liệu nằm trọn trên một dòng.",
            id="unclosed-quote",
        ),
        pytest.param(
            'lang-son-2023-m99,lang-son-2023,7,lang-son,"Tên" hay,,,mô hình,other,false,',
            "dấu nháy kép sai chỗ; bọc cả ô trong nháy kép; nháy kép bên trong viết hai lần.",
            id="misplaced-quote",
        ),
        pytest.param(
            "lang-son-2023-m99,lang-son-2023,7,lang-son,Tên,,,mô hình,other,false",
            "dòng có 10 ô, dòng tiêu đề có 11 ô; thêm hoặc bớt ô cho đủ; "
            "ô có dấu phẩy đặt trong nháy kép.",
            id="too-few-cells",
        ),
        pytest.param(
            "lang-son-2023-m99,lang-son-2023,7,lang-son,Tên, hay,,,mô hình,other,false,",
            "dòng có 12 ô, dòng tiêu đề có 11 ô; thêm hoặc bớt ô cho đủ; "
            "ô có dấu phẩy đặt trong nháy kép.",
            id="too-many-cells",
        ),
    ],
)
def test_a_row_is_refused(curated: Curated, row: str, message: str) -> None:
    line = curated.append("models.csv", row)
    assert said(curated) == [f'data/curated/models.csv:{line}: "{row}": {message}']


def test_a_missing_file_is_said(curated: Curated) -> None:
    curated.path("units.csv").unlink()
    assert said(curated) == [
        'data/curated/units.csv:1: "units.csv": thiếu tệp; lấy lại tệp từ bản lưu, hoặc tạo mới.'
    ]


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        pytest.param("Baùo caùo keát quaû", "Baùo", id="vni"),
        pytest.param("ñaõ hoïc taäp", "ñaõ", id="vni-of-allowed-letters"),
        pytest.param("Häc tËp vµ lµm theo", "Häc", id="tcvn3"),
        pytest.param("®Èy m¹nh", "®Èy", id="tcvn3-signs"),
        pytest.param("x· ph\u00adêng", "ph\u00adêng", id="tcvn3-soft-hyphen"),
        pytest.param("Huß╗çn Y├¬n ─Éß╗ïnh", "Huß╗çn", id="utf-8-as-cp437"),
        pytest.param("Huyá»‡n YÃªn Äá»‹nh", "Huyá»‡n", id="utf-8-as-windows-1252"),
        pytest.param("cÃ³ lÃ m", "cÃ³", id="utf-8-as-latin-1"),
        pytest.param("Hu\ufffdyện", "Hu\ufffdyện", id="replacement-character"),
    ],
)
def test_legacy_text_is_refused_not_guessed(curated: Curated, typed: str, word: str) -> None:
    line = curated.cell("models.csv", "lang-son-2023-m02", "name", typed)
    rule = "chữ hỏng do phông hoặc mã cũ (VNI, TCVN3, sai UTF-8)"
    remedy = "mở bản gốc, chuyển sang Unicode rồi nhập lại; chương trình không tự đoán chữ"
    assert said(curated) == [f'data/curated/models.csv:{line}: "{word}": {rule}; {remedy}.']


@pytest.mark.parametrize(
    "text",
    [
        "hoà thuỷ quý toà loá khoẻ HOÀ THUẬN",
        "giùm giúp giữ giây già quá quà khuỷu",
        "xã Ea Kmŏč, buôn Čư Êbur, Đắk Lắk",
        "4.045m² · 76,6% – ≥ 5 × 3 °C “một cửa” ‘a’ … ½ §3 ¶12",
        "TRUYỀN THỐNG UỐNG NƯỚC NHỚ NGUỒN",
    ],
)
def test_good_vietnamese_is_not_called_legacy(text: str) -> None:
    assert legacy_text(unicodedata.normalize("NFC", text)) is None


@pytest.mark.parametrize(
    ("sign", "code"),
    [("\u200b", "U+200B"), ("\u2028", "U+2028"), ("\x0b", "U+000B"), ("\0", "U+0000")],
)
def test_invisible_characters_are_named(curated: Curated, sign: str, code: str, way: str) -> None:
    line = curated.replace("units.csv", "Huyện Sìn Hồ", f"Huyện{sign} Sìn Hồ")
    # A control character makes the file no plain table; it is then read line by line.
    by_cell = way == "by DuckDB" and ord(sign) > 31
    before = "Huyện" if by_cell else "sin-ho,Huyện"
    answer = f'"{code} sau {before}": ký tự ẩn; xóa ký tự này rồi gõ lại chỗ đó.'
    assert said(curated) == [f"data/curated/units.csv:{line}: {answer}"]


def test_problems_of_all_files_come_together_by_file_and_line(curated: Curated) -> None:
    curated.replace("units.csv", "Huyện Sìn Hồ", "Huyện Sìn Hồ,")
    curated.path("sources.csv").unlink()
    curated.append("models.csv", '"')
    curated.append("models.csv", "ngắn")
    places = [problem.split(': "')[0] for problem in said(curated)]
    assert places == [
        "data/curated/models.csv:47",
        "data/curated/sources.csv:1",
        "data/curated/units.csv:9",
    ]
