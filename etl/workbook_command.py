"""`python -m etl template`, `export`, `import FILE.xlsx`: the entry workbook from the command line.

`import` shows what would change and asks; it writes the curated files and publishes nothing,
unless a program asks it to (`--json --publish`).
"""

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path

from etl import workbook_words as words
from etl.answer import print_answer
from etl.curated_files import finish, replace_all, unfinished
from etl.entries import Remark
from etl.merge import Change
from etl.plan import Curated, Plan, load_curated, make_plan, state
from etl.problems import CuratedDataError
from etl.publish import lock
from etl.release import Build
from etl.take_in import Folders
from etl.workbook import write_workbook
from etl.workbook_answer import STALE, imported
from etl.workbook_cells import show
from etl.workbook_file import WorkbookError
from etl.workbook_form import TABLE_FORMS
from etl.workbook_mark import write_marked
from etl.workbook_read import read_book
from etl.workbook_rows import read_rows
from warehouse import codes

COMMANDS = ("template", "export", "import")
_MOST_SHOWN = 100
_FORMS = {form.key: form for form in TABLE_FORMS}


def run(arguments: list[str], build: Build, curated: Path, releases: Path) -> int:
    """The exit code: 0 done or nothing to do, 1 refused."""
    options = _options(arguments, curated, releases)
    if options.json:
        folders = Folders(options.curated, options.releases)
        given, code = imported(options.file, options.marked, folders, build, is_agreed=options.yes,
                               expected=options.expect, publish=options.publish)  # fmt: skip
        print_answer(given)
        return code
    if unfinished(options.curated):
        held = lock(options.releases)
        try:
            finish(options.curated)
        finally:
            held.release()
        print("Đã ghi nốt lần nạp bị ngắt trước đó.")
    try:
        if options.command == "import":
            return _import(options, build)
        filled = options.command == "export" or options.filled
        return _write(options.out or Path("so-lieu.xlsx" if filled else "bieu-nhap.xlsx"),
                      options.curated, filled)  # fmt: skip
    except WorkbookError as error:
        print(error, file=sys.stderr)
    except CuratedDataError as error:
        print(error, file=sys.stderr)
        print("Sửa các tệp trong data/curated trước đã; chưa ghi gì.", file=sys.stderr)
    return 1


def _options(arguments: list[str], curated: Path, releases: Path) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m etl", description=__doc__)
    parser.add_argument("command", choices=COMMANDS)
    parser.add_argument("file", nargs="?", type=Path, help="the workbook to import")
    parser.add_argument("--filled", action="store_true", help="a template with the curated data")
    parser.add_argument("--out", type=Path, help="the workbook to write")
    parser.add_argument("--yes", action="store_true", help="import without asking")
    parser.add_argument("--marked", type=Path, help="where the copy with marked cells goes")
    parser.add_argument("--json", action="store_true", help="answer for a program, never ask")
    parser.add_argument("--expect", metavar="HASH", help="with --json: refuse other changes")
    parser.add_argument("--publish", action="store_true", help="with --json: a release as well")
    parser.add_argument("--curated", type=Path, default=curated)
    parser.add_argument("--releases", type=Path, default=releases)
    options = parser.parse_args(arguments)
    if (options.command == "import") != (options.file is not None):
        parser.error("import needs a file; template and export take --out")
    is_program = options.expect or options.publish or options.json
    if is_program and not (options.json and options.file):
        parser.error("--expect and --publish go with --json, and --json with import")
    return options


def _write(path: Path, folder: Path, filled: bool) -> int:
    if path.suffix.lower() != ".xlsx":
        raise WorkbookError(f"“{path.name}”: tên tệp phải kết thúc bằng .xlsx.")
    if path.exists():
        raise WorkbookError(f"Đã có tệp “{path.name}”; đặt tên khác bằng --out để khỏi ghi đè.")
    base = state(folder)
    write_workbook(path, load_curated(folder).rows, base, filled)
    print(f"Đã ghi {path}")
    return 0


def _import(options: argparse.Namespace, build: Build) -> int:
    seen = state(options.curated)
    curated = load_curated(options.curated)
    plan = make_plan(read_rows(read_book(options.file), curated.known), curated, build)
    for line in _remarks(plan.remarks):
        print(line)
    if plan.refused:
        return _refuse(options, plan)
    if plan.is_stale:
        print(STALE)
    for line in _preview(plan, curated):
        print(line)
    if not plan.files:
        return 0
    if not (options.yes or _agreed()):
        print("Chưa ghi gì.")
        return 0
    held = lock(options.releases)
    try:
        if state(options.curated) != seen:
            raise WorkbookError("Tệp trong data/curated vừa đổi; chưa ghi gì. Nạp lại để xem lại.")
        replace_all(options.curated, plan.files)
    finally:
        held.release()
    print(f"Đã ghi {', '.join(sorted(plan.files))}. Tiếp theo: python -m etl")
    return 0


def _agreed() -> bool:
    if not sys.stdin.isatty():
        print("Thêm --yes để ghi.")
        return False
    return input("Ghi các thay đổi này vào data/curated? [c/K] ").strip().casefold() in ("c", "có")


def _refuse(options: argparse.Namespace, plan: Plan) -> int:
    for said in (*plan.refusals, *plan.elsewhere):
        print(said, file=sys.stderr)
    total = len(plan.refusals) + len(plan.elsewhere)
    print(f"Có {total} lỗi; chưa ghi gì.", file=sys.stderr)
    if plan.refusals:
        copy = options.marked or _free(options.file)
        write_marked(options.file, copy, plan.refusals)
        print(f"Các ô sai được đánh dấu trong {copy}", file=sys.stderr)
    return 1


def _free(original: Path) -> Path:
    """A name no file has yet: an earlier copy may be half mended."""
    names = (f"{original.stem}-loi{number}.xlsx" for number in ("", *range(2, 1000)))
    return next(p for name in names if not (p := original.with_name(name)).exists())


def _remarks(remarks: list[Remark]) -> Iterable[str]:
    """One line per sheet and kind of remark, with its first cell."""
    groups: dict[tuple[str, str], list[Remark]] = {}
    for remark in sorted(remarks):
        groups.setdefault((remark.spot.sheet, remark.text), []).append(remark)
    for (_, text), group in groups.items():
        more = f" và {len(group) - 1} ô khác" if len(group) > 1 else ""
        yield f"{group[0].spot}{more}: {text}."


def _preview(plan: Plan, curated: Curated) -> Iterable[str]:
    added = sum(change.before is None for change in plan.changes)
    if not plan.changes:
        yield f"Không có gì thay đổi ({plan.unchanged} dòng giống dữ liệu đang có)."
        return
    yield (
        f"Sẽ thêm {added} dòng, sửa {len(plan.changes) - added} dòng; "
        f"{plan.unchanged} dòng giống dữ liệu đang có; không bỏ dòng nào."
    )
    for change in plan.changes[:_MOST_SHOWN]:
        yield from _change(change, plan, curated)
    if len(plan.changes) > _MOST_SHOWN:
        yield f"  … và {len(plan.changes) - _MOST_SHOWN} dòng nữa."


def _change(change: Change, plan: Plan, curated: Curated) -> Iterable[str]:
    sign = "+" if change.before is None else "~"
    yield f"  {sign} {words.SHEETS[change.table]} {change.key}{_reading(change, plan)}"
    for field in _FORMS[change.table].fields:
        was, now = (change.before or {}).get(field.name, ""), change.after[field.name]
        if change.before is not None and was != now:
            old, new = (show(field, value, curated.known) for value in (was, now))
            yield f"      {field.label}: “{old}” → “{new}”"


def _reading(change: Change, plan: Plan) -> str:
    """The phrase, and the figure the build reads from it."""
    phrase = change.after.get("as_printed") or change.after.get("name", "")
    said = f": “{phrase}”" if phrase else ""
    value, lower, upper, qualifier, unit = plan.readings.get(change.key, (None,) * 5)
    if change.table != "observations" or qualifier is None:
        return said
    number = value if value is not None else lower if lower is not None else upper
    shown = f"{number.normalize():,f}".translate(str.maketrans(",.", ".,"))
    return f"{said}, đọc là {shown} {codes.MEASURE_UNIT[unit]} ({codes.QUALIFIER[qualifier]})"
