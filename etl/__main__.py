"""`python -m etl`: curated files → a verified release. `--verify DIR`: every phrase stands in its report.

Exit codes: 0 done, 1 the data were refused (the last good release stays), 75 another build is running.
"""

import argparse
import os
import sys
from pathlib import Path

import duckdb

from etl.check import check_contract, check_rules
from etl.derive import computed, typed
from etl.findings import load_findings
from etl.problems import CuratedDataError
from etl.publish import Busy, lock, publish, release_id
from etl.read import read_curated
from etl.verify import verify
from warehouse.contract import BY_NAME

ROOT = Path(__file__).parents[1]


def build(con: duckdb.DuckDBPyConnection, curated: Path) -> None:
    """All tables of the contract in `con`; raises CuratedDataError."""
    read_curated(con, curated)
    check_contract(con)
    typed(con)
    check_rules(con)
    load_findings(con, curated / "findings.yml")
    computed(con)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m etl", description=__doc__)
    parser.add_argument("--verify", metavar="DIR", type=Path, help="folder of the reports' texts")
    parser.add_argument("--curated", type=Path, default=ROOT / "data" / "curated")
    parser.add_argument("--releases", type=Path, default=default_releases())
    options = parser.parse_args(arguments)
    con = duckdb.connect()
    try:
        if options.verify:
            build(con, options.curated)
            print(f"Đã đối chiếu {verify(con, options.verify)} cụm từ với báo cáo: khớp cả.")
            return 0
        held = lock(options.releases)
        try:
            build(con, options.curated)
            release, inputs = release_id(options.curated, ROOT)
            counts = publish(con, options.releases, release, inputs)
        finally:
            held.release()
    except CuratedDataError as error:
        print(error, file=sys.stderr)
        print(f"Có {len(error.problems)} lỗi; bản phát hành cũ giữ nguyên.", file=sys.stderr)
        return 1
    except Busy:
        print("Một lần tạo bản phát hành khác đang chạy; thử lại sau.", file=sys.stderr)
        return 75
    print(f"Bản phát hành {release}")
    for name, rows in counts.items():
        print(f"  {name:<18}{rows:>10,}".replace(",", ".") + f"   {BY_NAME[name].grain}")
    return 0


def default_releases() -> Path:
    return Path(os.environ.get("RELEASES_DIR", ROOT / "data" / "releases"))


if __name__ == "__main__":
    sys.exit(main())
