"""The app's place in Django, and what it adds to the apps below."""

from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

ACTIONS = {
    "plans.upload": _("tải lên kế hoạch"),
    "plans.edit": _("sửa thông tin kế hoạch"),
    "plans.edit_row": _("sửa một dòng của kế hoạch"),
    "plans.settle": _("xác định cơ quan của một cụm từ"),
    "plans.modes": _("đổi cách theo dõi"),  # of the first releases; entries of it stay readable
    "plans.accept_rows": _("chấp nhận các dòng của kế hoạch"),
    "plans.set_rows": _("đổi nhiều dòng của kế hoạch"),
    "plans.take_prose": _("giao việc nêu trong phần lời văn của kế hoạch"),
    "plans.cancel": _("hủy kế hoạch chưa giao"),
    "plans.confirm": _("giao việc theo kế hoạch"),
    "plans.correct": _("sửa một dòng đã giao việc"),
    "plans.add_rows": _("bổ sung dòng của kế hoạch"),
    "plans.pair": _("đối chiếu dòng của văn bản sửa đổi"),
    "plans.amend": _("áp dụng văn bản sửa đổi kế hoạch"),
    "plans.close": _("đóng kế hoạch năm"),
    "plans.reopen": _("mở lại kế hoạch đã đóng"),
    "plans.period": _("gắn kế hoạch năm với kế hoạch giai đoạn"),
    "plans.withdraw": _("thu hồi kế hoạch đã giao việc"),
    "plans.own_start": _("bắt đầu soạn kế hoạch của cơ quan"),
    "plans.own_edit": _("sửa kế hoạch của cơ quan đang soạn"),
    "plans.own_cancel": _("bỏ bản soạn kế hoạch của cơ quan"),
    "plans.own_issue": _("nhập kế hoạch của cơ quan đã ban hành"),
    "plans.superior": _("nối kế hoạch với kế hoạch của cấp trên"),
    "plans.apply": _("vận dụng kế hoạch cho bộ máy hiện nay"),
}


class PlansConfig(AppConfig):
    """Registered as ``plans``."""

    name = "caicach.plans"
    label = "plans"

    def ready(self) -> None:
        """Add the reading job, the audited acts and the word of the navigation."""
        from caicach.audit.registry import actions
        from caicach.doctor.registry import superiors
        from caicach.documents.registry import reaches, uses
        from caicach.files.registry import owners
        from caicach.jobs.registry import addresses, handlers, undone
        from caicach.obligations.registry import sources
        from caicach.plans import access, selectors
        from caicach.plans.constants import DELIVERABLE, PLAN
        from caicach.plans.selectors.doctor import SUPERIORS
        from caicach.plans.services.sheets import PURPOSE, purpose
        from caicach.sheets.registry import purposes
        from caicach.ui.registry import NavItem, navigation

        for key, words in ACTIONS.items():
            actions.add(key, words)
        owners.add("plans", access.owns_file)
        reaches.add("plans", selectors.reach_documents)
        uses.add("plans", selectors.uses_of_document)
        for kind in (DELIVERABLE, PLAN):
            sources.add(kind, selectors.source_of_duty)
        purposes.add(PURPOSE, purpose())
        superiors.add("plans", SUPERIORS)
        handlers.add("plans.read", _read)
        addresses.add("plans.read", _address)
        undone.add("plans.read", _unread)
        navigation.register(NavItem("plans:list", _("Kế hoạch"), "file-text", "plans", 20))


def _read(job: Any, /, **arguments: Any) -> None:
    """Read a plan; the readers and their libraries are loaded only by the process that does it."""
    from caicach.plans.jobs import plans_read

    plans_read(job, **arguments)


def _unread(**arguments: Any) -> None:
    """Remove a plan whose reading ended without one."""
    from caicach.plans.jobs import plans_unread

    plans_unread(**arguments)


def _address(plan_id: int, **_arguments: Any) -> str:
    """Return where a plan that was read is shown."""
    from django.urls import reverse

    from caicach.plans.models import Plan

    plan = Plan.objects.filter(pk=plan_id).only("uid").first()
    return reverse("plans:detail", args=[plan.uid]) if plan else reverse("plans:list")
