"""One person: posts, grants, account, history; and what the reader may do with them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from caicach.accounts.selectors import CodeState
from caicach.agencies import selectors as agencies
from caicach.audit.selectors import AuditLine
from caicach.people import access
from caicach.people.constants import GrantRole
from caicach.people.forms import CloseForm, GrantForm, PostForm, UntilForm
from caicach.people.models import Grant, Post
from caicach.people.pages.words import area_words, grant_words, span_words
from caicach.people.selectors import PersonRows, PostWork, work_of_post
from caicach.ui.notation import date_text, moment_text
from caicach.ui.values import Fact, Link, Moment
from caicach.web.actor import Actor, Role

__all__ = ["Forms", "GrantLine", "PersonPage", "PostBlock"]


@dataclass(frozen=True, slots=True)
class Forms:
    """Forms that were sent and refused; the others are fresh."""

    post: PostForm | None = None
    grant: tuple[int, GrantForm] | None = None  # of which post
    close: tuple[int, CloseForm] | None = None
    withdraw: tuple[int, UntilForm] | None = None  # of which grant


@dataclass(frozen=True, slots=True)
class GrantLine:
    """One role."""

    pk: int
    role: str
    scope: str
    area: str
    span: str
    holds: bool  # today
    form: UntilForm | None  # None: it is over, or not the reader's to withdraw


@dataclass(frozen=True, slots=True)
class PostBlock:
    """One post and its roles."""

    pk: int
    agency: str
    agency_url: str
    title: str
    span: str
    holds: bool  # today or later
    grants: tuple[GrantLine, ...]
    grant_form: GrantForm | None
    close_form: CloseForm | None
    held: tuple[str, ...]  # what hangs on the post, in words
    opens: str  # "grant" or "close": which of the forms was refused

    @property
    def anchor(self) -> str:
        """Return the id of its heading."""
        return f"vi-tri-o-{self.pk}"


@dataclass(frozen=True, slots=True)
class PersonPage:
    """One person."""

    uid: UUID
    title: str
    kicker: str
    crumbs: tuple[Link, ...]
    facts: tuple[Fact, ...]
    posts: tuple[PostBlock, ...]
    history: tuple[Moment, ...]
    post_form: PostForm | None
    is_refused: bool  # the form of a new post was sent and refused
    is_closed: bool
    can_control: bool
    control_reason: str  # why not, where the reader manages people
    is_self: bool

    @classmethod
    def of(
        cls,
        rows: PersonRows,
        forms: Forms,
        *,
        actor: Actor,
        code: CodeState | None,
        audit: Iterable[AuditLine],
        names: Mapping[int, str],
        today: date,
    ) -> "PersonPage":
        """Build the page; ``names`` are those of the people in ``audit``."""
        user = rows.user
        decision = access.can_control(
            actor, rows.posts_from(today) or rows.posts, rows.grants(from_day=today), on=today
        )
        is_manager, is_self = access.is_manager(actor), user.pk == actor.user_id
        roles = access.givable_roles(actor)
        post_form = forms.post or PostForm(initial={"valid_from": today}, auto_id="vi-tri-%s")
        top = (Link(_("Người dùng"), reverse("people:list")),) if is_manager else ()
        return cls(
            uid=user.uid,
            title=user.full_name,
            kicker=user.username,
            crumbs=(*top, Link(user.full_name)),
            facts=tuple(_facts(rows, code)),
            posts=tuple(_block(post, forms, actor, roles, today) for post in rows.posts),
            history=tuple(_history(audit, names, rows, today)),
            post_form=post_form if is_manager else None,
            is_refused=forms.post is not None,
            is_closed=not user.is_active,
            can_control=is_manager and decision.allowed and not is_self,
            control_reason="" if decision.allowed or not is_manager or is_self else decision.reason,
            is_self=is_self,
        )


def _facts(rows: PersonRows, code: CodeState | None) -> Iterable[Fact]:
    user = rows.user
    yield Fact(_("Tên đăng nhập"), user.username)
    if user.phone:
        yield Fact(_("Điện thoại"), user.phone)
    if user.email:
        yield Fact(_("Thư điện tử"), user.email)
    yield Fact(_("Tài khoản"), _("đang dùng") if user.is_active else _("đã khóa"), strong=not user.is_active)
    yield Fact(_("Đăng nhập gần nhất"), moment_text(user.last_login) if user.last_login else _("chưa lần nào"))
    if code is not None:
        yield Fact(_("Mã một lần"), _code_words(code))


def _code_words(code: CodeState) -> str:
    if code.used_at is not None:
        return _("đã dùng %(at)s, chưa đặt mật khẩu") % {"at": moment_text(code.used_at)}
    if code.is_open:
        return _("còn dùng được đến trước %(at)s") % {"at": moment_text(code.expires_at)}
    return _("không còn dùng được; cấp mã mới")


def _block(post: Post, forms: Forms, actor: Actor, roles: tuple[Role, ...], today: date) -> PostBlock:
    holds = post.valid_to > today
    can = holds and access.can_manage(actor, post.agency_id, on=today).allowed
    grants = tuple(post.grants.all())
    running = tuple(grant for grant in grants if grant.valid_to > max(today, grant.valid_from))
    can_close = can and access.can_control(actor, (post,), running, on=today).allowed
    grant_form, work = _grant_form(post, forms, roles, today), work_of_post(post, on=today) if can_close else PostWork()
    refused = {"grant": forms.grant, "close": forms.close}
    return PostBlock(
        pk=post.pk,
        agency=post.agency.current_name,
        agency_url=reverse("agencies:detail", args=[post.agency_id]),
        title=post.title,
        span=span_words(post.valid_from, post.valid_to),
        holds=holds,
        grants=tuple(_grant(grant, post, forms, actor, today) for grant in grants),
        grant_form=grant_form if can and roles else None,
        close_form=_close_form(post, work, forms, today) if can_close else None,
        held=tuple(holding.words for holding in work.holdings),
        opens=next((name for name, sent in refused.items() if sent and sent[0] == post.pk), ""),
    )


def _grant(grant: Grant, post: Post, forms: Forms, actor: Actor, today: date) -> GrantLine:
    runs = grant.valid_to > max(today, grant.valid_from)
    can = runs and access.can_give(actor, Role(grant.role), post.agency_id, grant.scope_id, on=today).allowed
    return GrantLine(
        pk=grant.pk,
        role=grant_words(grant),
        scope=grant.scope.current_name,
        area=area_words(grant.area_code, today),
        span=span_words(grant.valid_from, grant.valid_to),
        holds=grant.valid_from <= today < grant.valid_to,
        form=_until("thu-hoi", grant.pk, forms.withdraw, today) if can else None,
    )


def _grant_form(post: Post, forms: Forms, roles: tuple[Role, ...], today: date) -> GrantForm:
    if forms.grant and forms.grant[0] == post.pk:
        return forms.grant[1]
    first = max(today, post.valid_from)
    initial = {"scope": post.agency.current_name, "valid_from": first, "role": Role.AGENCY_OFFICER.value}
    return GrantForm(roles=roles, today=today, initial=initial, auto_id=f"quyen-{post.pk}-%s")


def _close_form(post: Post, work: PostWork, forms: Forms, today: date) -> CloseForm:
    if forms.close and forms.close[0] == post.pk:
        return forms.close[1]
    return CloseForm(initial={"until": today}, work=work, auto_id=f"thoi-{post.pk}-%s")


def _until(word: str, pk: int, sent: tuple[int, UntilForm] | None, today: date) -> UntilForm:
    if sent and sent[0] == pk:
        return sent[1]
    return UntilForm(initial={"until": today}, auto_id=f"{word}-{pk}-%s")


def _history(lines: Iterable[AuditLine], names: Mapping[int, str], rows: PersonRows, today: date) -> Iterable[Moment]:
    lines = tuple(lines)
    mentioned = {line.new[key] for line in lines for key in ("agency", "scope") if isinstance(line.new.get(key), int)}
    agency_names = agencies.names_of(mentioned)
    for line in lines:
        words = str(line.words)
        facts = " · ".join(_said(line.new, agency_names, today))
        by = names.get(line.actor_id or 0, _("hệ thống"))
        what = format_html("<b>{}</b>{}", words[:1].upper() + words[1:], f": {facts}" if facts else "")
        yield Moment(what, f"{moment_text(line.at)} · {by}", _ICONS.get(line.action, "pencil"))


_ICONS = {
    "people.grant_withdraw": "ban",
    "people.post_close": "ban",
    "accounts.disable": "lock",
    "accounts.code": "key",
}


def _said(new: Mapping[str, Any], agency_names: Mapping[int, str], today: date) -> Iterable[str]:
    """Give the facts of an audit row that a person reads, in a fixed order."""
    if new.get("role"):
        yield str(GrantRole(new["role"]).label)
    for key in ("agency", "scope"):
        if new.get(key) in agency_names:
            yield agency_names[new[key]]
    if new.get("area"):
        yield area_words(new["area"], today)
    if new.get("from"):
        yield _("từ %(day)s") % {"day": date_text(date.fromisoformat(new["from"]))}
    if new.get("until"):
        yield _("không còn từ %(day)s") % {"day": date_text(date.fromisoformat(new["until"]))}
