"""What a person does with the inbox."""

import json
from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from caicach.notices.constants import FIRST_HOUR, LAST_HOUR
from caicach.notices.mapping import SECTIONS
from caicach.notices.models import Notice, NoticeSetting
from caicach.notices.selectors.settings import Wish
from caicach.web.actor import Actor
from caicach.web.errors import BadInput

__all__ = ["notices_read", "wish_set"]


def notices_read(actor: Actor, *, now: datetime, uids: Collection[UUID] | None = None) -> int:
    """Mark notices of the person as read, all where none is named; return how many were unread. One statement."""
    mine = Notice.objects.filter(user_id=actor.user_id or 0, read_at__isnull=True)
    return (mine if uids is None else mine.filter(uid__in=list(uids))).update(read_at=now)


@transaction.atomic
def wish_set(actor: Actor, wish: Wish, *, now: datetime) -> None:
    """Keep how the person wants to be reminded.

    Raises:
        BadInput: an hour outside office hours, or everything left out.
    """
    if not FIRST_HOUR <= wish.hour <= LAST_HOUR:
        raise BadInput(
            _("Chọn giờ từ %(first)s đến %(last)s: không nhắc ngoài giờ làm việc.")
            % {"first": FIRST_HOUR, "last": LAST_HOUR}
        )
    left_out = sorted(wish.left_out & set(SECTIONS))
    if len(left_out) == len(SECTIONS):
        raise BadInput(_("Giữ lại ít nhất một mục để được nhắc."))
    values = {
        "hour": wish.hour,
        "wants_mail": wish.wants_mail,
        "left_out": json.dumps(left_out),
        "changed_at": now,
    }
    NoticeSetting.objects.update_or_create(user_id=actor.user_id or 0, defaults=values)
