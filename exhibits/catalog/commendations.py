"""Khen thưởng: how many were commended, by whom, in what form; uncounted statements included."""

from functools import partial

from exhibits import chart_words, charts, links, vi
from exhibits.catalog import bars, leaves, reach, rows
from exhibits.catalog.memory import remembered
from exhibits.matrix import Matrix
from exhibits.model import Empty, Exhibit, Field, Note
from warehouse import codes, queries
from warehouse.queries import Row, Rows, View

_NO_NUMBER = "Không có số"


@remembered
def exhibits(view: View, page: int = 1) -> list[Exhibit | Empty]:
    """Recipients, granting authorities, forms, and that page of the statements."""
    reached = reach.of(view)
    seen = reached.view
    statements, figures, coverage, kinds = queries.together(
        partial(leaves.turned, partial(queries.statements, seen), page),
        partial(rows.figures, seen, ("commendations",)),
        partial(queries.coverage, seen),
        partial(queries.statement_kinds, seen),
    )
    if not statements and not queries.reports(seen, most=1):
        return reached.told([Empty(vi.PAGES["khen-thuong"], vi.EMPTY_ADVICE)])
    reports = rows.reports(View(seen.localities), statements, figures)
    undated = [
        by_authority(kinds, statements, reports),
        by_form(kinds, statements, reports),
        leaves.of_list(register(statements, reports), statements, "trang-khen"),
    ]
    counted = by_recipient(figures, coverage, reports)
    undated = [rows.without_period(e, view) for e in undated]
    return [*reached.told([counted]), *reached.told(undated, dated=False)]


def by_recipient(figures: Rows, coverage: list[Row], reports: Rows) -> Exhibit | Empty:
    """One panel per kind of recipient: collectives and persons are never added up."""
    title = "Số được khen thưởng, theo đối tượng"
    lines = [_line(r) for r in bars.one_line_each(figures)]
    absent = bars.absences(coverage, figures, {"commended_recipients"})
    lines += [line | {"panel": _NO_NUMBER} for line in absent]
    if not lines:
        return Empty(title, vi.EMPTY_ADVICE)
    order = [*map(_panel_name, codes.RECIPIENT), _NO_NUMBER]
    lines.sort(key=lambda line: order.index(line["panel"]))
    period = rows.periods(rows.numbered(figures))
    drawn = bars.first(lines, period)
    return Exhibit(
        "khen-thuong-doi-tuong",
        title,
        unit="tập thể; cá nhân; tập thể, cá nhân, hộ (không tách)",
        period=period,
        level=rows.levels(lines),
        table=rows.figure_table(figures, reports),
        fields=rows.FIGURE_FIELDS,
        sources=rows.sources_of(figures, rows.concerned(reports, figures, coverage)),
        notes=(
            Note("Tập thể, cá nhân và số không tách loại đứng riêng, không cộng với nhau."),
            Note(vi.OWN_SCALES),
            *rows.missing_note("số được khen", bars.unreported(lines)),
            *rows.some_note(figures),
            *bars.not_drawn(lines),
        ),
        chart=charts.Bars(rows.table(drawn)),
        alt=bars.spoken(title, drawn),
        show_table=len(figures) > 0,
    )


def _line(r: Row) -> Row:
    unit = r["unit"] if r["unit_id"] != r["locality_id"] else r["locality"]
    panel = _panel_name(r["recipient"]) if r["qualifier"] else _NO_NUMBER
    return bars.bar(r) | {"panel": panel, "label": chart_words.wrapped(str(unit), 18)}


def _panel_name(recipient: str) -> str:
    return codes.RECIPIENT[recipient].capitalize()


def by_authority(kinds: list[Row], statements: Rows, reports: Rows) -> Exhibit | Empty:
    """Locality × kind of granting authority: which forms each report names."""
    return _matrix(
        kinds,
        statements,
        reports,
        "authority_kind",
        codes.AUTHORITY_KIND,
        "form",
        codes.COMMENDATION_FORM,
        "khen-thuong-noi-khen",
        "Nơi khen và hình thức khen",
    )


def by_form(kinds: list[Row], statements: Rows, reports: Rows) -> Exhibit | Empty:
    """Locality × form: how often each report says it is given."""
    return _matrix(
        kinds,
        statements,
        reports,
        "form",
        codes.COMMENDATION_FORM,
        "frequency",
        {**codes.FREQUENCY, "unstated": "có nêu", "once": "một đợt"},
        "khen-thuong-hinh-thuc",
        "Hình thức khen và mức thường xuyên",
    )


def _matrix(
    kinds: list[Row],
    statements: Rows,
    reports: Rows,
    column: str,
    columns: dict[str, str],
    said: str,
    words: dict[str, str],
    exhibit_id: str,
    title: str,
) -> Exhibit | Empty:
    if not statements:
        return Empty(title, "Báo cáo của các địa phương đã chọn không nói tới khen thưởng.")
    by_cell: dict[tuple[str, str], list[Row]] = {}
    for r in kinds:
        by_cell.setdefault((r["locality"], r[column]), []).append(r)
    present = [key for key in columns if any(key == cell[1] for cell in by_cell)]
    cells = []
    for locality in dict.fromkeys(r["locality"] for r in kinds):
        for key in present:
            here = by_cell.get((locality, key), [])
            status = "mentioned" if here else "silent"
            if any(r["is_counted"] for r in here):
                status = "reported"
            text = dict.fromkeys(chart_words.wrapped(words[r[said]], 16) for r in here)
            shown = "<br>".join(text) or "–"
            cells.append(
                {
                    "row": locality,
                    "column": chart_words.wrapped(columns[key]),
                    "group": columns[key],
                    "status": status,
                    "status_name": codes.COVERAGE_STATUS[status],
                    "words": shown,
                    "text": shown.replace("<br>", " "),
                    "hover": f"{locality}<br>{columns[key]}: {shown}",
                }
            )
    return Exhibit(
        exhibit_id,
        title,
        unit="hình thức báo cáo nêu",
        period="theo từng báo cáo",
        level=rows.levels(statements),
        table=rows.table(cells),
        fields=(
            Field("row", "Địa phương"),
            Field("group", "Nhóm"),
            Field("text", "Báo cáo nêu"),
            Field("status_name", "Trạng thái"),
        ),
        sources=rows.rested_on(statements, reports),
        notes=(
            Note(
                "Ô đậm: có số kèm theo; ô nhạt: chỉ nhắc tới; dấu –: không nêu. "
                "Thư khen, biểu dương không phải hình thức khen theo luật."
            ),
        ),
        chart=Matrix(rows.table(cells), [chart_words.wrapped(columns[k]) for k in present]),
        alt=f"{title}. "
        + "; ".join(f"{c['row']}, {c['group']}: {c['text']}" for c in cells if c["text"] != "–"),
        show_table=False,
    )


def register(statements: Rows, reports: Rows) -> Exhibit | Empty:
    """One row per statement."""
    title = "Từng lần báo cáo nói tới khen thưởng"
    if not statements:
        return Empty(title, "Báo cáo của các địa phương đã chọn không nói tới khen thưởng.")
    names = (
        "form_name",
        "authority_kind_name",
        "authority_level_name",
        "recipient_name",
        "frequency_name",
        "level_name",
    )
    cited = rows.by_id(reports)
    table = [
        r
        | rows.named(r, *names)
        | {
            "cited": rows.cited(r, cited),
            "place": rows.place(r),
            "authority": r["authority"] or "không nêu rõ",
            "counted": "có số" if r["observation_id"] else "không nêu số",
            "note": r["note"] or "",
            "trace": links.trace(r["observation_id"]) if r["observation_id"] else None,
        }
        for r in statements
    ]
    return Exhibit(
        "khen-thuong-tung-lan",
        title,
        unit="lần nhắc tới",
        period="theo từng báo cáo",
        level=rows.levels(statements),
        table=rows.table(table),
        fields=(
            Field("place", "Đơn vị, cấp"),
            Field("as_printed", "Cụm từ như in", link="trace"),
            Field("form_name", "Hình thức"),
            Field("authority", "Nơi khen"),
            Field("recipient_name", "Đối tượng"),
            Field("frequency_name", "Mức thường xuyên"),
            Field("counted", "Có số không"),
            Field("note", "Ghi chú"),
            Field("cited", "Nguồn"),
            Field("locality", "Địa phương", on_screen=False),
            Field("unit", "Đơn vị", on_screen=False),
            Field("level_name", "Cấp", on_screen=False),
            Field("authority_kind_name", "Loại nơi khen", on_screen=False),
            Field("authority_level_name", "Cấp nơi khen", on_screen=False),
            Field("commendation_id", "Mã", on_screen=False),
        ),
        sources=rows.cited_only(rows.sources_of(statements, reports)),
    )
