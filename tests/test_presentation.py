"""A deck becomes a handout: each slide under its own view, and what is gone is said."""

from datetime import date
from types import SimpleNamespace
from urllib.parse import parse_qs, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from exhibits import theme, vi, vi_present
from exhibits.catalog import presentation
from exhibits.deck import MOST_ITEMS, Deck, DeckError, Item, from_text, to_text
from exhibits.render import screen, stage
from tests import test_pages
from warehouse import queries

pytestmark = pytest.mark.usefixtures("reading")
ORIGIN, DAY = "https://thi-dua.example.vn", date(2026, 11, 21)
YEN_DINH = (("dia-phuong", "Huyện Yên Định"),)


def handout(*items: Item):
    return presentation.handout(Deck("Sơ kết", items), ORIGIN, DAY)


def test_a_part_is_the_exhibit_of_the_page_with_the_view_it_was_taken_from() -> None:
    (part,) = handout(Item("mo-hinh", YEN_DINH, "mo-hinh-danh-muc", "Tên khác", "Lời")).parts
    assert (part.exhibit.title, part.note) == ("Tên khác", "Lời")
    assert set(part.exhibit.table["locality"]) == {"Yên Định"}
    release = queries.release_id()
    link = f"{ORIGIN}/mo-hinh?dia-phuong=Huy%E1%BB%87n+Y%C3%AAn+%C4%90%E1%BB%8Bnh&phien={release}"
    assert part.stamp.link == link
    assert dict(part.stamp.filters)[vi.LOCALITY] == "Huyện Yên Định"
    assert part.stamp.release == release


def test_the_link_opens_the_deck_without_the_presenters_words() -> None:
    made = handout(Item("mo-hinh", YEN_DINH, "mo-hinh-danh-muc", "Tên khác", "Riêng tư"))
    query = parse_qs(urlsplit(made.stamp.link).query)
    (item,) = from_text(query[vi.KEY_DECK][0]).items
    assert (item.title, item.note) == ("Tên khác", "")
    assert query[vi.KEY_RELEASE] == [queries.release_id()]


@pytest.mark.parametrize(
    ("item", "said"),
    [
        (Item("mo-hinh", (("dia-phuong", "Huyện Mới"),), "mo-hinh-so-luong"), "“Huyện Mới”"),
        (Item("mo-hinh", (), "khong-co"), "trang Mô hình không có nội dung này"),
        (Item("trinh-chieu", (), "x"), "“trinh-chieu”"),
    ],
)
def test_what_the_release_does_not_have_is_said_and_the_rest_is_shown(
    item: Item, said: str
) -> None:
    made = handout(item, Item("mo-hinh", (), "mo-hinh-so-luong"))
    assert len(made.parts) == 1
    (sentence,) = made.missing
    assert said in sentence
    assert "nội dung 1 của bài" in sentence


def test_the_conference_deck_has_everything_a_review_is_shown() -> None:
    deck = presentation.conference()
    made = presentation.handout(deck, ORIGIN, DAY)
    assert made.missing == ()
    shown = [(part.stamp.page, part.exhibit.exhibit_id) for part in made.parts]
    pages = list(dict.fromkeys(page for page, _ in shown))
    in_order = ("tong-quan", "mo-hinh", "khen-thuong", "hoc-tap", "so-sanh", "nguon", "dia-phuong")
    assert pages == [vi.PAGES[slug] for slug in in_order]
    assert ("So sánh", "so-sanh-tung-cap") in shown
    asked = [p.exhibit.title for p in made.parts if p.exhibit.exhibit_id == "ho-so-de-nghi"]
    assert asked == [vi_present.CONFERENCE_ASK.format(name) for name in presentation.places()]
    assert len({p.exhibit.title for p in made.parts}) == len(made.parts), "each title says which"


@pytest.mark.parametrize("names", [["Huyện Yên Định"], ["Huyện Sìn Hồ", "Tỉnh Lạng Sơn"]])
def test_the_conference_deck_is_of_the_localities_chosen(names: list[str]) -> None:
    made = presentation.handout(presentation.conference(names), ORIGIN, DAY)
    assert made.missing == ()
    others = set(presentation.places()) - set(names)
    for part in made.parts:
        if part.exhibit.exhibit_id in ("tong-quan-bao-phu", "nguon-doi-chieu"):
            assert not others & set(part.exhibit.table.astype(str).to_numpy().ravel())
    asked = [p.exhibit.title for p in made.parts if p.exhibit.exhibit_id == "ho-so-de-nghi"]
    assert asked == [vi_present.CONFERENCE_ASK.format(name) for name in names]


def test_a_conference_of_too_many_localities_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    names = presentation.places() * MOST_ITEMS
    monkeypatch.setattr(presentation, "places", lambda: names)
    with pytest.raises(DeckError, match=f"một bài giữ được {MOST_ITEMS}"):
        presentation.conference()


def test_a_file_is_offered_for_the_deck_it_was_made_of() -> None:
    """Two tables of one shape and other rows: what was chosen is compared, not what came of it."""
    items = [
        Item("mo-hinh", (("dia-phuong", name),), "mo-hinh-danh-muc")
        for name in ("Huyện Yên Định", "Huyện Cần Đước")
    ]
    app = test_pages.opened("trinh-chieu", **{vi.KEY_DECK: to_text(Deck("Sơ kết", tuple(items)))})
    app.selectbox(key="deck-format").set_value("xlsx")
    pressed(app, vi_present.BUILD)
    assert offered(app) == 1
    pressed(app, vi_present.MOVE_DOWN)
    assert offered(app) == 0, "another order is another file"
    pressed(app, vi_present.MOVE_UP)
    assert offered(app) == 1, "the deck the file was made of"


def pressed(app: AppTest, label: str) -> None:
    next(button for button in app.button if button.label == label).click()
    test_pages.checked(app, "trinh-chieu")


def offered(app: AppTest) -> int:
    return sum(b.proto.label.startswith(vi_present.TAKE) for b in app.get("download_button"))


@pytest.mark.parametrize(("told", "number"), [("3", 3), ("²", 1), ("", 1), ("-1", 1), ("9" * 9, 1)])
def test_an_address_that_names_no_slide_asks_for_the_first(
    told: str, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stage, "st", SimpleNamespace(query_params={vi.KEY_SLIDE: told}))
    assert stage._asked_for() == number


@pytest.mark.parametrize(("told", "pixels"), [("1366", 1300), ("²²", theme.USUAL_WIDTH)])
def test_a_width_that_is_no_number_is_the_usual_one(
    told: str, pixels: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    context = SimpleNamespace(cookies={"be-ngang": told})
    monkeypatch.setattr(screen, "st", SimpleNamespace(context=context))
    assert screen.width() == pixels
