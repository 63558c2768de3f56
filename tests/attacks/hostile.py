"""Curated files whose free texts are code: HTML, Markdown, JavaScript, a formula, a template."""

import csv
import io
from pathlib import Path

from tests.conftest import Curated

MARK = "ĐỘC"
PARTS = (
    "<script>window.ran=1</script>",
    "<img src=x onerror=window.ran=2>",
    "<svg/onload=window.ran=3>",
    "[bấm](javascript:window.ran=4)",
    "<a href='http://evil.example/'>bấm</a>",
    "![ảnh](http://evil.example/a.png)",
    "</textarea></title></style>",
    "$x^2$ :red[đỏ] **đậm** `mã` {{7*7}} ${7*7}",
)
FREE = {
    "sources.csv": ("title", "publisher", "note"),
    "units.csv": ("name", "short_name", "legal_basis"),
    "indicators.csv": ("name", "definition"),
    "models.csv": ("name", "owner", "note"),
    "commendations.csv": ("authority", "note"),
    "study_activities.csv": ("organiser", "audience", "note"),
    "observations.csv": ("note", "period_text"),
}


def spoil(curated: Curated) -> None:
    """Every free text becomes one of the attacks; only the place keeps its name in front of it."""
    for file, columns in FREE.items():
        rows = list(csv.reader(curated.lines(file)))
        for number, row in enumerate(rows[1:]):
            for place, column in enumerate(columns):
                attack = PARTS[(number + place) % len(PARTS)]
                at = rows[0].index(column)
                keeps = row[at] if column in ("name", "short_name", "title") else "="
                row[at] = f"{keeps} {MARK} {attack}"
        text = io.StringIO()
        csv.writer(text, lineterminator="\n").writerows(rows)
        curated.path(file).write_text(text.getvalue(), encoding="utf-8")


def release(folder: Path) -> Path:
    """A releases folder whose one release is all attacks."""
    curated = Curated(folder)
    spoil(curated)
    assert curated.publish(folder / "releases") == 0
    return folder / "releases"
