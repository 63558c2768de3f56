"""What a locality's report leaves out among what others report: a table and a letter to send."""

from exhibits import numbers, vi
from exhibits.catalog import leaves, reach, rows
from exhibits.catalog.memory import remembered
from exhibits.model import Empty, Exhibit, Field, Letter, Note
from warehouse import codes, queries
from warehouse.queries import Row, View

_FIELDS = (
    Field("indicator", "Chỉ tiêu"),
    Field("now", "Báo cáo hiện nói"),
    Field("wanted", "Đề nghị"),
    Field("elsewhere", "Nơi khác đã nêu"),
    Field("definition", "Định nghĩa", on_screen=False),
    Field("indicator_id", "Mã chỉ tiêu", on_screen=False),
)


_MOST_NAMED = 20


@remembered
def exhibits(locality_id: str) -> list[Exhibit | Empty]:
    """One row per indicator to ask for, then one per figure to make clear."""
    asked = wanted(locality_id)
    title = "Đề nghị địa phương bổ sung"
    if not asked:
        return [Empty(title, "Báo cáo này nêu mọi chỉ tiêu mà nơi khác nêu, với kỳ rõ ràng.")]
    reports = rows.reports(View((locality_id,)))
    return [
        Exhibit(
            "ho-so-de-nghi",
            title,
            unit="chỉ tiêu, số liệu",
            period="bản hiện hành",
            level=rows.levels(reports),
            table=rows.table(asked),
            fields=_FIELDS,
            sources=rows.sources_of((), reports),
            notes=(Note("Chỉ hỏi những gì ít nhất một báo cáo khác nêu bằng số."),),
        )
    ]


@remembered
def wanted(locality_id: str) -> list[Row]:
    """What to ask the locality for: numbers that others give, and what its own numbers lack."""
    alone = View((locality_id,))
    elsewhere: dict[str, list[str]] = {}
    for r in queries.examples():
        if r["locality_id"] != locality_id:
            told = f"{r['unit']}: {numbers.figure(r)} ({numbers.period(r)})"
            elsewhere.setdefault(r["indicator_id"], []).append(told)
    missing = [
        {
            "indicator": r["indicator"],
            "now": codes.COVERAGE_STATUS[r["status"]],
            "wanted": "cho biết số, kèm kỳ và cấp; nếu không có, ghi rõ là không có",
            "elsewhere": "; ".join(elsewhere[r["indicator_id"]]),
            "definition": r["definition"],
            "indicator_id": r["indicator_id"],
        }
        for r in queries.coverage(alone)
        if r["status"] in ("silent", "mentioned", "instructed") and r["indicator_id"] in elsewhere
    ]
    own = rows.numbered(queries.figures(reach.of(alone).view, own=True, most=leaves.MOST))
    unclear = [
        {
            "indicator": r["indicator"],
            "now": f"{numbers.figure(r)}, {numbers.period(r)}",
            "wanted": "; ".join(lacks),
            "elsewhere": "",
            "definition": "",
            "indicator_id": r["indicator_id"],
        }
        for r in own
        if (lacks := _lacks(r))
    ]
    return missing + unclear


def _lacks(r: Row) -> list[str]:
    """What keeps a number from being compared."""
    lacks = []
    if r["period_basis"] in ("unknown", "resolution_anniversary") or (
        r["count_kind"] == "flow" and not r["period_from"]
    ):
        lacks.append("ghi rõ ngày đầu, ngày cuối của kỳ")
    if r["model_status"] == "unstated":
        lacks.append("ghi rõ đăng ký, duy trì hay công nhận")
    if r["recipient"] == "mixed":
        lacks.append("tách riêng tập thể, cá nhân, hộ")
    return lacks


_PURPOSE = (
    "Để đối chiếu kết quả học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh giữa các "
    "địa phương, đề nghị bổ sung các nội dung sau cho báo cáo"
)
_HOW = (
    "Với mỗi số, xin ghi rõ: kỳ (từ ngày, đến ngày), cấp và đơn vị, đối tượng, số đúng hay số ước. "
    "Nội dung nào không có, xin ghi “không có”, không để trống."
)


def letter(locality_id: str) -> list[Letter]:
    """The request as a text to send; none when there is nothing to ask."""
    asked = wanted(locality_id)
    if not asked:
        return []
    unit = queries.units_inside(locality_id)[0]
    reports = queries.reports(View((locality_id,)), most=_MOST_NAMED)
    named = "; ".join(f"“{r['title']}”" for r in reports)
    if not reports.are_all:
        named += f" và {numbers.number(reports.total - len(reports))} báo cáo khác"
    lines = [
        # Which office of the committee keeps these figures differs by level and year: not named.
        f"Kính gửi: Cấp ủy {unit['name'][0].lower()}{unit['name'][1:]}",
        "",
        f"{_PURPOSE} {named}:",
        "",
        *(
            f"{n}. {r['indicator']}. Báo cáo hiện: {r['now']}. Đề nghị {r['wanted']}."
            for n, r in enumerate(asked, 1)
        ),
        "",
        _HOW,
        "",
        "Trân trọng cảm ơn.",
    ]
    if unit["valid_to"]:
        ended = numbers.day(unit["valid_to"])
        lines[0] += (
            f" (đơn vị tồn tại đến {ended}; gửi cấp tỉnh hoặc các xã kế thừa, xem hồ sơ địa phương)"
        )
    return [Letter(vi.LETTER, "\n".join(lines), f"de-nghi-{locality_id}.txt")]
