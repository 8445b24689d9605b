"""The app's place in Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ObligationsConfig(AppConfig):
    """Registered as ``obligations``."""

    name = "caicach.obligations"
    label = "obligations"

    def ready(self) -> None:
        """Tell the lower apps what is ours."""
        from caicach.audit.registry import actions
        from caicach.documents.registry import uses, viewers
        from caicach.files.registry import owners
        from caicach.obligations import selectors, services
        from caicach.people.registry import Holder, holders
        from caicach.ui.registry import NavItem, navigation

        actions.add("obligations.assign", _("giao nhiệm vụ"))
        actions.add("obligations.submit", _("nộp sản phẩm"))
        actions.add("obligations.prepare", _("trình lãnh đạo duyệt"))
        actions.add("obligations.withdraw", _("rút bản trình"))
        actions.add("obligations.send_back", _("yêu cầu sửa bản trình"))
        actions.add("obligations.on_behalf", _("nộp thay"))
        actions.add("obligations.practice", _("đổi cách nộp"))
        actions.add("obligations.receive", _("tiếp nhận nhiệm vụ"))
        actions.add("obligations.contest", _("kiến nghị"))
        actions.add("obligations.contest_withdraw", _("rút kiến nghị"))
        actions.add("obligations.contest_decide", _("trả lời kiến nghị"))
        actions.add("obligations.reopen", _("mở lại nhiệm vụ đã nghiệm thu"))
        actions.add("obligations.clock", _("đặt thời hạn của bước"))
        actions.add("obligations.accept", _("nghiệm thu"))
        actions.add("obligations.return", _("trả lại"))
        actions.add("obligations.change", _("sửa việc đã giao"))
        actions.add("obligations.due", _("đổi hạn"))
        actions.add("obligations.extension", _("đề nghị gia hạn"))
        actions.add("obligations.extension_grant", _("đồng ý gia hạn"))
        actions.add("obligations.extension_refuse", _("không đồng ý gia hạn"))
        actions.add("obligations.extension_withdraw", _("rút đề nghị gia hạn"))
        actions.add("obligations.pause", _("tạm dừng tính hạn"))
        actions.add("obligations.resume", _("tính hạn trở lại"))
        actions.add("obligations.late_reason", _("nêu nguyên nhân chậm"))
        actions.add("obligations.ask", _("đề nghị phối hợp"))
        actions.add("obligations.ask_withdraw", _("rút đề nghị phối hợp"))
        actions.add("obligations.ask_answer", _("ghi trả lời phối hợp"))
        actions.add("obligations.give", _("phân công"))
        actions.add("obligations.take_back", _("thu hồi phân công"))
        actions.add("obligations.hand_over", _("bàn giao"))
        actions.add("obligations.steps", _("đặt các bước công việc"))
        actions.add("obligations.step_done", _("đánh dấu bước công việc"))
        actions.add("obligations.event", _("ghi nhận sự kiện"))
        holders.add("obligations", Holder(selectors.held_by_post, services.assignments_pass_on))
        owners.add("obligations.drafts", selectors.owns_draft_file)
        viewers.add("obligations", selectors.uses_document)
        uses.add("obligations", selectors.uses_of_document)
        navigation.register(NavItem("obligations:list", _("Nhiệm vụ"), "target-arrow", "obligations", order=30))
