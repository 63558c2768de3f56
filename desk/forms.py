"""The entry workbook, written by the ETL: an empty form, or one with all that is curated."""

import tempfile
from pathlib import Path

from desk import process, store
from desk.people import APPROVE, CURATE, Person, require
from desk.refusals import Refused


def empty(person: Person | None) -> bytes:
    return _written(person, "template")


def filled(person: Person | None) -> bytes:
    return _written(person, "export")


def _written(person: Person | None, command: str) -> bytes:
    require(person, CURATE, APPROVE)
    with tempfile.TemporaryDirectory(prefix="thi-dua-") as folder:
        file = Path(folder) / "bieu-nhap.xlsx"
        places = ["--curated", str(store.curated()), "--releases", str(store.releases())]
        ended = process.etl([command, "--out", str(file), *places], process.CHECKING)
        if ended.code != process.FINE:  # what it has written may end anywhere
            raise Refused("Chưa soạn được biểu nhập; thử lại, nếu vẫn vậy thì báo người quản trị.")
        return file.read_bytes()
