"""Every published table and column: grain, key, type, unit, range and meaning.

One statement for the ETL (which casts and checks by it), the data dictionary on the sources page
(which prints it) and the tests. Names are fixed: other tools read these Parquet files. It holds no
SQL and no values of the data themselves.
"""

import re
import unicodedata

from warehouse import codes
from warehouse.table import Column, Table

VERSION = "3"
# Contracts the app still opens; what they lack: `older.py`.
READABLE = ("1", "2", VERSION)

_POINT = re.compile(r"(\d)\.(\d)")
_FOLDED = str.maketrans("đy", "di")


def search_key(text: str) -> str:
    """The key a `*_fold` column holds: no accents, đ as d, y as i (quý and quí are one word), and
    no point between digits (1.275 and 1275 are one number)."""
    letters = unicodedata.normalize("NFD", text.lower())
    bare = "".join(c for c in letters if not unicodedata.combining(c))
    return _POINT.sub(r"\1\2", unicodedata.normalize("NFC", bare).translate(_FOLDED))


def _id(name: str, meaning: str) -> Column:
    return Column(name, "text", meaning, required=True)


def _fold(name: str, of: str) -> Column:
    return Column(
        name,
        "text",
        f"khóa tìm kiếm của {of}: bỏ dấu, đ thành d, y thành i, bỏ chấm trong số",
        derived=True,
    )


_SOURCE = Column(
    "source_id", "text", "báo cáo mà dòng này được lấy ra", references="sources", required=True
)
_PARAGRAPH = Column(
    "paragraph", "int", "đoạn thứ mấy của báo cáo (đếm dòng có chữ, từ 1)", required=True, low=1
)
_UNIT = Column("unit_id", "text", "đơn vị mà nội dung nói tới", references="units", required=True)
_LOCALITY = Column(
    "locality_id", "text", "địa phương so sánh mà đơn vị thuộc về", references="units", derived=True
)
_PHRASE = Column(
    "as_printed", "text", "cụm từ đúng như in, không quá tám từ", required=True, max_words=8
)
_OBSERVATION = Column(
    "observation_id",
    "text",
    "số liệu đi kèm; trống khi báo cáo không nêu số",
    references="observations",
)
_NOTE = Column("note", "text", "điều người đọc cần biết khi dùng")

UNITS = Table(
    "units",
    "Một dòng là một đơn vị trong một thời kỳ tồn tại.",
    "unit_id",
    (
        _id("unit_id", "mã riêng, không đổi; không dùng lại khi đơn vị giải thể"),
        Column("name", "text", "tên đầy đủ", required=True),
        Column("short_name", "text", "tên gọi ngắn", required=True),
        Column("type", "code", "loại đơn vị", codes=codes.UNIT_TYPE, required=True),
        Column("level", "code", "cấp", codes=codes.LEVEL, required=True),
        Column("parent_id", "text", "đơn vị cấp trên trực tiếp", references="units"),
        Column("locality_id", "text", "địa phương so sánh mà đơn vị thuộc về", references="units"),
        # Codes stay text: 80 was Long An and is Tây Ninh since 1/7/2025.
        Column("gso_code", "text", "mã Tổng cục Thống kê vào thời kỳ đó"),
        Column("valid_from", "date", "ngày bắt đầu; trống là trước phạm vi theo dõi"),
        Column("valid_to", "date", "ngày cuối cùng còn tồn tại; trống là còn đến nay"),
        Column("legal_basis", "text", "văn bản thành lập hoặc giải thể"),
        Column(
            "commune_count", "int", "số xã, phường, thị trấn của đơn vị; trống là chưa biết", low=1
        ),
        Column("commune_year", "int", "số xã ấy là của năm nào", low=1945),
        _fold("name_fold", "tên"),
        Column("sort_rank", "int", "thứ tự tiếng Việt của tên", derived=True),
    ),
)
UNIT_LINKS = Table(
    "unit_links",
    "Một dòng là một lần đơn vị cũ nhập vào đơn vị mới.",
    "from_unit_id,to_unit_id",
    (
        Column("from_unit_id", "text", "đơn vị cũ", references="units", required=True),
        Column("to_unit_id", "text", "đơn vị mới", references="units", required=True),
        Column("kind", "code", "nhập toàn bộ hay một phần", codes=codes.LINK_KIND, required=True),
        Column("resolution", "text", "nghị quyết", required=True),
    ),
)
SOURCES = Table(
    "sources",
    "Một dòng là một báo cáo.",
    "source_id",
    (
        _id("source_id", "mã báo cáo"),
        Column("file", "text", "tên tệp văn bản", required=True),
        Column("sha256", "text", "mã băm SHA-256 của tệp", required=True),
        Column("title", "text", "nhan đề như in", required=True),
        Column("publisher", "text", "nơi đăng; trống khi bản in không ghi"),
        Column("published_on", "date", "ngày đăng; trống khi bản in không ghi"),
        Column("event_on", "date", "ngày diễn ra sự kiện được đưa tin"),
        _UNIT,
        Column("kind", "code", "loại nguồn", codes=codes.SOURCE_KIND, required=True),
        Column("paragraph_count", "int", "số đoạn (dòng có chữ) của tệp", required=True, low=1),
        _NOTE,
        Column("sort_rank", "int", "thứ tự tiếng Việt của nhan đề", derived=True),
    ),
)
INDICATORS = Table(
    "indicators",
    "Một dòng là một chỉ tiêu.",
    "indicator_id",
    (
        _id("indicator_id", "mã chỉ tiêu"),
        Column("name", "text", "tên chỉ tiêu", required=True),
        Column("topic", "code", "chủ đề", codes=codes.TOPIC, required=True),
        Column("measure_unit", "code", "đơn vị tính", codes=codes.MEASURE_UNIT, required=True),
        Column("count_kind", "code", "loại số", codes=codes.COUNT_KIND, required=True),
        Column("definition", "text", "định nghĩa", required=True),
        Column("higher_is", "code", "chiều tốt", codes=codes.HIGHER_IS, required=True),
        Column("is_core", "bool", "chỉ tiêu chính, quyết định ô của bảng bao phủ", required=True),
        Column("asked_of", "code", "hỏi ở đâu", codes=codes.ASKED_OF, required=True),
        Column("numerator_id", "text", "chỉ tiêu là số bị chia của tỷ lệ", references="indicators"),
        Column("denominator_id", "text", "chỉ tiêu là số chia của tỷ lệ", references="indicators"),
        _fold("name_fold", "tên"),
    ),
)
OBSERVATIONS = Table(
    "observations",
    "Một dòng là một số liệu như một báo cáo in ra.",
    "observation_id",
    (
        _id("observation_id", "mã số liệu"),
        _SOURCE,
        _PARAGRAPH,
        _UNIT,
        _LOCALITY,
        Column("level", "code", "cấp của đơn vị", codes=codes.LEVEL, derived=True),
        Column("topic", "code", "chủ đề", codes=codes.TOPIC, derived=True),
        Column("indicator_id", "text", "chỉ tiêu", references="indicators", required=True),
        _PHRASE,
        Column("quantity", "text", "phần số của cụm từ, đúng như in", derived=True),
        Column(
            "value", "decimal", "giá trị, theo đơn vị gốc; trống khi chỉ nêu khoảng", derived=True
        ),
        Column("lower", "decimal", "cận dưới; trống là không biết", derived=True),
        Column("upper", "decimal", "cận trên; trống là không biết", derived=True),
        Column("lower_inclusive", "bool", "cận dưới có tính chính nó", derived=True),
        Column("upper_inclusive", "bool", "cận trên có tính chính nó", derived=True),
        Column("denominator", "decimal", "mẫu số khi in dạng 52/52", derived=True),
        Column("qualifier", "code", "mức chính xác", codes=codes.QUALIFIER, derived=True),
        Column("measure_unit", "code", "đơn vị tính", codes=codes.MEASURE_UNIT, derived=True),
        Column("count_kind", "code", "loại số", codes=codes.COUNT_KIND, required=True),
        Column("obs_status", "code", "trạng thái", codes=codes.OBS_STATUS, required=True),
        Column("recipient", "code", "đối tượng", codes=codes.RECIPIENT),
        Column("model_status", "code", "trạng thái mô hình", codes=codes.MODEL_STATUS),
        Column("counting_level", "code", "cấp được đếm", codes=codes.LEVEL),
        Column("period_from", "date", "ngày đầu kỳ"),
        Column("period_to", "date", "ngày cuối kỳ"),
        Column("period_text", "text", "kỳ như in", max_words=12),
        Column(
            "period_basis", "code", "kỳ biết được nhờ đâu", codes=codes.PERIOD_BASIS, required=True
        ),
        Column("as_of", "date", "số có tính đến ngày này"),
        Column("part_of", "text", "số liệu tổng mà số này là một phần", references="observations"),
        _NOTE,
        _fold("as_printed_fold", "cụm từ"),
        Column("first_year", "int", "năm đầu của kỳ; trống khi không rõ kỳ", derived=True),
        Column(
            "last_year",
            "int",
            "năm cuối của kỳ; kỳ không ghi ngày cuối thì tính đến năm của báo cáo",
            derived=True,
        ),
    ),
    phrase="as_printed",
)
MODELS = Table(
    "models",
    "Một dòng là một mô hình hoặc phong trào được gọi tên.",
    "model_id",
    (
        _id("model_id", "mã mô hình"),
        _SOURCE,
        _PARAGRAPH,
        _UNIT,
        _LOCALITY,
        Column("name", "text", "tên như in", required=True),
        Column("owner", "text", "nơi thực hiện, theo vai trò hoặc tên cơ quan"),
        Column("owner_level", "code", "cấp của nơi thực hiện", codes=codes.LEVEL),
        Column("kind", "code", "loại", codes=codes.MODEL_KIND, required=True),
        Column("fields", "codes", "lĩnh vực, do người nhập xếp", codes=codes.FIELD, required=True),
        Column("is_breakthrough", "bool", "báo cáo gọi là khâu đột phá", required=True),
        _NOTE,
        _fold("name_fold", "tên"),
        _fold("owner_fold", "nơi thực hiện"),
        Column("sort_rank", "int", "thứ tự tiếng Việt của tên", derived=True),
    ),
    phrase="name",
)
COMMENDATIONS = Table(
    "commendations",
    "Một dòng là một lần báo cáo nói tới khen thưởng.",
    "commendation_id",
    (
        _id("commendation_id", "mã"),
        _SOURCE,
        _PARAGRAPH,
        _UNIT,
        _LOCALITY,
        _PHRASE,
        Column("form", "code", "hình thức", codes=codes.COMMENDATION_FORM, required=True),
        Column("authority", "text", "nơi khen, theo chức vụ hoặc cơ quan"),
        Column(
            "authority_kind", "code", "loại nơi khen", codes=codes.AUTHORITY_KIND, required=True
        ),
        Column("authority_level", "code", "cấp của nơi khen", codes=codes.LEVEL),
        Column("recipient", "code", "đối tượng", codes=codes.RECIPIENT, required=True),
        Column("frequency", "code", "mức thường xuyên", codes=codes.FREQUENCY, required=True),
        _OBSERVATION,
        _NOTE,
        _fold("as_printed_fold", "cụm từ"),
    ),
    phrase="as_printed",
)
STUDY_ACTIVITIES = Table(
    "study_activities",
    "Một dòng là một hoạt động học tập, tuyên truyền, giảng dạy.",
    "activity_id",
    (
        _id("activity_id", "mã"),
        _SOURCE,
        _PARAGRAPH,
        _UNIT,
        _LOCALITY,
        _PHRASE,
        Column("activity", "code", "loại hoạt động", codes=codes.ACTIVITY, required=True),
        Column("organiser", "text", "nơi tổ chức"),
        Column("audience", "text", "người tham gia"),
        Column("frequency", "code", "mức thường xuyên", codes=codes.FREQUENCY, required=True),
        Column("obs_status", "code", "trạng thái", codes=codes.OBS_STATUS, required=True),
        _OBSERVATION,
        _NOTE,
        _fold("as_printed_fold", "cụm từ"),
    ),
    phrase="as_printed",
)
COVERAGE = Table(
    "coverage",
    "Một dòng là một địa phương × một chỉ tiêu, kể cả khi báo cáo không nêu.",
    "locality_id,indicator_id",
    (
        Column("locality_id", "text", "địa phương", references="units", required=True),
        Column("topic", "code", "chủ đề", codes=codes.TOPIC, required=True),
        Column("indicator_id", "text", "chỉ tiêu", references="indicators", required=True),
        Column("status", "code", "trạng thái", codes=codes.COVERAGE_STATUS, required=True),
        _OBSERVATION,
        Column("inside_count", "int", "số liệu của đơn vị bên trong, không cộng vào", low=0),
    ),
    curated=False,
)
FINDINGS = Table(
    "findings",
    "Một dòng là một điều đã đối chiếu trong báo cáo.",
    "finding_id",
    (
        _id("finding_id", "mã"),
        _SOURCE,
        Column("kind", "code", "loại", codes=codes.FINDING_KIND, required=True),
        Column("origin", "code", "ai phát hiện", codes=codes.FINDING_ORIGIN, required=True),
        Column("observation_ids", "texts", "các số liệu liên quan", references="observations"),
        Column("paragraphs", "ints", "các đoạn của những số liệu ấy"),
        Column("expected", "text", "điều phải có"),
        Column("found", "text", "điều báo cáo in"),
        Column("gap", "text", "chênh lệch"),
        Column("severity", "code", "mức độ", codes=codes.SEVERITY, required=True),
        Column("text", "text", "lời giải thích", required=True),
    ),
    curated=False,
)

TABLES = (
    UNITS, UNIT_LINKS, SOURCES, INDICATORS, OBSERVATIONS, MODELS, COMMENDATIONS, STUDY_ACTIVITIES,
    COVERAGE, FINDINGS,
)  # fmt: skip
BY_NAME = {table.name: table for table in TABLES}
