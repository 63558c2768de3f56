"""The sheets about a workbook: its contents first; at its end dictionary, filters and sources."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from xlsxwriter.format import Format
from xlsxwriter.utility import quote_sheetname
from xlsxwriter.worksheet import Worksheet

from exhibits import numbers, vi
from exhibits.dictionary import meaning
from exhibits.handout import Handout, Part
from exhibits.model import MISSING, Exhibit, Field, Stamp
from exhibits.render import xlsx_charts as charts
from exhibits.render.xlsx_cells import Cell, Columns, Formats, height, on_paper, put, say, styled
from exhibits.theme import STATUS_SIGN
from warehouse import codes

_CONTENTS = (
    ("STT", 6), ("Nội dung", 44), ("Trang tính", 32), ("Hình", 15), ("Đơn vị tính", 26),
    ("Kỳ", 24), ("Cấp", 24), ("Số dòng", 12),
)  # fmt: skip
_DICTIONARY = (("Cột", 32), ("Kiểu", 12), ("Nghĩa", 84), ("Ở nội dung số", 22))
_SIGNS = ("Chữ trong ô", "", "Nghĩa", "Trên biểu đồ")
_SOURCES = (("Nội dung", 34), ("Nguồn", 110))
_FILTERS = (28, 90)
_KINDS = {"text": "chữ", "number": "số", "integer": "số nguyên", "date": "ngày"}
# Columns whose cells hold words of a fixed list.
_LISTS = {
    "Mức chính xác": codes.QUALIFIER,
    "Loại số": codes.COUNT_KIND,
    "Đối tượng": codes.RECIPIENT,
    "Trạng thái mô hình": codes.MODEL_STATUS,
    "Kỳ biết nhờ đâu": codes.PERIOD_BASIS,
    "Mức thường xuyên": codes.FREQUENCY,
}
_QUALIFIERS = {
    "exact": ("Số thật là số in", "cột tô đặc"),
    "more_than": ("Số thật lớn hơn số in", "cột gạch chéo lên"),
    "nearly": ("Số thật nhỏ hơn số in", "cột gạch chéo xuống"),
    "about": ("Số thật ở quanh số in, không biết cách bao xa", "cột kẻ quả trám"),
    "magnitude": ("Chỉ biết độ lớn, như “hàng nghìn”", "cột chấm"),
    "range": ("Báo cáo nêu hai đầu", "cột kẻ ngang"),
}
_STATUSES = {
    "reported": "Báo cáo nêu con số",
    "reported_zero": "Báo cáo nói rõ là không có",
    "mentioned": "Báo cáo nhắc tới mà không nêu con số",
    "instructed": "Báo cáo nêu là việc phải làm, chưa phải kết quả",
    "silent": "Báo cáo không nói tới; không phải là 0",
    "not_applicable": "Không đặt ra với địa phương này",
}


@dataclass(frozen=True)
class Piece:
    """Some rows of an exhibit's table on one sheet: from `start` up to `stop`, the `number`th of
    `among`; `exhibit_number` counts in the handout, `drawn_at` is where its drawing stands."""

    part: Part
    exhibit_number: int
    name: str
    start: int
    stop: int
    number: int
    among: int
    drawn_at: str

    def told(self) -> str:
        """Which part of a long table this is; "" where there is only one."""
        if self.among == 1:
            return ""
        first, last, of = (
            numbers.number(n) for n in (self.start + 1, self.stop, len(self.part.exhibit.table))
        )
        return (
            f"Bảng dài hơn một trang tính Excel: đây là phần {self.number} trong {self.among}, "
            f"dòng {first} đến {last} trong {of} dòng."
        )


# --------------------------------------------------------------------------------- the contents


def contents(sheet: Worksheet, styles: Formats, handout: Handout, pieces: Sequence[Piece]) -> None:
    """What the workbook holds, where each table stands, and what could not be shown."""
    on_paper(sheet)
    stamp, line = handout.stamp, styles["line"]
    sheet.set_row(0, 24)
    say(sheet, 0, 0, handout.title, styles["title"])
    above = [vi.APP_LONG, *stamp.lines()]
    above += [MISSING + sentence for sentence in handout.missing]
    for row, text in enumerate(above, 1):
        say(sheet, row, 0, text, line)
    top = len(above) + 2
    widths = _heads(sheet, top, _CONTENTS, styles)
    for row, piece in enumerate(pieces, top + 1):
        cells = _listed(sheet, styles, piece)
        sheet.set_row(row, height(cells, widths))
        put(row, cells)
    sheet.freeze_panes(top + 1, 0)


def _listed(sheet: Worksheet, styles: Formats, piece: Piece) -> list[Cell]:
    """The contents' line of one sheet."""
    exhibit, cells = piece.part.exhibit, Columns(sheet, styles)

    def link(row: int, column: int, place: tuple[str, str], form: Format) -> int:
        return sheet.write_url(row, column, f"internal:{place[0]}", form, place[1])

    def number(value: int) -> Cell:
        return sheet.write_number, value, styles["integer"]

    at = f"{quote_sheetname(piece.name)}!"
    drawn = (link, (at + piece.drawn_at, charts.name(exhibit)), styles["listed"])
    title = " ".join(filter(None, (exhibit.title, piece.told())))
    return [
        number(piece.exhibit_number),
        cells.text(title),
        (link, (f"{at}A1", piece.name), styles["listed"]),
        drawn if piece.drawn_at else cells.blank,
        *map(cells.text, (exhibit.unit, exhibit.period, exhibit.level)),
        number(piece.stop - piece.start),
    ]


def _heads(
    sheet: Worksheet, row: int, heads: Sequence[tuple[str, float]], styles: Formats
) -> list[float]:
    """Column titles; the widths they were given, in letters."""
    for column, (head, width) in enumerate(heads):
        sheet.set_column(column, column, width)
        say(sheet, row, column, head, styles["head"])
    return [width for _, width in heads]


# ------------------------------------------------------------------------------- the dictionary


def dictionary(sheet: Worksheet, styles: Formats, exhibits: Sequence[Exhibit]) -> None:
    """What each column of the workbook means, then each sign and word of a status."""
    on_paper(sheet)
    widths = _heads(sheet, 0, _DICTIONARY, styles)
    cells = Columns(sheet, styles)
    found: dict[tuple[str, str, str], list[str]] = {}
    for number, exhibit in enumerate(exhibits, 1):
        for field in exhibit.fields:
            told = (field.label, _KINDS[field.kind], _meaning(field))
            found.setdefault(told, []).append(str(number))
    lines = [(*told, ", ".join(where)) for told, where in found.items()]
    lines += [("",) * len(_SIGNS), _SIGNS, *_signs()]
    for row, line in enumerate(lines, 1):
        shown = [*map(cells.text, line)]
        if line is _SIGNS:
            shown = [styled(cell, styles["head"]) for cell in shown]
        if any(line):
            sheet.set_row(row, height(shown, widths))
            put(row, shown)
    sheet.freeze_panes(1, 0)


def _meaning(field: Field) -> str:
    words = "; ".join(_LISTS.get(field.label, {}).values())
    said = [meaning(field), f"Một trong các chữ: {words}" if words else ""]
    return ". ".join(filter(None, said))


def _signs() -> Iterator[tuple[str, str, str, str]]:
    for code, (told, look) in _QUALIFIERS.items():
        yield codes.QUALIFIER[code], "", told, look
    for code, told in _STATUSES.items():
        yield f"{STATUS_SIGN[code]} {codes.COVERAGE_STATUS[code]}", "", told, ""


# -------------------------------------------------------------------------- filters and sources


def filters(sheet: Worksheet, styles: Formats, handout: Handout) -> None:
    """The view of the whole; then that of each part that was taken from another."""
    on_paper(sheet)
    for column, width in enumerate(_FILTERS):
        sheet.set_column(column, column, width)
    row = _stamped(sheet, styles, handout.stamp, 0)
    for number, part in enumerate(handout.parts, 1):
        if part.stamp != handout.stamp:
            say(sheet, row + 1, 0, f"{number}. {part.exhibit.title}", styles["heading"])
            row = _stamped(sheet, styles, part.stamp, row + 2)


def _stamped(sheet: Worksheet, styles: Formats, stamp: Stamp, row: int) -> int:
    """The lines of one view; the row after them."""
    cells = Columns(sheet, styles)
    lines = [
        ("Trang", stamp.page),
        *stamp.filters,
        ("Bản phát hành số liệu", stamp.release),
        ("Ngày lấy", numbers.day(stamp.taken_on)),
        ("Đường dẫn xem lại", stamp.link),
    ]
    for line in lines:
        label, value = map(cells.text, line)
        shown = [styled(label, styles["head"]), value]
        sheet.set_row(row, height(shown, _FILTERS))
        put(row, shown)
        row += 1
    return row


def sources(sheet: Worksheet, styles: Formats, exhibits: Sequence[Exhibit]) -> None:
    """Every report of every exhibit, with its paragraphs."""
    on_paper(sheet)
    widths = _heads(sheet, 0, _SOURCES, styles)
    cells = Columns(sheet, styles)
    cited = ((exhibit.title, source.label()) for exhibit in exhibits for source in exhibit.sources)
    for row, line in enumerate(cited, 1):
        shown = [*map(cells.text, line)]
        sheet.set_row(row, height(shown, widths))
        put(row, shown)
    sheet.freeze_panes(1, 0)
