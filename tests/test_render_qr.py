"""The code of a link: as long as a whole deck's, and large enough on paper for a phone."""

import io
from datetime import date

import pytest
from PIL import Image

from exhibits.catalog import presentation
from exhibits.render import qr

ORIGIN = "https://thi-dua.example.vn"


def longest() -> str:
    """The longest link that has a code."""
    start = f"{ORIGIN}/trinh-chieu?bo="
    return max((start + "a" * n for n in range(3_000) if qr.fits(start + "a" * n)), key=len)


def test_the_longest_link_is_printed_with_modules_a_phone_can_tell_apart() -> None:
    side = Image.open(io.BytesIO(qr.png(longest(), scale=1))).width  # its quiet zone included
    assert qr.PRINTED / side >= 0.3


def test_a_short_link_has_larger_modules_than_the_longest() -> None:
    short, long = (
        Image.open(io.BytesIO(qr.png(link, scale=1))).width for link in (ORIGIN, longest())
    )
    assert short < long / 2


@pytest.mark.usefixtures("reading")
def test_the_deck_of_a_conference_has_its_code() -> None:
    deck = presentation.conference()
    link = presentation.handout(deck, ORIGIN, date(2026, 11, 21)).stamp.link
    assert len(link) > 900
    assert qr.fits(link)
