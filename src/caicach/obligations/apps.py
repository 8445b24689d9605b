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
        from caicach.obligations import selectors
        from caicach.ui.registry import NavItem, SearchDoor, navigation, search

        actions.add("obligations.assign", _("giao nhiệm vụ"))
        actions.add("obligations.submit", _("nộp sản phẩm"))
        actions.add("obligations.accept", _("nghiệm thu"))
        actions.add("obligations.return", _("trả lại"))
        actions.add("obligations.change", _("sửa việc đã giao"))
        actions.add("obligations.event", _("ghi nhận sự kiện"))
        viewers.add("obligations", selectors.uses_document)
        uses.add("obligations", selectors.uses_of_document)
        navigation.register(NavItem("obligations:list", _("Nhiệm vụ"), "target-arrow", "obligations", order=30))
        search.register(SearchDoor("obligations:list", _("Tìm nhiệm vụ, cơ quan; gõ không dấu")))
