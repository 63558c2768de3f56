// Streamlit's own words, in Vietnamese: exact texts of the pinned version, replaced as they appear.
// Data and our own words are left alone; tests/browser says when a new version brings new words.
(() => {
  // Otherwise Streamlit first looks for its server below the page's address and logs two 404s.
  window.__streamlit = { BACKEND_BASE_URL: window.location.origin };

  const WORDS = {
    // frame
    "App pages": "Các trang",
    "Collapse sidebar": "Thu thanh bên",
    "Expand sidebar": "Mở thanh bên",
    "Main menu": "Trình đơn",
    "Sidebar": "Thanh bên",
    "Skip to main content": "Đến nội dung chính",
    "View less": "Thu bớt",
    // state of the run and of the connection
    "Always rerun": "Luôn chạy lại",
    "Connecting": "Đang kết nối",
    "Connecting to Streamlit server": "Đang kết nối máy chủ",
    "Error": "Lỗi",
    "File change.": "Tệp đã đổi.",
    "Please wait...": "Xin chờ…",
    "Rerun": "Chạy lại",
    "Running...": "Đang chạy…",
    "Stop": "Dừng",
    "Stopping...": "Đang dừng…",
    "Unable to connect to Streamlit server": "Không kết nối được máy chủ",
    // choosing and searching
    "Add options": "Thêm lựa chọn",
    "Choose an option": "Chọn một mục",
    "Choose options": "Chọn các mục",
    "Clear all": "Bỏ chọn tất cả",
    "Clear entry": "Xóa chữ đã gõ",
    "Clear value": "Bỏ chọn",
    "Dismiss": "Đóng",
    "Link to heading": "Liên kết đến đề mục",
    "Invalid input.": "Nội dung không hợp lệ.",
    "Multiselect options": "Các lựa chọn",
    "No results": "Không có kết quả",
    "Open": "Mở danh sách",
    "Select all": "Chọn tất cả",
    "Selectbox options": "Các lựa chọn",
    "Selected values": "Đang chọn",
    "Suggestions": "Gợi ý",
    // tables, charts, pages of a table, files
    "Close fullscreen": "Thu nhỏ",
    "Add files": "Thêm tệp",
    "Copied": "Đã chép",
    "Copy to clipboard": "Chép",
    "Download as CSV": "Tải CSV",
    "Download failed": "Không tải được tệp",
    "Fullscreen": "Toàn màn hình",
    "Upload": "Chọn tệp",
    "file upload": "Nơi thả tệp",
    "Next page": "Trang sau",
    "Pagination": "Chuyển trang",
    "Previous page": "Trang trước",
    "Scrollable table": "Bảng cuộn được",
    "Search": "Tìm",
    "Show/hide columns": "Ẩn, hiện cột",
    "Toolbar action": "Công cụ",
    // dialogs
    "Bad message format": "Không đọc được trả lời của máy chủ",
    "Close": "Đóng",
    "Connection error": "Mất kết nối",
    "Connection timed out.": "Máy chủ không trả lời kịp.",
    "Is Streamlit still running? If you accidentally stopped Streamlit, just restart it in your terminal:":
      "Chương trình có thể đã dừng. Mở lại bằng lệnh:",
    "streamlit run yourscript.py": "streamlit run dashboard.py",
    "Network error": "Lỗi mạng",
    "No message": "Không có lời nhắn",
    "Page not found": "Không có trang này",
    "Script execution error": "Trang này gặp lỗi",
    "Streamlit server is not responding. Are you connected to the internet?":
      "Máy chủ không trả lời. Hãy kiểm tra kết nối mạng.",
    "Unknown error": "Lỗi không rõ",
  };
  const PATTERNS = [
    [/^Page (\d+)$/, "Trang $1"],
    [/^View (\d+) more$/, "Xem thêm $1"],
    [/^Remove (.+)$/, "Bỏ $1"],
    [/^Select (\d+) matches$/, "Chọn $1 mục khớp"],
    [/^(\d+) options? available\.$/, "Có $1 lựa chọn."],
    [/^(.+), selected$/, "$1, đã chọn"],
    [/^(.+), not selected$/, "$1, đã bỏ chọn"],
    [/^(\d+)MB per file$/, "Tối đa $1 MB mỗi tệp"],
    [/^(?:Error: )?.+ files are not allowed\.$/, "Loại tệp này không mở được ở đây."],
    [/^(?:Error: )?File must be (\d+)\.0MB or smaller\.$/, "Tệp lớn quá: tối đa $1 MB."],
    [/^Error:$/, "Lỗi: "],
    [/^(\d+)\.(\d+)(KB|MB|GB)$/, "$1,$2 $3"],
    [/^add icon$/, "Thêm"],
    [/^Help for (.+)$/, "Giải thích: $1"],
    [/^Press Enter to submit form$/, "Nhấn Enter để lưu"],
    [/^Press (?:⌘|Ctrl)\+Enter to submit form$/, "Nhấn Ctrl+Enter để lưu"],
    [/^Press Enter to apply$/, "Nhấn Enter để áp dụng"],
    [/^Press (?:⌘|Ctrl)\+Enter to apply$/, "Nhấn Ctrl+Enter để áp dụng"],
    [/^You can only select up to (\d+) .+$/, "Chỉ chọn được tối đa $1 mục; hãy bỏ bớt."],
    [/^You have requested page \/(.+?), but no corresponding file was found.*$/s,
      "Không có trang “$1”; đang mở trang đầu."],
    [/^The page that you have requested does not seem to exist.*$/s,
      "Không có trang này; đang mở trang đầu."],
    [/^Connection failed with status (\d+).*$/s, "Máy chủ trả lời lỗi $1."],
    [/^Cannot connect to Streamlit \(HTTP status: (\d+)\).*$/s, "Máy chủ từ chối kết nối (mã $1)."],
    [/^If you are trying to access a Streamlit app running on another server.*$/s,
      "Nếu mở qua một máy khác, hãy báo người quản trị."],
  ];
  const ATTRIBUTES = ["aria-label", "title", "placeholder", "alt"];
  // Charts and our own tables speak Vietnamese by themselves, and are the busiest part of the page.
  const ALIEN = ".js-plotly-plot, .thi-dua-table, [data-testid='stDataFrame'], script, style";
  const OURS = ["Markdown", "Heading", "Text", "Alert", "Metric", "CaptionContainer"]
    .map((name) => `[data-testid='stMain'] [data-testid='st${name}']`)
    .join(", ");

  const vietnamese = (text) => {
    const said = text.trim();
    if (Object.hasOwn(WORDS, said)) return text.replace(said, () => WORDS[said]);
    for (const [pattern, words] of PATTERNS) {
      if (pattern.test(said)) return said.replace(pattern, words);
    }
    return text;
  };

  const fixText = (node) => {
    const words = vietnamese(node.data);
    if (words !== node.data && !node.parentElement?.closest(OURS)) node.data = words;
  };

  const fixAttributes = (element) => {
    for (const name of ATTRIBUTES) {
      const text = element.getAttribute(name);
      if (!text) continue;
      const words = vietnamese(text);
      if (words !== text) element.setAttribute(name, words);
    }
  };

  const fixTree = (root) => {
    if (root.nodeType === Node.TEXT_NODE) return fixText(root);
    if (root.nodeType !== Node.ELEMENT_NODE || root.matches(ALIEN)) return;
    const walker = document.createTreeWalker(
      root,
      NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT,
      (node) =>
        node.nodeType === Node.ELEMENT_NODE && node.matches(ALIEN)
          ? NodeFilter.FILTER_REJECT
          : NodeFilter.FILTER_ACCEPT,
    );
    for (let node = root; node; node = walker.nextNode()) {
      if (node.nodeType === Node.TEXT_NODE) fixText(node);
      else fixAttributes(node);
    }
  };

  // Only what was added or changed is looked at. What we write matches no entry, so nothing repeats.
  new MutationObserver((records) => {
    for (const { type, target, addedNodes } of records) {
      const element = target.nodeType === Node.ELEMENT_NODE ? target : target.parentElement;
      if (!element || element.closest(ALIEN)) continue;
      if (type === "childList") addedNodes.forEach(fixTree);
      else if (type === "characterData") fixText(target);
      else fixAttributes(element);
    }
  }).observe(document.documentElement, {
    subtree: true,
    childList: true,
    characterData: true,
    attributes: true,
    attributeFilter: ATTRIBUTES,
  });
})();
