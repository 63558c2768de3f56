"""`python -m bench`: how fast we are beside a yardstick measured in the same run.

One table: what, ours, the yardstick, ratio, target. Times are never asserted: the machine is
anybody's. `--only` takes some parts, `--sizes` other sizes than a part's own, `--quick` fewer pages
and rounds and at most a million rows. Superset and the cluster are left out where they are not
installed.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path

from bench import cluster, etl, files, load, pages, queries, report, superset
from bench.measure import Line

SIZES = (100, 1_000_000, 10_000_000, 50_000_000)
_MOST_QUICK = 1_000_000
_Part = Callable[[argparse.Namespace, Path], Iterator[Line]]


def main(arguments: list[str] | None = None) -> int:
    """Measure, print the table, write the JSON; 0 whatever the times are, 1 when a part fails."""
    chosen = _chosen(arguments)
    with tempfile.TemporaryDirectory(prefix="bench-") as temporary:
        folder = chosen.folder or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        lines, failed = [], 0
        for part in chosen.only or PARTS:
            try:
                for line in PARTS[part](chosen, folder):
                    print(f"  {line.what}", file=sys.stderr, flush=True)
                    lines.append(line)
            except Exception:  # what else is measured is still worth reading
                print(f"{part} failed:\n{traceback.format_exc()}", file=sys.stderr, flush=True)
                failed = 1
            if chosen.json:  # after each part: the whole takes an hour and a half
                _keep(lines, chosen.json)
        print(report.table(lines))
        print(report.machine())
    return failed


def _keep(lines: list[Line], file: Path) -> None:
    text = json.dumps(report.record(lines), ensure_ascii=False, indent=1)
    file.write_text(text + "\n", encoding="utf-8")


def _pages(chosen: argparse.Namespace, folder: Path) -> Iterator[Line]:
    yield from pages.lines(_real(folder), _slugs(chosen), chosen.quick)


def _sizes(chosen: argparse.Namespace, folder: Path) -> Iterator[Line]:
    yield from pages.lines_of_sizes(_of_sizes(chosen), folder, _slugs(chosen), chosen.quick)


def _growth(chosen: argparse.Namespace, folder: Path) -> Iterator[Line]:
    if len(sizes := _of_sizes(chosen)) > 1:
        yield from pages.lines_of_growth(sizes, folder, _slugs(chosen))


def _files(chosen: argparse.Namespace, folder: Path) -> Iterator[Line]:
    yield from files.lines(_real(folder), chosen.quick)


def _queries(chosen: argparse.Namespace, folder: Path) -> Iterator[Line]:
    for size in _of_sizes(chosen):
        yield from queries.lines(size, folder)


def _etl(chosen: argparse.Namespace, folder: Path) -> Iterator[Line]:
    for size in _of_sizes(chosen)[0 if chosen.sizes else 1 :]:
        yield from etl.lines(size, folder)


def _load(chosen: argparse.Namespace, folder: Path) -> Iterator[Line]:
    yield from load.lines(_real(folder), 20 if chosen.quick else chosen.seconds)


def _superset(chosen: argparse.Namespace, folder: Path) -> Iterator[Line]:
    yield from superset.lines(_real(folder), folder)


def _cluster(chosen: argparse.Namespace, folder: Path) -> Iterator[Line]:
    if not os.environ.get("WAREHOUSE"):
        print("  cluster: left out; WAREHOUSE names none", file=sys.stderr)
        return
    for size in _of_sizes(chosen)[0 if chosen.sizes else 1 :]:
        yield from cluster.lines(size, folder)


PARTS: dict[str, _Part] = {
    "pages": _pages,
    "sizes": _sizes,
    "growth": _growth,
    "files": _files,
    "queries": _queries,
    "etl": _etl,
    "load": _load,
    "superset": _superset,
    "cluster": _cluster,
}


def _of_sizes(chosen: argparse.Namespace) -> list[int]:
    if chosen.sizes:
        return chosen.sizes
    return [size for size in SIZES if size <= _MOST_QUICK or not chosen.quick]


def _slugs(chosen: argparse.Namespace) -> tuple[str, ...]:
    return tuple(chosen.pages or (pages.QUICK if chosen.quick else pages.EVERY))


def _real(folder: Path) -> Path:
    """A release of the curated files, alone in its folder: of two, a page offers the choice."""
    shutil.rmtree(folder / "real", ignore_errors=True)
    build = [sys.executable, "-m", "etl", "--releases", str(folder / "real")]
    subprocess.run(build, check=True, stdout=subprocess.DEVNULL)
    return folder / "real"


def _chosen(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser("python -m bench", description=__doc__.partition("\n")[0])
    parser.add_argument("--quick", action="store_true", help="fewer pages, at most a million rows")
    parser.add_argument("--only", choices=PARTS, nargs="+", help="these parts, in this order")
    parser.add_argument("--pages", choices=pages.EVERY, nargs="+", help="these pages alone")
    parser.add_argument("--sizes", type=int, nargs="+", help="observations of synthetic releases")
    parser.add_argument("--seconds", type=float, default=60, help="of clicking, a side of a load")
    parser.add_argument("--json", type=Path, help="also write the lines to this file")
    parser.add_argument("--folder", type=Path, help="keep synthetic releases here for the next run")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
