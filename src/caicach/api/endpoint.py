"""The API itself: version 1 under ``/api/v1/``, its refusals, and what surrounds every operation."""

from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any, cast

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.http.multipartparser import MultiPartParserError
from django.urls import URLPattern, path, re_path
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.openapi.schema import OpenAPISchema

from caicach.api.auth import Token
from caicach.api.problems import MEDIA_TYPE, problem
from caicach.api.v1.figures import router as figures
from caicach.api.v1.obligations import router as obligations
from caicach.api.v1.reading import router as reading
from caicach.api.v1.schemas import ProblemOut
from caicach.api.v1.scoring import router as scoring
from caicach.web.errors import Refusal

__all__ = ["MOST_BYTES", "MOST_JSON_BYTES", "api", "patterns"]

MOST_JSON_BYTES = 256 * 1024
MOST_BYTES = settings.UPLOAD_LIMIT_BYTES + MOST_JSON_BYTES  # a file with what is said of it


class _Api(NinjaAPI):
    """An API whose description names every operation shortly and tells how all of them refuse."""

    def get_openapi_schema(self, **kwargs: Any) -> OpenAPISchema:
        """Return the description of OpenAPI 3.1."""
        described = super().get_openapi_schema(**kwargs)
        described["components"]["schemas"]["ProblemOut"] = ProblemOut.model_json_schema()
        for path_item in described["paths"].values():
            for operation in path_item.values():
                operation["operationId"] = operation["operationId"].rpartition("_v1_")[2]
                operation["summary"] = operation.get("description", operation["summary"])
                operation["responses"] = {**operation["responses"], "4XX": _REFUSED}
                operation["x-scope"] = _scope_of(operation["operationId"])
        return described


def _scope_of(operation_id: str) -> str:
    """Return the scope of an operation, as its token asks for it."""
    views = [view for router in (reading, obligations, figures, scoring) for view in router.path_operations.values()]
    operations = [operation for view in views for operation in view.operations]
    tokens = {_name(one.view_func): cast("Token", one.auth_callbacks[0]) for one in operations}
    return tokens[operation_id].scope.value


def _name(view: Callable[..., Any]) -> str:
    """Return the id of an operation: its module and its function."""
    return f"{view.__module__.rpartition('.')[2]}_{view.__name__}"


_REFUSED = {
    "description": "Từ chối, với một câu nói rõ phải làm gì.",
    "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/ProblemOut"}}},
}

api = _Api(
    title="Cải Cách",
    version="1",
    description=(
        "Kế hoạch, việc phải làm, nhiệm vụ, sản phẩm, sự kiện, số liệu, chấm điểm và danh bạ cơ quan, với đúng quyền "
        "của người lập mã kết nối. Mọi lời từ chối là application/problem+json."
    ),
    docs_url=None,
    urls_namespace="api",
)
api.add_router("", reading)
api.add_router("", obligations)
api.add_router("", figures)
api.add_router("", scoring)


@api.exception_handler(Refusal)
def _refused(request: HttpRequest, error: Refusal) -> HttpResponse:
    return problem(request, error.status, str(error) or _("Không có, hoặc nằm ngoài phạm vi của bạn."))


@api.exception_handler(AuthenticationError)
def _unknown(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    words = _("Gửi tiêu đề Authorization: Bearer với mã kết nối còn hiệu lực; lập mã ở trang Mã kết nối API.")
    return problem(request, 401, words)


@api.exception_handler(ValidationError)
def _unfit(request: HttpRequest, error: ValidationError) -> HttpResponse:
    errors = [{"where": ".".join(map(str, one["loc"])), "what": str(one["msg"])} for one in error.errors]
    return problem(request, 422, _("Có giá trị không hợp lệ; xem errors để biết giá trị nào."), errors=errors)


@api.exception_handler(HttpError)
def _unreadable(request: HttpRequest, error: HttpError) -> HttpResponse:
    return problem(request, 400, _("Không đọc được thân yêu cầu: gửi JSON, hoặc multipart/form-data khi có tệp."))


@api.exception_handler(MultiPartParserError)
@api.exception_handler(SuspiciousOperation)
def _suspicious(request: HttpRequest, error: Exception) -> HttpResponse:
    return problem(request, 400, _("Không đọc được thân yêu cầu: gửi JSON, hoặc multipart/form-data khi có tệp."))


@api.exception_handler(Http404)
def _missing(request: HttpRequest, error: Http404) -> HttpResponse:
    return missing(request)


def missing(request: HttpRequest, **_values: Any) -> HttpResponse:
    """Answer an address that is none of the API's."""
    return problem(request, 404, _("Không có địa chỉ này. Xem /api/v1/openapi.json."))


def surrounded(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Return ``view`` open to tokens alone: in the caller's language, with bounded bodies, kept by no cache."""

    @wraps(view)
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        language = translation.get_language_from_request(request) if _asks_language(request) else settings.LANGUAGE_CODE
        with translation.override(language):
            answer = _too_large(request) or view(request, *args, **kwargs)
            if answer.status_code == 405:
                answer = _not_allowed(request, answer)
        answer.headers["Content-Language"] = language
        answer.headers["Cache-Control"] = "private, no-store"
        answer.headers["X-Content-Type-Options"] = "nosniff"
        patch_vary_headers(answer, ["Accept-Language", "Authorization"])
        return answer

    inner.csrf_exempt = True  # type: ignore[attr-defined]  # no cookie counts here
    return login_not_required(inner)


def patterns() -> Iterator[URLPattern]:
    """Yield the addresses of the API, each surrounded; what is none of them is told in the API's own way."""
    for pattern in cast("list[URLPattern]", api.urls[0]):
        # The library itself asks for the root's name; nothing is shown there.
        view = missing if pattern.name == "api-root" else cast("Callable[..., HttpResponseBase]", pattern.callback)
        yield path(str(pattern.pattern), surrounded(view), name=pattern.name)
    yield re_path(r"^.+$", surrounded(missing), name="missing")


def _asks_language(request: HttpRequest) -> bool:
    return "Accept-Language" in request.headers


def _too_large(request: HttpRequest) -> HttpResponse | None:
    most = MOST_BYTES if request.content_type == "multipart/form-data" else MOST_JSON_BYTES
    if int(request.META.get("CONTENT_LENGTH") or 0) <= most:
        return None
    words = _("Thân yêu cầu không quá %(most)s kB (có tệp: %(file)s kB).")
    return problem(request, 413, words % {"most": MOST_JSON_BYTES // 1024, "file": MOST_BYTES // 1024})


def _not_allowed(request: HttpRequest, answer: HttpResponseBase) -> HttpResponse:
    told = problem(request, 405, _("Địa chỉ này nhận: %(methods)s.") % {"methods": answer.headers.get("Allow", "")})
    told.headers["Allow"] = answer.headers.get("Allow", "")
    return told
