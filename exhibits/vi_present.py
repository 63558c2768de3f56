"""What the app says of a presentation: putting it together, showing it, and what may be wrong
with it."""

PRESENT = "Trình chiếu"
ADD_TO_DECK = "Thêm vào bài trình chiếu"
BEGIN_DECK = "Soạn bài sẵn cho hội nghị, hoặc mở bài đã lưu"
CONFERENCE_OF = "Hội nghị sơ kết của"
MAKE_CONFERENCE = "Soạn bài hội nghị"
OPEN_DECK = "Mở tệp bài trình chiếu (.json)"
SAVE_DECK = "Lưu bài"
DECK_NAME = "Tên bài"
DECK_EMPTY = (
    "Bài chưa có trang nào. Bấm “Thêm vào bài trình chiếu” dưới một biểu đồ hay bảng ở trang khác, "
    "soạn bộ sẵn, hoặc mở bài đã lưu. Bài nằm trong đường dẫn: gửi đường dẫn là gửi bài."
)
DECK_FILE = "hoi-nghi"
SLIDES = "Các nội dung"
DECK_FILTERS = (
    "Mỗi nội dung giữ bộ lọc lúc thêm vào; bộ lọc ở thanh bên không đổi bài này. Một nội dung dài "
    "sẽ thành nhiều trang chiếu."
)
UNDO = "Hoàn tác"
MOVE_UP = "Chuyển lên"
MOVE_DOWN = "Chuyển xuống"
REMOVE = "Bỏ khỏi bài"
SLIDE_TITLE = "Tiêu đề"

STAGE_BACK, STAGE_ON, STAGE_LEAVE = "Trang trước", "Trang sau", "Thoát trình chiếu"

ITEM_OF = "Từ trang {}, với bộ lọc lúc thêm vào"
SLIDE_NOTE = "Lời người trình bày"
SLIDE_NOTE_HINT = "Chỉ người trình bày thấy: chỉ nằm ở phần ghi chú của tệp PowerPoint"

FILE_KIND = "Loại tệp"
LAYOUT = "Thể thức văn bản (Word, PDF)"
BUILD = "Soạn tệp"
BUILDING = "Đang soạn"
STOP = "Dừng"
STOPPED = "Đã dừng, chưa có tệp nào được tạo."
TAKE = "Tải về:"

TOO_MANY_SLIDES = "Bài có hơn {} trang chiếu. Bỏ bớt nội dung hoặc lọc hẹp hơn."
STAGE_KEYS = "→ trang sau · ← trang trước · F toàn màn hình · Esc thoát"
MORE_CAVEATS = "Còn {} lưu ý, xem trang chiếu sau của mục này."
NOTHING_DRAWN = "Mục này không có biểu đồ hay bảng để chiếu; xem trang của nó theo đường dẫn."

IN_DECK = "✓ Đã có trong bài trình chiếu"
ADDED = "Đã thêm. Bài có {} nội dung, xem ở trang Trình chiếu."
DECK_LONG_ADDRESS = (
    "Bài này dài quá để nằm trong đường dẫn: tải lại trang là mất. Bấm “Lưu bài” để giữ thành tệp."
)

DECK_TITLE = "Bài trình chiếu"
DECK_FULL = "Bài đã đủ {} nội dung. Bỏ bớt hoặc chia thành hai bài."
DECK_LONG_QUERY = (
    "Đang chọn quá nhiều mục để giữ trong bài. Chọn ít hơn, hoặc bỏ chọn để lấy tất cả."
)

DECK_TOO_BIG = "Tệp bài trình chiếu lớn hơn {} KB nên không mở. Chọn đúng tệp đã lưu từ trang này."
DECK_NO_JSON = "Tệp không đọc được. Chọn tệp .json đã lưu bằng nút “Lưu bài” ở trang này."
DECK_OTHER_KIND = (
    "Tệp đọc được nhưng không phải bài trình chiếu. Chọn tệp đã lưu bằng nút “Lưu bài” ở trang này."
)
DECK_OTHER_VERSION = "Tệp theo quy ước phiên bản “{}”, ở đây chỉ mở được phiên bản 1."
DECK_FIELD = "Tệp bài trình chiếu, mục {}: “{}” {}. Sửa mục đó hoặc lưu lại bài từ đầu."
DECK_LIST = "phải là một danh sách"
DECK_OBJECT = "phải là một nhóm trường"
DECK_TEXT = "phải là chữ"
DECK_LONG = "dài quá {} chữ"
DECK_PAGE = "không phải trang của ứng dụng; các trang có thể dùng: {}"

DECK_TORN = (
    "Bài trình chiếu trong đường dẫn bị hỏng hoặc bị cắt. Xin lại đường dẫn, hoặc mở tệp đã lưu."
)
NOT_OFFERED = "Bản số liệu này không có “{1}” ở mục {0}"
NO_SUCH_CHOICE = "trang {} không có mục chọn “{}”"
NO_SUCH_EXHIBIT = "trang {} không có nội dung này với bộ lọc đã chọn"
NOT_SHOWN = "Không dựng được nội dung {} của bài (“{}”): {}."

CONFERENCE_TITLE = "Hội nghị sơ kết: học tập và làm theo Bác"
CONFERENCE_COMPARED = "Địa phương × chỉ tiêu: số nào so được"
CONFERENCE_PAIRS = "So từng cặp: {}"
CONFERENCE_TOO_LONG = "Bài hội nghị sẽ có {} nội dung, một bài giữ được {}. Chọn ít địa phương hơn."
CONFERENCE_ASK = "Đề nghị {} bổ sung"
