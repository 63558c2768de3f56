"""A presentation in an address or a file: what was put in comes out, and strangers' are refused."""

import base64
import contextlib
import json
import unicodedata
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exhibits import deck as decks
from exhibits import vi, vi_present
from exhibits.deck import Deck, DeckError, Item

MODELS = Item("mo-hinh", (("dia-phuong", "Huyện Yên Định"), ("ky", "2022")), "mo-hinh-so-luong")
STUDY = Item("hoc-tap", (), "hoc-tap-so-lieu", "Học tập", "Nói chậm.")
DECK = Deck("Sơ kết", (MODELS, STUDY))

_WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=60).map(
    lambda text: unicodedata.normalize("NFC", text.strip())
)
_ITEMS = st.builds(
    Item,
    st.sampled_from(sorted(vi.PAGES)),
    st.lists(st.tuples(st.sampled_from(["dia-phuong", "tim"]), _WORDS.filter(bool))).map(tuple),
    st.sampled_from(["mo-hinh-so-luong", "x"]),
    _WORDS,
    _WORDS,
).filter(lambda item: len(item.address) <= decks.LONGEST_QUERY)  # longer ones are not added
_DECKS = st.builds(Deck, _WORDS.filter(bool), st.lists(_ITEMS, max_size=8).map(tuple))


@given(_DECKS)
def test_a_file_gives_back_what_was_saved(deck: Deck) -> None:
    assert decks.from_file(decks.to_file(deck)) == deck


@given(_DECKS.filter(lambda deck: deck.items))
def test_an_address_gives_back_what_was_put_in(deck: Deck) -> None:
    text = decks.to_text(deck)
    assert decks.from_text(text) == deck
    assert text.replace("-", "").replace("_", "").isalnum(), "needs no escaping in an address"


def test_an_empty_deck_leaves_the_address_alone() -> None:
    assert decks.to_text(Deck()) == ""


def test_a_file_can_be_read_by_a_person() -> None:
    text = decks.to_file(DECK).decode()
    assert '"title": "Học tập"' in text
    assert json.loads(text)["slides"][1]["address"] == "hoc-tap"


# -------------------------------------------------------------------------------------- changing


def test_items_are_moved_renamed_removed() -> None:
    assert DECK.moved(1, -1).items == (STUDY, MODELS)
    assert DECK.moved(0, -1) == DECK, "there is nothing before the first"
    assert DECK.moved(1, 5) == DECK
    assert DECK.without(0).items == (STUDY,)
    assert DECK.named(0, " Mô hình ", "x" * 3000).items[0].title == "Mô hình"
    assert len(DECK.named(0, "", "x" * 3000).items[0].note) == decks.LONGEST_NOTE
    assert DECK.titled("  ").title == vi_present.DECK_TITLE


def test_the_same_exhibit_of_the_same_view_is_known_under_any_title() -> None:
    assert DECK.has(MODELS)
    assert DECK.has(Item("hoc-tap", (), "hoc-tap-so-lieu"))
    assert not DECK.has(Item("mo-hinh", (), "mo-hinh-so-luong"))


def test_whatever_can_be_added_can_be_opened_again() -> None:
    long = Item("so-sanh", tuple(("don-vi", f"Xã {n}") for n in range(300)), "so-sanh-chi-tieu")
    with pytest.raises(DeckError, match="quá nhiều mục"):
        Deck().added(long)
    kept = Item("so-sanh", long.query[:60], "so-sanh-chi-tieu")
    assert decks.from_file(decks.to_file(Deck().added(kept))).items == (kept,)


def test_a_full_deck_says_so() -> None:
    full = Deck("Sơ kết", (MODELS,) * decks.MOST_ITEMS)
    with pytest.raises(DeckError, match="100 nội dung"):
        full.added(STUDY)


# --------------------------------------------------------------------------------- what is refused


def file(**changed: object) -> bytes:
    return json.dumps(json.loads(decks.to_file(DECK)) | changed).encode()


def slide(**changed: object) -> bytes:
    return file(slides=[json.loads(decks.to_file(DECK))["slides"][0] | changed])


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"x" * (decks.MOST_BYTES + 1), "lớn hơn 2000 KB"),
        (b"", "không đọc được"),
        (b"{", "không đọc được"),
        (b"\xff\xfe{}", "không đọc được"),
        (b"[" * 100_000, "không đọc được"),
        (b"[]", "không phải bài trình chiếu"),
        (b'{"kind": "x"}', "không phải bài trình chiếu"),
        (file(version=2), "phiên bản “2”"),
        (file(slides="x"), "slides"),
        (file(slides=[1]), "slides[1]"),
        (file(slides=[{}] * 101), "100 nội dung"),
        (file(title=5), "title"),
        (file(title="x" * 201), "dài quá 200 chữ"),
        (slide(address="../../etc/passwd"), "slides[1].address"),
        (slide(address="mo-hinh?" + "x" * 2000), "dài quá 2000 chữ"),
        (slide(note=["x"]), "slides[1].note"),
        (slide(note="x" * 2001), "dài quá 2000 chữ"),
        (slide(title="a\ud800b"), "slides[1].title"),
        (slide(address="mo-hinh?tim=\ud800"), "slides[1].address"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_a_bad_file_is_refused_with_the_field_and_the_rule(data: bytes, said: str) -> None:
    with pytest.raises(DeckError) as refused:
        decks.from_file(data)
    assert said in str(refused.value)


def packed(text: str) -> str:
    return base64.urlsafe_b64encode(zlib.compress(text.encode())).decode().rstrip("=")


@pytest.mark.parametrize(
    "text",
    [
        "x", "%%%", "đ", decks.to_text(DECK)[:-9], packed("[]"), packed("[1, 2]"),
        packed('["a", [["mo-hinh", "x"]]]'), packed('["a", [["mo-hinh", 1, "", ""]]]'),
        packed("[" * 100_000), packed(" " * 50_000_000),
    ],
    ids=lambda text: text[:20],
)  # fmt: skip
def test_a_bad_address_is_refused(text: str) -> None:
    with pytest.raises(DeckError):
        decks.from_text(text)


@given(st.text(max_size=80) | st.binary(max_size=80).map(lambda b: base64.b64encode(b).decode()))
def test_no_address_does_more_than_be_refused(text: str) -> None:
    with contextlib.suppress(DeckError):
        decks.from_text(text)


def test_an_item_of_a_file_keeps_blank_choices_out() -> None:
    item = decks.from_file(slide(address="mo-hinh?tim=&dia-phuong=Sìn+Hồ")).items[0]
    assert item.query == (("dia-phuong", "Sìn Hồ"),)
