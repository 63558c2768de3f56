"""Apache Superset beside our page Mô hình: from the click on a locality to the chart repainted.

Superset runs from an environment of its own, as its guide recommends: gunicorn, two workers with
threads, caches on the disk, warm. Its dashboard holds one chart, bars of the same figures of the
same release in a DuckDB file, and a filter of localities; it is measured from "Apply filters", the
choosing before is not counted. Ours is measured from the choosing, to the same chart, and to the
last change of the whole page, which holds two more charts and a table.

Superset moves its bars into their places: its first frame is when they begin to move, and it is
done when they have arrived.
"""

import json
import os
import secrets
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import cycle
from pathlib import Path
from urllib.error import URLError
from urllib.request import Request, urlopen

import duckdb
from playwright.sync_api import Page, sync_playwright

from bench.measure import Line, compared
from bench.pages import ARGS, CHROMIUM, WATCH, Side, choices, repainted
from bench.processes import free_port

ROOT = Path(__file__).parents[1]
BIN = ROOT / ".venv-superset" / "bin"
TARGET = 0.4
_SETUP = (
    "python3 -m venv .venv-superset && "
    ".venv-superset/bin/python -m pip install -r requirements-superset.txt"
)
_CANVAS = Path(__file__).with_name("watch_canvas.js")
_PATIENCE = 120  # seconds for a server to answer
_ROUNDS = 9
# One row per bar of our chart: a figure of models, or a report that only speaks of them.
_ROWS = """
    create table figures as
    select l.short_name as locality, concat_ws(' · ', u.name, o.counting_level) as label, o.level,
           o.value::double as value
    from '{0}/observations.parquet' o join '{0}/units.parquet' u using (unit_id)
    join '{0}/units.parquet' l on l.unit_id = o.locality_id
    where o.topic = 'models' and o.indicator_id = 'model_count'
    order by l.sort_rank, o.observation_id"""


def lines(releases: Path, folder: Path) -> Iterator[Line]:
    """Filter to repaint, for views nobody has asked for and again; nothing without Superset."""
    if not (BIN / "superset").exists():
        print(f"  Superset: left out; run: {_SETUP}", file=sys.stderr)
        return
    with sync_playwright() as playwright, ExitStack() as stack:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGS)
        stack.callback(browser.close)
        context = browser.new_context(viewport={"width": 1366, "height": 900})
        context.add_init_script(path=WATCH)
        ours = Side("dashboard.py", "/{slug}", releases, context)
        stack.enter_context(ours.server())
        theirs = stack.enter_context(_superset(folder / "superset", releases))
        context = browser.new_context(viewport={"width": 1366, "height": 900})
        context.add_init_script(path=_CANVAS)
        pages = ours.page("mo-hinh"), theirs.page(context.new_page())
        yield from _measured(pages, theirs)


def _measured(pages: tuple[Page, Page], theirs: "Superset") -> Iterator[Line]:
    what = f"mo-hinh beside Superset {theirs.version}: filter to repaint, "
    places = choices(pages[0]), _offered(pages[1])
    whole: list[float] = []
    ours = partial(_charted, pages[0], cycle(places[0]), whole)
    still = partial(_applied, theirs, pages[1], cycle(places[1]))
    for when, rounds in (("first time", min(map(len, places))), ("again", _ROUNDS)):
        whole.clear()
        theirs.first_frames.clear()
        line = compared(f"{what}{when}, the chart", ours, still, TARGET, rounds, 240)
        begun, page = statistics.median(theirs.first_frames), statistics.median(whole)
        yield line
        yield replace(line, what=f"{what}{when}, the chart and its first frame", yardstick=begun)
        yield replace(line, what=f"{what}{when}, our whole page and its chart", ours=page)


def _charted(page: Page, names: Iterator[str], whole: list[float]) -> float:
    """From the click to our chart; `whole` takes the time until the page was done."""
    whole.append(repainted(page, names))
    return page.evaluate("window.firstChart")


def _offered(page: Page) -> list[str]:
    _box(page).click()
    page.locator(".ant-select-item-option").first.wait_for()
    names = page.locator(".ant-select-item-option").all_inner_texts()
    page.keyboard.press("Escape")
    return names


def _box(page: Page):
    return page.locator('[data-test="filter-bar"] .ant-select').first


def _applied(theirs: "Superset", page: Page, names: Iterator[str]) -> float:
    """From "Apply filters" to the chart standing still; the choice is undone after."""
    page.bring_to_front()
    apply = page.locator('[data-test="filter-bar__apply-button"]')
    _box(page).click()
    page.locator(".ant-select-item-option", has_text=next(names)).click()
    page.keyboard.press("Escape")
    page.evaluate("settled()")
    page.evaluate("window.answer = repaint(); 0")
    apply.click()
    first, last = page.evaluate("window.answer")
    theirs.first_frames.append(first)
    page.locator('[data-test="filter-bar__clear-button"]').click()
    if apply.is_enabled():
        apply.click()
    page.evaluate("settled()")
    return last


# ------------------------------------------------------------------------------ a Superset


@dataclass
class Superset:
    """A Superset with one dashboard."""

    url: str
    password: str
    version: str
    first_frames: list[float] = field(default_factory=list)
    token: str = ""

    def page(self, page: Page) -> Page:
        """Its dashboard, signed in, with the chart drawn."""
        page.set_default_timeout(60_000)
        page.goto(f"{self.url}/login/")
        page.locator("input#username").fill("bench")
        page.locator("input#password").fill(self.password)
        page.keyboard.press("Enter")
        page.wait_for_url("**/welcome/**")
        page.goto(f"{self.url}/superset/dashboard/mo-hinh/")
        page.locator("canvas").first.wait_for()
        page.evaluate("settled()")
        return page

    def tell(self, path: str, told: dict, method: str = "POST") -> dict:
        """What its API answers."""
        head = {"Content-Type": "application/json", "Authorization": f"Bearer {self.token}"}
        asked = Request(self.url + path, json.dumps(told).encode(), head, method=method)
        with urlopen(asked) as answer:
            return json.load(answer)


@contextmanager
def _superset(folder: Path, releases: Path) -> Iterator[Superset]:
    folder.mkdir(parents=True)
    release = releases / (releases / "CURRENT").read_text(encoding="utf-8").strip()
    with duckdb.connect(str(folder / "release.duckdb")) as con:
        con.execute(_ROWS.format(release))
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
    """A database, a dataset, a chart, a dashboard and its filter, by the API."""
    who = {"username": "bench", "password": superset.password, "provider": "db"}
    superset.token = superset.tell("/api/v1/security/login", who)["access_token"]
    database = superset.tell("/api/v1/database/", {
        "database_name": "release",
        "sqlalchemy_uri": f"duckdb:///{folder}/release.duckdb?access_mode=READ_ONLY",
    })["id"]  # fmt: skip
    table = {"database": database, "schema": "main", "table_name": "figures"}
    dataset = superset.tell("/api/v1/dataset/", table)["id"]
    chart = superset.tell("/api/v1/chart/", {
        "slice_name": "Số mô hình",
        "viz_type": "echarts_timeseries_bar",
        "datasource_id": dataset,
        "datasource_type": "table",
        "params": json.dumps(_BARS | {"datasource": f"{dataset}__table"}),
    })["id"]  # fmt: skip
    places = _places(chart)
    settings = {"native_filter_configuration": [_filter(dataset, chart)], "positions": places}
    dashboard = superset.tell("/api/v1/dashboard/", {
        "dashboard_title": "Mô hình",
        "slug": "mo-hinh",
        "published": True,
        "position_json": json.dumps(places),
        "json_metadata": json.dumps(settings),
    })["id"]  # fmt: skip
    superset.tell(f"/api/v1/chart/{chart}", {"dashboards": [dashboard]}, "PUT")


_BARS = {
    "viz_type": "echarts_timeseries_bar",
    "x_axis": "label",
    "metrics": [
        {
            "expressionType": "SIMPLE",
            "column": {"column_name": "value"},
            "aggregate": "SUM",
            "label": "Số mô hình",
        }
    ],
    "groupby": ["level"],
    "adhoc_filters": [],
    "orientation": "horizontal",
    "row_limit": 1000,
    "show_legend": True,
    "show_value": True,
    "order_desc": True,
}


def _places(chart: int) -> dict[str, object]:
    """A dashboard of one row with one chart."""
    root, grid, row, own = "ROOT_ID", "GRID_ID", "ROW-1", "CHART-1"
    size = {"chartId": chart, "width": 12, "height": 60, "sliceName": "Số mô hình"}
    look = {"background": "BACKGROUND_TRANSPARENT"}
    return {
        "DASHBOARD_VERSION_KEY": "v2",
        root: {"type": "ROOT", "id": root, "children": [grid]},
        grid: {"type": "GRID", "id": grid, "children": [row], "parents": [root]},
        row: {"type": "ROW", "id": row, "children": [own], "parents": [root, grid], "meta": look},
        own: {
            "type": "CHART", "id": own, "children": [], "parents": [root, grid, row], "meta": size,
        },
    }  # fmt: skip


def _filter(dataset: int, chart: int) -> dict[str, object]:
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
        "chartsInScope": [chart],
        "tabsInScope": [],
    }
