"""Making, using and revoking addresses of calendars."""

import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from caicach.audit import services as audit
from caicach.notices.models import FeedToken
from caicach.notices.selectors.feeds import agencies_to_follow, hash_of
from caicach.web import clock
from caicach.web.actor import Actor
from caicach.web.errors import BadInput, NotAllowed, WrongState

__all__ = ["MOST_FEEDS", "feed_create", "feed_revoke", "feed_used"]

MOST_FEEDS = 20  # of one person at a time
_SECRET_BYTES = 32
_USED_STEP = timedelta(days=1)  # calendars ask every few minutes; one write a day tells enough


@transaction.atomic
def feed_create(*, actor: Actor, agency_id: int | None, now: datetime) -> tuple[FeedToken, str]:
    """Make an address of the actor's own work, or of one agency within reach; return it with its secret.

    The secret is known here and nowhere else. What the address shows is asked anew with every reading.
    Audit: ``notices.feed_create``.

    Raises:
        NotAllowed: the program itself reads no calendar.
        BadInput: the agency is beyond the actor's reach, or there are too many addresses.
    """
    if actor.user_id is None:
        raise NotAllowed(_("Chỉ người dùng mới tạo được địa chỉ lịch."))
    if agency_id is not None and agency_id not in dict(agencies_to_follow(actor, on=clock.local_date(now))):
        raise BadInput(_("Cơ quan này nằm ngoài phạm vi của bạn. Chọn cơ quan trong danh sách."))
    if FeedToken.objects.filter(user_id=actor.user_id, revoked_at=None).count() >= MOST_FEEDS:
        raise BadInput(_("Bạn đã có %(most)s địa chỉ lịch. Thu hồi địa chỉ không dùng nữa.") % {"most": MOST_FEEDS})
    secret = secrets.token_urlsafe(_SECRET_BYTES)
    token = FeedToken.objects.create(
        user_id=actor.user_id, agency_id=agency_id, token_hash=hash_of(secret), created_at=now
    )
    audit.record("notices.feed_create", token, actor=actor, new={"agency": agency_id}, at=now)
    return token, secret


@transaction.atomic
def feed_revoke(token: FeedToken, *, actor: Actor, now: datetime) -> None:
    """End an address at once; what is ended stays ended.

    Audit: ``notices.feed_revoke``.

    Raises:
        NotAllowed: it is somebody else's.
        WrongState: it was revoked before.
    """
    if token.user_id != actor.user_id:
        raise NotAllowed(_("Chỉ người tạo địa chỉ lịch thu hồi được địa chỉ."))
    if not FeedToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=now):
        raise WrongState(_("Địa chỉ lịch này đã bị thu hồi trước đó."))
    audit.record("notices.feed_revoke", token, actor=actor, new={"agency": token.agency_id}, at=now)


def feed_used(token: FeedToken, *, now: datetime) -> None:
    """Note that an address was read, at most once a day."""
    if token.last_used_at is None or now - token.last_used_at >= _USED_STEP:
        FeedToken.objects.filter(pk=token.pk).update(last_used_at=now)
