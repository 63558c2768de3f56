"""The offline page: one file, nothing fetched, nothing of a title runs, numbers in Vietnamese."""

import base64
import hashlib
import json
import re
from dataclasses import replace
from html.parser import HTMLParser

import pandas as pd
import pytest

from exhibits import vi
from exhibits.charts import Bars
from exhibits.handout import Handout, Part
from exhibits.matrix import Matrix
from exhibits.model import Exhibit, Field, Note
from exhibits.render import html
from tests import pages
from tests.made_up import STAMP, exhibit, of_text, table
from warehouse.queries import View

LINES = pd.DataFrame(
    [("Cấp tỉnh", "Lạng Sơn", 1000.0, "trên 1.000 mô hình", "more_than", "a", "truy-nguon?so=1"),
     ("Cấp huyện", "</script><script>alert(1)</script>", 11.0, "11", "exact", "b", None)],
    columns=["panel", "label", "value", "words", "qualifier", "hover", "link"],
)  # fmt: skip
DRAWN = exhibit(chart=Bars(LINES), alt='Số "mô hình".')
RUNS = "</title><script>alert(1)</script><img src=x onerror=alert(1)>"
# These show nothing before something is asked or put together.
ASKS_FIRST = ("tim-kiem", "co-gi-moi", "trinh-chieu", "nhap-bao-cao")
SLUGS = [slug for slug in vi.PAGES if slug not in ASKS_FIRST]
VOID = {"meta", "link", "img", "br"}


class Page(HTMLParser):
    """Tags with their attributes, text by tag, and whether every tag is closed."""

    def __init__(self, data: bytes) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict]] = []
        self.texts: list[tuple[str, str]] = []
        self.open: list[str] = []
        self.feed(data.decode("utf-8"))
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open:
            self.texts.append((self.open[-1], data))

    def of(self, tag: str) -> list[dict]:
        return [attrs for name, attrs in self.tags if name == tag]

    def said(self, *tags: str) -> list[str]:
        return [text for tag, text in self.texts if tag in tags]


def made(*exhibits: Exhibit, **of: object) -> Page:
    return Page(html.page(replace(Handout.of_page(exhibits, STAMP), **of)))


def drawings(page: Page) -> dict:
    (at,) = [n for n, attrs in enumerate(page.of("script")) if attrs.get("id") == "drawings"]
    return json.loads(page.said("script")[at])


def test_it_is_one_vietnamese_page_that_says_where_it_is_from() -> None:
    page = made(DRAWN, exhibit(title="Hai"), title="Hội nghị", missing=("Thiếu trang 3.",))
    assert page.of("html") == [{"lang": "vi"}]
    assert page.of("meta")[0] == {"charset": "utf-8"}
    assert page.said("title", "h1") == ["Hội nghị"] * 2
    said = page.said("p", "li")
    assert "Địa phương: Huyện A" in said
    assert "Bản số liệu 0123456789ab, lấy ngày 21/11/2026" in said
    assert STAMP.told_link() in said
    assert "▲ Thiếu trang 3." in said
    assert "Đơn vị tính: mô hình · Kỳ: năm 2023 · Cấp: cấp huyện" in said
    label = "Huyện A: “Học tập và làm theo Bác” (Báo A, 07/03/2023), ¶9, ¶15"
    assert said.count(label) == 2
    anchors = [a["href"] for a in page.of("a") if a["href"].startswith("#")]
    ids = {attrs["id"] for _, attrs in page.tags if "id" in attrs}
    assert [anchor[1:] in ids for anchor in anchors] == [True, True]


def test_nothing_is_fetched_and_the_browser_is_told_so() -> None:
    page = made(DRAWN)
    for tag, attrs in page.tags:
        assert "src" not in attrs, tag
        assert tag not in ("iframe", "object", "embed", "base", "form"), tag
    assert page.of("link") == [{"rel": "icon", "href": "data:,"}]
    assert not re.search(r"url\(|@import", "".join(page.said("style")))
    (policy,) = [m["content"] for m in page.of("meta") if m.get("http-equiv")]
    rules = dict(rule.strip().partition(" ")[::2] for rule in policy.split(";"))
    assert rules["default-src"] == "'none'"
    assert "connect-src" not in rules
    assert "unsafe" not in rules["script-src"]
    assert "http" not in policy


def test_the_browser_runs_our_scripts_and_no_other() -> None:
    page = made(DRAWN)
    (policy,) = [m["content"] for m in page.of("meta") if m.get("http-equiv")]
    scripts = [
        text
        for attrs, text in zip(page.of("script"), page.said("script"), strict=True)
        if "type" not in attrs
    ]
    digests = [base64.b64encode(hashlib.sha256(s.encode()).digest()).decode() for s in scripts]
    assert len(digests) == 2
    assert re.findall(r"'sha256-([^']+)'", policy) == digests


def test_a_page_without_charts_needs_no_script() -> None:
    page = made(exhibit())
    assert page.of("script") == []
    (policy,) = [m["content"] for m in page.of("meta") if m.get("http-equiv")]
    assert "script-src 'none'" in policy


def test_markup_in_any_text_is_text() -> None:
    fields = (Field("place", RUNS),)
    one = exhibit(
        title=RUNS, unit=RUNS, notes=(Note(RUNS),), fields=fields, chart=Bars(LINES), alt=RUNS,
        table=table([(RUNS, 1.0, 1, None)]),
    )  # fmt: skip
    stamp = replace(STAMP, filters=((RUNS, RUNS),), release=RUNS, link=RUNS)
    page = Page(html.page(Handout(RUNS, (Part(one, stamp, RUNS),), stamp, (RUNS,))))
    assert page.of("img") == []
    assert len(page.of("script")) == 4, "two of data, Plotly, and the one that draws"
    assert page.said("title") == [RUNS]
    assert page.said("h1") == [RUNS]
    assert page.said("th", "td") == [RUNS, RUNS]
    assert not [k for _, attrs in page.tags for k in attrs if k.startswith("on")]


def test_data_cannot_end_their_element() -> None:
    wide, narrow = drawings(made(DRAWN))["bieu-do-1"]
    for shown in (wide, narrow):
        assert "&lt;/script>&lt;script>alert(1)&lt;/script>" in json.dumps(shown)
    assert b"</script><script>alert(1)" not in html.page(Handout.of_page([DRAWN], STAMP))


def test_a_table_says_numbers_in_vietnamese_and_absence_is_empty() -> None:
    one = exhibit()
    cells = [attrs["data-label"] for attrs in made(one).of("td")]
    assert cells == [f.label for f in one.fields] * len(one.table)
    said = made(one).said("td")
    assert said[:4] == ["Huyện A", "1.234.567,25", "3", "17/03/2023"]
    assert "nan" not in said
    assert len(said) == 4 + 2 + 3 + 2, "where there is nothing, nothing is said"


def test_links_lead_to_the_dashboard_the_page_was_taken_from() -> None:
    fields = (Field("place", "Nơi", link="one"), Field("value", "Số", "number", link="many"))
    rows = table().head(2).assign(one=["truy-nguon?so-lieu=a&b", None], many=None)
    rows["many"] = [(("một", "x?1"), ("hai", "x?2")), None]
    led = exhibit(table=rows, fields=fields, chart=Bars(LINES), alt="Số.")

    def links(link: str) -> list[str]:
        page = made(led, parts=(Part(led, replace(STAMP, link=link)),))
        words = [a["text"] for a in drawings(page)["bieu-do-1"][0]["layout"]["annotations"]]
        drawn = re.findall(r'<a href="([^"]*)"', "".join(words))
        return [a["href"] for a in page.of("a") if a["href"][0] != "#"] + drawn

    assert links("https://thi-dua.vn/app/mo-hinh?x=/y") == [
        f"https://thi-dua.vn/app/{address}&phien={STAMP.release}"
        for address in ("truy-nguon?so-lieu=a&b", "x?1", "x?2", "truy-nguon?so=1")
    ]  # fmt: skip
    for unknown in (
        "/mo-hinh?x",
        "",
        "javascript:alert(1)//x",
        "file:///etc",
        "//x.vn/a",
        "http:x",
    ):
        assert links(unknown) == [], unknown
    assert "một; hai" in "".join(made(led, parts=(Part(led, replace(STAMP, link="")),)).said("td"))


def test_a_matrix_and_a_chart_are_drawn_wide_and_narrow_with_words_for_the_ear() -> None:
    cells = pd.DataFrame(
        [("Yên Định", "Mô hình", "reported", "<b>●</b><br>có số liệu", "h")],
        columns=["row", "column", "status", "words", "hover"],
    )
    page = made(DRAWN, exhibit(chart=Matrix(cells, ["Mô hình"]), alt="Bảng."))
    shown = drawings(page)
    assert [shown[f"bieu-do-{n}"][0]["data"][0]["type"] for n in (1, 2)] == ["bar", "heatmap"]
    assert shown["bieu-do-1"][0]["layout"] != shown["bieu-do-1"][1]["layout"]
    labels = [d["aria-label"] for d in page.of("div") if d.get("role") == "img"]
    assert labels == ['Số "mô hình".', "Bảng."]
    assert [text for text in page.said("p") if vi.NO_SCRIPT in text] == [
        f'{vi.NO_SCRIPT} Số "mô hình".', f"{vi.NO_SCRIPT} Bảng.",
    ]  # fmt: skip


def test_another_view_is_told_and_a_presenter_s_words_are_not() -> None:
    other = replace(STAMP, release="khac", link="http://x/khac")
    page = made(parts=(Part(exhibit(), STAMP, "Xin\nnói."), Part(exhibit(title="Hai"), other)))
    assert not any("nói." in text for text in page.said("p")), "not handed out"
    assert page.said("p").count(STAMP.told_link()) == 1
    assert "http://x/khac" in page.said("p")


@pytest.mark.parametrize(
    "text", ["=1+1", "a\x00b\x0bc", "x" * 500, "Huyê\u0323n", "<b>&amp;", "\u2028", ""]
)
def test_awkward_words_give_a_page_that_opens(text: str) -> None:
    lines = LINES.assign(label=text, words=text, panel=text, hover=text)
    one = replace(of_text(text), chart=Bars(lines), alt=text or "–", title=text)
    page = made(one, title=text)
    assert drawings(page)["bieu-do-1"]
    assert not re.search("[\x00-\x08\x0b\x0c]", "".join(page.said("h1", "h2", "td", "title")))


@pytest.mark.usefixtures("reading")
@pytest.mark.parametrize("slug", SLUGS)
def test_every_page_becomes_a_file(slug: str) -> None:
    shown = [e for e in pages.drawn(slug, View()) if isinstance(e, Exhibit)]
    page = made(*shown)
    assert page.said("h2")[1:] == [f"{n}. {e.title}" for n, e in enumerate(shown, 1)]
    drawn = [f"bieu-do-{n}" for n, e in enumerate(shown, 1) if e.chart]
    assert not drawn or list(drawings(page)) == drawn
    rows = sum(len(e.table) for e in shown if e.show_table)
    assert len(page.of("tr")) == rows + sum(e.show_table and len(e.table) > 0 for e in shown)
