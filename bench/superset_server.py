"""A Superset of our own: started, with two dashboards over a release, asked in a browser.

It runs from an environment of its own, and everything it writes is in one folder.
"""

import json
import os
import secrets
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from urllib.error import URLError
from urllib.request import Request, urlopen

import duckdb
from playwright.sync_api import Page

from bench.processes import ROOT, free_port

BIN = ROOT / ".venv-superset" / "bin"
_PATIENCE = 120  # seconds for a server to answer
# The rows of our exhibits: figures of models, names by field, names by kind, the register.
ROWS = """
    create table figures as
    select l.short_name as locality, concat_ws(' · ', u.name, o.counting_level) as label, o.level,
           o.value::double as value
    from '{0}/observations.parquet' o join '{0}/units.parquet' u using (unit_id)
    join '{0}/units.parquet' l on l.unit_id = o.locality_id
    where o.topic = 'models' and o.indicator_id = 'model_count'
    qualify o.value is not null or count(o.value) over (partition by o.unit_id) = 0
    order by l.sort_rank, o.observation_id;
    create table named as
    select l.short_name as locality, u.name as unit, t.name, t.kind, t.owner, t.fields, t.note,
           concat(l.name, ' (', s.published_on, '), ¶', t.paragraph) as source
    from '{0}/models.parquet' t join '{0}/units.parquet' u using (unit_id)
    join '{0}/units.parquet' l on l.unit_id = t.locality_id
    join '{0}/sources.parquet' s using (source_id) order by l.sort_rank, t.paragraph;
    create table fields as select locality, unnest(fields) as field from named;
    alter table named alter fields type text using array_to_string(fields, '; ')"""


@dataclass
class Superset:
    """A running Superset with two dashboards."""

    url: str
    password: str
    version: str
    token: str = ""

    def sign_in(self, page: Page) -> None:
        page.set_default_timeout(60_000)
        page.goto(f"{self.url}/login/")
        page.locator("input#username").fill("bench")
        page.locator("input#password").fill(self.password)
        page.keyboard.press("Enter")
        page.wait_for_url("**/welcome/**")
        page.close()

    def page(self, page: Page, charts: int) -> "Dashboard":
        """The dashboard with so many charts, all drawn."""
        page.set_default_timeout(60_000)
        page.goto(f"{self.url}/superset/dashboard/mo-hinh-{charts}/")
        page.locator("canvas").nth(min(charts, _CANVASES) - 1).wait_for()
        page.evaluate("settled()")
        return Dashboard(page, charts)

    def tell(self, path: str, told: dict, method: str = "POST") -> dict:
        """What its API answers."""
        head = {"Content-Type": "application/json", "Authorization": f"Bearer {self.token}"}
        asked = Request(self.url + path, json.dumps(told).encode(), head, method=method)
        with urlopen(asked) as answer:
            return json.load(answer)


@dataclass
class Dashboard:
    """One dashboard in a browser."""

    page: Page
    charts: int
    first_frames: list[float] = field(default_factory=list)

    def places(self) -> list[str]:
        """What its filter offers."""
        self.page.bring_to_front()
        self._open()
        names = self.page.locator(_OPTION).all_inner_texts()
        self.page.keyboard.press("Escape")
        return names

    def applied(self, name: str) -> tuple[float, float]:
        """From "Apply filters" to the first and to the last stroke; the choice is undone after."""
        self.page.bring_to_front()
        apply = self.page.locator('[data-test="filter-bar__apply-button"]')
        self._open()
        self.page.locator(_OPTION, has_text=name).click()
        self.page.keyboard.press("Escape")
        self.page.evaluate("settled()")
        self.page.evaluate(f"window.answer = repaint({self.charts}); 0")
        apply.click()
        first, last = self.page.evaluate("window.answer")
        self.page.locator('[data-test="filter-bar__clear-button"]').click()
        if apply.is_enabled():
            apply.click()
        self.page.evaluate("settled()")
        return first, last

    def _open(self) -> None:
        self.page.locator('[data-test="filter-bar"] .ant-select').first.click()
        self.page.locator(_OPTION).first.wait_for()


_OPTION = ".ant-select-item-option"


@contextmanager
def superset(folder: Path, releases: Path) -> Iterator[Superset]:
    """Superset over the newest release, its files in the folder, until the block ends."""
    shutil.rmtree(folder, ignore_errors=True)  # of an earlier run
    folder.mkdir(parents=True)
    release = releases / (releases / "CURRENT").read_text(encoding="utf-8").strip()
    with duckdb.connect(str(folder / "release.duckdb")) as con:
        con.execute(ROWS.format(release))
    password, port = secrets.token_hex(8), free_port()
    environment = {
        **os.environ,
        "SUPERSET_HOME": str(folder),
        "SUPERSET_CONFIG_PATH": str(Path(__file__).with_name("superset_config.py")),
        "SUPERSET_SECRET_KEY": secrets.token_hex(),
        "FLASK_APP": "superset.app:create_app()",
    }
    who = "--username bench --firstname a --lastname b --email a@example.vn --password"
    run = partial(subprocess.run, cwd=folder, env=environment, check=True, capture_output=True)
    for command in ("db upgrade", f"fab create-admin {who} {password}", "init"):
        run([str(BIN / "superset"), *command.split()])
    serve = (
        "--workers 2 --worker-class gthread --threads 10 --timeout 120 superset.app:create_app()"
    )
    with (folder / "said.txt").open("wb") as said:
        process = subprocess.Popen(
            [str(BIN / "gunicorn"), "--bind", f"127.0.0.1:{port}", *serve.split()],
            cwd=folder, env=environment, stdout=said, stderr=said,
        )  # fmt: skip
    try:
        found = Superset(f"http://127.0.0.1:{port}", password, _version())
        _answering(found.url, folder)
        _furnished(found, folder)
        yield found
    finally:
        process.terminate()
        process.wait()


def _version() -> str:
    asked = "from importlib.metadata import version; print(version('apache-superset'))"
    done = subprocess.run([str(BIN / "python"), "-c", asked], capture_output=True, text=True)
    return done.stdout.strip()


def _answering(url: str, folder: Path) -> None:
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end:
        try:
            urlopen(f"{url}/health").close()
        except (URLError, ConnectionError):
            time.sleep(0.2)
        else:
            return
    raise TimeoutError(f"Superset does not answer; see {folder}/said.txt")


def _furnished(superset: Superset, folder: Path) -> None:
    """A database, datasets, charts, and two dashboards with their filter, by the API."""
    who = {"username": "bench", "password": superset.password, "provider": "db"}
    superset.token = superset.tell("/api/v1/security/login", who)["access_token"]
    database = superset.tell("/api/v1/database/", {
        "database_name": "release",
        "sqlalchemy_uri": f"duckdb:///{folder}/release.duckdb?access_mode=READ_ONLY",
    })["id"]  # fmt: skip
    charts = []
    datasets = {}
    for table, title, kind, settings in CHARTS:
        asked = {"database": database, "schema": "main", "table_name": table}
        if table not in datasets:
            datasets[table] = superset.tell("/api/v1/dataset/", asked)["id"]
        settings = {**settings, "viz_type": kind, "datasource": f"{datasets[table]}__table"}
        chart = superset.tell("/api/v1/chart/", {
            "slice_name": title,
            "viz_type": kind,
            "datasource_id": datasets[table],
            "datasource_type": "table",
            "params": json.dumps(settings),
        })["id"]  # fmt: skip
        charts.append((chart, title))
    for own in (charts[:1], charts):
        _dashboard(superset, datasets["figures"], own)
    for chart, _ in charts:
        both = {"dashboards": [1, 2] if chart == charts[0][0] else [2]}
        superset.tell(f"/api/v1/chart/{chart}", both, "PUT")


def _dashboard(superset: Superset, dataset: int, charts: list[tuple[int, str]]) -> None:
    places = _places(charts)
    chosen = [_filter(dataset, [chart for chart, _ in charts])]
    settings = {"native_filter_configuration": chosen, "positions": places}
    superset.tell("/api/v1/dashboard/", {
        "dashboard_title": "Mô hình",
        "slug": f"mo-hinh-{len(charts)}",
        "published": True,
        "position_json": json.dumps(places),
        "json_metadata": json.dumps(settings),
    })  # fmt: skip


_NUMBER = {
    "expressionType": "SIMPLE",
    "column": {"column_name": "value"},
    "aggregate": "SUM",
    "label": "Số mô hình",
}
_NAMES = {"expressionType": "SQL", "sqlExpression": "count(*)", "label": "Số tên"}
_MATRIX = {"groupby": "locality", "metric": _NAMES, "row_limit": 1000, "show_values": True}
# table, title, kind, settings
CHARTS = (
    ("figures", "Số mô hình báo cáo nêu", "echarts_timeseries_bar", {
        "x_axis": "label", "metrics": [_NUMBER], "groupby": ["level"], "adhoc_filters": [],
        "orientation": "horizontal", "row_limit": 1000, "show_legend": True, "show_value": True,
    }),
    ("fields", "Tên được nêu, theo lĩnh vực", "heatmap_v2", {**_MATRIX, "x_axis": "field"}),
    ("named", "Tên được nêu, theo loại", "heatmap_v2", {**_MATRIX, "x_axis": "kind"}),
    ("named", "Danh mục mô hình, phong trào", "table", {
        "query_mode": "raw", "row_limit": 1000, "page_length": 15, "server_page_length": 15,
        "all_columns": ["name", "kind", "owner", "unit", "fields", "note", "source"],
    }),
)  # fmt: skip
_CANVASES = 3


def _places(charts: list[tuple[int, str]]) -> dict[str, object]:
    """A dashboard of two charts a row, all within a window: what is below it is not drawn."""
    root, grid, look = "ROOT_ID", "GRID_ID", {"background": "BACKGROUND_TRANSPARENT"}
    rows = {f"ROW-{first}": charts[first : first + 2] for first in range(0, len(charts), 2)}
    placed: dict[str, object] = {
        "DASHBOARD_VERSION_KEY": "v2",
        root: {"type": "ROOT", "id": root, "children": [grid]},
        grid: {"type": "GRID", "id": grid, "children": list(rows), "parents": [root]},
    }
    for row, beside in rows.items():
        inside = [f"CHART-{chart}" for chart, _ in beside]
        above = {"parents": [root, grid]}
        placed[row] = {"type": "ROW", "id": row, "children": inside, "meta": look, **above}
        above = {"parents": [root, grid, row]}
        for own, (chart, title) in zip(inside, beside, strict=True):
            size = {"chartId": chart, "width": 12 // len(beside), "height": 36, "sliceName": title}
            placed[own] = {"type": "CHART", "id": own, "children": [], "meta": size, **above}
    return placed


def _filter(dataset: int, charts: list[int]) -> dict[str, object]:
    return {
        "id": "NATIVE_FILTER-1",
        "type": "NATIVE_FILTER",
        "filterType": "filter_select",
        "name": "Địa phương",
        "description": "",
        "targets": [{"datasetId": dataset, "column": {"name": "locality"}}],
        "controlValues": {"multiSelect": True, "enableEmptyFilter": False},
        "defaultDataMask": {"extraFormData": {}, "filterState": {}, "ownState": {}},
        "cascadeParentIds": [],
        "scope": {"rootPath": ["ROOT_ID"], "excluded": []},
        "chartsInScope": charts,
        "tabsInScope": [],
    }
