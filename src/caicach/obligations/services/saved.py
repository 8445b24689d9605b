"""Keeping a filter under a name, for oneself or for the agency."""

from datetime import datetime
from urllib.parse import parse_qsl, urlencode

from django.db import transaction
from django.utils.translation import gettext as _

from caicach.obligations.models import SavedView
from caicach.web.actor import Actor
from caicach.web.errors import BadInput, Beyond
from vanban.text.forms import compare_key, squeeze

__all__ = ["MOST_VIEWS", "view_forget", "view_save"]

MOST_VIEWS = 30  # of one person; nobody finds one among more
_NAME_LENGTH, _QUERY_LENGTH = 120, 1000


@transaction.atomic
def view_save(
    name: str, query: str, *, actor: Actor, page: str, known: frozenset[str], is_shared: bool, now: datetime
) -> SavedView:
    """Keep the filters of ``query`` under ``name``; a name that the actor uses already gets the new filters.

    Args:
        name: In the words of the person.
        query: Of the address, as it is.
        actor: Who keeps it.
        page: Name of the address.
        known: Parameters that the page knows; others are left out.
        is_shared: Whether everybody of the actor's agency sees it.
        now: The moment.

    Raises:
        BadInput: no name, one too long, nothing filtered, or too many kept.
    """
    words = squeeze(name)
    if not compare_key(words):
        raise BadInput(_("Đặt tên cho bộ lọc rồi lưu."))
    if len(words) > _NAME_LENGTH:
        raise BadInput(_("Tên dài quá %(limit)s ký tự. Viết ngắn lại.") % {"limit": _NAME_LENGTH})
    kept = urlencode(sorted((key, value) for key, value in parse_qsl(query) if key in known))
    if not kept or len(kept) > _QUERY_LENGTH:
        raise BadInput(_("Chưa lọc gì nên không có gì để lưu. Chọn bộ lọc trước."))
    user_id = actor.user_id or 0  # the program itself keeps none
    mine = SavedView.objects.filter(user_id=user_id, page=page)
    if mine.exclude(name=words).count() >= MOST_VIEWS:
        raise BadInput(_("Bạn đã lưu %(limit)s bộ lọc. Bỏ bớt rồi lưu tiếp.") % {"limit": MOST_VIEWS})
    view, _is_new = SavedView.objects.update_or_create(
        user_id=user_id,
        page=page,
        name=words,
        defaults={"query": kept, "agency_id": actor.agency_id if is_shared else None},
        create_defaults={"query": kept, "agency_id": actor.agency_id if is_shared else None, "created_at": now},
    )
    return view


@transaction.atomic
def view_forget(view: SavedView, *, actor: Actor) -> None:
    """Keep a filter no longer; only whoever saved it may.

    Raises:
        Beyond: it is somebody else's.
    """
    removed, _kinds = SavedView.objects.filter(pk=view.pk, user_id=actor.user_id or 0).delete()
    if not removed:
        raise Beyond(_("Bộ lọc này do người khác lưu; chỉ người đó bỏ được."))
