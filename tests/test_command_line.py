"""`python -m exhibits`: every kind of file of pages, addresses, saved decks and the conference."""

import io
import json
import zipfile
from pathlib import Path

import openpyxl
import pytest
from pptx import Presentation

from exhibits import deck, vi, vi_present
from exhibits.__main__ import main
from exhibits.catalog import presentation
from exhibits.deck import Deck, Item
from exhibits.render.files import FORMATS
from warehouse import queries

pytestmark = pytest.mark.usefixtures("reading")
BEGINS = {
    "xlsx": b"PK", "pptx": b"PK", "docx": b"PK", "zip": b"PK", "pdf": b"%PDF-1.", "png": b"\x89PNG",
    "svg": b"<svg", "html": b"<!", "csv": b"place", "csv-excel": b"\xef\xbb\xbf",
}  # fmt: skip


def made(tmp_path: Path, *arguments: str, form: str = "xlsx") -> bytes:
    out = tmp_path / f"file.{form}"
    assert main([*arguments, "--format", form, "--out", str(out)]) == 0
    return out.read_bytes()


@pytest.mark.parametrize("form", FORMATS)
def test_a_page_becomes_every_kind_of_file(form: str, tmp_path: Path) -> None:
    data = made(tmp_path, "mo-hinh", "--locality", "yen-dinh", form=form)
    assert data.lstrip().startswith(BEGINS[form])


def test_a_page_says_its_filters_and_where_it_leads(tmp_path: Path) -> None:
    data = made(tmp_path, "hoc-tap", "--locality", "sin-ho", "--address", "https://a.vn/x/")
    told = dict(openpyxl.load_workbook(io.BytesIO(data))[vi.SHEET_FILTERS].iter_rows(
        values_only=True, max_col=2))  # fmt: skip
    assert told[vi.LOCALITY] == "Huyện Sìn Hồ"
    release = queries.release_id()
    assert told["Đường dẫn xem lại"] == (
        f"https://a.vn/x/hoc-tap?dia-phuong=Huy%E1%BB%87n+S%C3%ACn+H%E1%BB%93&phien={release}"
    )


def test_an_address_is_taken_with_its_choices(tmp_path: Path) -> None:
    data = made(tmp_path, "so-sanh?chi-tieu=Số hộ sinh sống trên sông đã có nhà", form="pptx")
    titles = [slide.shapes.title.text for slide in Presentation(io.BytesIO(data)).slides]
    assert "Số hộ sinh sống trên sông đã có nhà" in titles


def test_a_saved_deck_is_taken(tmp_path: Path) -> None:
    items = (
        Item("mo-hinh", (), "mo-hinh-so-luong", "Tên của tôi"),
        Item("nguon", (), "khong-con"),
    )
    saved = tmp_path / "bai.json"
    saved.write_bytes(deck.to_file(Deck("Sơ kết", items)))
    data = made(tmp_path, str(saved), form="pptx")
    first, second, *_ = Presentation(io.BytesIO(data)).slides
    assert first.shapes.title.text == "Sơ kết"
    assert second.shapes.title.text.startswith("Tên của tôi")


def test_what_a_saved_deck_lacks_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    items = (Item("mo-hinh", (), "mo-hinh-so-luong"), Item("nguon", (), "khong-con"))
    saved = tmp_path / "bai.json"
    saved.write_bytes(deck.to_file(Deck("Sơ kết", items)))
    made(tmp_path, str(saved))
    assert "nội dung 2 của bài (“Nguồn”)" in capsys.readouterr().err


def test_one_command_makes_the_conference_pack(tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(made(tmp_path, "hoi-nghi", form="zip"))) as pack:
        manifest = json.loads(pack.read("manifest.json"))
        slides = Presentation(io.BytesIO(pack.read("deck.pptx"))).slides
    assert manifest["missing"] == []
    assert len(manifest["files"]) == 5 + 2 * len(presentation.conference().items)
    said = " ".join(s.shapes.title.text for s in slides)
    for name in presentation.places():
        assert vi_present.CONFERENCE_ASK.format(name) in said


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["khong-co"], "no page 'khong-co'"),
        (["mo-hinh", "--locality", "x"], "no locality ['x']"),
        (["mo-hinh?dia-phuong=X"], "“X”"),
        (["mo-hinh?phien=khong-co"], "khong-co"),
        (["mo-hinh?tim=\udcff"], "no address can hold"),
        (["mo-hinh", "--address", "http://[x"], "is no address"),
        (["mo-hinh", "--address", "javascript:alert(1)"], "is no address"),
        (["mo-hinh?dia-phuongg=X"], "“dia-phuongg”"),
        (["mo-hinh", "--exhibit", "x", "--format", "png"], "no exhibit 'x'"),
        (["missing.json"], "cannot read missing.json"),
        (["co-gi-moi"], "has nothing under these filters"),
    ],
    ids=str,
)
def test_a_refusal_names_the_value_and_what_to_do(
    arguments: list[str], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "file"
    form = [] if "--format" in arguments else ["--format", "xlsx"]
    assert main([*arguments, *form, "--out", str(out)]) == 1
    assert said in capsys.readouterr().err
    assert not out.exists()


def test_a_deck_that_cannot_be_read_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    saved = tmp_path / "bai.json"
    for data, said in ((b"{}", "không phải bài trình chiếu"), (b"x" * 2_100_000, "2000 KB")):
        saved.write_bytes(data)
        assert main([str(saved), "--format", "pptx", "--out", str(tmp_path / "x")]) == 1
        assert said in capsys.readouterr().err


def test_a_folder_that_is_not_there_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "no" / "x.csv"
    assert main(["mo-hinh", "--format", "csv", "--out", str(out)]) == 1
    assert "cannot write" in capsys.readouterr().err
