"""An exhibit that breaks a rule of the house cannot be built."""

from dataclasses import FrozenInstanceError, fields

import pandas as pd
import pytest

from exhibits import theme
from exhibits.charts import Bars
from exhibits.model import Empty, Exhibit, ExhibitError, Field, Note, Source, Stamp
from tests.made_up import FIELDS, SOURCE, STAMP, exhibit

BARS = Bars(pd.DataFrame())


def test_without_a_source_it_says_which() -> None:
    with pytest.raises(ExhibitError, match="exhibit 'thu' has no source"):
        exhibit(sources=())


def test_without_a_column_it_says_which() -> None:
    with pytest.raises(ExhibitError, match=r"'thu': no column \['gone'\]"):
        exhibit(fields=(*FIELDS, Field("gone", "Mất")))


def test_a_chart_needs_words_for_those_who_cannot_see_it() -> None:
    with pytest.raises(ExhibitError, match="'thu' has a chart but no alt text"):
        exhibit(chart=BARS)
    assert exhibit(chart=BARS, alt="Không có gì để vẽ.").alt


@pytest.mark.parametrize(
    "thing",
    [exhibit(), SOURCE, STAMP, FIELDS[0], Note("Một câu."), Empty("Mô hình", "Bỏ bớt điều kiện.")],
    ids=lambda thing: type(thing).__name__,
)
def test_frozen(thing: Exhibit | Source | Stamp | Field | Note | Empty) -> None:
    for field in fields(thing):
        with pytest.raises(FrozenInstanceError):
            setattr(thing, field.name, None)


@pytest.mark.parametrize(
    ("source", "label"),
    [
        (SOURCE, "Huyện A: “Học tập và làm theo Bác” (Báo A, 07/03/2023), ¶9, ¶15"),
        (Source("r", "T", "Huyện A", None, None), "Huyện A: “T” (bản in không ghi ngày)"),
        (Source("r", "T", "Huyện A", "Báo A", None, (1,)),
         "Huyện A: “T” (Báo A, bản in không ghi ngày), ¶1"),
        (Source.document("Nghị quyết số 1"), "Nghị quyết số 1"),
    ],
)  # fmt: skip
def test_source_says_where_to_look(source: Source, label: str) -> None:
    assert source.label() == label


def test_subtitle_has_unit_period_and_level() -> None:
    assert exhibit().subtitle() == "Đơn vị tính: mô hình · Kỳ: năm 2023 · Cấp: cấp huyện"


def test_themes_name_the_same_statuses() -> None:
    assert list(theme.LIGHT.status) == list(theme.DARK.status) == list(theme.STATUS_SIGN)
    assert len(set(theme.STATUS_SIGN.values())) == len(theme.STATUS_SIGN), "signs told apart"
    assert theme.of("dark").name == "dark"
    assert theme.of("light").name == theme.of(None).name == "light"
