"""An address shows what its page shows: the widgets and the query speak the same words."""

import pytest

from exhibits import vi
from exhibits.catalog import address
from exhibits.catalog.address import Choices, NotThere
from exhibits.model import Exhibit
from exhibits.render.screen import plain
from tests import test_pages
from warehouse import codes, queries
from warehouse.queries import View

pytestmark = pytest.mark.usefixtures("reading")

ADDRESSES = [
    ("tong-quan", {"dia-phuong": "Huyện Yên Định"}),
    ("tong-quan", {"cap": "cấp tỉnh"}),
    ("tong-quan", {"ky": "2022"}),
    ("mo-hinh", {"loai": "mô hình", "linh-vuc": "Kinh tế"}),
    ("mo-hinh", {"tim": "dan van"}),
    ("khen-thuong", {"dia-phuong": "Tỉnh Lạng Sơn"}),
    ("hoc-tap", {"hoat-dong": codes.ACTIVITY["ceremony"]}),
    ("hoc-tap", {"tim-hoat-dong": "chuyen de"}),
    ("so-sanh", {}),
    ("so-sanh", {"cung-cap-ky": "false"}),
    ("so-sanh", {"chi-tieu": "Số hộ sinh sống trên sông đã có nhà"}),
    ("so-sanh", {"xem": vi.COMPARE_MATRIX, "tim-noi": "sin"}),
    ("so-sanh", {"xem": vi.COMPARE_PAIR, "noi-mot": "Huyện Sìn Hồ", "noi-hai": "Tỉnh Lạng Sơn"}),
    ("dia-phuong", {"ho-so": "Huyện Cần Đước"}),
    ("dia-phuong", {}),
    ("tim-kiem", {"chu": "can duoc"}),
    ("truy-nguon", {}),
    ("co-gi-moi", {}),
    ("nguon", {"dia-phuong": "Huyện Sìn Hồ"}),
]


@pytest.mark.parametrize(("page", "chosen"), ADDRESSES, ids=str)
def test_the_page_and_its_address_show_the_same(page: str, chosen: dict[str, str]) -> None:
    choices = Choices(chosen.items())
    told = address.exhibits(page, choices)
    app = test_pages.opened(page, **chosen)
    said = {label: said or vi.ALL for label, (_, _, said) in app.session_state["filters"].items()}
    assert said == choices.told
    shown = [heading.value for heading in app.subheader]
    at = 0
    for exhibit in told:
        assert plain(exhibit.title) in shown[at:], exhibit.title
        at += shown[at:].index(plain(exhibit.title)) + 1


@pytest.mark.parametrize(
    ("page", "key", "value", "label"),
    [
        ("tong-quan", "dia-phuong", "Huyện Không Có", vi.LOCALITY),
        ("tong-quan", "cap", "district", vi.LEVEL),
        ("tong-quan", "ky", "1999", vi.PERIOD),
        ("mo-hinh", "loai", "x", vi.KIND),
        ("so-sanh", "chi-tieu", "x", vi.INDICATOR),
        ("so-sanh", "xem", "x", vi.COMPARE_WAY),
        ("dia-phuong", "ho-so", "x", vi.LOCALITY_SHOWN),
        ("mo-hinh", "dia-phuongg", "x", "dia-phuongg"),
        ("khong-co", "x", "x", vi.PAGE),
    ],
)
def test_what_is_not_offered_is_refused_in_words(
    page: str, key: str, value: str, label: str
) -> None:
    with pytest.raises(NotThere) as refused:
        address.exhibits(page, Choices([(key, value)]))
    assert label in str(refused.value)


@pytest.mark.parametrize("page", address.PAGES)
def test_every_choice_is_told_for_the_stamp(page: str) -> None:
    choices = Choices([(vi.KEY_LOCALITY, "Huyện Yên Định")])
    shown = address.exhibits(page, choices)
    assert choices.told[vi.LOCALITY] == "Huyện Yên Định"
    assert choices.told[vi.LEVEL] == vi.ALL
    assert shown


def test_every_page_but_the_presentation_has_addresses() -> None:
    assert {*address.PAGES, "trinh-chieu", "nhap-bao-cao"} == set(vi.PAGES)


def test_a_view_reads_as_its_words() -> None:
    choices = Choices([("dia-phuong", "Huyện Sìn Hồ"), ("ky", "2022"), ("ky", vi.UNDATED)])
    shown = address.exhibits("nguon", choices)
    (listing,) = [e for e in shown if isinstance(e, Exhibit) and e.exhibit_id == "nguon-bao-cao"]
    assert len(listing.table) == 1
    assert choices.told[vi.PERIOD] == f"2022, {vi.UNDATED}"
    assert queries.sources(View(("sin-ho",)))[0]["title"] in set(listing.table["title"])
