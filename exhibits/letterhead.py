"""The two official layouts of a Vietnamese document: who writes, to whom, where each line stands.

Party: Hướng dẫn 36-HD/VPTW. State: Nghị định 30/2020/NĐ-CP. Sizes in points. What only the office
can fill in is left as dots.
"""

from dataclasses import dataclass

_DOTS = "…" * 8
_NAME = "…" * 12  # as wide as stays beside the country's name


@dataclass(frozen=True)
class Line:
    """One line of type; `rule` is the line drawn under it, `rule_mm` its length where words that
    are known to be printed have one; 0 for as long as whatever the words are."""

    text: str
    size: float
    bold: bool = False
    italic: bool = False
    rule: bool = False
    rule_mm: float = 0


@dataclass(frozen=True)
class Letterhead:
    """The head of a document, left and right; its kind; its foot, left and right; what its annex
    says it belongs to, and whether the annex counts its own pages. `separator` stands under the
    subject; "" is a short rule."""

    name: str
    left: tuple[Line, ...]
    right: tuple[Line, ...]
    kind: Line
    subject_size: float
    separator: str
    signed: tuple[Line, ...]
    received: tuple[Line, ...]
    body_size: float = 14
    attached: str = ""
    own_pages: bool = False


LETTERHEADS = {
    "dang": Letterhead(
        "Văn bản của Đảng (HD 36-HD/VPTW)",
        left=(
            Line(f"ĐẢNG BỘ {_DOTS}", 14),
            Line(_NAME, 14, bold=True),
            Line("*", 14),
            Line("Số ……-BC/……", 14),
        ),
        right=(
            Line("ĐẢNG CỘNG SẢN VIỆT NAM", 15, bold=True, rule=True, rule_mm=73),
            Line("…………, ngày …… tháng …… năm ………", 14, italic=True),
        ),
        kind=Line("BÁO CÁO", 16, bold=True),
        subject_size=14,
        separator="-----",
        signed=(
            Line("T/M ……………………", 14, bold=True),
            Line("(CHỨC VỤ)", 14),
            Line("(chữ ký, dấu)", 14, italic=True),
            Line("(họ và tên)", 14, bold=True),
        ),
        received=(
            Line("Nơi nhận:", 14, rule=True),
            Line("- ……………………,", 12),
            Line("- ……………………,", 12),
            Line("- Lưu ……………….", 12),
        ),
        attached="(Kèm theo Báo cáo số ……-BC/……, ngày …… tháng …… năm ………)",
    ),
    "nha-nuoc": Letterhead(
        "Văn bản của cơ quan nhà nước (NĐ 30/2020/NĐ-CP)",
        left=(
            Line(_NAME, 13),
            Line(_NAME, 13, bold=True, rule=True, rule_mm=25),
            Line("Số: ……/BC-……", 13),
        ),
        right=(
            Line("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 13, bold=True),
            Line("Độc lập - Tự do - Hạnh phúc", 14, bold=True, rule=True, rule_mm=60.5),
            Line("…………, ngày …… tháng …… năm ………", 14, italic=True),
        ),
        kind=Line("BÁO CÁO", 14, bold=True),
        subject_size=14,
        separator="",
        signed=(
            Line("QUYỀN HẠN, CHỨC VỤ CỦA NGƯỜI KÝ", 14, bold=True),
            Line("(chữ ký, dấu)", 14, italic=True),
            Line("(họ và tên)", 14, bold=True),
        ),
        received=(
            Line("Nơi nhận:", 12, bold=True, italic=True),
            Line("- ……………………;", 11),
            Line("- ……………………;", 11),
            Line("- Lưu: VT, …….", 11),
        ),
        attached="(Kèm theo Báo cáo số ……/BC-……, ngày …… tháng …… năm ………)",
        own_pages=True,
    ),
}
