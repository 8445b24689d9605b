"""Which roles a person holds: given and withdrawn by dates, half open."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from caicach.audit import services as audit
from caicach.people import access
from caicach.people.models import Grant, Post
from caicach.people.services.guards import check_span, hold_person, keep_own_administrator
from caicach.web.actor import Actor, Role
from caicach.web.errors import BadInput, WrongState
from caicach.web.fields import FOREVER
from reform.areas import areas

__all__ = ["NewGrant", "grant_give", "grant_withdraw"]


@dataclass(frozen=True, slots=True)
class NewGrant:
    """A role within the subtree of an agency, for one area or all, during [valid_from, valid_to)."""

    role: Role
    scope_id: int
    valid_from: date
    valid_to: date = FOREVER
    area_code: str = ""  # reform.areas; only for those who lead an area


@transaction.atomic
def grant_give(post: Post, new: NewGrant, *, actor: Actor, today: date) -> Grant:
    """Give the holder of ``post`` a role. Audit: people.grant_give.

    Raises:
        NotAllowed: the role, or its scope, is not the actor's to give.
        BadInput: the days do not fit the post's or each other, an area where none belongs, or the person holds the
            role there during that time already.
    """
    access.require(access.can_give(actor, new.role, post.agency_id, new.scope_id, on=today))
    hold_person(post.user_id)
    found = Post.objects.get(pk=post.pk)
    valid_to = min(new.valid_to, found.valid_to)
    _check(found, new, valid_to, today=today)
    # A grant withdrawn before it began left an empty span behind: the same grant takes it up again.
    grant, _made = Grant.objects.update_or_create(
        post=found,
        role=new.role.value,
        scope_id=new.scope_id,
        area_code=new.area_code,
        valid_from=new.valid_from,
        defaults={"valid_to": valid_to},
    )
    audit.record("people.grant_give", grant, actor=actor, new=_facts(grant))
    return grant


@transaction.atomic
def grant_withdraw(grant: Grant, *, actor: Actor, until: date, today: date) -> Grant:
    """End a grant: ``until`` is the first day on which it no longer holds. Audit: people.grant_withdraw.

    A grant withdrawn before it began stays in the history with an empty span.

    Raises:
        NotAllowed: the role, or its scope, is not the actor's to take.
        BadInput: ``until`` lies in the past, or the actor would lose the last grant as an administrator.
        WrongState: somebody ended it first.
    """
    hold_person(grant.post.user_id)
    found = Grant.objects.select_related("post").filter(pk=grant.pk, valid_to__gt=today).first()
    if found is None or found.valid_to == found.valid_from:
        raise WrongState(_("Quyền này đã thu hồi trước đó. Tải lại trang để xem."))
    access.require(access.can_give(actor, Role(found.role), found.post.agency_id, found.scope_id, on=today))
    if until < today:
        raise BadInput(_("Không thu hồi cho ngày đã qua: việc đã làm bằng quyền này vẫn đứng đó."))
    keep_own_administrator(actor, Q(pk=found.pk), until=until)
    old = _facts(found)
    found.valid_to = max(found.valid_from, min(until, found.valid_to))
    found.save(update_fields=["valid_to"])
    audit.record("people.grant_withdraw", found, actor=actor, old=old, new=_facts(found))
    return found


def _check(post: Post, new: NewGrant, valid_to: date, *, today: date) -> None:
    if new.valid_from >= valid_to:
        check_span(new.valid_from, new.valid_to)
        raise BadInput(_("Quyền không có ngày nào hiệu lực: xem lại ngày bắt đầu, ngày kết thúc."))
    if new.valid_from < post.valid_from:
        raise BadInput(
            _("Quyền không thể có trước vị trí công tác, bắt đầu ngày %(day)s.")
            % {"day": f"{post.valid_from:%d/%m/%Y}"}
        )
    if new.area_code and new.role != Role.AREA_LEAD:
        raise BadInput(_("Chỉ vai trò chủ trì lĩnh vực mới gắn với một lĩnh vực."))
    if new.area_code and new.area_code not in {area.code for area in areas(today)}:
        raise BadInput(_("Không có lĩnh vực này. Chọn trong danh sách."))
    same = Grant.objects.filter(
        post__user_id=post.user_id, role=new.role.value, scope_id=new.scope_id, area_code=new.area_code
    ).exclude(valid_to=F("valid_from"))
    if same.filter(valid_from__lt=valid_to, valid_to__gt=new.valid_from).exists():
        raise BadInput(_("Người này đã có vai trò đó ở phạm vi đó trong thời gian này."))


def _facts(grant: Grant) -> dict[str, object]:
    return {
        "role": grant.role,
        "scope": grant.scope_id,
        "area": grant.area_code,
        "from": grant.valid_from,
        "until": None if grant.valid_to == FOREVER else grant.valid_to,
    }
