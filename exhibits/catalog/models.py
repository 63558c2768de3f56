"""Mô hình: reported counts, and the models and movements that reports name."""

from functools import partial

from exhibits import chart_words, charts, numbers, vi
from exhibits.catalog import bars, leaves, reach, rows
from exhibits.catalog.memory import remembered
from exhibits.matrix import Matrix
from exhibits.model import Empty, Exhibit, Field, Note
from warehouse import codes, queries
from warehouse.queries import Row, Rows, View

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
    view: View,
    kinds: tuple[str, ...] = (),
    fields: tuple[str, ...] = (),
    search: str = "",
    page: int = 1,
) -> list[Exhibit | Empty]:
    """Counts by level, names by field and by kind, that page of the register."""
    reached = reach.of(view)
    seen = reached.view
    named, figures, coverage, fields_named, kinds_named = queries.together(
        partial(queries.named_models, seen, most=leaves.MOST),
        partial(rows.figures, seen, ("models",)),
        partial(queries.coverage, seen),
        partial(queries.models_by_field, seen),
        partial(queries.models_by_kind, seen),
    )
    if not named and not queries.reports(seen, most=1):
        return reached.told([Empty(vi.PAGES["mo-hinh"], vi.EMPTY_ADVICE)])
    chosen = leaves.turned(partial(queries.named_models, seen, kinds, fields, search), page)
    reports = rows.reports(View(seen.localities), named, chosen, figures)
    listed = leaves.of_list(register(chosen, reports), chosen, "trang-mo-hinh")
    undated = [
        by_field(fields_named, named, reports),
        by_kind(kinds_named, named, reports),
        listed,
    ]
    counted = counts(figures, coverage, reports)
    undated = [rows.without_period(e, view) for e in undated]
    return [*reached.told([counted]), *reached.told(undated, dated=False)]


def counts(figures: Rows, coverage: list[Row], reports: Rows) -> Exhibit | Empty:
    """Reported numbers of models, one panel per level: a province never stands beside a
    district."""
    title = "Số mô hình báo cáo nêu"
    lines = [bars.bar(r) | {"label": _label(r)} for r in bars.one_line_each(figures)]
    lines += bars.absences(coverage, figures, {"model_count"})
    if not lines:
        return Empty(title, vi.EMPTY_ADVICE)
    order = list(codes.LEVEL)
    lines.sort(key=lambda line: (order.index(line["level"]), line["qualifier"] is None))
    lines = [line | {"panel": codes.LEVEL[line["level"]].capitalize()} for line in lines]
    period = rows.periods(rows.numbered(figures))
    drawn = bars.first(lines, period)
    silent = bars.unreported(
        [line for line in lines if line["level"] in ("province", "district", "commune")]
    )
    return Exhibit(
        "mo-hinh-so-luong",
        title,
        unit="mô hình",
        period=period,
        level=rows.levels(lines),
        table=rows.figure_table(figures, reports),
        fields=rows.FIGURE_FIELDS,
        sources=rows.cited_only(rows.sources_of(figures, reports)),
        notes=(
            Note("Cột có vạch chéo: số mở (“trên”, “gần”). Cột đặc: số đúng như in."),
            Note(vi.OWN_SCALES),
            Note("Điển hình tiên tiến là người và tập thể, không tính là mô hình."),
            *rows.missing_note("số mô hình", silent),
            *rows.some_note(figures),
            *bars.not_drawn(lines),
        ),
        chart=charts.Bars(rows.table(drawn)),
        alt=bars.spoken(title, drawn),
        show_table=len(figures) > 0,
    )


def _label(r: Row) -> str:
    name = r["locality"] if r["unit_id"] == r["locality_id"] else r["unit"].removeprefix("Huyện ")
    if r["counting_level"]:
        return f"{name}<br>đếm ở {codes.LEVEL[r['counting_level']]}"
    if r["unit_id"] != r["locality_id"]:
        return f"{name}<br>(thuộc {r['locality']})"
    return str(name)


def by_field(found: list[Row], models: Rows, reports: Rows) -> Exhibit | Empty:
    """How many names each report gives per field of “dân vận khéo”."""
    return _names_matrix(
        found,
        models,
        reports,
        "field",
        codes.FIELD,
        "mo-hinh-linh-vuc",
        "Tên được nêu, theo lĩnh vực",
        "Một tên thuộc hai lĩnh vực được đếm ở cả hai. Lĩnh vực do người nhập xếp.",
    )


def by_kind(found: list[Row], models: Rows, reports: Rows) -> Exhibit | Empty:
    """How many names each report gives per kind."""
    return _names_matrix(
        found,
        models,
        reports,
        "kind",
        codes.MODEL_KIND,
        "mo-hinh-loai",
        "Tên được nêu, theo loại",
        "Đây là số tên bài báo nhắc tới, không phải số mô hình địa phương có.",
    )


def _names_matrix(
    found: list[Row],
    models: Rows,
    reports: Rows,
    code: str,
    names: dict[str, str],
    exhibit_id: str,
    title: str,
    caveat: str,
) -> Exhibit | Empty:
    if not found:
        return Empty(title, vi.EMPTY_ADVICE)
    localities = list(dict.fromkeys(r["locality"] or "" for r in found))
    columns = [chart_words.wrapped(name) for name in names.values()]
    counted = {(r["locality"] or "", r[code]): r["names"] for r in found}
    cells = [
        {
            "row": locality or "Khác",
            "column": chart_words.wrapped(name),
            "status": "reported" if (locality, key) in counted else "silent",
            "words": f"<b>{counted[locality, key]}</b> tên" if (locality, key) in counted else "–",
            "hover": f"{locality}<br>{name}: {counted.get((locality, key), vi.NO_DATA)}",
        }
        for locality in localities
        for key, name in names.items()
    ]
    table = [r | {"name": names[r[code]], "locality": r["locality"] or ""} for r in found]
    return Exhibit(
        exhibit_id,
        title,
        unit="tên được nhắc tới trong báo cáo",
        period="theo từng báo cáo",
        level=rows.levels(models),
        table=rows.table(table),
        fields=(
            Field("locality", "Địa phương"),
            Field("name", "Nhóm"),
            Field("names", "Số tên", "integer"),
        ),
        sources=rows.rested_on(models, reports),
        notes=(Note(caveat), Note("Dấu – là báo cáo không gọi tên mô hình nào thuộc nhóm đó.")),
        chart=Matrix(rows.table(cells), columns),
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


def register(models: Rows, reports: Rows) -> Exhibit | Empty:
    """One row per name, as printed."""
    title = "Danh mục mô hình, phong trào"
    if not models:
        return Empty(title, vi.EMPTY_ADVICE)
    cited = rows.by_id(reports)
    table = [
        r
        | rows.named(r, "level_name")
        | {
            "kind_name": codes.MODEL_KIND[r["kind"]]
            + ("; khâu đột phá" if r["is_breakthrough"] else ""),
            "field_names": "; ".join(codes.FIELD[f] for f in r["fields"]),
            "breakthrough": "có" if r["is_breakthrough"] else "",
            "place": rows.place(r),
            "cited": rows.cited(r, cited),
            "owner": r["owner"] or "không nêu",
            "note": r["note"] or "",
            "locality": r["locality"] or "",
        }
        for r in models
    ]
    return Exhibit(
        "mo-hinh-danh-muc",
        title,
        unit="tên",
        period="theo từng báo cáo",
        level=rows.levels(models),
        table=rows.table(table),
        fields=REGISTER_FIELDS,
        sources=rows.cited_only(rows.sources_of(models, reports)),
        notes=(
            Note(
                f"{numbers.number(models.total)} tên, gồm cả phong trào, chủ đề, chuyên mục, "
                "việc trọng tâm không phải mô hình."
            ),
        ),
    )
