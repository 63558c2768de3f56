"""A small exhibit for tests of the model and of the file formats: made up, even where a place has a
real name."""

from collections.abc import Sequence
from datetime import date

import pandas as pd

from exhibits.model import Exhibit, Field, Source, Stamp

FIELDS = (
    Field("place", "Địa phương"),
    Field("value", "Giá trị", "number"),
    Field("times", "Số lần", "integer"),
    Field("since", "Từ ngày", "date"),
)
SOURCE = Source("r1", "Học tập và làm theo Bác", "Huyện A", "Báo A", date(2023, 3, 7), (9, 15))
STAMP = Stamp(
    "Mô hình", (("Địa phương", "Huyện A"), ("Kỳ", "Tất cả")), "0123456789ab", date(2026, 11, 21),
    "http://localhost:8501/mo-hinh?dia-phuong=Huy%E1%BB%87n+A",
)  # fmt: skip
ROWS = (
    ("Huyện A", 1234567.25, 3, date(2023, 3, 17)),
    ("Huyện B; “Đức”, 5", 76.6, None, None),
    ("Huyện C", None, 1275, date(2025, 6, 30)),
    (None, 0.0, 0, None),
)
# Bars and cells to draw: an open number, a label that is no formula, an absence.
LINES = pd.DataFrame(
    [
        ("Cấp tỉnh", "Lạng Sơn", 1000.0, "trên 1.000 mô hình", "more_than", "a"),
        ("Cấp huyện", "=cmd|'/c calc'!A1", 11.0, "11 mô hình", "exact", "b"),
        ("Cấp huyện", "Sìn Hồ", None, "chỉ nhắc tới", None, "d"),
    ],
    columns=["panel", "label", "value", "words", "qualifier", "hover"],
)
CELLS = pd.DataFrame(
    [("Yên Định", "Mô hình", "reported", "<b>●</b><br>có số liệu", "h"),
     ("Yên Định", "Học tập", "silent", "○ không nêu", "h")],
    columns=["row", "column", "status", "words", "hover"],
)  # fmt: skip


def table(rows: Sequence[Sequence[object]] = ROWS) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=[f.name for f in FIELDS])
    frame["since"] = pd.to_datetime(frame["since"])
    return frame.astype({"place": "str", "value": "float64", "times": "Int32"})


def exhibit(**given: object) -> Exhibit:
    parts = {
        "exhibit_id": "thu", "title": "Số mô hình", "unit": "mô hình", "period": "năm 2023",
        "level": "cấp huyện", "table": table(), "fields": FIELDS, "sources": (SOURCE,),
    }  # fmt: skip
    return Exhibit(**{**parts, **given})


def of_text(*texts: str) -> Exhibit:
    """An exhibit whose first column holds these texts."""
    return exhibit(table=table([(text, 1.0, 1, None) for text in texts]))
