"""The conference pack: every file whole, listed with its hash."""

import hashlib
import io
import json
import zipfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import openpyxl
import pytest
from docx import Document
from pptx import Presentation
from pypdf import PdfReader

from exhibits.handout import Handout
from exhibits.render import files, pack
from tests.decks import SHOWN
from tests.made_up import STAMP, exhibit

HANDOUT = replace(
    Handout.of_page([SHOWN, exhibit(exhibit_id="bang")], STAMP), missing=("Thiếu trang 3.",)
)  # fmt: skip
PICTURES = [f"pictures/{name}.{kind}" for name in ("01-thu", "02-bang") for kind in ("png", "svg")]


@pytest.fixture(scope="module")
def packed() -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(pack.conference(HANDOUT, "dang", files.quiet)))


def test_everything_is_in_it(packed: zipfile.ZipFile) -> None:
    assert packed.testzip() is None
    assert packed.namelist() == [
        "deck.pptx", "report.docx", "report.pdf", "data.xlsx", "offline.html", *PICTURES,
        "manifest.json",
    ]  # fmt: skip
    assert len(Presentation(io.BytesIO(packed.read("deck.pptx"))).slides) >= 3
    assert Document(io.BytesIO(packed.read("report.docx"))).tables
    assert len(PdfReader(io.BytesIO(packed.read("report.pdf"))).pages) >= 2
    assert len(openpyxl.load_workbook(io.BytesIO(packed.read("data.xlsx"))).sheetnames) > 3
    assert packed.read("pictures/01-thu.png").startswith(b"\x89PNG")
    assert b"<svg" in packed.read("pictures/02-bang.svg")
    assert b"Content-Security-Policy" in packed.read("offline.html")


def test_the_manifest_lists_each_file_with_its_hash(packed: zipfile.ZipFile) -> None:
    manifest = json.loads(packed.read("manifest.json"))
    assert (manifest["release"], manifest["link"]) == (STAMP.release, STAMP.link)
    assert manifest["missing"] == list(HANDOUT.missing)
    assert [entry["file"] for entry in manifest["files"]] == packed.namelist()[:-1]
    for entry in manifest["files"]:
        data = packed.read(entry["file"])
        assert (len(data), hashlib.sha256(data).hexdigest()) == (entry["bytes"], entry["sha256"])


def test_progress_is_told_and_ends_full() -> None:
    told: list[tuple[float, str]] = []
    pack.conference(HANDOUT, "nha-nuoc", lambda done, name: told.append((done, name)))
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert (told[0][0], told[-1][0]) == (0.0, 1.0)


def test_what_is_stopped_makes_nothing() -> None:
    class Stopped(BaseException):
        """As Streamlit ends a run."""

    def stop(done: float, _name: str) -> None:
        if done > 0:
            raise Stopped

    with pytest.raises(Stopped):
        pack.conference(HANDOUT, "dang", stop)


def test_two_packs_at_once_are_each_whole() -> None:
    with ThreadPoolExecutor(2) as pool:
        made = pool.map(lambda _: pack.conference(HANDOUT, "dang", files.quiet), range(2))
        for data in made:
            assert zipfile.ZipFile(io.BytesIO(data)).testzip() is None
