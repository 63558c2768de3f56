"""`python -m etl`: curated files → a verified release; `--verify DIR`: phrases against reports;
`extract FILE`: a new report → candidates for the curated files, as JSON lines.

`python -m etl template`, `export` and `import FILE.xlsx` are the entry workbook; `enter FILE.json`
takes in a report from the desk and `undo FILE.json` takes it out again.
Exit codes: 0 done, 1 the data were refused (the last good release stays), 75 another build runs.
"""

import argparse
import re
import sys
from pathlib import Path

import duckdb

from etl.check import check_contract, check_rules
from etl.consistency import computed_findings
from etl.curated_files import finish
from etl.derive import computed, typed
from etl.findings import complete, load_findings
from etl.places import default_curated, default_releases
from etl.problems import CuratedDataError, Problem
from etl.publish import Busy, lock
from etl.read import read_curated
from etl.readings import read_phrases
from etl.release import release
from etl.straight import straight
from etl.verify import verify
from warehouse.connect import NoAnswer
from warehouse.contract import BY_NAME
from warehouse.reports import default_desk

_WORKBOOK = ("template", "export", "import")


def build(con: duckdb.DuckDBPyConnection, curated: Path, lines: bool = False) -> None:
    """All tables of the contract in `con`; raises CuratedDataError with every problem at once.

    `lines`: each curated row with the `line` it stands on, which rows of large files else lack.
    """
    if not lines and straight(con, curated):
        problems = load_findings(con, curated, set())
    else:
        problems = _asked(con, curated)
    if problems:
        raise CuratedDataError(problems)
    computed(con)
    complete(con, computed_findings(con))


def _asked(con: duckdb.DuckDBPyConnection, curated: Path) -> list[Problem]:
    """Typed tables from files of which every row is asked what is wrong with it; the answers.

    A file that cannot be read hides its rows from the others, and a refused row its values from
    the rules of the domain: those are asked of what is left, so that no problem is only an echo.
    """
    unread = read_curated(con, curated)
    refused = check_contract(con) + read_phrases(con)
    spoiled = {(p.file, p.line) for p in refused}
    if unread:
        return unread + refused + load_findings(con, curated, spoiled)
    typed(con, cast="try_cast" if refused else "cast")
    problems = refused + [p for p in check_rules(con) if (p.file, p.line) not in spoiled]
    return problems + load_findings(con, curated, spoiled)


def main(arguments: list[str] | None = None) -> int:
    arguments = sys.argv[1:] if arguments is None else arguments
    if arguments[:1] == ["extract"]:
        from etl import extract  # the build needs neither python-docx nor pypdf

        return extract.main(arguments[1:])
    try:
        if arguments[:1] in (["enter"], ["undo"]):
            from etl import entry  # the build needs none of it

            return entry.run(arguments, build)
        if arguments and arguments[0] in _WORKBOOK:
            from etl import workbook_command

            return workbook_command.run(arguments, build, default_curated(), default_releases())
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
    except (OSError, duckdb.IOException, duckdb.OutOfMemoryException) as error:
        print(
            f"Không đọc hoặc ghi được: {error}\nBản phát hành cũ giữ nguyên; xem ổ đĩa còn chỗ "
            "và người chạy lệnh có quyền ghi, rồi chạy lại lệnh này.",
            file=sys.stderr,
        )
        return 1


def _publish(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m etl", description=__doc__)
    parser.add_argument("--verify", metavar="DIR", type=Path, help="folder of the reports' texts")
    parser.add_argument("--curated", type=Path, default=default_curated())
    parser.add_argument("--releases", type=Path, default=default_releases())
    parser.add_argument("--memory", type=_memory, help="most memory of the database, as in 4GB")
    options = parser.parse_args(arguments)
    try:
        if options.verify:
            con = duckdb.connect()
            build(con, options.curated, lines=True)
            folders = (options.verify, default_desk() / "reports")
            print(f"Đã đối chiếu {verify(con, *folders)} cụm từ với báo cáo: khớp cả.")
            return 0
        held = lock(options.releases)
        try:
            finish(options.curated)  # of an import that was cut short
            name, counts = release(build, options.curated, options.releases, options.memory)
        finally:
            held.release()
    except CuratedDataError as error:
        print(error, file=sys.stderr)
        print(f"Có {len(error.problems)} lỗi; bản phát hành cũ giữ nguyên.", file=sys.stderr)
        return 1
    print(f"Bản phát hành {name}")
    for table, rows in counts.items():
        print(f"  {table:<18}{rows:>10,}".replace(",", ".") + f"   {BY_NAME[table].grain}")
    return 0


def _memory(text: str) -> str:
    if not re.fullmatch(r"[1-9][0-9]*(\.[0-9]+)? ?[KMGT]i?B", text):
        raise argparse.ArgumentTypeError(f"{text!r} is no amount of memory; write 4GB or 500MB")
    return text


class _WithoutPandas:
    """Given a list, pyarrow imports pandas only to ask whether the list is one of its frames: half
    a second of every run, and the ETL has none."""

    @staticmethod
    def find_spec(name: str, *_: object) -> None:
        if name == "pandas":
            raise ImportError(name)


if __name__ == "__main__":
    sys.meta_path.insert(0, _WithoutPandas)
    for stream in (sys.stdout, sys.stderr):  # a pipe on Windows has no Vietnamese letters
        stream.reconfigure(encoding="utf-8")
    sys.exit(main())
