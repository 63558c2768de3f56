"""Names of persons are hidden; the words around them, and names that are no persons, are not."""

import os
import re
from pathlib import Path

import pytest

from warehouse.persons import HIDDEN, masked
from warehouse.reports import paragraphs

FAMILY, TITLE = "Nguyễn", "Đồng chí"  # the words after them are made up


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (f"{TITLE} {FAMILY} Xxx, Bí thư", f"{TITLE} {HIDDEN}, Bí thư"),
        (f"{TITLE.lower()} Xxx hiến đất", f"{TITLE.lower()} {HIDDEN} hiến đất"),
        (f"{TITLE.upper()} {FAMILY.upper()} XXX", f"{TITLE.upper()} {HIDDEN}"),
        ("Tác giả: Xxx Yyy", f"Tác giả: {HIDDEN}"),
        ("có Giàng A Xxx và Lò Yyy", f"có {HIDDEN} và {HIDDEN}"),
        (f"{FAMILY} Xxx", HIDDEN),
        ("Hà Xxx Yyy", HIDDEN),
        ("học tập và làm theo Bác", "học tập và làm theo Bác"),
        ("tư tưởng, đạo đức, phong cách Hồ Chí Minh", "tư tưởng, đạo đức, phong cách Hồ Chí Minh"),
        ("lời dạy của Bác Hồ", "lời dạy của Bác Hồ"),
        ("huyện Sìn Hồ, tỉnh Hà Tĩnh", "huyện Sìn Hồ, tỉnh Hà Tĩnh"),
        ("bà con, cô giáo, đồng chí", "bà con, cô giáo, đồng chí"),
        ("Đảng ủy xã Quảng Trung", "Đảng ủy xã Quảng Trung"),
    ],
)
def test_masked(text: str, shown: str) -> None:
    assert masked(text) == shown


REPORTS = os.environ.get("REPORTS_DIR")


@pytest.mark.skipif(not REPORTS, reason="REPORTS_DIR names no folder of reports")
def test_no_form_of_address_is_followed_by_a_name_in_the_reports() -> None:
    named = re.compile(r"(?<!\w)(?:[Ôô]ng|[Bb]à|[Đđ]ồng chí|[Tt]ác giả:?)\s+[A-ZĐÀ-Ỹ]")
    for file in sorted(Path(REPORTS).glob("*.txt")):
        for text in paragraphs(file.read_text(encoding="utf-8")):
            assert not named.search(masked(text)), file.name
