"""The code of a page's elements is asked for with the page."""

import re
from pathlib import Path

import pytest
import streamlit

from exhibits import vi
from exhibits.model import Exhibit
from serving import early
from tests import pages
from warehouse.queries import View

STATIC = Path(streamlit.__file__).parent / "static" / "static"


def names(path: str) -> list[str]:
    """ "PlotlyChart" for each script the page asks for."""
    found = re.findall(r'\./static/js/([A-Za-z]+)\.[^" ]+', early.Early(STATIC).of(path).decode())
    assert found
    return found


@pytest.mark.parametrize("slug", vi.PAGES)
def test_every_kind_is_a_file_of_the_pinned_streamlit(slug: str) -> None:
    wanted = ["Multiselect", "Selectbox", "Button", "BidiComponent", "Pagination", "DownloadButton"]
    assert names(f"/{slug}") == ["PlotlyChart"] * (slug in early.CHARTED) + wanted
    for name in re.findall(r'\./static/([^" ]+)', early.Early(STATIC).of(slug).decode()):
        assert (STATIC / name).is_file()


def test_charts_are_asked_for_where_a_page_opens_with_some() -> None:
    drawn = {slug: pages.drawn(slug, View()) for slug in pages.PAGES}
    charted = [s for s, es in drawn.items() if any(isinstance(e, Exhibit) and e.chart for e in es)]
    assert sorted(charted) == sorted(early.CHARTED)


def test_nothing_is_asked_for_that_is_not_there(tmp_path: Path) -> None:
    assert early.Early(tmp_path).of("/mo-hinh") == b""
