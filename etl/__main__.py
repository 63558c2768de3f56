"""`python -m etl`: curated files → a verified release; `--verify DIR`: phrases against reports;
`extract FILE`: a new report → candidates for the curated files, as JSON lines.

`python -m etl template`, `export` and `import FILE.xlsx` are the entry workbook.
Exit codes: 0 done, 1 the data were refused (the last good release stays), 75 another build runs.
"""

import argparse
import os
import sys
from pathlib import Path

import duckdb

from etl import on_cluster
from etl.check import check_contract, check_rules
from etl.consistency import computed_findings
from etl.curated_files import finish
from etl.derive import computed, read_phrases, typed
from etl.findings import complete, load_findings
from etl.problems import CuratedDataError, Problem
from etl.publish import Busy, lock, publish, release_id
from etl.read import read_curated
from etl.verify import verify
from etl.workbook_command import COMMANDS, run
from warehouse.connect import NoAnswer
from warehouse.contract import BY_NAME

ROOT = Path(__file__).parents[1]
_CHANGED = Problem(
    "data/curated", 1, "", "tệp đổi trong lúc đọc", "lưu xong các tệp rồi chạy lại lệnh này"
)


def build(con: duckdb.DuckDBPyConnection, curated: Path) -> None:
    """All tables of the contract in `con`; raises CuratedDataError with every problem at once.

    A file that cannot be read hides its rows from the others, and a refused row its values from
    the rules of the domain: those are asked of what is left, so that no problem is only an echo.
    """
    unread = read_curated(con, curated)
    refused = check_contract(con) + read_phrases(con)
    spoiled = {(p.file, p.line) for p in refused}
    if unread:
        raise CuratedDataError(unread + refused + load_findings(con, curated, spoiled))
    typed(con, cast="try_cast" if refused else "cast")
    problems = refused + [p for p in check_rules(con) if (p.file, p.line) not in spoiled]
    problems += load_findings(con, curated, spoiled)
    if problems:
        raise CuratedDataError(problems)
    computed(con)
    complete(con, computed_findings(con))


def main(arguments: list[str] | None = None) -> int:
    arguments = sys.argv[1:] if arguments is None else arguments
    if arguments[:1] == ["extract"]:
        from etl import extract  # the build needs neither python-docx nor pypdf

        return extract.main(arguments[1:])
    try:
        if arguments and arguments[0] in COMMANDS:
            return run(arguments, build, ROOT / "data" / "curated", default_releases())
        return _publish(arguments)
    except Busy:
        print("Một lần tạo bản phát hành khác đang chạy; thử lại sau.", file=sys.stderr)
        return 75
    except NoAnswer as error:
        print(
            f"Cụm máy không ghi được bản phát hành: {error}\nBản cũ giữ nguyên; xem máy chủ Spark "
            "Connect, hoặc bỏ biến WAREHOUSE để ghi trên máy này, rồi chạy lại lệnh này.",
            file=sys.stderr,
        )
        return 1


def _publish(arguments: list[str]) -> int:
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
            finish(options.curated)  # of an import that was cut short
            with on_cluster.writer() as cluster:
                told = cluster.name if cluster else ""
                release, inputs = release_id(options.curated, ROOT, told)
                build(con, options.curated)
                if release_id(options.curated, ROOT)[1] != inputs:
                    raise CuratedDataError([_CHANGED])
                counts = publish(con, options.releases, release, inputs, cluster)
        finally:
            held.release()
    except CuratedDataError as error:
        print(error, file=sys.stderr)
        print(f"Có {len(error.problems)} lỗi; bản phát hành cũ giữ nguyên.", file=sys.stderr)
        return 1
    print(f"Bản phát hành {release}")
    for name, rows in counts.items():
        print(f"  {name:<18}{rows:>10,}".replace(",", ".") + f"   {BY_NAME[name].grain}")
    return 0


def default_releases() -> Path:
    return Path(os.environ.get("RELEASES_DIR", ROOT / "data" / "releases"))


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):  # a pipe on Windows has no Vietnamese letters
        stream.reconfigure(encoding="utf-8")
    sys.exit(main())
