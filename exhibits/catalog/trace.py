"""Truy nguồn: one figure, from the phrase it was printed in to every place that shows it."""

from functools import partial

from exhibits import links, numbers, vi
from exhibits.catalog import (
    choices,
    commendations,
    leaves,
    locality,
    models,
    overview,
    reach,
    rows,
    sources,
    study,
)
from exhibits.catalog.memory import foreseen, remembered
from exhibits.model import Empty, Exhibit, Field, Note
from warehouse import codes, queries
from warehouse.queries import Row, Rows, View


def exhibits(view: View, observation_id: str = "", page: int = 1) -> list[Exhibit | Empty]:
    """That page of the view's figures; or one: how it was read, what was found, who shows it."""
    if not observation_id:
        return _listed(view, page)
    return _one(observation_id, tuple(release.release_id for release in queries.releases()))


@foreseen
def _listed(view: View, page: int) -> list[Exhibit | Empty]:
    reached = reach.of(view)
    found = leaves.turned(partial(queries.figures, reached.view), page)
    listed = listing(found, rows.cited_reports(found))
    return reached.told([leaves.of_list(listed, found, "trang-so-lieu")])


@remembered
def _one(observation_id: str, _known: tuple[str, ...]) -> list[Exhibit | Empty]:
    """Drawn anew when another release appears, even while an old one is being read."""
    figure = queries.figure(observation_id)
    if figure is None:
        return [Empty(vi.PAGES["truy-nguon"], vi.TRACE_UNKNOWN.format(observation_id))]
    reports = rows.cited_reports([figure])
    found: list[Exhibit | Empty] = [reading(figure, reports)]
    touching = queries.findings(View(), observation_id, most=leaves.MOST)
    if touching:
        found.append(sources.findings(touching, reports))
    return [*found, uses(figure, reports), through_releases(figure, reports)]


def listing(figures: Rows, reports: Rows) -> Exhibit | Empty:
    """One row per figure, each leading to its paragraph."""
    title = "Mọi số liệu, chỗ nhắc tới và yêu cầu"
    if not figures:
        return Empty(title, vi.EMPTY_ADVICE)
    return Exhibit(
        "truy-nguon-moi-so-lieu",
        title,
        unit=rows.units(figures),
        period=rows.periods(figures),
        level=rows.levels(figures),
        table=rows.figure_table(figures, reports),
        fields=rows.FIGURE_FIELDS,
        sources=rows.cited_only(rows.sources_of(figures, reports)),
        notes=(Note(vi.TRACE_ADVICE),),
    )


def reading(figure: Row, reports: Rows) -> Exhibit:
    """One line per fact about the figure, the phrase first."""
    report = reports[0]
    said = rows.figure(figure, rows.by_id(reports))
    facts = [
        ("Số liệu", said["figure"], ""),
        ("Cụm từ như in", f"“{figure['as_printed']}”", ""),
        ("Ở đâu", f"¶{figure['paragraph']}", ""),
        ("Báo cáo", report["title"], links.page("nguon")),
        ("Nơi đăng", report["publisher"] or "không ghi", ""),
        ("Ngày đăng", numbers.day(report["published_on"]) or "không ghi", ""),
        ("Loại nguồn", codes.SOURCE_KIND[report["kind"]], ""),
        ("Đơn vị", said["place"], ""),
        ("Cấp", said["level_name"], ""),
        ("Chỉ tiêu", figure["indicator"], ""),
        ("Định nghĩa", figure["definition"], ""),
        ("Kỳ", said["period"], ""),
        ("Kỳ biết nhờ đâu", said["basis_name"], ""),
        ("Đọc là", numbers.bounds(figure) or "không có số", ""),
        ("Mức chính xác", said["qualifier_name"], ""),
        ("Mẫu số", _number(figure["denominator"]), ""),
        ("Đơn vị tính", said["measure_name"], ""),
        ("Loại số", said["count_name"], ""),
        ("Trạng thái", said["status_name"], ""),
        ("Đối tượng", said["recipient_name"], ""),
        ("Trạng thái mô hình", said["model_status_name"], ""),
        ("Cấp được đếm", said["counting_name"], ""),
        ("Là phần của", figure["whole"] or "", _trace(figure["part_of"])),
        ("Ghi chú", said["note"], ""),
        ("Mã số liệu", figure["observation_id"], ""),
        ("Mã băm của báo cáo", report["sha256"][:12], ""),
    ]
    table = [
        {"fact": fact, "told": told, "leads": leads or None} for fact, told, leads in facts if told
    ]
    return Exhibit(
        "truy-nguon-so-lieu",
        f"{figure['unit']}: {said['figure']}",
        unit=said["measure_name"] or vi.NO_DATA,
        period=said["period"],
        level=said["level_name"],
        table=rows.table(table),
        fields=(Field("fact", "Điều"), Field("told", "Nội dung", link="leads")),
        sources=rows.sources_of([figure], reports),
        rows_at_once=len(table),
    )


def through_releases(figure: Row, reports: Rows) -> Exhibit:
    """One line per stretch of releases in which the figure stood unchanged, newest first."""
    stretches: list[Row] = []
    for row in queries.figure_history(figure["observation_id"]):
        told = f"“{row['as_printed']}”, {numbers.period(row)}" if row["as_printed"] else "chưa có"
        at = numbers.moment(row["built_at"])
        if stretches and stretches[-1]["told"] == told:
            stretches[-1] |= {"since": at, "first": row["release_id"]}
        else:
            stretches.append(
                {"told": told, "since": at, "first": row["release_id"], "last": row["release_id"]}
            )
    return Exhibit(
        "truy-nguon-qua-cac-ban",
        "Số này qua các bản phát hành",
        unit="bản phát hành",
        period="đến nay",
        level=codes.LEVEL[figure["level"]],
        table=rows.table(stretches, _HISTORY),
        fields=_HISTORY,
        sources=rows.sources_of([figure], reports),
    )


_HISTORY = (
    Field("told", "Như in, kỳ"),
    Field("since", "Từ lúc"),
    Field("first", "Bản đầu"),
    Field("last", "Bản cuối"),
)


def _number(value: float | None) -> str:
    return "" if value is None else numbers.number(value)


def _trace(observation_id: str | None) -> str:
    return links.trace(observation_id) if observation_id else ""


def uses(figure: Row, reports: Rows) -> Exhibit:
    """One line per exhibit that shows the figure, on the page of its locality."""
    place, name = figure["locality_id"], choices.label_of(figure["locality_id"])
    here = {vi.KEY_LOCALITY.replace("-", "_"): name or ""}
    view = View((place,)) if place else View()
    pages = {
        "tong-quan": overview.exhibits(view),
        "mo-hinh": models.exhibits(view),
        "khen-thuong": commendations.exhibits(view),
        "hoc-tap": study.exhibits(view),
    }
    if place:
        pages["dia-phuong"] = locality.exhibits(View(), place)
    table = [
        {
            "page": vi.PAGES[slug],
            "exhibit": one.title,
            "leads": links.page(slug, **({"ho_so": name} if slug == "dia-phuong" else here)),
        }
        for slug, shown in pages.items()
        for one in shown
        if _shows(one, figure["observation_id"])
    ]
    return Exhibit(
        "truy-nguon-noi-dung",
        "Số này được dùng ở đâu",
        unit="nội dung",
        period="bản hiện hành",
        level=codes.LEVEL[figure["level"]],
        table=rows.table(table, _USES),
        fields=_USES,
        sources=rows.sources_of([figure], reports),
        notes=() if table else (Note("Không trang nào dùng số này, ngoài các tệp dữ liệu."),),
    )


_USES = (Field("page", "Trang"), Field("exhibit", "Nội dung", link="leads"))


def _shows(one: Exhibit | Empty, observation_id: str) -> bool:
    if isinstance(one, Empty) or "observation_id" not in one.table:
        return False
    return observation_id in set(one.table["observation_id"])
