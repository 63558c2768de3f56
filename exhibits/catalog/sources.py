"""Nguồn: the reports, what was found when they were checked, what every column means, the
releases."""

from functools import cache, partial

import pandas as pd

from exhibits import numbers, vi
from exhibits.catalog import leaves, reach, rows
from exhibits.catalog.memory import foreseen
from exhibits.model import Empty, Exhibit, Field, Note, Source
from exhibits.theme import STATUS_SIGN
from warehouse import codes, queries
from warehouse.contract import TABLES, VERSION
from warehouse.queries import Release, Row, Rows, View


def exhibits(view: View, page: int = 1, page_of_findings: int = 1) -> list[Exhibit | Empty]:
    """That page of the reports and of the findings; releases, dictionary."""
    known = tuple(release.release_id for release in queries.releases())
    return _drawn(view, page, page_of_findings, known)


@foreseen
def _drawn(
    view: View, page: int, page_of_findings: int, _known: tuple[str, ...]
) -> list[Exhibit | Empty]:
    """Drawn anew when another release appears, even while an old one is being read."""
    reached = reach.of(view)
    seen = reached.view
    reports, found = queries.together(
        partial(leaves.turned, partial(queries.sources, seen), page),
        partial(leaves.turned, partial(queries.findings, seen), page_of_findings),
    )
    if not reports:
        shown: list[Exhibit | Empty] = [Empty("Các báo cáo", vi.EMPTY_ADVICE)]
    else:
        told_of = reports if reports.are_all else rows.cited_reports(found)
        checked = findings(found, Rows(told_of, 0, reports.total))
        shown = [
            leaves.of_list(listing(reports), reports, "trang-bao-cao"),
            leaves.of_list(checked, found, "trang-doi-chieu"),
        ]
        shown = [rows.without_period(one, view) for one in shown]
    return [*reached.told(shown, dated=False), releases(queries.releases()), dictionary()]


def listing(reports: Rows) -> Exhibit:
    """One row per report."""
    table = [
        r
        | {
            "level_name": codes.LEVEL[r["level"]],
            "kind_name": codes.SOURCE_KIND[r["kind"]],
            "printed": numbers.day(r["published_on"]) or "không ghi",
            "taken": _taken(r),
            "short_hash": r["sha256"][:12],
            "publisher": r["publisher"] or "không ghi",
            "note": r["note"] or "",
        }
        for r in reports
    ]
    return Exhibit(
        "nguon-bao-cao",
        "Các báo cáo",
        unit="báo cáo",
        period="ngày đăng ghi ở từng dòng",
        level=rows.levels(reports),
        table=rows.table(table),
        fields=(
            Field("unit", "Địa phương"),
            Field("title", "Nhan đề"),
            Field("publisher", "Nơi đăng"),
            Field("printed", "Ngày đăng"),
            Field("taken", "Đã lấy ra"),
            Field("note", "Ghi chú"),
            Field("short_hash", "Mã băm (12 ký tự đầu)"),
            Field("kind_name", "Loại nguồn", on_screen=False),
            Field("reported", "Số liệu", "integer", on_screen=False),
            Field("figures", "Số liệu, nhắc tới và yêu cầu", "integer", on_screen=False),
            Field("models", "Tên mô hình", "integer", on_screen=False),
            Field("statements", "Lần nói khen thưởng", "integer", on_screen=False),
            Field("activities", "Hoạt động", "integer", on_screen=False),
            Field("sha256", "Mã băm SHA-256", on_screen=False),
            Field("file", "Tệp", on_screen=False),
        ),
        sources=rows.sources_of((), reports),
        notes=(
            rows.caveat(reports),
            Note("Bản văn không nằm trong sản phẩm; mã băm để đối chiếu bản bạn có."),
        ),
    )


def _taken(report: Row) -> str:
    counted = (
        (report["reported"], "số liệu"),
        (report["figures"] - report["reported"], "chỗ nhắc hoặc yêu cầu"),
        (report["models"], "tên mô hình"),
        (report["statements"], "lần khen"),
        (report["activities"], "hoạt động"),
    )
    return ", ".join(f"{numbers.number(count)} {what}" for count, what in counted)


def findings(found: Rows, reports: Rows) -> Exhibit | Empty:
    """What does not add up, what is easily misread; said, never corrected."""
    title = "Điều đã đối chiếu trong báo cáo"
    if not found:
        return Empty(title, vi.EMPTY_ADVICE)
    table = [
        r
        | {
            "kind_name": codes.FINDING_KIND[r["kind"]],
            "origin_name": codes.FINDING_ORIGIN[r["origin"]],
            "severity_name": f"{rows.SEVERITY_SIGN[r['severity']]} {codes.SEVERITY[r['severity']]}",
            "where": ", ".join(f"¶{p}" for p in r["paragraphs"]),
            "expected": r["expected"] or "",
            "found": r["found"] or "",
            "gap": r["gap"] or "",
        }
        for r in found
    ]
    return Exhibit(
        "nguon-doi-chieu",
        title,
        unit="điều đã đối chiếu",
        period="theo từng báo cáo",
        level=rows.levels(reports),
        table=rows.table(table),
        fields=(
            Field("locality", "Báo cáo của"),
            Field("severity_name", "Mức độ"),
            Field("kind_name", "Loại"),
            Field("expected", "Điều phải có"),
            Field("found", "Báo cáo in"),
            Field("gap", "Chênh lệch"),
            Field("text", "Giải thích"),
            Field("where", "Đoạn"),
            Field("origin_name", "Ai phát hiện", on_screen=False),
            Field("finding_id", "Mã", on_screen=False),
        ),
        sources=rows.sources_of((), reports),
        notes=(Note("Số của báo cáo giữ nguyên như in; chỗ không khớp được nói ra ở đây."),),
    )


def releases(history: list[Release]) -> Exhibit:
    """One row per release, newest first."""
    table = pd.DataFrame(
        {
            "release": [r.release_id for r in history],
            "built": [numbers.moment(r.built_at) for r in history],
            "current": [
                STATUS_SIGN["reported"] + " đang dùng" if r.is_current else "" for r in history
            ],
            "figures": [r.rows["observations"] for r in history],
            "models": [r.rows["models"] for r in history],
            "activities": [r.rows["study_activities"] for r in history],
        }
    )
    return Exhibit(
        "nguon-ban-phat-hanh",
        "Các bản phát hành số liệu",
        unit="bản phát hành",
        period="đến nay",
        level="mọi cấp",
        table=table,
        fields=(
            Field("release", "Bản"),
            Field("built", "Tạo lúc"),
            Field("current", "Trạng thái"),
            Field("figures", "Số liệu và nhắc tới", "integer"),
            Field("models", "Tên mô hình", "integer"),
            Field("activities", "Hoạt động", "integer"),
        ),
        sources=(Source.document("Sổ bản phát hành của sản phẩm"),),
        notes=(Note("Bản cũ được giữ lại, để số đã trình chiếu vẫn tra được."),),
    )


@cache
def dictionary() -> Exhibit:
    """One row per published column, printed from the contract."""
    table = pd.DataFrame(
        [
            {
                "table": t.name,
                "grain": t.grain,
                "column": c.name,
                "type": c.sql_type,
                "meaning": c.meaning[:1].upper() + c.meaning[1:],
                "allowed": "; ".join(f"{k} = {v}" for k, v in (c.codes or {}).items()),
                "origin": "chương trình tính" if c.derived or not t.curated else "người nhập",
            }
            for t in TABLES
            for c in t.columns
        ]
    )
    return Exhibit(
        "nguon-tu-dien",
        "Từ điển dữ liệu",
        unit="cột dữ liệu",
        period="bản hiện hành",
        level="mọi cấp",
        table=table,
        fields=(
            Field("table", "Bảng"),
            Field("column", "Cột"),
            Field("meaning", "Nghĩa"),
            Field("type", "Kiểu"),
            Field("allowed", "Mã được dùng"),
            Field("origin", "Do ai ghi"),
            Field("grain", "Một dòng của bảng là", on_screen=False),
        ),
        sources=(Source.document(f"Quy ước dữ liệu của sản phẩm, bản {VERSION}"),),
        notes=(
            Note(
                "Tên bảng, tên cột bằng tiếng Anh theo chuẩn SDMX, vì công cụ khác đọc các tệp này."
            ),
        ),
    )
