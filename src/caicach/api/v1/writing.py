"""How a write is answered: once for each idempotency key, in one transaction, as JSON."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from django.db import transaction
from django.http import HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from ninja import Schema

from caicach.api.services import Answer, answered_once
from caicach.web.errors import BadInput
from caicach.web.requests import ActorRequest

__all__ = ["KEY_HEADER", "answered", "json_of"]

_KEY = re.compile(r"[\x21-\x7e]{1,128}")
# What OpenAPI says of the header; it is read here, not by the operations.
KEY_HEADER: dict[str, Any] = {
    "parameters": [
        {
            "in": "header",
            "name": "Idempotency-Key",
            "required": False,
            "description": "Chọn một chuỗi riêng cho mỗi lần ghi; gửi lại cùng chuỗi thì nhận lại đúng câu trả lời cũ.",
            "schema": {"type": "string", "minLength": 1, "maxLength": 128, "pattern": "^[!-~]{1,128}$"},
        }
    ]
}


@transaction.atomic
def answered(
    request: ActorRequest, work: Callable[[], tuple[int, Mapping[str, Any]]], *, values: Mapping[str, Any]
) -> HttpResponse:
    """Do ``work`` (a status and JSON values) and answer; under a key that is known, answer as before.

    Args:
        request: Its header ``Idempotency-Key`` names the key.
        work: The write.
        values: What was sent, beside the address.
    """
    asked = {"method": request.method, "path": request.path, **values}
    answer = answered_once(_key(request), lambda: Answer(*work()), request=asked, actor=request.actor, now=request.now)
    response = JsonResponse(answer.body, status=answer.status, json_dumps_params={"ensure_ascii": False})
    if answer.is_replayed:
        response.headers["Idempotency-Replayed"] = "true"
    return response


def json_of(schema: type[Schema], value: object) -> dict[str, Any]:
    """Return ``value`` as the JSON values that ``schema`` describes."""
    return schema.model_validate(value, from_attributes=True).model_dump(mode="json")


def _key(request: ActorRequest) -> str | None:
    key = request.headers.get("Idempotency-Key")
    if key is None or _KEY.fullmatch(key):
        return key
    raise BadInput(_("Idempotency-Key gồm 1 đến 128 ký tự ASCII nhìn thấy được."))
