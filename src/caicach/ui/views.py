"""Pages of the interface itself: errors, the style guide."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _

__all__ = ["Problem", "bad_request", "broken", "forbidden", "forged", "not_found"]


@dataclass(frozen=True, slots=True)
class Problem:
    """A page that could not be shown: what happened, then what to do, then what was kept."""

    status: int
    title: str
    text: str
    reason: str = ""


def _answer(request: HttpRequest, problem: Problem) -> HttpResponse:
    return render(request, "ui/error.html", {"page": problem}, status=problem.status)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer that there is no such page, or that it is beyond this person: both look the same."""
    title = _("Không có trang này")
    text = _("Trang không có, đã được chuyển đi, hoặc không thuộc phạm vi của bạn. Kiểm tra lại địa chỉ.")
    return _answer(request, Problem(404, title, text))


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer that the act is not this person's."""
    title = _("Việc này không thuộc quyền của bạn")
    text = _("Chưa có gì thay đổi. Nếu bạn được giao việc này, báo quản trị viên cấp quyền rồi làm lại.")
    return _answer(request, Problem(403, title, text))


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer that the request cannot be read."""
    title = _("Không đọc được yêu cầu")
    text = _("Trình duyệt gửi dữ liệu không đầy đủ hoặc quá lớn; chưa có gì được lưu. Quay lại và gửi lần nữa.")
    return _answer(request, Problem(400, title, text))


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer that a form came without its token: an old page, cookies turned off, or somebody else's site."""
    title = _("Biểu mẫu đã hết hiệu lực")
    text = _("Trang mở quá lâu hoặc bạn vừa đăng nhập lại; chưa có gì được lưu. Tải lại trang rồi gửi lần nữa.")
    hint = _("Nếu vẫn gặp trang này, cho phép trình duyệt lưu cookie của địa chỉ này.")
    return _answer(request, Problem(403, title, text, hint))


def broken(request: HttpRequest) -> HttpResponse:
    """Answer that the program failed; asks neither the database nor the request for anything."""
    title = _("Hệ thống gặp lỗi")
    text = _("Lỗi đã được ghi lại. Việc vừa làm có thể chưa được lưu: mở lại trang trước và kiểm tra.")
    around = {"province": settings.PROVINCE_NAME, "language": get_language() or settings.LANGUAGE_CODE}
    page = render_to_string("ui/broken.html", {"page": Problem(500, title, text), "shell": around})
    return HttpResponse(page, status=500)
