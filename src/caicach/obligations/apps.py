"""The app's place in Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

# What the audit calls each act of this app.
_ACTS = {
    "obligations.assign": _("giao nhiệm vụ"),
    "obligations.submit": _("nộp sản phẩm"),
    "obligations.prepare": _("trình lãnh đạo duyệt"),
    "obligations.withdraw": _("rút bản trình"),
    "obligations.send_back": _("yêu cầu sửa bản trình"),
    "obligations.on_behalf": _("nộp thay"),
    "obligations.practice": _("đổi cách nộp"),
    "obligations.receive": _("tiếp nhận nhiệm vụ"),
    "obligations.contest": _("kiến nghị"),
    "obligations.contest_withdraw": _("rút kiến nghị"),
    "obligations.contest_decide": _("trả lời kiến nghị"),
    "obligations.reopen": _("mở lại nhiệm vụ đã nghiệm thu"),
    "obligations.clock": _("đặt thời hạn của bước"),
    "obligations.accept": _("nghiệm thu"),
    "obligations.return": _("trả lại"),
    "obligations.change": _("sửa việc đã giao"),
    "obligations.ride": _("gộp báo cáo cùng kỳ"),
    "obligations.due": _("đổi hạn"),
    "obligations.extension": _("đề nghị gia hạn"),
    "obligations.extension_grant": _("đồng ý gia hạn"),
    "obligations.extension_refuse": _("không đồng ý gia hạn"),
    "obligations.extension_withdraw": _("rút đề nghị gia hạn"),
    "obligations.pause": _("tạm dừng tính hạn"),
    "obligations.resume": _("tính hạn trở lại"),
    "obligations.late_reason": _("nêu nguyên nhân chậm"),
    "obligations.ask": _("đề nghị phối hợp"),
    "obligations.ask_withdraw": _("rút đề nghị phối hợp"),
    "obligations.ask_answer": _("ghi trả lời phối hợp"),
    "obligations.give": _("phân công"),
    "obligations.take_back": _("thu hồi phân công"),
    "obligations.hand_over": _("bàn giao"),
    "obligations.steps": _("đặt các bước công việc"),
    "obligations.step_done": _("đánh dấu bước công việc"),
    "obligations.event": _("ghi nhận sự kiện"),
    "obligations.event_undo": _("hủy ghi nhận sự kiện"),
    "obligations.event_repeats": _("đổi sự kiện một lần hay lặp lại"),
    "obligations.trigger": _("nối tiếp sự kiện"),
    "obligations.hint": _("bỏ gợi ý sự kiện"),
    "obligations.dormant_answer": _("trả lời về việc chờ sự kiện"),
    "obligations.dormant_close": _("thôi chờ sự kiện"),
}


class ObligationsConfig(AppConfig):
    """Registered as ``obligations``."""

    name = "caicach.obligations"
    label = "obligations"

    def ready(self) -> None:
        """Tell the lower apps what is ours."""
        from caicach.audit.registry import actions
        from caicach.documents.registry import forgotten, reaches, registered, uses
        from caicach.files.registry import owners
        from caicach.obligations import selectors, services
        from caicach.obligations.panels import AGENCY_TEMPLATE, agency_panel
        from caicach.people.registry import Holder, holders
        from caicach.ui.registry import NavItem, Panel, navigation, panels

        for key, words in _ACTS.items():
            actions.add(key, words)
        panels.register(Panel("agency", "obligations", 10, AGENCY_TEMPLATE, agency_panel))
        holders.add("obligations", Holder(selectors.held_by_post, services.assignments_pass_on))
        owners.add("obligations.drafts", selectors.owns_draft_file)
        forgotten.add("obligations", services.hints_drop)
        registered.add("obligations", services.hints_make)
        reaches.add("obligations", selectors.reach_documents)
        uses.add("obligations", selectors.uses_of_document)
        navigation.register(
            NavItem("obligations:list", _("Nhiệm vụ"), "target-arrow", "obligations", order=30, on_phone=True)
        )
