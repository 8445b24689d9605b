"""The app's place in Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AgenciesConfig(AppConfig):
    """Registered as ``agencies``."""

    name = "caicach.agencies"
    label = "agencies"

    def ready(self) -> None:
        """Name the acts of this app for the audit, and its word in the navigation."""
        from caicach.audit.registry import actions
        from caicach.ui.registry import NavItem, navigation

        navigation.register(NavItem("agencies:list", _("Cơ quan"), "sitemap", "agencies", 80, in_menu=True))
        actions.add("agencies.create", _("thêm cơ quan vào danh bạ"))
        actions.add("agencies.rename", _("đổi tên cơ quan"))
        actions.add("agencies.move", _("chuyển cơ quan quản lý"))
        actions.add("agencies.reorganise", _("sắp xếp tổ chức"))
        actions.add("agencies.remember", _("ghi nhớ cụm từ chỉ cơ quan"))
        actions.add("agencies.mandate", _("giao nhiệm vụ thường trực, chủ trì lĩnh vực"))
        actions.add("agencies.group", _("định nghĩa nhóm cơ quan"))
        actions.add("agencies.load", _("nạp danh bạ cơ quan"))
