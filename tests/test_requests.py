"""The request asks for what others report and this report does not, and says how."""

import pytest

from exhibits.catalog import requests
from tests import plain
from tests.test_pages import opened
from warehouse import queries
from warehouse.queries import View

pytestmark = pytest.mark.usefixtures("reading")

LOCALITIES = [p["locality_id"] for p in plain.localities()]


def reported_by(locality: str) -> set[str]:
    return {
        r["indicator_id"]
        for r in plain.read("observations")
        if r["unit_id"] == locality and r["obs_status"] == "reported"
    }


@pytest.mark.parametrize("place", LOCALITIES)
def test_it_asks_for_what_others_report(place: str) -> None:
    others = set().union(*(reported_by(other) for other in LOCALITIES if other != place))
    every = {i["indicator_id"] for i in plain.read("indicators") if i["asked_of"] == "every"}
    said = {r["indicator_id"] for r in plain.read("observations") if r["unit_id"] == place}
    missing = others - reported_by(place)
    expected = {i for i in missing if i in every or i in said}
    asked = {r["indicator_id"] for r in requests.wanted(place) if r["elsewhere"]}
    assert asked == expected


@pytest.mark.parametrize("place", LOCALITIES)
def test_every_line_says_what_stands_now_and_what_is_wanted(place: str) -> None:
    for row in requests.wanted(place):
        assert row["now"]
        assert row["wanted"]


def test_a_number_that_cannot_be_compared_is_to_be_made_clear() -> None:
    said = {r["now"]: r["wanted"] for r in requests.wanted("sin-ho") if not r["elsewhere"]}
    (lacks,) = (wanted for now, wanted in said.items() if now.startswith("56"))
    assert "tách riêng tập thể, cá nhân, hộ" in lacks
    assert "ngày đầu, ngày cuối" in lacks
    assert not any(now.startswith("1.275") for now in said)


@pytest.mark.parametrize("place", LOCALITIES)
def test_the_letter_holds_every_line_of_the_table(place: str) -> None:
    (sent,) = requests.letter(place)
    unit = queries.units_inside(place)[0]
    name = unit["name"]
    assert sent.text.startswith(f"Kính gửi: Cấp ủy {name[0].lower()}{name[1:]}")
    for number, row in enumerate(requests.wanted(place), 1):
        assert f"{number}. {row['indicator']}. Báo cáo hiện: {row['now']}." in sent.text
    assert ("tồn tại đến" in sent.text) is bool(unit["valid_to"])
    assert sent.file_name == f"de-nghi-{place}.txt"


def test_nothing_to_ask_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "examples", list)
    monkeypatch.setattr(requests, "_lacks", lambda row: [])
    monkeypatch.setattr(requests, "wanted", requests.wanted.__wrapped__)  # remembers nothing
    assert requests.wanted("yen-dinh") == []
    assert requests.letter("yen-dinh") == []


def test_the_page_offers_table_and_letter() -> None:
    app = opened("dia-phuong", **{"ho-so": "Huyện Sìn Hồ"})
    assert "Đề nghị địa phương bổ sung" in [heading.value for heading in app.subheader]
    assert any("Kính gửi" in text.value for text in app.text)


def test_findings_stand_beside_the_figures_they_touch() -> None:
    for row in queries.figures(View()):
        touching = [
            f for f in queries.findings(View()) if row["observation_id"] in f["observation_ids"]
        ]
        assert set(row["finding_kinds"]) == {f["kind"] for f in touching}
        assert bool(row["severity"]) is bool(touching)
