"""The nouns that reports count and the grammar has no unit for, and words that are no such noun.

Tables only; `extract_quantities` matches them. To teach the extractor a noun of several words, add
it to `THINGS`, with the code of the contract where one fits.
"""

# Nouns after a number that the grammar does not know; the code where the contract has a unit.
THINGS: dict[str, str | None] = {
    "dân": "persons", "chị em": "persons", "chị": "persons", "trẻ mồ côi": "persons",
    "trẻ": "persons", "bạn trẻ": "persons", "tình nguyện viên": "persons", "cụ": "persons",
    "công dân": "persons", "mẹ": "persons", "nông dân": "persons", "đảng viên trẻ": "persons",
    "công đoàn viên": "persons", "cộng tác viên": "persons", "nghệ nhân": "persons",
    "chuyên đề": None, "chuyên mục": None, "phóng sự": None, "câu chuyện": None,
    "đội thi": None, "thí sinh": "persons", "bài dự thi": None, "bài thi": None, "tác phẩm": None,
    "công trình": None, "câu lạc bộ": None, "tuyến đường": None, "cây": None, "cây xanh": None,
    "suất quà": None, "phần quà": None, "suất": None, "phần": None, "nhà văn hóa": None,
    "cờ thi đua": "commendations", "huân chương": "commendations",
    "kỷ niệm chương": "commendations",
    "sáng kiến": None, "tổ hợp tác": None, "hợp tác xã": None, "văn bản": None,
    "kế hoạch": None, "công văn": None, "quyết định": None, "hướng dẫn": None, "chỉ thị": None,
    "nghị quyết": None, "thông báo": None, "đề án": None, "chương trình": None, "quy chế": None,
    "ý kiến": None, "đoàn kiểm tra": None, "nhóm mô hình": None, "suất học bổng": None,
    "lượt tập thể": None, "lượt cá nhân": None,
    "tiểu thương": "persons", "giảng viên": "persons", "bệnh nhân": "persons", "ngư dân": "persons",
    "diễn viên": "persons", "phụ huynh": "persons", "thầy cô": "persons", "bạn đọc": "persons",
    "bí thư chi bộ": "persons", "trưởng thôn": "persons", "hòa giải viên": "persons",
    "căn": "houses", "ngôi": "houses", "tập thể nhỏ": "collectives", "thư biểu dương":
    "commendations", "cấp ủy cơ sở": "party_bodies", "khu dân cư kiểu mẫu": "hamlets",
}  # fmt: skip

# What things are done on: before a number of these "trên" is no "more than".
SURFACES = (
    "loại hình|trang mạng|trang thông tin|trang facebook|nền tảng|kênh|phương tiện|lĩnh vực|mặt"
    "|địa bàn|phương diện|tờ báo|cổng thông tin|fanpage|website|hạ tầng"
)

# After a number these begin no noun: verbs, prepositions, pronouns, what measures time or age.
_SMALL_WORDS = (
    "và của trong là thì đến với cho để từ tại ở do được đã có không các những này đó kia "
    "trên dưới theo về vào ra lên như năm tháng ngày tuổi giờ phút lần khi mà hoặc hay "
    "cùng cũng vẫn đang sẽ bị bởi qua sau trước giữa ngoài nhằm gồm đạt so mỗi tỷ tỉ "
    "triệu nghìn ngàn trăm vạn chục rưỡi độ quý nhất nhì ba khóa nay đều còn nên rồi đồng "
    "mặt cấp vừa ấy đó này kia nọ rất lại chỉ "
)
_PAIRS = (
    "dân tộc|thế kỷ|tôn giáo|tích cực|phấn đấu|xác định|quy định|thực hiện|đối với|thế hệ"
    "|trở lên|trở xuống"
)
NO_NOUN = frozenset(_SMALL_WORDS.split()) | frozenset(_PAIRS.split("|"))
