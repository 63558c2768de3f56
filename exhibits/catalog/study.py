"""Học tập: sessions and attendance, and every kind of activity the reports name."""

from functools import partial

import pandas as pd

from exhibits import charts, numbers, vi
from exhibits.catalog import rows
from exhibits.catalog.memory import remembered
from exhibits.model import Empty, Exhibit, Field, Note
from exhibits.theme import STATUS_SIGN
from warehouse import codes, queries
from warehouse.queries import View


@remembered
def exhibits(
    view: View, activities: tuple[str, ...] = (), search: str = ""
) -> list[Exhibit | Empty]:
    """Numbers by indicator, activity kinds by locality, the register."""
    named = queries.activities(view)
    if queries.sources(view).empty and named.empty:
        return [Empty(vi.PAGES["hoc-tap"], vi.EMPTY_ADVICE)]
    sources = queries.sources(View(view.localities))
    undated = [
        kinds(queries.activity_kinds(view), named, sources),
        register(queries.activities(view, activities, search), sources),
    ]
    counted = counts(queries.figures(view, ("study",)), queries.coverage(view), sources)
    return [counted, *(rows.without_period(e, view) for e in undated)]


def counts(figures: pd.DataFrame, coverage: pd.DataFrame, sources: pd.DataFrame) -> Exhibit | Empty:
    """One panel per indicator: sessions, attendance, shares and school activity share no axis."""
    title = "Số liệu về học tập, quán triệt"
    core = coverage[coverage["topic"].eq("study") & coverage["is_core"]]
    lines = [
        {
            "panel": r["indicator"],
            "label": _place(r),
            "value": r["value"],
            "words": numbers.figure(r),
            "qualifier": r["qualifier"],
            "hover": rows.hover(r),
            "core": r["is_core"],
        }
        for r in rows.one_line_each(figures)
    ]
    silent = core.groupby("indicator")["status"].agg(lambda c: set(c) <= {"silent"})
    # What nobody reports is said once, in a note; unless nothing else is left to draw.
    nowhere = set(silent[silent].index) if len(lines) else set()
    lines += [
        {**line, "panel": line["indicator"], "core": True}
        for line in rows.absences(core, figures, set(core["indicator_id"]))
        if line["indicator"] not in nowhere
    ]
    if not lines:
        return Empty(title, vi.EMPTY_ADVICE)
    frame = pd.DataFrame(lines)
    # The topic's own indicators first, each with its numbers before its silences.
    frame = frame.assign(absent=frame["qualifier"].isna()).sort_values(
        ["core", "panel", "absent"], ascending=[False, True, True], kind="stable"
    )
    reported = figures[figures["obs_status"] == "reported"]
    return Exhibit(
        "hoc-tap-so-lieu",
        title,
        unit=rows.units(reported) if len(reported) else vi.NO_DATA,
        period=rows.periods(reported) if len(reported) else vi.NO_DATA,
        level=rows.levels(pd.concat([figures[["level"]], core[["level"]]])),
        table=rows.figure_table(figures, sources),
        fields=rows.FIGURE_FIELDS,
        sources=rows.sources_of(figures, rows.concerned(sources, figures, core)),
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
        ),
        chart=partial(charts.bars, frame),
        alt=rows.spoken(title, frame),
        show_table=len(figures) > 0,
    )


def _place(r: dict[str, object]) -> str:
    if r["unit_id"] == r["locality_id"]:
        return str(r["locality"])
    return f"{r['unit']}<br>(thuộc {r['locality']})"


def kinds(found: pd.DataFrame, activities: pd.DataFrame, sources: pd.DataFrame) -> Exhibit | Empty:
    """Activity kind × locality: what each report names, and how often it says it happens."""
    title = "Hoạt động mỗi báo cáo nhắc tới"
    if found.empty:
        return Empty(title, vi.EMPTY_ADVICE)
    localities = list(dict.fromkeys(activities["locality"].fillna("Khác")))
    by_cell = {(r.activity, r.locality): r for r in found.fillna({"locality": "Khác"}).itertuples()}
    present = [a for a in codes.ACTIVITY if any((a, place) in by_cell for place in localities)]
    cells = [_cell(a, place, by_cell.get((a, place))) for a in present for place in localities]
    frame = pd.DataFrame(cells)
    table = frame.assign(text=frame["words"].map(_spoken_cell), activity=frame["name"])
    return Exhibit(
        "hoc-tap-hoat-dong",
        title,
        unit="loại hoạt động, kèm mức thường xuyên báo cáo nêu",
        period="theo từng báo cáo",
        level=rows.levels(activities),
        table=table,
        fields=(
            Field("activity", "Loại hoạt động"),
            Field("column", "Địa phương"),
            Field("text", "Báo cáo nêu"),
        ),
        sources=rows.cited_only(rows.sources_of(activities, sources)),
        notes=(
            Note(
                "● có nhắc tới, số bên cạnh là số lần nhắc; ▷ chỉ có yêu cầu; – không nêu. "
                "Không nêu không có nghĩa là không làm."
            ),
        ),
        chart=partial(charts.matrix, frame, localities),
        alt=f"{title}. "
        + "; ".join(
            f"{c.activity}, {c.column}: {c.text}" for c in table.itertuples() if c.text != "–"
        ),
        show_table=False,
    )


def _cell(activity: str, place: str, found) -> dict[str, object]:
    words, status = "–", "silent"
    if found is not None:
        status = "instructed" if found.only_instructed else "reported"
        often = "<br>".join(codes.FREQUENCY[f] for f in found.frequencies)
        words = f"<b>{STATUS_SIGN[status]} {found.times}</b>" + (f"<br>{often}" if often else "")
    name = codes.ACTIVITY[activity]
    return {
        "row": _two_lines(name),
        "column": place,
        "status": status,
        "words": words,
        "name": name,
        "hover": f"{place}<br>{name}: {_spoken_cell(words)}",
    }


def _spoken_cell(words: str) -> str:
    return words.replace("<br>", ", ").replace("<b>", "").replace("</b>", "")


def _two_lines(name: str) -> str:
    words = name.split()
    middle = -(-len(words) // 2)
    return name if len(name) < 19 else " ".join(words[:middle]) + "<br>" + " ".join(words[middle:])


def register(activities: pd.DataFrame, sources: pd.DataFrame) -> Exhibit | Empty:
    """One row per activity named."""
    title = "Từng hoạt động được nhắc tới"
    if activities.empty:
        return Empty(title, vi.EMPTY_ADVICE)
    table = rows.named(activities, ("activity_name", "frequency_name", "status_name", "level_name"))
    text = ["organiser", "audience"]
    table = table.assign(
        cited=rows.cited(activities, sources),
        note=activities["note"].fillna(""),
        place=rows.place(activities),
        short_status=activities["obs_status"].map(codes.COVERAGE_STATUS),
    )
    table[text] = activities[text].fillna("không nêu")
    return Exhibit(
        "hoc-tap-tung-hoat-dong",
        title,
        unit="lần nhắc tới",
        period="theo từng báo cáo",
        level=rows.levels(activities),
        table=table,
        fields=(
            Field("activity_name", "Loại hoạt động"),
            Field("place", "Đơn vị, cấp"),
            Field("as_printed", "Cụm từ như in"),
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
        sources=rows.cited_only(rows.sources_of(activities, sources)),
    )
