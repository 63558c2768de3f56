"""Tìm kiếm: one box over units, indicators, models, figures, commendations and activities."""

from collections import Counter

from exhibits import links, vi
from exhibits.catalog import choices, rows
from exhibits.catalog.memory import remembered
from exhibits.model import Empty, Exhibit, Field, Note, Source
from warehouse import codes, queries
from warehouse.queries import Row

KINDS = {
    "unit": "Đơn vị",
    "indicator": "Chỉ tiêu",
    "model": "Mô hình, phong trào",
    "figure": "Số liệu, chỗ nhắc tới",
    "commendation": "Khen thưởng",
    "activity": "Hoạt động",
}
MOST_OF_A_KIND = 20
_FIELDS = (
    Field("kind_name", "Loại"),
    Field("words", "Tìm thấy", link="leads"),
    Field("place", "Đơn vị, cấp"),
    Field("cited", "Nguồn"),
    Field("found_id", "Mã", on_screen=False),
)


@remembered
def exhibits(text: str) -> list[Exhibit | Empty]:
    """One row per thing found, each leading to where it is shown."""
    title = f"Tìm “{text.strip()}”"
    if not text.strip():
        return [Empty(vi.PAGES["tim-kiem"], vi.SEARCH_ADVICE)]
    found, told = [], Counter()
    for row in queries.search(text):
        told[row["kind"]] += 1
        if told[row["kind"]] <= MOST_OF_A_KIND:
            found.append(row)
    if not found:
        return [Empty(title, vi.NOTHING_FOUND)]
    from_reports = [r for r in found if r["source_id"]]
    reports = rows.cited_reports(from_reports)
    cited = rows.by_id(reports)
    more = [KINDS[kind] for kind, times in told.items() if times > MOST_OF_A_KIND]
    counted = "; ".join(
        f"{min(times, MOST_OF_A_KIND)} {KINDS[kind].lower()}" for kind, times in told.items()
    )
    return [
        Exhibit(
            "tim-kiem-ket-qua",
            title,
            unit="kết quả",
            period=vi.MIXED_PERIODS,
            level=rows.levels([r for r in found if r["level"]]),
            table=rows.table([_line(r, cited) for r in found]),
            fields=_FIELDS,
            sources=rows.cited_only(rows.sources_of(from_reports, reports))
            or (Source.document("Danh mục của sản phẩm"),),
            notes=(
                Note(f"{counted[0].upper()}{counted[1:]}."),
                *(Note(vi.MORE_FOUND.format(", ".join(more).lower())) for _ in more[:1]),
            ),
            rows_at_once=30,
        )
    ]


def _line(r: Row, reports: dict[str, Row]) -> Row:
    unit = ""
    if r["kind"] == "unit":
        unit = codes.LEVEL[r["level"]]
    elif r["unit"]:
        unit = rows.place(r)
    return {
        "kind_name": KINDS[r["kind"]],
        "words": r["words"],
        "place": unit,
        "cited": rows.cited(r, reports) if r["source_id"] else "",
        "found_id": r["found_id"],
        "leads": _leads(r),
    }


def _leads(r: Row) -> str | None:
    """Where the thing is shown."""
    if r["observation_id"]:
        return links.trace(r["observation_id"])
    match r["kind"]:
        case "unit":
            label = choices.label_of(r["locality_id"])
            return links.page("dia-phuong", ho_so=label) if label else None
        case "indicator":
            return links.page("so-sanh", chi_tieu=r["words"])
        case "model":
            return links.page("mo-hinh", tim=r["words"])
        case "commendation":
            return links.page("khen-thuong", dia_phuong=choices.label_of(r["locality_id"]))
        case _:
            return links.page("hoc-tap", tim_hoat_dong=r["words"])
