"""The app's place in Django."""

from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MeetingsConfig(AppConfig):
    """Registered as ``meetings``."""

    name = "caicach.meetings"
    label = "meetings"

    def ready(self) -> None:
        """Tell the lower apps what is ours."""
        from caicach.audit.registry import actions
        from caicach.documents.registry import reaches, uses
        from caicach.jobs.registry import addresses, handlers, undone
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
        actions.add("meetings.read", _("đọc văn bản giao nhiệm vụ"))
        handlers.add("meetings.read", _read)
        addresses.add("meetings.read", _address)
        undone.add("meetings.read", _unread)
        reaches.add("meetings", selectors.reach_documents)
        uses.add("meetings", selectors.uses_of_document)
        sources.add(INSTRUCTION, selectors.address_of_duty)
        navigation.register(
            NavItem(
                "meetings:list", _("Họp và chỉ đạo"), "clipboard", "meetings", 45, _("Họp"), allowed=access.may_look
            )
        )


def _read(job: Any, /, **arguments: Any) -> None:
    """Read tasks; the readers and their libraries are loaded only by the process that does it."""
    from caicach.meetings.jobs import tasks_read

    tasks_read(job, **arguments)


def _address(**arguments: Any) -> str:
    """Return where the tasks that were read wait."""
    from caicach.meetings.jobs import tasks_address

    return tasks_address(**arguments)


def _unread(**arguments: Any) -> None:
    """Remove a document whose reading ended without tasks."""
    from caicach.meetings.jobs import tasks_unread

    tasks_unread(**arguments)
