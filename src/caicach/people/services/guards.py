"""What every change of posts and grants minds."""

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from caicach.people.models import Grant, Post
from caicach.web.actor import Actor, Role
from caicach.web.errors import BadInput

__all__ = ["check_span", "hold_person", "keep_own_administrator"]


def hold_person(user_id: int) -> None:
    """Hold the posts of a person until the end of the transaction: of two changes at once the second waits."""
    list(Post.objects.select_for_update().filter(user_id=user_id).order_by("pk").values_list("pk", flat=True))


def check_span(valid_from: date, valid_to: date) -> None:
    """Refuse a span that ends before it begins; the same day twice means that it never held.

    Raises:
        BadInput: with the sentence.
    """
    if valid_to < valid_from:
        raise BadInput(_("Ngày kết thúc đứng trước ngày bắt đầu %(day)s.") % {"day": f"{valid_from:%d/%m/%Y}"})


def keep_own_administrator(actor: Actor, ending: Q, *, until: date) -> None:
    """Refuse where the actor would take from themselves the last grant that lets them administer from ``until`` on.

    ``ending``: the condition of the grants that would end then.

    Raises:
        BadInput: with the sentence.
    """
    if actor.user_id is None:
        return
    own = Grant.objects.filter(
        post__user_id=actor.user_id, role=Role.ADMINISTRATOR.value, area_code="", valid_to__gt=until
    )
    if own.filter(ending).exists() and not own.exclude(ending).filter(post__valid_to__gt=until).exists():
        raise BadInput(_("Đây là quyền quản trị cuối cùng của bạn; nhờ một quản trị viên khác thu hồi."))
