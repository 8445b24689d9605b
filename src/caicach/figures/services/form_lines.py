"""Lines that bodies added for themselves, taken into the draft of a form's next version, in one step.

Owns: which draft they go into, from when on it is to hold, that they are switched on there. Does not: publish it.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from caicach.audit import services as audit
from caicach.figures import access
from caicach.figures.constants import FormState
from caicach.figures.mapping import extra_keys, form_of
from caicach.figures.models import FormVersion, Period
from caicach.figures.services.form_drafts import BadForm, NewVersion, form_change, form_copy
from caicach.web.actor import Actor
from caicach.web.errors import BadInput, Beyond
from reform.drafting.extending import ExtensionLine, extended
from reform.forms import Form, FormError

__all__ = ["LineTaken", "Taken", "form_lines_take"]


@dataclass(frozen=True, slots=True)
class LineTaken:
    """A line, and whose it is as keys say it ("ubnd_xa_suoi_nhan")."""

    owner: str
    line: ExtensionLine  # with its key


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of lines that were to be taken."""

    draft: FormVersion
    is_new: bool  # the draft was begun for them
    added: tuple[str, ...]  # keys
    known: tuple[str, ...]  # keys that the draft had already


@transaction.atomic
def form_lines_take(
    owner_id: int, form_key: str, lines: Sequence[LineTaken], *, actor: Actor, now: datetime, today: date
) -> Taken:
    """Take lines into the draft of a form's next version; where nobody is writing one it is begun.

    They are switched on there: once the draft is published, a period that opens with it asks for them.

    Audit: ``figures.form-begin`` or ``figures.form-change``, ``figures.form-switch``.

    Raises:
        NotAllowed: the actor is no standing officer of the body that keeps the form.
        Beyond: the body has no such form.
        BadForm: a line does not fit into the form.
        WrongState: somebody changed the draft meanwhile.
    """
    access.require(actor, "open", owner_id)
    drafts = FormVersion.objects.select_for_update(of=("self",)).filter(owner=owner_id, form_key=form_key)
    open_ones = drafts.filter(state=FormState.DRAFT).order_by("-pk")
    found = open_ones.first()
    try:
        draft = found or _begin(owner_id, form_key, actor=actor, now=now, today=today)
    except BadInput:
        found = open_ones.first()  # somebody began it a moment ago
        if found is None:
            raise
        draft = found
    form = form_of(draft)
    there = form.by_key()
    fresh = [one for one in lines if one.line.key not in there]
    if fresh:
        draft = form_change(draft, _with(form, fresh), actor=actor, revision=draft.revision, now=now)
    _switch_on(draft, [one.line.key for one in lines], actor=actor, now=now)
    known = tuple(one.line.key for one in lines if one.line.key in there)
    return Taken(draft, found is None, tuple(one.line.key for one in fresh), known)


def _with(form: Form, lines: Sequence[LineTaken]) -> Form:
    try:
        for one in lines:
            form = extended(form, one.owner, [one.line])
    except FormError as error:
        raise BadForm(error) from None
    return form


def _begin(owner_id: int, form_key: str, *, actor: Actor, now: datetime, today: date) -> FormVersion:
    mine = FormVersion.objects.filter(form_key=form_key, state=FormState.PUBLISHED)
    own = mine.filter(owner=owner_id).order_by("-valid_from", "-pk").first()
    base = own or mine.filter(owner=None).order_by("-valid_from", "-pk").first()
    if base is None:
        raise Beyond(_("Cơ quan chưa có biểu này. Ban hành biểu trước, rồi đưa chỉ tiêu vào."))
    valid_from = _next_day(owner_id, base, today)
    new = NewVersion(_free_name(owner_id, form_key, valid_from.year), valid_from)
    return form_copy(base, new, actor=actor, owner_id=owner_id, now=now)


def _next_day(owner_id: int, base: FormVersion, today: date) -> date:
    """Return the day after the last period that was opened: those that are open keep the version they ask with."""
    opened = Period.objects.filter(owner=owner_id, form_key=base.form_key).aggregate(last=Max("data_to"))["last"]
    last = opened or today
    return max(last, base.valid_from) + timedelta(days=1)


def _free_name(owner_id: int, form_key: str, year: int) -> str:
    rows = FormVersion.objects.filter(form_key=form_key, version__startswith=f"{year}.")
    taken = {version for owner, version in rows.values_list("owner_id", "version") if owner in (owner_id, None)}
    return next(name for name in (f"{year}.{number}" for number in range(1, len(taken) + 2)) if name not in taken)


def _switch_on(draft: FormVersion, keys: Sequence[str], *, actor: Actor, now: datetime) -> None:
    before = extra_keys(draft)
    if set(keys) <= before:
        return
    extra = json.dumps(sorted({*before, *keys}))
    FormVersion.objects.filter(pk=draft.pk).update(extra_keys=extra)
    audit.record(
        "figures.form-switch", draft, actor=actor, old={"extra": draft.extra_keys}, new={"extra": extra}, at=now
    )
    draft.extra_keys = extra
