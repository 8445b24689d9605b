"""What the API answers where it refuses: problem+json (RFC 9457) with one clear sentence.

Owns: the shape of refusals, which exception gets which status. Does not: refuse.
"""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _

__all__ = ["MEDIA_TYPE", "problem", "titles"]

MEDIA_TYPE = "application/problem+json"


def titles() -> dict[int, str]:
    """Return the title of each status that the API refuses with."""
    return {
        400: _("Yêu cầu không đọc được"),
        401: _("Thiếu mã kết nối, hoặc mã không còn hiệu lực"),
        403: _("Không được làm việc này"),
        404: _("Không có, hoặc ngoài phạm vi"),
        405: _("Địa chỉ này không nhận phương thức đó"),
        409: _("Trạng thái không còn cho phép"),
        413: _("Yêu cầu quá lớn"),
        422: _("Giá trị không hợp lệ"),
    }


def problem(request: HttpRequest, status: int, detail: str, *, errors: Sequence[dict[str, Any]] = ()) -> HttpResponse:
    """Return a refusal.

    Args:
        request: Whose address is named.
        status: One of ``titles``.
        detail: A sentence that says what is wrong and what to do.
        errors: Which values do not fit, each with ``where`` and ``what``.
    """
    body = {
        "type": "about:blank",
        "title": titles()[status],
        "status": status,
        "detail": detail,
        "instance": request.path,
        **({"errors": list(errors)} if errors else {}),
    }
    answer = JsonResponse(body, status=status, content_type=MEDIA_TYPE, json_dumps_params={"ensure_ascii": False})
    if status == 401:
        answer.headers["WWW-Authenticate"] = 'Bearer realm="caicach"'
    return answer
