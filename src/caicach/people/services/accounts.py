"""Accounts of people: made by the list, given a new code, closed and opened."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from caicach.accounts import services as accounts
from caicach.audit import services as audit
from caicach.people import access
from caicach.people.mapping.lines import AccountLine
from caicach.people.models import Grant, Post
from caicach.people.selectors import CheckedLine, LineFate, lines_checked, rows_of
from caicach.web.actor import Actor
from caicach.web.errors import NotAllowed, WrongState

if TYPE_CHECKING:
    from caicach.accounts.models import User
    from caicach.people.selectors import PersonRows

__all__ = ["Slip", "code_issue", "people_import", "person_disable", "person_enable"]


@dataclass(frozen=True, slots=True)
class Slip:
    """What is handed to a person on paper; the code can never be shown again."""

    full_name: str
    title: str
    agency_name: str
    username: str
    code: str
    expires_at: datetime  # the first moment at which the code no longer works


def people_import(
    lines: Sequence[AccountLine], *, actor: Actor, now: datetime, today: date
) -> tuple[tuple[Slip, ...], tuple[CheckedLine, ...]]:
    """Make an account, a post and a grant of every line that can be one; return the slips, and the lines left out.

    Everything is checked again at this moment. A constant number of statements for any number of lines.
    Audit: accounts.create, accounts.code, people.post_open.

    Raises:
        NotAllowed: the actor manages nobody.
        WrongState: no line makes an account (any more): somebody was first, or it was sent twice.
    """
    try:
        with transaction.atomic():
            checked = lines_checked(lines, actor=actor, on=today)
            new = tuple(one for one in checked if one.fate is LineFate.NEW)
            if not new:
                raise WrongState(_("Không còn tài khoản nào để lập: mọi dòng đã có tài khoản hoặc có lỗi."))
            return _make(new, actor=actor, now=now, today=today), tuple(one for one in checked if one not in new)
    except IntegrityError as error:
        raise WrongState(
            _("Có người vừa lập tài khoản trùng tên đăng nhập. Tải danh sách lên lần nữa; chưa có gì được lưu.")
        ) from error


@transaction.atomic
def code_issue(user: "User", *, actor: Actor, now: datetime, today: date) -> Slip:
    """Give a person a new one-time code; their password and sessions end. Audit: accounts.code.

    Raises:
        NotAllowed: the account is not the actor's to act on, or the actor's own.
        WrongState: the account is closed.
    """
    rows = _controlled(user, actor, today)
    if user.pk == actor.user_id:
        raise NotAllowed(_("Mật khẩu của chính bạn đổi ở trang Đổi mật khẩu."))
    if not rows.user.is_active:
        raise WrongState(_("Tài khoản đang khóa. Mở khóa trước rồi cấp mã."))
    (issued,) = accounts.codes_issue((rows.user,), actor=actor, now=now)
    post = next(iter(rows.posts_from(today)), None)
    return Slip(
        user.full_name,
        post.title if post else "",
        post.agency.current_name if post else "",
        user.username,
        issued.code,
        issued.expires_at,
    )


@transaction.atomic
def person_disable(user: "User", *, actor: Actor, now: datetime, today: date) -> None:
    """Close a person's account; their sessions end, posts and grants stay. Audit: accounts.disable.

    Raises:
        NotAllowed: the account is not the actor's to act on, or the actor's own.
        WrongState: it is closed already.
    """
    _controlled(user, actor, today)
    if user.pk == actor.user_id:
        raise NotAllowed(_("Không ai tự khóa tài khoản của mình; nhờ một quản trị viên khác."))
    if not accounts.account_disable(user, actor=actor, now=now):
        raise WrongState(_("Tài khoản này đã khóa trước đó."))


@transaction.atomic
def person_enable(user: "User", *, actor: Actor, now: datetime, today: date) -> None:
    """Open a person's closed account again, with the password it had. Audit: accounts.enable.

    Raises:
        NotAllowed: the account is not the actor's to act on.
        WrongState: it is open already.
    """
    _controlled(user, actor, today)
    if not accounts.account_enable(user, actor=actor, now=now):
        raise WrongState(_("Tài khoản này đang mở."))


def _controlled(user: "User", actor: Actor, today: date) -> "PersonRows":
    rows = rows_of(user)
    posts = rows.posts_from(today) or rows.posts
    access.require(access.can_control(actor, posts, rows.grants(from_day=today), on=today))
    return rows


def _make(new: Sequence[CheckedLine], *, actor: Actor, now: datetime, today: date) -> tuple[Slip, ...]:
    """Write accounts, codes, posts and grants, each in one statement; return the slips in the order of the lines."""
    users = accounts.accounts_create(
        [accounts.NewAccount(one.username, one.line.full_name[:120], one.phone) for one in new], actor=actor, now=now
    )
    codes = accounts.codes_issue(users, actor=actor, now=now)
    posts = Post.objects.bulk_create(
        Post(user=user, agency_id=one.agency_id, title=one.line.title[:120], valid_from=today)
        for user, one in zip(users, new, strict=True)
    )
    Grant.objects.bulk_create(
        Grant(post=post, role=one.role.value, scope_id=one.agency_id, valid_from=today)
        for post, one in zip(posts, new, strict=True)
    )
    audit.record_many(
        "people.post_open",
        [(post, {}, _facts(post, one, today)) for post, one in zip(posts, new, strict=True)],
        actor=actor,
        at=now,
    )
    return tuple(
        Slip(one.line.full_name, one.line.title, one.agency_name, one.username, code.code, code.expires_at)
        for one, code in zip(new, codes, strict=True)
    )


def _facts(post: Post, one: CheckedLine, today: date) -> dict[str, Any]:
    return {"agency": one.agency_id, "title": post.title, "from": today, "roles": [[one.role, one.agency_id]]}
