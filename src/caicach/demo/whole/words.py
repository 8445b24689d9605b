"""What people write in the periods of the demonstration: explanations, chapters, what stands around a report."""

from collections.abc import Mapping

from caicach.reports.services import HeadDraft

__all__ = ["AREA_TEXTS", "EXPLAINED", "HEAD", "LATER_TEXTS", "UNIT_REPORTS", "WHOLE_EXPLAINED"]

# By line; "" of any other.
EXPLAINED: Mapping[str, tuple[str, ...]] = {
    "apology.published": (
        "Có hồ sơ kỳ trước chuyển sang, trả kết quả muộn và xin lỗi trong kỳ này; danh sách lưu tại Bộ phận Một cửa.",
        "Xin lỗi cả các hồ sơ chờ kết quả của cơ quan liên thông từ kỳ trước, đã trả đủ kết quả.",
    ),
    "": (
        "Trong kỳ có đợt cấp đổi giấy tờ theo địa giới mới nên số liệu thay đổi nhiều; đã kiểm tra với sổ theo dõi.",
        "Đã đối chiếu với hồ sơ lưu: số liệu đúng, thay đổi do sắp xếp lại nhiệm vụ sau ngày 01/7/2025.",
    ),
}
# By line; "" of any other.
WHOLE_EXPLAINED: Mapping[str, str] = {
    "plan.tasks": "Kế hoạch năm được sửa đổi, bổ sung giữa năm nên số nhiệm vụ thay đổi.",
    "": "Đã kiểm tra với các đơn vị: thay đổi do các xã nhận nhiệm vụ của cấp huyện sau ngày 01/7/2025.",
}

HEAD = HeadDraft(
    parent_name="",
    addressees="Bộ Nội vụ",
    place="Sông Mây",
    sign_offices="TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH",
    signer="Hà Quang Thịnh",
    copies_to="Như trên;\nThường trực Tỉnh ủy;\nChủ tịch, các Phó Chủ tịch UBND tỉnh;\nCác sở, ban, ngành;\n"
    "UBND các xã, phường;\nLưu: VT, NV.",
)

# By key of the body that writes: section -> free place -> words. The leads of areas write theirs, the standing body
# the rest.
AREA_TEXTS: Mapping[str, Mapping[str, Mapping[str, str]]] = {
    "tu-phap": {
        "II.1": {
            "II.1": "Văn bản do cấp huyện cũ ban hành đã được rà soát xong phần thuộc lĩnh vực đất đai và hộ tịch; "
            "danh mục văn bản còn vướng đã gửi các sở chủ trì."
        },
    },
    "van-phong-ubnd": {
        "II.2": {
            "II.2": "Trung tâm Phục vụ hành chính công các xã đã nhận hồ sơ không phụ thuộc địa giới; bố trí người "
            "hướng dẫn nộp trực tuyến tại quầy vào các ngày đông người."
        },
    },
    "noi-vu": {
        "I.1": {"I.1": "Ban Chỉ đạo họp kiểm điểm tiến độ, giao từng cơ quan xử lý nhiệm vụ chậm."},
        "I.4": {"I.4": "Tuyên truyền qua hệ thống loa cơ sở bằng tiếng Việt và tiếng dân tộc, phát theo phiên chợ."},
        "II.3": {"II.3": "Hoàn thành kiện toàn các phòng chuyên môn của xã sau sắp xếp đơn vị hành chính."},
        "II.4": {"II.4": "Mở các lớp bồi dưỡng công chức xã về nhiệm vụ nhận từ cấp huyện."},
        "II.5": {"II.5": "Các đơn vị rà soát trụ sở dôi dư, lập phương án sử dụng chung."},
        "II.6": {"II.6": "Chuyển dữ liệu hồ sơ của cấp huyện cũ về kho dữ liệu dùng chung, khai thác ở mọi xã."},
        "II.7": {"II.7": "Duy trì buổi gặp gỡ doanh nghiệp hằng tháng tại các phường."},
        "III.1": {"III.1": "Nhiệm vụ kế hoạch cơ bản đúng tiến độ; nền nếp báo cáo của các xã tốt hơn kỳ trước."},
        "III.2": {
            "III.2": "một số xã thiếu người có kinh nghiệm về đất đai, xây dựng; vài cơ quan gửi số liệu sát hạn nên "
            "ít thời gian đối chiếu."
        },
        "III.3": {"III.3": "Đề nghị Bộ Nội vụ sớm ban hành biểu thống kê thống nhất cho mô hình hai cấp."},
        "IV.1": {"IV.1": "Kiểm tra tại chỗ các xã còn nhiệm vụ quá hạn; chuẩn bị tự đánh giá, chấm điểm của năm."},
    },
}
# What stands in the report that is being written: the first chapters alone.
LATER_TEXTS: Mapping[str, Mapping[str, Mapping[str, str]]] = {
    "tu-phap": AREA_TEXTS["tu-phap"],
    "noi-vu": {key: AREA_TEXTS["noi-vu"][key] for key in ("I.1", "II.3")},
}

UNIT_REPORTS: Mapping[str, Mapping[str, Mapping[str, str]]] = {
    "tu-phap": {
        "II.1": {"II.1": "Đã lập danh mục văn bản của cấp huyện cũ cần bãi bỏ, gửi các xã đối chiếu."},
        "III.2": {"III.2": "Một số xã gửi kết quả rà soát chậm.", "III.3": "Bổ sung kinh phí rà soát văn bản."},
    },
    "xa-suoi-nhan": {
        "II.2": {"II.2": "Bộ phận Một cửa làm thêm sáng thứ Bảy, trả kết quả tại nhà cho người già yếu."},
        "II.4": {"II.4": "Số hóa xong hồ sơ hộ tịch còn hiệu lực."},
        "III.2": {"III.2": "Đường truyền ở ba thôn xa chưa ổn định.", "III.3": "Đầu tư trạm phát sóng ở các thôn xa."},
    },
    "phuong-ben-may": {
        "II.2": {"II.2": "Ki-ốt tra cứu hồ sơ đặt tại chợ và bến xe của phường."},
        "III.2": {"III.2": "Hồ sơ đất đai chờ kết quả liên thông lâu.", "III.3": "Rút ngắn quy trình luân chuyển."},
    },
}
