"""What the app says to people who sign in, or may not."""

SIGN_IN = "Đăng nhập"
SIGN_OUT = "Đăng xuất"
OTHER_ACCOUNT = "Dùng tài khoản khác"
SIGN_IN_TITLE = "Đăng nhập để xem số liệu"
SIGN_IN_TEXT = "Trang này chỉ dành cho người được cấp quyền. Hãy dùng tài khoản của cơ quan."
EXPIRED = "Lần đăng nhập trước đã hết hạn. Hãy đăng nhập lại; địa chỉ đang mở được giữ nguyên."
NOBODY = "Nơi đăng nhập không cho biết bạn là ai. Hãy thử lại, hoặc báo người quản trị."
UNVERIFIED_TITLE = "Địa chỉ thư chưa được xác minh"
UNVERIFIED = (
    "Nơi đăng nhập chưa xác minh địa chỉ thư {}. Hãy xác minh ở nơi đó rồi đăng nhập lại, hoặc "
    "nhờ người quản trị."
)
NO_RIGHT_TITLE = "Tài khoản này chưa có quyền xem"
NO_RIGHT = (
    "Bạn đang đăng nhập bằng {}. Hãy nhờ người quản trị thêm địa chỉ này vào danh sách quyền; "
    "thêm xong, tải lại trang là xem được."
)
BROKEN_TITLE = "Chưa đăng nhập được"
BROKEN = (
    "Phần đăng nhập trên máy chủ chưa thiết lập đúng, nên các trang tạm đóng. Số liệu không mất. "
    "Hãy báo người quản trị; chi tiết có trong nhật ký máy chủ."
)
FAILED_TITLE = "Đăng nhập chưa xong"
FAILED = (
    "Nơi đăng nhập không trả lời, hoặc không xác nhận tài khoản. Hãy thử lại sau ít phút; nếu vẫn "
    "vậy, báo người quản trị."
)
TRY_AGAIN = "Thử lại"
CLOSED = "Cần đăng nhập để tải tệp này."
THIS_MACHINE = "Người dùng máy này"
ALONE = "Một người dùng trên máy này; mọi việc vẫn được ghi vào nhật ký."
