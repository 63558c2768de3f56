"""Mô hình: reported counts, and the models and movements that reports name."""

from functools import partial

import pandas as pd

from exhibits import charts, numbers, vi
from exhibits.catalog import rows
from exhibits.catalog.memory import remembered
from exhibits.model import Empty, Exhibit, Field, Note
from warehouse import codes, queries
from warehouse.queries import View

REGISTER_FIELDS = (
    Field("name", "Tên như in"),
    Field("kind_name", "Loại"),
    Field("owner", "Nơi thực hiện"),
    Field("place", "Đơn vị, cấp"),
    Field("field_names", "Lĩnh vực (người nhập xếp)"),
    Field("note", "Ghi chú"),
    Field("cited", "Nguồn"),
    Field("breakthrough", "Khâu đột phá", on_screen=False),
    Field("locality", "Địa phương", on_screen=False),
    Field("unit", "Đơn vị", on_screen=False),
    Field("level_name", "Cấp", on_screen=False),
    Field("model_id", "Mã", on_screen=False),
)


@remembered
def exhibits(
    view: View, kinds: tuple[str, ...] = (), fields: tuple[str, ...] = (), search: str = ""
) -> list[Exhibit | Empty]:
    """Counts by level, names by field and by kind, the register."""
    sources = queries.sources(view)
    if sources.empty and queries.named_models(view).empty:
        return [Empty(vi.PAGES["mo-hinh"], vi.EMPTY_ADVICE)]
    sources = queries.sources(View(view.localities))
    figures = queries.figures(view, ("models",))
    named = queries.named_models(view)
    undated = [
        by_field(queries.models_by_field(view), named, sources),
        by_kind(queries.models_by_kind(view), named, sources),
        register(queries.named_models(view, kinds, fields, search), sources),
    ]
    counted = counts(figures, queries.coverage(view), sources)
    return [counted, *(rows.without_period(e, view) for e in undated)]


def counts(figures: pd.DataFrame, coverage: pd.DataFrame, sources: pd.DataFrame) -> Exhibit | Empty:
    """Reported numbers of models, one panel per level: a province never stands beside a
    district."""
    title = "Số mô hình báo cáo nêu"
    lines = [
        {
            "level": r["level"],
            "label": _label(r),
            "value": r["value"],
            "words": numbers.figure(r),
            "qualifier": r["qualifier"],
            "hover": rows.hover(r),
        }
        for r in rows.one_line_each(figures)
    ]
    lines += rows.absences(coverage, figures, {"model_count"})
    if not lines:
        return Empty(title, vi.EMPTY_ADVICE)
    frame = pd.DataFrame(lines)
    order = list(codes.LEVEL)
    frame = frame.assign(
        panel=frame["level"].map(codes.LEVEL).str.capitalize(),
        order=frame["level"].map(order.index),
        absent=frame["qualifier"].isna(),
    ).sort_values(["order", "absent"], kind="stable")
    reported = figures[figures["obs_status"] == "reported"]
    silent = rows.unreported(frame[frame["level"].isin(["province", "district", "commune"])])
    return Exhibit(
        "mo-hinh-so-luong",
        title,
        unit="mô hình",
        period=rows.periods(reported) if len(reported) else vi.NO_DATA,
        level=rows.levels(frame),
        table=rows.figure_table(figures, sources),
        fields=rows.FIGURE_FIELDS,
        sources=rows.cited_only(rows.sources_of(figures, sources)),
        notes=(
            Note("Cột có vạch chéo: số mở (“trên”, “gần”). Cột đặc: số đúng như in."),
            Note(vi.OWN_SCALES),
            Note("Điển hình tiên tiến là người và tập thể, không tính là mô hình."),
            *rows.missing_note("số mô hình", silent),
        ),
        chart=partial(charts.bars, frame),
        alt=rows.spoken(title, frame),
        show_table=len(figures) > 0,
    )


def _label(r: dict[str, object]) -> str:
    name = r["locality"] if r["unit_id"] == r["locality_id"] else r["unit"].removeprefix("Huyện ")
    if not pd.isna(r["counting_level"]):
        return f"{name}<br>đếm ở {codes.LEVEL[r['counting_level']]}"
    if r["unit_id"] != r["locality_id"]:
        return f"{name}<br>(thuộc {r['locality']})"
    return str(name)


def by_field(found: pd.DataFrame, models: pd.DataFrame, sources: pd.DataFrame) -> Exhibit | Empty:
    """How many names each report gives per field of “dân vận khéo”."""
    return _names_matrix(
        found,
        models,
        sources,
        "field",
        codes.FIELD,
        "mo-hinh-linh-vuc",
        "Tên được nêu, theo lĩnh vực",
        "Một tên thuộc hai lĩnh vực được đếm ở cả hai. Lĩnh vực do người nhập xếp.",
    )


def by_kind(found: pd.DataFrame, models: pd.DataFrame, sources: pd.DataFrame) -> Exhibit | Empty:
    """How many names each report gives per kind."""
    return _names_matrix(
        found,
        models,
        sources,
        "kind",
        codes.MODEL_KIND,
        "mo-hinh-loai",
        "Tên được nêu, theo loại",
        "Đây là số tên bài báo nhắc tới, không phải số mô hình địa phương có.",
    )


def _names_matrix(
    found: pd.DataFrame,
    models: pd.DataFrame,
    sources: pd.DataFrame,
    code: str,
    names: dict[str, str],
    exhibit_id: str,
    title: str,
    caveat: str,
) -> Exhibit | Empty:
    if found.empty:
        return Empty(title, vi.EMPTY_ADVICE)
    localities = list(dict.fromkeys(models["locality"].fillna("")))
    columns = [charts.wrapped(name) for name in names.values()]
    counted = {(r.locality, getattr(r, code)): r.names for r in found.itertuples()}
    cells = [
        {
            "row": locality or "Khác",
            "column": charts.wrapped(name),
            "status": "reported" if (locality, key) in counted else "silent",
            "words": f"<b>{counted[locality, key]}</b> tên" if (locality, key) in counted else "–",
            "hover": f"{locality}<br>{name}: {counted.get((locality, key), vi.NO_DATA)}",
        }
        for locality in localities
        for key, name in names.items()
    ]
    frame = pd.DataFrame(cells)
    table = found.assign(name=found[code].map(names), locality=found["locality"].fillna(""))
    return Exhibit(
        exhibit_id,
        title,
        unit="tên được nhắc tới trong báo cáo",
        period="theo từng báo cáo",
        level=rows.levels(models),
        table=table,
        fields=(
            Field("locality", "Địa phương"),
            Field("name", "Nhóm"),
            Field("names", "Số tên", "integer"),
        ),
        sources=rows.cited_only(rows.sources_of(models, sources)),
        notes=(Note(caveat), Note("Dấu – là báo cáo không gọi tên mô hình nào thuộc nhóm đó.")),
        chart=partial(charts.matrix, frame, columns),
        alt=f"{title}. "
        + "; ".join(
            f"{c['row']}, {c['column']}: {c['words']}".replace("<br>", " ")
            .replace("<b>", "")
            .replace("</b>", "")
            for c in cells
            if c["status"] == "reported"
        ),
        show_table=False,
    )


def register(models: pd.DataFrame, sources: pd.DataFrame) -> Exhibit | Empty:
    """One row per name, as printed."""
    title = "Danh mục mô hình, phong trào"
    if models.empty:
        return Empty(title, vi.EMPTY_ADVICE)
    table = rows.named(models, ("kind_name", "level_name"))
    table = table.assign(
        field_names=["; ".join(codes.FIELD[f] for f in fields) for fields in models["fields"]],
        breakthrough=["có" if b else "" for b in models["is_breakthrough"]],
        place=rows.place(models),
        cited=rows.cited(models, sources),
        owner=models["owner"].fillna("không nêu"),
        note=models["note"].fillna(""),
        locality=models["locality"].fillna(""),
    )
    table["kind_name"] += ["; khâu đột phá" if b else "" for b in models["is_breakthrough"]]
    return Exhibit(
        "mo-hinh-danh-muc",
        title,
        unit="tên",
        period="theo từng báo cáo",
        level=rows.levels(models),
        table=table,
        fields=REGISTER_FIELDS,
        sources=rows.cited_only(rows.sources_of(models, sources)),
        notes=(
            Note(
                f"{len(models)} tên, gồm cả phong trào, chủ đề, chuyên mục, "
                "việc trọng tâm không phải mô hình."
            ),
        ),
    )
