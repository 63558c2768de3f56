"""Có gì mới: what changed between two releases, figure by figure."""

from functools import partial

from exhibits import links, numbers, vi
from exhibits.catalog import leaves, rows
from exhibits.catalog.memory import remembered
from exhibits.model import Empty, Exhibit, Field, Note, Source
from warehouse import codes, queries
from warehouse.queries import Row, Rows

# A value that doubles or halves is more often a slip than news.
_JUMP = 2
_FIELDS = (
    Field("change_name", "Thay đổi"),
    Field("unit", "Đơn vị"),
    Field("indicator", "Chỉ tiêu"),
    Field("old", "Trước"),
    Field("new", "Nay", link="trace"),
    Field("jump", "Cần xem lại"),
    Field("cited", "Nguồn"),
    Field("old_value", "Giá trị trước", "number", on_screen=False),
    Field("new_value", "Giá trị nay", "number", on_screen=False),
    Field("observation_id", "Mã số liệu", on_screen=False),
)


@remembered
def exhibits(old: str, new: str, page: int = 1) -> list[Exhibit | Empty]:
    """That page of the figures added, changed or removed from one release to the other."""
    title = f"Từ bản {old} đến bản {new}"
    if not old or not new:
        return [Empty(vi.PAGES["co-gi-moi"], vi.ONE_RELEASE)]
    found = leaves.turned(partial(queries.changes, old, new), page)
    if not found:
        return [Empty(title, "Hai bản có cùng các số liệu. Chọn hai bản khác để so.")]
    reports = rows.cited_reports(found)
    counted = "; ".join(
        f"{numbers.number(found[0][code])} số {name}" for code, name in codes.CHANGE.items()
    )
    one = Exhibit(
        "co-gi-moi-so-lieu",
        title,
        unit="số liệu",
        period=vi.MIXED_PERIODS,
        level=rows.levels(found),
        table=rows.table([_line(row) for row in found]),
        fields=_FIELDS,
        sources=rows.sources_of((), reports) or (Source.document("Sổ bản phát hành của sản phẩm"),),
        notes=(
            Note(f"{counted}. {_built(old, new)}"),
            _jumps(found),
            Note(vi.FILTERS_NOT_USED),
        ),
    )
    return [leaves.of_list(one, found, "trang-thay-doi")]


def _jumps(found: Rows) -> Note:
    jumps = sum(bool(_jump(row)) for row in found)
    here = "" if found.are_all else "Trong các dòng này: "
    if jumps:
        return Note(f"{here}{jumps} số tăng hoặc giảm từ hai lần: xem lại trước khi dùng.")
    return Note(f"{here}Không số nào tăng hoặc giảm từ hai lần.")


def _built(*releases: str) -> str:
    at = {r.release_id: numbers.moment(r.built_at) for r in queries.releases()}
    return "; ".join(f"bản {release} tạo lúc {at[release]}" for release in releases).capitalize()


def _line(row: Row) -> Row:
    return row | {
        "change_name": codes.CHANGE[row["change"]],
        "old": _said(row, "old"),
        "new": _said(row, "new"),
        "jump": _jump(row),
        "cited": f"{row['source']}, ¶{row['paragraph']}",
        "trace": links.trace(row["observation_id"]) if row["change"] != "removed" else None,
    }


def _said(row: Row, side: str) -> str:
    """The phrase and its period as that release had them."""
    printed = row[f"{side}_printed"]
    if printed is None:
        return ""
    names = ("period_from", "period_to", "period_text", "period_basis", "as_of")
    period = numbers.period({name: row[f"{side}_{name}"] for name in names})
    status = row[f"{side}_status"]
    kind = "" if status == "reported" else f", {codes.COVERAGE_STATUS[status]}"
    return f"“{printed}” ({period}{kind})"


def _jump(row: Row) -> str:
    old, new = row["old_value"], row["new_value"]
    if not old or new is None:
        return ""
    if new == 0 or max(new / old, old / new) >= _JUMP:
        return f"▲ từ {numbers.amount(old)} thành {numbers.amount(new)}"
    return ""
