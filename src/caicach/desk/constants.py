"""The first steps of each role, as data: what to do, why, on which page, and what shows that it was done."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from caicach.ui.values import Words
from caicach.web.actor import Role

__all__ = ["STEPS", "Mark", "Step"]


class Mark(StrEnum):
    """A fact that shows that a step was done; what cannot be known cheaply has none."""

    PASSWORD = "password"  # noqa: S105 -- a name, no secret
    PLAN_BROUGHT = "plan_brought"  # for a body that the person assigns for
    PLAN_ASSIGNED = "plan_assigned"
    HANDED_IN = "handed_in"  # by the own agency
    ACCEPTED = "accepted"  # something that the person may decide on
    PEOPLE = "people"  # others than oneself at the agencies managed


@dataclass(frozen=True, slots=True)
class Step:
    """One step: an act, one sentence, the page where it is done."""

    title: Words  # a verb with its object
    text: Words
    url_name: str  # without arguments
    mark: Mark | None = None  # None: nothing shows whether it was done


_PASSWORD = Step(
    _("Đặt mật khẩu riêng"),
    _("Mật khẩu chỉ mình bạn biết thì không ai làm việc dưới tên bạn."),
    "accounts:password_change",
    Mark.PASSWORD,
)
_BRING_PEOPLE = Step(
    _("Lập tài khoản cho các cơ quan"),
    _("Nhập danh sách từ Excel; mỗi người nhận một phiếu có mã đăng nhập dùng một lần, không cần thư điện tử."),
    "people:import",
    Mark.PEOPLE,
)
_HAND_IN = Step(
    _("Nộp sản phẩm đầu tiên"),
    _("Mở một nhiệm vụ, ghi văn bản đã ban hành và kèm tệp; văn bản tính theo ngày ban hành, báo cáo theo ngày nộp."),
    "obligations:list",
    Mark.HANDED_IN,
)
_ACCEPT = Step(
    _("Nghiệm thu sản phẩm chờ bạn"),
    _("Nghiệm thu, hoặc trả lại kèm lý do; ngày bạn xem không làm cơ quan nộp bị muộn."),
    "obligations:queue",
    Mark.ACCEPTED,
)
_READ_PLANS = Step(
    _("Đọc kế hoạch đã giao việc"),
    _("Trang kế hoạch có văn bản gốc, mở được đúng chỗ của từng nhiệm vụ."),
    "plans:list",
)
_DASHBOARD = Step(
    _("Xem số liệu trong phạm vi của bạn"),
    _("Mỗi con số ở trang Tổng quan mở ra đúng những nhiệm vụ được đếm."),
    "desk:dashboard",
)
_ROLES = Step(
    _("Xem vai trò của bạn làm được gì"),
    _("Bảng vai trò ghi rõ ai được làm việc gì và ai cấp được vai trò nào."),
    "people:roles",
)

STEPS: Mapping[Role, tuple[Step, ...]] = {
    Role.STANDING_OFFICER: (
        _PASSWORD,
        Step(
            _("Tải kế hoạch lên"),
            _("Chọn tệp Word của kế hoạch; hệ thống đọc thành từng sản phẩm để bạn rà soát, chưa giao cho ai."),
            "plans:upload",
            Mark.PLAN_BROUGHT,
        ),
        Step(
            _("Rà soát và giao việc"),
            _("Mở kế hoạch, xem những dòng cần chú ý, rồi giao một lần cho mọi cơ quan."),
            "plans:list",
            Mark.PLAN_ASSIGNED,
        ),
        _BRING_PEOPLE,
        _ACCEPT,
        _DASHBOARD,
    ),
    Role.AREA_LEAD: (
        _PASSWORD,
        Step(
            _("Xem nhiệm vụ của lĩnh vực"),
            _("Danh sách có mọi nhiệm vụ thuộc lĩnh vực cơ quan bạn chủ trì, lọc được theo cơ quan và trạng thái."),
            "obligations:list",
        ),
        _ACCEPT,
        Step(
            _("Xem cơ quan nào đang quá hạn"),
            _("Danh sách quá hạn ghi từng cơ quan và trễ bao nhiêu ngày."),
            "obligations:late",
        ),
        _DASHBOARD,
    ),
    Role.AGENCY_OFFICER: (
        _PASSWORD,
        Step(
            _("Xem việc của cơ quan bạn"),
            _("Bàn làm việc xếp việc quá hạn, việc bị trả lại và việc đến hạn trong 7 ngày từ trên xuống."),
            "desk:desk",
        ),
        _READ_PLANS,
        _HAND_IN,
        _ACCEPT,
    ),
    Role.AGENCY_LEADER: (
        _PASSWORD,
        Step(
            _("Lập tài khoản cho công chức"),
            _("Chọn cơ quan, vai trò; phiếu có mã đăng nhập in ra được ngay."),
            "people:create",
            Mark.PEOPLE,
        ),
        Step(
            _("Chọn cách nộp của cơ quan"),
            _("Một bước thì công chức nộp thẳng; hai bước thì bạn duyệt rồi sản phẩm mới đi."),
            "obligations:practice",
        ),
        Step(
            _("Duyệt sản phẩm chờ bạn"),
            _("Duyệt để sản phẩm đi, hoặc yêu cầu sửa kèm lý do."),
            "obligations:to-approve",
        ),
        _HAND_IN,
        _DASHBOARD,
    ),
    Role.CLERK: (
        _PASSWORD,
        Step(
            _("Xem nhiệm vụ của cơ quan"),
            _("Mỗi nhiệm vụ ghi số ký hiệu của văn bản đã nộp và văn bản đã giao việc."),
            "obligations:list",
        ),
        _HAND_IN,
        _READ_PLANS,
        _ROLES,
    ),
    Role.VIEWER: (
        _PASSWORD,
        Step(
            _("Xem nhiệm vụ trong phạm vi của bạn"),
            _("Danh sách lọc được theo lĩnh vực, trạng thái, hạn; bạn xem được mà không sửa gì."),
            "obligations:list",
        ),
        _READ_PLANS,
        _DASHBOARD,
    ),
    Role.ADMINISTRATOR: (
        _PASSWORD,
        Step(
            _("Xem lại danh bạ cơ quan"),
            _("Kế hoạch giao việc theo tên trong danh bạ này; tên, cấp và cơ quan cấp trên phải đúng."),
            "agencies:list",
        ),
        _BRING_PEOPLE,
        Step(
            _("Cấp vai trò cho từng người"),
            _("Mở một người để cấp hoặc thu hồi vai trò, với phạm vi và ngày hiệu lực."),
            "people:list",
        ),
        _ROLES,
    ),
}
