"""Every number on every page leads to its paragraph, and to all that is known about it."""

import hashlib
import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from exhibits import links, theme, vi
from exhibits.catalog import trace
from exhibits.model import Empty, Exhibit
from tests import pages, plain
from tests.test_pages import opened
from warehouse import queries, reports
from warehouse.queries import View

pytestmark = pytest.mark.usefixtures("reading")

FIGURES = [r["observation_id"] for r in plain.read("observations")]
ANCHOR = re.compile(r'<a href="([^"]+)"')


def traced(link: str) -> str:
    """The figure an address leads to."""
    parts = urlsplit(link)
    assert parts.path == "truy-nguon"
    return parse_qs(parts.query)[vi.KEY_FIGURE][0]


@pytest.fixture(params=pages.VIEWS.values(), ids=pages.VIEWS.keys())
def shown(request: pytest.FixtureRequest) -> list[Exhibit]:
    return pages.every_exhibit(request.param)


def test_every_number_in_a_table_leads_to_its_figure(shown: list[Exhibit]) -> None:
    seen = 0
    for one in shown:
        named = {f.name: f for f in one.fields}
        if "figure" not in named:
            continue
        assert named["figure"].link, one.exhibit_id
        for row in one.table.to_dict("records"):
            if isinstance(row["observation_id"], str):
                assert traced(row["trace"]) == row["observation_id"]
                seen += 1
    assert seen or not shown or all("figure" not in {f.name for f in e.fields} for e in shown)


def test_every_number_on_a_chart_leads_to_a_figure_with_that_number(shown: list[Exhibit]) -> None:
    values = {r["observation_id"]: r["value"] for r in queries.figures(View())}
    for one in shown:
        if one.chart is None:
            continue
        for width in (1300, 390):
            figure = one.figure(theme.of("light", width))
            words = {(a.xref, a.y): a.text for a in figure.layout.annotations}
            for bars in (t for t in figure.data if t.type == "bar"):
                for place, number in zip(bars.y, bars.x, strict=True):
                    if number is None:
                        continue
                    anchor = ANCHOR.search(words[bars.xaxis, place])
                    assert values[traced(anchor[1])] == number, one.exhibit_id


@pytest.mark.parametrize("observation_id", FIGURES)
def test_a_figure_opens_on_its_words(observation_id: str) -> None:
    row = plain.one("observations", "observation_id", observation_id)
    reading, *others = trace.exhibits(View(), observation_id)
    told = dict(zip(reading.table["fact"], reading.table["told"], strict=True))
    assert told["Cụm từ như in"] == f"“{row['as_printed']}”"
    assert told["Ở đâu"] == f"¶{row['paragraph']}"
    assert told["Mã số liệu"] == observation_id
    assert told["Báo cáo"] == plain.one("sources", "source_id", row["source_id"])["title"]
    uses = next(e for e in others if e.exhibit_id == "truy-nguon-noi-dung")
    assert len(uses.table) > 0, "its locality's page shows it"


@pytest.mark.parametrize("observation_id", FIGURES)
def test_what_touches_a_figure_stands_beside_it(observation_id: str) -> None:
    about = [f for f in queries.findings(View()) if observation_id in f["observation_ids"]]
    found = [e for e in trace.exhibits(View(), observation_id) if e.exhibit_id == "nguon-doi-chieu"]
    told = [i for e in found for i in e.table["finding_id"]]
    assert told == [f["finding_id"] for f in about]


@pytest.mark.parametrize("text", ["khong-co", "'; drop table observations; --", "../../etc", "%00"])
def test_an_unknown_figure_says_what_to_do(text: str) -> None:
    (only,) = trace.exhibits(View(), text)
    assert isinstance(only, Empty)
    assert text in only.advice
    assert traced(links.trace(text)) == text


# ------------------------------------------------------------------------------- the report's text


FAMILY = "Nguyễn"  # of nobody: the words after it are made up
SENTENCE = f"Bà {FAMILY} Xxx kể: đến nay có trên 9 mô hình học Bác, {FAMILY} Yyy nói thêm."


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("REPORTS_DIR", str(tmp_path))
    (tmp_path / "made.txt").write_text(f"Một\n\n{SENTENCE}\nBa\n", encoding="utf-8")
    return tmp_path


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_the_paragraph_is_shown_with_its_phrase_and_without_names(folder: Path) -> None:
    digest = sha256(folder / "made.txt")
    before, here, after = reports.passages("made.txt", digest, 2, "trên 9 mô hình")
    assert (before.number, before.before, after.before) == (1, "Một", "Ba")
    assert here.phrase == "trên 9 mô hình"
    assert here.before == "Bà [tên riêng] kể: đến nay có "
    assert here.after == " học Bác, [tên riêng] nói thêm."


def test_the_first_and_last_paragraph_have_one_neighbour(folder: Path) -> None:
    digest = sha256(folder / "made.txt")
    assert [p.number for p in reports.passages("made.txt", digest, 1, "Một")] == [1, 2]
    assert [p.number for p in reports.passages("made.txt", digest, 3, "Ba")] == [2, 3]


def test_another_file_is_not_shown(folder: Path) -> None:
    with pytest.raises(reports.Unavailable, match="mã băm khác"):
        reports.passages("made.txt", "0" * 64, 2, "x")
    with pytest.raises(reports.Unavailable, match="Không thấy tệp"):
        reports.passages("../made.txt/absent.txt", "0" * 64, 2, "x")


def test_a_file_changed_under_the_app_is_not_shown(folder: Path) -> None:
    path = folder / "made.txt"
    digest = sha256(path)
    reports.passages("made.txt", digest, 2, "trên 9 mô hình")
    path.write_text("khác hẳn\n", encoding="utf-8")
    with pytest.raises(reports.Unavailable, match="mã băm khác"):
        reports.passages("made.txt", digest, 2, "trên 9 mô hình")


def test_a_path_cannot_leave_the_folder(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(reports.Unavailable, match="“passwd”"):
        reports.passages("/etc/passwd", "0" * 64, 1, "x")


def test_without_reports_the_page_says_how_to_get_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("REPORTS_DIR", raising=False)
    app = opened("truy-nguon", **{vi.KEY_FIGURE: "sin-ho-2023-p15-2"})
    assert any("REPORTS_DIR" in box.value.replace("\\", "") for box in app.info)


def test_the_page_shows_one_figure_or_all() -> None:
    app = opened("truy-nguon")
    assert any("Mọi số liệu" in heading.value for heading in app.subheader)
    app = opened("truy-nguon", **{vi.KEY_FIGURE: "sin-ho-2023-p15-2"})
    assert any("1.275 hội nghị" in heading.value for heading in app.subheader)
