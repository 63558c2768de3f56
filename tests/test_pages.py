"""Every page through its shell, without a browser: whatever is chosen, it runs and speaks."""

import ast
from dataclasses import dataclass
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from exhibits import vi
from exhibits.render import screen
from tests.pages import drawn
from warehouse import codes, queries

ROOT = Path(__file__).parents[1]
SHELL = ast.parse((ROOT / "pages" / "shell.py").read_text(encoding="utf-8"))


def _assigned(name: str) -> dict[str, str]:
    """A dict the shell writes out; importing the shell would run it."""
    for node in SHELL.body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == name:
            return ast.literal_eval(node.value)
    raise AssertionError(f"pages/shell.py assigns no {name}")


FILES = _assigned("FILES")
# Nothing to take away before words are typed, a second release or a first slide is there; or ever.
ASKS_FIRST = {"tim-kiem", "co-gi-moi", "trinh-chieu", "nhap-bao-cao"}
pytestmark = pytest.mark.usefixtures("reading")


def opened(slug: str, **chosen: str) -> AppTest:
    """The page as someone sees it who follows a link that carries `chosen`."""
    app = AppTest.from_file(str(ROOT / "pages" / "shell.py"), default_timeout=30)
    app.context = {"url": f"http://localhost:8501/{slug}"}
    for key, value in chosen.items():
        app.query_params[key] = value
    app.run()
    return checked(app.switch_page(FILES[slug]), slug)


def checked(app: AppTest, slug: str) -> AppTest:
    """The app after one more run of the page, which must not fail."""
    app.run()
    assert not app.exception, f"{slug} fails under {app.query_params}; see the log"
    assert not app.error
    assert app.title[0].value == vi.PAGES[slug]
    return app


@dataclass
class Page:
    slug: str
    app: AppTest

    def choose(self, locality: str = "", level: str = "", period: str = "") -> AppTest:
        """The page under these shared filters and no others."""
        wanted = {vi.KEY_LOCALITY: locality, vi.KEY_LEVEL: level, vi.KEY_PERIOD: period}
        for key, name in wanted.items():
            self.app.multiselect(key=key).set_value([name] if name else [])
        return checked(self.app, self.slug)

    def has_takeaway(self) -> bool:
        return vi.TAKE_AWAY in [heading.value for heading in self.app.subheader]


@pytest.fixture(scope="module", params=FILES)
def page(request: pytest.FixtureRequest) -> Page:
    """Each page, opened once; a test chooses anew what it shows."""
    return Page(request.param, opened(request.param))


def test_these_are_all_the_pages() -> None:
    found = {path.name for path in (ROOT / "pages").glob("*.py")} - {"shell.py"}
    assert found == set(FILES.values())
    assert set(FILES) == set(vi.PAGES)


def test_everything_is_shown_when_nothing_is_chosen(page: Page) -> None:
    page.choose()
    assert page.has_takeaway() is (page.slug not in ASKS_FIRST)


def test_each_locality_alone(page: Page) -> None:
    for name in (place["name"] for place in queries.localities()):
        page.choose(locality=name)
        assert page.has_takeaway() is (page.slug not in ASKS_FIRST), name


def test_party_cells_alone(page: Page) -> None:
    page.choose(level=codes.LEVEL["party_cell"])


def test_figures_without_a_period(page: Page) -> None:
    page.choose(period=vi.UNDATED)
    assert page.has_takeaway() is (page.slug not in ASKS_FIRST)


def test_an_empty_choice_says_what_to_do(page: Page) -> None:
    # No report of a district speaks of a province.
    app = page.choose("Huyện Yên Định", codes.LEVEL["province"])
    advice = [box.value.replace("\\", "") for box in app.info]
    # Sources keeps its releases and its dictionary; a search is of everything.
    if page.slug not in ("nguon", *ASKS_FIRST):
        assert any(vi.EMPTY_ADVICE in text for text in advice)


@pytest.mark.parametrize("slug", FILES)
def test_an_address_that_means_nothing_is_ignored(slug: str) -> None:
    nonsense = {vi.KEY_LOCALITY: "Atlantis", vi.KEY_PERIOD: "1066", "ho-so": "?", "loai": "%00"}
    app = opened(slug, utm_source="x", **nonsense)
    assert all(widget.value == [] for widget in app.multiselect)


@pytest.mark.parametrize(
    ("page", "waits"), [("mo-hinh", True), ("tong-quan", False), ("nguon", False)]
)
def test_of_several_charts_the_first_is_drawn_before_the_others(
    page: str, waits: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, *others = exhibits = drawn(page, queries.View())
    seen: list[object] = []
    monkeypatch.setattr(screen, "one", seen.append)
    monkeypatch.setattr("time.sleep", lambda _: seen.append("a moment"))
    screen.show(exhibits)
    assert seen == [first, *["a moment"] * waits, *others]


def test_a_link_carries_what_was_chosen() -> None:
    app = opened("mo-hinh", **{vi.KEY_LOCALITY: "Huyện Sìn Hồ", "tim": "dan van"})
    assert app.multiselect(key=vi.KEY_LOCALITY).value == ["Huyện Sìn Hồ"]
    assert app.text_input(key="tim").value == "dan van"


@pytest.mark.parametrize(("slug", "key"), [("mo-hinh", "tim"), ("hoc-tap", "tim-hoat-dong")])
def test_a_search_without_a_hit_says_what_to_do(slug: str, key: str) -> None:
    app = opened(slug, **{key: "không có chữ này đâu"})
    assert app.info
    assert Page(slug, app).has_takeaway(), "the other exhibits stay"


def test_a_locality_chosen_in_the_sidebar_is_the_only_one_offered() -> None:
    app = opened("dia-phuong", **{vi.KEY_LOCALITY: "Huyện Sìn Hồ"})
    assert app.selectbox(key="ho-so").options == ["Huyện Sìn Hồ"]
