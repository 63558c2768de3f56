"""`python -m bench`: how fast we are beside a yardstick measured in the same run.

One table: what, ours, the yardstick, ratio, target. Times are never asserted: the machine is
anybody's. `--quick` takes two pages and leaves ten million rows out. `--only load` has many readers
at once, and is not in the table otherwise.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench import cluster, files, load, pages, queries, report
from bench.measure import Line

SIZES = (100, 1_000_000, 10_000_000)


def main(arguments: list[str] | None = None) -> int:
    """Measure, print the table, write the JSON; 0 whatever the times are."""
    chosen = _chosen(arguments)
    with tempfile.TemporaryDirectory(prefix="bench-") as temporary:
        folder = chosen.folder or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        lines = []
        try:
            for line in _lines(chosen, folder):
                print(f"  {line.what}", file=sys.stderr, flush=True)
                lines.append(line)
        finally:  # what was measured before a failure is still worth reading
            _tell(lines, chosen.json)
    return 0


def _tell(lines: list[Line], file: Path | None) -> None:
    print(report.table(lines))
    print(report.machine())
    if file:
        text = json.dumps(report.record(lines), ensure_ascii=False, indent=1)
        file.write_text(text + "\n", encoding="utf-8")


def _lines(chosen: argparse.Namespace, folder: Path) -> Iterator[Line]:
    if chosen.only == "cluster":
        for size in chosen.sizes or SIZES[1:]:
            yield from cluster.lines(size, folder)
        return
    if chosen.only == "load":
        yield from load.lines(_real(folder), chosen.seconds)
    if chosen.only == "pages" and chosen.sizes:
        yield from pages.lines_of_sizes(chosen.sizes, folder, chosen.quick)
        return
    if chosen.only not in ("queries", "load"):
        releases = _real(folder)
        if chosen.only != "files":
            yield from pages.lines(releases, chosen.quick)
        if chosen.only != "pages":
            yield from files.lines(releases, chosen.quick)
    if chosen.only in (None, "queries"):
        for size in SIZES[: 2 if chosen.quick else 3]:
            yield from queries.lines(size, folder)


def _real(folder: Path) -> Path:
    """A release of the curated files."""
    build = [sys.executable, "-m", "etl", "--releases", str(folder / "real")]
    subprocess.run(build, check=True, stdout=subprocess.DEVNULL)
    return folder / "real"


def _chosen(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser("python -m bench", description=__doc__.partition("\n")[0])
    parser.add_argument("--quick", action="store_true", help="two pages, no ten million rows")
    parser.add_argument("--only", choices=("pages", "files", "queries", "load", "cluster"))
    parser.add_argument(
        "--sizes", type=int, nargs="+", help="of releases, for the cluster and the pages"
    )
    parser.add_argument("--seconds", type=float, default=60, help="of clicking, a side of a load")
    parser.add_argument("--json", type=Path, help="also write the lines to this file")
    parser.add_argument("--folder", type=Path, help="keep synthetic releases here for the next run")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
