"""Posts and roles of one person."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from caicach.people import access, selectors, services
from caicach.people.forms import CloseForm, GrantForm, PostForm, UntilForm
from caicach.people.pages.person import Forms
from caicach.people.views.showing import show_person
from caicach.web.actor import Role
from caicach.web.errors import BadInput
from caicach.web.pages import done
from caicach.web.requests import ActorRequest

__all__ = ["grant_give", "grant_withdraw", "post_close", "post_open"]


@require_POST
def post_open(request: ActorRequest, uid: UUID) -> HttpResponse:
    """Give a person a post."""
    rows = selectors.person_for(request.actor, uid, on=request.today)
    access.require(access.can_manage_somewhere(request.actor))
    form = PostForm(request.POST, auto_id="vi-tri-%s")
    if form.is_valid():
        given = dict(form.cleaned_data)
        try:
            agency_id = selectors.agency_meant(given.pop("agency"), actor=request.actor, on=request.today)
            services.post_open(
                actor=request.actor, user=rows.user, agency_id=agency_id, roles=(), today=request.today, **given
            )
        except BadInput as error:
            form.add_error("agency", str(error))
        else:
            messages.success(request, _("Đã mở vị trí công tác. Cấp vai trò để người này làm việc được."))
            return done(request, "people:detail", uid=uid)
    return show_person(request, rows, Forms(post=form))


@require_POST
def post_close(request: ActorRequest, pk: int) -> HttpResponse:
    """End a post and the roles held from it."""
    post = selectors.post_to_change(request.actor, pk, on=request.today)
    work = selectors.work_of_post(post, on=request.today)
    form = CloseForm(request.POST, work=work, auto_id=f"thoi-{pk}-%s")
    if form.is_valid():
        successor = next((one for one in work.colleagues if one.pk == form.successor_id), None)
        given = {"until": form.cleaned_data["until"], "successor": successor}
        try:
            services.post_close(post, actor=request.actor, today=request.today, **given)
        except BadInput as error:
            form.add_error("until", str(error))
        else:
            messages.success(request, _("Đã cho thôi vị trí công tác; các quyền của vị trí này hết theo."))
            return done(request, "people:detail", uid=post.user.uid)
    return show_person(request, selectors.rows_of(post.user), Forms(close=(pk, form)))


@require_POST
def grant_give(request: ActorRequest, pk: int) -> HttpResponse:
    """Give the holder of a post a role."""
    post = selectors.post_to_change(request.actor, pk, on=request.today)
    roles = access.givable_roles(request.actor)
    form = GrantForm(request.POST, roles=roles, today=request.today, auto_id=f"quyen-{pk}-%s")
    if form.is_valid():
        given = form.cleaned_data
        try:
            scope_id = selectors.agency_meant(given["scope"], actor=request.actor, on=request.today)
            new = services.NewGrant(Role(given["role"]), scope_id, given["valid_from"], form.valid_to, given["area"])
            services.grant_give(post, new, actor=request.actor, today=request.today)
        except BadInput as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Đã cấp quyền cho %(name)s.") % {"name": post.user.full_name})
            return done(request, "people:detail", uid=post.user.uid)
    return show_person(request, selectors.rows_of(post.user), Forms(grant=(pk, form)))


@require_POST
def grant_withdraw(request: ActorRequest, pk: int) -> HttpResponse:
    """End a role from a day on."""
    grant = selectors.grant_to_change(request.actor, pk, on=request.today)
    user = grant.post.user
    form = UntilForm(request.POST, auto_id=f"thu-hoi-{pk}-%s")
    if form.is_valid():
        try:
            services.grant_withdraw(grant, actor=request.actor, until=form.cleaned_data["until"], today=request.today)
        except BadInput as error:
            form.add_error("until", str(error))
        else:
            messages.success(request, _("Đã thu hồi quyền của %(name)s.") % {"name": user.full_name})
            return done(request, "people:detail", uid=user.uid)
    return show_person(request, selectors.rows_of(user), Forms(withdraw=(pk, form)))
