"""Pictures of an exhibit, read back: whole, described, and nothing in them that runs."""

import io
import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest
from PIL import Image

from exhibits import numbers
from exhibits.charts import Bars
from exhibits.handout import Part
from exhibits.matrix import Matrix
from exhibits.model import Exhibit, ExhibitError, Note
from exhibits.render import picture
from tests import pages
from tests.made_up import LINES, STAMP, exhibit, table
from tests.pdf_files import CELLED, CELLS, SHOWN
from warehouse.queries import View

_SVG = "{http://www.w3.org/2000/svg}"
_SCREEN = "#0072B2"  # of bars


def opened(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


def root(part: Part) -> ET.Element:
    return ET.fromstring(picture.svg(part))


@pytest.mark.parametrize("shown", [SHOWN, CELLED, exhibit()], ids=["bars", "matrix", "table"])
def test_a_png_is_as_wide_as_asked_and_not_blank(shown: Exhibit) -> None:
    data = picture.png(Part(shown, STAMP))
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    image = opened(data)
    assert image.width == 2000
    assert image.height > 500
    assert image.convert("L").getextrema() == (0, 255)
    assert opened(picture.png(Part(shown, STAMP), ppi=100)).width == 1000


def test_a_foolish_resolution_is_refused() -> None:
    with pytest.raises(ExhibitError, match="give 36 to 600"):
        picture.png(Part(SHOWN, STAMP), ppi=5000)


def test_a_svg_says_what_it_shows() -> None:
    found = root(Part(SHOWN, STAMP))
    title, told = found.find(f"{_SVG}title").text, found.find(f"{_SVG}desc").text
    assert title == SHOWN.title
    for words in (SHOWN.subtitle(), SHOWN.alt, "Không cộng hai cấp.", SHOWN.sources_line()):
        assert words in told
    assert found.get("role") == "img"


def test_a_svg_runs_nothing_and_fetches_nothing() -> None:
    found = root(Part(exhibit(title="<script>x</script>", chart=Bars(LINES), alt="a"), STAMP))
    assert found.find(f"{_SVG}title").text == "<script>x</script>"
    for element in found.iter():
        assert element.tag.removeprefix(_SVG) not in ("script", "foreignObject", "a", "style")
        for name, value in element.attrib.items():
            assert not name.startswith("on")
            if name.endswith("href"):
                assert value.startswith(("#", "data:image/"))


def test_everything_that_must_travel_with_it_is_drawn() -> None:
    """Each thing left out makes the picture smaller or leaves some of its letters away."""

    def letters(shown: Exhibit, stamp=STAMP) -> int:
        return len(list(root(Part(shown, stamp)).iter(f"{_SVG}use")))

    whole = letters(SHOWN)
    assert whole - letters(replace(SHOWN, notes=SHOWN.notes[:1])) >= len("▲Khôngcósốliệu:SìnHồ.")
    assert whole - letters(SHOWN, replace(STAMP, release="")) == len(STAMP.release)
    assert whole - letters(SHOWN, replace(STAMP, link="")) == len(STAMP.told_link())
    assert whole - letters(replace(SHOWN, period="")) == len("năm2023")
    silent = LINES.assign(words=["trên 1.000 mô hình", "11 mô hình", ""])
    assert whole - letters(replace(SHOWN, chart=Bars(silent))) == len("chỉnhắctới")


def test_an_open_value_is_hatched_and_an_absent_one_has_no_bar() -> None:
    def bars(qualifiers: list) -> tuple[int, int]:
        found = root(Part(exhibit(chart=Bars(LINES.assign(qualifier=qualifiers)), alt="a"), STAMP))
        fills = [e.get("fill", "") for e in found.iter(f"{_SVG}path")]
        return sum(f.startswith("url(") for f in fills), sum(f == _SCREEN.lower() for f in fills)

    assert bars(["more_than", "exact", None]) == (1, 1)
    assert bars(["exact", "exact", None]) == (0, 2)
    for qualifier in ("nearly", "about", "magnitude", "range"):
        assert bars([qualifier, "exact", None])[0] == 1


def test_the_longest_bars_of_all_panels_are_of_one_length() -> None:
    words = ["trên 1.000 mô hình, kể cả mới đăng ký", "11", ""]
    lines = LINES.assign(words=words, qualifier="exact")
    found = root(Part(exhibit(chart=Bars(lines), alt="a"), STAMP))
    bars = [e.get("d") for e in found.iter(f"{_SVG}path") if e.get("fill") == _SCREEN.lower()]
    assert len(bars) == 2
    assert len(set(bars)) == 1


def test_only_a_link_a_phone_can_follow_has_a_code() -> None:
    def codes(link: str) -> int:
        return len(list(root(Part(SHOWN, replace(STAMP, link=link))).iter(f"{_SVG}image")))

    assert codes(STAMP.link) == 1
    assert codes("/mo-hinh") == codes("") == 0


def test_what_a_long_table_leaves_out_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    told = []
    compiled = picture.typesetting.compiled
    monkeypatch.setattr(
        picture.typesetting,
        "compiled",
        lambda template, data, *rest, **options: (
            told.append(data) or compiled(template, data, *rest, **options)
        ),
    )
    for count in (40, 1275):
        picture.png(Part(exhibit(table=table([("Xã A", 1.0, 1, None)] * count)), STAMP))
    few, many = told
    assert few["more"] == ""
    assert len(few["table"]["rows"]) == len(many["table"]["rows"]) == 40
    assert numbers.number(1235) in many["more"]


@pytest.mark.parametrize(
    "text",
    ["=1+1", "a\x00b", "x" * 500, "Huye\u0323n", "#x *y*", "<b>&amp;", "中 \u202e", "\x00", ""],
)
def test_awkward_words_give_a_picture(text: str) -> None:
    words = text or "–"
    for shown in (
        exhibit(title=text, chart=Bars(LINES.assign(label=words, words=words)), alt=words),
        exhibit(chart=Matrix(CELLS.assign(words=words), CELLED.chart.columns), alt=words),
        exhibit(table=table([(text, 1.0, 1, None)]), notes=(Note(text),), unit=text),
    ):
        part = Part(shown, replace(STAMP, release=text, link=text, filters=((text, text),)))
        assert opened(picture.png(part, ppi=72)).width == 720
        assert root(part).tag == f"{_SVG}svg"


@pytest.mark.usefixtures("reading")
def test_every_exhibit_becomes_a_picture() -> None:
    shown = pages.every_exhibit(View())
    assert len(shown) > 20
    for one in shown:
        image = opened(picture.png(Part(one, STAMP), ppi=72))
        assert image.width == 720
        darkest, lightest = image.convert("L").getextrema()
        assert darkest < 64
        assert lightest == 255
        assert root(Part(one, STAMP)).find(f"{_SVG}title").text
