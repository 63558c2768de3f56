"""Set pages and pictures with typst: the one place that knows its compiler and its fonts.

Templates (typst/*.typ) hold neither words nor data: both reach them as JSON, so that nothing in a
title can become markup. Text is set in Tinos; a few signs Tinos lacks come from the font inside
the compiler; any other letter neither font has is printed as its code, never as an empty box.
"""

import json
import re
import struct
import unicodedata
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import typst

from exhibits import tables, vi, wrapping
from exhibits.charts import Bars, panels, said, value, whole
from exhibits.matrix import Matrix
from exhibits.model import Exhibit, ExhibitError, Stamp
from exhibits.printed import Printed
from exhibits.render import qr
from exhibits.render.cells import without_controls
from exhibits.theme import STRONG

FONTS = Path(__file__).with_name("fonts")
_TEMPLATES = Path(__file__).with_name("typst")
# Taken from the compiler's own DejaVu Sans Mono, or drawn (charts.typ); Tinos has none of them.
_SIGNS = "◐▷✓△✕⓪"
_BLANKS = re.compile("[ \t\r\n\u2028\u2029]+")
# A link is broken at its own marks; what is copied from paper should still lead there.
_LONG_WORD = re.compile(r"(?<!\S)(?!https?://)\S{25,}|\w{40,}")
_BREAK = re.compile(r"(?<=\S)(?=\w)")
_BOLD = re.compile(r"(</?b>)")
_LONG_TEXT, _MOST_LINES = 250, 20  # letters, or lines of a cell: past them a row may be broken
_USUAL, _SMALL, _MANY_COLUMNS = 11.5, 10.5, 6  # points of type in a table, by its columns


def compiled(template: str, data: dict, stamp: Stamp, form: str, **options: object) -> bytes:
    """The file a template makes of `data` and the code of the stamp's link; `form` is pdf, svg or
    png. The same data and stamp give the same bytes.

    Raises ExhibitError on an error or any warning of the compiler: an unknown font is only a
    warning to it.
    """
    told = _literal({**data, "code_alt": vi.QR_ALT, "code_side": qr.PRINTED})
    inputs = {"data": json.dumps(told, ensure_ascii=False), "code": _code(stamp.link)}
    day = stamp.taken_on
    made_at = datetime(day.year, day.month, day.day, tzinfo=UTC)
    compiler = typst.Compiler(
        _TEMPLATES / f"{template}.typ", _TEMPLATES, _fonts(), ignore_system_fonts=True
    )
    try:
        made, warnings = compiler.compile_with_warnings(
            format=form, sys_inputs=inputs, timestamp=made_at, **options
        )
    except typst.TypstError as error:
        raise ExhibitError(f"typst cannot set {template!r}: {error}") from error
    if warnings:
        said = "; ".join(warning.message for warning in warnings)
        raise ExhibitError(f"typst warns about {template!r}: {said}")
    return made


def notes(exhibit: Exhibit) -> list[str]:
    """All that must travel with the exhibit; what is missing carries a sign."""
    return [note.said() for note in exhibit.notes]


def drawing(exhibit: Exhibit, most: int) -> dict | None:
    """What the templates draw of an exhibit's chart; None without a chart. Of its lines, or of a
    matrix's rows, `drawn` are in it, at most `most`, and `left_out` are not."""
    if isinstance(exhibit.chart, Bars):
        lines = exhibit.chart.frame.to_dict("records")
        told = {"kind": "bars", "panels": [_panel(p) for p in panels(lines[:most])]}
        return told | {"drawn": min(len(lines), most), "left_out": max(0, len(lines) - most)}
    if isinstance(exhibit.chart, Matrix):
        return _matrix(exhibit.chart, most)
    return None


def grid(table: Printed, rows: Sequence[Sequence[str]], wide: float) -> dict:
    """Some rows of a table for the templates, `wide` inches in all; columns of numbers
    are set to the right."""
    size = _SMALL if len(table.heads) > _MANY_COLUMNS else _USUAL
    shares = tables.balanced(table.heads, rows, table.shares, wide, size)
    widths = [wide * share for share in shares]
    return {
        "size": size,
        "heads": table.heads,
        "rows": [{"cells": row, "long": _tall(row, widths, size)} for row in rows],
        "widths": widths,
        "numeric": [field.kind in ("number", "integer") for field in table.fields],
    }


def _tall(row: Sequence[str], widths: Sequence[float], size: float) -> bool:
    """Whether a row is too tall to be kept on one page."""
    lines = (
        wrapping.width(t, size) / (w - 2 * tables.CELL) for t, w in zip(row, widths, strict=True)
    )
    return max(lines) > _MOST_LINES


def _panel(lines: Sequence[dict]) -> dict:
    values = list(map(value, lines))
    longest = whole(lines)
    return {
        "title": marked(lines[0]["panel"]),
        "lines": [
            {
                "label": marked(line["label"]),
                "words": marked(said(line)),
                "qualifier": str(line["qualifier"]),
                "long": _long(line["label"], said(line)),
                "share": None if number is None else max(0.0, number / longest),
            }
            for line, number in zip(lines, values, strict=True)
        ],
    }


def _matrix(chart: Matrix, most: int) -> dict:
    named = chart.rows()
    rows = [
        {
            "name": marked(name.replace("<br>", " ")),
            "long": _long(name, *(cell["words"] for cell in cells)),
            "cells": [
                {"words": marked(cell["words"]), "strong": cell["status"] in STRONG}
                for cell in cells
            ],
        }
        for name, cells in named[:most]
    ]
    return {
        "kind": "matrix",
        "heads": [marked(column.replace("<br>", " ")) for column in chart.columns],
        "rows": rows,
        "drawn": len(rows),
        "left_out": max(0, len(named) - most),
    }


def _code(link: str) -> str:
    """The link as a QR code in SVG; "" where a phone could not follow it."""
    return qr.svg(link).decode() if qr.fits(link) else ""


def _long(*texts: str) -> bool:
    return max(map(len, texts)) > _LONG_TEXT


def marked(text: str) -> list[list[dict]]:
    """Lines of runs, from the only two marks a chart's words use: <br> and <b>…</b>."""
    lines, bold = [], False
    for line in str(text).split("<br>"):
        runs = []
        for part in _BOLD.split(line):
            if part in ("<b>", "</b>"):
                bold = part == "<b>"
            elif part:
                runs.append({"text": part, "bold": bold})
        lines.append(runs)
    return lines


# -------------------------------------------------------------------------------------- its text


def printable(text: str) -> str:
    """The text as it can be printed or listed: composed, on one line, without controls, every
    letter in our fonts or named by its code."""
    composed = unicodedata.normalize("NFC", without_controls(_BLANKS.sub(" ", text)))
    return "".join(map(_printable, composed))


def literal(text: str) -> str:
    """The same with places where a word too long for a line may be broken."""
    return _LONG_WORD.sub(lambda word: _BREAK.sub("\u200b", word[0]), printable(text))


def _literal(data: object) -> object:
    if isinstance(data, str):
        return literal(data)
    if isinstance(data, dict):
        return {key: _literal(value) for key, value in data.items()}
    return [_literal(value) for value in data] if isinstance(data, list | tuple) else data


@cache
def _printable(letter: str) -> str:
    kind = unicodedata.category(letter)
    if kind == "Cf":  # invisible: joiners, marks of direction
        return ""
    if kind != "Co" and (ord(letter) in _letters() or letter in _SIGNS):
        return letter
    return f"[U+{ord(letter):04X}]"


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(FONTS)]
    )


@cache
def _letters() -> frozenset[int]:
    """Every code point Tinos has a glyph for; its four files have the same."""
    return frozenset(_mapped((FONTS / "Tinos-Regular.ttf").read_bytes()))


def _mapped(font: bytes) -> Iterator[int]:
    """Code points of a TrueType font's character map (format 4, of the Unicode platform)."""
    tables = struct.unpack_from(">H", font, 4)[0]
    places = (struct.unpack_from(">4sLLL", font, 12 + 16 * n) for n in range(tables))
    start = next(place for tag, _, place, _ in places if tag == b"cmap")
    start += struct.unpack_from(">L", font, start + 8)[0]
    form, _, _, twice = struct.unpack_from(">4H", font, start)
    if form != 4:
        raise ExhibitError(f"the font's character map has format {form}, not 4")
    count, at = twice // 2, start + 14
    ends = struct.unpack_from(f">{count}H", font, at)
    firsts, deltas, offsets = (
        struct.unpack_from(f">{count}H", font, at + 2 + twice * n) for n in (1, 2, 3)
    )
    for segment, (first, end, delta, offset) in enumerate(
        zip(firsts, ends, deltas, offsets, strict=True)
    ):
        for code in range(first, end + 1):
            glyph = code
            if offset:
                where = at + 2 + 3 * twice + 2 * segment + offset + 2 * (code - first)
                glyph = struct.unpack_from(">H", font, where)[0]
            if (glyph + (delta if glyph or not offset else 0)) & 0xFFFF:
                yield code
