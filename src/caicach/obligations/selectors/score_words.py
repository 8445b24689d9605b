"""The words of a scorecard: what each of its figures means, printed wherever the figures are.

The one wording; docs/explanation/statistics.md explains it with examples.
"""

from django.utils.translation import gettext as _

__all__ = ["score_definitions"]


def score_definitions(fewest: int) -> tuple[tuple[str, str], ...]:
    """Return (figure, what it counts) of every figure of a scorecard, in the order of its columns.

    Args:
        fewest: Due tasks that make a rank.
    """
    return (
        (_("Nhiệm vụ"), _("một sản phẩm của một cơ quan ở một kỳ; việc nằm trong báo cáo định kỳ tính cùng báo cáo.")),
        (_("Đến hạn"), _("hạn nằm trong kỳ và đã hết ngày đó; việc gia hạn tính theo hạn mới.")),
        (
            _("Đúng hạn"),
            _("nộp không muộn hơn hạn, theo ngày văn bản hoặc ngày nộp báo cáo; ngày nghiệm thu không tính."),
        ),
        (_("Nộp muộn"), _("đã nộp, sau hạn.")),
        (_("Quá hạn"), _("chưa nộp, hoặc bị trả lại mà chưa nộp lại. Đúng hạn + nộp muộn + quá hạn = đến hạn.")),
        (_("Bị trả lại"), _("đến hạn và đã bị trả lại ít nhất một lần; tỷ lệ tính trên số đến hạn.")),
        (_("Số ngày trễ"), _("trung bình của các việc nộp muộn và quá hạn, theo ngày lịch kể từ ngày sau hạn.")),
        (_("Giao đến nghiệm thu"), _("trung bình số ngày từ lúc giao đến lúc nghiệm thu, của việc đã nghiệm thu.")),
        (_("Chủ quan"), _("phần chủ quan trong các việc trễ đã nêu nguyên nhân; việc chưa nêu đếm riêng.")),
        (_("Chờ cơ quan khác"), _("đến hạn khi đồng hồ đang dừng vì cơ quan khác; không tính vào đến hạn.")),
        (
            _("Hạng"),
            _(
                "theo tỷ lệ đúng hạn trong nhóm cùng loại; cùng tỷ lệ thì cùng hạng; ít hơn %(fewest)s nhiệm vụ đến "
                "hạn thì không xếp hạng."
            )
            % {"fewest": fewest},
        ),
        (_("Không tính"), _("đề nghị gửi cơ quan ngoài hệ thống, việc chờ sự kiện, việc đã hủy, lưu lịch sử.")),
    )
