"""The app's place in Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MeetingsConfig(AppConfig):
    """Registered as ``meetings``."""

    name = "caicach.meetings"
    label = "meetings"

    def ready(self) -> None:
        """Tell the lower apps what is ours."""
        from caicach.audit.registry import actions
        from caicach.meetings import access, selectors
        from caicach.meetings.constants import INSTRUCTION
        from caicach.obligations.registry import sources
        from caicach.ui.registry import NavItem, navigation

        actions.add("meetings.open", _("mở cuộc họp"))
        actions.add("meetings.change", _("sửa cuộc họp"))
        actions.add("meetings.agenda", _("soạn chương trình họp"))
        actions.add("meetings.conclude", _("ghi thông báo kết luận"))
        actions.add("meetings.add", _("ghi nhiệm vụ chỉ đạo"))
        actions.add("meetings.edit", _("sửa nhiệm vụ chỉ đạo"))
        actions.add("meetings.remove", _("xóa nhiệm vụ chỉ đạo"))
        actions.add("meetings.assign", _("giao nhiệm vụ chỉ đạo"))
        actions.add("meetings.withdraw", _("thu hồi nhiệm vụ chỉ đạo"))
        sources.add(INSTRUCTION, selectors.address_of_duty)
        navigation.register(
            NavItem(
                "meetings:list", _("Họp và chỉ đạo"), "clipboard", "meetings", 45, _("Họp"), allowed=access.may_look
            )
        )
