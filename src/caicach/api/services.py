"""Making and revoking tokens; keeping what a write answered."""

import json
import secrets
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.utils.translation import gettext as _

from caicach.api.constants import KEPT_DAYS, MOST_DAYS, TOKEN_PREFIX, Scope
from caicach.api.models import ApiToken, KeptAnswer
from caicach.api.selectors import fingerprint_of
from caicach.audit import services as audit
from caicach.web.actor import Actor
from caicach.web.errors import BadInput, NotAllowed, WrongState
from vanban.text.forms import squeeze

__all__ = ["Answer", "NewToken", "answered_once", "token_make", "token_revoke", "token_used"]

_SECRET_BYTES = 32
_BEGINNING = len(TOKEN_PREFIX) + 6
_USED_STEP = timedelta(minutes=5)  # a program that asks each second does not write each second


@dataclass(frozen=True, slots=True)
class NewToken:
    """A token just made; the secret is known here and nowhere else."""

    token: ApiToken
    secret: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What a write answers."""

    status: int
    body: Mapping[str, Any]  # of JSON values
    is_replayed: bool = False


@transaction.atomic
def token_make(*, actor: Actor, name: str, scopes: Collection[str], days: int, now: datetime) -> NewToken:
    """Make a token that acts for ``actor`` within ``scopes`` for so many days.

    Audit: ``api.token_make``.

    Raises:
        NotAllowed: the program itself has no tokens.
        BadInput: no name, no scope, or more days than a token may live.
    """
    if actor.user_id is None:
        raise NotAllowed(_("Chỉ người dùng mới lập được mã kết nối."))
    words = squeeze(name)
    if not words:
        raise BadInput(_("Thiếu tên: ghi chương trình nào dùng mã này."))
    if not scopes:
        raise BadInput(_("Chọn ít nhất một phạm vi."))
    if not 1 <= days <= MOST_DAYS:
        raise BadInput(_("Thời hạn từ 1 đến %(most)s ngày.") % {"most": MOST_DAYS})
    secret = TOKEN_PREFIX + secrets.token_urlsafe(_SECRET_BYTES)
    token = ApiToken.objects.create(
        user_id=actor.user_id,
        name=words,
        scopes=" ".join(scope for scope in Scope.values if scope in scopes),
        beginning=secret[:_BEGINNING],
        fingerprint=fingerprint_of(secret),
        created_at=now,
        expires_at=now + timedelta(days=days),
    )
    new = {"name": words, "scopes": token.scopes, "expires_at": token.expires_at, "beginning": token.beginning}
    audit.record("api.token_make", token, actor=actor, new=new, at=now)
    return NewToken(token, secret)


@transaction.atomic
def token_revoke(token: ApiToken, *, actor: Actor, now: datetime) -> None:
    """End a token at once; what is ended stays ended.

    Audit: ``api.token_revoke``.

    Raises:
        NotAllowed: it is somebody else's.
        WrongState: it was revoked before.
    """
    if token.user_id != actor.user_id:
        raise NotAllowed(_("Chỉ người lập mã kết nối thu hồi được mã."))
    if not ApiToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=now):
        raise WrongState(_("Mã kết nối này đã bị thu hồi trước đó."))
    audit.record("api.token_revoke", token, actor=actor, new={"name": token.name}, at=now)


def token_used(token: ApiToken, *, now: datetime) -> None:
    """Note that a token was used, at most once in some minutes."""
    if token.last_used_at is None or now - token.last_used_at >= _USED_STEP:
        ApiToken.objects.filter(pk=token.pk).update(last_used_at=now)


@transaction.atomic
def answered_once(
    key: str | None, work: Callable[[], Answer], *, request: Mapping[str, Any], actor: Actor, now: datetime
) -> Answer:
    """Do ``work`` once for each key of the actor, and give its answer to whoever asks again.

    The key, the work and its answer stand in one transaction: what was refused leaves no key behind and can be asked
    again, and of two at once the second waits for the first.

    Args:
        key: Chosen by the caller; None does the work without keeping anything.
        work: A write that raises a refusal or answers.
        request: Method, path and values: another request under the same key is refused.
        actor: Keys of different people never meet.
        now: The moment.

    Raises:
        WrongState: the key was used for another request.
    """
    if key is None or actor.user_id is None:
        return work()
    KeptAnswer.objects.filter(created_at__lt=now - timedelta(days=KEPT_DAYS)).delete()
    asked = sha256(_json(request).encode()).hexdigest()
    kept, is_new = KeptAnswer.objects.get_or_create(
        user_id=actor.user_id, key=key, defaults={"request_hash": asked, "created_at": now}
    )
    if kept.request_hash != asked:
        raise WrongState(_("Khóa Idempotency-Key này đã dùng cho một yêu cầu khác. Dùng khóa mới cho yêu cầu mới."))
    if not is_new:
        return Answer(kept.status, json.loads(kept.body), is_replayed=True)
    answer = work()
    KeptAnswer.objects.filter(pk=kept.pk).update(status=answer.status, body=_json(answer.body))
    return answer


def _json(data: Mapping[str, Any]) -> str:
    return json.dumps(data, cls=DjangoJSONEncoder, ensure_ascii=False, sort_keys=True)
