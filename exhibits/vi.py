"""What the app itself says in Vietnamese, in more than one place or in its frame. Words about the
data live in `warehouse.codes` and the contract; a renderer's or a page's own words stand in it."""

APP = "Thi đua"
APP_LONG = "Học tập và làm theo Bác: số liệu các địa phương"

HOME = "tong-quan"
# slug → title; slugs are addresses people send each other and never change.
PAGES = {
    "tong-quan": "Tổng quan",
    "mo-hinh": "Mô hình",
    "khen-thuong": "Khen thưởng",
    "hoc-tap": "Học tập",
    "so-sanh": "So sánh",
    "dia-phuong": "Hồ sơ địa phương",
    "tim-kiem": "Tìm kiếm",
    "truy-nguon": "Truy nguồn",
    "co-gi-moi": "Có gì mới",
    "nguon": "Nguồn",
    "trinh-chieu": "Trình chiếu",
    "nhap-bao-cao": "Nhập báo cáo",
}

# Query parameters of the shared filters, as they stand in addresses.
KEY_LOCALITY = "dia-phuong"
KEY_LEVEL = "cap"
KEY_PERIOD = "ky"
# of a view that is more than a page holds
KEY_PART = "phan"
# of the lists that are turned page by page: key → what the choice is called
LEAVES = {
    "trang-mo-hinh": "Trang của danh mục mô hình",
    "trang-khen": "Trang của các lần nói tới khen thưởng",
    "trang-hoat-dong": "Trang của các hoạt động",
    "trang-so-lieu": "Trang của danh sách số liệu",
    "trang-bao-cao": "Trang của các báo cáo",
    "trang-thay-doi": "Trang của các thay đổi",
    "trang-doi-chieu": "Trang của các điều đã đối chiếu",
}
# of a frozen release: a link on a slide still shows the number it showed
KEY_RELEASE = "phien"
# of a figure, on the page that traces it
KEY_FIGURE = "so-lieu"
# of the presentation being put together, of its slide, and whether it is on the big screen
KEY_DECK = "bo"
KEY_SLIDE = "trang"
KEY_PRESENTING = "chieu"

FILTERS = "Bộ lọc"
LOCALITY = "Địa phương"
LOCALITY_SHOWN = "Hồ sơ của"
YES, NO = "có", "không"
LEVEL = "Cấp"
PERIOD = "Kỳ"
ALL = "Tất cả"
UNDATED = "Không rõ kỳ"

RELEASE = "Bản số liệu"
NEWEST = "Mới nhất"
OLD_RELEASE = "Đang xem bản {} (tạo lúc {}), không phải bản mới nhất."
NO_SUCH_RELEASE = (
    "Không mở được bản số liệu trong đường dẫn: không có, không nguyên vẹn, hoặc theo quy ước dữ "
    "liệu khác. Đang xem bản mới nhất."
)
FROM_RELEASE = "Từ bản"
TO_RELEASE = "Đến bản"
ONE_RELEASE = "Mới có một bản phát hành, nên chưa có gì để so. Bản sau sẽ được so với bản này."

SOURCE = "Nguồn"
AND_MORE = "và {} báo cáo khác, xem trang Nguồn"
TABLE = "Bảng số liệu"
ROWS = "dòng"
MIXED_PERIODS = "ghi ở từng số liệu"
NO_DATA = "không nêu"
PERIOD_NOT_USED = "Bộ lọc kỳ không tác động ở đây: báo cáo không ghi kỳ cho từng dòng này."
PERIOD_COMPARED = (
    "Bộ lọc kỳ không tác động ở đây: hai kỳ có như nhau không là điều trang này xét ở từng cặp."
)
FILTERS_NOT_USED = "Bộ lọc ở thanh bên không thu hẹp bảng này."
OUTSIDE_PERIOD = ", ngoài kỳ đang xem"
NOT_HERE = ", không ở phần đang xem"

PART = "Phần đang xem"
PART_SAID = "địa phương {} trên {} ({})"
PART_NAMES = "từ {} đến {}"
NEWEST_YEAR = "kỳ {}, năm mới nhất, vì chưa chọn kỳ"
PART_OUTSIDE = "{} số của đơn vị ngoài các địa phương này: tìm ở trang Tìm kiếm"
PART_SHOWN = "Đang xem {}. Lật phần ở đây, hoặc chọn địa phương, cấp, kỳ ở thanh bên."
PART_NOTE = "Chỉ gồm một phần: {}. Phần khác: lật phần ở đầu trang, hoặc chọn ở thanh bên."
PART_EMPTY = "Mới xem một phần: {}."
SOME_ROWS = (
    "Dòng {}–{} trên {}. Lật trang dưới bảng để xem và tải phần khác; lọc hoặc tìm để thu hẹp."
)
FIRST_ROWS = "Chỉ có {} dòng đầu trên {}. Xem đủ ở trang {} với địa phương này."
FIRST_FIGURES = (
    "Chỉ có {} số đầu trên {}, theo thứ tự địa phương, chỉ tiêu, đơn vị, báo cáo. Chọn địa phương, "
    "cấp hoặc kỳ để xem số khác; danh sách đủ ở trang Truy nguồn."
)
FIRST_COMPARED = (
    "Chỉ xét {} số đầu trên {}, theo thứ tự địa phương, đơn vị, báo cáo; hạng và cặp là giữa các "
    "số ấy. Chọn địa phương, cấp hoặc đơn vị để xét số khác."
)
SOME_DIVIDED = (
    "Chỉ chia với {} số đầu trên {} số hội nghị, lượt người của các đơn vị này. Chọn bớt đơn vị để "
    "xét đủ."
)
PAIR_PART = "{}: chỉ xét {}."
PAIR_SOME = "{}: chỉ xét {} số đầu trên {}, theo thứ tự chỉ tiêu, đơn vị, báo cáo."
PAIR_LINES = "Chỉ có {} dòng đầu trên {}. Xem từng chỉ tiêu ở cách so “Theo chỉ tiêu”."
ONE_SIDE_HERE = "Một hoặc cả hai bên không có số trong phần được xét, nên không có gì để so ở đây."
TOO_MANY_JUDGED = "{} số, quá nhiều cặp để xét ở đây"
OTHER_REPORTS = "{} báo cáo khác của địa phương đang xem, kể đủ ở trang Nguồn"
EMPTY_ADVICE = (
    "Không có gì khớp với bộ lọc. Bỏ bớt điều kiện ở thanh bên, hoặc chọn lại địa phương, cấp, kỳ."
)

# Of the reports named on the page: one, all of several, or some are the press's.
PRESS_ONE = "Nguồn là tin, bài báo chí"
PRESS_ALL = "Cả {} nguồn đều là tin, bài báo chí"
PRESS_SOME = "{} trong {} nguồn là tin, bài báo chí"
PRESS_CAVEAT = "{}: thường kể điều làm được và bỏ qua phần hạn chế."
ABSENT_CAVEAT = "Chỗ báo cáo không nêu để trống, không tính là 0."
NOT_COMPARED = (
    "Các số ở đây khác cấp, khác kỳ hoặc khác cách đếm, "
    "nên đứng cạnh nhau để đọc chứ không để xếp hạng."
)

OWN_SCALES = (
    "Mỗi khung một thước đo riêng. Cùng khung chưa phải là so được: trang So sánh nói rõ từng cặp."
)

PAGE = "Trang"
TOO_MANY_ROWS = (
    "Có {} dòng, nhiều hơn {} dòng mà loại tệp này giữ được. Bỏ bớt nội dung, lọc hẹp hơn, "
    "hoặc tải Excel."
)
TOO_LONG_FOR = "Nội dung quá dài cho {}: lọc hẹp hơn, chọn một bảng, hoặc tải Excel."
TAKEN = "Bản số liệu {}, lấy ngày {}"
MISSING = "Chưa trình bày được"
QR_ALT = "Mã QR của đường dẫn xem lại"

LETTER = "Thư đề nghị"
LETTER_TAKE = "Tải thư (.txt)"
TAKE_AWAY = "Mang về"
WHOLE_PAGE = "Cả trang"
WHICH_TABLE = "Chọn nội dung"
XLSX = "Excel (.xlsx)"
PPTX = "PowerPoint (.pptx)"
DOCX = "Word (.docx)"
PDF = "PDF (.pdf)"
HTML = "Trang xem không cần mạng (.html)"
ZIP = "Bộ hội nghị (.zip)"
PNG = "Hình PNG"
SVG = "Hình SVG"
CSV_EXCEL = "CSV cho Excel tiếng Việt"
CSV_MACHINE = "CSV máy đọc"
SHEET_CONTENTS = "Mục lục"
SHEET_DICTIONARY = "Từ điển"
SHEET_FILTERS = "Bộ lọc"
SHEET_SOURCES = "Nguồn"

SEARCH = "Tìm"
SEARCH_HINT = "Gõ không dấu cũng được"
SEARCH_ADVICE = (
    "Gõ tên đơn vị, mô hình, chỉ tiêu, một cụm từ hay một con số; không cần dấu, "
    "1275 hay 1.275 đều được."
)
SEARCH_SCOPE = (
    "Tìm trong mọi đơn vị, chỉ tiêu, mô hình, số liệu, lần khen thưởng và hoạt động; bộ lọc ở "
    "thanh bên không thu hẹp kết quả."
)
NOTHING_FOUND = "Không thấy. Thử ít chữ hơn, hoặc một từ khác; không cần gõ dấu."
MORE_FOUND = "Còn nữa ở: {}. Gõ thêm chữ để thu hẹp."
KIND = "Loại"
FIELD = "Lĩnh vực"
ACTIVITY = "Loại hoạt động"

COMPARE_WAY = "Cách so"
COMPARE_INDICATOR = "Theo chỉ tiêu"
COMPARE_MATRIX = "Địa phương × chỉ tiêu"
COMPARE_PAIR = "Hai địa phương"
INDICATOR = "Chỉ tiêu"
UNITS = "Đơn vị"
ALIKE_ONLY = "Chỉ cùng cấp, cùng kỳ"
FIRST_PLACE = "Địa phương thứ nhất"
SECOND_PLACE = "Địa phương thứ hai"
RANK_MEANING = (
    "Hạng chỉ tính giữa các số so sánh được, và chỉ nêu khi cận của các số cho phép: "
    "“hạng 2–3” là chưa biết chắc hơn; “chưa xếp được” là các khoảng chồng nhau."
)
STANDS_ALONE = (
    "“Đứng riêng”: không so được với số nào khác ở đây, nên không vẽ cột, không xếp hạng."
)
NOT_DRAWN = "Biểu đồ vẽ {} số đầu; còn {} số nữa ở bảng số liệu."
NO_PEERS = (
    "Không có hai đơn vị nào cùng cấp, cùng kỳ cho chỉ tiêu này, nên không vẽ cạnh nhau. "
    "Tắt “Chỉ cùng cấp, cùng kỳ” để xem tất cả, mỗi cấp một khung."
)
NO_NUMBERS = "Chưa báo cáo nào nêu số cho chỉ tiêu này trong phạm vi đã chọn."
NO_PAIRS = "Cần ít nhất hai số mới có cặp để so. Chọn thêm đơn vị hoặc chỉ tiêu khác."
TOO_MANY_PAIRS = "Có {} số, quá nhiều cặp để đọc. Chọn bớt địa phương, cấp hoặc đơn vị."
ORDER_MEANING = "Thứ tự chỉ nêu khi chắc chắn, dù các số mở (“trên”, “gần”) thật ra là bao nhiêu."
NOTHING_DERIVED = "Không có số nào suy ra được ở đây."
ONE_SIDE = "Một hoặc cả hai bên không có số, nên không có gì để so."

FIGURE_ID = "Mã số liệu"
TRACE_ADVICE = (
    "Bấm vào một số, ở đây hay ở trang bất kỳ, để mở đoạn báo cáo của nó; hoặc dán mã số liệu "
    "vào ô trên. Mã nằm ở cột “Mã số liệu” của mọi tệp tải về."
)
TRACE_UNKNOWN = "Bản số liệu này không có mã “{}”. Kiểm lại mã, hoặc mở bản phát hành cũ hơn."
PASSAGE = "Đoạn báo cáo"
PASSAGE_CAVEAT = "Tên riêng của người được che. Chữ đậm trên nền màu là cụm từ đã lấy."

NO_SCRIPT = "Trang này cần bật JavaScript."
ERROR_TITLE = "Trang này gặp lỗi"
ERROR_TEXT = "Số liệu không mất. Hãy tải lại trang; nếu lỗi còn, báo người quản trị kèm giờ xảy ra."
RESTARTING = "Máy chủ đang khởi động lại. Hãy tải lại trang sau vài giây."
NO_RELEASE_TITLE = "Chưa có số liệu để hiển thị"
NO_RELEASE_TEXT = "Người quản trị cần chạy lệnh tạo số liệu: python -m etl"

PLOTLY_LOCALE = {
    "dictionary": {
        "Autoscale": "Tự căn tỷ lệ",
        "Box Select": "Chọn khung",
        "Double-click to zoom back out": "Nháy đúp để thu nhỏ",
        "Download plot": "Tải hình",
        "Download plot as a PNG": "Tải hình PNG",
        "Download plot as a png": "Tải hình PNG",
        "Lasso Select": "Chọn tự do",
        "Pan": "Kéo",
        "Reset": "Đặt lại",
        "Reset axes": "Đặt lại trục",
        "Snapshot succeeded": "Đã tải hình",
        "Sorry, there was a problem downloading your snapshot!": "Không tải được hình",
        "Taking snapshot - this may take a few seconds": "Đang tạo hình",
        "Toggle show closest data on hover": "Chỉ điểm gần nhất",
        "Zoom": "Phóng to",
        "Zoom in": "Phóng to",
        "Zoom out": "Thu nhỏ",
    },
    "format": {
        "decimal": ",",
        "thousands": ".",
        "grouping": [3],
        "currency": ["", " đồng"],
        "date": "%d/%m/%Y",
        "days": ["Chủ nhật", "Thứ hai", "Thứ ba", "Thứ tư", "Thứ năm", "Thứ sáu", "Thứ bảy"],
        "shortDays": ["CN", "T2", "T3", "T4", "T5", "T6", "T7"],
        "months": [f"Tháng {n}" for n in range(1, 13)],
        "shortMonths": [f"Th{n}" for n in range(1, 13)],
    },
}
