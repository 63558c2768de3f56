"""Releases over time: what changed is told figure by figure, and an old number stays reachable."""

import re
import shutil
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from exhibits import vi
from exhibits.catalog import changes, trace
from exhibits.model import Empty
from tests.conftest import Curated
from tests.older import FIRST, made_older
from tests.test_pages import opened
from warehouse import connection, queries
from warehouse.connection import NoRelease
from warehouse.queries import View


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """Three releases, and their ids, oldest first: a figure doubled and one added; that one
    removed."""
    curated = Curated(tmp_path_factory.mktemp("three"))
    folder = curated.folder.parent / "releases"
    found = []

    def publish() -> None:
        assert curated.publish(folder) == 0
        found.append((folder / "CURRENT").read_text(encoding="utf-8").strip())

    curated.path("findings.yml").write_text("[]\n", encoding="utf-8")
    publish()
    curated.cell("observations.csv", "sin-ho-2023-p15-2", "as_printed", "2.775 hội nghị")
    curated.append(
        "observations.csv",
        "moi-1,can-duoc-2023,13,can-duoc,tracking_books,hơn 9 cuốn sổ,flow,reported,"
        ",,,,,,unknown,,,",
    )
    publish()
    lines = curated.path("observations.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [line for line in lines if not line.startswith("moi-1,")]
    curated.path("observations.csv").write_text("".join(kept), encoding="utf-8")
    publish()
    return folder, found


@pytest.fixture
def three(
    built: tuple[Path, list[str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> list[str]:
    """Their ids; a copy of them is what is read, and may be spoiled."""
    folder, ids = built
    monkeypatch.setenv("RELEASES_DIR", str(shutil.copytree(folder, tmp_path / "releases")))
    return ids


def test_what_changed_is_told_figure_by_figure(three: list[str]) -> None:
    told = {r["observation_id"]: r["change"] for r in queries.changes(three[0], three[1])}
    assert told == {"sin-ho-2023-p15-2": "changed", "moi-1": "added"}
    told = {r["observation_id"]: r["change"] for r in queries.changes(three[1], three[2])}
    assert told == {"moi-1": "removed"}
    assert queries.changes(three[1], three[1]) == []


def test_the_page_says_from_and_to_and_what_jumped(three: list[str]) -> None:
    (shown,) = changes.exhibits(three[0], three[1])
    rows = {r["observation_id"]: r for r in shown.table.to_dict("records")}
    changed = rows["sin-ho-2023-p15-2"]
    assert "1.275 hội nghị" in changed["old"]
    assert "2.775 hội nghị" in changed["new"]
    assert changed["jump"] == "▲ từ 1.275 thành 2.775"
    assert rows["moi-1"]["old"] == rows["moi-1"]["jump"] == ""
    assert "1 số thêm; 1 số đổi; 0 số bỏ" in shown.notes[0].text
    (shown,) = changes.exhibits(three[1], three[2])
    assert shown.table.to_dict("records")[0]["trace"] is None, "what is gone leads nowhere"


def test_nothing_changed_and_nothing_to_compare_are_said(three: list[str]) -> None:
    (only,) = changes.exhibits(three[1], three[1])
    assert isinstance(only, Empty)
    (only,) = changes.exhibits("", "")
    assert only.advice == vi.ONE_RELEASE


@pytest.mark.parametrize("asked", ["nowhere", "../releases", "", ".staging-x", "CURRENT"])
def test_an_unknown_release_is_refused(three: list[str], asked: str) -> None:
    with pytest.raises(NoRelease):
        queries.changes(asked, three[0])
    if asked:
        with pytest.raises(NoRelease), queries.one_release(asked):
            pass


def test_a_damaged_release_is_refused(three: list[str]) -> None:
    path = connection.shared().releases / three[0] / "observations.parquet"
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    with pytest.raises(NoRelease, match="manifest"):
        queries.changes(three[0], three[1])
    with pytest.raises(NoRelease), queries.one_release(three[0]):
        pass
    told = queries.figure_history("sin-ho-2023-p15-2")
    assert [r["release_id"] for r in told] == [three[2], three[1]], "the others stay readable"


def test_a_figure_through_the_releases(three: list[str]) -> None:
    told = queries.figure_history("sin-ho-2023-p15-2")
    assert [r["as_printed"] for r in told] == ["2.775 hội nghị"] * 2 + [
        "1.275 hội nghị học tập, quán triệt"
    ]
    assert [r["as_printed"] for r in queries.figure_history("moi-1")] == [
        None, "hơn 9 cuốn sổ", None
    ]  # fmt: skip
    shown = trace.exhibits(View(), "sin-ho-2023-p15-2")[-1]
    assert len(shown.table) == 2, "two stretches, newest first"
    assert "2.775" in shown.table["told"][0]


def test_who_reads_an_old_release_is_told_of_newer_ones(three: list[str], tmp_path: Path) -> None:
    def last_told() -> str:
        with queries.one_release(three[0]):
            return trace.exhibits(View(), "sin-ho-2023-p15-2")[-1].table["last"][0]

    newest, away = tmp_path / "releases" / three[2], tmp_path / "away"
    newest.rename(away)
    (tmp_path / "releases" / "CURRENT").write_text(three[1], encoding="utf-8")
    assert last_told() == three[1]
    away.rename(newest)
    assert last_told() == three[2]


def test_an_old_release_is_read_by_its_id(three: list[str]) -> None:
    def printed() -> str:
        return queries.figure("sin-ho-2023-p15-2")["as_printed"]

    assert printed() == "2.775 hội nghị"
    with queries.one_release(three[0]):
        assert queries.release_id() == three[0]
        assert printed() == "1.275 hội nghị học tập, quán triệt"
    assert printed() == "2.775 hội nghị"


def test_only_a_few_old_releases_stay_open(three: list[str], monkeypatch) -> None:
    monkeypatch.setattr(connection, "_MOST_FROZEN", 1)
    for release in three * 2:
        with queries.one_release(release):
            assert queries.release_id() == release
    assert len(connection.shared()._frozen) <= 1


def test_a_link_opens_the_release_it_names(three: list[str]) -> None:
    app = opened("hoc-tap", **{vi.KEY_RELEASE: three[0]})
    assert app.session_state["release"] == three[0]
    assert any(three[0] in box.value for box in app.info)
    app = opened("hoc-tap")
    assert app.session_state["release"] == three[2]
    assert not any("không phải bản mới nhất" in box.value for box in app.info)


def test_a_figure_of_an_old_release_opens_in_it(three: list[str]) -> None:
    def leads(app: AppTest) -> list[str]:
        said = [chart.proto.spec for chart in app.get("plotly_chart")]
        return [address for text in said for address in re.findall(r"truy-nguon\?[^\")\\]+", text)]

    of_old = leads(opened("hoc-tap", **{vi.KEY_RELEASE: three[0]}))
    assert len(of_old) > 5
    assert all(address.endswith(f"phien={three[0]}") for address in of_old)
    assert not any("phien" in address for address in leads(opened("hoc-tap")))


def test_a_link_to_a_release_that_is_gone_says_so(three: list[str]) -> None:
    app = opened("hoc-tap", **{vi.KEY_RELEASE: "0123456789ab"})
    assert app.session_state["release"] == three[2]
    assert [box.value for box in app.warning] == [vi.NO_SUCH_RELEASE]


def test_a_link_to_a_damaged_release_says_so(three: list[str]) -> None:
    path = connection.shared().releases / three[0] / "units.parquet"
    path.write_bytes(b"")
    app = opened("hoc-tap", **{vi.KEY_RELEASE: three[0]})
    assert app.session_state["release"] == three[2]
    assert vi.NO_SUCH_RELEASE in [box.value for box in app.warning]


def test_a_release_of_the_first_contract_still_opens(three: list[str]) -> None:
    made_older(connection.shared().releases / three[0], "1", FIRST)
    with queries.one_release(three[0]):
        assert queries.release_id() == three[0]
        assert len(queries.findings(View())) > 0
        assert queries.search("thu khen")
    for slug in ("nguon", "so-sanh", "dia-phuong", "tong-quan"):
        app = opened(slug, **{vi.KEY_RELEASE: three[0]})
        assert app.session_state["release"] == three[0]


def test_the_page_compares_the_newest_with_the_one_before(three: list[str]) -> None:
    app = opened("co-gi-moi")
    assert any(f"Từ bản {three[1]} đến bản {three[2]}" in h.value for h in app.subheader)
