"""What the desk says: entering, deciding, checking, approving a report."""

# Query parameter of the draft that is open.
KEY_DRAFT = "nhap"

# ------------------------------------------------------------------------------------ drafts

STATES = {
    "draft": "Bản nháp",
    "submitted": "Chờ duyệt",
    "publishing": "Đang phát hành",
    "published": "Đã phát hành",
    "undoing": "Đang hoàn tác",
    "undone": "Đã hoàn tác",
    "discarded": "Đã bỏ",
}
GROUPS = {
    "draft": "Bản nháp ({})",
    "submitted": "Chờ duyệt ({})",
    "published": "Đã phát hành ({})",
    "undone": "Đã hoàn tác ({})",
}
DECIDED = "{} chưa xử lý, {} đã nhận, {} đã bỏ"
NO_DRAFTS = "Chưa có bản nháp nào. Tải tệp báo cáo lên hoặc dán văn bản ở trên."
OLDER = "Còn {} mục cũ hơn"
BACK_TO_LIST = "← Danh sách bản nháp"
BY = "người nhập: {}"
CHANGED = "sửa lần cuối {}"
CLOSED = (
    "Trang này dành cho người nhập và người duyệt báo cáo. Hãy đăng nhập; trên máy dùng riêng, "
    "người quản trị mở bằng biến DESK_ALONE=1."
)
NO_RIGHT = (
    "Tài khoản này xem được số liệu nhưng chưa được giao nhập hay duyệt báo cáo. Nhờ người quản "
    "trị thêm vào danh sách quyền."
)

NEW_REPORT = "Báo cáo mới"
UPLOAD, PASTE = "Tải tệp lên", "Dán văn bản"
FILE = "Báo cáo (.txt, .docx, .pdf) hoặc biểu nhập Excel (.xlsx), tối đa 20 MB"
READ_FILE = "Đọc tệp này"
PASTED = "Văn bản báo cáo, cả nhan đề; mỗi đoạn một dòng"
READ_PASTED = "Đọc văn bản này"
PASTED_NAME = "van-ban-dan.txt"
NOTHING_PASTED = "Chưa có chữ nào. Dán văn bản báo cáo vào ô trên."
READING = "Đang đọc báo cáo…"
EMPTY_FORM = "Biểu nhập Excel trống"
FILLED_FORM = "Biểu nhập có sẵn số liệu"
MARKED = "Tải bản sao đã đánh dấu ô sai"
MEND_IN_EXCEL = (
    "Sửa các ô sai trong Excel rồi tải tệp đã sửa lên ở “Báo cáo mới”; bản nháp này bỏ được."
)

SOURCE = "Báo cáo"
SOURCE_LACKS = "Còn thiếu: {}"
SAVE_SOURCE = "Lưu thông tin báo cáo"
SAVED_SOURCE = "Đã lưu thông tin báo cáo."
ALIKE = "Có thể đã có: “{}”. {}"
OPEN_ALIKE = "Mở bản nháp ấy"
WAS_SENT_BACK = "Người duyệt trả lại: {}"

# ------------------------------------------------------------------------------------ entries

TABLES = {
    "observations": "Số liệu",
    "models": "Mô hình",
    "commendations": "Khen thưởng",
    "study_activities": "Hoạt động",
    "units": "Đơn vị mới",
    "unit_links": "Sáp nhập",
    "indicators": "Chỉ tiêu mới",
}
SIGNS = {"open": "…", "accepted": "✓", "corrected": "✎", "added": "+", "refused": "✗"}
STATES_OF_ENTRY = {
    "open": "chưa xử lý",
    "accepted": "đã nhận",
    "corrected": "đã sửa rồi nhận",
    "added": "người nhập thêm",
    "refused": "đã bỏ",
}
TEXT_LABEL = "Văn bản báo cáo"
TEXT = "văn bản"
ASIDE = "Bỏ qua {}: {}"
NOT_IN_TEXT = "[{}: không thấy nguyên văn trong đoạn]"
PLACE = "{}/{}"
READ_AS = "Đọc là: {} ({})"
OUT_OF = "{} trong tổng số {}"
WHY = "vì {}"
REASON_WAS = "Lý do bỏ: {}"
STILL_MISSING = ":orange[còn thiếu]"
NEW_ONE = "{} · mới"
FROM_DAY, TO_DAY = "từ {}", "đến {}"
BOOLS = {"true": "có", "false": "không"}

SHOWN = "Hiện"
ALL_ENTRIES, OPEN_ONLY, ERRORS_ONLY = "Tất cả", "Chưa xử lý", "Có lỗi"
COUNTED = "{} mục · {} chưa xử lý · {} có lỗi"
NOTHING_SHOWN = "Không có mục nào khớp với “Hiện”. Chọn “Tất cả” để xem lại cả báo cáo."

ACCEPT, EDIT, REFUSE, REOPEN = "Nhận", "Sửa", "Bỏ", "Xét lại"
BACK, ON, NEXT_OPEN = "Lùi (K)", "Tới (J)", "Chưa xử lý kế tiếp"
SAVE, LEAVE = "Nhận bản đã sửa", "Thôi"
LACKING = "Còn thiếu: {}. Điền rồi nhận."
STILL_TYPED = "Những gì vừa gõ vẫn còn trong ô; lưu lần nữa là ghi theo ô này."
WHY_REFUSED = "Bỏ vì sao? Bấm số, hoặc ghi lý do khác."
REASONS = (
    "Không phải số liệu của báo cáo này",
    "Trùng với mục khác",
    "Máy đọc sai; đã nhập lại ở mục khác",
    "Không có chỉ tiêu để theo dõi số này",
    "Không được thu thập: đời tư, dân tộc, tôn giáo, hộ nghèo dưới cấp xã",
)
OWN_REASON = "Lý do khác"
REFUSE_SO = "Bỏ với lý do này"

ADD_MISSED = "Số liệu máy bỏ sót"
KIND_OF_ROW = "Loại mục"
ADD_ROW = "Thêm"
NEW_UNIT = "Đơn vị mới"
NEW_INDICATOR = "Chỉ tiêu mới"
NEW_IS_CHOSEN = "Đã thêm “{}” và chọn sẵn vào mẫu ở trên."
NOT_LETTER_FOR_LETTER = (
    "“{}” không đứng nguyên văn trong ¶{}. Chép đúng từng chữ như in, cả dấu chấm trong số."
)
CHOOSE = "Chọn"
NOTHING = "(để trống)"
DAY_HINT = "ngày/tháng/năm"

# ------------------------------------------------------------------------------------ check

CHECK = "Kiểm tra và duyệt"
CHECKING = "Đang kiểm tra…"
NOT_CHECKED = "Chưa kiểm tra được. Bấm “Kiểm tra lại”; nếu vẫn vậy, báo người quản trị."
CHECK_AGAIN = "Kiểm tra lại"
ALL_WELL = "✓ Kiểm tra xong: không có lỗi."
ERRORS = "Kiểm tra xong: có {} lỗi phải sửa trước khi trình, xem danh sách ở dưới."
MORE_ERRORS = "Còn {} lỗi nữa."
REFUSED_FOR = "{}; {}"
SHEET, CELL, IN_CELL = "Trang", "Ô", "Đang ghi"
RULE, REMEDY = "Lỗi", "Cách sửa"
PREVIEW = "Xem trước: {} dòng sẽ thêm hoặc đổi"
PREVIEW_OF = "{} ({})"
MORE_CHANGES = "và {} dòng nữa"
ALTERED = "đổi {}"
TAKEN_OUT = "− bỏ dòng {}"
FROM_TO = "{}: “{}” → “{}”"

# ------------------------------------------------------------------------------------ approval

UNDECIDED = "Còn {} mục chưa xử lý: nhận, sửa hoặc bỏ từng mục rồi mới trình được."
SUBMIT = "Trình duyệt"
SUBMITTED = "Đã trình. Người duyệt sẽ thấy bản nháp này ở mục “Chờ duyệt”."
DISCARD = "Bỏ bản nháp"
DISCARD_SURE = "Bản nháp sẽ rời danh sách; nhật ký vẫn giữ."
DISCARD_YES = "Bỏ bản nháp này"
DISCARDED = "Đã bỏ bản nháp."
TAKE_BACK = "Rút lại để sửa"
WAITS = "Đang chờ người duyệt."
OWN_DRAFT = "Bạn đã sửa bản nháp này nên không tự duyệt được; nhờ một người khác duyệt."
ALONE = "Máy dùng riêng: bạn vừa nhập vừa duyệt, và nhật ký ghi rõ điều đó."
APPROVE = "Duyệt và phát hành"
PUBLISHING = "Đang phát hành bản số liệu mới…"
SEND_BACK, SEND_BACK_WHY = "Trả lại", "Lý do trả lại"
SENT_BACK = "Đã trả lại người nhập."
PUBLISHED = "Đã phát hành: bản số liệu {}."
WAS_UNDONE = "Đã hoàn tác: bản số liệu {} không còn các dòng của báo cáo này."
NEW_FIGURES = "Số liệu mới, bấm để xem đoạn báo cáo"
UNDO = "Hoàn tác"
UNDO_MEANS = (
    "Rút mọi dòng của báo cáo này ra khỏi số liệu, thành một bản phát hành mới. Bản cũ vẫn mở được "
    "bằng đường dẫn của nó."
)
UNDO_WHY = "Lý do hoàn tác"
UNDONE = "Đã hoàn tác."

# ------------------------------------------------------------------------------------ log

LOG = "Nhật ký"
EARLIER, NEWEST = "Cũ hơn", "Mới nhất"
AT = "lúc"
WHEN, WHO, WHAT, ON_WHAT, CHANGE = "Lúc", "Ai", "Việc", "Mục", "Thay đổi"
ACTIONS = {
    "begin": "nhận báo cáo",
    "accept": "nhận",
    "correct": "sửa rồi nhận",
    "refuse": "bỏ",
    "reopen": "xét lại",
    "add": "thêm mục",
    "source": "sửa thông tin báo cáo",
    "submit": "trình duyệt",
    "take_back": "rút lại",
    "send_back": "trả lại",
    "discard": "bỏ bản nháp",
    "publish": "duyệt, bắt đầu phát hành",
    "published": "phát hành xong",
    "give_back": "chưa phát hành được",
    "undo": "bắt đầu hoàn tác",
    "undone": "hoàn tác xong",
    "undo_failed": "chưa hoàn tác được",
}
LOGGED = {
    "state": "Trạng thái",
    "reason": "Lý do",
    "release": "Bản số liệu",
    "alone": "Người nhập tự duyệt trên máy riêng",
    "recovered": "Làm nốt việc dở dang",
    "name": "Tên",
    "kind": "Loại",
}
