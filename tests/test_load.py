"""The load bench: its readers speak the protocol, its check can fail, and what it holds right is
what the second, slow way computes."""

import asyncio
import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.proto.Element_pb2 import Element

from bench import answers, load
from bench.answers import Checked
from bench.load import SLUGS, Load
from bench.processes import Process
from bench.session import Answer, connected
from tests import plain
from warehouse.queries import View

pytestmark = pytest.mark.usefixtures("reading")
PLACES = {"Huyện Sìn Hồ": "sin-ho", "Huyện Yên Định": "yen-dinh", "Tỉnh Lạng Sơn": "lang-son"}
CHOICES = [c for size in (1, 2, 3) for c in itertools.combinations(sorted(PLACES), size)]
PRINTED = "Cụm từ như in"
ONCE = 15  # rows of a table before anyone turns a leaf
choices = pytest.mark.parametrize("names", CHOICES, ids=" ".join)


def view(names: tuple[str, ...]) -> View:
    return View(tuple(PLACES[name] for name in names))


def tables(slug: str, names: tuple[str, ...]) -> list[list[list[str]]]:
    return [told for kind, told in answers.expected(slug, names) if kind == "table"]


def column(table: list[list[str]], head: str) -> list[str]:
    return next(cells[1:] for cells in table if cells[0] == head)


@choices
def test_expected_registers_are_what_the_slow_way_finds(names: tuple[str, ...]) -> None:
    for slug, head, rows, key in (
        ("mo-hinh", "Tên như in", plain.named_models(view(names)), "name"),
        ("khen-thuong", PRINTED, plain.statements(view(names)), "as_printed"),
        ("hoc-tap", PRINTED, plain.activities(view(names)), "as_printed"),
    ):
        found = column(tables(slug, names)[-1], head) if rows else []
        assert found == [row[key] for row in rows][:ONCE], slug


@choices
def test_expected_figures_are_those_the_slow_way_finds(names: tuple[str, ...]) -> None:
    topics = {"mo-hinh": "models", "khen-thuong": "commendations", "hoc-tap": "study"}
    for slug, topic in topics.items():
        figures = plain.figures(view(names), (topic,))
        found = column(tables(slug, names)[0], PRINTED) if figures else []
        assert sorted(found) == sorted(row["as_printed"] for row in figures)[:ONCE], slug


# ------------------------------------------------------------------------------ the check


@pytest.fixture(scope="module")
def replies(releases: Path) -> Iterator[dict[str, Answer]]:
    """What a real server answers when one place is chosen, by page."""

    async def asked(port: int) -> dict[str, Answer]:
        found = {}
        for slug in SLUGS:
            session = await connected(f"ws://127.0.0.1:{port}", slug)
            await session.open()
            found[slug] = await session.choose(["Huyện Sìn Hồ"])
            await session.close()
        return found

    with Process.serving("dashboard.py", releases) as server:
        yield asyncio.run(asked(server.port))


def wrong(slug: str, answer: Answer, name: str = "Huyện Sìn Hồ") -> list[str]:
    checked = Checked()
    checked.note(slug, [name], answer)
    return checked.wrong()


def copied(answer: Answer) -> Answer:
    return Answer(
        answer.seconds, [Element.FromString(e.SerializeToString()) for e in answer.elements]
    )


@pytest.mark.parametrize("slug", SLUGS)
def test_a_real_answer_is_right(replies: dict[str, Answer], slug: str) -> None:
    assert wrong(slug, replies[slug]) == []


def test_another_place_s_answer_is_wrong(replies: dict[str, Answer]) -> None:
    assert wrong("mo-hinh", replies["mo-hinh"], "Huyện Yên Định")


@pytest.mark.parametrize("kind", ["heading", "plotly_chart", "bidi_component"])
def test_one_changed_part_is_wrong(replies: dict[str, Answer], kind: str) -> None:
    answer = copied(replies["mo-hinh"])
    element = [e for e in answer.elements if e.WhichOneof("type") == kind][-1]
    match kind:
        case "heading":
            element.heading.body = "made up"
        case "plotly_chart":
            spec = element.plotly_chart.spec
            element.plotly_chart.spec = spec.replace('"z":[[', '"z":[[7,', 1)
            assert element.plotly_chart.spec != spec
        case "bidi_component":
            data = element.bidi_component.json
            element.bidi_component.json = data.replace("camera", "kamera", 1)
            assert element.bidi_component.json != data
    assert wrong("mo-hinh", answer)


def test_a_part_that_is_missing_is_wrong(replies: dict[str, Answer]) -> None:
    answer = copied(replies["hoc-tap"])
    del answer.elements[-1]
    shown = [e for e in answer.elements if e.WhichOneof("type") == "bidi_component"][-1]
    answer.elements.remove(shown)
    assert wrong("hoc-tap", answer)


# ------------------------------------------------------------------------------ the load


def test_a_small_load_is_answered_rightly(
    releases: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = list(load.lines(releases, 4, [Load(4, 1, 1)]))
    assert [line.what.rpartition(", ")[2] for line in lines] == ["p50", "p95", "p99"]
    assert all(line.ours and line.yardstick for line in lines), capsys.readouterr().err
    assert "0 errors" in capsys.readouterr().err


def test_a_share_is_the_time_that_many_took() -> None:
    side = load.Side("", "", [], seconds=[n / 1000 for n in range(1, 101)])
    assert [side.share(p) for p in (50, 95, 99)] == [51, 96, 100]
