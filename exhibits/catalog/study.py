"""Học tập: sessions and attendance, and every kind of activity the reports name."""

from functools import partial

from exhibits import charts, links, vi
from exhibits.catalog import bars, leaves, reach, rows
from exhibits.catalog.memory import remembered
from exhibits.matrix import Matrix
from exhibits.model import Empty, Exhibit, Field, Note
from exhibits.theme import STATUS_SIGN
from warehouse import codes, queries
from warehouse.queries import Row, Rows, View


@remembered
def exhibits(
    view: View, activities: tuple[str, ...] = (), search: str = "", page: int = 1
) -> list[Exhibit | Empty]:
    """Numbers by indicator, activity kinds by locality, that page of the register."""
    reached = reach.of(view)
    seen = reached.view
    named, figures, coverage, kinds_named = queries.together(
        partial(queries.activities, seen, most=leaves.MOST),
        partial(rows.figures, seen, ("study",)),
        partial(queries.coverage, seen),
        partial(queries.activity_kinds, seen),
    )
    if not named and not queries.reports(seen, most=1):
        return reached.told([Empty(vi.PAGES["hoc-tap"], vi.EMPTY_ADVICE)])
    chosen = leaves.turned(partial(queries.activities, seen, activities, search), page)
    reports = rows.reports(View(seen.localities), named, chosen, figures)
    undated = [
        kinds(kinds_named, named, reports),
        leaves.of_list(register(chosen, reports), chosen, "trang-hoat-dong"),
    ]
    counted = counts(figures, coverage, reports)
    undated = [rows.without_period(e, view) for e in undated]
    return [*reached.told([counted]), *reached.told(undated, dated=False)]


def counts(figures: Rows, coverage: list[Row], reports: Rows) -> Exhibit | Empty:
    """One panel per indicator: sessions, attendance, shares and school activity share no axis."""
    title = "Số liệu về học tập, quán triệt"
    core = [r for r in coverage if r["topic"] == "study" and r["is_core"]]
    lines = [bars.bar(r) | {"label": _place(r)} for r in bars.one_line_each(figures)]
    said = {r["indicator"] for r in core if r["status"] != "silent"}
    # What nobody reports is said once, in a note; unless nothing else is left to draw.
    nowhere = {r["indicator"] for r in core} - said if lines else set()
    absent = bars.absences(core, figures, {r["indicator_id"] for r in core})
    lines += [line for line in absent if line["indicator"] not in nowhere]
    if not lines:
        return Empty(title, vi.EMPTY_ADVICE)
    # The topic's own indicators first, each with its numbers before its silences.
    lines = sorted(
        (line | {"panel": line["indicator"]} for line in lines),
        key=lambda line: (not line["is_core"], line["panel"], line["qualifier"] is None),
    )
    numbered = rows.numbered(figures)
    period = rows.periods(numbered)
    drawn = bars.first(lines, period)
    return Exhibit(
        "hoc-tap-so-lieu",
        title,
        unit=rows.units(numbered),
        period=period,
        level=rows.levels([*figures, *core]),
        table=rows.figure_table(figures, reports),
        fields=rows.FIGURE_FIELDS,
        sources=rows.sources_of(figures, rows.concerned(reports, figures, core)),
        notes=(
            Note(
                "Lượt người là số lần dự, không phải số người. "
                "Hoạt động của học sinh không cộng với hội nghị của Đảng."
            ),
            Note(vi.OWN_SCALES),
            Note("“Yêu cầu” là điều cấp ủy chỉ đạo phải làm, chưa phải kết quả."),
            *(
                Note(f"Không báo cáo nào nêu: {n[0].lower()}{n[1:]}.", "missing")
                for n in sorted(nowhere)
            ),
            *rows.some_note(figures),
            *bars.not_drawn(lines),
        ),
        chart=charts.Bars(rows.table(drawn)),
        alt=bars.spoken(title, drawn),
        show_table=len(figures) > 0,
    )


def _place(r: Row) -> str:
    if r["unit_id"] == r["locality_id"]:
        return str(r["locality"])
    return f"{r['unit']}<br>(thuộc {r['locality']})"


def kinds(found: list[Row], activities: Rows, reports: Rows) -> Exhibit | Empty:
    """Activity kind × locality: what each report names, and how often it says it happens."""
    title = "Hoạt động mỗi báo cáo nhắc tới"
    if not found:
        return Empty(title, vi.EMPTY_ADVICE)
    localities = list(dict.fromkeys(r["locality"] or "Khác" for r in found))
    by_cell = {(r["activity"], r["locality"] or "Khác"): r for r in found}
    present = [a for a in codes.ACTIVITY if any((a, place) in by_cell for place in localities)]
    cells = [_cell(a, place, by_cell.get((a, place))) for a in present for place in localities]
    return Exhibit(
        "hoc-tap-hoat-dong",
        title,
        unit="loại hoạt động, kèm mức thường xuyên báo cáo nêu",
        period="theo từng báo cáo",
        level=rows.levels(activities),
        table=rows.table(cells),
        fields=(
            Field("activity", "Loại hoạt động"),
            Field("column", "Địa phương"),
            Field("text", "Báo cáo nêu"),
        ),
        sources=rows.rested_on(activities, reports),
        notes=(
            Note(
                "● có nhắc tới, số bên cạnh là số lần nhắc; ▷ chỉ có yêu cầu; – không nêu. "
                "Không nêu không có nghĩa là không làm."
            ),
        ),
        chart=Matrix(rows.table(cells), localities),
        alt=f"{title}. "
        + "; ".join(
            f"{c['activity']}, {c['column']}: {c['text']}" for c in cells if c["text"] != "–"
        ),
        show_table=False,
    )


def _cell(activity: str, place: str, found: Row | None) -> Row:
    words, status = "–", "silent"
    if found is not None:
        status = "instructed" if found["only_instructed"] else "reported"
        often = "<br>".join(codes.FREQUENCY[f] for f in found["frequencies"])
        words = f"<b>{STATUS_SIGN[status]} {found['times']}</b>" + (f"<br>{often}" if often else "")
    name = codes.ACTIVITY[activity]
    return {
        "row": _two_lines(name),
        "column": place,
        "status": status,
        "words": words,
        "activity": name,
        "text": _spoken_cell(words),
        "hover": f"{place}<br>{name}: {_spoken_cell(words)}",
    }


def _spoken_cell(words: str) -> str:
    return words.replace("<br>", ", ").replace("<b>", "").replace("</b>", "")


def _two_lines(name: str) -> str:
    words = name.split()
    middle = -(-len(words) // 2)
    return name if len(name) < 19 else " ".join(words[:middle]) + "<br>" + " ".join(words[middle:])


def register(activities: Rows, reports: Rows) -> Exhibit | Empty:
    """One row per activity named."""
    title = "Từng hoạt động được nhắc tới"
    if not activities:
        return Empty(title, vi.EMPTY_ADVICE)
    cited = rows.by_id(reports)
    table = [
        r
        | rows.named(r, "activity_name", "frequency_name", "status_name", "level_name")
        | {
            "cited": rows.cited(r, cited),
            "note": r["note"] or "",
            "place": rows.place(r),
            "short_status": codes.COVERAGE_STATUS[r["obs_status"]],
            "organiser": r["organiser"] or "không nêu",
            "audience": r["audience"] or "không nêu",
            "trace": links.trace(r["observation_id"]) if r["observation_id"] else None,
        }
        for r in activities
    ]
    return Exhibit(
        "hoc-tap-tung-hoat-dong",
        title,
        unit="lần nhắc tới",
        period="theo từng báo cáo",
        level=rows.levels(activities),
        table=rows.table(table),
        fields=(
            Field("activity_name", "Loại hoạt động"),
            Field("place", "Đơn vị, cấp"),
            Field("as_printed", "Cụm từ như in", link="trace"),
            Field("organiser", "Nơi tổ chức"),
            Field("audience", "Người tham gia"),
            Field("frequency_name", "Mức thường xuyên"),
            Field("short_status", "Trạng thái"),
            Field("note", "Ghi chú"),
            Field("cited", "Nguồn"),
            Field("locality", "Địa phương", on_screen=False),
            Field("unit", "Đơn vị", on_screen=False),
            Field("level_name", "Cấp", on_screen=False),
            Field("status_name", "Nghĩa của trạng thái", on_screen=False),
            Field("activity_id", "Mã", on_screen=False),
        ),
        sources=rows.cited_only(rows.sources_of(activities, reports)),
    )
