"""A made-up report as the desk hands it in, and the commands that take it in and out."""

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from etl.__main__ import main
from tests.conftest import Curated

TEXT = """Bản tin bịa để thử

Huyện Yên Định làm theo Bác năm 2024
Năm 2024, huyện mở 12 hội nghị với 1.275 lượt người, trong đó 875 lượt người trẻ.
Huyện cấp hơn 500 cuốn sổ theo dõi; phong trào “Vườn chung” được nhân rộng.
Chủ tịch huyện tặng giấy khen cho 28 tập thể.
"""
_YEAR = {"period_from": "2024-01-01", "period_to": "2024-12-31", "period_text": "Năm 2024",
         "period_basis": "stated"}  # fmt: skip
_FIGURE = {"unit_id": "yen-dinh", "count_kind": "flow", "obs_status": "reported", **_YEAR}
_ENTRY: dict[str, Any] = {
    "source": {
        "source_id": "yen-dinh-2024", "title": "Huyện Yên Định làm theo Bác năm 2024",
        "publisher": "", "published_on": "2025-01-15", "event_on": "", "unit_id": "yen-dinh",
        "kind": "press", "note": "",
    },
    "text": TEXT,
    "rows": [
        {"ref": "7", "table": "observations", "values": {
            **_FIGURE, "paragraph": "3", "indicator_id": "study_attendance",
            "as_printed": "875 lượt người", "part_of": "@12"}},
        {"ref": "12", "table": "observations", "values": {
            **_FIGURE, "paragraph": "3", "indicator_id": "study_attendance",
            "as_printed": "1.275 lượt người"}},
        {"ref": "13", "table": "study_activities", "values": {
            "paragraph": "3", "unit_id": "yen-dinh", "as_printed": "1.275 lượt người",
            "activity": "session", "frequency": "unstated", "obs_status": "reported",
            "observation_id": "@12"}},
        {"ref": "14", "table": "models", "values": {
            "paragraph": "4", "unit_id": "yen-dinh", "name": "Vườn chung", "kind": "phong trào",
            "fields": "culture_society", "is_breakthrough": "false"}},
    ],
}  # fmt: skip


def entry(**source: str) -> dict[str, Any]:
    """An entry file without a fault, to be spoiled."""
    made = deepcopy(_ENTRY)
    made["source"] |= source
    return made


def figure(ref: str, **values: str) -> dict[str, Any]:
    """A row of `observations` without a fault, but for `values`."""
    own = {"paragraph": "4", "indicator_id": "tracking_books", "as_printed": "hơn 500 cuốn sổ"}
    return {"ref": ref, "table": "observations", "values": _FIGURE | own | values}


class Entering:
    """A curated folder, releases and texts of reports, and what the commands answer."""

    def __init__(self, curated: Curated, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.curated, self.folder, self._capsys = curated, folder, capsys
        self.releases, self.reports = folder / "releases", folder / "desk" / "reports"
        self.code = -1

    @property
    def places(self) -> list[str]:
        named = {"curated": self.curated.folder, "releases": self.releases}
        return [f"--{name}={path}" for name, path in named.items()]

    def run(self, command: str, given: object, *options: str) -> dict[str, Any]:
        """The answer; `given` is JSON or bytes."""
        path = self.folder / f"{command}.json"
        data = given if isinstance(given, bytes) else json.dumps(given).encode()
        path.write_bytes(data)
        self._capsys.readouterr()
        self.code = main([command, str(path), f"--reports={self.reports}", *self.places, *options])
        return json.loads(self._capsys.readouterr().out)

    def enter(self, given: object, *options: str) -> dict[str, Any]:
        return self.run("enter", given, *options)

    def refused(self, given: object) -> set[tuple[str | None, str | None, str, str]]:
        """(ref, column, value, rule) of every refusal; nothing may have been written."""
        before = self.state()
        answer = self.enter(given, "--yes")
        assert (self.code, self.state(), answer["release"]) == (1, before, None)
        assert all(told["remedy"] for told in answer["refusals"])
        return {(t["ref"], t["column"], t["value"], t["rule"]) for t in answer["refusals"]}

    def state(self) -> dict[str, bytes]:
        """Every curated file and every kept text."""
        folders = (self.curated.folder, self.reports)
        found = [p for folder in folders for p in folder.rglob("*") if p.is_file()]
        return {str(p.relative_to(self.folder)): p.read_bytes() for p in sorted(found)}

    def files(self) -> dict[str, bytes]:
        """The curated files alone."""
        return {p.name: p.read_bytes() for p in self.curated.folder.iterdir() if p.is_file()}

    def current(self) -> str:
        return (self.releases / "CURRENT").read_text(encoding="utf-8").strip()
