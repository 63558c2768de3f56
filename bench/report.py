"""The report: one table for people, one JSON for machines, and the machine they were made on."""

import os
import platform
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from bench.measure import Line

_HEAD = ("what", "ours ms", "yardstick ms", "ratio", "target", "met", "rounds")
_LIBRARIES = ("streamlit", "duckdb", "pandas", "plotly", "pyarrow", "XlsxWriter")


def table(lines: Sequence[Line]) -> str:
    """The lines as aligned text."""
    rows = [_HEAD, *map(_cells, lines)]
    widths = [max(len(row[i]) for row in rows) for i in range(len(_HEAD))]
    text = [_aligned(row, widths) for row in rows]
    return "\n".join([text[0], "-" * len(text[0]), *text[1:]])


def _cells(line: Line) -> tuple[str, ...]:
    ours = "stopped" if line.ours is None else f"{line.ours:,.1f}"
    ratio = "-" if line.ratio is None else f"{line.ratio:.2f}"
    met = "yes" if line.met else "no"
    return (
        line.what, ours, f"{line.yardstick:,.1f}", ratio, f"≤ {line.target}", met, str(line.rounds)
    )  # fmt: skip


def _aligned(row: Sequence[str], widths: Sequence[int]) -> str:
    first, *rest = row
    return "  ".join([first.ljust(widths[0]), *map(str.rjust, rest, widths[1:])])


def record(lines: Sequence[Line]) -> dict[str, object]:
    """The same as plain values."""
    measured = [{**vars(line), "ratio": line.ratio, "met": line.met} for line in lines]
    return {"machine": machine(), "lines": measured}


def machine() -> str:
    """Cores, memory, processor, and the versions that were measured."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    libraries = ", ".join(f"{name} {version(name)}" for name in _LIBRARIES)
    return (
        f"{os.cpu_count()} cores, {memory:.0f} GB, {_processor()}; "
        f"Python {platform.python_version()}, {libraries}"
    )


def _processor() -> str:
    try:
        text = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    except OSError:
        return platform.processor() or platform.machine()
    names = [line.partition(":")[2].strip() for line in text.splitlines() if "model name" in line]
    return names[0] if names else platform.machine()
