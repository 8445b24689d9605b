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
        from caicach.obligations import selectors
        from caicach.ui.registry import NavItem, navigation

        actions.add("obligations.assign", _("giao nhiệm vụ"))
        actions.add("obligations.submit", _("nộp sản phẩm"))
        actions.add("obligations.prepare", _("trình lãnh đạo duyệt"))
        actions.add("obligations.withdraw", _("rút bản trình"))
        actions.add("obligations.send_back", _("yêu cầu sửa bản trình"))
        actions.add("obligations.on_behalf", _("nộp thay"))
        actions.add("obligations.practice", _("đổi cách nộp"))
        actions.add("obligations.clock", _("đặt thời hạn của bước"))
        actions.add("obligations.accept", _("nghiệm thu"))
        actions.add("obligations.return", _("trả lại"))
        actions.add("obligations.change", _("sửa việc đã giao"))
        actions.add("obligations.event", _("ghi nhận sự kiện"))
        owners.add("obligations.drafts", selectors.owns_draft_file)
        viewers.add("obligations", selectors.uses_document)
        uses.add("obligations", selectors.uses_of_document)
        navigation.register(NavItem("obligations:list", _("Nhiệm vụ"), "target-arrow", "obligations", order=30))
