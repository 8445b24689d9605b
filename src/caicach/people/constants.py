"""Roles in words: what each may do, and which roles its holder may give to others."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from caicach.ui.values import Words
from caicach.web.actor import Role

__all__ = ["ACTS", "GIVES", "SHEET_ROLES", "SUMMARIES", "Act", "GrantRole", "acts_of", "givers_of"]


class GrantRole(models.TextChoices):
    """The roles of ``web.actor.Role`` with their words."""

    STANDING_OFFICER = Role.STANDING_OFFICER.value, _("cán bộ cơ quan thường trực")
    AREA_LEAD = Role.AREA_LEAD.value, _("cán bộ cơ quan chủ trì lĩnh vực")
    AGENCY_OFFICER = Role.AGENCY_OFFICER.value, _("công chức của cơ quan")
    AGENCY_LEADER = Role.AGENCY_LEADER.value, _("lãnh đạo cơ quan")
    CLERK = Role.CLERK.value, _("văn thư")
    VIEWER = Role.VIEWER.value, _("người xem")
    ADMINISTRATOR = Role.ADMINISTRATOR.value, _("quản trị")


# Whose holder may give which roles, always within their own scope. Who may give none manages nobody.
GIVES: Mapping[Role, tuple[Role, ...]] = {
    Role.ADMINISTRATOR: tuple(Role),
    Role.STANDING_OFFICER: (Role.AREA_LEAD, Role.AGENCY_OFFICER, Role.AGENCY_LEADER, Role.CLERK, Role.VIEWER),
    Role.AGENCY_LEADER: (Role.AGENCY_OFFICER, Role.CLERK, Role.VIEWER),
}
# Roles whose scope is the person's own agency, so that a list of accounts can give them.
SHEET_ROLES = (Role.AGENCY_OFFICER, Role.AGENCY_LEADER, Role.CLERK, Role.VIEWER)

SUMMARIES: Mapping[Role, Words] = {
    Role.STANDING_OFFICER: _(
        "Làm việc cho Ban Chỉ đạo: đưa kế hoạch vào hệ thống, giao việc, đôn đốc và nghiệm thu trong địa bàn được giao."
    ),
    Role.AREA_LEAD: _("Theo dõi, nghiệm thu một lĩnh vực cải cách hành chính của cả địa bàn."),
    Role.AGENCY_OFFICER: _(
        "Làm việc của cơ quan mình: chuẩn bị và nộp sản phẩm, nghiệm thu phần cơ quan mình theo dõi."
    ),
    Role.AGENCY_LEADER: _("Chịu trách nhiệm về việc của cơ quan mình và về người của cơ quan mình trong hệ thống."),
    Role.CLERK: _("Giữ văn bản của cơ quan: nhập số, ngày, tệp của văn bản đã ban hành; không nộp số liệu, khai báo."),
    Role.VIEWER: _("Chỉ xem; không nộp, không nghiệm thu, không sửa gì."),
    Role.ADMINISTRATOR: _("Lập tài khoản, phân quyền, giữ danh bạ cơ quan; không nộp và không nghiệm thu thay ai."),
}


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that people do, and the roles that let them; the rules themselves stand in each app's ``access``."""

    key: str
    words: Words
    roles: tuple[Role, ...]


_OFFICERS = (Role.AGENCY_OFFICER, Role.AGENCY_LEADER)
_DECIDING = (*_OFFICERS, Role.STANDING_OFFICER, Role.AREA_LEAD)
ACTS: tuple[Act, ...] = (
    Act("see", _("xem nhiệm vụ, kế hoạch, văn bản trong phạm vi của mình"), tuple(Role)),
    Act("submit", _("chuẩn bị sản phẩm của cơ quan mình, nộp thẳng hoặc trình lãnh đạo duyệt"), _OFFICERS),
    Act(
        "issued", _("nhập văn bản đã ban hành (số, ngày, tệp) làm sản phẩm của cơ quan mình"), (*_OFFICERS, Role.CLERK)
    ),
    Act("ask", _("đề nghị cơ quan khác phối hợp một việc, với ngày trả lời"), _OFFICERS),
    Act("direct", _("phân công, chia bước, bàn giao công việc trong cơ quan mình"), _OFFICERS),
    Act("approve", _("duyệt sản phẩm trước khi nộp, chọn cách nộp của cơ quan mình"), (Role.AGENCY_LEADER,)),
    Act("on_behalf", _("nộp thay đơn vị cấp dưới không đăng nhập, theo văn bản giấy"), (Role.STANDING_OFFICER,)),
    Act("decide", _("nghiệm thu, trả lại sản phẩm mà cơ quan mình nghiệm thu"), _DECIDING),
    Act("event", _("ghi nhận sự kiện mà nhiệm vụ chờ"), _DECIDING),
    Act("plans", _("tải kế hoạch lên, rà soát và giao việc"), (Role.STANDING_OFFICER,)),
    Act(
        "phrase",
        _("cho biết một cụm từ trong văn bản chỉ cơ quan nào"),
        (Role.STANDING_OFFICER, Role.AREA_LEAD, Role.CLERK, Role.ADMINISTRATOR),
    ),
    Act("register", _("sửa danh bạ cơ quan"), (Role.STANDING_OFFICER, Role.ADMINISTRATOR)),
    Act("people", _("lập tài khoản, cấp mã đăng nhập, khóa tài khoản"), tuple(GIVES)),
    Act("style", _("xem thư viện giao diện"), (Role.ADMINISTRATOR,)),
)


def acts_of(role: Role) -> tuple[Act, ...]:
    """Return what a holder of ``role`` may do, in the order of the list."""
    return tuple(act for act in ACTS if role in act.roles)


def givers_of(role: Role) -> tuple[Role, ...]:
    """Return the roles whose holders may give ``role``."""
    return tuple(giver for giver, given in GIVES.items() if role in given)
