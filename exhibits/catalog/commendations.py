"""Khen thưởng: how many were commended, by whom, in what form; uncounted statements included."""

from functools import partial

import pandas as pd

from exhibits import charts, numbers, vi
from exhibits.catalog import rows
from exhibits.catalog.memory import remembered
from exhibits.model import Empty, Exhibit, Field, Note
from warehouse import codes, queries
from warehouse.queries import View

_NO_NUMBER = "Không có số"


@remembered
def exhibits(view: View) -> list[Exhibit | Empty]:
    """Recipients, granting authorities, forms, and the statements."""
    sources = queries.sources(view)
    statements = queries.statements(view)
    if sources.empty and statements.empty:
        return [Empty(vi.PAGES["khen-thuong"], vi.EMPTY_ADVICE)]
    everywhere = queries.sources(View(view.localities))
    figures = queries.figures(view, ("commendations",))
    undated = [
        by_authority(statements, everywhere),
        by_form(statements, everywhere),
        register(statements, everywhere),
    ]
    counted = by_recipient(figures, queries.coverage(view), everywhere)
    return [counted, *(rows.without_period(e, view) for e in undated)]


def by_recipient(
    figures: pd.DataFrame, coverage: pd.DataFrame, sources: pd.DataFrame
) -> Exhibit | Empty:
    """One panel per kind of recipient: collectives and persons are never added up."""
    title = "Số được khen thưởng, theo đối tượng"
    lines = [_line(r) for r in rows.one_line_each(figures)]
    absent = rows.absences(coverage, figures, {"commended_recipients"})
    lines += [{**line, "panel": _NO_NUMBER} for line in absent]
    if not lines:
        return Empty(title, vi.EMPTY_ADVICE)
    order = [*map(_panel_name, codes.RECIPIENT), _NO_NUMBER]
    frame = pd.DataFrame(lines).sort_values(
        "panel", key=lambda c: c.map(order.index), kind="stable"
    )
    reported = figures[figures["obs_status"] == "reported"]
    missing = rows.unreported(frame)
    return Exhibit(
        "khen-thuong-doi-tuong",
        title,
        unit="tập thể; cá nhân; tập thể, cá nhân, hộ (không tách)",
        period=rows.periods(reported) if len(reported) else vi.NO_DATA,
        level=rows.levels(frame),
        table=rows.figure_table(figures, sources),
        fields=rows.FIGURE_FIELDS,
        sources=rows.sources_of(figures, rows.concerned(sources, figures, coverage)),
        notes=(
            Note("Tập thể, cá nhân và số không tách loại đứng riêng, không cộng với nhau."),
            Note(vi.OWN_SCALES),
            *rows.missing_note("số được khen", missing),
        ),
        chart=partial(charts.bars, frame),
        alt=rows.spoken(title, frame),
        show_table=len(figures) > 0,
    )


def _line(r: dict[str, object]) -> dict[str, object]:
    counted = not pd.isna(r["qualifier"])
    unit = r["unit"] if r["unit_id"] != r["locality_id"] else r["locality"]
    return {
        "panel": _panel_name(r["recipient"]) if counted else _NO_NUMBER,
        "level": r["level"],
        "label": charts.wrapped(str(unit), 18),
        "value": r["value"],
        "qualifier": r["qualifier"],
        "words": numbers.figure(r),
        "hover": rows.hover(r),
    }


def _panel_name(recipient: str) -> str:
    return codes.RECIPIENT[recipient].capitalize()


def by_authority(statements: pd.DataFrame, sources: pd.DataFrame) -> Exhibit | Empty:
    """Locality × kind of granting authority: which forms each report names."""
    return _matrix(
        statements,
        sources,
        "authority_kind",
        codes.AUTHORITY_KIND,
        "form",
        codes.COMMENDATION_FORM,
        "khen-thuong-noi-khen",
        "Nơi khen và hình thức khen",
    )


def by_form(statements: pd.DataFrame, sources: pd.DataFrame) -> Exhibit | Empty:
    """Locality × form: how often each report says it is given."""
    return _matrix(
        statements,
        sources,
        "form",
        codes.COMMENDATION_FORM,
        "frequency",
        {**codes.FREQUENCY, "unstated": "có nêu", "once": "một đợt"},
        "khen-thuong-hinh-thuc",
        "Hình thức khen và mức thường xuyên",
    )


def _matrix(
    statements: pd.DataFrame,
    sources: pd.DataFrame,
    column: str,
    columns: dict[str, str],
    said: str,
    words: dict[str, str],
    exhibit_id: str,
    title: str,
) -> Exhibit | Empty:
    if statements.empty:
        return Empty(title, "Báo cáo của các địa phương đã chọn không nói tới khen thưởng.")
    counted = statements["observation_id"].notna()
    present = [key for key in columns if key in set(statements[column])]
    cells = []
    for locality in dict.fromkeys(statements["locality"]):
        own = statements["locality"] == locality
        for key in present:
            here = statements[own & (statements[column] == key)]
            status = "silent"
            if len(here):
                status = "reported" if counted[here.index].any() else "mentioned"
            text = (
                "<br>".join(dict.fromkeys(charts.wrapped(words[v], 16) for v in here[said])) or "–"
            )
            cells.append(
                {
                    "row": locality,
                    "column": charts.wrapped(columns[key]),
                    "status": status,
                    "words": text,
                    "hover": f"{locality}<br>{columns[key]}: {text}",
                }
            )
    frame = pd.DataFrame(cells)
    table = frame.assign(
        group=frame["column"].str.replace("<br>", " "),
        text=frame["words"].str.replace("<br>", " "),
        status_name=frame["status"].map(codes.COVERAGE_STATUS),
    )
    return Exhibit(
        exhibit_id,
        title,
        unit="hình thức báo cáo nêu",
        period="theo từng báo cáo",
        level=rows.levels(statements),
        table=table,
        fields=(
            Field("row", "Địa phương"),
            Field("group", "Nhóm"),
            Field("text", "Báo cáo nêu"),
            Field("status_name", "Trạng thái"),
        ),
        sources=rows.cited_only(rows.sources_of(statements, sources)),
        notes=(
            Note(
                "Ô đậm: có số kèm theo; ô nhạt: chỉ nhắc tới; dấu –: không nêu. "
                "Thư khen, biểu dương không phải hình thức khen theo luật."
            ),
        ),
        chart=partial(charts.matrix, frame, [charts.wrapped(columns[k]) for k in present]),
        alt=f"{title}. "
        + "; ".join(f"{c.row}, {c.group}: {c.text}" for c in table.itertuples() if c.text != "–"),
        show_table=False,
    )


def register(statements: pd.DataFrame, sources: pd.DataFrame) -> Exhibit | Empty:
    """One row per statement."""
    title = "Từng lần báo cáo nói tới khen thưởng"
    if statements.empty:
        return Empty(title, "Báo cáo của các địa phương đã chọn không nói tới khen thưởng.")
    names = (
        "form_name",
        "authority_kind_name",
        "authority_level_name",
        "recipient_name",
        "frequency_name",
        "level_name",
    )
    table = rows.named(statements, names).assign(
        cited=rows.cited(statements, sources),
        place=rows.place(statements),
        authority=statements["authority"].fillna("không nêu rõ"),
        counted=["có số" if c else "không nêu số" for c in statements["observation_id"].notna()],
        note=statements["note"].fillna(""),
    )
    return Exhibit(
        "khen-thuong-tung-lan",
        title,
        unit="lần nhắc tới",
        period="theo từng báo cáo",
        level=rows.levels(statements),
        table=table,
        fields=(
            Field("place", "Đơn vị, cấp"),
            Field("as_printed", "Cụm từ như in"),
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
        sources=rows.cited_only(rows.sources_of(statements, sources)),
    )
