"""Nguồn: the reports, what was found when they were checked, what every column means, the
releases."""

import pandas as pd

from exhibits import numbers, vi
from exhibits.catalog import rows
from exhibits.model import Empty, Exhibit, Field, Note, Source
from exhibits.theme import STATUS_SIGN
from warehouse import codes, queries
from warehouse.contract import TABLES, VERSION
from warehouse.queries import Release, View

_SEVERITY_SIGN = {"holds": "✓", "note": "•", "warning": "▲"}


def exhibits(view: View) -> list[Exhibit | Empty]:
    """Reports, findings, releases, dictionary."""
    reports = queries.sources(view)
    if reports.empty:
        shown: list[Exhibit | Empty] = [Empty("Các báo cáo", vi.EMPTY_ADVICE)]
    else:
        shown = [listing(reports), findings(queries.findings(view), reports)]
    return [*shown, releases(queries.releases()), dictionary()]


def listing(reports: pd.DataFrame) -> Exhibit:
    """One row per report."""
    text = ["publisher", "note"]
    table = reports.assign(
        level_name=reports["level"].map(codes.LEVEL),
        kind_name=reports["kind"].map(codes.SOURCE_KIND),
        printed=[numbers.day(d) or "không ghi" for d in reports["published_on"]],
        taken=[
            f"{r.reported} số liệu, {r.figures - r.reported} chỗ nhắc hoặc yêu cầu, {r.models} tên "
            f"mô hình, {r.statements} lần khen, {r.activities} hoạt động"
            for r in reports.itertuples()
        ],
        short_hash=[h[:12] for h in reports["sha256"]],
    )
    table[text] = table[text].fillna({"publisher": "không ghi", "note": ""})
    return Exhibit(
        "nguon-bao-cao",
        "Các báo cáo",
        unit="báo cáo",
        period="ngày đăng ghi ở từng dòng",
        level=rows.levels(reports),
        table=table,
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
        sources=rows.sources_of(None, reports),
        notes=(
            Note(vi.PRESS_CAVEAT),
            Note("Bản văn không nằm trong sản phẩm; mã băm để đối chiếu bản bạn có."),
        ),
    )


def findings(found: pd.DataFrame, reports: pd.DataFrame) -> Exhibit | Empty:
    """What does not add up, what is easily misread; said, never corrected."""
    title = "Điều đã đối chiếu trong báo cáo"
    if found.empty:
        return Empty(title, vi.EMPTY_ADVICE)
    text = ["expected", "found", "gap"]
    table = found.assign(
        kind_name=found["kind"].map(codes.FINDING_KIND),
        severity_name=[f"{_SEVERITY_SIGN[s]} {codes.SEVERITY[s]}" for s in found["severity"]],
        where=[", ".join(f"¶{p}" for p in places) for places in found["paragraphs"]],
    )
    table[text] = table[text].fillna("")
    return Exhibit(
        "nguon-doi-chieu",
        title,
        unit="điều đã đối chiếu",
        period="theo từng báo cáo",
        level=rows.levels(reports),
        table=table,
        fields=(
            Field("locality", "Báo cáo của"),
            Field("severity_name", "Mức độ"),
            Field("kind_name", "Loại"),
            Field("expected", "Điều phải có"),
            Field("found", "Báo cáo in"),
            Field("gap", "Chênh lệch"),
            Field("text", "Giải thích"),
            Field("where", "Đoạn"),
            Field("finding_id", "Mã", on_screen=False),
        ),
        sources=rows.sources_of(None, reports),
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
